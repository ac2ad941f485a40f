/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-fake-host.h"
#include "trace-sink.h"

#include "ns3/rpc-encoder.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// Long enough for a heartbeat of any phase.
const Time HEARTBEAT = Seconds(1);

/// A node with six inbound peers in its mesh and more outside.
struct MeshedNode : FakeGossipSub
{
    void StartWith(uint32_t outside)
    {
        Set("D_out", "0");
        Start();
        inside = AddPeers(6);
        for (const PeerId peer : inside)
        {
            Graft(peer);
        }
        others = AddPeers(outside);
        sent.clear();
    }

    std::vector<PeerId> inside;
    std::vector<PeerId> others;
};

std::multiset<PeerId>
AsSet(const std::vector<PeerId>& peers)
{
    return std::multiset<PeerId>(peers.begin(), peers.end());
}

} // namespace

TEST(GossipSubPublish, WithFloodPublishGoesToEverySubscriber)
{
    MeshedNode node;
    node.StartWith(10);
    node.AddPeer(false, false);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message).size(), 16u);
    EXPECT_EQ(node.SentTo(message).count(16), 0u);
}

TEST(GossipSubPublish, WithoutFloodPublishGoesToTheMesh)
{
    MeshedNode node;
    node.Set("FloodPublish", "false");
    node.StartWith(10);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message), AsSet(node.inside));
}

TEST(GossipSubPublish, FloodsToAsManyPeersAsTheBandwidthServesInAHeartbeat)
{
    // 8 Mbit/s are 1 MB for each heartbeat: nine frames of a little more than 100 kB.
    MeshedNode node;
    node.Set("BandwidthEstimate", "8000000");
    node.StartWith(20);
    const auto large = node.Make(100000);
    node.router->Publish(node.now, large);
    EXPECT_EQ(node.SentTo(large).size(), 9u);
    for (const PeerId peer : node.inside)
    {
        EXPECT_EQ(node.SentTo(large).count(peer), 1u);
    }
    const auto small = node.Make(1000);
    node.router->Publish(node.now, small);
    EXPECT_EQ(node.SentTo(small).size(), 26u);
}

TEST(GossipSubPublish, GoesToDirectPeersWhateverTheBandwidth)
{
    // Two frames a heartbeat, which is below D_low.
    MeshedNode node;
    node.Set("BandwidthEstimate", "1600000");
    node.prepare = [](GossipSubRouter& router) {
        for (uint32_t host = 1; host <= 3; host++)
        {
            router.AddDirectPeer(FakeGossipSub::HostOf(host));
        }
    };
    node.StartWith(20);
    std::vector<PeerId> expected = node.inside;
    for (uint32_t host = 1; host <= 3; host++)
    {
        expected.push_back(node.AddPeer(true, true, host));
    }
    const auto message = node.Make(100000);
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message), AsSet(expected));
}

TEST(GossipSubPublish, TheSameMessageTwiceGoesOutOnce)
{
    MeshedNode node;
    node.StartWith(0);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    node.router->Publish(node.now, message);
    EXPECT_EQ(node.SentTo(message).size(), 6u);
}

TEST(GossipSubPublish, InRandomOrderSoThatNoPeerIsAlwaysFirst)
{
    MeshedNode node;
    node.StartWith(0);
    std::set<PeerId> first;
    for (int i = 0; i < 30; i++)
    {
        node.sent.clear();
        node.router->Publish(node.now, node.Make());
        first.insert(node.sent.front().peer);
    }
    EXPECT_EQ(first.size(), 6u);
}

TEST(GossipSubFanout, APublisherThatIsNotSubscribedKeepsDPeersForATopic)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.Start(false);
    node.AddPeers(20);
    const auto first = node.Make();
    const auto second = node.Make();
    node.router->Publish(node.now, first);
    node.router->Publish(node.now, second);
    EXPECT_EQ(node.SentTo(first).size(), 6u);
    EXPECT_EQ(node.SentTo(first), node.SentTo(second));
}

TEST(GossipSubFanout, IsForgottenAfterItsTtl)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.Start(false);
    node.AddPeers(20);
    node.router->Publish(node.now, node.Make());
    node.RunUntil(Seconds(60));
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 6u);
    node.RunUntil(Seconds(62));
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 0u);
}

TEST(GossipSubFanout, APeerThatUnsubscribesOrGoesIsReplacedAtTheHeartbeat)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.Start(false);
    node.AddPeers(20);
    node.router->Publish(node.now, node.Make());
    const PeerSet fanout = node.router->GetFanout(node.TOPIC);
    Rpc rpc;
    rpc.subscriptions = {{false, node.TOPIC}};
    node.Receive(fanout.Get()[0], rpc);
    node.router->RemovePeer(node.now, fanout.Get()[1]);
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 4u);
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.router->GetFanout(node.TOPIC).GetSize(), 6u);
}

TEST(GossipSubFanout, ADirectPeerIsNotPartOfItButGetsTheMessage)
{
    FakeGossipSub node;
    node.Set("FloodPublish", "false");
    node.prepare = [](GossipSubRouter& router) { router.AddDirectPeer(FakeGossipSub::HostOf(5)); };
    node.Start(false);
    const PeerId direct = node.AddPeer(true, true, 5);
    node.AddPeers(3);
    const auto message = node.Make();
    node.router->Publish(node.now, message);
    EXPECT_FALSE(node.router->GetFanout(node.TOPIC).Contains(direct));
    EXPECT_EQ(node.SentTo(message).size(), 4u);
}

TEST(GossipSubForward, AValidMessageIsDeliveredOnceAndGoesToTheMeshButItsSender)
{
    MeshedNode node;
    node.StartWith(10);
    const auto message = node.Make();
    node.ReceiveMessage(node.inside[0], message);
    node.ReceiveMessage(node.inside[1], message);
    EXPECT_EQ(node.delivered.size(), 1u);
    EXPECT_EQ(node.SentTo(message),
              AsSet(std::vector<PeerId>(node.inside.begin() + 1, node.inside.end())));
}

TEST(GossipSubForward, AMessageFromOutsideTheMeshGoesToAllOfTheMesh)
{
    MeshedNode node;
    node.StartWith(1);
    const auto message = node.Make();
    node.ReceiveMessage(node.others[0], message);
    EXPECT_EQ(node.SentTo(message), AsSet(node.inside));
}

TEST(GossipSubForward, AMessageOfATopicToWhichTheNodeIsNotSubscribedIsIgnored)
{
    MeshedNode node;
    node.StartWith(0);
    const auto message = node.Make(100, "other");
    node.ReceiveMessage(node.inside[0], message);
    EXPECT_TRUE(node.delivered.empty());
    EXPECT_TRUE(node.SentTo(message).empty());
}

TEST(GossipSubForward, WhoSendsAMessageDuringValidationGetsItUnlessEarlySendersAreOmitted)
{
    for (const bool omit : {false, true})
    {
        MeshedNode node;
        node.Set("OmitEarlySenders", omit ? "true" : "false");
        node.validationDelay = MilliSeconds(12);
        node.StartWith(0);
        const auto message = node.Make();
        node.ReceiveMessage(node.inside[0], message);
        node.Run(MilliSeconds(5));
        node.ReceiveMessage(node.inside[1], message);
        node.Run(MilliSeconds(20));
        EXPECT_EQ(node.SentTo(message).count(node.inside[1]), omit ? 0u : 1u);
        EXPECT_EQ(node.SentTo(message).count(node.inside[2]), 1u);
    }
}

TEST(GossipSubForward, AnInvalidMessageIsNeitherDeliveredNorForwardedNorOffered)
{
    for (const auto verdict : {ValidationResult::REJECT, ValidationResult::IGNORE})
    {
        MeshedNode node;
        node.verdict = verdict;
        node.StartWith(10);
        const auto message = node.Make();
        node.ReceiveMessage(node.inside[0], message);
        node.Run(Seconds(2));
        EXPECT_TRUE(node.delivered.empty());
        EXPECT_TRUE(node.SentTo(message).empty());
        EXPECT_TRUE(node.IHavesTo().empty());
    }
}

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
    Rpc rpc;
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
    Rpc rpc;
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

TEST(GossipSubTraces, EveryControlMessageIsTracedBothWays)
{
    MeshedNode node;
    using Trace = std::vector<std::pair<GossipSubControl, uint32_t>>;
    Trace out;
    Trace in;
    const auto connect = [&node](const char* name, Trace& trace) {
        node.router->TraceConnectWithoutContext(
            name,
            MakeTraceSink<PeerId, GossipSubControl, const std::string&, uint32_t>(
                [&trace](PeerId, GossipSubControl control, const std::string&, uint32_t ids) {
                    trace.emplace_back(control, ids);
                }));
    };
    node.StartWith(1);
    connect("ControlSent", out);
    connect("ControlReceived", in);
    const auto message = node.Make(2000);
    node.ReceiveMessage(node.inside[0], message);
    EXPECT_EQ(out, Trace(5, {GossipSubControl::IDONTWANT, 1}));
    out.clear();
    node.Run(HEARTBEAT);
    EXPECT_EQ(out, Trace({{GossipSubControl::IHAVE, 1}}));
    out.clear();
    node.IHave(node.others[0], {FakeGossipSub::MakeId(1), FakeGossipSub::MakeId(2)});
    EXPECT_EQ(out, Trace({{GossipSubControl::IWANT, 2}}));
    node.Graft(node.others[0]);
    node.Prune(node.others[0]);
    node.IWant(node.others[0], {message->GetId()});
    node.IDontWant(node.others[0], {message->GetId()});
    EXPECT_EQ(in,
              Trace({{GossipSubControl::IHAVE, 2},
                     {GossipSubControl::GRAFT, 0},
                     {GossipSubControl::PRUNE, 0},
                     {GossipSubControl::IWANT, 1},
                     {GossipSubControl::IDONTWANT, 1}}));
    out.clear();
    node.Graft(node.others[0]);
    EXPECT_EQ(out, Trace({{GossipSubControl::PRUNE, 0}}));
}

TEST(GossipSubTraces, WhoEntersAndLeavesTheMeshAndWhoBreaksAPromiseIsTraced)
{
    MeshedNode node;
    node.StartWith(1);
    using Mesh = std::vector<std::pair<PeerId, std::string>>;
    Mesh grafted;
    Mesh pruned;
    const auto connect = [&node](const char* name, Mesh& trace) {
        node.router->TraceConnectWithoutContext(
            name,
            MakeTraceSink<PeerId, const std::string&>(
                [&trace](PeerId peer, const std::string& topic) {
                    trace.emplace_back(peer, topic);
                }));
    };
    connect("Graft", grafted);
    connect("Prune", pruned);
    std::vector<std::pair<PeerId, uint32_t>> broken;
    node.router->TraceConnectWithoutContext(
        "BrokenPromise",
        MakeTraceSink<PeerId, uint32_t>(
            [&broken](PeerId peer, uint32_t count) { broken.emplace_back(peer, count); }));
    const PeerId other = node.others[0];
    node.Graft(other);
    node.Graft(other);
    EXPECT_EQ(grafted, (Mesh{{other, node.TOPIC}}));
    EXPECT_TRUE(pruned.empty());
    node.Prune(node.inside[2]);
    node.Prune(node.inside[2]);
    node.router->RemovePeer(node.now, other);
    EXPECT_EQ(pruned, (Mesh{{node.inside[2], node.TOPIC}, {other, node.TOPIC}}));
    node.IHave(node.inside[1], {FakeGossipSub::MakeId(1)});
    node.IHave(node.inside[1], {FakeGossipSub::MakeId(2)});
    node.Run(Seconds(3));
    EXPECT_TRUE(broken.empty());
    node.Run(Seconds(3));
    EXPECT_EQ(broken, (std::vector<std::pair<PeerId, uint32_t>>{{node.inside[1], 2}}));
    EXPECT_EQ(grafted.size(), 1u);
}

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
        Rpc subscriptions;
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
            EXPECT_LE(RpcEncoder::Encode(one.rpc)->GetSize(), limit + 3);
            for (const Rpc::SubOpts& opts : one.rpc.subscriptions)
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
            for (const Rpc::IHave& ihave : one.rpc.ihave)
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
    EXPECT_EQ(node.RpcsTo([&node](const Rpc& rpc) {
        return rpc.subscriptions.size() == 1 && rpc.subscriptions[0].topic == node.TOPIC;
    }),
              AsSet(peers));
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh(), std::set<PeerId>(peers.begin(), peers.end()));
    const auto message = node.Make();
    node.ReceiveMessage(peers[0], message);
    EXPECT_EQ(node.SentTo(message).size(), 5u);
}
