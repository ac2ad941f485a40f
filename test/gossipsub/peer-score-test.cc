/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-scoring-node.h"
#include "trace-sink.h"

#include "ns3/double.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3;

TEST(PeerScore, IsZeroWithoutParameters)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.router->HandleMalformed(node.now, peer);
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), 0);
    EXPECT_DOUBLE_EQ(node.router->GetScore(12345), 0);
}

TEST(PeerScore, P1GrowsWithTheTimeInTheMeshUpToItsCap)
{
    ScoringNode node;
    node.TopicScore("TopicWeight", "0.5");
    node.TopicScore("TimeInMeshWeight", "2");
    node.TopicScore("TimeInMeshQuantum", "1s");
    node.TopicScore("TimeInMeshCap", "5");
    node.Start();
    const PeerId inside = node.AddPeer();
    const PeerId outside = node.AddPeer(false, false);
    node.Graft(inside);
    node.RunUntil(Seconds(3));
    EXPECT_DOUBLE_EQ(node.ScoreOf(inside), 0.5 * 2 * 3);
    EXPECT_DOUBLE_EQ(node.ScoreOf(outside), 0);
    node.RunUntil(Seconds(60));
    EXPECT_DOUBLE_EQ(node.ScoreOf(inside), 0.5 * 2 * 5);
    node.Prune(inside);
    EXPECT_DOUBLE_EQ(node.ScoreOf(inside), 0);
}

TEST(PeerScore, P2CountsFirstDeliveriesUpToItsCapAndDecays)
{
    ScoringNode node;
    node.TopicScore("FirstMessageDeliveriesWeight", "2");
    node.TopicScore("FirstMessageDeliveriesDecay", "0.9");
    node.TopicScore("FirstMessageDeliveriesCap", "10");
    node.Start();
    const PeerId first = node.AddPeer();
    const PeerId second = node.AddPeer();
    for (int i = 0; i < 7; i++)
    {
        const auto message = node.Make();
        node.ReceiveMessage(first, message);
        node.ReceiveMessage(second, message);
    }
    EXPECT_DOUBLE_EQ(node.ScoreOf(first), 14);
    EXPECT_DOUBLE_EQ(node.ScoreOf(second), 0);
    for (int i = 0; i < 7; i++)
    {
        node.ReceiveMessage(first, node.Make());
    }
    EXPECT_DOUBLE_EQ(node.ScoreOf(first), 20);
    node.RunUntil(Seconds(2));
    EXPECT_NEAR(node.ScoreOf(first), 20 * 0.81, 1e-12);
}

TEST(PeerScore, ACounterBelowDecayToZeroIsZero)
{
    ScoringNode node;
    node.Score("DecayToZero", "0.3");
    node.TopicScore("FirstMessageDeliveriesWeight", "1");
    node.TopicScore("FirstMessageDeliveriesDecay", "0.5");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.ReceiveMessage(peer, node.Make());
    node.RunUntil(Seconds(1));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0.5);
    node.RunUntil(Seconds(2));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
}

TEST(PeerScore, P3CountsTheSquareOfTheDeficitOnceActive)
{
    ScoringNode node;
    node.TopicScore("MeshMessageDeliveriesWeight", "-1");
    node.TopicScore("MeshMessageDeliveriesThreshold", "4");
    node.TopicScore("MeshMessageDeliveriesCap", "10");
    node.TopicScore("MeshMessageDeliveriesDecay", "1");
    node.TopicScore("MeshMessageDeliveriesActivation", "2s");
    node.TopicScore("MeshMessageDeliveryWindow", "10ms");
    node.Start();
    const PeerId first = node.AddPeer();
    const PeerId near = node.AddPeer();
    const PeerId late = node.AddPeer();
    for (const PeerId peer : {first, near, late})
    {
        node.Graft(peer);
    }
    for (int i = 0; i < 3; i++)
    {
        const auto message = node.Make();
        node.ReceiveMessage(first, message);
        node.Run(MilliSeconds(10));
        node.ReceiveMessage(near, message);
        node.ReceiveMessage(near, message);
        node.Run(MilliSeconds(1));
        node.ReceiveMessage(late, message);
    }
    node.RunUntil(Seconds(2));
    EXPECT_DOUBLE_EQ(node.ScoreOf(late), 0);
    node.RunUntil(Seconds(3));
    EXPECT_DOUBLE_EQ(node.ScoreOf(first), -1);
    EXPECT_DOUBLE_EQ(node.ScoreOf(near), -1);
    EXPECT_DOUBLE_EQ(node.ScoreOf(late), -16);
}

TEST(PeerScore, P3CountsCopiesThatComeDuringValidation)
{
    ScoringNode node;
    node.validationDelay = MilliSeconds(500);
    node.TopicScore("MeshMessageDeliveriesWeight", "-1");
    node.TopicScore("MeshMessageDeliveriesThreshold", "1");
    node.TopicScore("MeshMessageDeliveriesActivation", "0s");
    node.TopicScore("MeshMessageDeliveriesDecay", "1");
    node.Start();
    const PeerId first = node.AddPeer();
    const PeerId early = node.AddPeer();
    const PeerId silent = node.AddPeer();
    for (const PeerId peer : {first, early, silent})
    {
        node.Graft(peer);
    }
    const auto message = node.Make();
    node.ReceiveMessage(first, message);
    node.Run(MilliSeconds(400));
    node.ReceiveMessage(early, message);
    node.RunUntil(Seconds(1));
    EXPECT_DOUBLE_EQ(node.ScoreOf(first), 0);
    EXPECT_DOUBLE_EQ(node.ScoreOf(early), 0);
    EXPECT_DOUBLE_EQ(node.ScoreOf(silent), -1);
}

TEST(PeerScore, P3bRemembersTheDeficitOfAPrunedPeerAndDecays)
{
    ScoringNode node;
    node.TopicScore("MeshMessageDeliveriesThreshold", "3");
    node.TopicScore("MeshMessageDeliveriesActivation", "0s");
    node.TopicScore("MeshFailurePenaltyWeight", "-2");
    node.TopicScore("MeshFailurePenaltyDecay", "0.5");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Graft(peer);
    node.RunUntil(Seconds(1));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
    node.Prune(peer);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -18);
    node.RunUntil(Seconds(2));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -9);
}

TEST(PeerScore, P4CountsTheSquareOfInvalidMessagesAndDecays)
{
    ScoringNode node;
    node.TopicScore("InvalidMessageDeliveriesWeight", "-1");
    node.TopicScore("InvalidMessageDeliveriesDecay", "0.5");
    node.Start();
    node.verdict = ValidationResult::REJECT;
    const PeerId peer = node.AddPeer();
    for (int i = 0; i < 4; i++)
    {
        node.ReceiveMessage(peer, node.Make());
    }
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -16);
    node.RunUntil(Seconds(1));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -4);
}

TEST(PeerScore, P4CountsForAllWhoSendAnInvalidMessageBeforeAndAfterTheVerdict)
{
    ScoringNode node;
    node.validationDelay = MilliSeconds(100);
    node.verdict = ValidationResult::REJECT;
    node.TopicScore("InvalidMessageDeliveriesWeight", "-1");
    node.TopicScore("InvalidMessageDeliveriesDecay", "1");
    node.Start();
    const std::vector<PeerId> peers = node.AddPeers(4);
    const auto message = node.Make();
    node.ReceiveMessage(peers[0], message);
    node.ReceiveMessage(peers[1], message);
    node.ReceiveMessage(peers[1], message);
    node.Run(MilliSeconds(200));
    node.ReceiveMessage(peers[2], message);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peers[0]), -1);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peers[1]), -1);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peers[2]), -1);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peers[3]), 0);
}

TEST(PeerScore, P4DoesNotCountValidAndIgnoredMessages)
{
    for (const auto verdict : {ValidationResult::ACCEPT, ValidationResult::IGNORE})
    {
        ScoringNode node;
        node.verdict = verdict;
        node.TopicScore("InvalidMessageDeliveriesWeight", "-1");
        node.Start();
        const PeerId peer = node.AddPeer();
        node.ReceiveMessage(peer, node.Make());
        EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
    }
}

TEST(PeerScore, P5IsWhatTheApplicationSays)
{
    ScoringNode node;
    node.ScoreBadPeer(-1.5);
    node.Score("AppSpecificWeight", "4");
    node.Start();
    EXPECT_DOUBLE_EQ(node.ScoreOf(node.AddPeer(false, true, 66)), -6);
    EXPECT_DOUBLE_EQ(node.ScoreOf(node.AddPeer()), 0);
}

TEST(PeerScore, P6CountsTheSquareOfTheSurplusOfPeersWithOneAddress)
{
    ScoringNode node;
    node.Score("IPColocationFactorWeight", "-1");
    node.Score("IPColocationFactorThreshold", "2");
    node.Start();
    std::vector<PeerId> sybils;
    for (int i = 0; i < 5; i++)
    {
        sybils.push_back(node.AddPeer(false, true, 9));
    }
    const PeerId honest = node.AddPeer();
    EXPECT_DOUBLE_EQ(node.ScoreOf(sybils[0]), -9);
    EXPECT_DOUBLE_EQ(node.ScoreOf(sybils[4]), -9);
    EXPECT_DOUBLE_EQ(node.ScoreOf(honest), 0);
    node.router->RemovePeer(node.now, sybils[1]);
    node.router->RemovePeer(node.now, sybils[2]);
    EXPECT_DOUBLE_EQ(node.ScoreOf(sybils[0]), -1);
}

TEST(PeerScore, P7CountsTheSquareOfPenaltiesAboveTheThresholdAndDecays)
{
    ScoringNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyThreshold", "1");
    node.Score("BehaviourPenaltyDecay", "0.5");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.router->HandleMalformed(node.now, peer);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
    for (int i = 0; i < 3; i++)
    {
        node.router->HandleMalformed(node.now, peer);
    }
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -9);
    node.RunUntil(Seconds(1));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -1);
}

TEST(PeerScore, TopicsTogetherAreCapped)
{
    ScoringNode node;
    node.Score("TopicScoreCap", "3");
    node.TopicScore("FirstMessageDeliveriesWeight", "1");
    node.Start();
    const PeerId peer = node.AddPeer();
    for (int i = 0; i < 10; i++)
    {
        node.ReceiveMessage(peer, node.Make());
    }
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 3);
}

TEST(PeerScore, ATopicCanHaveParametersOfItsOwn)
{
    ScoringNode node;
    node.TopicScore("FirstMessageDeliveriesWeight", "1");
    node.prepare = [](GossipSubRouter& router) {
        PointerValue scoring;
        router.GetAttribute("Scoring", scoring);
        Ptr<TopicScoreParameters> own = CreateObject<TopicScoreParameters>();
        own->SetAttribute("FirstMessageDeliveriesWeight", StringValue("7"));
        scoring.Get<PeerScoreParameters>()->SetTopicParameters("other", own);
    };
    node.Start();
    node.router->Subscribe(node.now, "other");
    const PeerId peer = node.AddPeer();
    node.ReceiveMessage(peer, node.Make());
    node.ReceiveMessage(peer, node.Make(100, "other"));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 8);
}

TEST(PeerScore, ABadScoreOutlivesTheConnectionUntilRetainScoreIsOver)
{
    ScoringNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyDecay", "1");
    node.Score("RetainScore", "60s");
    node.Start();
    const auto misbehave = [&node] {
        const PeerId peer = node.AddPeer(false, true, 9);
        node.router->HandleMalformed(node.now, peer);
        node.router->RemovePeer(node.now, peer);
    };
    misbehave();
    node.Run(Seconds(50));
    const PeerId soon = node.AddPeer(false, true, 9);
    EXPECT_DOUBLE_EQ(node.ScoreOf(soon), -1);
    node.router->RemovePeer(node.now, soon);
    node.Run(Seconds(61));
    EXPECT_DOUBLE_EQ(node.ScoreOf(node.AddPeer(false, true, 9)), 0);
}

TEST(PeerScore, TheBadScoresOfPeersWithOneAddressAllOutliveTheirConnectionsWorstFirst)
{
    ScoringNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyDecay", "1");
    node.Score("GraylistThreshold", "-1000");
    node.Score("RetainScore", "60s");
    node.Start();
    std::vector<PeerId> peers;
    for (const int penalties : {1, 4, 2})
    {
        peers.push_back(node.AddPeer(false, true, 9));
        for (int i = 0; i < penalties; i++)
        {
            node.router->HandleMalformed(node.now, peers.back());
        }
    }
    for (const PeerId peer : peers)
    {
        node.router->RemovePeer(node.now, peer);
    }
    node.Run(Seconds(30));
    for (const double score : {-16, -4, -1, 0})
    {
        EXPECT_DOUBLE_EQ(node.ScoreOf(node.AddPeer(false, true, 9)), score);
    }
}

TEST(PeerScore, OfManyBadPeersWithOneAddressTheWorstAreRetained)
{
    ScoringNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Start();
    std::vector<PeerId> peers;
    for (int i = 0; i < 30; i++)
    {
        peers.push_back(node.AddPeer(false, true, 9));
        node.router->HandleMalformed(node.now, peers.back());
    }
    node.router->HandleMalformed(node.now, peers.front());
    for (const PeerId peer : peers)
    {
        node.router->RemovePeer(node.now, peer);
    }
    int bad = 0;
    for (int i = 0; i < 30; i++)
    {
        const double score = node.ScoreOf(node.AddPeer(false, true, 9));
        EXPECT_DOUBLE_EQ(score, i == 0 ? -4 : i < 16 ? -1 : 0);
        bad += score < 0 ? 1 : 0;
    }
    EXPECT_EQ(bad, 16);
}

TEST(PeerScore, AGoodScoreDoesNotOutliveTheConnection)
{
    ScoringNode node;
    node.TopicScore("FirstMessageDeliveriesWeight", "1");
    node.Start();
    const PeerId peer = node.AddPeer(false, true, 9);
    node.ReceiveMessage(peer, node.Make());
    ASSERT_GT(node.ScoreOf(peer), 0);
    node.router->RemovePeer(node.now, peer);
    EXPECT_DOUBLE_EQ(node.ScoreOf(node.AddPeer(false, true, 9)), 0);
}

TEST(PeerScore, ItsChangesAreTraced)
{
    ScoringNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Start();
    const PeerId peer = node.AddPeer();
    std::vector<double> scores;
    node.router->TraceConnectWithoutContext(
        "Score",
        MakeTraceSink<PeerId, double, double>(
            [&scores](PeerId, double, double now) { scores.push_back(now); }));
    for (int i = 0; i < 2; i++)
    {
        node.router->HandleMalformed(node.now, peer);
        node.ScoreOf(peer);
    }
    EXPECT_EQ(scores, (std::vector<double>{-1, -4}));
}

TEST(PeerScore, ContradictionsStopWithTheirNamesAndValues)
{
    const auto start = [](const std::string& name, const std::string& value) {
        FakeGossipSub node;
        node.Score(name, value);
        node.Start();
    };
    EXPECT_DEATH(start("PublishThreshold", "-5"), "PublishThreshold is -5, above GossipThreshold");
    EXPECT_DEATH(start("GraylistThreshold", "-50"), "GraylistThreshold is -50, not below");
    const auto startTopic = [] {
        FakeGossipSub node;
        node.TopicScore("MeshMessageDeliveriesCap", "3");
        node.Start();
    };
    EXPECT_DEATH(startTopic(), "MeshMessageDeliveriesCap is 3, below");
}

TEST(PeerScore, OfANewStartCountsByTheParametersOfItsScoring)
{
    ScoringNode node;
    node.TopicScore("FirstMessageDeliveriesWeight", "1");
    node.TopicScore("FirstMessageDeliveriesCap", "10");
    node.Start();
    PeerId peer = node.AddPeer();
    node.ReceiveMessage(peer, node.Make());
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 1);
    const auto restart = [&](Ptr<TopicScoreParameters> topic) {
        auto scoring = CreateObject<PeerScoreParameters>();
        if (topic)
        {
            scoring->SetAttribute("DefaultTopic", PointerValue(topic));
        }
        node.router->SetAttribute("Scoring", PointerValue(scoring));
        node.Restart();
        peer = node.AddPeer();
        node.ReceiveMessage(peer, node.Make());
    };
    auto topic = CreateObject<TopicScoreParameters>();
    topic->SetAttribute("FirstMessageDeliveriesWeight", DoubleValue(7));
    topic->SetAttribute("FirstMessageDeliveriesCap", DoubleValue(10));
    restart(topic);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 7);
    restart(nullptr);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
    restart(topic);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 7);
}

TEST(PeerScore, CountsByAnotherScoringFromTheNextHeartbeatOn)
{
    ScoringNode node;
    node.TopicScore("FirstMessageDeliveriesWeight", "1");
    node.TopicScore("FirstMessageDeliveriesCap", "10");
    node.TopicScore("FirstMessageDeliveriesDecay", "0.999");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.ReceiveMessage(peer, node.Make());
    auto topic = CreateObject<TopicScoreParameters>();
    topic->SetAttribute("FirstMessageDeliveriesWeight", DoubleValue(7));
    topic->SetAttribute("FirstMessageDeliveriesCap", DoubleValue(10));
    topic->SetAttribute("FirstMessageDeliveriesDecay", DoubleValue(0.999));
    auto scoring = CreateObject<PeerScoreParameters>();
    scoring->SetAttribute("DefaultTopic", PointerValue(topic));
    node.router->SetAttribute("Scoring", PointerValue(scoring));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 1);
    node.Run(HEARTBEAT);
    EXPECT_NEAR(node.ScoreOf(peer), 7, 0.02);
}

TEST(PeerScore, EndsWithoutScoringAndBeginsWithItDuringARun)
{
    ScoringNode node;
    node.TopicScore("TimeInMeshWeight", "1");
    node.TopicScore("TimeInMeshCap", "100");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Graft(peer);
    node.Run(Seconds(5));
    EXPECT_GT(node.ScoreOf(peer), 2);
    PointerValue scoring;
    node.router->GetAttribute("Scoring", scoring);
    node.router->SetAttribute("Scoring", PointerValue());
    node.Run(Seconds(5));
    EXPECT_EQ(node.ScoreOf(peer), 0);
    EXPECT_TRUE(node.InMesh(peer));
    node.router->SetAttribute("Scoring", scoring);
    node.Run(Seconds(5));
    // Since the heartbeat at which it began again.
    EXPECT_GT(node.ScoreOf(peer), 2);
    EXPECT_LE(node.ScoreOf(peer), 5);
    node.router->RemovePeer(node.now, peer);
    node.AddPeer(false, true, 0);
    node.Run(Seconds(5));
}
