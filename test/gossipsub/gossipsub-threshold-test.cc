/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-scoring-node.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3;

TEST(GossipSubThreshold, APeerWithNegativeScoreIsPrunedWithoutPeerExchange)
{
    ScoringNode node;
    node.Set("DoPX", "true");
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyDecay", "1");
    node.Start();
    node.AddPeers(5);
    node.Run(Seconds(1));
    node.router->HandleMalformed(node.now, 0);
    node.sent.clear();
    node.Run(Seconds(1));
    EXPECT_FALSE(node.InMesh(0));
    EXPECT_EQ(node.PrunesTo(), (std::multiset<PeerId>{0}));
    EXPECT_TRUE(node.LastPrune(0).peers.empty());
}

TEST(GossipSubThreshold, APeerWithNegativeScoreIsNotGrafted)
{
    ScoringNode node;
    node.ScoreBadPeer(-1);
    node.Start(false);
    const PeerId bad = node.AddPeer(true, true, 66);
    node.router->Subscribe(node.now, node.TOPIC);
    node.Run(Seconds(3));
    EXPECT_FALSE(node.InMesh(bad));
    EXPECT_TRUE(node.GraftsTo().empty());
}

TEST(GossipSubThreshold, BelowGossipThresholdNothingIsOfferedAskedOrServed)
{
    for (const double score : {-10.0, -10.1})
    {
        ScoringNode node;
        node.ScoreBadPeer(score);
        node.Start();
        const PeerId good = node.AddPeer();
        const PeerId bad = node.AddPeer(false, true, 66);
        const auto message = node.Make();
        node.ReceiveMessage(good, message);
        node.sent.clear();
        const std::size_t expected = score < -10 ? 0 : 1;
        node.IHave(bad, {FakeGossipSub::MakeId(1)});
        EXPECT_EQ(node.AskedOf(bad).size(), expected);
        node.IWant(bad, {message->GetId()});
        EXPECT_EQ(node.SentTo(message).size(), expected);
        node.Run(Seconds(1));
        EXPECT_EQ(node.IHavesTo().count(bad), expected);
    }
}

TEST(GossipSubThreshold, BelowPublishThresholdNothingIsPublished)
{
    for (const bool flood : {false, true})
    {
        for (const double score : {-50.0, -50.1})
        {
            ScoringNode node;
            node.Set("FloodPublish", flood ? "true" : "false");
            node.ScoreBadPeer(score);
            node.Start(false);
            const PeerId bad = node.AddPeer(false, true, 66);
            const auto message = node.Make();
            node.router->Publish(node.now, message);
            EXPECT_EQ(node.SentTo(message).count(bad), score < -50 ? 0u : 1u) << flood;
        }
    }
}

TEST(GossipSubThreshold, BelowGraylistThresholdNothingIsRead)
{
    for (const double score : {-80.0, -80.1})
    {
        ScoringNode node;
        node.ScoreBadPeer(score);
        node.Start();
        const PeerId bad = node.AddPeer(false, true, 66);
        node.ReceiveMessage(bad, node.Make());
        EXPECT_EQ(node.delivered.size(), score < -80 ? 0u : 1u);
        EXPECT_EQ(node.router->GetSubscribers(node.TOPIC).Contains(bad), score >= -80);
    }
}

TEST(GossipSubThreshold, BelowGraylistThresholdThePeerIsDisconnectedIfSoSet)
{
    for (const bool disconnects : {true, false})
    {
        ScoringNode node;
        node.Set("DisconnectGraylisted", disconnects ? "true" : "false");
        node.Score("BehaviourPenaltyWeight", "-1");
        node.Start();
        const PeerId bad = node.AddPeer();
        for (int i = 0; i < 8; i++)
        {
            node.router->HandleMalformed(node.now, bad);
        }
        EXPECT_TRUE(node.disconnected.empty());
        node.router->HandleMalformed(node.now, bad);
        EXPECT_EQ(node.disconnected.count(bad), disconnects ? 1u : 0u);
    }
}

TEST(GossipSubThreshold, AnInvalidMessageSpammerIsDisconnected)
{
    ScoringNode node;
    node.Set("DisconnectGraylisted", "true");
    node.verdict = ValidationResult::REJECT;
    node.TopicScore("InvalidMessageDeliveriesWeight", "-100");
    node.Start();
    const PeerId bad = node.AddPeer();
    const PeerId good = node.AddPeer();
    node.ReceiveMessage(bad, node.Make());
    EXPECT_EQ(node.disconnected, (std::set<PeerId>{bad}));
    EXPECT_DOUBLE_EQ(node.ScoreOf(good), 0);
}
