/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-rank-feeds.h"
#include "test-relay-network.h"
#include "test-whisper-network.h"
#include "trace-sink.h"

#include "ns3/propagation-journal.h"
#include "ns3/propagation-metrics.h"
#include "ns3/propagation-recorder.h"
#include "ns3/pubsub-message-pool.h"
#include "ns3/relay-probe.h"
#include "ns3/waku-message.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

const std::string SHARD = "/waku/2/rs/0/1";

/// Whom the relays of a test share their messages with.
enum class Pools
{
    ONE_HELPER,
    TWO_HELPERS,
    NO_HELPER,
    ONE_EACH,
};

Ptr<MessagePool>
MakePool()
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    pool->SetDescribeFunction(&WakuMessage::Describe);
    return pool;
}

/// Ten relays, each connected to all, five of which publish.
RunSummary
RunWith(Pools pools)
{
    TestRelayNetwork network(10);
    const WakuRelayHelper other;
    for (uint32_t i = 0; i < 10; i++)
    {
        if (pools == Pools::ONE_HELPER || pools == Pools::TWO_HELPERS)
        {
            const bool isOther = pools == Pools::TWO_HELPERS && i % 2 == 1;
            network.relays.Add((isOther ? other : network.relay).Install(network.nodes.Get(i)));
            continue;
        }
        Ptr<WakuRelay> relay = CreateObject<WakuRelay>();
        if (pools == Pools::ONE_EACH)
        {
            relay->SetMessagePool(MakePool());
        }
        network.nodes.Get(i)->AddApplication(relay);
        network.relays.Add(relay);
    }
    network.Build("complete");
    for (uint32_t i = 0; i < 5; i++)
    {
        network.PublishAt(Seconds(5 + i), i, 2000);
    }
    network.RunUntil(Seconds(15));
    return network.metrics->Summarize();
}

} // namespace

TEST(RelayMetrics, ResultsDoNotDependOnWhoSharesAPool)
{
    const RunSummary one = RunWith(Pools::ONE_HELPER);
    EXPECT_EQ(one.published, 5U);
    EXPECT_EQ(one.delivered, 45U);
    EXPECT_EQ(one.transmissions, 5 * (10U * 8 + 1));
    for (const Pools pools : {Pools::TWO_HELPERS, Pools::NO_HELPER, Pools::ONE_EACH})
    {
        const RunSummary other = RunWith(pools);
        EXPECT_EQ(other.delivered, one.delivered) << static_cast<int>(pools);
        EXPECT_EQ(other.transmissions, one.transmissions) << static_cast<int>(pools);
        EXPECT_EQ(other.duplicates, one.duplicates) << static_cast<int>(pools);
        EXPECT_EQ(other.hops, one.hops) << static_cast<int>(pools);
        EXPECT_EQ(other.latency.p50, one.latency.p50) << static_cast<int>(pools);
        EXPECT_EQ(other.timeToAll, one.timeToAll) << static_cast<int>(pools);
    }
}

TEST(WakuRelay, RelaysOfASimulationShareOnePoolWhoeverInstallsThem)
{
    TestRelayNetwork network(4);
    network.Build("complete");
    Ptr<WakuRelay> bare = CreateObject<WakuRelay>();
    bare->GetConnections()->SetAttribute("Port", UintegerValue(60001));
    network.nodes.Get(0)->AddApplication(bare);
    WakuRelayHelper other;
    other.SetConnectionAttribute("Port", UintegerValue(60002));
    const ApplicationContainer further = other.Install(network.nodes.Get(1));
    network.RunUntil(Seconds(1));
    const Ptr<MessagePool> pool = network.Get(0)->GetRouter()->GetMessagePool();
    EXPECT_NE(pool, nullptr);
    EXPECT_EQ(bare->GetRouter()->GetMessagePool(), pool);
    EXPECT_EQ(DynamicCast<WakuRelay>(further.Get(0))->GetRouter()->GetMessagePool(), pool);
    EXPECT_EQ(network.relay.GetMessagePool(), pool);
}

TEST(PropagationRecorder, RecordsNodesWithPoolsOfTheirOwn)
{
    TestRelayNetwork network(10);
    network.Build("complete");
    for (uint32_t i = 0; i < 10; i++)
    {
        network.Get(i)->SetMessagePool(MakePool());
    }
    PropagationRecorder recorder("unwritten.json", network.relays, *network.graph);
    network.PublishAt(Seconds(5), 0, 2000);
    network.RunUntil(Seconds(8));
    EXPECT_EQ(recorder.GetLog().GetNTransmissions(), 10U * 8 + 1);
}

TEST(WhisperMetrics, TwoHelpersGiveTheFiguresOfOne)
{
    std::vector<uint64_t> delivered;
    std::vector<std::vector<uint64_t>> hops;
    for (const bool hasTwo : {false, true})
    {
        TestWhisperNetwork network(10);
        WhisperHelper other;
        other.SetProtocolAttribute("ModelPow", BooleanValue(true));
        for (uint32_t i = 0; i < 10; i++)
        {
            const bool isOther = hasTwo && i % 2 == 1;
            network.peers.Add((isOther ? other : network.whisper).Install(network.nodes.Get(i)));
        }
        network.Build("complete");
        for (uint32_t i = 0; i < 10; i++)
        {
            network.PublishAt(Seconds(5 + i), i, 500);
        }
        network.RunUntil(Seconds(25));
        EXPECT_EQ(network.Results().GetNPublished(), 10U);
        EXPECT_EQ(network.Results().GetDeliveryRatio(), 1.0);
        delivered.push_back(network.Results().GetNDelivered());
        hops.push_back(network.Results().GetHops());
    }
    EXPECT_EQ(delivered[0], 90U);
    EXPECT_EQ(delivered[0], delivered[1]);
    EXPECT_EQ(hops[0], hops[1]);
}

TEST(RelayMetrics, ExpectedAreThoseSubscribedWhenAMessageIsPublished)
{
    for (const char* mode : {"Static", "GossipSub"})
    {
        TestRelayNetwork network(10);
        network.relay = WakuRelayHelper(mode);
        network.relays = network.relay.Install(network.nodes);
        // Before the metrics are made, before the run, and in it.
        network.Get(0)->Subscribe(SHARD);
        network.Build("complete");
        network.Get(1)->Subscribe(SHARD);
        for (uint32_t i = 2; i < 7; i++)
        {
            Simulator::Schedule(Seconds(2), [&network, i] { network.Get(i)->Subscribe(SHARD); });
        }
        Simulator::Schedule(Seconds(3), [&] {
            network.Get(5)->Unsubscribe(SHARD);
            network.Get(6)->GetRouter()->Unsubscribe(Simulator::Now(), SHARD);
        });
        for (uint32_t k = 0; k < 3; k++)
        {
            Simulator::Schedule(Seconds(10 + k), [&] { network.Get(0)->Publish(SHARD, 1000); });
        }
        Simulator::Schedule(Seconds(14), [&] { network.Get(5)->Subscribe(SHARD); });
        // Of a node that is not subscribed itself, to six.
        Simulator::Schedule(Seconds(16), [&] { network.Get(9)->Publish(SHARD, 1000); });
        // Of a topic that nobody else is subscribed to.
        Simulator::Schedule(Seconds(18), [&] { network.Get(9)->Publish("/none", 1000); });
        network.RunUntil(Seconds(25));
        EXPECT_EQ(network.Results().GetNPublished(), 5U) << mode;
        EXPECT_EQ(network.Results().GetNExpectedDeliveries(), 3U * 4 + 6) << mode;
        EXPECT_EQ(network.Results().GetDeliveryRatio(), 1.0) << mode;
        EXPECT_EQ(network.Results().GetTimeToAll().GetCount(), 4U) << mode;
    }
}

TEST(RelayMetrics, ExpectedAreThoseOnlineWhenAMessageIsPublished)
{
    for (const std::string mode : {"Static", "GossipSub"})
    {
        TestRelayNetwork network(10);
        network.relay = WakuRelayHelper(mode);
        network.Build("complete");
        // Dials all others.
        const auto absent = network.Get(0);
        uint32_t late = 0;
        absent->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PubsubMessage>>(
                [&](Ptr<const PubsubMessage>) { late += Simulator::Now() < Seconds(30) ? 1 : 0; }));
        Simulator::Schedule(Seconds(5), &WakuRelay::GoOffline, absent);
        Simulator::Schedule(Seconds(6), [&] {
            network.Get(8)->Subscribe(SHARD);
            absent->Subscribe(SHARD);
        });
        // Metrics that are made while somebody is away.
        std::unique_ptr<RelayMetrics> second;
        Simulator::Schedule(Seconds(7), [&] {
            second = std::make_unique<RelayMetrics>(network.relays, network.devices);
        });
        network.PublishAt(Seconds(10), 1, 1000);
        Simulator::Schedule(Seconds(10), [&] { network.Get(1)->Publish(SHARD, 1000); });
        Simulator::Schedule(Seconds(10.5), &WakuRelay::GoOnline, absent);
        // To all others, to both who are subscribed, and to all but one who stops.
        network.PublishAt(Seconds(80), 1, 1000);
        Simulator::Schedule(Seconds(80), [&] { network.Get(1)->Publish(SHARD, 1000); });
        network.Get(7)->SetStopTime(Seconds(85));
        network.PublishAt(Seconds(90), 1, 1000);
        network.RunUntil(Seconds(95));
        // By gossip.
        EXPECT_EQ(late > 0, mode == "GossipSub") << late;
        for (const RelayMetrics* metrics : {network.metrics.get(), second.get()})
        {
            const PropagationMetrics& results = metrics->GetPropagation();
            EXPECT_EQ(results.GetNExpectedDeliveries(), 8U + 1 + 9 + 2 + 8) << mode;
            EXPECT_EQ(results.GetNDelivered(), 8U + 1 + 9 + 2 + 8) << mode;
            EXPECT_EQ(results.GetDeliveryRatio(), 1.0) << mode;
            EXPECT_EQ(results.GetTimeToAll().GetCount(), 5U) << mode;
        }
    }
}

TEST(RelayMetrics, UnwantedMessagesAreNoControlBytes)
{
    TestRelayNetwork network(10);
    network.Build("complete");
    for (uint32_t i = 0; i < 5; i++)
    {
        Simulator::Schedule(Seconds(2), [&network, i] { network.Get(i)->Subscribe(SHARD); });
    }
    Simulator::Schedule(Seconds(10), [&] { network.Get(0)->Publish(SHARD, 1000); });
    network.RunUntil(Seconds(15));
    const RunSummary summary = network.metrics->Summarize();
    EXPECT_EQ(summary.ingress.payload, summary.transmissions * 1000.0 / 10);
    EXPECT_EQ(summary.ingress.control, 0);
    EXPECT_EQ(summary.egress.control, 0);
    EXPECT_EQ(network.metrics->GetNUnwanted(), 5U * 5);
    EXPECT_EQ(network.Get(9)->GetNReceived(), 5U);
}

TEST(RelayMetrics, HopsAreKnownThoughAddressesAreAssignedLater)
{
    TestRelayNetwork network(10);
    network.devices = network.wan.Install(network.nodes);
    network.relays = network.relay.Install(network.nodes);
    network.metrics = std::make_unique<RelayMetrics>(network.relays, network.devices);
    InternetTcpHelper().Install(network.nodes);
    network.addresses = network.wan.AssignIpv4Addresses(network.devices);
    network.relay.Connect(network.relays,
                          OverlayHelper::FromString("complete").Create(10),
                          network.addresses);
    network.PublishAt(Seconds(5), 0, 1000);
    network.RunUntil(Seconds(8));
    EXPECT_EQ(network.Results().GetHops(), (std::vector<uint64_t>{0, 9}));
}

TEST(RelayMetrics, AMessageThatSeveralPublishAtOnceCountsOnce)
{
    TestRelayNetwork network(10);
    network.Build("complete");
    uint32_t returned = 0;
    for (uint32_t i = 0; i < 3; i++)
    {
        Simulator::Schedule(Seconds(5), [&network, &returned, i] {
            returned += network.Get(i)->Publish(std::vector<uint8_t>{1, 2, 3}) ? 1 : 0;
        });
    }
    network.RunUntil(Seconds(8));
    EXPECT_EQ(returned, 3U);
    EXPECT_EQ(network.Results().GetNPublished(), 1U);
    EXPECT_EQ(network.Results().GetNExpectedDeliveries(), 7U);
    EXPECT_EQ(network.Results().GetNDelivered(), 7U);
    EXPECT_EQ(network.Results().GetTimeToAll().GetCount(), 1U);
    EXPECT_EQ(network.Results().GetHops(), (std::vector<uint64_t>{0, 7}));
}

TEST(RelayMetrics, WhatANodeHasSeenItDoesNotPublishAgain)
{
    for (const char* delay : {"0", "0.5"})
    {
        TestRelayNetwork network(10);
        network.relay.SetAttribute(
            "ProofDelay",
            StringValue(std::string("ns3::ConstantRandomVariable[Constant=") + delay + "]"));
        network.Build("complete");
        WakuMessage message;
        message.payload = VirtualBytes({1, 2, 3});
        std::vector<bool> wasPublished;
        const auto publish = [&](uint32_t node) {
            wasPublished.push_back(network.Get(node)->Publish(SHARD, message) != nullptr);
        };
        for (uint32_t i = 0; i < 10; i++)
        {
            Simulator::Schedule(Seconds(1), [&network, i] { network.Get(i)->Subscribe(SHARD); });
        }
        for (const double at : {5.0, 5.0, 5.1, 7.0})
        {
            Simulator::Schedule(Seconds(at), [&] { publish(0); });
        }
        Simulator::Schedule(Seconds(8), [&] { publish(1); });
        // The seen caches have forgotten it by then.
        Simulator::Schedule(Seconds(200), [&] { publish(0); });
        network.RunUntil(Seconds(210));
        EXPECT_EQ(wasPublished, (std::vector<bool>{true, false, false, false, false, true}));
        EXPECT_EQ(network.Results().GetNPublished(), 2U) << delay;
        EXPECT_EQ(network.Results().GetNDelivered(), 18U) << delay;
        EXPECT_EQ(network.Results().GetDeliveryRatio(), 1.0) << delay;
    }
}

TEST(RelayMetrics, WhatNobodyHoldsAnyMoreIsForgotten)
{
    TestRelayNetwork network(10);
    network.Build("complete");
    const auto device = DynamicCast<WanNetDevice>(network.devices.Get(9));
    Simulator::Schedule(Seconds(100), [device] { device->SetLinkUp(false); });
    std::size_t most = 0;
    for (uint32_t k = 0; k < 200; k++)
    {
        network.PublishAt(Seconds(5 + 10 * k), k % 9, 1000);
        Simulator::Schedule(Seconds(9 + 10 * k), [&network, &most] {
            most = std::max(most, network.metrics->GetNTracked());
        });
    }
    network.RunUntil(Seconds(2010));
    EXPECT_EQ(network.Results().GetNPublished(), 200U);
    EXPECT_EQ(network.Results().GetNDelivered(), 10U * 9 + 190U * 8);
    EXPECT_LE(most, 40U);
    EXPECT_LE(network.relay.GetMessagePool()->GetSize(), 40U);
}

TEST(WhisperMetrics, WhatNobodyHoldsAnyMoreIsForgottenThoughItHasNotReachedEveryone)
{
    TestWhisperNetwork network(8);
    network.whisper.SetProtocolAttribute("DefaultTtl", UintegerValue(10));
    network.Build("complete");
    const auto device = DynamicCast<WanNetDevice>(network.devices.Get(7));
    Simulator::Schedule(Seconds(100), [device] { device->SetLinkUp(false); });
    std::size_t most = 0;
    for (uint32_t k = 0; k < 150; k++)
    {
        network.PublishAt(Seconds(5 + 10 * k), k % 7, 500);
        Simulator::Schedule(Seconds(9 + 10 * k), [&network, &most] {
            most = std::max(most, network.metrics->GetNTracked());
        });
    }
    network.RunUntil(Seconds(1510));
    EXPECT_EQ(network.Results().GetNPublished(), 150U);
    EXPECT_EQ(network.Results().GetNDelivered(), 10U * 7 + 140U * 6);
    EXPECT_LE(most, 40U);
}

namespace
{

std::string
ToText(const PropagationMetrics& metrics)
{
    RunSummary summary;
    summary.AddPropagation(metrics);
    std::ostringstream out;
    summary.WriteJson(out);
    return out.str();
}

} // namespace

TEST(RelayMetrics, JoinedJournalsOfThreeRanksSayWhatOneProcessMeasures)
{
    TestRelayNetwork network(30);
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetTrafficAttribute("MessagesPerHour", StringValue("60"));
    network.relay.SetTrafficAttribute("Start", StringValue("10s"));
    network.relay.SetTrafficAttribute("Stop", StringValue("500s"));
    network.Build("regular:8");
    std::vector<PropagationJournal> journals(3);
    const auto feeds = MakeRankFeeds<RelayProbe>(network.relays, journals);
    for (uint32_t i = 0; i < 30; i++)
    {
        // Half of the nodes come to a second topic, and leave it, one after the other.
        if (i % 2 == 0)
        {
            Simulator::Schedule(Seconds(5 * i),
                                [&network, i] { network.Get(i)->Subscribe(SHARD); });
            Simulator::Schedule(Seconds(200 + 5 * i),
                                [&network, i] { network.Get(i)->Unsubscribe(SHARD); });
        }
        // Each is away for a while.
        Simulator::Schedule(Seconds(15 * i + 8), &WakuRelay::GoOffline, network.Get(i));
        Simulator::Schedule(Seconds(15 * i + 50), &WakuRelay::GoOnline, network.Get(i));
        Simulator::Schedule(Seconds(12 * i + 7),
                            [&network, i] { network.Get(i)->Publish(SHARD, 500); });
        Simulator::Schedule(Seconds(100),
                            [&network, i] { network.Get(i)->Publish(std::vector<uint8_t>{7}); });
    }
    network.RunUntil(Seconds(520));

    PropagationJournal joined;
    for (const PropagationJournal& journal : journals)
    {
        joined.Add(journal.Serialize());
    }
    PropagationMetrics propagation(30);
    joined.Replay(propagation);
    EXPECT_GT(network.Results().GetNPublished(), 200U);
    EXPECT_GT(network.Results().GetDeliveryRatio(), 0.95);
    EXPECT_LT(network.Results().GetNExpectedDeliveries(), 29 * network.Results().GetNPublished());
    EXPECT_GT(network.Results().GetNDuplicates(), 0U);
    EXPECT_LT(network.metrics->GetNTracked(), network.Results().GetNPublished());
    EXPECT_EQ(ToText(propagation), ToText(network.Results()));
}
