/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"
#include "trace-sink.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

TEST(GossipSubSubscription, ANewPeerIsToldOfAllTopicsInOneRpc)
{
    FakeGossipSub node;
    node.Start();
    node.router->Subscribe(node.now, "other");
    const PeerId peer = node.AddPeer();
    ASSERT_EQ(node.sent.size(), 1u);
    EXPECT_EQ(node.sent[0].peer, peer);
    ASSERT_EQ(node.sent[0].rpc.subscriptions.size(), 2u);
    EXPECT_TRUE(node.sent[0].rpc.subscriptions[0].subscribe);
    EXPECT_EQ(node.sent[0].rpc.subscriptions[0].topic, node.TOPIC);
    EXPECT_EQ(node.sent[0].rpc.subscriptions[1].topic, "other");
}

TEST(GossipSubSubscription, AllPeersAreToldOfSubscribeAndUnsubscribe)
{
    FakeGossipSub node;
    node.Start(false);
    node.AddPeer(false, false);
    node.AddPeer(false, false);
    node.router->Subscribe(node.now, "topic");
    node.router->Unsubscribe(node.now, "topic");
    const auto told = [&node](bool subscribe) {
        return node.RpcsTo([subscribe](const PubsubRpc& rpc) {
            return rpc.subscriptions.size() == 1 && rpc.subscriptions[0].subscribe == subscribe &&
                   rpc.subscriptions[0].topic == "topic";
        });
    };
    EXPECT_EQ(told(true), (std::multiset<PeerId>{0, 1}));
    EXPECT_EQ(told(false), (std::multiset<PeerId>{0, 1}));
}

TEST(GossipSubSubscription, PeersThatSubscribeAndUnsubscribeAreNoted)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer(false, false);
    EXPECT_FALSE(node.router->GetSubscribers(node.TOPIC).Contains(peer));
    PubsubRpc rpc;
    rpc.subscriptions = {{true, node.TOPIC}, {true, node.TOPIC}, {true, "other"}};
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.router->GetSubscribers(node.TOPIC).Contains(peer));
    EXPECT_TRUE(node.router->GetSubscribers("other").Contains(peer));
    rpc.subscriptions = {{false, node.TOPIC}, {false, "never"}};
    node.Receive(peer, rpc);
    EXPECT_FALSE(node.router->GetSubscribers(node.TOPIC).Contains(peer));
    EXPECT_TRUE(node.router->GetSubscribers("other").Contains(peer));
}

TEST(GossipSubSubscription, APeerThatUnsubscribesLeavesTheMeshWithoutPrune)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Run(HEARTBEAT);
    ASSERT_TRUE(node.InMesh(peer));
    PubsubRpc rpc;
    rpc.subscriptions = {{false, node.TOPIC}};
    node.Receive(peer, rpc);
    EXPECT_FALSE(node.InMesh(peer));
    EXPECT_TRUE(node.PrunesTo().empty());
}

TEST(GossipSubSubscription, TooManySubscriptionsArePenalisedAndNotNoted)
{
    FakeGossipSub node;
    node.Set("MaxSubscriptions", "3");
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Start();
    const PeerId peer = node.AddPeer(false, false);
    PubsubRpc rpc;
    for (int i = 0; i < 5; i++)
    {
        rpc.subscriptions.push_back({true, "topic" + std::to_string(i)});
    }
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.router->GetSubscribers("topic2").Contains(peer));
    EXPECT_FALSE(node.router->GetSubscribers("topic3").Contains(peer));
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), -4);
    EXPECT_EQ(node.router->GetNRefusedSubscriptions(), 2u);
}

TEST(GossipSubSubscription, ToALongTopicIsPenalisedAndNotNoted)
{
    FakeGossipSub node;
    node.Set("MaxTopicLength", "100");
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Start();
    const PeerId peer = node.AddPeer(false, false);
    const std::string longest(100, 'x');
    PubsubRpc rpc;
    rpc.subscriptions = {{true, longest}, {true, longest + "x"}};
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.router->GetSubscribers(longest).Contains(peer));
    EXPECT_FALSE(node.router->GetSubscribers(longest + "x").Contains(peer));
    EXPECT_EQ(node.router->GetNRefusedSubscriptions(), 1u);
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), -1);
    EXPECT_DEATH(node.router->Subscribe(node.now, longest + "x"),
                 "a topic has 101 bytes, above MaxTopicLength, 100");
}

TEST(GossipSubTopics, AreThoseSubscribedAndNotUnsubscribed)
{
    FakeGossipSub node;
    node.Start(false);
    for (const char* topic : {"foo", "bar", "baz"})
    {
        node.router->Subscribe(node.now, topic);
    }
    EXPECT_EQ(node.router->GetTopics(), (std::set<std::string>{"foo", "bar", "baz"}));
    node.router->Unsubscribe(node.now, "bar");
    node.router->Unsubscribe(node.now, "foo");
    EXPECT_EQ(node.router->GetTopics(), (std::set<std::string>{"baz"}));
    node.router->Subscribe(node.now, "fish");
    EXPECT_EQ(node.router->GetTopics(), (std::set<std::string>{"baz", "fish"}));
}

TEST(GossipSubTopics, ToSubscribeTwiceIsToSubscribeOnce)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.sent.clear();
    node.router->Subscribe(node.now, node.TOPIC);
    EXPECT_TRUE(node.sent.empty());
    node.ReceiveMessage(peer, node.Make());
    EXPECT_EQ(node.delivered.size(), 1u);
    node.router->Unsubscribe(node.now, node.TOPIC);
    node.ReceiveMessage(peer, node.Make());
    EXPECT_EQ(node.delivered.size(), 1u);
}

TEST(GossipSubTopics, OfPeersAreToldApart)
{
    FakeGossipSub node;
    node.Start(false);
    const std::vector<std::vector<std::string>> topics = {{"foo", "bar", "baz"},
                                                          {"foo", "ipfs"},
                                                          {"baz", "ipfs"}};
    for (const auto& ofPeer : topics)
    {
        PubsubRpc rpc;
        for (const std::string& topic : ofPeer)
        {
            rpc.subscriptions.push_back({true, topic});
        }
        node.Receive(node.AddPeer(false, false), rpc);
    }
    const auto subscribers = [&node](const char* topic) {
        return node.router->GetSubscribers(topic).Get();
    };
    EXPECT_EQ(subscribers("ipfs"), (std::vector<PeerId>{1, 2}));
    EXPECT_EQ(subscribers("foo"), (std::vector<PeerId>{0, 1}));
    EXPECT_EQ(subscribers("baz"), (std::vector<PeerId>{0, 2}));
    EXPECT_EQ(subscribers("bar"), (std::vector<PeerId>{0}));
}

TEST(GossipSubTopics, AreForgottenWithTheirLastSubscriber)
{
    for (const bool disconnects : {false, true})
    {
        FakeGossipSub node;
        node.Start(false);
        const PeerId peer = node.AddPeer(false, false);
        const PeerId other = node.AddPeer(false, false);
        PubsubRpc rpc;
        rpc.subscriptions = {{true, "only"}, {true, "shared"}};
        node.Receive(peer, rpc);
        rpc.subscriptions = {{true, "shared"}, {true, "others"}};
        node.Receive(other, rpc);
        // All topics of which nothing is known share one set.
        const PeerSet& unknown = node.router->GetSubscribers("never");
        ASSERT_NE(&node.router->GetSubscribers("only"), &unknown);
        if (disconnects)
        {
            node.router->RemovePeer(node.now, peer);
        }
        else
        {
            rpc.subscriptions = {{false, "only"}, {false, "shared"}};
            node.Receive(peer, rpc);
        }
        EXPECT_EQ(&node.router->GetSubscribers("only"), &unknown);
        EXPECT_EQ(node.router->GetSubscribers("shared").Get(), (std::vector<PeerId>{other}));
        EXPECT_EQ(node.router->GetSubscribers("others").Get(), (std::vector<PeerId>{other}));
    }
}

TEST(GossipSubTopics, ThatAreRepeatedCountOnceAndTheLastWordHolds)
{
    FakeGossipSub node;
    node.Set("MaxSubscriptions", "2");
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Start(false);
    const PeerId peer = node.AddPeer(false, false);
    PubsubRpc rpc;
    rpc.subscriptions = {{true, "a"}, {true, "a"}, {true, "b"}, {false, "b"}, {true, "a"}};
    for (int i = 0; i < 5; i++)
    {
        node.Receive(peer, rpc);
    }
    EXPECT_TRUE(node.router->GetSubscribers("a").Contains(peer));
    EXPECT_FALSE(node.router->GetSubscribers("b").Contains(peer));
    rpc.subscriptions = {{false, "a"}, {false, "a"}, {true, "c"}, {true, "d"}};
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.router->GetSubscribers("d").Contains(peer));
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), 0);
}
