/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-meshed-node.h"
#include "trace-sink.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(GossipSubIDontWant, IsSentToTheMeshButTheSenderBeforeValidation)
{
    MeshedNode node;
    node.validationDelay = Seconds(1);
    node.StartWith(5);
    node.ReceiveMessage(node.inside[2], node.Make(2000));
    std::vector<PeerId> expected = node.inside;
    expected.erase(expected.begin() + 2);
    EXPECT_EQ(node.IDontWantsTo(), AsSet(expected));
    EXPECT_TRUE(node.delivered.empty());
}

TEST(GossipSubIDontWant, IsSentAfterValidationIfSoSetAndNotToWhoSentTheMessageMeanwhile)
{
    MeshedNode node;
    node.Set("IDontWantAfterValidation", "true");
    node.validationDelay = MilliSeconds(12);
    node.StartWith(5);
    const auto message = node.Make(2000);
    node.ReceiveMessage(node.inside[2], message);
    node.ReceiveMessage(node.inside[3], message);
    EXPECT_TRUE(node.IDontWantsTo().empty());
    node.Run(MilliSeconds(12));
    std::vector<PeerId> expected = node.inside;
    expected.erase(expected.begin() + 2, expected.begin() + 4);
    EXPECT_EQ(node.IDontWantsTo(), AsSet(expected));
}

TEST(GossipSubIDontWant, IsNotSentForSmallMessagesNorForFurtherCopies)
{
    MeshedNode node;
    node.StartWith(0);
    node.ReceiveMessage(node.inside[0], node.Make(1023));
    EXPECT_TRUE(node.IDontWantsTo().empty());
    const auto large = node.Make(1024);
    node.ReceiveMessage(node.inside[0], large);
    EXPECT_EQ(node.IDontWantsTo().size(), 5u);
    node.ReceiveMessage(node.inside[1], large);
    EXPECT_EQ(node.IDontWantsTo().size(), 5u);
}

TEST(GossipSubIDontWant, IsNotSentWhenSwitchedOff)
{
    MeshedNode node;
    node.Set("SendIDontWant", "false");
    node.StartWith(0);
    node.ReceiveMessage(node.inside[0], node.Make(2000));
    EXPECT_TRUE(node.IDontWantsTo().empty());
}

TEST(GossipSubIDontWant, KeepsTheMessageFromThePeer)
{
    MeshedNode node;
    node.Set("FloodPublish", "false");
    node.StartWith(0);
    const auto relayed = node.Make();
    const auto own = node.Make();
    node.IDontWant(node.inside[1], {relayed->GetId(), own->GetId()});
    node.ReceiveMessage(node.inside[0], relayed);
    node.router->Publish(node.now, own);
    EXPECT_EQ(node.SentTo(relayed).count(node.inside[1]), 0u);
    EXPECT_EQ(node.SentTo(relayed).size(), 4u);
    EXPECT_EQ(node.SentTo(own).count(node.inside[1]), 0u);
}

TEST(GossipSubIDontWant, IsHeededForIWantToo)
{
    MeshedNode node;
    node.StartWith(1);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    node.IDontWant(node.others[0], {message->GetId()});
    node.IWant(node.others[0], {message->GetId()});
    EXPECT_EQ(node.SentTo(message).count(node.others[0]), 0u);
}

TEST(GossipSubIDontWant, TakesBackASendThatIsStillQueued)
{
    MeshedNode node;
    node.StartWith(0);
    std::vector<PeerId> suppressed;
    node.router->TraceConnectWithoutContext(
        "Suppressed",
        MakeTraceSink<PeerId, Ptr<const PubsubMessage>>(
            [&](PeerId peer, Ptr<const PubsubMessage>) { suppressed.push_back(peer); }));
    const auto message = node.Make(2000);
    node.ReceiveMessage(node.inside[0], message);
    node.queued.insert({node.inside[1], message->GetId()});
    node.IDontWant(node.inside[1], {message->GetId()});
    node.IDontWant(node.inside[2], {message->GetId()});
    EXPECT_TRUE(node.queued.empty());
    EXPECT_EQ(suppressed, std::vector<PeerId>{node.inside[1]});
}

TEST(GossipSubIDontWant, LeavesTheSendQueueAloneIfSoSet)
{
    MeshedNode node;
    node.Set("IDontWantCancels", "false");
    node.StartWith(0);
    const auto message = node.Make(2000);
    node.ReceiveMessage(node.inside[0], message);
    node.queued.insert({node.inside[1], message->GetId()});
    node.IDontWant(node.inside[1], {message->GetId()});
    EXPECT_EQ(node.queued.size(), 1u);
}

TEST(GossipSubIDontWant, IsForgottenAfterItsHeartbeats)
{
    MeshedNode node;
    node.Set("IDontWantMessageTtl", "3");
    node.StartWith(0);
    node.IDontWant(node.inside[1], {FakeGossipSub::MakeId(1)});
    node.Run(Seconds(2));
    EXPECT_EQ(node.router->GetNDontWant(), 1u);
    node.Run(Seconds(1));
    EXPECT_EQ(node.router->GetNDontWant(), 0u);
}

TEST(GossipSubIDontWant, HoldsForEachPeerFromItsOwn)
{
    MeshedNode node;
    node.Set("FloodPublish", "false");
    node.Set("IDontWantMessageTtl", "3");
    node.StartWith(0);
    const auto message = node.Make();
    node.IDontWant(node.inside[0], {message->GetId()});
    node.IDontWant(node.inside[1], {message->GetId()});
    node.Run(Seconds(2));
    node.IDontWant(node.inside[1], {message->GetId()});
    node.IDontWant(node.inside[2], {message->GetId()});
    node.Run(Seconds(2));
    node.router->Publish(node.now, message);
    std::vector<PeerId> expected = node.inside;
    expected.erase(expected.begin() + 1, expected.begin() + 3);
    EXPECT_EQ(node.SentTo(message), AsSet(expected));
    node.Run(Seconds(1));
    EXPECT_EQ(node.router->GetNDontWant(), 0u);
}

TEST(GossipSubIDontWant, AFloodIsCappedForEachRpcAndHeartbeat)
{
    MeshedNode node;
    node.Set("MaxIDontWantLength", "10");
    node.Set("MaxIDontWantMessages", "5");
    node.StartWith(0);
    for (uint32_t rpc = 0; rpc < 8; rpc++)
    {
        MessageIds ids;
        for (uint32_t i = 0; i < 30; i++)
        {
            ids.push_back(FakeGossipSub::MakeId(100 * rpc + i));
        }
        node.IDontWant(node.inside[0], ids);
    }
    EXPECT_EQ(node.router->GetNDontWant(), 50u);
}
