/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol-fixture.h"

#include <cmath>

using namespace ns3;

namespace
{

using WhisperRejection = WhisperProtocolTest;

} // namespace

TEST_F(WhisperRejection, ExpiredEnvelopeIsDroppedOnly)
{
    Start();
    ExpectRejected(Make(TOPIC, -51), WhisperError::EXPIRED, false);
}

TEST_F(WhisperRejection, EnvelopeInItsLastSecondIsAccepted)
{
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC, -50)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperRejection, VeryOldEnvelopeIsDroppedOnly)
{
    Start();
    ExpectRejected(Make(TOPIC, -71), WhisperError::VERY_OLD, false);
    EXPECT_EQ(node.Count(WhisperError::EXPIRED), 0u);
}

TEST_F(WhisperRejection, TwiceTheAllowanceIsTheBorderOfVeryOld)
{
    Start();
    ExpectRejected(Make(TOPIC, -70), WhisperError::EXPIRED, false);
}

TEST_F(WhisperRejection, EnvelopeFromTheFutureIsDroppedOnly)
{
    Start();
    ExpectRejected(Make(TOPIC, 11), WhisperError::FROM_FUTURE, false);
}

TEST_F(WhisperRejection, ClocksMayBeTenSecondsApart)
{
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC, 10)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperRejection, EnvelopeFromTheFutureNeedsWorkForThatTimeToo)
{
    Start();
    // 0.2 * (50 + 10 + 1) / 50 is what it takes.
    ExpectRejected(Make(TOPIC, 10, 50, 0.243), WhisperError::LOW_POW, true);
    node.Greet(2);
    node.HearEnvelopes(2, {Make(TOPIC, 10, 50, 0.245)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperRejection, ExpiryBelowTtlIsOfTheFuture)
{
    Start();
    ExpectRejected(pool->Add({10, 50, TOPIC, VirtualBytes(), 0}), WhisperError::FROM_FUTURE, false);
}

TEST_F(WhisperRejection, TooLargeEnvelopeDropsThePeer)
{
    Start();
    node.Greet(2);
    node.HearEnvelopes(2, {Make(TOPIC, 0, 50, 1, (1 << 20) - 20)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
    node.protocol->RemovePeer(clock.now, 2);
    ExpectRejected(Make(TOPIC, 0, 50, 1, (1 << 20) - 19), WhisperError::ENVELOPE_TOO_LARGE, true);
}

TEST_F(WhisperRejection, LowPowDropsThePeer)
{
    Start();
    ExpectRejected(Make(TOPIC, 0, 50, 0.199), WhisperError::LOW_POW, true);
}

TEST_F(WhisperRejection, TopicOutsideTheBloomFilterDropsThePeer)
{
    WantTopicOnly();
    Start();
    ExpectRejected(Make(OTHER), WhisperError::OUTSIDE_INTEREST, true);
}

TEST_F(WhisperRejection, FormerMinPowIsToleratedForTheAllowance)
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

TEST_F(WhisperRejection, BelowTheFormerMinPowIsNotToleratedEither)
{
    Start();
    node.protocol->SetMinPow(clock.now, 0.5);
    ExpectRejected(Make(TOPIC, 0, 50, 0.1), WhisperError::LOW_POW, true);
}

TEST_F(WhisperRejection, OutsideTheFormerBloomFilterIsNotToleratedEither)
{
    WantTopicOnly();
    Start();
    node.protocol->Unsubscribe(clock.now, {TOPIC});
    ExpectRejected(Make(OTHER), WhisperError::OUTSIDE_INTEREST, true);
}

TEST_F(WhisperRejection, LowerMinPowCountsAtOnce)
{
    Start();
    node.Greet(1);
    node.protocol->SetMinPow(clock.now, 0.1);
    node.HearEnvelopes(1, {Make(TOPIC, 0, 50, 0.15)});
    EXPECT_EQ(node.protocol->GetNEnvelopes(), 1u);
}

TEST_F(WhisperRejection, TopicsChangeTheBloomFilterWithTolerance)
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

TEST_F(WhisperRejection, TopicThatChangesNoBitTellsNothing)
{
    WantTopicOnly();
    Start();
    node.Greet(1);
    node.protocol->Subscribe(clock.now, {SAME_BITS});
    EXPECT_EQ(node.LastTo<WhisperStatusUpdate>(1), nullptr);
}

TEST_F(WhisperRejection, FalsePositivesAreCountedApart)
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

TEST_F(WhisperRejection, FullNodeDeliversItsTopicsAndRelaysTheRest)
{
    node.protocol->Subscribe(clock.now, {TOPIC});
    Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make(TOPIC), Make(OTHER)});
    EXPECT_EQ(node.delivered.size(), 1u);
    EXPECT_EQ(node.protocol->GetCounters().relayedOnly, 1u);
    EXPECT_EQ(node.protocol->GetCounters().falsePositives, 0u);
}

TEST_F(WhisperRejection, OneBadEnvelopeDropsThePeerButNotTheOthers)
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

TEST_F(WhisperRejection, ErrorOfTheParserDropsThePeerOnce)
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
