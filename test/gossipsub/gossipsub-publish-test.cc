/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-meshed-node.h"
#include "trace-sink.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3;

TEST(GossipSubPublish, WithFloodPublishGoesToEverySubscriber)
{
    MeshedNode node;
    node.StartWith(10);
    node.AddPeer(false, false);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message).size(), 16u);
    EXPECT_EQ(node.SentTo(message).count(16), 0u);
}

TEST(GossipSubPublish, WithoutFloodPublishGoesToTheMesh)
{
    MeshedNode node;
    node.Set("FloodPublish", "false");
    node.StartWith(10);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message), AsSet(node.inside));
}

TEST(GossipSubPublish, FloodsToAsManyPeersAsTheBandwidthServesInAHeartbeat)
{
    // 8 Mbit/s are 1 MB for each heartbeat: nine frames of a little more than 100 kB.
    MeshedNode node;
    node.Set("BandwidthEstimate", "8000000");
    node.StartWith(20);
    const auto large = node.Make(100000);
    node.router->Publish(node.now, large);
    EXPECT_EQ(node.SentTo(large).size(), 9u);
    for (const PeerId peer : node.inside)
    {
        EXPECT_EQ(node.SentTo(large).count(peer), 1u);
    }
    const auto small = node.Make(1000);
    node.router->Publish(node.now, small);
    EXPECT_EQ(node.SentTo(small).size(), 26u);
}

TEST(GossipSubPublish, GoesToDirectPeersWhateverTheBandwidth)
{
    // Two frames a heartbeat, which is below D_low.
    MeshedNode node;
    node.Set("BandwidthEstimate", "1600000");
    node.prepare = [](GossipSubRouter& router) {
        for (uint32_t host = 1; host <= 3; host++)
        {
            router.AddDirectPeer(FakeGossipSub::HostOf(host));
        }
    };
    node.StartWith(20);
    std::vector<PeerId> expected = node.inside;
    for (uint32_t host = 1; host <= 3; host++)
    {
        expected.push_back(node.AddPeer(true, true, host));
    }
    const auto message = node.Make(100000);
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message), AsSet(expected));
}

TEST(GossipSubPublish, TheSameMessageTwiceGoesOutOnce)
{
    MeshedNode node;
    node.StartWith(0);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message).size(), 6u);
}

TEST(GossipSubPublish, InRandomOrderSoThatNoPeerIsAlwaysFirst)
{
    MeshedNode node;
    node.StartWith(0);
    std::set<PeerId> first;
    for (int i = 0; i < 30; i++)
    {
        node.sent.clear();
        node.router->Publish(node.now, node.Make());
        first.insert(node.sent.front().peer);
    }
    EXPECT_EQ(first.size(), 6u);
}

TEST(GossipSubPublish, AnOwnMessageThatComesBackIsADuplicate)
{
    FakeGossipSub node;
    node.TopicScore("FirstMessageDeliveriesWeight", "1");
    node.Start();
    const std::vector<PeerId> peers = node.AddPeers(4);
    uint32_t duplicates = 0;
    node.router->TraceConnectWithoutContext(
        "Duplicate",
        MakeTraceSink<Ptr<const PubsubMessage>, const PeerInfo&>(
            [&duplicates](Ptr<const PubsubMessage>, const PeerInfo&) { duplicates++; }));
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    EXPECT_TRUE(node.delivered.empty());
    node.sent.clear();
    const double before = node.router->GetScore(peers[0]);
    node.ReceiveMessage(peers[0], message);
    EXPECT_EQ(duplicates, 1u);
    EXPECT_TRUE(node.delivered.empty());
    EXPECT_TRUE(node.sent.empty());
    EXPECT_DOUBLE_EQ(node.router->GetScore(peers[0]), before);
}

TEST(GossipSubFanout, APublisherThatIsNotSubscribedKeepsDPeersForATopic)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.Start(false);
    node.AddPeers(20);
    const auto first = node.Make();
    const auto second = node.Make();
    node.router->Publish(node.now, first);
    node.router->Publish(node.now, second);
    EXPECT_EQ(node.SentTo(first).size(), 6u);
    EXPECT_EQ(node.SentTo(first), node.SentTo(second));
}

TEST(GossipSubFanout, IsForgottenAfterItsTtl)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.Start(false);
    node.AddPeers(20);
    node.router->Publish(node.now, node.Make());
    node.RunUntil(Seconds(60));
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 6u);
    node.RunUntil(Seconds(62));
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 0u);
}

TEST(GossipSubFanout, APeerThatUnsubscribesOrGoesIsReplacedAtTheHeartbeat)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.Start(false);
    node.AddPeers(20);
    node.router->Publish(node.now, node.Make());
    const PeerSet fanout = node.router->GetFanout(node.TOPIC);
    PubsubRpc rpc;
    rpc.subscriptions = {{false, node.TOPIC}};
    node.Receive(fanout.Get()[0], rpc);
    node.router->RemovePeer(node.now, fanout.Get()[1]);
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 4u);
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 6u);
}

TEST(GossipSubFanout, ADirectPeerIsNotPartOfItButGetsTheMessage)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.prepare = [](GossipSubRouter& router) { router.AddDirectPeer(FakeGossipSub::HostOf(5)); };
    node.Start(false);
    const PeerId direct = node.AddPeer(true, true, 5);
    node.AddPeers(3);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    EXPECT_FALSE(node.router->GetFanout(node.TOPIC).Contains(direct));
    EXPECT_EQ(node.SentTo(message).size(), 4u);
}

TEST(GossipSubForward, AValidMessageIsDeliveredOnceAndGoesToTheMeshButItsSender)
{
    MeshedNode node;
    node.StartWith(10);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    node.ReceiveMessage(node.inside[1], message);
    EXPECT_EQ(node.delivered.size(), 1u);
    EXPECT_EQ(node.SentTo(message),
              AsSet(std::vector<PeerId>(node.inside.begin() + 1, node.inside.end())));
}

TEST(GossipSubForward, AMessageFromOutsideTheMeshGoesToAllOfTheMesh)
{
    MeshedNode node;
    node.StartWith(1);
    const auto message = node.Make();
    node.ReceiveMessage(node.others[0], message);
    EXPECT_EQ(node.SentTo(message), AsSet(node.inside));
}

TEST(GossipSubForward, AMessageOfATopicToWhichTheNodeIsNotSubscribedIsIgnored)
{
    MeshedNode node;
    node.StartWith(0);
    const auto message = node.Make(100, "other");
    node.ReceiveMessage(node.inside[0], message);
    EXPECT_TRUE(node.delivered.empty());
    EXPECT_TRUE(node.SentTo(message).empty());
}

TEST(GossipSubForward, WhoSendsAMessageDuringValidationGetsItUnlessEarlySendersAreOmitted)
{
    for (const bool omit : {false, true})
    {
        MeshedNode node;
        node.Set("OmitEarlySenders", omit ? "true" : "false");
        node.validationDelay = MilliSeconds(12);
        node.StartWith(0);
        const auto message = node.Make();
        node.ReceiveMessage(node.inside[0], message);
        node.Run(MilliSeconds(5));
        node.ReceiveMessage(node.inside[1], message);
        node.Run(MilliSeconds(20));
        EXPECT_EQ(node.SentTo(message).count(node.inside[1]), omit ? 0u : 1u);
        EXPECT_EQ(node.SentTo(message).count(node.inside[2]), 1u);
    }
}

TEST(GossipSubForward, AnInvalidMessageIsNeitherDeliveredNorForwardedNorOffered)
{
    for (const auto verdict : {ValidationResult::REJECT, ValidationResult::IGNORE})
    {
        MeshedNode node;
        node.verdict = verdict;
        node.StartWith(10);
        const auto message = node.Make();
        node.ReceiveMessage(node.inside[0], message);
        node.Run(Seconds(2));
        EXPECT_TRUE(node.delivered.empty());
        EXPECT_TRUE(node.SentTo(message).empty());
        EXPECT_TRUE(node.IHavesTo().empty());
    }
}
