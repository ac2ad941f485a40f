/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;

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
    PubsubRpc rpc;
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
    PubsubRpc rpc;
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
    PubsubRpc rpc;
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
    PubsubRpc rpc;
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
