/* SPDX-License-Identifier: GPL-2.0-only */
#include "extension-node.h"
#include "trace-sink.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint32_t LARGE = 40 * 1024;

struct PreambleNode : ExtensionNode
{
    PreambleNode()
    {
        Set("Preamble", "true");
        Set("FloodPublish", "false");
    }

    void Publish(Ptr<const PubsubMessage> message)
    {
        router->Publish(now, message);
    }
};

} // namespace

TEST(GossipSubPreamble, GoesBeforeLargeMessagesToPeersThatSupportIt)
{
    PreambleNode node;
    node.StartWith(0);
    const auto own = node.Make(LARGE);
    node.Publish(own);
    EXPECT_EQ(node.PreamblesTo(), AsSet(node.inside));
    EXPECT_FALSE(node.sent.front().message);
    const PubsubPreamble& preamble = node.sent.front().rpc.extension->preambles[0];
    EXPECT_EQ(preamble.topic, node.TOPIC);
    EXPECT_EQ(preamble.id, own->GetId());
    EXPECT_EQ(preamble.length, LARGE);
    EXPECT_EQ(node.SentTo(own), AsSet(node.inside));
    node.sent.clear();
    node.ReceiveMessage(node.inside[1], node.Make(LARGE));
    EXPECT_EQ(node.PreamblesTo(), AllBut(node.inside, {node.inside[1]}));
    node.sent.clear();
    node.Publish(node.Make(LARGE - 1));
    EXPECT_TRUE(node.PreamblesTo().empty());
}

TEST(GossipSubPreamble, DoesNotGoToPeersThatDoNotSupportIt)
{
    PreambleNode node;
    node.StartWith(0, false);
    const auto message = node.Make(LARGE);
    node.Publish(message);
    EXPECT_TRUE(node.PreamblesTo().empty());
    EXPECT_EQ(node.SentTo(message), AsSet(node.inside));
}

TEST(GossipSubPreamble, GoesBeforeAMessageThatWasAskedFor)
{
    PreambleNode node;
    node.StartWith(1);
    const auto message = node.Make(LARGE);
    node.ReceiveMessage(node.inside[0], message);
    node.IWant(node.others[0], {message->GetId()});
    EXPECT_EQ(node.PreamblesTo().count(node.others[0]), 1u);
}

TEST(GossipSubPreamble, OfAMeshPeerIsToldToTheOthersOnce)
{
    PreambleNode node;
    node.StartWith(2);
    const auto message = node.Make(LARGE);
    node.Preamble(node.inside[2], message);
    EXPECT_EQ(node.ImReceivingsTo(), AllBut(node.inside, {node.inside[2]}));
    const PubsubImReceiving& receiving = node.sent.front().rpc.extension->imReceiving[0];
    EXPECT_EQ(receiving.id, message->GetId());
    EXPECT_EQ(receiving.length, LARGE);
    node.sent.clear();
    node.Preamble(node.inside[2], message);
    node.Preamble(node.inside[3], message);
    EXPECT_TRUE(node.ImReceivingsTo().empty());
}

TEST(GossipSubPreamble, OfAPeerOutsideTheMeshOrOfASeenMessageIsNotTold)
{
    PreambleNode node;
    node.StartWith(1);
    node.Preamble(node.others[0], node.Make(LARGE));
    const auto seen = node.Make(LARGE);
    node.ReceiveMessage(node.inside[0], seen);
    node.Preamble(node.inside[1], seen);
    EXPECT_TRUE(node.ImReceivingsTo().empty());
}

TEST(GossipSubPreamble, OfASlowPeerIsNotToldUnlessSoSet)
{
    for (const bool fastOnly : {true, false})
    {
        PreambleNode node;
        node.Set("PreambleFastPeersOnly", fastOnly ? "true" : "false");
        node.StartWith(0);
        // 40 KiB in 2 s is slower than 2.5 MB/s, which is assumed of the others.
        const auto slow = node.Make(LARGE);
        node.Preamble(node.inside[0], slow);
        node.Run(MilliSeconds(100));
        node.ReceiveMessage(node.inside[0], slow);
        node.sent.clear();
        node.Preamble(node.inside[0], node.Make(LARGE));
        EXPECT_EQ(node.ImReceivingsTo().size(), fastOnly ? 0u : 5u);
        node.sent.clear();
        node.Preamble(node.inside[1], node.Make(LARGE));
        EXPECT_EQ(node.ImReceivingsTo().size(), 5u);
    }
}

TEST(GossipSubPreamble, MessageIsHeldBackFromAPeerThatIsReceivingIt)
{
    PreambleNode node;
    node.StartWith(0);
    std::vector<PeerId> heldBack;
    node.router->TraceConnectWithoutContext(
        "HeldBack",
        MakeTraceSink<PeerId, Ptr<const PubsubMessage>>(
            [&](PeerId peer, Ptr<const PubsubMessage>) { heldBack.push_back(peer); }));
    const auto message = node.Make(LARGE);
    node.ImReceiving(node.inside[4], message);
    node.ReceiveMessage(node.inside[0], message);
    EXPECT_EQ(node.SentTo(message), AllBut(node.inside, {node.inside[0], node.inside[4]}));
    EXPECT_EQ(node.PreamblesTo(), node.SentTo(message));
    EXPECT_EQ(heldBack, std::vector<PeerId>{node.inside[4]});
    // It is asked for by IWANT if need be.
    node.IWant(node.inside[4], {message->GetId()});
    EXPECT_EQ(node.SentTo(message).count(node.inside[4]), 1u);
}

TEST(GossipSubPreamble, OwnMessageIsSentToAllSinceNobodyElseHasIt)
{
    PreambleNode node;
    node.StartWith(0);
    const auto message = node.Make(LARGE);
    node.ImReceiving(node.inside[4], message);
    node.Publish(message);
    EXPECT_EQ(node.SentTo(message), AsSet(node.inside));
}

TEST(GossipSubPreamble, ImReceivingOfAnotherLengthOrBeyondTheLimitIsIgnored)
{
    PreambleNode node;
    node.Set("MaxImReceiving", "2");
    node.StartWith(0);
    const auto message = node.Make(LARGE);
    node.Preamble(node.inside[0], message);
    node.ImReceiving(node.inside[1], message, LARGE + 1);
    for (uint32_t i = 0; i < 2; i++)
    {
        node.ImReceiving(node.inside[2], node.Make(LARGE));
    }
    node.ImReceiving(node.inside[2], message);
    node.ReceiveMessage(node.inside[0], message);
    EXPECT_EQ(node.SentTo(message), AllBut(node.inside, {node.inside[0]}));
}

TEST(GossipSubPreamble, AFloodIsReadUpToALimitForEachHeartbeat)
{
    PreambleNode node;
    node.Set("MaxPreambles", "3");
    node.StartWith(0);
    for (uint32_t i = 0; i < 10; i++)
    {
        node.Preamble(node.inside[0], node.Make(LARGE));
    }
    EXPECT_EQ(node.ImReceivingsTo().size(), 3u * 5u);
    EXPECT_EQ(node.router->GetExtensions()->preamble.GetNComing(), 3u);
    node.Run(HEARTBEAT);
    node.sent.clear();
    node.Preamble(node.inside[0], node.Make(LARGE));
    EXPECT_EQ(node.ImReceivingsTo().size(), 5u);
}

TEST(GossipSubPreamble, MessageThatIsComingIsNotAskedFor)
{
    PreambleNode node;
    node.StartWith(2);
    const auto pushed = node.Make(LARGE);
    const auto asked = node.Make(LARGE);
    node.Preamble(node.inside[0], pushed);
    node.Preamble(node.others[0], asked);
    node.IHave(node.others[1], {pushed->GetId(), asked->GetId()});
    EXPECT_TRUE(node.AskedOf(node.others[1]).empty());
    EXPECT_EQ(node.router->GetExtensions()->preamble.GetNSavedIWants(), 2u);
    node.ReceiveMessage(node.inside[0], pushed);
    node.ReceiveMessage(node.others[0], asked);
    EXPECT_EQ(node.router->GetExtensions()->preamble.GetNComing(), 0u);
}

TEST(GossipSubPreamble, MessageThatDoesNotComeIsAskedOfAPeerThatHasIt)
{
    PreambleNode node;
    node.StartWith(1);
    uint32_t expired = 0;
    node.router->TraceConnectWithoutContext(
        "PreambleExpired",
        MakeTraceSink<PeerId>([&](PeerId peer) { expired += peer == node.inside[0]; }));
    const auto message = node.Make(LARGE);
    node.Preamble(node.inside[0], message);
    node.IDontWant(node.inside[1], {message->GetId()});
    for (int step = 0; step < 20 && node.AskedOf(node.inside[1]).empty(); step++)
    {
        node.Run(MilliSeconds(100));
    }
    EXPECT_EQ(node.AskedOf(node.inside[1]), MessageIds{message->GetId()});
    EXPECT_EQ(expired, 1u);
    // Until it has had its time it is not asked of others.
    node.IHave(node.others[0], {message->GetId()});
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 0u);
    node.Run(Seconds(2));
    node.IHave(node.others[0], {message->GetId()});
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 1u);
}

TEST(GossipSubPreamble, WithoutAnyoneElseWhoHasItAMessageMayBeAskedForAgain)
{
    PreambleNode node;
    node.StartWith(1);
    const auto message = node.Make(LARGE);
    node.Preamble(node.inside[0], message);
    node.Run(Seconds(2));
    EXPECT_EQ(node.router->GetExtensions()->preamble.GetNComing(), 0u);
    node.IHave(node.others[0], {message->GetId()});
    EXPECT_EQ(node.AskedOf(node.others[0]).size(), 1u);
}

TEST(GossipSubPreamble, FallbackOfPushSendsWhatWasHeldBackUnlessThePeerHasIt)
{
    PreambleNode node;
    node.Set("PreambleFallback", "Push");
    node.StartWith(0);
    const auto message = node.Make(LARGE);
    node.ImReceiving(node.inside[3], message);
    node.ImReceiving(node.inside[4], message);
    node.ReceiveMessage(node.inside[0], message);
    node.IDontWant(node.inside[3], {message->GetId()});
    EXPECT_EQ(node.SentTo(message).size(), 3u);
    node.Run(Seconds(1));
    EXPECT_EQ(node.SentTo(message).count(node.inside[3]), 0u);
    EXPECT_EQ(node.SentTo(message).count(node.inside[4]), 1u);
}

TEST(GossipSubPreamble, LateOrOfAWrongLengthIsPenalisedIfSoSet)
{
    for (const bool penalises : {true, false})
    {
        PreambleNode node;
        node.Set("PenaliseLatePreambles", penalises ? "true" : "false");
        node.Score("BehaviourPenaltyWeight", "-10");
        node.StartWith(0);
        const auto message = node.Make(LARGE);
        node.Preamble(node.inside[0], message, LARGE + 1);
        node.ReceiveMessage(node.inside[0], message);
        node.Preamble(node.inside[1], node.Make(LARGE));
        node.Run(Seconds(2));
        EXPECT_EQ(node.router->GetScore(node.inside[0]) < 0, penalises);
        EXPECT_EQ(node.router->GetScore(node.inside[1]) < 0, penalises);
        EXPECT_EQ(node.router->GetScore(node.inside[2]), 0);
    }
}

TEST(GossipSubPreamble, PeersThatGoAreForgotten)
{
    PreambleNode node;
    node.StartWith(0);
    const auto message = node.Make(LARGE);
    node.Preamble(node.inside[0], message);
    node.ImReceiving(node.inside[1], message);
    node.IDontWant(node.inside[1], {message->GetId()});
    node.router->RemovePeer(node.now, node.inside[0]);
    node.router->RemovePeer(node.now, node.inside[1]);
    node.Run(Seconds(3));
    EXPECT_TRUE(node.AskedOf(node.inside[1]).empty());
    EXPECT_EQ(node.router->GetExtensions()->preamble.GetNComing(), 0u);
}
