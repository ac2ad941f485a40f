/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol-fixture.h"

#include <cmath>

using namespace ns3;

namespace
{

using WhisperTransmission = WhisperProtocolTest;

} // namespace

TEST_F(WhisperTransmission, APeerGetsABundleInEachCycleSinceItsStatus)
{
    node.Set("TimerLateness", TimeValue(Time(0)));
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
    // 30 envelopes in 1.5 s, which are 5 cycles.
    ASSERT_EQ(times.size(), 5u);
    for (std::size_t i = 0; i < times.size(); ++i)
    {
        EXPECT_EQ(times[i], Seconds(100) + static_cast<int64_t>(i + 1) * MilliSeconds(300));
        EXPECT_EQ(node.BundlesTo(2)[i].size(), 6u);
    }
}

TEST_F(WhisperTransmission, EachPeerIsServedByATickerOfItsOwn)
{
    node.Set("TimerLateness", TimeValue(Time(0)));
    Start();
    for (PeerId peer = 0; peer < 10; ++peer)
    {
        clock.At(Seconds(100) + MilliSeconds(25 * peer), [this, peer] { node.Greet(peer); });
    }
    clock.RunUntil(Seconds(130) + MilliSeconds(110));
    node.protocol->Publish(clock.now, {});
    clock.RunUntil(Seconds(131));
    for (PeerId peer = 0; peer < 10; ++peer)
    {
        ASSERT_EQ(node.BundlesTo(peer).size(), 1u);
        const auto sent = std::find_if(node.sent.rbegin(),
                                       node.sent.rend(),
                                       [peer](const auto& frame) { return frame.peer == peer; });
        // The tickers of peers 0 to 4 have fired up to 10 ms before.
        EXPECT_EQ(sent->at, Seconds(130) + MilliSeconds(25 * peer + (peer < 5 ? 300 : 0)));
    }
}

TEST_F(WhisperTransmission, TickersFireLateByUpToTimerLateness)
{
    node.Set("TimerLateness", TimeValue(MilliSeconds(20)));
    Start();
    node.Greet(1);
    Time least = Seconds(1);
    Time most;
    for (int i = 1; i <= 200; ++i)
    {
        clock.RunUntil(Seconds(100) + i * MilliSeconds(300) - MilliSeconds(1));
        node.protocol->Publish(clock.now, {});
        clock.RunUntil(Seconds(100) + i * MilliSeconds(300) + MilliSeconds(20));
        ASSERT_EQ(node.BundlesTo(1).size(), static_cast<std::size_t>(i));
        const Time late = node.sent.back().at - (Seconds(100) + i * MilliSeconds(300));
        least = std::min(least, late);
        most = std::max(most, late);
    }
    EXPECT_GE(least, Time(0));
    EXPECT_LT(least, MilliSeconds(1));
    EXPECT_GT(most, MilliSeconds(19));
}

// Real nodes read an envelope beside their tickers. When a copy arrives just as the ticker for its
// sender fires, both nodes send.
TEST_F(WhisperTransmission, CopyThatIsBeingReadAsTheTickerFiresIsAnsweredWithACopy)
{
    for (const bool isReadInTime : {false, true})
    {
        FakeWhisperNode receiver(clock, pool);
        receiver.Set("TimerLateness", TimeValue(Time(0)));
        receiver.Set("HandlingTime", TimeValue(MicroSeconds(300)));
        receiver.Start();
        receiver.Greet(1);
        const auto envelope = receiver.protocol->Publish(clock.now, {}).envelope;
        clock.RunUntil(clock.now + MilliSeconds(300) - MicroSeconds(isReadInTime ? 301 : 300));
        receiver.HearEnvelopes(1, {envelope});
        clock.RunUntil(clock.now + Seconds(1));
        EXPECT_EQ(receiver.BundlesTo(1).size(), isReadInTime ? 0u : 1u);
        EXPECT_EQ(receiver.protocol->GetCounters().duplicates, 1u);
    }
}

TEST_F(WhisperTransmission, CycleIsAParameter)
{
    node.Set("TransmissionCycle", TimeValue(Seconds(7)));
    node.Set("TimerLateness", TimeValue(Time(0)));
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

TEST_F(WhisperTransmission, ImmediateModeDoesNotWait)
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

TEST_F(WhisperTransmission, NothingToDoWakesNobody)
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

TEST_F(WhisperTransmission, PeerThatSentItDoesNotGetItAndNobodyGetsItTwice)
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

TEST_F(WhisperTransmission, NewPeerGetsWhatIsThere)
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

TEST_F(WhisperTransmission, PeerThatComesBackIsTakenForANewOne)
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

TEST_F(WhisperTransmission, PowRequirementAndBloomFilterOfThePeerAreRespected)
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

TEST_F(WhisperTransmission, LightNodeForwardsOnlyItsOwn)
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

TEST_F(WhisperTransmission, ExpiredEnvelopeIsSweptWithinACycle)
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

TEST_F(WhisperTransmission, ExpiredEnvelopeThatWaitsForTheSweepIsNotSent)
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

TEST_F(WhisperTransmission, BlockedPeerGetsALargerBundleLater)
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

TEST_F(WhisperTransmission, LargeBundlesAreSplitUnlessToldOtherwise)
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
