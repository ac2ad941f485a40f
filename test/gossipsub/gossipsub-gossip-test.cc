/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-meshed-node.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;

TEST(GossipSubGossip, GoesToAtLeastDLazyPeersOutsideTheMesh)
{
    MeshedNode node;
    node.StartWith(10);
    node.ReceiveMessage(node.inside[0], node.Make());
    node.Run(HEARTBEAT);
    const auto told = node.IHavesTo();
    EXPECT_EQ(told.size(), 6u);
    for (const PeerId peer : told)
    {
        EXPECT_GE(peer, 6u);
    }
}

TEST(GossipSubGossip, GoesToTheGossipFactorOfManyPeersOutsideTheMesh)
{
    MeshedNode node;
    node.StartWith(60);
    node.ReceiveMessage(node.inside[0], node.Make());
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.IHavesTo().size(), 15u);
}

TEST(GossipSubGossip, NamesAMessageForMcacheGossipHeartbeats)
{
    MeshedNode node;
    node.Set("D_lazy", "1");
    node.Set("GossipFactor", "0");
    node.StartWith(1);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    node.Run(Seconds(10));
    EXPECT_EQ(node.IHavesTo().size(), 3u);
    for (const auto& one : node.sent)
    {
        if (!one.rpc.ihave.empty())
        {
            EXPECT_EQ(one.rpc.ihave[0].topic, node.TOPIC);
            EXPECT_EQ(one.rpc.ihave[0].messageIds, MessageIds{message->GetId()});
        }
    }
}

TEST(GossipSubGossip, OfSeveralTopicsIsOneRpcInTheOrderOfPeersAndTopics)
{
    FakeGossipSub node;
    node.Set("D_lazy", "20");
    node.Start();
    node.router->Subscribe(node.now, "/b");
    const auto peers = node.AddPeers(20);
    PubsubRpc rpc;
    rpc.subscriptions.push_back({true, "/b"});
    for (const PeerId peer : peers)
    {
        node.Receive(peer, rpc);
    }
    node.Run(HEARTBEAT);
    node.sent.clear();
    node.ReceiveMessage(peers[0], node.Make());
    node.ReceiveMessage(peers[0], node.Make(100, "/b"));
    node.sent.clear();
    node.Run(HEARTBEAT);
    std::vector<PeerId> order;
    uint32_t both = 0;
    for (const auto& one : node.sent)
    {
        order.push_back(one.peer);
        const auto& ihave = one.rpc.ihave;
        both += ihave.size() == 2 && ihave[0].topic == "/b" && ihave[1].topic == node.TOPIC;
        EXPECT_LE(ihave.size(), 2U);
    }
    EXPECT_GT(both, 0U);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(std::set<PeerId>(order.begin(), order.end()).size(), order.size());
}

TEST(GossipSubGossip, NamesNothingWhenThereIsNothing)
{
    MeshedNode node;
    node.StartWith(10);
    node.Run(Seconds(5));
    EXPECT_TRUE(node.sent.empty());
}

TEST(GossipSubGossip, NamesAtMostMaxIHaveLengthMessagesAndOthersToOthers)
{
    MeshedNode node;
    node.Set("MaxIHaveLength", "5");
    node.StartWith(6);
    for (int i = 0; i < 50; i++)
    {
        node.ReceiveMessage(node.inside[0], node.Make());
    }
    node.Run(HEARTBEAT);
    std::set<MessageId> named;
    for (const auto& one : node.sent)
    {
        if (!one.rpc.ihave.empty())
        {
            EXPECT_EQ(one.rpc.ihave[0].messageIds.size(), 5u);
            named.insert(one.rpc.ihave[0].messageIds.begin(), one.rpc.ihave[0].messageIds.end());
        }
    }
    EXPECT_GT(named.size(), 10u);
}

TEST(GossipSubGossip, TravelsWithGraftOfTheSameHeartbeat)
{
    FakeGossipSub node;
    node.Set("D", "1");
    node.Set("D_low", "1");
    node.Set("D_out", "0");
    node.Set("D_score", "0");
    node.Start();
    node.router->Subscribe(node.now, "other");
    const PeerId first = node.AddPeer();
    const PeerId second = node.AddPeer();
    node.Graft(first);
    PubsubRpc rpc;
    rpc.subscriptions = {{true, "other"}};
    node.Receive(second, rpc);
    node.ReceiveMessage(first, node.Make());
    node.sent.clear();
    node.Run(HEARTBEAT);
    ASSERT_EQ(node.sent.size(), 1u);
    EXPECT_EQ(node.sent[0].peer, second);
    EXPECT_EQ(node.sent[0].rpc.graft, std::vector<std::string>{"other"});
    EXPECT_EQ(node.sent[0].rpc.ihave.size(), 1u);
}

TEST(GossipSubIHave, AsksForWhatIsUnknownAndNotForWhatIsKnown)
{
    MeshedNode node;
    node.StartWith(1);
    const auto known = node.Make();
    node.ReceiveMessage(node.inside[0], known);
    const auto unknown = node.Make();
    node.IHave(node.others[0], {known->GetId(), unknown->GetId(), FakeGossipSub::MakeId(1)});
    MessageIds asked = node.AskedOf(node.others[0]);
    std::sort(asked.begin(), asked.end());
    MessageIds expected = {unknown->GetId(), FakeGossipSub::MakeId(1)};
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(asked, expected);
}

TEST(GossipSubIHave, OfATopicToWhichTheNodeIsNotSubscribedIsIgnored)
{
    MeshedNode node;
    node.StartWith(1);
    PubsubRpc rpc;
    rpc.ihave.push_back({"other", {FakeGossipSub::MakeId(1)}});
    node.Receive(node.others[0], rpc);
    EXPECT_TRUE(node.sent.empty());
}

TEST(GossipSubIHave, AMessageIsAskedForAgainOnceItIsForgotten)
{
    MeshedNode node;
    node.StartWith(1);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    node.Run(Seconds(119));
    node.IHave(node.others[0], {message->GetId()});
    EXPECT_TRUE(node.AskedOf(node.others[0]).empty());
    node.Run(Seconds(2));
    node.IHave(node.others[0], {message->GetId()});
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 1u);
}

TEST(GossipSubIHave, OnlyMaxIHaveMessagesAreReadBetweenHeartbeats)
{
    MeshedNode node;
    node.Set("MaxIHaveMessages", "10");
    node.StartWith(1);
    node.Run(HEARTBEAT);
    node.sent.clear();
    for (uint32_t i = 0; i < 20; i++)
    {
        node.IHave(node.others[0], {FakeGossipSub::MakeId(i)});
    }
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 10u);
    node.Run(HEARTBEAT);
    node.IHave(node.others[0], {FakeGossipSub::MakeId(99)});
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 11u);
}

TEST(GossipSubIHave, OnlyMaxIHaveLengthIdsAreAskedForBetweenHeartbeats)
{
    MeshedNode node;
    node.Set("MaxIHaveLength", "10");
    node.StartWith(2);
    for (uint32_t round = 0; round < 3; round++)
    {
        MessageIds ids;
        for (uint32_t i = 0; i < 7; i++)
        {
            ids.push_back(FakeGossipSub::MakeId(100 * round + i));
        }
        node.IHave(node.others[0], ids);
    }
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 10u);
    // The limit is each peer's own.
    node.IHave(node.others[1], {FakeGossipSub::MakeId(999)});
    EXPECT_EQ(node.AskedOf(node.others[1]).size(), 1u);
    node.Run(HEARTBEAT);
    node.IHave(node.others[0], {FakeGossipSub::MakeId(500)});
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 11u);
}

TEST(GossipSubIHave, TheSameIdTwiceIsAskedForOnce)
{
    MeshedNode node;
    node.StartWith(1);
    node.IHave(node.others[0], {FakeGossipSub::MakeId(1), FakeGossipSub::MakeId(1)});
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 1u);
}

TEST(GossipSubIWant, ServesWhatIsCached)
{
    MeshedNode node;
    node.StartWith(1);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    node.IWant(node.others[0], {message->GetId(), FakeGossipSub::MakeId(1)});
    EXPECT_EQ(node.SentTo(message).count(node.others[0]), 1u);
}

TEST(GossipSubIWant, ServesAMessageForMcacheLenHeartbeats)
{
    MeshedNode node;
    node.StartWith(1);
    const auto message = node.Make();
    // Behind a heartbeat, so that the next five are 1 to 5 s away.
    node.Run(HEARTBEAT);
    node.ReceiveMessage(node.inside[0], message);
    node.Run(MilliSeconds(4001));
    node.IWant(node.others[0], {message->GetId()});
    EXPECT_EQ(node.SentTo(message).count(node.others[0]), 1u);
    node.Run(Seconds(1));
    node.IWant(node.others[0], {message->GetId()});
    EXPECT_EQ(node.SentTo(message).count(node.others[0]), 1u);
    EXPECT_EQ(node.router->GetNCached(), 0u);
}

TEST(GossipSubIWant, ServesAPeerTheSameMessageGossipRetransmissionTimes)
{
    MeshedNode node;
    node.StartWith(2);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    for (int i = 0; i < 10; i++)
    {
        node.IWant(node.others[0], {message->GetId()});
    }
    EXPECT_EQ(node.SentTo(message).count(node.others[0]), 3u);
    node.IWant(node.others[1], {message->GetId()});
    EXPECT_EQ(node.SentTo(message).count(node.others[1]), 1u);
}

TEST(GossipSubIWant, AnIdThatIsRepeatedInOneRequestIsServedOnce)
{
    MeshedNode node;
    node.StartWith(1);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    node.IWant(node.others[0], MessageIds(1000, message->GetId()));
    EXPECT_EQ(node.SentTo(message).count(node.others[0]), 1u);
}

TEST(GossipSubPromise, ThatIsBrokenIsPenalised)
{
    MeshedNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyDecay", "1");
    node.StartWith(1);
    node.IHave(node.others[0], {FakeGossipSub::MakeId(1), FakeGossipSub::MakeId(2)});
    node.Run(Seconds(3));
    EXPECT_DOUBLE_EQ(node.router->GetScore(node.others[0]), 0);
    node.Run(Seconds(1));
    EXPECT_DOUBLE_EQ(node.router->GetScore(node.others[0]), -1);
    node.Run(Seconds(5));
    EXPECT_DOUBLE_EQ(node.router->GetScore(node.others[0]), -1);
}

TEST(GossipSubPromise, IsKeptWhenTheMessageComesFromAnybody)
{
    MeshedNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.StartWith(1);
    const auto message = node.Make();
    node.IHave(node.others[0], {message->GetId()});
    node.Run(Seconds(1));
    node.ReceiveMessage(node.inside[3], message);
    node.Run(Seconds(5));
    EXPECT_DOUBLE_EQ(node.router->GetScore(node.others[0]), 0);
}

TEST(GossipSubPromise, OfManyPeersForOneMessageIsEachOnesOwn)
{
    MeshedNode node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyDecay", "1");
    node.StartWith(2);
    for (const PeerId peer : node.others)
    {
        node.IHave(peer, {FakeGossipSub::MakeId(1)});
        node.IHave(peer, {FakeGossipSub::MakeId(2)});
    }
    node.Run(Seconds(5));
    EXPECT_DOUBLE_EQ(node.router->GetScore(node.others[0]), -4);
    EXPECT_DOUBLE_EQ(node.router->GetScore(node.others[1]), -4);
}
