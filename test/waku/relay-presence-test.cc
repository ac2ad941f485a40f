/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-topic.h"
#include "trace-sink.h"

#include "ns3/double.h"
#include "ns3/gossipsub-router.h"
#include "ns3/inet-socket-address.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

/// How many messages each relay delivers.
class Deliveries
{
  public:
    explicit Deliveries(const TestRelayNetwork& network)
        : counts(network.nodes.GetN())
    {
        for (uint32_t i = 0; i < counts.size(); i++)
        {
            network.Get(i)->TraceConnectWithoutContext(
                "Deliver",
                MakeTraceSink<Ptr<const PubsubMessage>>(
                    [this, i](Ptr<const PubsubMessage>) { counts[i]++; }));
        }
    }

    std::vector<uint32_t> counts;
};

/// Every second relay leaves after half a minute and is back after a minute.
void
LetHalfLeaveAndComeBack(TestRelayNetwork& network)
{
    for (uint32_t i = 0; i < network.nodes.GetN(); i += 2)
    {
        Simulator::Schedule(Seconds(30), &WakuRelay::GoOffline, network.Get(i));
        Simulator::Schedule(Seconds(60), &WakuRelay::GoOnline, network.Get(i));
    }
}

/// What is published while half are away reaches the others, what is published later reaches all.
void
ExpectAllBack(TestRelayNetwork& network)
{
    const uint32_t n = network.nodes.GetN();
    std::vector<std::size_t> peers;
    for (uint32_t i = 0; i < n; i++)
    {
        peers.push_back(network.graph->GetDegree(i));
    }
    Deliveries delivered(network);
    network.PublishAt(Seconds(45), 1, 1000);
    network.RunUntil(Seconds(59));
    for (uint32_t i = 0; i < n; i++)
    {
        EXPECT_EQ(delivered.counts[i], i % 2 == 0 || i == 1 ? 0U : 1U) << i;
    }
    delivered.counts.assign(n, 0);
    network.PublishAt(Seconds(61), 0, 1000);
    network.PublishAt(Seconds(62), 1, 1000);
    network.RunUntil(Seconds(160));
    for (uint32_t i = 0; i < n; i++)
    {
        EXPECT_EQ(delivered.counts[i], i < 2 ? 1U : 2U) << i;
        EXPECT_EQ(network.Get(i)->GetConnections()->GetNPeers(), peers[i]) << i;
    }
}

} // namespace

TEST(RelayPresence, HalfTheRelaysGoOfflineAndComeBack)
{
    TestRelayNetwork network(40);
    network.Build("complete");
    LetHalfLeaveAndComeBack(network);
    ExpectAllBack(network);
}

TEST(GossipSubPresence, HalfTheRelaysGoOfflineAndComeBack)
{
    TestRelayNetwork network(40);
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetPreset("nwaku");
    network.Build("complete");
    LetHalfLeaveAndComeBack(network);
    ExpectAllBack(network);
    for (uint32_t i = 0; i < 40; i++)
    {
        const auto router = DynamicCast<GossipSubRouter>(network.Get(i)->GetRouter());
        UintegerValue low;
        UintegerValue high;
        router->GetAttribute("D_low", low);
        router->GetAttribute("D_high", high);
        EXPECT_GE(router->GetMesh(TOPIC).GetSize(), low.Get()) << i;
        EXPECT_LE(router->GetMesh(TOPIC).GetSize(), high.Get()) << i;
    }
}

TEST(GossipSubPresence, ARelayThatIsOfflineKeepsSubscriptionsAndAddressesAlone)
{
    TestRelayNetwork network(12);
    network.relay = WakuRelayHelper("GossipSub");
    network.Build("complete");
    const auto relay = network.Get(0);
    const auto router = DynamicCast<GossipSubRouter>(relay->GetRouter());
    std::vector<bool> changes;
    relay->TraceConnectWithoutContext("Online", MakeTraceSink<bool>([&](bool isOnline) {
                                          changes.push_back(isOnline);
                                      }));
    network.PublishAt(Seconds(8), 1, 1000);
    network.RunUntil(Seconds(10));
    EXPECT_TRUE(relay->IsOnline());
    EXPECT_EQ(router->GetPeers().size(), 11U);
    EXPECT_EQ(router->GetNSeen(), 1U);
    EXPECT_GT(router->GetNCached(), 0U);
    relay->GoOffline();
    relay->Subscribe("/t");
    network.RunUntil(Seconds(20));
    EXPECT_FALSE(relay->IsOnline());
    EXPECT_EQ(relay->Publish(100), nullptr);
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 0U);
    EXPECT_EQ(router->GetPeers().size(), 0U);
    EXPECT_EQ(router->GetMesh(TOPIC).GetSize(), 0U);
    EXPECT_EQ(router->GetSubscribers(TOPIC).GetSize(), 0U);
    EXPECT_EQ(router->GetNSeen(), 0U);
    EXPECT_EQ(router->GetNCached(), 0U);
    EXPECT_EQ(router->GetTopics(), (std::set<std::string>{"/t", TOPIC}));
    EXPECT_EQ(network.Get(1)->GetConnections()->GetNPeers(), 10U);
    relay->GoOnline();
    network.RunUntil(Seconds(90));
    EXPECT_TRUE(relay->IsOnline());
    EXPECT_NE(relay->Publish(100), nullptr);
    EXPECT_EQ(router->GetPeers().size(), 11U);
    const auto other = DynamicCast<GossipSubRouter>(network.Get(1)->GetRouter());
    EXPECT_EQ(other->GetSubscribers("/t").GetSize(), 1U);
    EXPECT_EQ(changes, (std::vector<bool>{true, false, true}));
}

TEST(RelayPresence, ATopicGivenUpWhileOnlineStaysGivenUp)
{
    TestRelayNetwork network(2);
    network.Build("complete");
    Simulator::Schedule(Seconds(5), &WakuRelay::Unsubscribe, network.Get(0), TOPIC);
    Simulator::Schedule(Seconds(6), &WakuRelay::GoOffline, network.Get(0));
    Simulator::Schedule(Seconds(7), &WakuRelay::GoOnline, network.Get(0));
    network.RunUntil(Seconds(8));
    EXPECT_FALSE(network.Get(0)->GetRouter()->IsSubscribed(TOPIC));
}

TEST(RelayPresence, ARelayMayGoOfflineOnDelivery)
{
    for (const std::string mode : {"Static", "GossipSub"})
    {
        for (const std::string source : {"FirstReceive", "Send", "Duplicate"})
        {
            TestRelayNetwork network(10);
            network.relay = WakuRelayHelper(mode);
            network.Build("complete");
            const auto relay = network.Get(1);
            relay->TraceConnectWithoutContext(
                source,
                MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
                    [relay](Ptr<const PubsubMessage>, const PeerInfo&) { relay->GoOffline(); }));
            network.PublishAt(Seconds(5), 0, 1000);
            network.RunUntil(Seconds(10));
            EXPECT_FALSE(relay->IsOnline()) << mode << source;
            EXPECT_EQ(relay->GetRouter()->GetPeers().size(), 0U);
            if (const auto router = DynamicCast<GossipSubRouter>(relay->GetRouter()))
            {
                EXPECT_EQ(router->GetNCached(), 0U) << source;
                EXPECT_EQ(router->GetNTopics(), 0U) << source;
            }
        }
    }
}

TEST(RelayPresence, OfflineAndOnlineAtOnceIsARestart)
{
    TestRelayNetwork network(3);
    network.Build("complete");
    int downs = 0;
    network.Get(0)->TraceConnectWithoutContext(
        "PeerDown",
        MakeTraceSink<const PeerInfo&>([&](const PeerInfo&) { downs++; }));
    Simulator::Schedule(Seconds(5), [&] {
        network.Get(0)->GoOffline();
        network.Get(0)->GoOnline();
    });
    network.RunUntil(Seconds(60));
    EXPECT_EQ(downs, 2);
    EXPECT_EQ(network.Get(0)->GetConnections()->GetNPeers(), 2U);
}

TEST(RelayPresence, ARelayWhoseApplicationDoesNotRunStaysOffline)
{
    TestRelayNetwork network(3);
    network.Build("complete");
    const auto relay = network.Get(0);
    relay->SetStartTime(Seconds(5));
    relay->SetStopTime(Seconds(10));
    for (const double at : {1., 15.})
    {
        Simulator::Schedule(Seconds(at), [relay] {
            relay->GoOffline();
            relay->GoOnline();
        });
    }
    network.RunUntil(Seconds(2));
    EXPECT_FALSE(relay->IsOnline());
    network.RunUntil(Seconds(6));
    EXPECT_TRUE(relay->IsOnline());
    network.RunUntil(Seconds(20));
    EXPECT_FALSE(relay->IsOnline());
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 0U);
}

TEST(RelayPresence, FailedAttemptsDoNotCountAfterTheReturn)
{
    TestRelayNetwork network(2);
    network.relay.SetConnectionAttribute("MaxAttempts", UintegerValue(3));
    network.relay.SetConnectionAttribute("DialTimeout", StringValue("1s"));
    network.Build("complete");
    network.Get(1)->SetStartTime(Seconds(200));
    network.RunUntil(Seconds(60));
    const auto connections = network.Get(0)->GetConnections();
    EXPECT_EQ(connections->GetNFailures(), 3U);
    network.Get(0)->GoOffline();
    network.Get(0)->GoOnline();
    network.RunUntil(Seconds(120));
    EXPECT_EQ(connections->GetNFailures(), 6U);
}

TEST(RelayPresence, TrafficPausesWhileOffline)
{
    TestRelayNetwork network(3);
    network.relay.SetTrafficAttribute("MessagesPerHour", DoubleValue(3600));
    network.relay.SetTrafficAttribute("Arrivals", StringValue("Periodic"));
    network.Build("complete");
    uint32_t published = 0;
    network.Get(0)->TraceConnectWithoutContext(
        "Publish",
        MakeTraceSink<Ptr<const PubsubMessage>>([&](Ptr<const PubsubMessage>) { published++; }));
    Simulator::Schedule(Seconds(30), &WakuRelay::GoOffline, network.Get(0));
    Simulator::Schedule(Seconds(50), &WakuRelay::GoOnline, network.Get(0));
    network.RunUntil(Seconds(60));
    EXPECT_EQ(published, 30U);
}
