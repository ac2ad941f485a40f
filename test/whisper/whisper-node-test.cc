/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-whisper-network.h"
#include "trace-sink.h"

#include "ns3/inet-socket-address.h"
#include "ns3/pointer.h"
#include "ns3/rlpx-frame.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/whisper-encoder.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <sstream>
#include <vector>

using namespace ns3;

namespace
{

/// Text of a short run that depends on everything random.
std::string
RunForText(uint32_t run)
{
    TestWhisperNetwork network(30);
    RngSeedManager::SetRun(run);
    network.whisper.SetTraffic(600, 500, Seconds(10), Seconds(20));
    network.whisper.SetUserTopics(3, 10);
    network.whisper.SetUserAttribute("PrivateShare", DoubleValue(0.3));
    network.Build("regular:4");
    network.RunUntil(Seconds(30));
    std::ostringstream out;
    RunSummary summary = network.metrics->Summarize();
    summary.wallSeconds = 0;
    summary.peakRssBytes = 0;
    summary.WriteJson(out);
    return out.str();
}

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

class WhisperFloodingLaw : public testing::TestWithParam<Case>
{
};

/// A node of its own making that sends bytes to a node of the network.
class Attacker
{
  public:
    Attacker(TestWhisperNetwork& network, uint32_t from, uint32_t victim)
        : m_socket(Socket::CreateSocket(network.nodes.Get(from), TcpSocketFactory::GetTypeId()))
    {
        m_socket->Bind();
        m_socket->Connect(InetSocketAddress(network.addresses.GetAddress(victim), 30303));
    }

    void Send(const std::vector<uint8_t>& bytes)
    {
        m_socket->Send(bytes.data(), static_cast<uint32_t>(bytes.size()), 0);
    }

    void Send(const RlpxFrame& frame)
    {
        for (const VirtualBytes& piece : frame.GetPieces())
        {
            Send(piece.ToVector());
        }
    }

  private:
    Ptr<Socket> m_socket;
};

/// Times at which a node sends packets of envelopes.
std::vector<Time>
RecordBundles(Ptr<WhisperNode> node, std::vector<Time>& times)
{
    node->TraceConnectWithoutContext("Packet",
                                     MakeTraceSink<const PeerInfo&, uint8_t, uint64_t>(
                                         [&times](const PeerInfo&, uint8_t code, uint64_t) {
                                             if (code ==
                                                 static_cast<uint8_t>(WhisperCode::MESSAGES))
                                             {
                                                 times.push_back(Simulator::Now());
                                             }
                                         }));
    return times;
}

} // namespace

TEST_P(WhisperFloodingLaw, WithoutWaitingAMessageCostsNTimesDegreeMinusOnePlusOneTransmissions)
{
    const Case& c = GetParam();
    TestWhisperNetwork network(c.nodes);
    network.whisper.SetTransmissionCycle(Time(0));
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
                         WhisperFloodingLaw,
                         testing::Values(Case{"regular:6", 100, 6},
                                         Case{"complete", 12, 11},
                                         Case{"hypercube", 32, 5}));

TEST(WhisperNode, EveryNodeGetsEachMessageExactlyOnce)
{
    TestWhisperNetwork network(40);
    network.Build("regular:5");
    std::vector<uint32_t> deliveries(40, 0);
    for (uint32_t i = 0; i < 40; i++)
    {
        network.Get(i)->TraceConnectWithoutContext(
            "UserDeliver",
            MakeTraceSink<Ptr<const WhisperEnvelope>>(
                [&deliveries, i](Ptr<const WhisperEnvelope>) { deliveries[i]++; }));
        network.PublishAt(Seconds(5), i, 1000);
    }
    network.RunUntil(Seconds(15));
    EXPECT_EQ(deliveries, std::vector<uint32_t>(40, 39));
    EXPECT_EQ(network.whisper.GetEnvelopePool()->GetNHashed(), 40U);
    EXPECT_EQ(network.Results().GetDeliveryRatio(), 1.0);
}

TEST(WhisperNode, APeerGetsOneBundleInACycle)
{
    TestWhisperNetwork network(2);
    network.whisper.SetProtocolAttribute("TimerLateness", StringValue("0s"));
    network.Build("complete");
    std::vector<Time> bundles;
    RecordBundles(network.Get(0), bundles);
    // Ten a second, so that a cycle of 300 ms has three.
    for (int i = 0; i < 100; i++)
    {
        network.PublishAt(Seconds(5) + MilliSeconds(100 * i), 0, 200);
    }
    network.RunUntil(Seconds(20));
    ASSERT_GE(bundles.size(), 33U);
    EXPECT_LE(bundles.size(), 35U);
    for (Time bundle : bundles)
    {
        EXPECT_EQ((bundle - bundles.front()).GetNanoSeconds() % 300000000, 0);
    }
    EXPECT_EQ(network.Results().GetNDelivered(), 100U);
    // Wait for the cycle, then 0.1 s on the way.
    EXPECT_GT(network.Results().GetLatency().GetMax(), 0.3);
    EXPECT_LT(network.Results().GetLatency().GetMax(), 0.402);
    EXPECT_GE(network.Results().GetLatency().GetMin(), 0.1);
}

TEST(WhisperNode, TheTickerOfTheDiallingEndIsOneLatencyBehind)
{
    TestWhisperNetwork network(2);
    network.whisper.SetProtocolAttribute("TimerLateness", StringValue("0s"));
    network.wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("100ms"));
    network.wan.SetDeviceAttribute("UpRate", StringValue("0bps"));
    network.wan.SetDeviceAttribute("DownRate", StringValue("0bps"));
    network.Build("complete"); // node 0 dials
    std::vector<Time> first;
    std::vector<Time> second;
    RecordBundles(network.Get(0), first);
    RecordBundles(network.Get(1), second);
    network.PublishAt(Seconds(5), 0, 200);
    network.PublishAt(Seconds(5), 1, 200);
    network.RunUntil(Seconds(8));
    ASSERT_EQ(first.size(), 1U);
    ASSERT_EQ(second.size(), 1U);
    const double behind = (first[0] - second[0]).GetSeconds();
    EXPECT_NEAR(std::min(std::abs(behind - 0.1), std::abs(behind + 0.2)), 0, 1e-8);
}

TEST(WhisperNode, ANodeServesItsPeersAtDifferentMoments)
{
    TestWhisperNetwork network(11);
    network.Build("complete");
    std::vector<Time> bundles;
    RecordBundles(network.Get(0), bundles);
    network.PublishAt(Seconds(5), 0, 200);
    network.RunUntil(Seconds(8));
    ASSERT_EQ(bundles.size(), 10U);
    EXPECT_EQ(std::set<Time>(bundles.begin(), bundles.end()).size(), 10U);
    EXPECT_GT(bundles.back() - bundles.front(), MilliSeconds(100));
}

TEST(WhisperNode, HandComputedLatencyOverTwoHops)
{
    TestWhisperNetwork network(3);
    network.wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("50ms"));
    network.wan.SetDeviceAttribute("UpRate", StringValue("10Mbps"));
    network.wan.SetDeviceAttribute("DownRate", StringValue("0bps"));
    network.whisper.SetTransmissionCycle(Time(0));
    OverlayGraph line(3);
    line.AddLink(0, 1);
    line.AddLink(1, 2);
    network.Build(line);
    network.PublishAt(Seconds(5), 0, 500);
    network.RunUntil(Seconds(8));
    // Data: flags, 2 bytes of size, payload and 65 of signature, padded to 768; 28 of encryption.
    // RLP: 5 expiry, 1 TTL, 5 topic, 3 + 796 data, 1 nonce, 3 list; 3 list of the packet; 1 code.
    const double frame = 32 + (1 + 3 + 3 + 5 + 1 + 5 + 3 + 796 + 1) + 14 + 16;
    // One segment: 20 bytes IP, 20 TCP, 12 timestamp option; TCP sends 1 ns after the application.
    const double hop = (frame + 52) * 8 / 10e6 + 0.05 + 1e-9;
    EXPECT_NEAR(network.Results().GetLatency().GetMin(), hop, 2e-8);
    // The host between acknowledges the end of a message at once, before it sends it on.
    const double acknowledgement = 52 * 8 / 10e6;
    EXPECT_NEAR(network.Results().GetLatency().GetMax(), 2 * hop + acknowledgement, 4e-8);
}

TEST(WhisperNode, SameSeedGivesTheSameBytesAndAnotherSeedOthers)
{
    const std::string first = RunForText(1);
    EXPECT_EQ(first, RunForText(1));
    EXPECT_NE(first, RunForText(2));
}

TEST(WhisperNode, MemoryIsFlatOverALongRun)
{
    TestWhisperNetwork network(8);
    network.whisper.SetTraffic(450, 300, Seconds(10), Seconds(2000));
    network.Build("regular:3");
    std::size_t mostKept = 0;
    std::size_t mostInPool = 0;
    std::size_t mostTracked = 0;
    for (int second = 10; second < 2000; second += 5)
    {
        network.RunUntil(Seconds(second));
        mostInPool = std::max(mostInPool, network.whisper.GetEnvelopePool()->GetSize());
        mostTracked = std::max(mostTracked, network.metrics->GetNTracked());
        for (uint32_t i = 0; i < 8; i++)
        {
            mostKept = std::max(mostKept, network.Get(i)->GetProtocol()->GetNEnvelopes());
        }
    }
    // A Poisson process of one a second in all, 50 seconds to live and a second to be swept.
    EXPECT_GT(network.Results().GetNPublished(), 1800U);
    EXPECT_EQ(network.Results().GetDeliveryRatio(), 1.0);
    EXPECT_GT(mostKept, 50U);
    EXPECT_LT(mostKept, 90U);
    EXPECT_LT(mostTracked, 95U);
    EXPECT_LT(mostInPool, 400U);
    network.RunUntil(Seconds(2100));
    EXPECT_EQ(network.metrics->GetNTracked(), 0U);
    for (uint32_t i = 0; i < 8; i++)
    {
        EXPECT_EQ(network.Get(i)->GetProtocol()->GetNEnvelopes(), 0U);
        EXPECT_EQ(network.Count(i).expired, network.Results().GetNPublished());
    }
}

TEST(WhisperNode, BrokenRlpFromASocketCostsOneCountedDisconnect)
{
    const std::vector<std::pair<RlpxFrame, WhisperError>> hostile = {
        // A list that says it is longer than the frame.
        {RlpxFrame(1, {VirtualBytes({0xfb, 0xff, 0xff, 0xff, 0xff, 1})}),
         WhisperError::BAD_ENVELOPES},
        // Half a megabyte of lists in lists.
        {RlpxFrame(1, {VirtualBytes(std::vector<uint8_t>(500000, 0xf7))}),
         WhisperError::BAD_ENVELOPES},
        // An envelope of two fields.
        {RlpxFrame(1, {VirtualBytes({0xc3, 0xc2, 0x01, 0x02})}), WhisperError::BAD_ENVELOPES},
        // A frame beyond MaxPacketSize.
        {RlpxFrame(1, {VirtualBytes({}, 2000000)}), WhisperError::PACKET_TOO_LARGE},
    };
    for (const auto& [frame, error] : hostile)
    {
        TestWhisperNetwork network(4);
        network.Build("complete");
        std::unique_ptr<Attacker> attacker;
        // Node 3 goes, so that the attacker on its host is not taken for it.
        Simulator::Schedule(Seconds(3), [&] { network.Get(3)->GoOffline(); });
        Simulator::Schedule(Seconds(4),
                            [&] { attacker = std::make_unique<Attacker>(network, 3, 0); });
        Simulator::Schedule(Seconds(5), [&, bytes = frame] {
            attacker->Send(WhisperEncoder::EncodeStatus(WhisperDialect::WHISPER_6, {}));
            attacker->Send(bytes);
            attacker->Send(bytes);
        });
        network.PublishAt(Seconds(9), 1, 1000);
        network.RunUntil(Seconds(12));
        const WhisperCounters& counters = network.Count(0);
        EXPECT_EQ(counters.disconnects, 1U);
        EXPECT_EQ(counters.Get(error), 1U) << GetWhisperErrorName(error);
        EXPECT_EQ(network.metrics->GetNErrors(error), 1U);
        EXPECT_EQ(network.Get(0)->GetConnections()->GetNPeers(), 2U);
        EXPECT_EQ(network.Results().GetNDelivered(), 2U);
    }
}

TEST(WhisperNode, EnvelopesWaitForASlowPeerAndJoinLaterBundles)
{
    TestWhisperNetwork network(2);
    network.wan.SetDeviceAttribute("UpRate", StringValue("200kbps"));
    network.whisper.SetConnectionAttribute("UnsentLowWater", UintegerValue(2000));
    network.Build("complete");
    std::vector<Time> bundles;
    RecordBundles(network.Get(0), bundles);
    for (int i = 0; i < 100; i++)
    {
        network.PublishAt(Seconds(5) + MilliSeconds(20 * i), 0, 2000);
    }
    network.RunUntil(Seconds(40));
    EXPECT_EQ(network.Results().GetNDelivered(), 100U);
    EXPECT_GT(network.Get(0)->GetNHeldBack(), 5U);
    EXPECT_LT(bundles.size(), 10U);
    EXPECT_EQ(network.Get(0)->GetNOverflows(), 0U);
    EXPECT_EQ(network.metrics->GetNPeersDown(), 0U);
}

TEST(WhisperNode, APeerForWhichTooMuchWaitsIsDisconnected)
{
    TestWhisperNetwork network(2);
    network.wan.SetDeviceAttribute("UpRate", StringValue("100kbps"));
    network.whisper.SetConnectionAttribute("UnsentLowWater", UintegerValue(2000));
    network.whisper.SetConnectionAttribute("SendQueueBytes", UintegerValue(10000));
    network.whisper.SetMailServers({0});
    network.Build("complete");
    for (int i = 0; i < 50; i++)
    {
        network.PublishAt(Seconds(5 + i), 0, 1000);
    }
    Ptr<WhisperNode> client = network.Get(1);
    client->UseMailServer(network.addresses.GetAddress(0));
    Simulator::Schedule(Seconds(60), [&] { client->GoOffline(); });
    // All that the server has: a page of 60 kB at once.
    client->SetAttribute("HistoryOverlap", TimeValue(Seconds(100)));
    Simulator::Schedule(Seconds(70), [&] { client->GoOnline(); });
    network.RunUntil(Seconds(90));
    EXPECT_GT(network.Get(0)->GetNOverflows(), 0U);
    EXPECT_GT(network.metrics->GetNOverflows(), 0U);
    EXPECT_EQ(network.Count(1).errors, WhisperCounters().errors);
}

TEST(WhisperNode, SpeaksWaku1WithConfirmations)
{
    TestWhisperNetwork network(10);
    network.whisper.SetProtocolAttribute("Waku1", BooleanValue(true));
    network.whisper.SetProtocolAttribute("Confirmations", BooleanValue(true));
    network.Build("regular:3");
    uint32_t acknowledged = 0;
    for (uint32_t i = 0; i < 10; i++)
    {
        network.Get(i)->TraceConnectWithoutContext(
            "BatchAcknowledged",
            MakeTraceSink<const PeerInfo&, const WhisperHash&, uint32_t>(
                [&acknowledged](const PeerInfo&, const WhisperHash&, uint32_t errors) {
                    EXPECT_EQ(errors, 0U);
                    acknowledged++;
                }));
    }
    network.PublishAt(Seconds(5), 0, 1000);
    network.RunUntil(Seconds(10));
    EXPECT_EQ(network.Results().GetNDelivered(), 9U);
    // A response and an acknowledgement for each bundle.
    EXPECT_EQ(acknowledged, 2 * network.Results().GetNTransmissions());
}

TEST(WhisperNode, HasAllTraceSourcesOfItsProtocol)
{
    TestWhisperNetwork network(2);
    network.Build("complete");
    const TypeId protocol = WhisperProtocol::GetTypeId();
    for (std::size_t i = 0; i < protocol.GetTraceSourceN(); i++)
    {
        const std::string name = protocol.GetTraceSource(i).name;
        EXPECT_NE(WhisperNode::GetTypeId().LookupTraceSourceByName(name), nullptr) << name;
    }
    int count = 0;
    const auto sink = MakeTraceSink<Ptr<const WhisperEnvelope>>(
        [&count](Ptr<const WhisperEnvelope>) { count++; });
    EXPECT_TRUE(network.Get(0)->TraceConnectWithoutContext("Publish", sink));
    network.PublishAt(Seconds(5), 0, 10);
    Simulator::Schedule(Seconds(6), [&] {
        EXPECT_TRUE(network.Get(0)->TraceDisconnectWithoutContext("Publish", sink));
    });
    network.PublishAt(Seconds(7), 0, 10);
    network.RunUntil(Seconds(8));
    EXPECT_EQ(count, 1);
}

TEST(WhisperNode, RunsOverIpv6)
{
    NodeContainer nodes(20);
    WanHelper wan;
    const NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper tcp;
    tcp.SetIpv6StackInstall(true);
    tcp.Install(nodes);
    const Ipv6InterfaceContainer addresses = wan.AssignIpv6Addresses(devices);
    WhisperHelper helper;
    helper.SetTransmissionCycle(Time(0));
    const ApplicationContainer peers = helper.Install(nodes);
    helper.Connect(peers, OverlayHelper::FromString("regular:4").Create(20), addresses);
    {
        WhisperMetrics metrics(peers, devices);
        // The proof of work is real here.
        Simulator::Schedule(Seconds(5),
                            [&] { DynamicCast<WhisperNode>(peers.Get(0))->Publish(300); });
        Simulator::Stop(Seconds(10));
        Simulator::Run();
        EXPECT_EQ(metrics.GetPropagation().GetNTransmissions(), 20U * 3 + 1);
        EXPECT_EQ(metrics.GetPropagation().GetNDelivered(), 19U);
    }
    Simulator::Destroy();
}

TEST(WhisperNode, ANodeWithoutHelperWorksWithItsDefaults)
{
    TestWhisperNetwork network(1);
    network.devices = network.wan.Install(network.nodes);
    InternetTcpHelper().Install(network.nodes);
    Ptr<WhisperNode> node = CreateObject<WhisperNode>();
    network.nodes.Get(0)->AddApplication(node);
    Simulator::Schedule(Seconds(1), [node] {
        WhisperPost post;
        post.powTarget = 0.2;
        post.ttl = 1;
        EXPECT_EQ(node->Publish(post).error, WhisperError::NONE);
        node->GoOffline();
    });
    Simulator::Schedule(Seconds(1.5), [node] {
        WhisperPost post;
        EXPECT_EQ(node->Publish(post).envelope, nullptr);
        node->GoOnline();
    });
    network.RunUntil(Seconds(2));
    EXPECT_TRUE(node->IsOnline());
    EXPECT_EQ(node->GetProtocol()->GetCounters().published, 1U);
}

TEST(WhisperNodeDeathTest, WrongSettingsNameAttributeAndValue)
{
    const auto run = [](auto change) {
        TestWhisperNetwork network(2);
        change(network.whisper);
        network.Build("complete");
        network.RunUntil(Seconds(11));
    };
    EXPECT_DEATH(run([](WhisperHelper& helper) {
                     helper.SetConnectionAttribute("SendQueuePolicy", StringValue("DropOldest"));
                 }),
                 "SendQueuePolicy of Connections is \"DropOldest\", not Disconnect");
    EXPECT_DEATH(run([](WhisperHelper& helper) { helper.SetUserTopics(5, 4); }),
                 "TopicsByUser is 5, above PublicTopics, 4");
    EXPECT_DEATH(run([](WhisperHelper& helper) {
                     helper.SetAttackers({1});
                     helper.SetAttackerAttribute("Kind", StringValue("Rude"));
                 }),
                 "WhisperAttacker: Kind is Rude, not LowPow, Oversized, Expired or Mail");
    EXPECT_DEATH(run([](WhisperHelper& helper) { helper.SetMailServers({2}); }),
                 "mail server 2 of 2 nodes");
    EXPECT_DEATH(run([](WhisperHelper& helper) { helper.SetProofOfWork(-1); }),
                 "ns3::WhisperProtocol: PowTarget is -1, not at least 0");
    EXPECT_DEATH(run([](WhisperHelper& helper) {
                     helper.SetProtocolAttribute("DefaultTtl", UintegerValue(4294967291));
                 }),
                 "DefaultTtl is 4294967291, not 1 to 2147483647");
    EXPECT_DEATH(run([](WhisperHelper& helper) {
                     helper.SetProtocolAttribute("TransmissionCycle", StringValue("-1s"));
                 }),
                 "TransmissionCycle is -1s, not at least 1e-06s");
    EXPECT_DEATH(run([](WhisperHelper& helper) {
                     helper.SetTraffic(3600, 2000000, Seconds(5), Seconds(10));
                 }),
                 "a message of 2000000 bytes takes an envelope of 2000[0-9]* bytes, above "
                 "MaxMessageSize, 1048576");
}

TEST(WhisperNodeDeathTest, ConnectNeedsAnAddressForEachApplication)
{
    TestWhisperNetwork network(3);
    network.Build("complete");
    Ipv4InterfaceContainer one;
    one.Add(network.addresses.Get(0));
    const auto connect = [&](const auto& addresses) {
        network.whisper.Connect(network.peers, *network.graph, addresses);
    };
    const std::string message =
        "WhisperHelper: Connect needs an address for each of 3 applications, but has ";
    EXPECT_DEATH(connect(one), message + "1");
    EXPECT_DEATH(connect(Ipv6InterfaceContainer()), message + "0");
    EXPECT_DEATH(connect(std::vector<Ipv4Address>(2)), message + "2");
    EXPECT_DEATH(connect(std::vector<Ipv6Address>(4)), message + "4");
}

TEST(WhisperNodeDeathTest, AttributesThatTheHelperSetsAreRefused)
{
    WhisperHelper helper;
    const auto set = [&helper](const std::string& name) {
        helper.SetAttribute(name, PointerValue());
    };
    EXPECT_DEATH(set("Protocol"),
                 "ns3::WhisperNode: Protocol can't be set by SetAttribute; use "
                 "SetProtocolAttribute");
    EXPECT_DEATH(set("Connections"), "Connections can't .* use SetConnectionAttribute");
    EXPECT_DEATH(set("User"), "User can't .* use SetUserAttribute");
    EXPECT_DEATH(set("Traffic"), "Traffic can't .* use SetTrafficAttribute or SetTraffic");
    EXPECT_DEATH(set("Attacker"), "Attacker can't .* use SetAttackers and SetAttackerAttribute");
}
