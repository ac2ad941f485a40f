/* SPDX-License-Identifier: GPL-2.0-only */
#include "attack-network.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/gossipsub-preset.h"
#include "ns3/hostile-dialler.h"
#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/px-adversary.h"
#include "ns3/sybil-router.h"
#include "ns3/tcp-socket.h"
#include "ns3/uinteger.h"
#include "ns3/withholding-adversary.h"

#include <gtest/gtest.h>
#include <map>

using namespace ns3;

namespace
{

constexpr double GRAYLIST = -80;

/// Each node knows the next.
OverlayGraph
MakePath(uint32_t nodes)
{
    OverlayGraph graph(nodes);
    for (uint32_t i = 1; i < nodes; i++)
    {
        graph.AddLink(i - 1, i);
    }
    return graph;
}

/// Scoring by misbehaviour alone.
void
ScoreBehaviour(AttackNetwork& network)
{
    network.relay.SetPeerScoreAttribute("BehaviourPenaltyWeight", DoubleValue(-10));
    network.relay.SetPeerScoreAttribute("BehaviourPenaltyDecay", DoubleValue(0.99));
}

/// Scoring by deliveries in the mesh alone: 4 messages a second are published.
void
ScoreDeliveries(AttackNetwork& network, Time window = MilliSeconds(10))
{
    const std::map<std::string, std::string> values = {
        {"MeshMessageDeliveriesWeight", "-1"},
        {"MeshMessageDeliveriesDecay", "0.97"},
        {"MeshMessageDeliveriesThreshold", "10"},
        {"MeshMessageDeliveriesActivation", "20s"},
        {"MeshFailurePenaltyWeight", "-1"},
        {"MeshFailurePenaltyDecay", "0.997"},
    };
    for (const auto& [name, value] : values)
    {
        network.relay.SetTopicScoreAttribute(name, StringValue(value));
    }
    network.relay.SetTopicScoreAttribute("MeshMessageDeliveryWindow", TimeValue(window));
}

/// Victim 0 starts, adversaries fill its mesh, and then the others dial it.
void
Surround(AttackNetwork& network, AdversaryHelper& attack)
{
    attack.SetIdentities(20);
    OverlayGraph graph(12);
    for (uint32_t i = 1; i < 12; i++)
    {
        graph.AddLink(i, 0);
        graph.AddLink(i, i % 11 + 1);
        graph.AddLink(i, (i + 2) % 11 + 1);
    }
    network.Build(graph);
    for (uint32_t i = 1; i < 12; i++)
    {
        network.relays.Get(i)->SetStartTime(Seconds(10));
    }
    network.Attack(attack, Seconds(1));
    network.PublishEvery(MilliSeconds(250), Seconds(20), Seconds(100));
}

} // namespace

TEST(Adversary, DoesNoHarmUntilItsDelayIsOver)
{
    AttackNetwork network(3);
    network.Build(MakePath(3));
    // Node 1 knows node 2, and the adversary, alone.
    AdversaryHelper attack("ns3::WithholdingAdversary", "AttackDelay", TimeValue(Seconds(60)));
    attack.SetIdentities(2);
    network.Attack(attack, Seconds(1), {0, 1, 2});
    network.PublishEvery(Seconds(1), Seconds(10), Seconds(60));
    network.RunUntil(Seconds(60));
    const auto adversary = network.Adversary<WithholdingAdversary>();
    EXPECT_FALSE(adversary->IsAttacking());
    EXPECT_EQ(adversary->GetNActs(), 0u);
    EXPECT_GT(adversary->GetRouter()->GetNReceived(), 0u);
    network.PublishEvery(Seconds(1), Seconds(65), Seconds(80));
    network.RunUntil(Seconds(80));
    EXPECT_TRUE(adversary->IsAttacking());
    EXPECT_GT(adversary->GetNActs(), 10u);
}

TEST(Adversary, EclipseSurroundsAVictimWithoutScores)
{
    AttackNetwork network(12);
    network.relay.SetRouterAttribute("D_lazy", UintegerValue(0));
    network.relay.SetRouterAttribute("GossipFactor", DoubleValue(0));
    network.relay.SetRouterAttribute("FloodPublish", BooleanValue(false));
    AdversaryHelper attack("ns3::WithholdingAdversary");
    Surround(network, attack);
    network.RunUntil(Seconds(100));
    const auto& sample = network.achieved->TakeSample();
    EXPECT_EQ(sample.connections, 20);
    EXPECT_GE(sample.victimMesh, 6);
    EXPECT_EQ(sample.surrounded, 1.0 / 12);
    // The victim has 11 honest peers and gets nothing.
    EXPECT_EQ(network.PeersOf(0, false).size(), 11u);
    EXPECT_EQ(network.RouterOf(0)->GetNReceived(), 0u);
}

TEST(Adversary, EclipseFailsWhereDeliveriesInTheMeshAreScored)
{
    AttackNetwork network(12);
    network.relay.SetRouterAttribute("D_lazy", UintegerValue(0));
    network.relay.SetRouterAttribute("GossipFactor", DoubleValue(0));
    network.relay.SetRouterAttribute("FloodPublish", BooleanValue(false));
    ScoreDeliveries(network);
    AdversaryHelper attack("ns3::WithholdingAdversary");
    Surround(network, attack);
    network.RunUntil(Seconds(60));
    const uint64_t before = network.RouterOf(0)->GetNReceived();
    network.RunUntil(Seconds(100));
    const auto& sample = network.achieved->TakeSample();
    EXPECT_EQ(sample.surrounded, 0);
    EXPECT_LT(sample.ofAdversaries.median, 0);
    EXPECT_GT(network.RouterOf(0)->GetNReceived(), before + 100);
    EXPECT_GE(network.WorstScore(0, false), GRAYLIST);
}

TEST(Adversary, WithholdsTheShareOfMessagesThatItSays)
{
    AttackNetwork network(3);
    network.Build(MakePath(3));
    AdversaryHelper attack("ns3::WithholdingAdversary", "Share", DoubleValue(0.25));
    network.Attack(attack, Seconds(1), {0, 1, 2});
    network.PublishEvery(MilliSeconds(100), Seconds(10), Seconds(90));
    std::map<const PubsubMessage*, int> seen;
    network.RunUntil(Seconds(90));
    const auto adversary = network.Adversary<WithholdingAdversary>();
    // Each message would go to two of three peers.
    const double share = static_cast<double>(adversary->GetNActs()) / (2 * 800);
    EXPECT_NEAR(share, 0.25, 0.05);
}

TEST(Adversary, CensorsOnePublisherAndNobodyElse)
{
    // All that nodes 0 and 1 hear of each other goes through the adversary.
    AttackNetwork network(2);
    network.Build(OverlayGraph(2));
    AdversaryHelper attack("ns3::WithholdingAdversary");
    network.Attack(attack, Seconds(1), {0, 1});
    std::set<const PubsubMessage*> ofZero;
    network.Get(0)->TraceConnectWithoutContext(
        "Publish",
        MakeTraceSink<Ptr<const PubsubMessage>>(
            [&ofZero](Ptr<const PubsubMessage> message) { ofZero.insert(PeekPointer(message)); }));
    network.Adversary<WithholdingAdversary>()->SetSelector(
        [&ofZero](const PubsubMessage& message) { return ofZero.count(&message) > 0; });
    network.PublishEvery(Seconds(1), Seconds(10), Seconds(30));
    network.RunUntil(Seconds(40));
    EXPECT_EQ(network.RouterOf(0)->GetNReceived(), 10u);
    EXPECT_EQ(network.RouterOf(1)->GetNReceived(), 0u);
}

TEST(Adversary, ADelayIsPenalisedIfItIsLongerThanTheWindowOfScores)
{
    for (const int delay : {5, 200})
    {
        AttackNetwork network(6);
        ScoreDeliveries(network, MilliSeconds(100));
        AdversaryHelper attack("ns3::WithholdingAdversary",
                               "Delay",
                               TimeValue(MilliSeconds(delay)));
        network.Build("complete");
        network.Attack(attack, Seconds(1), {0, 1, 2, 3, 4, 5});
        network.PublishEvery(MilliSeconds(250), Seconds(10), Seconds(60));
        network.RunUntil(Seconds(60));
        EXPECT_GT(network.Adversary<WithholdingAdversary>()->GetNActs(), 100u);
        EXPECT_EQ(network.WorstScore(0, true) < 0, delay == 200) << delay;
        EXPECT_EQ(network.WorstScore(0, false), 0);
    }
}

TEST(Adversary, InDisguiseOfGossipSubItIsAnHonestNodeUntilItAttacks)
{
    AttackNetwork network(2, 3);
    network.Build(OverlayGraph(2));
    AdversaryHelper attack("ns3::WithholdingAdversary",
                           "Disguise",
                           StringValue("GossipSub"),
                           "AttackDelay",
                           TimeValue(Seconds(60)));
    network.Attack(attack, Seconds(1), {0, 1});
    network.PublishEvery(Seconds(1), Seconds(10), Seconds(50));
    network.RunUntil(Seconds(55));
    // All messages go through the adversaries.
    EXPECT_EQ(network.metrics->GetPropagation().GetNDelivered(), 40u);
    network.PublishEvery(Seconds(1), Seconds(65), Seconds(75));
    network.RunUntil(Seconds(80));
    EXPECT_EQ(network.metrics->GetPropagation().GetNDelivered(), 40u);
    EXPECT_TRUE(DynamicCast<GossipSubRouter>(network.Adversary<PubsubAdversary>()->GetRouter()));
}

TEST(Adversary, IdentitiesOfOneAddressArePenalisedTogether)
{
    for (const bool together : {true, false})
    {
        AttackNetwork network(3, together ? 1 : 5);
        network.relay.SetPeerScoreAttribute("IPColocationFactorWeight", DoubleValue(-10));
        network.relay.SetPeerScoreAttribute("IPColocationFactorThreshold", DoubleValue(1));
        network.Build("complete");
        AdversaryHelper attack("ns3::WithholdingAdversary");
        attack.SetIdentities(together ? 5 : 1);
        network.Attack(attack, Seconds(1));
        network.RunUntil(Seconds(20));
        EXPECT_EQ(network.PeersOf(0, true).size(), 5u);
        // The square of the surplus.
        EXPECT_EQ(network.WorstScore(0, true), together ? -160 : 0);
        EXPECT_EQ(network.WorstScore(0, false), 0);
    }
}

TEST(Adversary, AGraftFloodIsGraylistedAndNoLongerAnswered)
{
    for (const bool scores : {true, false})
    {
        AttackNetwork network(12, 2);
        if (scores)
        {
            ScoreBehaviour(network);
        }
        network.relay.SetRouterAttribute("D_high", UintegerValue(6));
        network.Build("complete");
        AdversaryHelper attack("ns3::GraftFloodAdversary", "Interval", TimeValue(Seconds(1)));
        network.Attack(attack, Seconds(10));
        uint32_t prunes = 0;
        network.RouterOf(0)->TraceConnectWithoutContext(
            "ControlSent",
            MakeTraceSink<PeerId, GossipSubControl, const std::string&, uint32_t>(
                [&prunes](PeerId, GossipSubControl control, const std::string&, uint32_t) {
                    prunes += control == GossipSubControl::PRUNE ? 1 : 0;
                }));
        network.RunUntil(Seconds(60));
        EXPECT_EQ(network.WorstScore(0, true) < GRAYLIST, scores);
        EXPECT_EQ(network.WorstScore(0, false), 0);
        prunes = 0;
        network.RunUntil(Seconds(70));
        EXPECT_EQ(prunes >= 10, !scores) << prunes;
    }
}

TEST(Adversary, BrokenPromisesOfAnIHaveFloodArePenalisedAndBounded)
{
    AttackNetwork network(3);
    ScoreBehaviour(network);
    network.relay.SetRouterAttribute("MaxIHaveLength", UintegerValue(100));
    network.Build("complete");
    AdversaryHelper attack("ns3::IHaveFloodAdversary",
                           "Ids",
                           UintegerValue(300),
                           "Interval",
                           TimeValue(MilliSeconds(200)));
    network.Attack(attack, Seconds(10));
    uint64_t asked = 0;
    network.RouterOf(0)->TraceConnectWithoutContext(
        "ControlSent",
        MakeTraceSink<PeerId, GossipSubControl, const std::string&, uint32_t>(
            [&asked](PeerId, GossipSubControl control, const std::string&, uint32_t ids) {
                asked += control == GossipSubControl::IWANT ? ids : 0;
            }));
    uint32_t broken = 0;
    network.RouterOf(0)->TraceConnectWithoutContext(
        "BrokenPromise",
        MakeTraceSink<PeerId, uint32_t>([&broken](PeerId, uint32_t count) { broken += count; }));
    network.RunUntil(Seconds(15));
    EXPECT_GT(asked, 0u);
    EXPECT_LE(asked, 6 * 100u);
    network.RunUntil(Seconds(60));
    EXPECT_GT(broken, 0u);
    EXPECT_LT(network.WorstScore(0, true), GRAYLIST);
    EXPECT_EQ(network.WorstScore(0, false), 0);
}

TEST(Adversary, AnIWantFloodIsServedEachMessageAFewTimesOnly)
{
    AttackNetwork network(3);
    network.relay.SetRouterAttribute("GossipRetransmission", UintegerValue(3));
    network.Build("complete");
    AdversaryHelper attack("ns3::IWantFloodAdversary", "Interval", TimeValue(MilliSeconds(50)));
    network.Attack(attack, Seconds(1));
    std::map<const PubsubMessage*, uint32_t> served;
    network.RouterOf(0)->TraceConnectWithoutContext(
        "IWantServed",
        MakeTraceSink<PeerId, Ptr<const PubsubMessage>>(
            [&served](PeerId, Ptr<const PubsubMessage> message) {
                served[PeekPointer(message)]++;
            }));
    network.PublishEvery(Seconds(1), Seconds(10), Seconds(30));
    network.RunUntil(Seconds(35));
    EXPECT_EQ(served.size(), 20u);
    for (const auto& one : served)
    {
        EXPECT_EQ(one.second, 3u);
    }
    EXPECT_GT(network.Adversary<PubsubAdversary>()->GetNActs(), 100u);
}

TEST(Adversary, AnIDontWantFloodFillsNoMoreThanItsBounds)
{
    AttackNetwork network(3);
    network.relay.SetRouterAttribute("MaxIDontWantMessages", UintegerValue(10));
    network.relay.SetRouterAttribute("MaxIDontWantLength", UintegerValue(10));
    network.relay.SetRouterAttribute("IDontWantMessageTtl", UintegerValue(3));
    network.Build("complete");
    AdversaryHelper attack("ns3::IDontWantFloodAdversary",
                           "Ids",
                           UintegerValue(50),
                           "Interval",
                           TimeValue(MilliSeconds(50)));
    network.Attack(attack, Seconds(1));
    network.RunUntil(Seconds(15));
    EXPECT_GT(network.RouterOf(0)->GetNDontWant(), 100u);
    EXPECT_LE(network.RouterOf(0)->GetNDontWant(), 400u);
}

TEST(Adversary, InvalidMessagesAreNotDeliveredAndTheirSenderIsGraylisted)
{
    AttackNetwork network(4);
    network.relay.SetTopicScoreAttribute("InvalidMessageDeliveriesWeight", DoubleValue(-10));
    network.relay.SetTopicScoreAttribute("InvalidMessageDeliveriesDecay", DoubleValue(0.99));
    network.Build("complete");
    AdversaryHelper attack("ns3::InvalidMessageAdversary");
    network.Attack(attack, Seconds(1));
    network.PublishEvery(Seconds(1), Seconds(10), Seconds(40));
    uint32_t delivered = 0;
    network.Get(0)->TraceConnectWithoutContext(
        "Deliver",
        MakeTraceSink<Ptr<const PubsubMessage>>([&delivered](Ptr<const PubsubMessage> message) {
            EXPECT_TRUE(message->IsValid());
            delivered++;
        }));
    network.RunUntil(Seconds(50));
    EXPECT_LT(network.WorstScore(0, true), GRAYLIST);
    EXPECT_EQ(network.WorstScore(0, false), 0);
    // 30 messages, of which the victim has published 8.
    EXPECT_EQ(delivered, 22u);
    EXPECT_EQ(network.metrics->GetPropagation().GetNDelivered(), 90u);
}

TEST(Adversary, AReplayedMessageIsDeliveredAgainWhenItIsForgottenUnlessItsProofHasExpired)
{
    struct Case
    {
        Time age;
        bool rln;
        uint32_t copies;
    };

    for (const Case& one :
         {Case{Seconds(30), false, 1}, Case{Seconds(130), false, 2}, Case{Seconds(130), true, 1}})
    {
        AttackNetwork network(3);
        if (one.rln)
        {
            network.relay.SetRlnAttribute("EpochLength", TimeValue(Seconds(10)));
        }
        network.Build("complete");
        AdversaryHelper attack("ns3::ReplayAdversary", "Age", TimeValue(one.age));
        network.Attack(attack, Seconds(1));
        uint32_t delivered = 0;
        network.Get(0)->TraceConnectWithoutContext(
            "Deliver",
            MakeTraceSink<Ptr<const PubsubMessage>>(
                [&delivered](Ptr<const PubsubMessage>) { delivered++; }));
        network.PublishAt(Seconds(10), 1);
        network.RunUntil(Seconds(200));
        EXPECT_GE(network.Adversary<PubsubAdversary>()->GetNActs(), 1u);
        EXPECT_EQ(delivered, one.copies) << one.age.GetSeconds() << one.rln;
    }
}

TEST(Adversary, NamesOfAPoisonerAreDialledOnlyIfItsScoreIsHighEnough)
{
    for (const double threshold : {0, 10})
    {
        AttackNetwork network(3);
        network.relay.SetPeerScoreAttribute("AcceptPXThreshold", DoubleValue(threshold));
        network.Build("complete");
        AdversaryHelper attack("ns3::PxAdversary");
        network.Attack(attack, Seconds(1));
        network.RunUntil(Seconds(60));
        EXPECT_GT(network.Adversary<PubsubAdversary>()->GetNActs(), 50u);
        const uint64_t failures = network.Get(0)->GetConnections()->GetNFailures();
        EXPECT_EQ(failures > 100, threshold == 0) << failures;
        EXPECT_EQ(network.PeersOf(0, false).size(), 2u);
    }
}

TEST(Adversary, ARpcOfTheLargestSizeIsReadAndALargerOneCostsTheConnection)
{
    for (const uint32_t surplus : {0, 1})
    {
        AttackNetwork network(3);
        network.relay.SetAttribute("MaxMessageSize", UintegerValue(100000));
        network.Build("complete");
        AdversaryHelper attack("ns3::RpcSizeAdversary", "Size", UintegerValue(100000 + surplus));
        network.Attack(attack, Seconds(1));
        network.PublishEvery(Seconds(1), Seconds(10), Seconds(20));
        network.RunUntil(Seconds(9));
        EXPECT_EQ(network.metrics->GetNUnwanted() > 0, surplus == 0);
        const uint64_t errors = network.Get(0)->GetProtocol()->GetNErrors(RpcError::OVERSIZED);
        EXPECT_EQ(errors > 0, surplus == 1);
        network.RunUntil(Seconds(30));
        EXPECT_EQ(network.metrics->GetPropagation().GetNDelivered(), 20u);
    }
}

TEST(Adversary, ASlowReaderFillsItsSendQueueAndHarmsNobodyElse)
{
    TypeId::AttributeInformation buffer;
    TcpSocket::GetTypeId().LookupAttributeByName("RcvBufSize", &buffer);
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(40000));
    AttackNetwork network(4);
    network.relay.SetConnectionAttribute("SendQueueBytes", UintegerValue(200000));
    network.relay.SetConnectionAttribute("UnsentLowWater", UintegerValue(10000));
    network.Build("complete");
    Ptr<HostileDialler> slow = CreateObject<HostileDialler>();
    PubsubRpc rpc;
    rpc.subscriptions.push_back({true, TOPIC});
    rpc.graft.push_back(TOPIC);
    slow->SetGreeting(PubsubRpcEncoder::Encode(rpc)->GetPacket());
    slow->AddRemote(network.AddressesOf({0}).front());
    network.hosts.Get(0)->AddApplication(slow);
    slow->SetStartTime(Seconds(5));
    uint32_t drops = 0;
    network.Get(0)->TraceConnectWithoutContext(
        "Drop",
        MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
            [&](Ptr<const PubsubMessage>, const PeerInfo& peer) {
                EXPECT_EQ(HostOf(peer.address), Address(network.addresses[4]));
                drops++;
            }));
    network.PublishEvery(MilliSeconds(500), Seconds(10), Seconds(60), 20000);
    network.RunUntil(Seconds(70));
    EXPECT_EQ(slow->GetNOpen(), 1u);
    EXPECT_GT(drops, 50u);
    EXPECT_EQ(network.metrics->GetPropagation().GetNDelivered(), 300u);
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", *buffer.initialValue);
}

TEST(Adversary, AConnectionThatSaysNothingIsClosedOnlyWhereThereIsAHandshake)
{
    for (const bool secure : {true, false})
    {
        AttackNetwork network(3);
        network.relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(secure));
        network.Build("complete");
        Ptr<HostileDialler> silent = CreateObject<HostileDialler>();
        silent->SetAttribute("Connections", UintegerValue(50));
        silent->AddRemote(network.AddressesOf({0}).front());
        network.hosts.Get(0)->AddApplication(silent);
        silent->SetStartTime(Seconds(5));
        network.RunUntil(Seconds(10));
        EXPECT_EQ(silent->GetNOpen(), 50u);
        network.RunUntil(Seconds(30));
        EXPECT_EQ(silent->GetNClosed(), secure ? 50u : 0u);
        EXPECT_EQ(network.PeersOf(0, true).size(), secure ? 0u : 50u);
        EXPECT_EQ(network.PeersOf(0, false).size(), 2u);
    }
}

TEST(Adversary, HonestNodesStayAboveTheGraylistThresholdForAnHourUnderEachPreset)
{
    for (const std::string& preset : GossipSubPreset::GetNames())
    {
        AttackNetwork network(8, 0);
        network.relay.SetPreset(preset);
        network.Build("complete");
        network.PublishEvery(Seconds(10), Seconds(60), Seconds(3600));
        double worst = 0;
        double threshold = GRAYLIST;
        for (Time at = Seconds(60); at <= Seconds(3600); at += Seconds(60))
        {
            Simulator::Schedule(at, [&] {
                for (uint32_t i = 0; i < 8; i++)
                {
                    worst = std::min(worst, network.WorstScore(i, false));
                }
            });
        }
        for (const auto& [name, value] : GossipSubPreset::Get(preset).peerScore)
        {
            threshold = name == "GraylistThreshold" ? std::stod(value) : threshold;
        }
        network.RunUntil(Seconds(3630));
        EXPECT_GT(worst, threshold) << preset;
        const PropagationMetrics& results = network.metrics->GetPropagation();
        EXPECT_EQ(results.GetNDelivered(), results.GetNExpectedDeliveries()) << preset;
    }
}
