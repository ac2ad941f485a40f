/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PROTOCOL_FIXTURE_H
#define WAKU_WHISPER_PROTOCOL_FIXTURE_H

#include "whisper-fake-network.h"

#include <gtest/gtest.h>

namespace ns3
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
        ASSERT_EQ(node.disconnected.size(), drops ? 1u : 0u);
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

} // namespace ns3

#endif /* WAKU_WHISPER_PROTOCOL_FIXTURE_H */
