/* SPDX-License-Identifier: GPL-2.0-only */
#include "extension-node.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

struct ChokeNode : ExtensionNode
{
    ChokeNode()
    {
        Set("Choke", "true");
        Set("FloodPublish", "false");
    }

    /// A copy of a message comes from a peer, and another so much later from another peer.
    Ptr<const PubsubMessage> ReceiveTwice(PeerId first, PeerId second, Time later)
    {
        const auto message = Make(2000);
        ReceiveMessage(first, message);
        Run(later);
        ReceiveMessage(second, message);
        return message;
    }

    void Choke(PeerId peer)
    {
        ReceiveExtension(peer, [this](PubsubExtensionRpc& rpc) { rpc.choke.push_back(TOPIC); });
    }

    void Unchoke(PeerId peer)
    {
        ReceiveExtension(peer, [this](PubsubExtensionRpc& rpc) { rpc.unchoke.push_back(TOPIC); });
    }
};

} // namespace

TEST(GossipSubChoke, IsSentAtTheHeartbeatToAMeshPeerWhoseCopyComesLate)
{
    ChokeNode node;
    node.StartWith(0);
    node.ReceiveTwice(node.inside[0], node.inside[1], MilliSeconds(201));
    node.ReceiveTwice(node.inside[0], node.inside[2], MilliSeconds(199));
    EXPECT_EQ(node.router->GetExtensions()->choke.GetChoked(node.TOPIC).Get(),
              std::vector<PeerId>{node.inside[1]});
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.ChokesTo(), std::multiset<PeerId>{node.inside[1]});
    node.Run(Seconds(3));
    EXPECT_EQ(node.ChokesTo().size(), 1u);
}

TEST(GossipSubChoke, IsNotSentForSmallMessagesToOthersOrToTheLastUnchokedPeer)
{
    ChokeNode node;
    node.StartWith(1);
    const auto small = node.Make(100);
    node.ReceiveMessage(node.inside[0], small);
    node.Run(MilliSeconds(300));
    node.ReceiveMessage(node.inside[1], small);
    node.ReceiveTwice(node.inside[0], node.others[0], MilliSeconds(300));
    EXPECT_TRUE(node.router->GetExtensions()->choke.GetChoked(node.TOPIC).IsEmpty());
    for (std::size_t i = 1; i < 6; i++)
    {
        node.ReceiveTwice(node.inside[0], node.inside[i], MilliSeconds(300));
    }
    node.ReceiveTwice(node.others[0], node.inside[0], MilliSeconds(300));
    const PeerSet& choked = node.router->GetExtensions()->choke.GetChoked(node.TOPIC);
    EXPECT_EQ(choked.GetSize(), 5u);
    EXPECT_FALSE(choked.Contains(node.inside[0]));
}

TEST(GossipSubChoke, MakesAPeerOfferRelayedMessagesByIHave)
{
    ChokeNode node;
    node.StartWith(0);
    node.Choke(node.inside[3]);
    const auto relayed = node.Make(2000);
    node.ReceiveMessage(node.inside[0], relayed);
    EXPECT_EQ(node.IHavesTo(), std::multiset<PeerId>{node.inside[3]});
    EXPECT_EQ(node.SentTo(relayed), AllBut(node.inside, {node.inside[0], node.inside[3]}));
    node.IWant(node.inside[3], {relayed->GetId()});
    EXPECT_EQ(node.SentTo(relayed).count(node.inside[3]), 1u);
    // Own and small ones are sent.
    const auto own = node.Make(2000);
    node.router->Publish(node.now, own);
    EXPECT_EQ(node.SentTo(own).count(node.inside[3]), 1u);
    const auto small = node.Make(100);
    node.ReceiveMessage(node.inside[0], small);
    EXPECT_EQ(node.SentTo(small).count(node.inside[3]), 1u);
    node.Unchoke(node.inside[3]);
    const auto after = node.Make(2000);
    node.ReceiveMessage(node.inside[0], after);
    EXPECT_EQ(node.SentTo(after).count(node.inside[3]), 1u);
}

TEST(GossipSubChoke, OfAPeerOutsideTheMeshHasNoEffectAndEndsWithTheMesh)
{
    ChokeNode node;
    node.StartWith(1);
    node.Choke(node.others[0]);
    EXPECT_TRUE(node.router->GetExtensions()->choke.GetChoking(node.TOPIC).IsEmpty());
    node.Choke(node.inside[0]);
    node.ReceiveTwice(node.inside[1], node.inside[0], MilliSeconds(300));
    EXPECT_EQ(node.router->GetExtensions()->choke.GetChoking(node.TOPIC).GetSize(), 1u);
    EXPECT_EQ(node.router->GetExtensions()->choke.GetChoked(node.TOPIC).GetSize(), 1u);
    node.Prune(node.inside[0]);
    EXPECT_TRUE(node.router->GetExtensions()->choke.GetChoking(node.TOPIC).IsEmpty());
    EXPECT_TRUE(node.router->GetExtensions()->choke.GetChoked(node.TOPIC).IsEmpty());
    node.Run(HEARTBEAT);
    EXPECT_TRUE(node.ChokesTo().empty());
}

TEST(GossipSubChoke, EndsForPeersThatAreFasterThanAllUnchokedOnes)
{
    ChokeNode node;
    node.StartWith(0);
    node.ReceiveTwice(node.inside[0], node.inside[1], MilliSeconds(300));
    node.ReceiveTwice(node.inside[0], node.inside[2], MilliSeconds(300));
    node.Run(HEARTBEAT);
    const PeerSet& choked = node.router->GetExtensions()->choke.GetChoked(node.TOPIC);
    ASSERT_EQ(choked.GetSize(), 2u);
    // An unchoked peer follows closely.
    node.ReceiveTwice(node.inside[1], node.inside[0], MilliSeconds(99));
    node.Run(Seconds(1));
    EXPECT_EQ(choked.GetSize(), 2u);
    // Both choked ones are ahead of it.
    node.ReceiveTwice(node.inside[1], node.inside[2], MilliSeconds(50));
    node.Run(MilliSeconds(50));
    EXPECT_TRUE(node.router->GetExtensions()->choke.GetChoked(node.TOPIC).IsEmpty());
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.UnchokesTo(), (std::multiset<PeerId>{node.inside[1], node.inside[2]}));
}

TEST(GossipSubChoke, AsksOnePeerAtATimeAndMoreWhenItTakesLong)
{
    ChokeNode node;
    node.Set("ChokeIWantTimeout", "500ms");
    node.StartWith(0);
    const auto message = node.Make(2000);
    for (const PeerId peer : node.inside)
    {
        node.IHave(peer, {message->GetId()});
    }
    const auto count = [&] {
        std::size_t asked = 0;
        for (const PeerId peer : node.inside)
        {
            asked += node.AskedOf(peer).size();
        }
        return asked;
    };
    EXPECT_EQ(count(), 1u);
    node.Run(MilliSeconds(500));
    EXPECT_EQ(count(), 2u);
    node.Run(MilliSeconds(500));
    EXPECT_EQ(count(), 4u);
    node.ReceiveMessage(node.inside[5], message);
    node.Run(Seconds(5));
    EXPECT_EQ(count(), 4u);
}

TEST(GossipSubChoke, IHaveOfAChokedPeerScoresLikeACopy)
{
    for (const bool offers : {false, true})
    {
        ChokeNode node;
        node.TopicScore("TopicWeight", "1");
        node.TopicScore("TimeInMeshWeight", "0");
        node.TopicScore("MeshMessageDeliveriesWeight", "-1");
        node.TopicScore("MeshMessageDeliveriesThreshold", "3");
        node.TopicScore("MeshMessageDeliveriesCap", "10");
        node.TopicScore("MeshMessageDeliveriesDecay", "1");
        node.TopicScore("MeshMessageDeliveriesActivation", "2s");
        node.TopicScore("MeshMessageDeliveryWindow", "10s");
        node.StartWith(0);
        node.ReceiveTwice(node.inside[0], node.inside[1], MilliSeconds(300));
        for (uint32_t i = 0; i < 4; i++)
        {
            const auto message = node.Make(2000);
            node.ReceiveMessage(node.inside[0], message);
            if (offers)
            {
                node.IHave(node.inside[1], {message->GetId()});
            }
            node.Run(MilliSeconds(100));
        }
        // Who has delivered too little when that begins to count leaves the mesh.
        node.Run(Seconds(6));
        EXPECT_TRUE(node.InMesh(node.inside[0]));
        EXPECT_EQ(node.InMesh(node.inside[1]), offers);
    }
}
