/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/inet-socket-address.h"
#include "ns3/peer-score-parameters.h"
#include "ns3/pointer.h"
#include "ns3/static-router.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/wan-net-device.h"

#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <type_traits>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

/// Whether one may call T::Deliver, which is PubsubHost's.
template <typename T, typename = void>
struct LetsDeliver : std::false_type
{
};

template <typename T>
struct LetsDeliver<
    T,
    std::void_t<decltype(std::declval<T&>().Deliver(std::declval<Ptr<const PubsubMessage>>()))>>
    : std::true_type
{
};

/// Whether one may call T::PeerDown, which is StreamHandler's.
template <typename T, typename = void>
struct LetsPeerDown : std::false_type
{
};

template <typename T>
struct LetsPeerDown<
    T,
    std::void_t<decltype(std::declval<T&>().PeerDown(std::declval<const PeerInfo&>()))>>
    : std::true_type
{
};

struct Case
{
    std::string overlay;
    uint32_t nodes;
    uint32_t degree;
};

std::ostream&
operator<<(std::ostream& out, const Case& c)
{
    return out << c.nodes << " nodes, " << c.overlay;
}

class FloodingLaw : public testing::TestWithParam<Case>
{
};

/// Text of a short run that depends on everything random.
std::string
RunForText(uint32_t run)
{
    TestRelayNetwork network(30);
    RngSeedManager::SetRun(run);
    network.wan.SetLatency("ns3::RandomWanLatency",
                           "Delay",
                           StringValue("ns3::UniformRandomVariable[Min=0.01|Max=0.1]"));
    network.relay.SetTrafficAttribute("MessagesPerHour", StringValue("600"));
    network.Build("regular:4");
    network.RunUntil(Seconds(30));
    std::ostringstream out;
    RunSummary summary = network.metrics->Summarize();
    summary.wallSeconds = 0;
    summary.peakRssBytes = 0;
    summary.WriteJson(out);
    return out.str();
}

} // namespace

TEST_P(FloodingLaw, AMessageCostsNTimesDegreeMinusOnePlusOneTransmissions)
{
    const Case& c = GetParam();
    TestRelayNetwork network(c.nodes);
    network.Build(c.overlay);
    network.PublishAt(Seconds(5), 0, 2048);
    network.PublishAt(Seconds(8), c.nodes - 1, 500);
    network.RunUntil(Seconds(12));
    EXPECT_EQ(network.Results().GetNTransmissions(), 2 * (c.nodes * (c.degree - 1) + 1));
    EXPECT_EQ(network.Results().GetNDelivered(), 2 * (c.nodes - 1));
    EXPECT_EQ(network.Results().GetNDuplicates(),
              network.Results().GetNTransmissions() - network.Results().GetNDelivered());
}

INSTANTIATE_TEST_SUITE_P(Overlays,
                         FloodingLaw,
                         testing::Values(Case{"regular:6", 100, 6},
                                         Case{"regular:3", 50, 3},
                                         Case{"regular:8", 40, 8},
                                         Case{"complete", 12, 11},
                                         Case{"ring:4", 30, 4},
                                         Case{"hypercube", 32, 5}));

TEST(WakuRelay, EveryNodeDeliversEachMessageExactlyOnce)
{
    TestRelayNetwork network(60);
    network.Build("regular:5");
    std::vector<uint32_t> deliveries(60, 0);
    for (uint32_t i = 0; i < 60; i++)
    {
        network.Get(i)->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PubsubMessage>>(
                [&deliveries, i](Ptr<const PubsubMessage>) { deliveries[i]++; }));
        network.PublishAt(Seconds(5), i, 1000);
    }
    network.RunUntil(Seconds(12));
    EXPECT_EQ(deliveries, std::vector<uint32_t>(60, 59));
}

TEST(WakuRelay, ForwardDelayLiesBetweenOnceAnEdgeAndImmediateRelay)
{
    TestRelayNetwork network(100);
    network.relay.SetRouterAttribute("ForwardDelay", StringValue("1s"));
    network.Build("regular:6");
    network.PublishAt(Seconds(5), 0, 2048);
    network.RunUntil(Seconds(30));
    EXPECT_GE(network.Results().GetNTransmissions(), 100U * 6 / 2);
    EXPECT_LT(network.Results().GetNTransmissions(), 100U * 5 + 1);
    EXPECT_EQ(network.Results().GetNDelivered(), 99U);
}

TEST(WakuRelay, LongRandomWaitsBringTransmissionsNearOnceAnEdge)
{
    TestRelayNetwork network(100);
    network.relay.SetRouterAttribute("ForwardJitter", StringValue("100s"));
    network.Build("regular:6");
    network.PublishAt(Seconds(5), 0, 2048);
    network.RunUntil(Seconds(900));
    EXPECT_GE(network.Results().GetNTransmissions(), 300U);
    EXPECT_LE(network.Results().GetNTransmissions(), 306U);
    EXPECT_EQ(network.Results().GetNDelivered(), 99U);
}

TEST(WakuRelay, HandComputedLatencyOverTwoHops)
{
    TestRelayNetwork network(3);
    network.wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("50ms"));
    network.wan.SetDeviceAttribute("UpRate", StringValue("10Mbps"));
    network.wan.SetDeviceAttribute("DownRate", StringValue("0bps"));
    network.relay.SetAttribute("ValidationDelay",
                               StringValue("ns3::ConstantRandomVariable[Constant=0.2]"));
    OverlayGraph line(3);
    line.AddLink(0, 1);
    line.AddLink(1, 2);
    network.Build(line);
    uint32_t frame = 0;
    Simulator::Schedule(Seconds(5), [&] { frame = network.Get(0)->Publish(500)->GetSize(); });
    network.RunUntil(Seconds(8));
    // One segment: 20 bytes IP, 20 TCP, 12 timestamp option; TCP sends 1 ns after the application.
    const double serialisation = (frame + 52) * 8 / 10e6;
    const double hop = serialisation + 0.05 + 0.2 + 1e-9;
    EXPECT_NEAR(network.Results().GetLatency().GetMin(), hop, 2e-8);
    EXPECT_NEAR(network.Results().GetLatency().GetMax(), 2 * hop, 4e-8);
}

TEST(WakuRelay, ATopicCanHaveAValidationDelayOfItsOwn)
{
    TestRelayNetwork network(2);
    network.relay.SetAttribute("ValidationDelay",
                               StringValue("ns3::ConstantRandomVariable[Constant=1]"));
    network.Build("complete");
    network.Get(1)->GetProtocol()->SetTopicValidationDelay("/waku/2/rs/0/0", Seconds(3));
    network.PublishAt(Seconds(5), 0, 100);
    network.PublishAt(Seconds(5), 1, 100);
    network.RunUntil(Seconds(20));
    EXPECT_NEAR(network.Results().GetLatency().GetMin(), 1.1, 0.01);
    EXPECT_NEAR(network.Results().GetLatency().GetMax(), 3.1, 0.01);
}

TEST(WakuRelay, OnlyItsRouterAndItsConnectionsCallItBack)
{
    EXPECT_TRUE(LetsDeliver<PubsubHost>::value);
    EXPECT_FALSE(LetsDeliver<WakuRelay>::value);
    EXPECT_TRUE(LetsPeerDown<StreamHandler>::value);
    EXPECT_FALSE(LetsPeerDown<WakuRelay>::value);
}

TEST(WakuRelay, SameSeedGivesTheSameBytesAndAnotherSeedOthers)
{
    const std::string first = RunForText(1);
    EXPECT_EQ(first, RunForText(1));
    EXPECT_NE(first, RunForText(2));
}

TEST(WakuRelay, ValidationWorkersMakeMessagesWait)
{
    TestRelayNetwork network(2);
    network.relay.SetAttribute("ValidationDelay",
                               StringValue("ns3::ConstantRandomVariable[Constant=1]"));
    network.relay.SetAttribute("ValidationWorkers", StringValue("1"));
    network.Build("complete");
    for (int i = 0; i < 4; i++)
    {
        network.PublishAt(Seconds(5), 0, 100);
    }
    network.RunUntil(Seconds(20));
    EXPECT_NEAR(network.Results().GetLatency().GetMin(), 1.1, 0.01);
    EXPECT_NEAR(network.Results().GetLatency().GetMax(), 4.1, 0.01);
}

TEST(WakuRelay, MessagesAboveValidationThrottleAreDroppedAndStaySeen)
{
    for (const char* workers : {"0", "1"})
    {
        TestRelayNetwork network(3);
        network.Build("complete");
        Ptr<WakuRelay> slow = network.Get(1);
        slow->SetAttribute("ValidationDelay",
                           StringValue("ns3::ConstantRandomVariable[Constant=1]"));
        slow->SetAttribute("ValidationWorkers", StringValue(workers));
        slow->SetAttribute("ValidationThrottle", StringValue("3"));
        std::map<std::string, uint32_t> counts;
        for (const char* event : {"Throttled", "FirstReceive", "Duplicate"})
        {
            slow->TraceConnectWithoutContext(
                event,
                MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
                    [&counts, event](Ptr<const PubsubMessage>, const PeerInfo&) {
                        counts[event]++;
                    }));
        }
        uint32_t delivered = 0;
        slow->TraceConnectWithoutContext("Deliver",
                                         MakeTraceSink<Ptr<const PubsubMessage>>(
                                             [&](Ptr<const PubsubMessage>) { delivered++; }));
        for (int i = 0; i < 10; i++)
        {
            network.PublishAt(Seconds(5), 0, 100);
        }
        network.RunUntil(Seconds(5.9));
        EXPECT_EQ(slow->GetNWaitingValidations(), workers == std::string("1") ? 2U : 0U);
        network.RunUntil(Seconds(9));
        EXPECT_EQ(delivered, 3U);
        EXPECT_EQ(counts["Throttled"], 7U);
        EXPECT_EQ(slow->GetNThrottled(), 7U);
        EXPECT_EQ(counts["FirstReceive"], 10U);
        EXPECT_EQ(counts["Duplicate"], 10U);
        // There is room again.
        network.PublishAt(Seconds(1), 0, 100);
        network.RunUntil(Seconds(12));
        EXPECT_EQ(delivered, 4U);
        EXPECT_EQ(slow->GetNThrottled(), 7U);
    }
}

TEST(WakuRelay, InvalidMessagesAreNeitherDeliveredNorForwarded)
{
    TestRelayNetwork network(3);
    OverlayGraph line(3);
    line.AddLink(0, 1);
    line.AddLink(1, 2);
    network.Build(line);
    network.Get(1)->SetValidator([](Ptr<const PubsubMessage>) { return ValidationResult::REJECT; });
    network.PublishAt(Seconds(5), 0, 100);
    network.RunUntil(Seconds(8));
    EXPECT_EQ(network.Results().GetNDelivered(), 0U);
    EXPECT_EQ(network.Results().GetNTransmissions(), 1U);
}

TEST(WakuRelay, LossyAndSlowLinksOnlyDelayMessages)
{
    TestRelayNetwork network(30);
    network.wan.SetLoss("ns3::ConstantWanLoss", "Probability", StringValue("0.05"));
    network.wan.SetDeviceAttribute("UpRate", StringValue("500kbps"));
    network.Build("regular:4");
    network.PublishAt(Seconds(60), 0, 5000);
    network.RunUntil(Seconds(200));
    EXPECT_EQ(network.Results().GetNDelivered(), 29U);
}

TEST(WakuRelay, ANodeBehindADeadLinkConnectsWhenTheLinkReturns)
{
    TestRelayNetwork network(3);
    network.Build("complete");
    Ptr<WanNetDevice> device = DynamicCast<WanNetDevice>(network.devices.Get(2));
    device->SetLinkUp(false);
    network.PublishAt(Seconds(5), 0, 100);
    Simulator::Schedule(Seconds(30), [device] { device->SetLinkUp(true); });
    network.PublishAt(Seconds(400), 0, 100);
    network.RunUntil(Seconds(420));
    EXPECT_EQ(network.Get(2)->GetConnections()->GetNPeers(), 2U);
    EXPECT_EQ(network.Results().GetNDelivered(), 3U);
}

TEST(WakuRelay, PayloadBytesOfTheUserArriveAsTheyAre)
{
    TestRelayNetwork network(4);
    network.Build("complete");
    const std::vector<uint8_t> payload = {'h', 'e', 'l', 'l', 'o', 0, 1};
    std::vector<std::vector<uint8_t>> received;
    network.Get(3)->TraceConnectWithoutContext(
        "Deliver",
        MakeTraceSink<Ptr<const PubsubMessage>>([&](Ptr<const PubsubMessage> message) {
            WakuMessage decoded;
            ASSERT_TRUE(WakuMessage::Decode(message->GetData(), decoded));
            received.push_back(decoded.payload.ToVector());
        }));
    Simulator::Schedule(Seconds(5), [&] { network.Get(0)->Publish(payload); });
    network.RunUntil(Seconds(8));
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0], payload);
}

TEST(WakuRelay, NodesWithPoolsOfTheirOwnReadTheWireAndAgreeOnIds)
{
    TestRelayNetwork network(10);
    network.Build("regular:3");
    for (uint32_t i = 0; i < 10; i++)
    {
        Ptr<MessagePool> pool = CreateObject<MessagePool>();
        pool->SetDescribeFunction(&WakuMessage::Describe);
        network.Get(i)->SetMessagePool(pool);
    }
    std::vector<MessageId> ids;
    for (uint32_t i = 1; i < 10; i++)
    {
        network.Get(i)->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PubsubMessage>>(
                [&ids](Ptr<const PubsubMessage> message) { ids.push_back(message->GetId()); }));
    }
    MessageId published;
    Simulator::Schedule(Seconds(5), [&] { published = network.Get(0)->Publish(20000)->GetId(); });
    network.RunUntil(Seconds(8));
    EXPECT_EQ(ids, std::vector<MessageId>(9, published));
}

TEST(WakuRelay, HostileBytesAreCountedAndCostOneConnection)
{
    TestRelayNetwork network(4);
    network.Build("complete");
    // Node 3 hosts the attacker, who talks to node 0 by a socket of its own.
    Ptr<Socket> attacker =
        Socket::CreateSocket(network.nodes.Get(3), TcpSocketFactory::GetTypeId());
    Simulator::Schedule(Seconds(4), [&] {
        attacker->Bind();
        attacker->Connect(InetSocketAddress(network.addresses.GetAddress(0), 60000));
    });
    const std::vector<uint8_t> malformed = {3, 0x12, 0x7f, 0xff};
    const std::vector<uint8_t> oversized = {0xff, 0xff, 0xff, 0xff, 0x0f};
    Simulator::Schedule(Seconds(5), [&] { attacker->Send(malformed.data(), malformed.size(), 0); });
    Simulator::Schedule(Seconds(6), [&] { attacker->Send(oversized.data(), oversized.size(), 0); });
    network.PublishAt(Seconds(7), 1, 1000);
    network.RunUntil(Seconds(10));
    EXPECT_EQ(network.Get(0)->GetNErrors(RpcError::MALFORMED), 1U);
    EXPECT_EQ(network.Get(0)->GetNErrors(RpcError::OVERSIZED), 1U);
    EXPECT_EQ(network.Results().GetNDelivered(), 3U);
}

TEST(WakuRelay, TrafficGeneratorPublishesAtItsRateUntilItStops)
{
    TestRelayNetwork network(20);
    network.relay.SetTrafficAttribute("MessagesPerHour", StringValue("36"));
    network.relay.SetTrafficAttribute("Arrivals", StringValue("Periodic"));
    network.relay.SetTrafficAttribute("Start", StringValue("10s"));
    network.relay.SetTrafficAttribute("Stop", StringValue("1010s"));
    network.Build("regular:3");
    network.RunUntil(Seconds(1200));
    EXPECT_EQ(network.Results().GetNPublished(), 200U);
    EXPECT_EQ(network.Results().GetDeliveryRatio(), 1.0);
}

TEST(WakuRelay, RunsOverIpv6)
{
    NodeContainer nodes(20);
    WanHelper wan;
    const NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper tcp;
    tcp.SetIpv6StackInstall(true);
    tcp.Install(nodes);
    const Ipv6InterfaceContainer interfaces = wan.AssignIpv6Addresses(devices);
    WakuRelayHelper helper;
    const ApplicationContainer relays = helper.Install(nodes);
    OverlayHelper overlay = OverlayHelper::FromString("regular:4");
    const OverlayGraph graph = overlay.Create(20);
    OverlayGraph halves[2] = {OverlayGraph(20), OverlayGraph(20)};
    for (const auto& link : graph.GetLinks())
    {
        halves[link.first % 2].AddLink(link.first, link.second);
    }
    helper.Connect(relays, halves[0], interfaces);
    helper.Connect(relays, halves[1], WanHelper::GetIpv6Addresses(devices));
    {
        RelayMetrics metrics(relays, devices);
        Simulator::Schedule(Seconds(5),
                            [&] { DynamicCast<WakuRelay>(relays.Get(0))->Publish(3000); });
        Simulator::Stop(Seconds(10));
        Simulator::Run();
        EXPECT_EQ(metrics.GetPropagation().GetNTransmissions(), 20U * 3 + 1);
        EXPECT_EQ(metrics.GetPropagation().GetNDelivered(), 19U);
        EXPECT_GT(metrics.GetPropagation().GetMeanHops(), 1);
    }
    Simulator::Destroy();
}

TEST(WakuRelay, ARelayWithoutHelperWorksWithItsDefaults)
{
    TestRelayNetwork network(1);
    network.devices = network.wan.Install(network.nodes);
    InternetTcpHelper().Install(network.nodes);
    Ptr<WakuRelay> relay = CreateObject<WakuRelay>();
    network.nodes.Get(0)->AddApplication(relay);
    Simulator::Schedule(Seconds(1), [relay] { EXPECT_NE(relay->Publish(10), nullptr); });
    network.RunUntil(Seconds(2));
    EXPECT_EQ(relay->GetConnections()->GetNPeers(), 0U);
}

TEST(WakuRelay, ARelayThatDoesNotRunPublishesNothing)
{
    // In a distributed run a relay of another rank has no node here.
    Ptr<WakuRelay> relay = CreateObject<WakuRelay>();
    EXPECT_EQ(relay->Publish(10), nullptr);
    EXPECT_EQ(relay->Publish("/waku/2/rs/0/1", 10), nullptr);
    EXPECT_EQ(relay->Publish(std::vector<uint8_t>{1, 2}), nullptr);
}

TEST(WakuRelayDeathTest, WrongSettingsNameAttributeAndValue)
{
    EXPECT_DEATH(WakuRelayHelper("Meshy"), "WakuRelay: Mode is Meshy, not .*GossipSub.*Static");
    EXPECT_DEATH(
        {
            TestRelayNetwork network(2);
            network.relay.SetTrafficAttribute("Arrivals", StringValue("Sometimes"));
            network.Build("complete");
            network.RunUntil(Seconds(1));
        },
        "WakuTrafficGenerator: Arrivals is Sometimes, not Poisson or Periodic");
    EXPECT_DEATH(
        {
            TestRelayNetwork network(2);
            network.relay.SetConnectionAttribute("SendQueuePolicy", StringValue("Hope"));
            network.Build("complete");
            network.RunUntil(Seconds(1));
        },
        "SendQueuePolicy is Hope, not DropNewest, DropOldest or Disconnect");
}

TEST(WakuRelayDeathTest, ConnectNeedsAnAddressForEachApplication)
{
    TestRelayNetwork network(3);
    network.Build("complete");
    Ipv4InterfaceContainer one;
    one.Add(network.addresses.Get(0));
    const auto connect = [&](const auto& addresses) {
        network.relay.Connect(network.relays, *network.graph, addresses);
    };
    const std::string message =
        "WakuRelayHelper: Connect needs an address for each of 3 applications, but has ";
    EXPECT_DEATH(connect(one), message + "1");
    EXPECT_DEATH(connect(Ipv6InterfaceContainer()), message + "0");
    EXPECT_DEATH(connect(std::vector<Ipv4Address>(2)), message + "2");
    EXPECT_DEATH(connect(std::vector<Ipv6Address>(4)), message + "4");
}

TEST(WakuRelayDeathTest, AttributesThatTheHelperSetsAreRefused)
{
    WakuRelayHelper helper("GossipSub");
    EXPECT_DEATH(helper.SetAttribute("Mode", StringValue("Static")),
                 "ns3::WakuRelay: Mode can't be set by SetAttribute; use WakuRelayHelper's "
                 "constructor");
    EXPECT_DEATH(helper.SetAttribute("Router", PointerValue()),
                 "Router can't .* use WakuRelayHelper's constructor and SetRouterAttribute");
    EXPECT_DEATH(helper.SetAttribute("Connections", PointerValue()),
                 "Connections can't .* use SetConnectionAttribute");
    EXPECT_DEATH(helper.SetAttribute("Traffic", PointerValue()),
                 "Traffic can't .* use SetTrafficAttribute");
    EXPECT_DEATH(
        helper.SetPeerScoreAttribute("DefaultTopic", PointerValue()),
        "ns3::PeerScoreParameters: DefaultTopic can't be set by SetPeerScoreAttribute; use "
        "SetTopicScoreAttribute");
}

TEST(WakuRelayDeathTest, ScoresAreSetInOneWay)
{
    NodeContainer nodes(1);
    WakuRelayHelper helper("GossipSub");
    helper.SetRouterAttribute("Scoring", PointerValue(CreateObject<PeerScoreParameters>()));
    helper.Install(nodes);
    helper.SetPeerScoreAttribute("DecayInterval", StringValue("1s"));
    EXPECT_DEATH(helper.Install(nodes), "SetRouterAttribute sets Scoring, which SetPreset, ");
    Simulator::Destroy();
}

TEST(WakuRelayDeathTest, ScoresAndPresetsAreGossipSubs)
{
    WakuRelayHelper helper("Static");
    EXPECT_DEATH(helper.SetPreset("nwaku"), "mode is Static; SetPreset is GossipSub's");
    EXPECT_DEATH(helper.SetPeerScoreAttribute("DecayInterval", StringValue("1s")),
                 "mode is Static; SetPeerScoreAttribute is GossipSub's");
    EXPECT_DEATH(helper.SetTopicScoreAttribute("TopicWeight", StringValue("1")),
                 "mode is Static; SetTopicScoreAttribute is GossipSub's");
}

TEST(WakuRelayDeathTest, ValuesThatAreNotAllowedComeWithTheRange)
{
    WakuRelayHelper helper("GossipSub");
    EXPECT_DEATH(helper.SetAttribute("ProofSize", StringValue("5000")),
                 "ns3::WakuRelay: ProofSize is 5000, not 0 to 4096");
    EXPECT_DEATH(helper.SetAttribute("ValidationDelay", StringValue("5ms")),
                 "ns3::WakuRelay: ValidationDelay is 5ms, not .*ns3::RandomVariableStream");
    EXPECT_DEATH(helper.SetAttribute("ValidationDelay", StringValue("ns3::Node[Id=1]")),
                 "ValidationDelay is ns3::Node.Id=1., not .*ns3::RandomVariableStream");
    EXPECT_DEATH(WakuRelayHelper().SetRouterAttribute("ForwardDelay", StringValue("-1s")),
                 "ns3::StaticRouter: ForwardDelay is -1s, not at least 0s");
    EXPECT_DEATH(helper.SetPeerScoreAttribute("DecayInterval", StringValue("0s")),
                 "ns3::PeerScoreParameters: DecayInterval is 0s, not at least ");
    EXPECT_DEATH(helper.SetTopicScoreAttribute("TopicWeight", StringValue("-1")),
                 "ns3::TopicScoreParameters: TopicWeight is -1, not at least 0");
    EXPECT_DEATH(helper.SetConnectionAttribute("Port", StringValue("65536")),
                 "ns3::PeerConnectionManager: Port is 65536, not .* to 65535");
    EXPECT_DEATH(helper.SetTrafficAttribute("MessagesPerHour", StringValue("-1")),
                 "ns3::WakuTrafficGenerator: MessagesPerHour is -1, not at least 0");
}
