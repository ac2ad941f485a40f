/* SPDX-License-Identifier: GPL-2.0-only */
#include "event-network.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/event-wan-latency.h"
#include "ns3/overlay-graph.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;

namespace
{

class LinkEvent : public EventNetwork
{
  public:
    ~LinkEvent() override
    {
        Config::Reset();
    }
};

using LinkEventDeathTest = LinkEvent;

INSTANTIATE_TEST_SUITE_P(Transports, LinkEvent, testing::Values("packet", "flow"));
INSTANTIATE_TEST_SUITE_P(Transports, LinkEventDeathTest, testing::Values("flow"));

TimeValue
Sec(double seconds)
{
    return TimeValue(Seconds(seconds));
}

} // namespace

TEST_P(LinkEvent, ALinkThatIsDownCarriesNothingAndConnectionsLiveOn)
{
    Build(3);
    events.Add("link-down", "Nodes", StringValue("1,"), "At", Sec(10), "For", Sec(5));
    Install();
    RunUntil(20.5);
    const int before = pings[0]->pongs;
    const uint64_t bytes = WanHost::Of(devices.Get(1))->GetRxBytes();
    RunUntil(25);
    EXPECT_TRUE(nodes[1]->IsOnline());
    EXPECT_EQ(WanHost::Of(devices.Get(1))->GetRxBytes(), bytes);
    EXPECT_NEAR(pings[0]->pongs - before, 5, 1); // of node 2 alone
    RunUntil(40);
    EXPECT_EQ(pings[1]->downs, 0);
    EXPECT_NEAR(pings[0]->pings - pings[0]->pongs, 0, 3);
}

TEST_P(LinkEvent, APartitionCutsTwoPartsOffAndHeals)
{
    Build(4);
    events.Add("partition", "Nodes", StringValue("0-1"), "At", Sec(10), "For", Sec(8));
    Install();
    RunUntil(20.5);
    const int before = pings[0]->pongs;
    RunUntil(27.9);
    EXPECT_NEAR(pings[0]->pongs - before, 8, 1); // of node 1 alone
    RunUntil(60);
    EXPECT_NEAR(pings[0]->pings - pings[0]->pongs, 0, 4);
    EXPECT_EQ(CountPeers(0), 3U);
}

TEST_P(LinkEvent, DiallingANodeBehindNatIsInVainAndItDialsItself)
{
    Build(2);
    nodes[0]->Dial(InetSocketAddress(addresses[1], 60000));
    events.Add("nat", "Nodes", StringValue("1,"));
    Install();
    RunUntil(5);
    ASSERT_EQ(CountPeers(0), 1U);
    // Only the connection that node 1 has dialled is there.
    EXPECT_EQ(pings[0]->ups, 1);
    EXPECT_EQ(CountPeers(1), 1U);
    RunUntil(40);
    EXPECT_GE(nodes[0]->GetConnections()->GetNFailures(), 1U);
}

TEST_P(LinkEvent, TwoNodesBehindNatNeverMeetWhetherRefusedOrNotAnswered)
{
    Build(3);
    events.Add("nat", "Nodes", StringValue("0-1"), "Refuses", BooleanValue(true));
    Install();
    RunUntil(8);
    // Node 2 dials both in vain; a refusal is known after a round trip, and dialled again.
    EXPECT_EQ(CountPeers(0) + CountPeers(1) + CountPeers(2), 0U);
    EXPECT_GE(nodes[2]->GetConnections()->GetNFailures(), IsPacket() ? 0U : 4U);
}

TEST_P(LinkEvent, TheNeighbourThatWouldDialANodeBehindNatIsDialledByIt)
{
    Build(2); // node 1 dials node 0
    OverlayGraph overlay(2);
    overlay.AddLink(1, 0);
    ScenarioStage::Parts parts;
    parts.applications = applications;
    parts.devices = devices;
    parts.addresses = addresses;
    parts.overlay = &overlay;
    events.Add("nat", "Nodes", StringValue("0,"));
    events.Install(parts);
    RunUntil(5);
    EXPECT_EQ(CountPeers(0), 1U);
}

TEST_P(LinkEvent, ABoxThatForgetsIdleConnectionsKillsThemWithoutAWord)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::UserTimeout", TimeValue(Seconds(8)));
    Build(2);
    for (const Ptr<PingProtocol>& ping : pings)
    {
        ping->interval = Seconds(40);
    }
    events.Add("idle-timeout", "Idle", Sec(30));
    Install();
    RunUntil(39);
    EXPECT_EQ(pings[0]->downs + pings[1]->downs, 0);
    RunUntil(52);
    // Pings of 40 s reached nobody, and whoever had written gave up, and connected anew.
    RunUntil(80);
    EXPECT_EQ(pings[0]->pongs, 2);
    EXPECT_GE(pings[0]->downs, 1);
    EXPECT_GE(pings[1]->downs, 1);
    EXPECT_EQ(pings[1]->ups, 2);
}

TEST_P(LinkEvent, KeepAlivesHoldAnIdleConnection)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::UserTimeout", TimeValue(Seconds(8)));
    Config::SetDefault("ns3::WanTcpSocketFactory::KeepAlive", TimeValue(Seconds(15)));
    Build(2);
    for (const Ptr<PingProtocol>& ping : pings)
    {
        ping->interval = Seconds(40);
    }
    events.Add("idle-timeout", "Idle", Sec(30));
    Install();
    RunUntil(130);
    EXPECT_EQ(pings[0]->downs + pings[1]->downs, 0);
    EXPECT_EQ(pings[0]->pongs, 4);
}

TEST_P(LinkEvent, AKeepAliveFindsACrashThatNobodyWritesTo)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::KeepAlive", TimeValue(Seconds(15)));
    Config::SetDefault("ns3::WanTcpSocketFactory::KeepAliveInterval", TimeValue(Seconds(5)));
    Config::SetDefault("ns3::WanTcpSocketFactory::KeepAliveProbes", UintegerValue(3));
    Build(2);
    for (const Ptr<PingProtocol>& ping : pings)
    {
        ping->interval = Hours(1);
    }
    events.Add("crash", "Nodes", StringValue("1,"), "At", Sec(0));
    Install();
    // The last probe that is answered is of 15 s at most before; then come 15 s and three probes.
    RunUntil(25);
    EXPECT_EQ(CountPeers(0), 1U);
    RunUntil(46);
    EXPECT_EQ(CountPeers(0), 0U);
}

TEST_P(LinkEvent, AWriteThatIsNotAcknowledgedFindsACrash)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::UserTimeout", TimeValue(Seconds(10)));
    Build(2);
    events.Add("crash", "Nodes", StringValue("1,"), "At", Sec(0));
    Install();
    RunUntil(19);
    EXPECT_EQ(CountPeers(0), 1U);
    // Looked at when TCP sends again, or four times in the timeout.
    RunUntil(31);
    EXPECT_EQ(CountPeers(0), 0U);
}

TEST_P(LinkEvent, LossConcernsPacketsOfItsNodesWhileItLasts)
{
    Build(3);
    events.Add("loss",
               "Nodes",
               StringValue("0,"),
               "Probability",
               DoubleValue(1),
               "At",
               Sec(5),
               "For",
               Sec(4));
    Install();
    RunUntil(15.5);
    const int cut = pings[0]->pongs;
    const int others = pings[1]->pongs;
    RunUntil(18.9);
    EXPECT_EQ(pings[0]->pongs, cut);
    EXPECT_GE(pings[1]->pongs - others, 3);
    RunUntil(40);
    EXPECT_NEAR(pings[0]->pings - pings[0]->pongs, 0, 3);
}

TEST_P(LinkEvent, BandwidthChangesAndIsRestored)
{
    Build(2);
    events.Add("bandwidth", "Up", StringValue("8kbps"), "At", Sec(5), "For", Sec(10));
    Install();
    DataRateValue rate;
    const DataRate before = [&] {
        devices.Get(0)->GetAttribute("UpRate", rate);
        return rate.Get();
    }();
    RunUntil(20);
    devices.Get(0)->GetAttribute("UpRate", rate);
    EXPECT_EQ(rate.Get(), DataRate("8kbps"));
    // a ping and its answer are packets of 53 bytes each, which take 53 ms each
    EXPECT_NEAR(pings[0]->roundTrip.GetSeconds(), 0.2 + 2 * 0.053, 0.12);
    EXPECT_GT(pings[0]->roundTrip.GetSeconds(), 0.29);
    RunUntil(30);
    devices.Get(0)->GetAttribute("UpRate", rate);
    EXPECT_EQ(rate.Get(), before);
    EXPECT_NEAR(pings[0]->roundTrip.GetSeconds(), 0.2, 0.005);
}

TEST_P(LinkEvent, JitterIsOfPacketsAndOfPairsOverTimeAndKeepsOrder)
{
    Build(3);
    events.Add("jitter", "Packet", Sec(0.01), "Pair", Sec(0.02), "Period", Sec(5));
    Install();
    RunUntil(12);
    const auto channel = DynamicCast<WanChannel>(devices.Get(0)->GetChannel());
    const auto latency = channel->GetLatencyModel();
    ASSERT_TRUE(latency->IsVariable());
    double sum = 0;
    double least = 1;
    double most = 0;
    std::set<int64_t> delays;
    for (int i = 0; i < 2000; i++)
    {
        Simulator::Schedule(MilliSeconds(100 * i), [&] {
            const double delay = latency->GetDelay(0, 1).GetSeconds();
            sum += delay;
            least = std::min(least, delay);
            most = std::max(most, delay);
            delays.insert(latency->GetDelay(0, 1).GetNanoSeconds());
        });
    }
    RunUntil(213);
    EXPECT_NEAR(sum / 2000, 0.1, 0.006);
    EXPECT_GE(least, 0.07);
    EXPECT_LE(most, 0.13);
    EXPECT_LT(least, 0.08);
    EXPECT_GT(most, 0.12);
    EXPECT_GT(delays.size(), 1900U);
    EXPECT_EQ(pings[0]->errors, 0);
    EXPECT_NEAR(pings[0]->pings - pings[0]->pongs, 0, 3);
}

TEST_P(LinkEventDeathTest, WhatAKindCannotDoIsSaid)
{
    Build(2);
    const auto stop = testing::ExitedWithCode(1);
    EXPECT_EXIT(
        {
            events.Add("nat", "At", Sec(3));
            Install();
        },
        stop,
        "event nat: At cannot be set, since nat holds for the whole run");
    EXPECT_EXIT(
        {
            events.Add("bandwidth");
            Install();
        },
        stop,
        "event bandwidth: Up and down are 0bps");
    EXPECT_EXIT(
        {
            events.Add("partition");
            events.Install(applications, {});
        },
        stop,
        "event partition: it needs hosts on a WanChannel");
}
