/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/** A router that keeps its mesh as nim-libp2p does, with nwaku's bounds. */
struct NimNode : public FakeGossipSub
{
    explicit NimNode(int64_t randomStream = 1)
    {
        stream = randomStream;
        Set("NimMesh", "true");
        Set("D_high", "8");
        Set("D_score", "6");
        Set("D_out", "3");
    }

    void GraftAll(const std::vector<PeerId>& peers)
    {
        for (const PeerId peer : peers)
        {
            Graft(peer);
        }
    }

    std::size_t CountInMesh(const std::vector<PeerId>& peers) const
    {
        return std::count_if(peers.begin(), peers.end(), [this](PeerId peer) {
            return InMesh(peer);
        });
    }
};

} // namespace

TEST(GossipSubNimMesh, IsFilledUpToDLowAsPeersSubscribe)
{
    NimNode node;
    node.Start();
    node.AddPeers(3);
    EXPECT_EQ(node.Mesh(), (std::set<PeerId>{0, 1, 2}));
    node.AddPeers(5);
    EXPECT_EQ(node.Mesh(), (std::set<PeerId>{0, 1, 2, 3}));
    EXPECT_EQ(node.GraftsTo(), (std::multiset<PeerId>{0, 1, 2, 3}));
}

TEST(GossipSubNimMesh, FromDLowOnGetsOutboundPeersAtTheNextHeartbeat)
{
    NimNode node;
    node.Start();
    node.AddPeers(4);
    const std::vector<PeerId> outbound = node.AddPeers(3, true);
    EXPECT_EQ(node.CountInMesh(outbound), 0u);
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.CountInMesh(outbound), 3u);
}

TEST(GossipSubNimMesh, IsNotFilledAtSubscriptionsToATopicOfOthers)
{
    NimNode node;
    node.Start(false);
    node.AddPeers(8);
    EXPECT_TRUE(node.Mesh().empty());
    EXPECT_TRUE(node.GraftsTo().empty());
}

TEST(GossipSubNimMesh, IsFilledWithTheBestPeers)
{
    for (int64_t stream = 1; stream < 10; stream++)
    {
        NimNode node(stream);
        node.Score("AppSpecificWeight", "1");
        node.prepare = [](GossipSubRouter& router) {
            router.SetAppSpecificScore([](const Address& host) {
                return static_cast<double>(Ipv4Address::ConvertFrom(host).Get() & 0xff);
            });
        };
        node.Start();
        for (uint32_t host = 1; host <= 10; host++)
        {
            node.AddPeer(false, true, host);
        }
        ASSERT_EQ(node.Mesh(), (std::set<PeerId>{0, 1, 2, 3}));
        node.router->RemovePeer(node.now, 0);
        node.Run(HEARTBEAT);
        EXPECT_EQ(node.Mesh(), (std::set<PeerId>{1, 2, 3, 7, 8, 9}));
    }
}

TEST(GossipSubNimMesh, ThatIsFullAdmitsOutboundPeersOnlyWhileItLacksThem)
{
    NimNode node;
    node.Start();
    node.GraftAll(node.AddPeers(6));
    node.GraftAll(node.AddPeers(2, true));
    ASSERT_EQ(node.Mesh().size(), 8u);
    const PeerId third = node.AddPeer(true);
    const PeerId fourth = node.AddPeer(true);
    node.GraftAll({third, fourth});
    EXPECT_TRUE(node.InMesh(third));
    EXPECT_FALSE(node.InMesh(fourth));
    EXPECT_EQ(node.PrunesTo(), (std::multiset<PeerId>{fourth}));
}

TEST(GossipSubNimMesh, IsCutButForDScoreAndForWhoCameJustNow)
{
    for (int64_t stream = 1; stream < 10; stream++)
    {
        NimNode node(stream);
        node.Start();
        const std::vector<PeerId> inbound = node.AddPeers(8);
        node.GraftAll(inbound);
        const std::vector<PeerId> outbound = node.AddPeers(5, true);
        node.Run(HEARTBEAT);
        EXPECT_EQ(node.CountInMesh(inbound), 6u);
        EXPECT_EQ(node.CountInMesh(outbound), 3u);
        EXPECT_EQ(node.PrunesTo().size(), 2u);
    }
}

TEST(GossipSubNimMesh, IsCutButForDOut)
{
    for (int64_t stream = 1; stream < 20; stream++)
    {
        NimNode node(stream);
        node.Start();
        node.GraftAll(node.AddPeers(8));
        const std::vector<PeerId> outbound = node.AddPeers(3, true);
        node.Run(HEARTBEAT * 20);
        EXPECT_EQ(node.CountInMesh(outbound), 3u);
        EXPECT_LE(node.Mesh().size(), 8u);
        EXPECT_GE(node.Mesh().size(), 6u);
    }
}

TEST(GossipSubNimMesh, WithManyToCutLosesAllButD)
{
    NimNode node;
    node.Set("D", "2");
    node.Set("D_low", "2");
    node.Set("D_high", "20");
    node.Set("D_score", "2");
    node.Set("D_out", "0");
    node.Start();
    node.GraftAll(node.AddPeers(20));
    node.router->SetAttribute("D_high", StringValue("10"));
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh().size(), 4u);
    EXPECT_EQ(node.PrunesTo().size(), 16u);
}
