/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-meshed-node.h"

#include "ns3/pubsub-rpc-encoder.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;

TEST(GossipSubRpcSize, NoRpcIsAboveTheLargestThatPeersRead)
{
    for (const uint32_t limit : {200u, 1000u, 5000u})
    {
        MeshedNode node;
        node.maxRpcSize = limit;
        node.Set("MaxIHaveLength", "1000");
        node.Start(false);
        const PeerId first = node.AddPeer();
        const PeerId second = node.AddPeer();
        std::set<std::string> topics = {node.TOPIC};
        for (uint32_t i = 0; i < 50; i++)
        {
            topics.insert("topic" + std::to_string(i));
        }
        PubsubRpc subscriptions;
        for (const std::string& topic : topics)
        {
            node.router->Subscribe(node.now, topic);
            subscriptions.subscriptions.push_back({true, topic});
        }
        node.Receive(first, subscriptions);
        node.Prune(second);
        std::set<MessageId> offered;
        for (int i = 0; i < 300; i++)
        {
            const auto message = node.Make();
            node.ReceiveMessage(first, message);
            offered.insert(message->GetId());
        }
        MessageIds unknown;
        for (uint32_t i = 0; i < 500; i++)
        {
            unknown.push_back(FakeGossipSub::MakeId(i));
        }
        node.IHave(second, unknown);
        node.Run(HEARTBEAT);
        const PeerId third = node.AddPeer(false, false);
        std::set<std::string> told;
        std::set<std::string> grafted;
        std::set<MessageId> had;
        for (const auto& one : node.sent)
        {
            if (one.message)
            {
                continue;
            }
            // The length in front of the frame is one to three bytes.
            EXPECT_LE(PubsubRpcEncoder::Encode(one.rpc)->GetSize(), limit + 3);
            for (const PubsubRpc::SubOpts& opts : one.rpc.subscriptions)
            {
                if (one.peer == third)
                {
                    EXPECT_TRUE(told.insert(opts.topic).second);
                }
            }
            if (one.peer == first)
            {
                grafted.insert(one.rpc.graft.begin(), one.rpc.graft.end());
            }
            for (const PubsubRpc::IHave& ihave : one.rpc.ihave)
            {
                EXPECT_EQ(ihave.topic, node.TOPIC);
                had.insert(ihave.messageIds.begin(), ihave.messageIds.end());
            }
        }
        EXPECT_EQ(told, topics);
        EXPECT_EQ(grafted, topics);
        EXPECT_EQ(had, offered);
        MessageIds asked = node.AskedOf(second);
        std::sort(asked.begin(), asked.end());
        EXPECT_EQ(asked, unknown);
    }
}

TEST(GossipSubMemory, OfATopicThatWasLeftNothingIsKeptWhenItsBackoffsAreOver)
{
    FakeGossipSub node;
    node.Start();
    node.AddPeers(3);
    node.Run(HEARTBEAT);
    ASSERT_EQ(node.Mesh().size(), 3u);
    node.router->Unsubscribe(node.now, node.TOPIC);
    for (PeerId peer = 0; peer < 3; peer++)
    {
        node.router->RemovePeer(node.now, peer);
    }
    EXPECT_EQ(node.router->GetNTopics(), 1u);
    node.Run(Seconds(30));
    EXPECT_EQ(node.router->GetNTopics(), 0u);
}

TEST(GossipSubMemory, OfATopicThatIsJustPublishedToNothingIsKept)
{
    for (const bool flood : {true, false})
    {
        FakeGossipSub node;
        node.Set("FloodPublish", flood ? "true" : "false");
        node.Start(false);
        for (int i = 0; i < 10; i++)
        {
            node.router->Publish(node.now, node.Make(100, "topic" + std::to_string(i)));
        }
        node.Run(HEARTBEAT);
        EXPECT_EQ(node.router->GetNTopics(), 0u) << flood;
    }
}

TEST(GossipSubMemory, OfMessagesInValidationAtMostMaxValidatingAreNoted)
{
    MeshedNode node;
    node.Set("MaxValidating", "20");
    node.validationDelay = Seconds(1);
    node.StartWith(0);
    for (int i = 0; i < 50; i++)
    {
        const auto message = node.Make();
        node.ReceiveMessage(node.inside[0], message);
        node.ReceiveMessage(node.inside[1], message);
    }
    EXPECT_EQ(node.router->GetNValidating(), 20u);
    node.Run(Seconds(1));
    EXPECT_EQ(node.router->GetNValidating(), 0u);
    EXPECT_EQ(node.delivered.size(), 50u);
}

TEST(GossipSubMemory, NothingIsLeftOfPeersThatHaveGone)
{
    MeshedNode node;
    node.StartWith(5);
    const auto message = node.Make(2000);
    node.ReceiveMessage(node.inside[0], message);
    node.IHave(node.others[0], {FakeGossipSub::MakeId(1)});
    node.IDontWant(node.others[0], {message->GetId()});
    for (PeerId peer = 0; peer < 11; peer++)
    {
        node.router->RemovePeer(node.now, peer);
    }
    EXPECT_TRUE(node.router->GetPeers().empty());
    EXPECT_TRUE(node.router->GetSubscribers(node.TOPIC).IsEmpty());
    EXPECT_TRUE(node.Mesh().empty());
    node.sent.clear();
    node.Run(Seconds(200));
    EXPECT_TRUE(node.sent.empty());
    EXPECT_EQ(node.router->GetNCached(), 0u);
    EXPECT_EQ(node.router->GetNDontWant(), 0u);
}

TEST(GossipSubMemory, AStoppedRouterStartsAfresh)
{
    MeshedNode node;
    node.StartWith(2);
    node.ReceiveMessage(node.inside[0], node.Make());
    node.router->Stop(node.now);
    EXPECT_TRUE(node.Mesh().empty());
    EXPECT_EQ(node.router->GetNCached(), 0u);
    EXPECT_EQ(node.router->GetNSeen(), 0u);
    node.Restart();
    node.sent.clear();
    const std::vector<PeerId> peers = node.AddPeers(6);
    EXPECT_EQ(node.RpcsTo([&node](const PubsubRpc& rpc) {
        return rpc.subscriptions.size() == 1 && rpc.subscriptions[0].topic == node.TOPIC;
    }),
              AsSet(peers));
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh(), std::set<PeerId>(peers.begin(), peers.end()));
    const auto message = node.Make();
    node.ReceiveMessage(peers[0], message);
    EXPECT_EQ(node.SentTo(message).size(), 5u);
}
