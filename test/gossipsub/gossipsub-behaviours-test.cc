/* SPDX-License-Identifier: GPL-2.0-only */
// Behaviours of implementations that the specification does not have, each off by default.
#include "gossipsub-scoring-node.h"
#include "trace-sink.h"

#include "ns3/inet6-socket-address.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/** A router with a peer that is penalised by one point of score for one of P7. */
struct PenalisingNode : ScoringNode
{
    PenalisingNode()
    {
        Score("BehaviourPenaltyWeight", "-1");
        Score("BehaviourPenaltyDecay", "1");
    }
};

MessageIds
MakeIds(uint32_t count)
{
    MessageIds ids;
    for (uint32_t i = 0; i < count; i++)
    {
        ids.push_back(FakeGossipSub::MakeId(i));
    }
    return ids;
}

} // namespace

TEST(GossipSubBehaviours, ASubscriberIsGraftedAtOnceBelowDLow)
{
    FakeGossipSub node;
    node.Set("GraftSubscribers", "true");
    node.Start();
    const std::vector<PeerId> first = node.AddPeers(3);
    EXPECT_EQ(node.GraftsTo(), (std::multiset<PeerId>{0, 1, 2}));
    node.AddPeer(false, false);
    node.AddPeer();
    node.AddPeer();
    // D_low is 4.
    EXPECT_EQ(node.Mesh(), (std::set<PeerId>{0, 1, 2, 4}));
    EXPECT_EQ(node.GraftsTo(), (std::multiset<PeerId>{0, 1, 2, 4}));
    node.Run(HEARTBEAT);
    EXPECT_EQ(node.Mesh().size(), 4U);
}

TEST(GossipSubBehaviours, ASubscriberWithBackoffOrBadScoreIsNotGraftedAtOnce)
{
    ScoringNode node;
    node.ScoreBadPeer(-1);
    node.Set("GraftSubscribers", "true");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.Prune(peer);
    node.sent.clear();
    PubsubRpc again;
    again.subscriptions = {{false, node.TOPIC}, {true, node.TOPIC}};
    node.Receive(peer, again);
    node.AddPeer(false, true, 66);
    EXPECT_TRUE(node.GraftsTo().empty());
}

TEST(GossipSubBehaviours, OwnMessagesGoToDPeersThoughTheMeshIsSmaller)
{
    for (const bool fills : {true, false})
    {
        FakeGossipSub node;
        node.Set("FloodPublish", "false");
        node.Set("PublishToD", fills ? "true" : "false");
        node.Start();
        const std::vector<PeerId> peers = node.AddPeers(10);
        node.Graft(peers[0]);
        node.Graft(peers[1]);
        const auto own = node.Make();
        node.router->Publish(node.now, own);
        EXPECT_EQ(node.SentTo(own).size(), fills ? 6U : 2U);
        EXPECT_EQ(node.SentTo(own).count(peers[0]), 1U);
        const auto relayed = node.Make();
        node.ReceiveMessage(peers[5], relayed);
        EXPECT_EQ(node.SentTo(relayed).size(), 2U);
    }
}

TEST(GossipSubBehaviours, OwnMessagesAreSentFirstIfSoSetButRelayedOnesAreNot)
{
    for (const bool first : {true, false})
    {
        FakeGossipSub node;
        node.Set("OwnMessagesFirst", first ? "true" : "false");
        node.Start();
        const std::vector<PeerId> peers = node.AddPeers(3);
        node.Run(HEARTBEAT);
        node.ReceiveMessage(peers[0], node.Make());
        EXPECT_TRUE(node.ahead.empty());
        const auto own = node.Make();
        node.router->Publish(node.now, own);
        EXPECT_EQ(node.ahead.size(), first ? 3U : 0U);
        EXPECT_EQ(node.SentTo(own).size(), 3U);
    }
}

TEST(GossipSubBehaviours, AMeshOfDHighIsCutBackIfSoSet)
{
    for (const bool cuts : {true, false})
    {
        FakeGossipSub node;
        node.Set("PruneAtDHigh", cuts ? "true" : "false");
        node.Start();
        for (const PeerId peer : node.AddPeers(12))
        {
            node.Graft(peer);
        }
        node.Run(HEARTBEAT);
        EXPECT_EQ(node.Mesh().size(), cuts ? 6U : 12U);
    }
}

TEST(GossipSubBehaviours, AFullMeshAdmitsNoDialledPeersIfSoSet)
{
    FakeGossipSub node;
    node.Set("AdmitOutbound", "false");
    node.Start();
    for (const PeerId peer : node.AddPeers(12))
    {
        node.Graft(peer);
    }
    const PeerId dialled = node.AddPeer(true);
    node.Graft(dialled);
    EXPECT_FALSE(node.InMesh(dialled));
    EXPECT_EQ(node.PrunesTo(), (std::multiset<PeerId>{dialled}));
}

TEST(GossipSubBehaviours, GraftOfAPeerWithANegativeScoreIsAdmittedOrNotAnswered)
{
    for (const double score : {-1.0, -50.0, -51.0})
    {
        ScoringNode node;
        node.ScoreBadPeer(score);
        node.Set("AdmitNegative", "true");
        node.Start();
        const PeerId bad = node.AddPeer(false, true, 66);
        node.Graft(bad);
        EXPECT_EQ(node.InMesh(bad), score >= -50);
        EXPECT_TRUE(node.PrunesTo().empty());
    }
}

TEST(GossipSubBehaviours, TheEndOfABackoffIsNoticedAtBackoffTicks)
{
    for (const std::string ticks : {"0", "15"})
    {
        FakeGossipSub node;
        node.Set("BackoffTicks", ticks);
        node.Set("BackoffSlack", "1");
        node.Start();
        const PeerId peer = node.AddPeer();
        node.Prune(peer, 10);
        node.RunUntil(Seconds(10));
        EXPECT_TRUE(node.GraftsTo().empty());
        node.RunUntil(Seconds(12.5));
        EXPECT_EQ(node.GraftsTo().size(), ticks == "0" ? 1U : 0U);
        node.RunUntil(Seconds(15.5));
        EXPECT_EQ(node.GraftsTo().size(), 1U);
    }
}

TEST(GossipSubBehaviours, ReceivedBackoffSlackIsAddedToWhatAPruneNames)
{
    FakeGossipSub node;
    node.Set("BackoffSlack", "0");
    node.Set("ReceivedBackoffSlack", "5s");
    node.Start();
    node.Prune(node.AddPeer(), 10);
    node.RunUntil(Seconds(14.9));
    EXPECT_TRUE(node.GraftsTo().empty());
    node.RunUntil(Seconds(16));
    EXPECT_EQ(node.GraftsTo().size(), 1U);
}

TEST(GossipSubBehaviours, APeerThatDepartsGetsABackoff)
{
    for (const bool backsOff : {true, false})
    {
        FakeGossipSub node;
        node.Set("BackoffOnDeparture", backsOff ? "true" : "false");
        node.Start();
        const PeerId gone = node.AddPeer(false, true, 5);
        const PeerId unsubscribed = node.AddPeer();
        node.Run(HEARTBEAT);
        ASSERT_EQ(node.Mesh().size(), 2U);
        node.router->RemovePeer(node.now, gone);
        PubsubRpc rpc;
        rpc.subscriptions = {{false, node.TOPIC}, {true, node.TOPIC}};
        node.Receive(unsubscribed, rpc);
        node.AddPeer(false, true, 5);
        node.Run(Seconds(30));
        EXPECT_EQ(node.Mesh().size(), backsOff ? 0U : 2U);
        node.Run(Seconds(40));
        EXPECT_EQ(node.Mesh().size(), 2U);
    }
}

TEST(GossipSubBehaviours, AGraftMayComeEarlyByGraftToleranceAndCostsGraftPenalty)
{
    PenalisingNode node;
    node.Set("GraftTolerance", "4s");
    node.Set("GraftFloodThreshold", "0s");
    node.Set("GraftPenalty", "0.1");
    node.Start();
    const PeerId hasty = node.AddPeer();
    const PeerId early = node.AddPeer();
    node.Prune(hasty, 60);
    node.Prune(early, 60);
    node.Graft(hasty);
    EXPECT_NEAR(node.ScoreOf(hasty), -0.01, 1e-12);
    node.RunUntil(Seconds(56.5));
    node.Graft(early);
    EXPECT_TRUE(node.InMesh(early));
    EXPECT_DOUBLE_EQ(node.ScoreOf(early), 0);
}

TEST(GossipSubBehaviours, PenaltiesForBytesAndSubscriptionsAreAsSet)
{
    PenalisingNode node;
    node.Set("MalformedPenalty", "3");
    node.Set("SubscriptionPenalty", "2");
    node.Set("MaxTopicLength", "20");
    node.Start();
    const PeerId garbled = node.AddPeer();
    node.router->HandleMalformed(node.now, garbled);
    EXPECT_DOUBLE_EQ(node.ScoreOf(garbled), -9);
    const PeerId verbose = node.AddPeer();
    PubsubRpc rpc;
    rpc.subscriptions.push_back({true, std::string(21, 'x')});
    node.Receive(verbose, rpc);
    EXPECT_DOUBLE_EQ(node.ScoreOf(verbose), -4);
}

TEST(GossipSubBehaviours, WithoutPromisePenaltyNobodyIsBlamedForAnUnservedIWant)
{
    for (const std::string penalty : {"0", "1", "0.5"})
    {
        PenalisingNode node;
        node.Set("PromisePenalty", penalty);
        uint32_t broken = 0;
        node.prepare = [&broken](GossipSubRouter& router) {
            router.TraceConnectWithoutContext(
                "BrokenPromise",
                MakeTraceSink<PeerId, uint32_t>([&broken](PeerId, uint32_t n) { broken += n; }));
        };
        node.Start();
        const PeerId peer = node.AddPeer();
        node.IHave(peer, MakeIds(1));
        node.Run(Seconds(5));
        const double unit = std::stod(penalty);
        EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -unit * unit);
        EXPECT_EQ(broken, unit > 0 ? 1U : 0U);
    }
}

TEST(GossipSubBehaviours, IdsAskedOfAPeerAreBoundedApartFromThoseRead)
{
    FakeGossipSub node;
    node.Set("MaxIWantLength", "10");
    node.Set("MaxIHaveMessages", "100");
    node.Start();
    const PeerId peer = node.AddPeer();
    const PeerId other = node.AddPeer();
    const MessageIds ids = MakeIds(50);
    node.IHave(peer, MessageIds(ids.begin(), ids.begin() + 8));
    node.IHave(peer, ids);
    node.IHave(peer, ids);
    EXPECT_EQ(node.AskedOf(peer).size(), 10U);
    node.IHave(other, ids);
    EXPECT_EQ(node.AskedOf(other).size(), 10U);
    node.Run(HEARTBEAT);
    node.IHave(peer, ids);
    EXPECT_EQ(node.AskedOf(peer).size(), 20U);
}

TEST(GossipSubBehaviours, IWantsBeyondMaxIWantMessagesAreNotAnswered)
{
    FakeGossipSub node;
    node.Set("MaxIWantMessages", "2");
    node.Start();
    const PeerId source = node.AddPeer();
    const PeerId peer = node.AddPeer(false, false);
    const auto message = node.Make();
    node.ReceiveMessage(source, message);
    for (int i = 0; i < 3; i++)
    {
        node.IWant(peer, {message->GetId()});
    }
    EXPECT_EQ(node.SentTo(message).count(peer), 2U);
    node.Run(HEARTBEAT);
    node.IWant(peer, {message->GetId()});
    EXPECT_EQ(node.SentTo(message).count(peer), 3U);
}

TEST(GossipSubBehaviours, IdsOfIDontWantBeyondMaxIDontWantIdsAreNotNoted)
{
    FakeGossipSub node;
    node.Set("MaxIDontWantIds", "3");
    node.Start();
    const PeerId peer = node.AddPeer();
    const MessageIds ids = MakeIds(8);
    node.IDontWant(peer, {ids[0], ids[1]});
    node.IDontWant(peer, {ids[2], ids[3]});
    node.IDontWant(peer, {ids[4]});
    EXPECT_EQ(node.router->GetNDontWant(), 3U);
    node.Run(HEARTBEAT);
    node.IDontWant(peer, {ids[5]});
    EXPECT_EQ(node.router->GetNDontWant(), 4U);
}

TEST(GossipSubBehaviours, AMessageThatIsPromisedIsNotAskedAgainAndItsPromisersLearnThatItCame)
{
    for (const bool isRust : {true, false})
    {
        FakeGossipSub node;
        node.Set("AskOnce", isRust ? "true" : "false");
        node.Set("IDontWantToAsked", isRust ? "true" : "false");
        node.Start();
        const PeerId first = node.AddPeer();
        const PeerId second = node.AddPeer();
        const PeerId source = node.AddPeer();
        const auto message = node.Make(2000);
        node.IHave(first, {message->GetId()});
        node.IHave(second, {message->GetId()});
        EXPECT_EQ(node.AskedOf(first).size(), 1U);
        EXPECT_EQ(node.AskedOf(second).size(), isRust ? 0U : 1U);
        node.ReceiveMessage(source, message);
        EXPECT_EQ(node.IDontWantsTo().count(first), isRust ? 1U : 0U);
        EXPECT_EQ(node.IDontWantsTo().size(), isRust ? 1U : 0U);
    }
}

TEST(GossipSubBehaviours, IDontWantGoesToDirectPeersIfSoSet)
{
    for (const bool toDirect : {true, false})
    {
        FakeGossipSub node;
        node.Set("IDontWantToDirect", toDirect ? "true" : "false");
        node.prepare = [](GossipSubRouter& router) {
            router.AddDirectPeer(FakeGossipSub::HostOf(7));
            router.AddDirectPeer(FakeGossipSub::HostOf(8));
        };
        node.Start();
        const PeerId direct = node.AddPeer(false, true, 7);
        const PeerId sender = node.AddPeer(false, true, 8);
        node.ReceiveMessage(sender, node.Make(2000));
        EXPECT_EQ(node.IDontWantsTo().count(direct), toDirect ? 1U : 0U);
        EXPECT_EQ(node.IDontWantsTo().count(sender), 0U);
    }
}

TEST(GossipSubBehaviours, AGraylistedPeerThatReturnsIsDisconnectedAtOnceIfSoSet)
{
    for (const bool disconnects : {true, false})
    {
        PenalisingNode node;
        node.Set("DisconnectGraylisted", disconnects ? "true" : "false");
        node.Set("MalformedPenalty", "100");
        node.Start();
        const PeerId bad = node.AddPeer(false, true, 5);
        node.router->HandleMalformed(node.now, bad);
        node.router->RemovePeer(node.now, bad);
        const PeerId returned = node.AddPeer(false, true, 5);
        EXPECT_EQ(node.disconnected.count(returned), disconnects ? 1U : 0U);
    }
}

TEST(PeerScoreBehaviours, ScoresChangeAtDecaysOnlyAndAreComputedBeforeTheDecay)
{
    PenalisingNode node;
    node.Score("UpdateAtDecay", "true");
    node.Score("DecayInterval", "12s");
    node.Score("BehaviourPenaltyDecay", "0.5");
    node.Start();
    const PeerId peer = node.AddPeer();
    node.router->HandleMalformed(node.now, peer);
    node.router->HandleMalformed(node.now, peer);
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
    node.RunUntil(Seconds(11.9));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
    node.RunUntil(Seconds(12));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -4);
    node.RunUntil(Seconds(24));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -1);
}

TEST(PeerScoreBehaviours, APositiveScoreIsKeptIfSoSet)
{
    for (const bool keeps : {true, false})
    {
        ScoringNode node;
        node.Score("RetainPositive", keeps ? "true" : "false");
        node.Score("UpdateAtDecay", "true");
        node.TopicScore("FirstMessageDeliveriesWeight", "1");
        node.Start();
        const PeerId good = node.AddPeer(false, true, 5);
        node.ReceiveMessage(good, node.Make());
        node.RunUntil(Seconds(1));
        ASSERT_DOUBLE_EQ(node.ScoreOf(good), 1);
        node.router->RemovePeer(node.now, good);
        EXPECT_DOUBLE_EQ(node.ScoreOf(node.AddPeer(false, true, 5)), keeps ? 1 : 0);
    }
}

TEST(PeerScoreBehaviours, P6CountsPeersThatHaveGoneWhileTheirScoresAreKept)
{
    for (const bool retained : {true, false})
    {
        ScoringNode node;
        node.Score("IPColocationFactorWeight", "-1");
        node.Score("IPColocationFactorThreshold", "1");
        node.Score("IPColocationRetained", retained ? "true" : "false");
        node.Score("RetainScore", "10s");
        node.Start();
        const PeerId gone = node.AddPeer(false, true, 9);
        const PeerId stays = node.AddPeer(false, true, 9);
        const PeerId goesToo = node.AddPeer(false, true, 9);
        EXPECT_DOUBLE_EQ(node.ScoreOf(stays), -4);
        node.router->RemovePeer(node.now, gone);
        node.router->RemovePeer(node.now, goesToo);
        EXPECT_DOUBLE_EQ(node.ScoreOf(stays), retained ? -4 : 0);
        // A peer that returns is one of those that have gone.
        node.AddPeer(false, true, 9);
        EXPECT_DOUBLE_EQ(node.ScoreOf(stays), retained ? -4 : -1);
        node.RunUntil(Seconds(12));
        EXPECT_DOUBLE_EQ(node.ScoreOf(stays), -1);
    }
}

TEST(PeerScoreBehaviours, P6LeavesOutTheWhitelistAndByPortEverything)
{
    const auto score = [](const std::string& name, const std::string& value) {
        ScoringNode node;
        node.Score("IPColocationFactorWeight", "-1");
        node.Score("IPColocationFactorThreshold", "1");
        node.Score(name, value);
        node.Start();
        node.AddPeer(false, true, 9);
        return node.ScoreOf(node.AddPeer(false, true, 9));
    };
    EXPECT_DOUBLE_EQ(score("IPColocationWhitelist", ""), -1);
    EXPECT_DOUBLE_EQ(score("IPColocationWhitelist", "10.0.0.0/24"), 0);
    EXPECT_DOUBLE_EQ(score("IPColocationWhitelist", "192.168.0.0/16, 10.0.0.9"), 0);
    EXPECT_DOUBLE_EQ(score("IPColocationWhitelist", "10.0.0.8, 2001:db8::/32"), -1);
    EXPECT_DOUBLE_EQ(score("IPColocationByPort", "true"), 0);
    EXPECT_DEATH(score("IPColocationWhitelist", "10.0.0.0/8,10.0.0/8"),
                 "IPColocationWhitelist is \"10.0.0.0/8,10.0.0/8\", in which \"10.0.0/8\" is not a "
                 "network such as 10.0.0.0/8");
    EXPECT_DEATH(score("IPColocationWhitelist", "10.0.0.0/33"), "10.0.0.0/33.* is not a network");
}

TEST(PeerScoreBehaviours, P6CountsPrefixesOfIpv6Addresses)
{
    ScoringNode node;
    node.Score("IPColocationFactorWeight", "-1");
    node.Score("IPColocationFactorThreshold", "1");
    node.Score("IPColocationIpv6Prefix", "64");
    node.Start();
    PeerId next = 100;
    const auto add = [&](const char* address) {
        const PeerId id = next++;
        node.router->AddPeer(node.now,
                             {id, Inet6SocketAddress(Ipv6Address(address), 60000), false});
        return id;
    };
    const PeerId one = add("2001:db8:0:1::1");
    const PeerId two = add("2001:db8:0:1::2");
    const PeerId far = add("2001:db8:0:2::1");
    EXPECT_DOUBLE_EQ(node.ScoreOf(one), -1);
    EXPECT_DOUBLE_EQ(node.ScoreOf(far), 0);
    add("2001:db8:0:1::2");
    // Three with the prefix, two with the address.
    EXPECT_DOUBLE_EQ(node.ScoreOf(two), -4 - 1);
    EXPECT_DOUBLE_EQ(node.ScoreOf(one), -4);
    node.router->RemovePeer(node.now, one);
    EXPECT_DOUBLE_EQ(node.ScoreOf(two), -1 - 1);
}

TEST(PeerScoreBehaviours, MessagesDroppedForASlowPeerCountAboveAThresholdAndDecay)
{
    ScoringNode node;
    node.Score("SlowPeerPenaltyWeight", "-2");
    node.Score("SlowPeerPenaltyThreshold", "1");
    node.Score("SlowPeerPenaltyDecay", "0.5");
    node.Start();
    const PeerId peer = node.AddPeer();
    for (int i = 0; i < 4; i++)
    {
        node.router->HandleDropped(peer);
    }
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -2 * (4 - 1));
    node.RunUntil(Seconds(1));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), -2 * (2 - 1));
    node.RunUntil(Seconds(2));
    EXPECT_DOUBLE_EQ(node.ScoreOf(peer), 0);
}
