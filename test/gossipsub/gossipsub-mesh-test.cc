/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"

#include "ns3/inet6-socket-address.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3;

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

TEST(GossipSubMesh, APeerThatWasCutIsNotAdmittedDuringTheBackoff)
{
    FakeGossipSub node;
    node.Start();
    for (const PeerId peer : node.AddPeers(15, true))
    {
        node.Graft(peer);
    }
    node.Run(HEARTBEAT);
    const std::multiset<PeerId> cut = node.PrunesTo();
    ASSERT_EQ(cut.size(), 9u);
    node.Run(Seconds(50));
    node.Graft(*cut.begin());
    EXPECT_FALSE(node.InMesh(*cut.begin()));
    node.Run(Seconds(11));
    node.Graft(*cut.rbegin());
    EXPECT_TRUE(node.InMesh(*cut.rbegin()));
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
        PubsubRpc rpc;
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
    PubsubRpc rpc;
    rpc.subscriptions = {{true, "other"}};
    node.Receive(peer, rpc);
    node.sent.clear();
    node.Run(HEARTBEAT);
    ASSERT_EQ(node.sent.size(), 1u);
    EXPECT_EQ(node.sent[0].rpc.graft.size(), 2u);
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

TEST(GossipSubDirectPeer, IsKnownByItsAddressWithAndWithoutPort)
{
    const std::vector<Address> forms = {
        FakeGossipSub::HostOf(5),
        InetSocketAddress(FakeGossipSub::HostOf(5), 60000),
        InetSocketAddress(FakeGossipSub::HostOf(5), 1),
    };
    for (const Address& form : forms)
    {
        FakeGossipSub node;
        node.prepare = [&form](GossipSubRouter& router) { router.AddDirectPeer(form); };
        node.Start();
        const PeerId direct = node.AddPeer(true, true, 5);
        const PeerId other = node.AddPeer(true, true, 6);
        node.Run(HEARTBEAT);
        EXPECT_FALSE(node.InMesh(direct));
        EXPECT_TRUE(node.InMesh(other));
    }
    FakeGossipSub node;
    const Address ipv6 = Inet6SocketAddress(Ipv6Address("2001:db8::5"), 1234);
    node.prepare = [&ipv6](GossipSubRouter& router) { router.AddDirectPeer(ipv6); };
    node.Start();
    node.router->AddPeer(node.now, {7, Inet6SocketAddress(Ipv6Address("2001:db8::5"), 9), false});
    PubsubRpc rpc;
    rpc.subscriptions.push_back({true, node.TOPIC});
    node.Receive(7, rpc);
    node.Run(HEARTBEAT);
    EXPECT_FALSE(node.InMesh(7));
}

TEST(GossipSubDirectPeerDeathTest, NeedsAnIpAddress)
{
    FakeGossipSub node;
    node.Start();
    EXPECT_DEATH(node.router->AddDirectPeer(Address()),
                 "AddDirectPeer needs an IP address, with or without port, not ");
}
