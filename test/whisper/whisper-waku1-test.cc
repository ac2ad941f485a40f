/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol-fixture.h"

#include "ns3/inet-socket-address.h"
#include "ns3/whisper-rate-bucket.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

void
KeepConfirmation(std::vector<WhisperHash>* confirmed,
                 const PeerInfo&,
                 const WhisperHash& batch,
                 uint32_t errors)
{
    EXPECT_EQ(errors, 0u);
    confirmed->push_back(batch);
}

/** A Waku 1 node alone. */
class Waku1 : public testing::Test
{
  protected:
    Waku1()
    {
        node.Set("Waku1", BooleanValue(true));
    }

    Ptr<const WhisperEnvelope> Make(WhisperTopic topic = TOPIC, double pow = 1, uint64_t size = 100)
    {
        const auto now = static_cast<uint32_t>(clock.now.GetSeconds());
        return pool->Add({EPOCH + now + 50, 50, topic, VirtualBytes({}, size), ++n}, pow);
    }

    void UseTopicInterest()
    {
        node.Set("FullNode", BooleanValue(false));
        node.Set("TopicInterest", BooleanValue(true));
        node.protocol->Subscribe(clock.now, {TOPIC});
    }

    FakeClock clock;
    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
    FakeWhisperNode node{clock, pool};
    uint64_t n{0};
};

} // namespace

TEST_F(Waku1, StatusTellsTopicInterestInsteadOfABloomFilter)
{
    UseTopicInterest();
    node.Set("PacketLimitPeer", UintegerValue(5));
    node.Set("ByteLimitIp", UintegerValue(70000));
    node.Start();
    node.Greet(1);
    const auto& options = node.LastTo<WhisperStatus>(1)->options;
    EXPECT_EQ(options.topicInterest, std::vector<WhisperTopic>{TOPIC});
    EXPECT_FALSE(options.bloom);
    EXPECT_EQ(options.packetLimits->peerId, 5u);
    EXPECT_EQ(options.packetLimits->ip, 0u);
    EXPECT_EQ(options.byteLimits->ip, 70000u);
    EXPECT_EQ(options.confirmations, false);
}

TEST_F(Waku1, TopicInterestHasNoFalsePositives)
{
    UseTopicInterest();
    node.Start();
    node.Greet(1);
    node.HearEnvelopes(1, {Make()});
    EXPECT_EQ(node.delivered.size(), 1u);
    node.HearEnvelopes(1, {Make(SAME_BITS)});
    EXPECT_EQ(node.Count(WhisperError::OUTSIDE_INTEREST), 1u);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
    EXPECT_EQ(node.protocol->GetCounters().falsePositives, 0u);
}

TEST_F(Waku1, ChangedTopicsAreToldByAStatusUpdate)
{
    UseTopicInterest();
    node.Start();
    node.Greet(1);
    node.protocol->Subscribe(clock.now, {OTHER});
    EXPECT_EQ(node.LastTo<WhisperStatusUpdate>(1)->options.topicInterest,
              (std::vector<WhisperTopic>{TOPIC, OTHER}));
    node.protocol->SetMinPow(clock.now, 3);
    EXPECT_EQ(node.LastTo<WhisperStatusUpdate>(1)->options.minPow, 3);
    EXPECT_FALSE(node.LastTo<WhisperStatusUpdate>(1)->options.topicInterest);
}

TEST_F(Waku1, TopicInterestOfAPeerTakesPrecedenceOverItsBloomFilter)
{
    node.Start();
    node.Greet(9);
    WhisperOptions both;
    both.topicInterest = std::vector<WhisperTopic>{TOPIC};
    both.bloom = WhisperBloomFilter::Full();
    node.Greet(1, both);
    const auto wanted = Make();
    const auto sameBits = Make(SAME_BITS);
    node.HearEnvelopes(9, {wanted, sameBits});
    clock.RunUntil(Seconds(1));
    EXPECT_EQ(node.BundlesTo(1), std::vector<WhisperBundle>{{wanted}});
    // A bloom filter alone replaces the topic interest.
    WhisperStatusUpdate update;
    update.options.bloom.emplace();
    update.options.bloom->Add(TOPIC);
    node.Hear(1, update);
    clock.RunUntil(Seconds(2));
    EXPECT_EQ(node.BundlesTo(1), (std::vector<WhisperBundle>{{wanted}, {sameBits}}));
    // An empty topic interest is an interest in nothing.
    WhisperStatusUpdate nothing;
    nothing.options.topicInterest.emplace();
    node.Hear(1, nothing);
    node.HearEnvelopes(9, {Make()});
    clock.RunUntil(Seconds(3));
    EXPECT_EQ(node.BundlesTo(1).size(), 2u);
}

TEST_F(Waku1, TooManyTopicsAbort)
{
    UseTopicInterest();
    std::vector<WhisperTopic> topics(MAX_TOPIC_INTEREST + 1);
    for (std::size_t i = 0; i < topics.size(); ++i)
    {
        topics[i] = static_cast<WhisperTopic>(i);
    }
    node.protocol->Subscribe(clock.now, topics);
    EXPECT_DEATH(node.Start(), "10000");
}

TEST_F(Waku1, RateLimitsOfAPeerAreKept)
{
    node.Set("Immediate", BooleanValue(true));
    node.Start();
    node.Greet(9);
    WhisperOptions limits;
    limits.packetLimits = WhisperRateLimits{7, 4, 0};
    node.Greet(1, limits);
    WhisperOptions bytes;
    bytes.byteLimits = WhisperRateLimits{0, 1000, 0};
    node.Greet(2, bytes);
    // 20 packets a second for 10 seconds.
    for (int i = 0; i < 200; ++i)
    {
        clock.At(MilliSeconds(50 * i), [this] { node.HearEnvelopes(9, {Make()}); });
    }
    clock.RunUntil(Seconds(60));
    std::map<PeerId, std::vector<FakeWhisperNode::Sent>> sent;
    std::map<PeerId, std::size_t> envelopes;
    for (const auto& one : node.sent)
    {
        if (const auto* messages = std::get_if<WhisperMessages>(&one.message))
        {
            sent[one.peer].push_back(one);
            envelopes[one.peer] += messages->envelopes.size();
        }
    }
    // At no time more than the limit and a burst.
    for (std::size_t i = 0; i + 8 < sent[1].size(); ++i)
    {
        EXPECT_GE(sent[1][i + 8].at - sent[1][i].at, Seconds(1));
    }
    EXPECT_GT(sent[1].size(), 30u);
    EXPECT_EQ(envelopes[1], 200u);
    uint64_t total = 0;
    for (const auto& one : sent[2])
    {
        total += one.size;
        EXPECT_LE(total, 1000 * (1.001 + one.at.GetSeconds()));
    }
    EXPECT_GT(total, 20000u);
}

TEST_F(Waku1, PeerThatBreaksTheLimitsIsDroppedIfTheyAreEnforced)
{
    for (bool enforces : {false, true})
    {
        FakeWhisperNode strict(clock, pool);
        strict.Set("Waku1", BooleanValue(true));
        strict.Set("PacketLimitPeer", UintegerValue(4));
        strict.Set("EnforceRateLimits", BooleanValue(enforces));
        strict.Start();
        strict.Greet(1);
        strict.Greet(2);
        const Time start = clock.now;
        for (int i = 0; i < 40; ++i)
        {
            clock.At(start + MilliSeconds(250 * (i + 1)),
                     [&] { strict.HearEnvelopes(1, {Make()}); });
            clock.At(start + MilliSeconds(100 * (i + 1)),
                     [&] { strict.HearEnvelopes(2, {Make()}); });
        }
        clock.RunUntil(start + Seconds(20));
        EXPECT_EQ(strict.Count(WhisperError::RATE_LIMIT_EXCEEDED), enforces ? 1u : 0u);
        EXPECT_EQ(strict.protocol->GetNPeers(), enforces ? 1u : 2u);
        if (enforces)
        {
            EXPECT_EQ(strict.disconnected.front().first, 2u);
        }
    }
}

TEST_F(Waku1, LimitsOfAnAddressHoldForAllItsPeers)
{
    node.Set("PacketLimitIp", UintegerValue(4));
    node.Start();
    PeerInfo info;
    for (PeerId peer : {1, 2, 3})
    {
        info.id = peer;
        info.address = InetSocketAddress(Ipv4Address(peer < 3 ? "10.0.0.1" : "10.0.0.2"), 1 + peer);
        node.protocol->AddPeer(clock.now, info);
        node.Hear(peer, WhisperStatus());
    }
    for (int i = 1; i <= 40; ++i)
    {
        for (PeerId peer : {1, 2, 3})
        {
            clock.At(Seconds(0.25 * i), [this, peer] { node.HearEnvelopes(peer, {Make()}); });
        }
    }
    clock.RunUntil(Seconds(20));
    // Peers 1 and 2 send 8 a second together, so that one of them is dropped.
    EXPECT_EQ(node.Count(WhisperError::RATE_LIMIT_EXCEEDED), 1u);
    ASSERT_EQ(node.disconnected.size(), 1u);
    EXPECT_LT(node.disconnected.front().first, 3u);
}

TEST_F(Waku1, LimitsOfATopicAreKeptAndEnforced)
{
    // What is kept: other topics do not wait for one that is over its limit.
    node.Set("Immediate", BooleanValue(true));
    node.Start();
    node.Greet(9);
    WhisperOptions limits;
    limits.packetLimits = WhisperRateLimits{0, 0, 2};
    node.Greet(1, limits);
    for (int i = 0; i < 40; ++i)
    {
        clock.At(MilliSeconds(100 * i), [this] { node.HearEnvelopes(9, {Make()}); });
    }
    clock.At(Seconds(3.05), [this] { node.HearEnvelopes(9, {Make(OTHER)}); });
    clock.RunUntil(Seconds(30));
    std::size_t early = 0;
    std::size_t all = 0;
    Time other;
    for (const auto& sent : node.sent)
    {
        const auto* messages = std::get_if<WhisperMessages>(&sent.message);
        for (const auto& envelope :
             messages&& sent.peer == 1 ? messages->envelopes : WhisperBundle())
        {
            other = envelope->GetTopic() == OTHER ? sent.at : other;
            early += envelope->GetTopic() == TOPIC && sent.at < Seconds(5) ? 1 : 0;
            ++all;
        }
    }
    EXPECT_EQ(all, 41u);
    EXPECT_GE(early, 10u);
    EXPECT_LE(early, 13u);
    EXPECT_EQ(other, Seconds(3.05));

    // What is enforced: the same envelopes at once end the connection, in two topics they do not.
    for (const bool isOneTopic : {true, false})
    {
        FakeWhisperNode strict(clock, pool);
        strict.Set("Waku1", BooleanValue(true));
        strict.Set("ByteLimitTopic", UintegerValue(1000));
        strict.Start();
        strict.Greet(1);
        WhisperBundle bundle;
        for (int i = 0; i < 20; ++i)
        {
            bundle.push_back(Make(isOneTopic || i % 2 == 0 ? TOPIC : OTHER));
        }
        strict.HearEnvelopes(1, bundle);
        EXPECT_EQ(strict.protocol->GetNPeers(), isOneTopic ? 0u : 1u);
    }
}

TEST_F(Waku1, ConfirmationsNameTheBundleAndWhatWasWrong)
{
    node.Set("Confirmations", BooleanValue(true));
    node.Start();
    node.Greet(1);
    EXPECT_EQ(node.LastTo<WhisperStatus>(1)->options.confirmations, true);
    const auto good = Make();
    const auto old = pool->Add({EPOCH - 1000, 50, TOPIC, VirtualBytes({}, 10), 1}, 1);
    node.HearEnvelopes(1, {good, old});
    const WhisperHash batch = HashWhisperBatch({good, old});
    EXPECT_EQ(node.LastTo<WhisperBatchAcknowledged>(1)->batch, batch);
    const auto* response = node.LastTo<WhisperMessageResponse>(1);
    ASSERT_NE(response, nullptr);
    EXPECT_EQ(response->batch, batch);
    ASSERT_EQ(response->errors.size(), 1u);
    EXPECT_EQ(response->errors[0].hash, old->GetHash());
    EXPECT_EQ(response->errors[0].code, WhisperEnvelopeError::TIME_NOT_SYNCED);
    // A bad envelope is named before the connection ends.
    node.HearEnvelopes(1, {Make(TOPIC, 0.01)});
    EXPECT_EQ(node.LastTo<WhisperMessageResponse>(1)->errors[0].code, WhisperEnvelopeError::OTHER);
    EXPECT_EQ(node.protocol->GetNPeers(), 0u);
}

TEST_F(Waku1, ConfirmationsAreOffUnlessAskedFor)
{
    node.Start();
    node.Greet(1);
    const std::size_t before = node.sent.size();
    node.HearEnvelopes(1, {Make()});
    EXPECT_EQ(node.sent.size(), before);
}

TEST(Waku1Network, SenderLearnsThatItsBundleHasArrived)
{
    FakeWhisperNetwork network;
    for (int i = 0; i < 2; ++i)
    {
        FakeWhisperNode& node = network.Add();
        node.Set("Waku1", BooleanValue(true));
        node.Set("Confirmations", BooleanValue(true));
        node.Start();
    }
    std::vector<WhisperHash> confirmed;
    network.nodes[0]->protocol->TraceConnectWithoutContext(
        "BatchAcknowledged",
        MakeBoundCallback(&KeepConfirmation, &confirmed));
    network.Connect(0, 1);
    network.RunFor(Seconds(1));
    WhisperPost post;
    const auto envelope = network.nodes[0]->protocol->Publish(network.clock.now, post).envelope;
    network.RunFor(Seconds(1));
    // By the message response, and by the older packet.
    EXPECT_EQ(confirmed, std::vector<WhisperHash>(2, HashWhisperBatch({envelope})));
}

TEST(Waku1Network, TopicInterestSparesTrafficThatABloomFilterLetsThrough)
{
    uint64_t bytes[2];
    for (bool usesTopics : {false, true})
    {
        FakeWhisperNetwork network;
        for (int i = 0; i < 2; ++i)
        {
            FakeWhisperNode& node = network.Add();
            node.Set("Waku1", BooleanValue(true));
            node.Set("TopicInterest", BooleanValue(usesTopics));
            if (i == 1)
            {
                node.Set("FullNode", BooleanValue(false));
                node.protocol->Subscribe(network.clock.now, {TOPIC});
            }
            node.Start();
        }
        network.Connect(0, 1);
        network.RunFor(Seconds(1));
        for (WhisperTopic topic : {TOPIC, SAME_BITS, OTHER})
        {
            WhisperPost post;
            post.topic = topic;
            network.nodes[0]->protocol->Publish(network.clock.now, post);
        }
        network.RunFor(Seconds(1));
        EXPECT_EQ(network.nodes[1]->delivered.size(), 1u);
        EXPECT_EQ(network.nodes[1]->protocol->GetCounters().falsePositives, usesTopics ? 0u : 1u);
        EXPECT_EQ(network.nodes[1]->protocol->GetNPeers(), 1u);
        bytes[usesTopics] = network.nodes[0]->bytesSent;
    }
    EXPECT_LT(bytes[true], bytes[false]);
}

TEST(WhisperRateBucket, LetsTheRatePassAndNoMore)
{
    WhisperRateBucket bucket;
    EXPECT_TRUE(bucket.Allows(Seconds(0), UINT64_MAX));
    bucket.SetRate(10);
    unsigned passed = 0;
    for (int i = 0; i < 10000; ++i)
    {
        const Time now = MilliSeconds(i);
        if (bucket.Allows(now, 1))
        {
            bucket.Take(1);
            ++passed;
        }
    }
    EXPECT_GE(passed, 100u);
    EXPECT_LE(passed, 110u);
    // More than it holds passes when it is full, and is paid for afterwards.
    EXPECT_FALSE(bucket.Allows(Seconds(10), 50));
    EXPECT_TRUE(bucket.Allows(Seconds(11), 50));
    bucket.Take(50);
    EXPECT_FALSE(bucket.Allows(Seconds(14.9), 1));
    EXPECT_TRUE(bucket.Allows(Seconds(15.2), 1));
}
