/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// Long enough for a heartbeat of any phase.
const Time HEARTBEAT = Seconds(1);

} // namespace

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
        return node.RpcsTo([subscribe](const Rpc& rpc) {
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
    Rpc rpc;
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
    Rpc rpc;
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
    Rpc rpc;
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
    Rpc rpc;
    rpc.subscriptions = {{true, longest}, {true, longest + "x"}};
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.router->GetSubscribers(longest).Contains(peer));
    EXPECT_FALSE(node.router->GetSubscribers(longest + "x").Contains(peer));
    EXPECT_EQ(node.router->GetNRefusedSubscriptions(), 1u);
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), -1);
    EXPECT_DEATH(node.router->Subscribe(node.now, longest + "x"),
                 "a topic has 101 bytes, above MaxTopicLength, 100");
}

TEST(GossipSubMesh, JoinGraftsDPeersAtOnce)
{
    FakeGossipSub node;
    node.Start(false);
    node.AddPeers(20);
    node.router->Subscribe(node.now, node.TOPIC);
    EXPECT_EQ(node.Mesh().size(), 6u);
    const auto grafted = node.GraftsTo();
    EXPECT_EQ(std::set<PeerId>(grafted.begin(), grafted.end()), node.Mesh());
}

TEST(GossipSubMesh, JoinTakesTheFanoutFirst)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.Start(false);
    node.AddPeers(30);
    node.router->Publish(node.now, node.Make());
    const PeerSet fanout = node.router->GetFanout(node.TOPIC);
    ASSERT_EQ(fanout.GetSize(), 6u);
    node.router->Subscribe(node.now, node.TOPIC);
    EXPECT_EQ(node.Mesh(), std::set<PeerId>(fanout.begin(), fanout.end()));
    EXPECT_TRUE(node.router->GetFanout(node.TOPIC).IsEmpty());
}

TEST(GossipSubMesh, LeaveSendsPruneWithTheUnsubscribeBackoff)
{
    FakeGossipSub node;
    node.Start();
    node.AddPeers(6);
    node.Run(HEARTBEAT);
    const std::set<PeerId> mesh = node.Mesh();
    ASSERT_EQ(mesh.size(), 6u);
    node.router->Unsubscribe(node.now, node.TOPIC);
    EXPECT_TRUE(node.Mesh().empty());
    const auto pruned = node.PrunesTo();
    EXPECT_EQ(std::set<PeerId>(pruned.begin(), pruned.end()), mesh);
    EXPECT_EQ(node.LastPrune(*mesh.begin()).backoff, 10u);
    EXPECT_TRUE(node.LastPrune(*mesh.begin()).peers.empty());
}

TEST(GossipSubMesh, WhoReturnsToATopicWaitsForTheUnsubscribeBackoff)
{
    FakeGossipSub node;
    node.Start();
    node.AddPeers(3);
    node.Run(HEARTBEAT);
    node.router->Unsubscribe(node.now, node.TOPIC);
    const Time left = node.now;
    node.sent.clear();
    node.router->Subscribe(node.now, node.TOPIC);
    node.RunUntil(left + Seconds(10));
    EXPECT_TRUE(node.GraftsTo().empty());
    node.RunUntil(left + Seconds(14));
    EXPECT_EQ(node.GraftsTo().size(), 3u);
}

TEST(GossipSubMesh, AHeartbeatFillsAMeshBelowDLowUpToD)
{
    FakeGossipSub node;
    node.Start();
    node.AddPeers(20);
    EXPECT_TRUE(node.Mesh().empty());
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh().size(), 6u);
    EXPECT_EQ(node.GraftsTo().size(), 6u);
}

TEST(GossipSubMesh, AHeartbeatLeavesAMeshBetweenItsBoundsAlone)
{
    for (const uint32_t size : {4u, 12u})
    {
        FakeGossipSub node;
        node.Set("D_out", "0");
        node.Start();
        for (const PeerId peer : node.AddPeers(size))
        {
            node.Graft(peer);
        }
        node.AddPeers(10);
        ASSERT_EQ(node.Mesh().size(), size);
        node.Run(Seconds(5));
        EXPECT_EQ(node.Mesh().size(), size);
    }
}

TEST(GossipSubMesh, AHeartbeatCutsAMeshAboveDHighBackToD)
{
    FakeGossipSub node;
    node.Start();
    for (const PeerId peer : node.AddPeers(15, true))
    {
        node.Graft(peer);
    }
    ASSERT_EQ(node.Mesh().size(), 15u);
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh().size(), 6u);
    EXPECT_EQ(node.PrunesTo().size(), 9u);
    EXPECT_EQ(node.LastPrune(*node.PrunesTo().begin()).backoff, 60u);
}

TEST(GossipSubMesh, EnoughOutboundPeersSurviveACut)
{
    for (int64_t stream = 1; stream < 40; stream++)
    {
        FakeGossipSub node;
        node.stream = stream;
        node.Set("D_high", "6");
        node.Start();
        for (const PeerId peer : node.AddPeers(6))
        {
            node.Graft(peer);
        }
        const std::vector<PeerId> outbound = node.AddPeers(2, true);
        node.Graft(outbound[0]);
        node.Graft(outbound[1]);
        ASSERT_EQ(node.Mesh().size(), 8u);
        node.Run(HEARTBEAT);
        EXPECT_EQ(node.Mesh().size(), 6u);
        EXPECT_TRUE(node.InMesh(outbound[0]) && node.InMesh(outbound[1]));
    }
}

TEST(GossipSubMesh, TheBestPeersSurviveACut)
{
    for (int64_t stream = 1; stream < 20; stream++)
    {
        FakeGossipSub node;
        node.stream = stream;
        node.Set("D_out", "0");
        node.Score("AppSpecificWeight", "1");
        node.prepare = [](GossipSubRouter& router) {
            router.SetAppSpecificScore([](const Address& host) {
                return static_cast<double>(Ipv4Address::ConvertFrom(host).Get() & 0xff);
            });
        };
        node.Start();
        for (uint32_t i = 1; i <= 13; i++)
        {
            node.Graft(node.AddPeer(true, true, i));
        }
        node.Run(HEARTBEAT);
        EXPECT_EQ(node.Mesh().size(), 6u);
        for (PeerId best = 9; best < 13; best++)
        {
            EXPECT_TRUE(node.InMesh(best)) << best;
        }
    }
}

TEST(GossipSubMesh, TheRestThatSurvivesACutIsChosenAtRandom)
{
    std::set<std::set<PeerId>> survivors;
    for (int64_t stream = 1; stream < 10; stream++)
    {
        FakeGossipSub node;
        node.stream = stream;
        node.Start();
        for (const PeerId peer : node.AddPeers(14, true))
        {
            node.Graft(peer);
        }
        node.Run(HEARTBEAT);
        survivors.insert(node.Mesh());
    }
    EXPECT_GT(survivors.size(), 5u);
}

TEST(GossipSubMesh, AHeartbeatGraftsOutboundPeersUntilThereAreDOut)
{
    FakeGossipSub node;
    node.Start();
    for (const PeerId peer : node.AddPeers(6))
    {
        node.Graft(peer);
    }
    const std::vector<PeerId> outbound = node.AddPeers(5, true);
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh().size(), 8u);
    uint32_t count = 0;
    for (const PeerId peer : outbound)
    {
        count += node.InMesh(peer) ? 1 : 0;
    }
    EXPECT_EQ(count, 2u);
}

TEST(GossipSubMesh, APeerThatHasGoneLeavesTheMeshAndTheNextHeartbeatRepairsIt)
{
    FakeGossipSub node;
    node.Start();
    node.AddPeers(10);
    node.Run(HEARTBEAT);
    for (int i = 0; i < 3; i++)
    {
        node.router->RemovePeer(node.now, *node.Mesh().begin());
    }
    EXPECT_EQ(node.Mesh().size(), 3u);
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh().size(), 6u);
}

TEST(GossipSubMesh, MeshesOfSeveralTopicsAreIndependent)
{
    FakeGossipSub node;
    node.Start();
    node.router->Subscribe(node.now, "other");
    node.AddPeers(8);
    for (PeerId peer = 0; peer < 3; peer++)
    {
        Rpc rpc;
        rpc.subscriptions = {{true, "other"}};
        node.Receive(peer, rpc);
    }
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.router->GetMesh(node.TOPIC).GetSize(), 6u);
    EXPECT_EQ(node.router->GetMesh("other").GetSize(), 3u);
    EXPECT_EQ(*node.router->GetMesh("other").Get().rbegin(), 2u);
}

TEST(GossipSubMesh, GraftAndPruneOfOneHeartbeatTravelInOneRpc)
{
    FakeGossipSub node;
    node.Start();
    node.router->Subscribe(node.now, "other");
    const PeerId peer = node.AddPeer();
    Rpc rpc;
    rpc.subscriptions = {{true, "other"}};
    node.Receive(peer, rpc);
    node.sent.clear();
    node.Run(HEARTBEAT);
    ASSERT_EQ(node.sent.size(), 1u);
    EXPECT_EQ(node.sent[0].rpc.graft.size(), 2u);
}

TEST(GossipSubGraft, APeerThatGraftsEntersTheMeshWithoutAnAnswer)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.sent.clear();
    node.Graft(peer);
    EXPECT_TRUE(node.InMesh(peer));
    node.Graft(peer);
    EXPECT_TRUE(node.InMesh(peer));
    EXPECT_TRUE(node.sent.empty());
}

TEST(GossipSubGraft, ForAnUnknownTopicIsIgnored)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.sent.clear();
    Rpc rpc;
    rpc.graft = {"unknown"};
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.sent.empty());
    EXPECT_TRUE(node.router->GetMesh("unknown").IsEmpty());
}

TEST(GossipSubGraft, ForSeveralTopicsEntersThoseThatAreJoined)
{
    FakeGossipSub node;
    node.Start();
    node.router->Subscribe(node.now, "second");
    const PeerId peer = node.AddPeer();
    Rpc rpc;
    rpc.graft = {node.TOPIC, "unknown", "second"};
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.InMesh(peer));
    EXPECT_TRUE(node.router->GetMesh("second").Contains(peer));
}

TEST(GossipSubGraft, IsRefusedToInboundPeersWhenTheMeshIsFull)
{
    FakeGossipSub node;
    node.Start();
    for (const PeerId peer : node.AddPeers(12))
    {
        node.Graft(peer);
    }
    const PeerId inbound = node.AddPeer(false);
    const PeerId outbound = node.AddPeer(true);
    node.Graft(inbound);
    node.Graft(outbound);
    EXPECT_FALSE(node.InMesh(inbound));
    EXPECT_EQ(node.PrunesTo(), (std::multiset<PeerId>{inbound}));
    EXPECT_TRUE(node.InMesh(outbound));
}

TEST(GossipSubGraft, DuringBackoffIsRefusedAndPenalised)
{
    FakeGossipSub node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyDecay", "1");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Graft(peer);
    node.Prune(peer);
    node.Run(Seconds(30));
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), 0);
    node.Graft(peer);
    EXPECT_FALSE(node.InMesh(peer));
    EXPECT_EQ(node.LastPrune(peer).backoff, 60u);
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), -1);
}

TEST(GossipSubGraft, RightAfterPruneIsPenalisedTwice)
{
    FakeGossipSub node;
    node.Score("BehaviourPenaltyWeight", "-1");
    node.Score("BehaviourPenaltyDecay", "1");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Graft(peer);
    node.Prune(peer);
    node.Run(Seconds(9));
    node.Graft(peer);
    EXPECT_DOUBLE_EQ(node.router->GetScore(peer), -4);
}

TEST(GossipSubGraft, TooEarlyRefreshesTheBackoff)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Graft(peer);
    node.Prune(peer);
    node.Run(Seconds(50));
    node.Graft(peer);
    node.Run(Seconds(50));
    node.Graft(peer);
    EXPECT_FALSE(node.InMesh(peer));
    node.Run(Seconds(61));
    node.Graft(peer);
    EXPECT_TRUE(node.InMesh(peer));
}

TEST(GossipSubGraft, ByAPeerThatReconnectedDoesNotEscapeTheBackoff)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer(false, true, 7);
    node.Graft(peer);
    node.Prune(peer);
    node.router->RemovePeer(node.now, peer);
    const PeerId again = node.AddPeer(false, true, 7);
    node.Graft(again);
    EXPECT_FALSE(node.InMesh(again));
}

TEST(GossipSubGraft, OfAPeerWithNegativeScoreIsRefusedWithoutPeerExchange)
{
    FakeGossipSub node;
    node.Set("DoPX", "true");
    node.Score("AppSpecificWeight", "1");
    node.prepare = [](GossipSubRouter& router) {
        router.SetAppSpecificScore([](const Address& host) {
            return Address(FakeGossipSub::HostOf(66)) == host ? -1.0 : 0.0;
        });
    };
    node.Start();
    node.AddPeers(3);
    const PeerId bad = node.AddPeer(true, true, 66);
    node.Graft(bad);
    EXPECT_FALSE(node.InMesh(bad));
    EXPECT_EQ(node.PrunesTo(), (std::multiset<PeerId>{bad}));
    EXPECT_TRUE(node.LastPrune(bad).peers.empty());
    node.Run(Seconds(10));
    EXPECT_EQ(node.GraftsTo().count(bad), 0u);
}

TEST(GossipSubPrune, TakesThePeerOutOfTheMeshForItsBackoff)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Run(HEARTBEAT);
    ASSERT_TRUE(node.InMesh(peer));
    node.Prune(peer, 20);
    const Time pruned = node.now;
    EXPECT_FALSE(node.InMesh(peer));
    node.sent.clear();
    node.RunUntil(pruned + Seconds(20));
    EXPECT_TRUE(node.GraftsTo().empty());
    // Two heartbeats of slack and one of phase.
    node.RunUntil(pruned + Seconds(23));
    EXPECT_EQ(node.GraftsTo().size(), 1u);
}

TEST(GossipSubPrune, WithoutBackoffCountsAsPruneBackoff)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Run(HEARTBEAT);
    node.Prune(peer, 0);
    const Time pruned = node.now;
    node.sent.clear();
    node.RunUntil(pruned + Seconds(60));
    EXPECT_TRUE(node.GraftsTo().empty());
    node.RunUntil(pruned + Seconds(63));
    EXPECT_EQ(node.GraftsTo().size(), 1u);
}

TEST(GossipSubPrune, AgainWithAShorterBackoffDoesNotEndALongerOne)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Run(HEARTBEAT);
    node.Prune(peer, 40);
    const Time pruned = node.now;
    node.Prune(peer, 5);
    node.sent.clear();
    node.RunUntil(pruned + Seconds(40));
    EXPECT_TRUE(node.GraftsTo().empty());
    node.RunUntil(pruned + Seconds(43));
    EXPECT_EQ(node.GraftsTo().size(), 1u);
}

TEST(GossipSubPrune, WithAnAbsurdBackoffDoesNotOverflow)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Run(HEARTBEAT);
    node.Prune(peer, UINT64_MAX);
    node.sent.clear();
    node.Run(Seconds(1000));
    EXPECT_TRUE(node.GraftsTo().empty());
}

TEST(GossipSubPrune, OfAnUnknownTopicIsIgnored)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Run(HEARTBEAT);
    Rpc rpc;
    rpc.prune.push_back({"unknown", {"peerX"}, 60});
    node.Receive(peer, rpc);
    EXPECT_TRUE(node.InMesh(peer));
    EXPECT_TRUE(node.connected.empty());
}

TEST(GossipSubPeerExchange, PruneOfASurplusNamesOtherGoodPeers)
{
    FakeGossipSub node;
    node.Set("DoPX", "true");
    node.Set("PrunePeers", "5");
    node.Score("AppSpecificWeight", "1");
    node.prepare = [](GossipSubRouter& router) {
        router.SetAppSpecificScore([](const Address& host) {
            return Address(FakeGossipSub::HostOf(66)) == host ? -1.0 : 0.0;
        });
    };
    node.Start();
    for (const PeerId peer : node.AddPeers(13, true))
    {
        node.Graft(peer);
    }
    const PeerId bad = node.AddPeer(false, true, 66);
    node.Run(HEARTBEAT);
    const auto pruned = node.PrunesTo();
    ASSERT_EQ(pruned.size(), 7u);
    for (const PeerId peer : pruned)
    {
        const std::vector<std::string> named = node.LastPrune(peer).peers;
        EXPECT_EQ(named.size(), 5u);
        EXPECT_EQ(std::count(named.begin(), named.end(), "peer" + std::to_string(peer)), 0);
        EXPECT_EQ(std::count(named.begin(), named.end(), "peer" + std::to_string(bad)), 0);
    }
}

TEST(GossipSubPeerExchange, NamesNobodyUnlessToldTo)
{
    FakeGossipSub node;
    node.Start();
    for (const PeerId peer : node.AddPeers(13, true))
    {
        node.Graft(peer);
    }
    node.Run(HEARTBEAT);
    EXPECT_TRUE(node.LastPrune(*node.PrunesTo().begin()).peers.empty());
}

TEST(GossipSubPeerExchange, ConnectsToAtMostPrunePeers)
{
    FakeGossipSub node;
    node.Set("PrunePeers", "2");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Graft(peer);
    node.Prune(peer, 60, {"a", "b"});
    EXPECT_EQ(node.connected, (std::vector<std::string>{"a", "b"}));
    node.connected.clear();
    node.Prune(peer, 60, {"a", "b", "c"});
    EXPECT_EQ(node.connected.size(), 2u);
}

TEST(GossipSubPeerExchange, ConnectsToAtMostPrunePeersOfAnRpcWithManyPrunes)
{
    FakeGossipSub node;
    node.Set("PrunePeers", "3");
    node.Start();
    node.router->Subscribe(node.now, "other");
    const PeerId peer = node.AddPeer();
    Rpc rpc;
    for (uint32_t i = 0; i < 100; i++)
    {
        rpc.prune.push_back({i % 2 > 0 ? node.TOPIC : "other", {"a" + std::to_string(i)}, 60});
    }
    node.Receive(peer, rpc);
    EXPECT_EQ(node.connected.size(), 3u);
}

TEST(GossipSubPeerExchange, WhoOfTooManyIsConnectedToIsChosenAtRandom)
{
    std::set<std::string> chosen;
    for (int64_t stream = 1; stream < 30; stream++)
    {
        FakeGossipSub node;
        node.stream = stream;
        node.Set("PrunePeers", "1");
        node.Start();
        node.Prune(node.AddPeer(), 60, {"a", "b", "c"});
        chosen.insert(node.connected.begin(), node.connected.end());
    }
    EXPECT_EQ(chosen, (std::set<std::string>{"a", "b", "c"}));
}

TEST(GossipSubPeerExchange, IsTakenFromAPeerOutsideTheMeshToo)
{
    FakeGossipSub node;
    node.Start();
    const PeerId peer = node.AddPeer();
    ASSERT_FALSE(node.InMesh(peer));
    node.Prune(peer, 60, {"a"});
    EXPECT_EQ(node.connected, std::vector<std::string>{"a"});
}

TEST(GossipSubPeerExchange, IsTakenAtTheAcceptPXThresholdAndNotBelow)
{
    for (const double score : {4.9, 5.0})
    {
        FakeGossipSub node;
        node.Score("AcceptPXThreshold", "5");
        node.Score("AppSpecificWeight", "1");
        node.prepare = [score](GossipSubRouter& router) {
            router.SetAppSpecificScore([score](const Address&) { return score; });
        };
        node.Start();
        const PeerId peer = node.AddPeer();
        node.Graft(peer);
        node.Prune(peer, 60, {"a"});
        EXPECT_EQ(node.connected.size(), score < 5 ? 0u : 1u);
    }
}

TEST(GossipSubOpportunisticGraft, GraftsPeersAboveTheMedianWhenTheMedianIsLow)
{
    FakeGossipSub node;
    node.Set("D_out", "0");
    node.Set("OpportunisticGraftTicks", "5");
    node.Score("OpportunisticGraftThreshold", "3");
    node.Score("AppSpecificWeight", "1");
    node.prepare = [](GossipSubRouter& router) {
        router.SetAppSpecificScore([](const Address& host) {
            return static_cast<double>(Ipv4Address::ConvertFrom(host).Get() & 0xff);
        });
    };
    node.Start();
    for (uint32_t i = 0; i < 6; i++)
    {
        node.Graft(node.AddPeer(false, true, 0x100 + 1));
    }
    std::set<PeerId> better;
    for (uint32_t i = 0; i < 5; i++)
    {
        better.insert(node.AddPeer(false, true, 0x200 + 10 + i));
    }
    node.Run(Seconds(4));
    EXPECT_EQ(node.Mesh().size(), 6u);
    node.Run(Seconds(1));
    EXPECT_EQ(node.Mesh().size(), 8u);
    for (const PeerId peer : node.GraftsTo())
    {
        EXPECT_EQ(better.count(peer), 1u);
    }
}

TEST(GossipSubOpportunisticGraft, LeavesAGoodMeshAlone)
{
    FakeGossipSub node;
    node.Set("OpportunisticGraftTicks", "1");
    node.Set("D_out", "0");
    node.Score("OpportunisticGraftThreshold", "3");
    node.Score("AppSpecificWeight", "1");
    node.prepare = [](GossipSubRouter& router) {
        router.SetAppSpecificScore([](const Address&) { return 3.0; });
    };
    node.Start();
    for (const PeerId peer : node.AddPeers(6))
    {
        node.Graft(peer);
    }
    node.AddPeers(5);
    node.Run(Seconds(5));
    EXPECT_EQ(node.Mesh().size(), 6u);
}

TEST(GossipSubDirectPeer, IsNeverGraftedAndItsGraftIsRefused)
{
    FakeGossipSub node;
    node.prepare = [](GossipSubRouter& router) { router.AddDirectPeer(FakeGossipSub::HostOf(5)); };
    node.Start(false);
    const PeerId direct = node.AddPeer(true, true, 5);
    node.router->Subscribe(node.now, node.TOPIC);
    node.Run(Seconds(5));
    EXPECT_FALSE(node.InMesh(direct));
    node.Graft(direct);
    EXPECT_FALSE(node.InMesh(direct));
    EXPECT_EQ(node.PrunesTo(), (std::multiset<PeerId>{direct}));
    EXPECT_TRUE(node.GraftsTo().empty());
}

TEST(GossipSubDirectPeer, GetsEveryMessageAndNoGossip)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.prepare = [](GossipSubRouter& router) { router.AddDirectPeer(FakeGossipSub::HostOf(5)); };
    node.Start();
    const PeerId direct = node.AddPeer(true, true, 5);
    const PeerId other = node.AddPeer();
    node.Run(HEARTBEAT);
    const auto own = node.Make();
    const auto relayed = node.Make();
    node.router->Publish(node.now, own);
    node.ReceiveMessage(other, relayed);
    EXPECT_EQ(node.SentTo(own).count(direct), 1u);
    EXPECT_EQ(node.SentTo(relayed).count(direct), 1u);
    node.Run(Seconds(2));
    EXPECT_EQ(node.IHavesTo().count(direct), 0u);
}

TEST(GossipSubDirectPeer, IsReadAndKeptWhateverItsScore)
{
    FakeGossipSub node;
    node.Score("AppSpecificWeight", "1");
    node.prepare = [](GossipSubRouter& router) {
        router.AddDirectPeer(FakeGossipSub::HostOf(5));
        router.SetAppSpecificScore([](const Address&) { return -1000.0; });
    };
    node.Start();
    const PeerId direct = node.AddPeer(true, true, 5);
    node.ReceiveMessage(direct, node.Make());
    node.Run(Seconds(3));
    EXPECT_EQ(node.delivered.size(), 1u);
    EXPECT_TRUE(node.disconnected.empty());
}

TEST(GossipSubAttributes, ContradictionsStopWithTheirNamesAndValues)
{
    const auto start = [](const std::string& name, const std::string& value) {
        FakeGossipSub node;
        node.Set(name, value);
        node.Start();
    };
    EXPECT_DEATH(start("D", "13"), "D is 13, not within D_low, 4, to D_high, 12");
    EXPECT_DEATH(start("D_low", "7"), "D is 6, not within D_low, 7");
    EXPECT_DEATH(start("D_out", "4"), "D_out is 4, not below D_low, 4, and at most D / 2, 3");
    EXPECT_DEATH(start("D_score", "7"), "D_score is 7, above D, 6");
    EXPECT_DEATH(start("McacheGossip", "6"), "McacheGossip is 6, above McacheLen, 5");
}

TEST(GossipSubAttributes, ABootstrapperNeedsNoMesh)
{
    FakeGossipSub node;
    node.Set("D", "0");
    node.Set("D_low", "0");
    node.Set("D_high", "0");
    node.Set("D_out", "0");
    node.Set("D_score", "0");
    node.Set("DoPX", "true");
    node.Start();
    const std::vector<PeerId> peers = node.AddPeers(5);
    node.Graft(peers[0]);
    node.Run(Seconds(3));
    EXPECT_TRUE(node.Mesh().empty());
    EXPECT_EQ(node.LastPrune(peers[0]).peers.size(), 4u);
}
