/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-fake-network.h"

#include "ns3/whisper-payload.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr WhisperTopic TOPIC = 0x01020300;
constexpr WhisperTopic SAME_BITS = 0x02010300; // sets the same bits of the filter as TOPIC
constexpr WhisperTopic OTHER = 0x0a0b0c00;
constexpr uint32_t EPOCH = 1546300800;

/** A node alone, peers 1, 2, ... of which the test plays, 100 seconds after the epoch. */
class WhisperProtocolTest : public testing::Test
{
  protected:
    WhisperProtocolTest()
    {
        clock.now = Seconds(100);
    }

    void Start()
    {
        node.Start();
    }

    /** Not a full node any more, and interested in TOPIC. */
    void WantTopicOnly()
    {
        node.Set("FullNode", BooleanValue(false));
        node.protocol->Subscribe(clock.now, {TOPIC});
    }

    /** An envelope of which all is well, except for what the test changes. */
    Ptr<const WhisperEnvelope> Make(WhisperTopic topic = TOPIC,
                                    int32_t sentAfter = 0,
                                    uint32_t ttl = 50,
                                    double pow = 1,
                                    uint64_t size = 100)
    {
        const auto now = static_cast<uint32_t>(clock.now.GetSeconds());
        return pool->Add({EPOCH + now + sentAfter + ttl, ttl, topic, VirtualBytes({}, size), ++n},
                         pow);
    }

    WhisperOptions Requirement(double pow)
    {
        WhisperOptions options;
        options.minPow = pow;
        return options;
    }

    /** Peer 1 sends an envelope; it must be dropped for a reason, and the peer if it deserves it.
     */
    void ExpectRejected(Ptr<const WhisperEnvelope> envelope, WhisperError error, bool drops)
    {
        node.Greet(1);
        const std::size_t before = node.protocol->GetNEnvelopes();
        node.HearEnvelopes(1, {envelope});
        EXPECT_EQ(node.Count(error), 1u) << GetWhisperErrorName(error);
        EXPECT_EQ(node.protocol->GetNEnvelopes(), before);
        EXPECT_EQ(node.disconnected.size(), drops ? 1u : 0u);
        EXPECT_EQ(node.protocol->GetNPeers(), drops ? 0u : 1u);
        EXPECT_EQ(node.protocol->GetCounters().disconnects, drops ? 1u : 0u);
        if (drops)
        {
            EXPECT_EQ(node.disconnected.front(), std::make_pair(PeerId{1}, error));
        }
        EXPECT_EQ(DropsWhisperPeer(error), drops);
    }

    FakeClock clock;
    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
    FakeWhisperNode node{clock, pool};
    uint64_t n{0};
};

} // namespace

TEST_F(WhisperProtocolTest, StatusIsSentFirst)
{
    node.Set("MinPow", DoubleValue(0.5));
    node.Set("LightNode", BooleanValue(true));
    WantTopicOnly();
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    ASSERT_EQ(node.sent.size(), 1u);
    const auto& status = std::get<WhisperStatus>(node.sent[0].message);
    EXPECT_EQ(status.version, 6u);
    EXPECT_EQ(status.options.minPow, 0.5);
    EXPECT_EQ(status.options.isLight, true);
    WhisperBloomFilter bloom;
    bloom.Add(TOPIC);
    EXPECT_EQ(*status.options.bloom, bloom);
    EXPECT_FALSE(node.protocol->IsReady(1));
    node.Hear(1, WhisperStatus());
    EXPECT_TRUE(node.protocol->IsReady(1));
}

TEST_F(WhisperProtocolTest, AnythingBeforeStatusDropsThePeer)
{
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    node.HearEnvelopes(1, {Make()});
    EXPECT_EQ(node.Count(WhisperError::NO_STATUS), 1u);
    EXPECT_EQ(node.disconnected.size(), 1u);
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
}

TEST_F(WhisperProtocolTest, OtherVersionDropsThePeer)
{
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    WhisperStatus status;
    status.version = 5;
    node.Hear(1, status);
    EXPECT_EQ(node.Count(WhisperError::VERSION_MISMATCH), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
}

TEST_F(WhisperProtocolTest, SecondStatusIsIgnored)
{
    Start();
    node.Greet(1);
    node.Hear(1, WhisperStatus());
    EXPECT_EQ(node.Count(WhisperError::SECOND_STATUS), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
}

TEST_F(WhisperProtocolTest, SilentPeerIsDroppedAfterTheTimeout)
{
    Start();
    PeerInfo info;
    info.id = 1;
    node.protocol->AddPeer(clock.now, info);
    clock.RunUntil(Seconds(104.9));
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
    clock.RunUntil(Seconds(105));
    EXPECT_EQ(node.Count(WhisperError::HANDSHAKE_TIMEOUT), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
}

TEST_F(WhisperProtocolTest, LightNodesDoNotStayTogether)
{
    node.Set("LightNode", BooleanValue(true));
    Start();
    WhisperOptions light;
    light.isLight = true;
    node.Greet(1, light);
    EXPECT_EQ(node.Count(WhisperError::TWO_LIGHT_NODES), 1u);
    node.Greet(2);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);

    FakeWhisperNode full(clock, pool);
    full.Start();
    full.Greet(1, light);
    EXPECT_EQ(full.protocol->GetNPeers(), 1u);
}

TEST_F(WhisperProtocolTest, LightNodesMayStayTogetherWithoutTheRestriction)
{
    node.Set("LightNode", BooleanValue(true));
    node.Set("RestrictLightConnections", BooleanValue(false));
    Start();
    WhisperOptions light;
    light.isLight = true;
    node.Greet(1, light);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
}

TEST_F(WhisperProtocolTest, ExpiredEnvelopeIsDroppedOnly)
{
    Start();
    ExpectRejected(Make(TOPIC, -51), WhisperError::EXPIRED, false);
}

TEST_F(WhisperProtocolTest, EnvelopeInItsLastSecondIsAccepted)
{
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC, -50)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperProtocolTest, VeryOldEnvelopeIsDroppedOnly)
{
    Start();
    ExpectRejected(Make(TOPIC, -71), WhisperError::VERY_OLD, false);
    EXPECT_EQ(node.Count(WhisperError::EXPIRED), 0u);
}

TEST_F(WhisperProtocolTest, TwiceTheAllowanceIsTheBorderOfVeryOld)
{
    Start();
    ExpectRejected(Make(TOPIC, -70), WhisperError::EXPIRED, false);
}

TEST_F(WhisperProtocolTest, EnvelopeFromTheFutureIsDroppedOnly)
{
    Start();
    ExpectRejected(Make(TOPIC, 11), WhisperError::FROM_FUTURE, false);
}

TEST_F(WhisperProtocolTest, ClocksMayBeTenSecondsApart)
{
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC, 10)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperProtocolTest, EnvelopeFromTheFutureNeedsWorkForThatTimeToo)
{
    Start();
    // 0.2 * (50 + 10 + 1) / 50 is what it takes.
    ExpectRejected(Make(TOPIC, 10, 50, 0.243), WhisperError::LOW_POW, true);
    node.Greet(2);
    node.HearEnvelopes(2, {Make(TOPIC, 10, 50, 0.245)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperProtocolTest, ExpiryBelowTtlIsOfTheFuture)
{
    Start();
    ExpectRejected(pool->Add({10, 50, TOPIC, VirtualBytes(), 0}), WhisperError::FROM_FUTURE, false);
}

TEST_F(WhisperProtocolTest, TooLargeEnvelopeDropsThePeer)
{
    Start();
    node.Greet(2);
    node.HearEnvelopes(2, {Make(TOPIC, 0, 50, 1, (1 << 20) - 20)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
    node.protocol->RemovePeer(clock.now, 2);
    ExpectRejected(Make(TOPIC, 0, 50, 1, (1 << 20) - 19), WhisperError::ENVELOPE_TOO_LARGE, true);
}

TEST_F(WhisperProtocolTest, LowPowDropsThePeer)
{
    Start();
    ExpectRejected(Make(TOPIC, 0, 50, 0.199), WhisperError::LOW_POW, true);
}

TEST_F(WhisperProtocolTest, TopicOutsideTheBloomFilterDropsThePeer)
{
    WantTopicOnly();
    Start();
    ExpectRejected(Make(OTHER), WhisperError::OUTSIDE_INTEREST, true);
}

TEST_F(WhisperProtocolTest, FormerMinPowIsToleratedForTheAllowance)
{
    Start();
    node.Greet(1);
    node.protocol->SetMinPow(clock.now, 2);
    EXPECT_EQ(*node.LastTo<WhisperStatusUpdate>(1)->options.minPow, 2);
    clock.RunUntil(Seconds(109.9));
    node.HearEnvelopes(1, {Make(TOPIC, 0, 50, 0.5)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
    clock.RunUntil(Seconds(110));
    node.HearEnvelopes(1, {Make(TOPIC, 0, 50, 0.5)});
    EXPECT_EQ(node.Count(WhisperError::LOW_POW), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
}

TEST_F(WhisperProtocolTest, LowerMinPowCountsAtOnce)
{
    Start();
    node.Greet(1);
    node.protocol->SetMinPow(clock.now, 0.1);
    node.HearEnvelopes(1, {Make(TOPIC, 0, 50, 0.15)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperProtocolTest, TopicsChangeTheBloomFilterWithTolerance)
{
    WantTopicOnly();
    Start();
    node.Greet(1);
    node.protocol->Subscribe(clock.now, {OTHER});
    WhisperBloomFilter both;
    both.Add(TOPIC);
    both.Add(OTHER);
    EXPECT_EQ(*node.LastTo<WhisperStatusUpdate>(1)->options.bloom, both);
    node.HearEnvelopes(1, {Make(OTHER)});
    EXPECT_EQ(node.delivered.size(), 1u);

    clock.RunUntil(Seconds(120));
    node.protocol->Unsubscribe(clock.now, {OTHER});
    WhisperBloomFilter first;
    first.Add(TOPIC);
    EXPECT_EQ(*node.LastTo<WhisperStatusUpdate>(1)->options.bloom, first);
    // Tolerated, but neither wanted nor a false positive.
    node.HearEnvelopes(1, {Make(OTHER)});
    EXPECT_EQ(node.protocol->GetCounters().accepted, 2u);
    EXPECT_EQ(node.delivered.size(), 1u);
    EXPECT_EQ(node.protocol->GetCounters().falsePositives, 0u);
    clock.RunUntil(Seconds(130));
    node.HearEnvelopes(1, {Make(OTHER)});
    EXPECT_EQ(node.Count(WhisperError::OUTSIDE_INTEREST), 1u);
}

TEST_F(WhisperProtocolTest, TopicThatChangesNoBitTellsNothing)
{
    WantTopicOnly();
    Start();
    node.Greet(1);
    node.protocol->Subscribe(clock.now, {SAME_BITS});
    EXPECT_EQ(node.LastTo<WhisperStatusUpdate>(1), nullptr);
}

TEST_F(WhisperProtocolTest, FalsePositivesAreCountedApart)
{
    WantTopicOnly();
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC), Make(SAME_BITS)});
    EXPECT_EQ(node.protocol->GetCounters().accepted, 2u);
    EXPECT_EQ(node.protocol->GetCounters().delivered, 1u);
    EXPECT_EQ(node.protocol->GetCounters().falsePositives, 1u);
    EXPECT_EQ(node.delivered.size(), 1u);
}

TEST_F(WhisperProtocolTest, FullNodeDeliversItsTopicsAndRelaysTheRest)
{
    node.protocol->Subscribe(clock.now, {TOPIC});
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC), Make(OTHER)});
    EXPECT_EQ(node.delivered.size(), 1u);
    EXPECT_EQ(node.protocol->GetCounters().relayedOnly, 1u);
    EXPECT_EQ(node.protocol->GetCounters().falsePositives, 0u);
}

TEST_F(WhisperProtocolTest, OneBadEnvelopeDropsThePeerButNotTheOthers)
{
    Start();
    node.Greet(1);
    node.Greet(2);
    node.HearEnvelopes(1, {Make(), Make(TOPIC, 0, 50, 0.1), Make(TOPIC, -60), Make()});
    EXPECT_EQ(node.protocol->GetCounters().accepted, 2u);
    EXPECT_EQ(node.protocol->GetCounters().disconnects, 1u);
    EXPECT_EQ(node.Count(WhisperError::LOW_POW), 1u);
    EXPECT_EQ(node.Count(WhisperError::EXPIRED), 1u);
    clock.RunUntil(Seconds(101));
    ASSERT_EQ(node.BundlesTo(2).size(), 1u);
    EXPECT_EQ(node.BundlesTo(2)[0].size(), 2u);
}

TEST_F(WhisperProtocolTest, ErrorOfTheParserDropsThePeerOnce)
{
    Start();
    node.Greet(1);
    node.protocol->HandleError(clock.now, 1, WhisperError::UNKNOWN_CODE);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
    node.protocol->HandleError(clock.now, 1, WhisperError::BAD_ENVELOPES);
    node.protocol->HandleError(clock.now, 1, WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
    EXPECT_EQ(node.disconnected.size(), 1u);
    EXPECT_EQ(node.Count(WhisperError::BAD_ENVELOPES), 1u);
    EXPECT_EQ(node.Count(WhisperError::UNKNOWN_CODE), 1u);
}

TEST_F(WhisperProtocolTest, BundlesGoOutOnceInACycleAtThePhaseOfTheNode)
{
    Start();
    node.Greet(1);
    node.Greet(2);
    for (int i = 0; i < 30; ++i)
    {
        clock.At(Seconds(100) + MilliSeconds(50 * i + 1),
                 [this] { node.HearEnvelopes(1, {Make()}); });
    }
    clock.RunUntil(Seconds(103));
    std::vector<Time> times;
    for (const auto& sent : node.sent)
    {
        if (std::holds_alternative<WhisperMessages>(sent.message))
        {
            EXPECT_EQ(sent.peer, 2u);
            times.push_back(sent.at);
        }
    }
    // 1.5 s are 5 cycles, and begin anywhere in one.
    ASSERT_GE(times.size(), 5u);
    ASSERT_LE(times.size(), 6u);
    std::size_t envelopes = 0;
    for (std::size_t i = 0; i < times.size(); ++i)
    {
        EXPECT_EQ((times[i] - times[0]).GetTimeStep() % MilliSeconds(300).GetTimeStep(), 0);
        EXPECT_EQ(times[i] - times[0], static_cast<int64_t>(i) * MilliSeconds(300));
        envelopes += node.BundlesTo(2)[i].size();
    }
    EXPECT_LE(times[0], Seconds(100) + MilliSeconds(301));
    EXPECT_EQ(envelopes, 30u);
    for (std::size_t i = 1; i + 1 < times.size(); ++i)
    {
        EXPECT_EQ(node.BundlesTo(2)[i].size(), 6u);
    }
}

TEST_F(WhisperProtocolTest, NodesHavePhasesOfTheirOwn)
{
    std::set<int64_t> phases;
    for (int64_t stream = 0; stream < 20; stream += 2)
    {
        FakeWhisperNode other(clock, pool, stream);
        other.Start();
        other.Greet(1);
        other.protocol->Publish(clock.now, {});
        clock.RunUntil(clock.now + Seconds(1));
        ASSERT_EQ(other.BundlesTo(1).size(), 1u);
        phases.insert(other.sent.back().at.GetMicroSeconds() % 1000000);
    }
    EXPECT_EQ(phases.size(), 10u);
}

TEST_F(WhisperProtocolTest, CycleIsAParameter)
{
    node.Set("TransmissionCycle", TimeValue(Seconds(7)));
    Start();
    node.Greet(1);
    std::vector<Time> times;
    for (int i = 0; i < 4; ++i)
    {
        node.protocol->Publish(clock.now, {});
        const std::size_t before = node.sent.size();
        clock.RunUntil(clock.now + Seconds(7));
        ASSERT_EQ(node.sent.size(), before + 1);
        times.push_back(node.sent.back().at);
    }
    EXPECT_EQ(times[3] - times[0], Seconds(21));
}

TEST_F(WhisperProtocolTest, ImmediateModeDoesNotWait)
{
    node.Set("Immediate", BooleanValue(true));
    Start();
    node.Greet(1);
    node.Greet(2);
    const auto envelope = Make();
    node.HearEnvelopes(1, {envelope});
    EXPECT_EQ(node.BundlesTo(2), std::vector<WhisperBundle>{{envelope}});
    EXPECT_TRUE(node.BundlesTo(1).empty());
    const auto own = node.protocol->Publish(clock.now, {}).envelope;
    EXPECT_EQ(node.BundlesTo(1), std::vector<WhisperBundle>{{own}});
}

TEST_F(WhisperProtocolTest, NothingToDoWakesNobody)
{
    Start();
    node.Greet(1);
    const uint64_t asked = node.wakesAsked;
    clock.RunUntil(Seconds(1000));
    EXPECT_LE(node.wakesAsked, asked + 1);
    node.HearEnvelopes(1, {Make()});
    clock.RunUntil(Seconds(2000));
    // Once for a bundle, once for a sweep.
    EXPECT_LE(node.wakesAsked, asked + 4);
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
}

TEST_F(WhisperProtocolTest, PeerThatSentItDoesNotGetItAndNobodyGetsItTwice)
{
    Start();
    for (PeerId peer : {1, 2, 3})
    {
        node.Greet(peer);
    }
    const auto envelope = Make();
    node.HearEnvelopes(1, {envelope});
    node.HearEnvelopes(2, {envelope});
    EXPECT_EQ(node.protocol->GetCounters().duplicates, 1u);
    clock.RunUntil(Seconds(110));
    EXPECT_TRUE(node.BundlesTo(1).empty());
    EXPECT_TRUE(node.BundlesTo(2).empty());
    EXPECT_EQ(node.BundlesTo(3).size(), 1u);
    node.HearEnvelopes(3, {envelope});
    clock.RunUntil(Seconds(120));
    EXPECT_EQ(node.protocol->GetCounters().envelopesSent, 1u);
}

TEST_F(WhisperProtocolTest, NewPeerGetsWhatIsThere)
{
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(), Make()});
    clock.RunUntil(Seconds(120));
    node.Greet(2);
    clock.RunUntil(Seconds(121));
    ASSERT_EQ(node.BundlesTo(2).size(), 1u);
    EXPECT_EQ(node.BundlesTo(2)[0].size(), 2u);
}

TEST_F(WhisperProtocolTest, PeerThatComesBackIsTakenForANewOne)
{
    Start();
    node.Greet(1);
    const auto envelope = Make();
    node.HearEnvelopes(1, {envelope});
    node.protocol->RemovePeer(clock.now, 1);
    node.Greet(2);
    clock.RunUntil(Seconds(101));
    EXPECT_EQ(node.BundlesTo(2), std::vector<WhisperBundle>{{envelope}});
}

TEST_F(WhisperProtocolTest, PowRequirementAndBloomFilterOfThePeerAreRespected)
{
    Start();
    node.Greet(1, Requirement(1));
    WhisperOptions wants;
    wants.bloom.emplace();
    wants.bloom->Add(OTHER);
    node.Greet(2, wants);
    const auto weak = Make(OTHER, 0, 50, 0.5);
    const auto strong = Make(TOPIC, 0, 50, 2);
    node.Greet(3);
    node.HearEnvelopes(3, {weak, strong});
    clock.RunUntil(Seconds(101));
    EXPECT_EQ(node.BundlesTo(1), std::vector<WhisperBundle>{{strong}});
    EXPECT_EQ(node.BundlesTo(2), std::vector<WhisperBundle>{{weak}});

    // What was held back goes out when the peer asks for less, or for more topics.
    node.Hear(1, WhisperStatusUpdate{Requirement(0.4)});
    WhisperStatusUpdate more;
    more.options.bloom = WhisperBloomFilter::Full();
    node.Hear(2, more);
    clock.RunUntil(Seconds(102));
    EXPECT_EQ(node.BundlesTo(1), (std::vector<WhisperBundle>{{strong}, {weak}}));
    EXPECT_EQ(node.BundlesTo(2), (std::vector<WhisperBundle>{{weak}, {strong}}));
    EXPECT_TRUE(node.BundlesTo(3).empty());
}

TEST_F(WhisperProtocolTest, LightNodeForwardsOnlyItsOwn)
{
    node.Set("LightNode", BooleanValue(true));
    node.protocol->Subscribe(clock.now, {TOPIC});
    Start();
    node.Greet(1);
    node.Greet(2);
    node.HearEnvelopes(1, {Make()});
    const auto own = node.protocol->Publish(clock.now, {}).envelope;
    clock.RunUntil(Seconds(101));
    EXPECT_EQ(node.delivered.size(), 1u);
    EXPECT_EQ(node.BundlesTo(1), std::vector<WhisperBundle>{{own}});
    EXPECT_EQ(node.BundlesTo(2), std::vector<WhisperBundle>{{own}});
}

TEST_F(WhisperProtocolTest, ExpiredEnvelopeIsSweptWithinACycle)
{
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC, 0, 2)});
    clock.RunUntil(Seconds(102.99));
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
    clock.RunUntil(Seconds(104));
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
    EXPECT_EQ(node.protocol->GetCounters().expired, 1u);
}

TEST_F(WhisperProtocolTest, ExpiredEnvelopeThatWaitsForTheSweepIsNotSent)
{
    node.Set("ExpirationCycle", TimeValue(Seconds(60)));
    Start();
    node.Greet(1);
    node.Greet(2);
    node.blocked.insert(2);
    const auto lasting = Make();
    node.HearEnvelopes(1, {Make(TOPIC, 0, 2), lasting});
    clock.RunUntil(Seconds(104));
    node.blocked.clear();
    clock.RunUntil(Seconds(105));
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 2u);
    EXPECT_EQ(node.BundlesTo(2), std::vector<WhisperBundle>{{lasting}});
}

TEST_F(WhisperProtocolTest, BlockedPeerGetsALargerBundleLater)
{
    Start();
    node.Greet(1);
    node.Greet(2);
    node.blocked.insert(2);
    for (int i = 0; i < 10; ++i)
    {
        node.HearEnvelopes(1, {Make()});
        clock.RunUntil(clock.now + Seconds(1));
    }
    EXPECT_TRUE(node.BundlesTo(2).empty());
    node.blocked.clear();
    clock.RunUntil(clock.now + MilliSeconds(301));
    ASSERT_EQ(node.BundlesTo(2).size(), 1u);
    EXPECT_EQ(node.BundlesTo(2)[0].size(), 10u);
}

TEST_F(WhisperProtocolTest, LargeBundlesAreSplitUnlessToldOtherwise)
{
    for (bool splits : {true, false})
    {
        FakeWhisperNode sender(clock, pool);
        sender.Set("MaxPacketSize", UintegerValue(1000));
        sender.Set("SplitBundles", BooleanValue(splits));
        sender.Start();
        sender.Greet(1);
        sender.Greet(2);
        WhisperBundle bundle;
        for (int i = 0; i < 10; ++i)
        {
            bundle.push_back(Make(TOPIC, 0, 50, 1, 300));
        }
        sender.HearEnvelopes(1, bundle);
        clock.RunUntil(clock.now + Seconds(1));
        WhisperBundle joined;
        for (const WhisperBundle& part : sender.BundlesTo(2))
        {
            EXPECT_EQ(splits, part.size() <= 3);
            joined.insert(joined.end(), part.begin(), part.end());
        }
        EXPECT_EQ(sender.BundlesTo(2).size(), splits ? 4u : 1u);
        EXPECT_EQ(joined, bundle);
        uint64_t largest = 0;
        for (const auto& sent : sender.sent)
        {
            largest = std::max(largest, sent.size);
        }
        EXPECT_EQ(splits, largest <= RlpxFrame::GetSizeFor(1000));
    }
}

TEST_F(WhisperProtocolTest, PublishedEnvelopeIsMinedAndPadded)
{
    Start();
    node.Greet(1);
    WhisperPost post;
    post.topic = TOPIC;
    post.payload = VirtualBytes({1, 2, 3}, 1000);
    const WhisperPublication publication = node.protocol->Publish(clock.now, post);
    EXPECT_EQ(publication.error, WhisperError::NONE);
    EXPECT_EQ(publication.ready, clock.now);
    const WhisperEnvelope& envelope = *publication.envelope;
    EXPECT_GE(envelope.GetPow(), 0.2);
    EXPECT_LT(envelope.GetPow(), 0.2 * 64);
    EXPECT_EQ(envelope.GetTtl(), 50u);
    EXPECT_EQ(envelope.GetExpiry(), EPOCH + 150);
    EXPECT_EQ(envelope.GetDataSize(), GetWhisperDataSize(1003, {false, true}));
    EXPECT_EQ(*UnwrapWhisperPayload(envelope.GetData()), post.payload);
    EXPECT_EQ(node.protocol->GetCounters().published, 1u);
    EXPECT_TRUE(node.delivered.empty());
    EXPECT_NE(node.protocol->Publish(clock.now, post).envelope, publication.envelope);
    clock.RunUntil(Seconds(101));
    EXPECT_EQ(node.BundlesTo(1)[0].size(), 2u);
}

TEST_F(WhisperProtocolTest, MiningTakesTimeAtAHashRate)
{
    node.Set("ModelPow", BooleanValue(true));
    node.Set("HashRate", DoubleValue(100));
    node.Set("Immediate", BooleanValue(true));
    Start();
    node.Greet(1);
    WhisperPost post;
    post.powTarget = 0.01;
    post.ttl = 3600;
    const Time first = node.protocol->Publish(clock.now, post).ready;
    const Time second = node.protocol->Publish(clock.now, post).ready;
    EXPECT_GT(first, clock.now);
    EXPECT_GT(second, first);
    clock.RunUntil(first - TimeStep(1));
    EXPECT_TRUE(node.BundlesTo(1).empty());
    node.Set("MinPow", DoubleValue(0));
    clock.RunUntil(first);
    // MinPow is still what it was at the start: the node refuses its own.
    EXPECT_TRUE(node.BundlesTo(1).empty());
    EXPECT_EQ(node.Count(WhisperError::LOW_POW), 1u);
    node.protocol->SetMinPow(clock.now, 0);
    clock.RunUntil(second);
    EXPECT_EQ(node.BundlesTo(1).size(), 1u);
    EXPECT_EQ(node.sent.back().at, second);
}

TEST_F(WhisperProtocolTest, PeersAcceptAModelledPow)
{
    node.Set("ModelPow", BooleanValue(true));
    Start();
    node.Greet(1);
    WhisperPost post;
    post.powTarget = 1000;
    const WhisperPublication publication = node.protocol->Publish(clock.now, post);
    EXPECT_GE(publication.envelope->GetPow(), 1000);
    EXPECT_EQ(publication.error, WhisperError::NONE);
}

TEST_F(WhisperProtocolTest, OwnEnvelopeIsRefusedForTheSameReasons)
{
    WantTopicOnly();
    Start();
    WhisperPost post;
    post.powTarget = 0;
    EXPECT_EQ(node.protocol->Publish(clock.now, post).error, WhisperError::LOW_POW);
    post.powTarget = 0.2;
    post.topic = OTHER;
    EXPECT_EQ(node.protocol->Publish(clock.now, post).error, WhisperError::NONE);
    post.payload = VirtualBytes({}, 2 << 20);
    EXPECT_EQ(node.protocol->Publish(clock.now, post).error, WhisperError::ENVELOPE_TOO_LARGE);
    EXPECT_EQ(node.protocol->GetCounters().published, 1u);
    EXPECT_EQ(node.protocol->GetCounters().disconnects, 0u);
}

TEST_F(WhisperProtocolTest, AttackerSendsWhatNobodyWants)
{
    Start();
    node.Greet(1, Requirement(100));
    const auto envelope = Make(TOPIC, -1000, 50, 0.001);
    node.protocol->SendBundle(clock.now, 1, {envelope, envelope});
    EXPECT_EQ(node.BundlesTo(1), (std::vector<WhisperBundle>{{envelope, envelope}}));
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
}

TEST_F(WhisperProtocolTest, ManyPeersAreToldApart)
{
    Start();
    for (PeerId peer = 0; peer < 200; ++peer)
    {
        node.Greet(peer);
    }
    const auto envelope = Make();
    for (PeerId peer = 0; peer < 200; peer += 3)
    {
        node.HearEnvelopes(peer, {envelope});
    }
    clock.RunUntil(Seconds(101));
    for (PeerId peer = 0; peer < 200; ++peer)
    {
        EXPECT_EQ(node.BundlesTo(peer).size(), peer % 3 == 0 ? 0u : 1u) << peer;
    }
}

TEST_F(WhisperProtocolTest, StoppedNodeHasForgottenAllButItsTopics)
{
    node.protocol->Subscribe(clock.now, {TOPIC});
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make()});
    node.protocol->Stop(clock.now);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 0u);
    clock.RunUntil(Seconds(200));
    node.protocol->Start(clock.now);
    node.Greet(2);
    node.HearEnvelopes(2, {Make()});
    EXPECT_EQ(node.delivered.size(), 2u);
}

TEST_F(WhisperProtocolTest, WrongConfigurationAborts)
{
    EXPECT_DEATH(node.protocol->SetMinPow(clock.now, -1), "at least 0");
    EXPECT_DEATH(node.protocol->SetMinPow(clock.now, std::nan("")), "finite");
    node.Set("TopicInterest", BooleanValue(true));
    EXPECT_DEATH(node.Start(), "TopicInterest.*Waku1");
    Ptr<WhisperProtocol> bare = CreateObject<WhisperProtocol>();
    EXPECT_DEATH(bare->Start(clock.now), "SetHost");
}
