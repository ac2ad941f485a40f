/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "test-topic.h"
#include "test-whisper-network.h"
#include "trace-sink.h"

#include "ns3/config.h"
#include "ns3/gossipsub-metrics.h"
#include "ns3/gossipsub-router.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"

#include <gtest/gtest.h>
#include <set>
#include <tuple>

using namespace ns3;

// What a script may do at any time: before Run, from trace sinks, to nodes that do not run.

namespace
{

/// Hosts on the WAN, on which the test puts relays of its own.
class RelaysByHand
{
  public:
    explicit RelaysByHand(uint32_t n)
        : nodes(n)
    {
        RngSeedManager::SetRun(1);
        WanHelper wan;
        devices = wan.Install(nodes);
        InternetTcpHelper().Install(nodes);
        addresses = wan.AssignIpv4Addresses(devices);
        pool->SetDescribeFunction(&WakuMessage::Describe);
    }

    ~RelaysByHand()
    {
        Simulator::Destroy();
    }

    Ptr<WakuRelay> Add(uint32_t node, uint16_t port = 60000, const std::string& mode = "Static")
    {
        auto relay = CreateObjectWithAttributes<WakuRelay>("Mode", StringValue(mode));
        relay->GetConnections()->SetAttribute("Port", UintegerValue(port));
        relay->SetMessagePool(pool);
        nodes.Get(node)->AddApplication(relay);
        applications.Add(relay);
        return relay;
    }

    InetSocketAddress AddressOf(uint32_t node, uint16_t port = 60000) const
    {
        return InetSocketAddress(addresses.GetAddress(node), port);
    }

    void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    NodeContainer nodes;
    NetDeviceContainer devices;
    Ipv4InterfaceContainer addresses;
    ApplicationContainer applications;
    Ptr<MessagePool> pool{CreateObject<MessagePool>()};
};

} // namespace

TEST(UserScript, ARelayDialledAfterItsStopConnectsToNobody)
{
    RelaysByHand network(3);
    const auto relay = network.Add(0);
    const auto other = network.Add(1);
    relay->SetStopTime(Seconds(5));
    Simulator::Schedule(Seconds(6), [&] { relay->Dial(network.AddressOf(1)); });
    network.RunUntil(60);
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 0U);
    EXPECT_EQ(relay->GetConnections()->GetNFailures(), 0U);
    EXPECT_EQ(other->GetConnections()->GetNPeers(), 0U);
}

TEST(UserScript, AWhisperNodeThatIsOfflineDialsWhenItIsBack)
{
    TestWhisperNetwork network(3);
    OverlayGraph overlay(3);
    overlay.AddLink(0, 1);
    network.Build(overlay);
    const auto node = network.Get(0);
    Simulator::Schedule(Seconds(5), [&] { node->GoOffline(); });
    Simulator::Schedule(Seconds(6), [&] {
        EXPECT_EQ(node->GetConnections()->GetNPeers(), 0U);
        node->Dial(InetSocketAddress(network.addresses.GetAddress(2), 30303));
    });
    network.RunUntil(Seconds(20));
    EXPECT_EQ(node->GetConnections()->GetNPeers(), 0U);
    Simulator::Schedule(Seconds(0), [&] { node->GoOnline(); });
    network.RunUntil(Seconds(100));
    EXPECT_EQ(node->GetConnections()->GetNPeers(), 2U);
}

TEST(UserScript, SubscriptionsCanBeMadeBeforeTheStartWithoutHelper)
{
    for (const std::string mode : {"Static", "GossipSub"})
    {
        RelaysByHand network(2);
        const auto relay = network.Add(0, 60000, mode);
        relay->Subscribe("/t");
        relay->Subscribe("/u");
        relay->Unsubscribe("/u");
        EXPECT_TRUE(relay->GetRouter()->IsSubscribed("/t"));
        network.RunUntil(1);
        EXPECT_EQ(relay->GetRouter()->GetTopics(), (std::set<std::string>{"/t", TOPIC})) << mode;
    }
}

TEST(UserScript, ATopicGivenUpBeforeTheStartStaysGivenUp)
{
    for (const std::string mode : {"Static", "GossipSub"})
    {
        RelaysByHand network(3);
        for (uint32_t i : {0, 1, 2})
        {
            network.Add(i, 60000, mode);
        }
        const auto publisher = DynamicCast<WakuRelay>(network.applications.Get(0));
        publisher->Unsubscribe(TOPIC);
        if (mode == "GossipSub")
        {
            publisher->GetRouter()->SetAttribute("FloodPublish", BooleanValue(false));
        }
        publisher->Dial(network.AddressOf(1));
        publisher->Dial(network.AddressOf(2));
        RelayMetrics metrics(network.applications, network.devices);
        Simulator::Schedule(Seconds(10), [publisher] { publisher->Publish(100); });
        network.RunUntil(20);
        EXPECT_FALSE(publisher->GetRouter()->IsSubscribed(TOPIC));
        EXPECT_EQ(metrics.GetPropagation().GetNDelivered(), 2U) << mode;
        if (const auto router = DynamicCast<GossipSubRouter>(publisher->GetRouter()))
        {
            EXPECT_EQ(router->GetFanout(TOPIC).GetSize(), 2U);
            EXPECT_EQ(router->GetMesh(TOPIC).GetSize(), 0U);
        }
    }
}

TEST(UserScript, PubsubTopicMayBeSetAfterASubscription)
{
    RelaysByHand network(1);
    const auto relay = network.Add(0);
    relay->Subscribe("/t");
    relay->SetAttribute("PubsubTopic", StringValue("/u"));
    network.RunUntil(1);
    EXPECT_EQ(relay->GetRouter()->GetTopics(), (std::set<std::string>{"/t", "/u"}));
}

TEST(UserScript, ARelayWithoutHelperHasItsRouterForStreamsAndMetrics)
{
    RelaysByHand network(2);
    const auto relay = network.Add(0, 60000, "GossipSub");
    ApplicationContainer helped = WakuRelayHelper("GossipSub").Install(network.nodes.Get(1));
    EXPECT_EQ(relay->AssignStreams(1), WakuRelayHelper::AssignStreams(helped, 1));
    GossipSubMetrics metrics(network.applications);
    EXPECT_NE(DynamicCast<GossipSubRouter>(relay->GetRouter()), nullptr);
}

TEST(UserScriptDeathTest, ModeAndRouterComeBeforeSubscriptions)
{
    RelaysByHand network(1);
    const auto relay = network.Add(0);
    relay->SetAttribute("Mode", StringValue("GossipSub"));
    relay->Subscribe("/t");
    EXPECT_DEATH(relay->SetAttribute("Mode", StringValue("Static")),
                 "Mode is \"GossipSub\" and can't become \"Static\"");
    EXPECT_DEATH(relay->SetRouter(CreateObject<GossipSubRouter>()), "Router can't be changed");
    EXPECT_DEATH(network.Add(0, 60001, "Meshy"), "attribute set .Mode. on ns3::WakuRelay");
}

namespace
{

/// Mode and trace source.
using Sink = std::tuple<std::string, std::string>;

std::string
NameOf(const testing::TestParamInfo<Sink>& info)
{
    return std::get<0>(info.param) + std::get<1>(info.param);
}

/// Peers that were disconnected are gone, those whom others dial may be back under another number.
void
ExpectGone(const std::set<PeerId>& lost, WakuRelay& relay)
{
    const auto& peers = relay.GetRouter()->GetPeers();
    EXPECT_EQ(relay.GetConnections()->GetNPeers(), peers.size());
    for (const PeerId peer : lost)
    {
        EXPECT_EQ(peers.count(peer), 0U);
    }
}

class RelaySinkThatDisconnects : public testing::TestWithParam<Sink>
{
};

class RouterSinkThatDisconnects : public testing::TestWithParam<std::string>
{
};

class WhisperSinkThatDisconnects : public testing::TestWithParam<std::string>
{
};

} // namespace

TEST_P(RelaySinkThatDisconnects, LosesThePeerAndNothingElse)
{
    const auto& [mode, source] = GetParam();
    TestRelayNetwork network(5);
    network.relay = WakuRelayHelper(mode == "GossipSub" ? mode : "Static");
    if (mode == "Waiting")
    {
        network.relay.SetRouterAttribute("ForwardDelay", StringValue("50ms"));
    }
    network.Build("complete");
    const auto relay = network.Get(1);
    std::set<PeerId> lost;
    ASSERT_TRUE(
        relay->TraceConnectWithoutContext(source,
                                          MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
                                              [&](Ptr<const PubsubMessage>, const PeerInfo& peer) {
                                                  relay->GetConnections()->Disconnect(peer.id);
                                                  lost.insert(peer.id);
                                              })));
    network.PublishAt(Seconds(5), 0, 1000);
    network.PublishAt(Seconds(6), 1, 1000);
    network.RunUntil(Seconds(20));
    EXPECT_GE(lost.size(), 1U);
    ExpectGone(lost, *relay);
}

INSTANTIATE_TEST_SUITE_P(AllModes,
                         RelaySinkThatDisconnects,
                         testing::Combine(testing::Values("Static", "Waiting", "GossipSub"),
                                          testing::Values("Send", "FirstReceive", "Duplicate")),
                         NameOf);

TEST(RelaySinkThatDisconnects, APeerThatIsJustUpIsNoGhost)
{
    TestRelayNetwork network(3);
    network.Build("complete");
    const auto relay = network.Get(1);
    relay->TraceConnectWithoutContext("PeerUp",
                                      MakeTraceSink<const PeerInfo&>([&](const PeerInfo& peer) {
                                          relay->GetConnections()->Disconnect(peer.id);
                                      }));
    network.RunUntil(Seconds(0.9));
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 0U);
    EXPECT_EQ(relay->GetRouter()->GetPeers().size(), 0U);
}

TEST_P(RouterSinkThatDisconnects, LosesThePeerAndNothingElse)
{
    TestRelayNetwork network(20);
    network.relay = WakuRelayHelper("GossipSub");
    network.Build("complete");
    const auto relay = network.Get(1);
    std::set<PeerId> lost;
    const auto lose = [&](PeerId peer) {
        relay->GetConnections()->Disconnect(peer);
        lost.insert(peer);
    };
    const auto router = relay->GetRouter();
    if (GetParam().rfind("Control", 0) == 0)
    {
        ASSERT_TRUE(router->TraceConnectWithoutContext(
            GetParam(),
            MakeTraceSink<PeerId, GossipSubControl, const std::string&, uint32_t>(
                [&](PeerId peer, GossipSubControl, const std::string&, uint32_t) { lose(peer); })));
    }
    else
    {
        ASSERT_TRUE(router->TraceConnectWithoutContext(
            GetParam(),
            MakeTraceSink<PeerId, const std::string&>(
                [&](PeerId peer, const std::string&) { lose(peer); })));
    }
    network.PublishAt(Seconds(5), 0, 1000);
    network.PublishAt(Seconds(6), 1, 1000);
    Simulator::Schedule(Seconds(7), [&] { relay->Unsubscribe(TOPIC); });
    network.RunUntil(Seconds(20));
    EXPECT_GE(lost.size(), 1U);
    ExpectGone(lost, *relay);
}

INSTANTIATE_TEST_SUITE_P(AllSources,
                         RouterSinkThatDisconnects,
                         testing::Values("Graft", "Prune", "ControlSent", "ControlReceived"),
                         [](const auto& info) { return info.param; });

TEST_P(WhisperSinkThatDisconnects, LosesThePeerAndNothingElse)
{
    for (const bool immediate : {false, true})
    {
        TestWhisperNetwork network(5);
        network.whisper.SetProtocolAttribute("Immediate", BooleanValue(immediate));
        network.Build("complete");
        const auto node = network.Get(1);
        std::set<PeerId> lost;
        ASSERT_TRUE(node->TraceConnectWithoutContext(
            GetParam(),
            MakeTraceSink<Ptr<const WhisperEnvelope>, const PeerInfo&>(
                [&](Ptr<const WhisperEnvelope>, const PeerInfo& peer) {
                    node->GetConnections()->Disconnect(peer.id);
                    lost.insert(peer.id);
                })));
        network.PublishAt(Seconds(5), 0, 1000);
        network.PublishAt(Seconds(6), 1, 1000);
        network.RunUntil(Seconds(15));
        EXPECT_GE(lost.size(), 1U);
        EXPECT_EQ(node->GetConnections()->GetNPeers(), node->GetProtocol()->GetNPeers());
        for (const PeerId peer : lost)
        {
            EXPECT_FALSE(node->GetProtocol()->IsReady(peer));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(AllSources,
                         WhisperSinkThatDisconnects,
                         testing::Values("Send", "Receive", "Accept"),
                         [](const auto& info) { return info.param; });

TEST_P(WhisperSinkThatDisconnects, MayGoOfflineAsWell)
{
    TestWhisperNetwork network(5);
    network.Build("complete");
    const auto node = network.Get(1);
    node->TraceConnectWithoutContext(
        GetParam(),
        MakeTraceSink<Ptr<const WhisperEnvelope>, const PeerInfo&>(
            [&](Ptr<const WhisperEnvelope>, const PeerInfo&) { node->GoOffline(); }));
    network.PublishAt(Seconds(5), 0, 1000);
    network.RunUntil(Seconds(15));
    EXPECT_FALSE(node->IsOnline());
    EXPECT_EQ(node->GetProtocol()->GetNPeers(), 0U);
}

TEST(UserScript, APeerThatIsDialledRightAfterItsDisconnectComesBack)
{
    RelaysByHand network(2);
    const auto relay = network.Add(0);
    const auto other = network.Add(1);
    relay->Dial(network.AddressOf(1));
    Simulator::Schedule(Seconds(5), [&] {
        relay->GetConnections()->Disconnect(0);
        relay->Dial(network.AddressOf(1));
    });
    Simulator::Schedule(Seconds(5.5), [&] { EXPECT_EQ(other->GetConnections()->GetNPeers(), 0U); });
    network.RunUntil(20);
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 1U);
    EXPECT_EQ(other->GetConnections()->GetNPeers(), 1U);
}

TEST(UserScriptDeathTest, AttributesOfGossipSubThatContradictEachOtherDuringARunAreNamed)
{
    const auto run = [](const std::string& name, uint32_t value) {
        TestRelayNetwork network(30);
        network.relay = WakuRelayHelper("GossipSub");
        network.Build("complete");
        Simulator::Schedule(Seconds(10), [&] {
            Config::Set("/NodeList/*/ApplicationList/*/$ns3::WakuRelay/Router/"
                        "$ns3::GossipSubRouter/" +
                            name,
                        UintegerValue(value));
        });
        network.RunUntil(Seconds(13));
    };
    EXPECT_DEATH(run("D_high", 3), "D is 6, not within D_low, [0-9]+, to D_high, 3");
    EXPECT_DEATH(run("D_score", 100), "D_score is 100, above D, 6");
    EXPECT_DEATH(run("D", 3), "D is 3, not within D_low");
    run("D_high", 7);
}

TEST(UserScript, WhatIsDeliberatelyBelowMinPowIsRefusedAsByWhisperv6)
{
    TestWhisperNetwork network(2);
    network.Build("complete");
    Simulator::Schedule(Seconds(5), [&] {
        WhisperPost post;
        post.powTarget = 0.01;
        EXPECT_EQ(network.Get(0)->Publish(post).error, WhisperError::LOW_POW);
        post.powTarget = 0.2;
        EXPECT_EQ(network.Get(0)->Publish(post).error, WhisperError::NONE);
    });
    network.RunUntil(Seconds(10));
    EXPECT_EQ(network.Count(0).published, 1U);
}

TEST(UserScriptDeathTest, APowTargetBelowMinPowIsNamed)
{
    const auto run = [](double hashRate) {
        TestWhisperNetwork network(2);
        network.whisper.SetProtocolAttribute("MinPow", DoubleValue(5));
        network.whisper.SetProtocolAttribute("HashRate", DoubleValue(hashRate));
        network.Build("complete");
        network.PublishAt(Seconds(5), 0, 1000);
        network.RunUntil(Seconds(10));
    };
    const char* sentence = "PowTarget is 0.2, below MinPow, 5: .*SetProofOfWork sets both";
    EXPECT_DEATH(run(0), sentence);
    EXPECT_DEATH(run(1000), sentence);
}

TEST(UserScriptDeathTest, SeenTtlIsAtLeastASecond)
{
    EXPECT_DEATH(WakuRelayHelper().SetRouterAttribute("SeenTtl", StringValue("0s")),
                 "SeenTtl is 0s, not at least 1s");
}

TEST(UserScript, TwoRelaysOfOneHostAreBothDialled)
{
    RelaysByHand network(2);
    const auto relay = network.Add(0);
    const auto first = network.Add(1);
    const auto second = network.Add(1, 60001);
    relay->Dial(network.AddressOf(1));
    relay->Dial(network.AddressOf(1, 60001));
    RelayMetrics metrics(network.applications, NetDeviceContainer());
    Simulator::Schedule(Seconds(10), [relay] { relay->Publish(100); });
    network.RunUntil(20);
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 2U);
    EXPECT_EQ(first->GetConnections()->GetNPeers(), 1U);
    EXPECT_EQ(second->GetConnections()->GetNPeers(), 1U);
    EXPECT_EQ(metrics.GetPropagation().GetNDelivered(), 2U);
    // The one that is given up stays away, the other one's place is kept.
    relay->GetConnections()->Disconnect(0);
    network.RunUntil(100);
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 1U);
    EXPECT_EQ(first->GetConnections()->GetNPeers() + second->GetConnections()->GetNPeers(), 1U);
}

TEST(UserScript, TwoRelaysOfOneHostDialOneNode)
{
    RelaysByHand network(2);
    const auto relay = network.Add(0);
    network.Add(1)->Dial(network.AddressOf(0));
    network.Add(1, 60001)->Dial(network.AddressOf(0));
    network.RunUntil(20);
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 2U);
}

TEST(UserScript, ANodeReachesBothRelaysOfAHostAlsoIfOneOfThemDialsIt)
{
    for (const uint32_t host : {0, 1})
    {
        for (const uint16_t port : {60000, 60001})
        {
            for (const double late : {0, 5})
            {
                RelaysByHand network(2);
                const auto relay = network.Add(1 - host);
                network.Add(host);
                network.Add(host, 60001);
                const auto dialler = network.applications.Get(port - 60000 + 1);
                DynamicCast<WakuRelay>(dialler)->Dial(network.AddressOf(1 - host));
                Simulator::Schedule(Seconds(late), [&] {
                    relay->Dial(network.AddressOf(host));
                    relay->Dial(network.AddressOf(host, 60001));
                });
                RelayMetrics metrics(network.applications, NetDeviceContainer());
                Simulator::Schedule(Seconds(10), [relay] { relay->Publish(100); });
                network.RunUntil(20);
                EXPECT_EQ(metrics.GetPropagation().GetNDelivered(), 2U) << host << port << late;
            }
        }
    }
}

TEST(UserScript, RelaysOfOneHostThatPublishAtOncePublishDifferentMessages)
{
    RelaysByHand network(1);
    std::set<MessageId> ids;
    for (uint16_t port : {60000, 60001, 60002})
    {
        const auto relay = network.Add(0, port);
        Simulator::Schedule(Seconds(5), [&ids, relay] {
            ids.insert(relay->Publish(100)->GetId());
            ids.insert(relay->Publish(3)->GetId());
        });
    }
    network.RunUntil(10);
    EXPECT_EQ(ids.size(), 6U);
}

TEST(UserScript, AMessageThatAScriptKeepsDoesNotKeepTheOthers)
{
    TestRelayNetwork network(2);
    network.Build("complete");
    std::vector<Ptr<const PubsubMessage>> kept;
    for (int i = 0; i < 1000; i++)
    {
        Simulator::Schedule(Seconds(5 + i), [&, i] {
            auto message = network.Get(0)->Publish(1000);
            if (i < 5)
            {
                kept.push_back(message);
            }
        });
    }
    network.RunUntil(Seconds(1005));
    const auto pool = network.relay.GetMessagePool();
    // Those of two minutes, which relays know, and of the next moments.
    EXPECT_LT(pool->GetSize(), 130U);
    EXPECT_EQ(pool->Find(kept[0]->GetId()), kept[0]);
    kept.clear();
    for (int i = 0; i < 10; i++)
    {
        Simulator::Schedule(Seconds(1 + i), [&] { network.Get(0)->Publish(1000); });
    }
    network.RunUntil(Seconds(1020));
    EXPECT_LT(pool->GetSize(), 125U);
}

TEST(UserScriptDeathTest, AnAddressWithoutPortCanNotBeDialled)
{
    RelaysByHand network(2);
    const auto relay = network.Add(0);
    const char* sentence = "Dial needs an InetSocketAddress or an Inet6SocketAddress with a port";
    EXPECT_DEATH(relay->Dial(network.addresses.GetAddress(1)), sentence);
    EXPECT_DEATH(relay->Dial(network.AddressOf(1, 0)), sentence);
    EXPECT_DEATH(relay->Dial(Ipv6Address("2001::1")), sentence);
    EXPECT_DEATH(relay->Dial(Address()), sentence);
    relay->Dial(Inet6SocketAddress(Ipv6Address("2001::1"), 60000));
}

TEST(UserScriptDeathTest, ANodeWithoutTcpIsNamed)
{
    const auto run = [](auto prepare) {
        NodeContainer nodes(3);
        prepare(nodes);
        nodes.Get(2)->AddApplication(CreateObject<WakuRelay>());
        Simulator::Stop(Seconds(1));
        Simulator::Run();
    };
    const std::string sentence = "node 2 has no TCP, or no ns3::.*: install InternetTcpHelper or "
                                 "InternetStackHelper";
    EXPECT_DEATH(run([](NodeContainer&) {}), sentence);
    EXPECT_DEATH(run([](NodeContainer& nodes) { WanHelper().Install(nodes); }), sentence);
}

TEST(UserScriptDeathTest, ASizeBelowZeroIsNamed)
{
    const auto run = [](const std::string& size) {
        TestRelayNetwork network(2);
        network.relay.SetTrafficAttribute("MessagesPerHour", DoubleValue(36000));
        network.relay.SetTrafficAttribute("Size", StringValue(size));
        network.Build("complete");
        network.RunUntil(Seconds(30));
    };
    const char* sentence = "WakuTrafficGenerator: Size has drawn -[0-9.]+ bytes, not 0 to";
    EXPECT_DEATH(run("ns3::NormalRandomVariable[Mean=100|Variance=100000]"), sentence);
    EXPECT_DEATH(run("ns3::UniformRandomVariable[Min=-100|Max=10]"), sentence);
}

TEST(UserScript, MessagesFarBeyondTheEndOfTimeNeverCome)
{
    for (const std::string arrivals : {"Poisson", "Periodic"})
    {
        for (const double rate : {1e-9, 1e-300})
        {
            TestRelayNetwork network(2);
            network.relay.SetTrafficAttribute("MessagesPerHour", DoubleValue(rate));
            network.relay.SetTrafficAttribute("Arrivals", StringValue(arrivals));
            network.Build("complete");
            network.RunUntil(Seconds(100));
            EXPECT_EQ(network.Get(0)->GetTraffic()->GetNMessages(), 0U) << arrivals << rate;
        }
    }
}

TEST(UserScriptDeathTest, ApplicationsThatAreNoRelaysAreNamed)
{
    RelaysByHand network(2);
    network.Add(0);
    network.applications.Add(CreateObject<WhisperNode>());
    OverlayGraph overlay(2);
    overlay.AddLink(0, 1);
    const char* sentence = "WakuRelayHelper: application 1 is no WakuRelay";
    EXPECT_DEATH(WakuRelayHelper().Connect(network.applications, overlay, network.addresses),
                 sentence);
    EXPECT_DEATH(WakuRelayHelper::AssignStreams(network.applications, 0), sentence);
}
