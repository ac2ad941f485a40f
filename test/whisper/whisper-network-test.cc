/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-fake-network.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

using namespace ns3;

namespace
{

constexpr WhisperTopic WANTED = 0xabcdef01;

/** Node i is joined to i + 1, ..., i + degree / 2. */
void
JoinRing(FakeWhisperNetwork& network, std::size_t degree)
{
    const std::size_t n = network.nodes.size();
    for (std::size_t i = 0; i < n; ++i)
    {
        for (std::size_t k = 1; k <= degree / 2; ++k)
        {
            network.Connect(i, (i + k) % n);
        }
    }
}

void
AddSubscribed(FakeWhisperNetwork& network, std::size_t n, bool isImmediate = false)
{
    for (std::size_t i = 0; i < n; ++i)
    {
        FakeWhisperNode& node = network.Add();
        node.Set("Immediate", BooleanValue(isImmediate));
        node.protocol->Subscribe(network.clock.now, {WANTED});
        node.Start();
    }
}

WhisperPost
MakePost(uint64_t size = 1000)
{
    WhisperPost post;
    post.topic = WANTED;
    post.payload = VirtualBytes({}, size);
    return post;
}

uint64_t
CountTransmissions(const FakeWhisperNetwork& network)
{
    uint64_t sum = 0;
    for (const auto& node : network.nodes)
    {
        sum += node->protocol->GetCounters().envelopesSent;
    }
    return sum;
}

} // namespace

TEST(WhisperNetwork, EveryNodeGetsAMessageOnce)
{
    FakeWhisperNetwork network;
    AddSubscribed(network, 40);
    JoinRing(network, 6);
    network.RunFor(Seconds(1));
    for (int i = 0; i < 5; ++i)
    {
        network.nodes[7 * i]->protocol->Publish(network.clock.now, MakePost());
        network.RunFor(MilliSeconds(100));
    }
    network.RunFor(Seconds(20));
    for (std::size_t i = 0; i < network.nodes.size(); ++i)
    {
        const bool isPublisher = i % 7 == 0 && i < 35;
        EXPECT_EQ(network.nodes[i]->delivered.size(), isPublisher ? 4u : 5u) << i;
        std::set<const WhisperEnvelope*> different;
        for (const auto& envelope : network.nodes[i]->delivered)
        {
            different.insert(PeekPointer(envelope));
        }
        EXPECT_EQ(different.size(), network.nodes[i]->delivered.size());
        EXPECT_EQ(network.nodes[i]->protocol->GetCounters().disconnects, 0u);
    }
    // Nothing was hashed on the way.
    EXPECT_EQ(network.pool->GetNHashed(), 5u);
}

// Each of n nodes sends to its d neighbours but the one that it has the message from.
TEST(WhisperNetwork, WithoutWaitingAMessageCostsNTimesDMinusOnePlusOne)
{
    for (std::size_t degree : {2, 4, 6})
    {
        FakeWhisperNetwork network;
        AddSubscribed(network, 31, true);
        JoinRing(network, degree);
        network.RunFor(Seconds(1));
        network.nodes[3]->protocol->Publish(network.clock.now, MakePost());
        network.RunFor(Seconds(20));
        EXPECT_EQ(CountTransmissions(network), 31 * (degree - 1) + 1);
    }
}

TEST(WhisperNetwork, WaitingForTheCycleSavesTransmissionsAndCostsTime)
{
    uint64_t transmissions[2];
    Time last[2];
    for (bool isImmediate : {false, true})
    {
        FakeWhisperNetwork network;
        AddSubscribed(network, 31, isImmediate);
        JoinRing(network, 6);
        network.RunFor(Seconds(1));
        network.nodes[3]->protocol->Publish(network.clock.now, MakePost());
        network.RunFor(Seconds(20));
        transmissions[isImmediate] = CountTransmissions(network);
        for (const auto& node : network.nodes)
        {
            EXPECT_EQ(node->delivered.size(), node == network.nodes[3] ? 0u : 1u);
            for (Time at : node->deliveredAt)
            {
                last[isImmediate] = std::max(last[isImmediate], at);
            }
        }
    }
    EXPECT_LT(transmissions[false], transmissions[true]);
    EXPECT_GE(transmissions[false], 30u);
    EXPECT_GT(last[false], last[true]);
}

TEST(WhisperNetwork, BytesAreThoseOfTheFrames)
{
    FakeWhisperNetwork network;
    AddSubscribed(network, 2);
    network.Connect(0, 1);
    network.RunFor(Seconds(1));
    network.nodes[0]->Set("ModelPow", BooleanValue(true));
    network.nodes[0]->protocol->Publish(network.clock.now, MakePost(100000));
    network.RunFor(Seconds(1));
    for (std::size_t i : {0, 1})
    {
        const WhisperCounters& sent = network.nodes[i]->protocol->GetCounters();
        const WhisperCounters& received = network.nodes[1 - i]->protocol->GetCounters();
        EXPECT_EQ(sent.bytesSent, received.bytesReceived);
        EXPECT_EQ(sent.bytesSent, network.nodes[i]->bytesSent);
        EXPECT_EQ(sent.packetsSent, received.packetsReceived);
    }
    EXPECT_GT(network.nodes[0]->bytesSent, 100000u);
    EXPECT_EQ(network.nodes[1]->delivered[0]->GetPayloadSize(), 100000u);
}

TEST(WhisperNetwork, MemoryIsFlatOverALongRun)
{
    FakeWhisperNetwork network;
    AddSubscribed(network, 10);
    JoinRing(network, 4);
    for (const auto& node : network.nodes)
    {
        node->Set("ModelPow", BooleanValue(true));
    }
    network.RunFor(Seconds(1));
    std::size_t most = 0;
    for (int second = 0; second < 2000; ++second)
    {
        network.nodes[second % 10]->protocol->Publish(network.clock.now, MakePost());
        network.RunFor(Seconds(1));
        for (const auto& node : network.nodes)
        {
            node->delivered.clear();
            node->deliveredAt.clear();
            most = std::max(most, node->protocol->GetNEnvelopes());
        }
    }
    // One a second, 50 seconds to live, and a sweep each second.
    EXPECT_GE(most, 50u);
    EXPECT_LE(most, 53u);
    network.RunFor(Seconds(60));
    for (const auto& node : network.nodes)
    {
        EXPECT_EQ(node->protocol->GetNEnvelopes(), 0u);
        EXPECT_EQ(node->protocol->GetCounters().expired, 2000u);
    }
}

TEST(WhisperNetwork, SameStreamsGiveTheSameRun)
{
    std::vector<Time> times[2];
    for (auto& run : times)
    {
        FakeWhisperNetwork network;
        AddSubscribed(network, 20);
        JoinRing(network, 4);
        network.RunFor(Seconds(1));
        network.nodes[0]->protocol->Publish(network.clock.now, MakePost());
        network.RunFor(Seconds(10));
        for (const auto& node : network.nodes)
        {
            run.insert(run.end(), node->deliveredAt.begin(), node->deliveredAt.end());
        }
    }
    EXPECT_EQ(times[0], times[1]);
}

TEST(WhisperNetwork, BloomFiltersKeepTrafficAwayFromWhoDoesNotWantIt)
{
    FakeWhisperNetwork network;
    AddSubscribed(network, 3);
    FakeWhisperNode& selective = network.Add();
    selective.Set("FullNode", BooleanValue(false));
    selective.protocol->Subscribe(network.clock.now, {0x11223344});
    selective.Start();
    for (std::size_t i : {0, 1, 2})
    {
        network.Connect(i, 3);
    }
    network.Connect(0, 1);
    network.Connect(1, 2);
    network.RunFor(Seconds(1));
    network.nodes[0]->protocol->Publish(network.clock.now, MakePost());
    WhisperPost post = MakePost();
    post.topic = 0x11223344;
    network.nodes[0]->protocol->Publish(network.clock.now, post);
    network.RunFor(Seconds(5));
    EXPECT_EQ(selective.delivered.size(), 1u);
    EXPECT_EQ(selective.protocol->GetCounters().accepted, 1u);
    EXPECT_EQ(selective.protocol->GetCounters().errors, WhisperCounters().errors);
    EXPECT_EQ(network.nodes[2]->protocol->GetCounters().accepted, 2u);
}

TEST(WhisperNetwork, TopicGivenUpAtRunTimeDisconnectsNobody)
{
    FakeWhisperNetwork network;
    AddSubscribed(network, 2);
    FakeWhisperNode& fickle = network.Add();
    fickle.Set("FullNode", BooleanValue(false));
    fickle.protocol->Subscribe(network.clock.now, {WANTED, 1});
    fickle.Start();
    network.Connect(0, 1);
    network.Connect(0, 2);
    network.Connect(1, 2);
    network.RunFor(Seconds(1));
    for (int i = 0; i < 60; ++i)
    {
        if (i % 20 == 5)
        {
            fickle.protocol->Unsubscribe(network.clock.now, {WANTED});
        }
        if (i % 20 == 15)
        {
            fickle.protocol->Subscribe(network.clock.now, {WANTED});
        }
        network.nodes[i % 2]->protocol->Publish(network.clock.now, MakePost());
        network.RunFor(MilliSeconds(700));
    }
    network.RunFor(Seconds(5));
    EXPECT_EQ(fickle.protocol->GetCounters().disconnects, 0u);
    EXPECT_EQ(fickle.protocol->GetNPeers(), 2u);
    // What was published meanwhile and has not expired is sent after all.
    EXPECT_GT(fickle.delivered.size(), 50u);
}

TEST(WhisperNetwork, LowPowAttackerIsDroppedByAllItReaches)
{
    FakeWhisperNetwork network;
    AddSubscribed(network, 5);
    JoinRing(network, 2);
    FakeWhisperNode& attacker = network.Add();
    attacker.Set("MinPow", DoubleValue(0));
    attacker.Start();
    network.Connect(5, 0);
    network.Connect(5, 1);
    network.RunFor(Seconds(1));
    WhisperPost post = MakePost();
    post.powTarget = 0;
    const auto weak = attacker.protocol->Publish(network.clock.now, post).envelope;
    network.RunFor(Seconds(1));
    // A node that keeps to the rules does not send it.
    EXPECT_EQ(attacker.protocol->GetNPeers(), 2u);
    attacker.protocol->SendBundle(network.clock.now, 0, {weak});
    attacker.protocol->SendBundle(network.clock.now, 1, {weak});
    network.RunFor(Seconds(1));
    EXPECT_EQ(attacker.protocol->GetNPeers(), 0u);
    for (std::size_t i = 0; i < 5; ++i)
    {
        EXPECT_TRUE(network.nodes[i]->delivered.empty());
        EXPECT_EQ(network.nodes[i]->Count(WhisperError::LOW_POW), i < 2 ? 1u : 0u);
    }
}

TEST(WhisperNetwork, HostileBytesCostOneDisconnectAndNothingElse)
{
    FakeWhisperNetwork network;
    AddSubscribed(network, 3);
    JoinRing(network, 2);
    FakeWhisperNode& attacker = network.Add();
    attacker.Start();
    network.Connect(3, 0);
    network.RunFor(Seconds(1));
    // Half a megabyte of lists that never end, twice, and more behind.
    const RlpxFrame hostile(1, {VirtualBytes(std::vector<uint8_t>(500000, 0xf7))});
    attacker.onSend(0, hostile);
    attacker.onSend(0, hostile);
    attacker.onSend(0, WhisperEncoder::EncodeMessages({}));
    network.nodes[0]->protocol->Publish(network.clock.now, MakePost());
    network.RunFor(Seconds(5));
    const WhisperCounters& counters = network.nodes[0]->protocol->GetCounters();
    EXPECT_EQ(counters.disconnects, 1u);
    EXPECT_EQ(counters.Get(WhisperError::BAD_ENVELOPES), 1u);
    EXPECT_EQ(network.nodes[0]->protocol->GetNPeers(), 2u);
    EXPECT_EQ(attacker.protocol->GetNPeers(), 0u);
    EXPECT_EQ(network.nodes[1]->delivered.size(), 1u);
    EXPECT_EQ(network.nodes[2]->delivered.size(), 1u);
}

TEST(WhisperNetwork, DeliveryMayCloseTheConnectionOrPublish)
{
    // Subscribers that answer each first message, and one that hangs up when it gets one.
    class Answering : public FakeWhisperNode
    {
      public:
        using FakeWhisperNode::FakeWhisperNode;

        void Deliver(Ptr<const WhisperEnvelope> envelope) override
        {
            FakeWhisperNode::Deliver(envelope);
            if (delivered.size() == 1)
            {
                WhisperPost post;
                post.topic = WANTED;
                protocol->Publish(now, post);
                protocol->RemovePeer(now, 1);
            }
        }

        Time now;
    };

    FakeClock clock;
    Ptr<WhisperEnvelopePool> pool = CreateObject<WhisperEnvelopePool>();
    Answering node(clock, pool);
    node.Set("Immediate", BooleanValue(true));
    node.protocol->Subscribe(clock.now, {WANTED});
    node.Start();
    node.Greet(1);
    node.Greet(2);
    WhisperBundle bundle;
    for (uint32_t i = 0; i < 3; ++i)
    {
        bundle.push_back(pool->Add({1546300850, 50, WANTED, VirtualBytes({}, 100 + i), i}, 1));
    }
    node.HearEnvelopes(1, bundle);
    EXPECT_EQ(node.protocol->GetNPeers(), 1u);
    EXPECT_EQ(node.delivered.size(), 1u);
    std::size_t sent = 0;
    for (const WhisperBundle& part : node.BundlesTo(2))
    {
        sent += part.size();
    }
    EXPECT_EQ(sent, 2u);
}
