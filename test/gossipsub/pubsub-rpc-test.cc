/* SPDX-License-Identifier: GPL-2.0-only */
#include "protoc-decode.h"
#include "test-topic.h"

#include "ns3/pubsub-rpc-encoder.h"
#include "ns3/pubsub-rpc-parser.h"
#include "ns3/simulator.h"
#include "ns3/waku-message.h"
#include "ns3/waku-protobuf.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sstream>

using namespace ns3;

namespace
{

constexpr uint32_t LIMIT = 1 << 20;

class RpcWire : public testing::Test, public PubsubRpcParser::Sink
{
  protected:
    RpcWire()
    {
        pool->SetDescribeFunction(&WakuMessage::Describe);
    }

    void HandleRpc(const PubsubRpc& rpc) override
    {
        rpcs.push_back(rpc);
    }

    void HandleError(RpcError error) override
    {
        errors[static_cast<std::size_t>(error)]++;
    }

    uint32_t GetNErrors(RpcError error) const
    {
        return errors[static_cast<std::size_t>(error)];
    }

    Ptr<const PubsubMessage> MakeMessage(uint32_t size, uint8_t nonce = 1)
    {
        WakuMessage message;
        message.contentTopic = "/ns-3/1/traffic/proto";
        message.timestamp = 1000;
        message.payload = VirtualBytes({nonce, 2, 3}, size - 3);
        return pool->Add(TOPIC, message.Encode(), Seconds(0));
    }

    static std::vector<uint8_t> BytesOf(Ptr<const Packet> packet)
    {
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), bytes.size());
        return bytes;
    }

    /// Give bytes to a parser in pieces of a size, as a stream would.
    void Feed(PubsubRpcParser& parser, const std::vector<uint8_t>& bytes, uint32_t piece)
    {
        std::size_t at = 0;
        while (at < bytes.size() && !parser.HasFailed())
        {
            const uint64_t left = bytes.size() - at;
            if (parser.GetSkippable() > 0)
            {
                const uint64_t skip = std::min<uint64_t>(parser.GetSkippable(), left);
                parser.Skip(skip);
                skipped += skip;
                at += skip;
                continue;
            }
            const uint32_t taken =
                parser.Read(bytes.data() + at,
                            static_cast<uint32_t>(std::min<uint64_t>(piece, left)));
            ASSERT_TRUE(taken > 0 || parser.HasFailed());
            at += taken;
        }
    }

    void Parse(const std::vector<uint8_t>& bytes, uint32_t piece, Ptr<MessagePool> with)
    {
        rpcs.clear();
        errors.fill(0);
        skipped = 0;
        PubsubRpcParser parser(with, LIMIT, *this);
        Feed(parser, bytes, piece);
    }

    /// \return a frame with a publish field of these bytes
    static std::vector<uint8_t> MakePublishFrame(const std::vector<uint8_t>& fields)
    {
        std::vector<uint8_t> rpc;
        protobuf::AppendMessageField(rpc, rpcfield::RPC_PUBLISH, fields);
        std::vector<uint8_t> frame;
        protobuf::AppendVarint(frame, rpc.size());
        frame.insert(frame.end(), rpc.begin(), rpc.end());
        return frame;
    }

    static MessageId MakeId(uint8_t value)
    {
        return MessageId(std::vector<uint8_t>(32, value));
    }

    PubsubRpc MakeFullRpc()
    {
        PubsubRpc rpc;
        rpc.subscriptions = {{true, "a"}, {false, TOPIC}};
        rpc.publish = {MakeMessage(40), MakeMessage(3000, 7)};
        rpc.ihave = {{TOPIC, {MakeId(1), MakeId(2)}}, {"b", {}}};
        rpc.iwant = {MakeId(3)};
        rpc.graft = {TOPIC, "b"};
        rpc.prune = {{TOPIC,
                      {"\x0a\x05"
                       "peer1",
                       "\x0a\x05"
                       "peer2"},
                      60},
                     {"b", {}, 0}};
        rpc.idontwant = {MakeId(4), MakeId(5)};
        return rpc;
    }

    void ExpectSame(const PubsubRpc& read, const PubsubRpc& written)
    {
        ASSERT_EQ(read.subscriptions.size(), written.subscriptions.size());
        for (std::size_t i = 0; i < read.subscriptions.size(); i++)
        {
            EXPECT_EQ(read.subscriptions[i].subscribe, written.subscriptions[i].subscribe);
            EXPECT_EQ(read.subscriptions[i].topic, written.subscriptions[i].topic);
        }
        ASSERT_EQ(read.publish.size(), written.publish.size());
        for (std::size_t i = 0; i < read.publish.size(); i++)
        {
            EXPECT_EQ(read.publish[i]->GetId(), written.publish[i]->GetId());
            EXPECT_EQ(read.publish[i]->GetData(), written.publish[i]->GetData());
        }
        ASSERT_EQ(read.ihave.size(), written.ihave.size());
        for (std::size_t i = 0; i < read.ihave.size(); i++)
        {
            EXPECT_EQ(read.ihave[i].topic, written.ihave[i].topic);
            EXPECT_EQ(read.ihave[i].messageIds, written.ihave[i].messageIds);
        }
        EXPECT_EQ(read.iwant, written.iwant);
        EXPECT_EQ(read.graft, written.graft);
        ASSERT_EQ(read.prune.size(), written.prune.size());
        for (std::size_t i = 0; i < read.prune.size(); i++)
        {
            EXPECT_EQ(read.prune[i].topic, written.prune[i].topic);
            EXPECT_EQ(read.prune[i].peers, written.prune[i].peers);
            EXPECT_EQ(read.prune[i].backoff, written.prune[i].backoff);
        }
        EXPECT_EQ(read.idontwant, written.idontwant);
    }

    Ptr<MessagePool> pool{CreateObject<MessagePool>()};
    std::vector<PubsubRpc> rpcs;
    std::array<uint32_t, RPC_ERRORS> errors{};
    uint64_t skipped{0};
};

Ptr<MessagePool>
MakeEmptyPool()
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    pool->SetDescribeFunction(&WakuMessage::Describe);
    return pool;
}

} // namespace

TEST_F(RpcWire, EveryPartSurvivesARoundTripInPiecesOfAnySize)
{
    const PubsubRpc rpc = MakeFullRpc();
    const std::vector<uint8_t> bytes = BytesOf(PubsubRpcEncoder::Encode(rpc)->GetPacket());
    for (uint32_t piece : {1, 2, 3, 7, 64, 100, 256, 5000})
    {
        for (const Ptr<MessagePool>& with : {pool, MakeEmptyPool()})
        {
            Parse(bytes, piece, with);
            ASSERT_EQ(rpcs.size(), 1U) << piece;
            ExpectSame(rpcs[0], rpc);
        }
    }
}

TEST_F(RpcWire, PayloadOfAKnownMessageIsSkippedAndOfAnUnknownOneRead)
{
    const std::vector<uint8_t> bytes = BytesOf(MakeMessage(50000)->GetFrame()->GetPacket());
    Parse(bytes, 256, pool);
    ASSERT_EQ(rpcs.size(), 1U);
    EXPECT_GT(skipped, 49000U);
    Parse(bytes, 256, MakeEmptyPool());
    ASSERT_EQ(rpcs.size(), 1U);
    EXPECT_EQ(skipped, 0U);
    EXPECT_EQ(rpcs[0].publish[0]->GetId(), MakeMessage(50000)->GetId());
}

TEST_F(RpcWire, PayloadOfAKnownMessageIsSkippedHoweverManyRealBytesItStartsWith)
{
    std::vector<uint8_t> head(3000, 7);
    Ptr<MessagePool> opaque = CreateObject<MessagePool>();
    const auto message = opaque->Add(TOPIC, VirtualBytes(head, 50000), Seconds(0));
    // Another that starts the same way and is told apart late.
    head.back() = 8;
    opaque->Add(TOPIC, VirtualBytes(head, 50000), Seconds(0));
    Parse(BytesOf(message->GetFrame()->GetPacket()), 256, opaque);
    ASSERT_EQ(rpcs.size(), 1U);
    EXPECT_EQ(rpcs[0].publish[0], message);
    EXPECT_GT(skipped, 49000U);
}

TEST_F(RpcWire, AnUnknownMessageWithALongTopicCostsTimeInProportionToItsSize)
{
    Ptr<MessagePool> opaque = CreateObject<MessagePool>();
    const auto message =
        opaque->Add(std::string(500000, 't'), VirtualBytes({1}, 499999), Seconds(0));
    const std::vector<uint8_t> bytes = BytesOf(message->GetFrame()->GetPacket());
    const std::clock_t start = std::clock();
    Parse(bytes, 64, CreateObject<MessagePool>());
    ASSERT_EQ(rpcs.size(), 1U);
    EXPECT_EQ(rpcs[0].publish[0]->GetId(), message->GetId());
    // Some milliseconds; seconds if the topic is read at every piece.
    EXPECT_LT(std::clock() - start, CLOCKS_PER_SEC);
}

TEST_F(RpcWire, DataComeBeforeTheTopicWithVirtualBytesInBetween)
{
    const std::vector<uint8_t> bytes = BytesOf(MakeMessage(300)->GetFrame()->GetPacket());
    const std::vector<uint8_t> tail(bytes.end() - TOPIC.size() - 2, bytes.end());
    std::vector<uint8_t> expected = {4 << 3 | 2, static_cast<uint8_t>(TOPIC.size())};
    expected.insert(expected.end(), TOPIC.begin(), TOPIC.end());
    EXPECT_EQ(tail, expected);
    // Delimiter and length of the publish field take two bytes each.
    EXPECT_EQ(bytes[2], 2 << 3 | 2);
    EXPECT_EQ(bytes[5], 2 << 3 | 2);
    // A packet that stores its zeros has room for them.
    const Ptr<const StreamFrame> frame = MakeMessage(900000)->GetFrame();
    EXPECT_LT(frame->GetBody()->GetSerializedSize(), 2000U);
    EXPECT_EQ(frame->GetTail()->GetSize(), TOPIC.size() + 2);
}

TEST_F(RpcWire, AMessageIsFoundInEitherOrderOfItsFields)
{
    const auto message = MakeMessage(50000);
    const std::vector<uint8_t> data = message->GetData().ToVector();
    std::vector<uint8_t> topic;
    protobuf::AppendStringField(topic, rpcfield::MESSAGE_TOPIC, TOPIC);
    std::vector<uint8_t> topicFirst = topic;
    protobuf::AppendMessageField(topicFirst, rpcfield::MESSAGE_DATA, data);
    std::vector<uint8_t> dataFirst;
    protobuf::AppendMessageField(dataFirst, rpcfield::MESSAGE_DATA, data);
    dataFirst.insert(dataFirst.end(), topic.begin(), topic.end());
    for (const auto& fields : {topicFirst, dataFirst})
    {
        for (uint32_t piece : {1, 256, 4096})
        {
            Parse(MakePublishFrame(fields), piece, pool);
            ASSERT_EQ(rpcs.size(), 1U);
            EXPECT_EQ(rpcs[0].publish[0], message);
            EXPECT_GT(skipped, 40000U);
        }
    }
}

TEST_F(RpcWire, KnownDataOnAnotherTopicAreAnotherMessage)
{
    Ptr<MessagePool> opaque = CreateObject<MessagePool>();
    const auto first = opaque->Add("topic1", VirtualBytes({1, 2}, 5000), Seconds(0));
    const auto second = opaque->Add("topic2", VirtualBytes({1, 2}, 5000), Seconds(0));
    const auto long3 = opaque->Add("a longer topic", VirtualBytes({1, 2}, 5000), Seconds(0));
    for (const auto& message : {first, second, long3})
    {
        Parse(BytesOf(message->GetFrame()->GetPacket()), 256, opaque);
        ASSERT_EQ(rpcs.size(), 1U);
        EXPECT_EQ(rpcs[0].publish[0], message);
        EXPECT_GT(skipped, 4000U);
    }
    std::vector<uint8_t> fields;
    protobuf::AppendMessageField(fields, rpcfield::MESSAGE_DATA, first->GetData().ToVector());
    protobuf::AppendStringField(fields, rpcfield::MESSAGE_TOPIC, "topic3");
    Parse(MakePublishFrame(fields), 256, opaque);
    ASSERT_EQ(rpcs.size(), 1U);
    EXPECT_EQ(rpcs[0].publish[0]->GetTopic(), "topic3");
    EXPECT_EQ(rpcs[0].publish[0]->GetData(), first->GetData());
}

TEST_F(RpcWire, WhatFollowsKnownDataIsReadLikeAnyField)
{
    const auto message = MakeMessage(5000);
    std::vector<uint8_t> data;
    protobuf::AppendMessageField(data, rpcfield::MESSAGE_DATA, message->GetData().ToVector());
    std::vector<uint8_t> topic;
    protobuf::AppendStringField(topic, rpcfield::MESSAGE_TOPIC, TOPIC);
    std::vector<uint8_t> signature;
    protobuf::AppendStringField(signature, rpcfield::MESSAGE_SIGNATURE, "s");
    const std::vector<uint8_t> broken = {0x22, 0x7f};
    std::vector<uint8_t> otherData;
    protobuf::AppendStringField(otherData, rpcfield::MESSAGE_DATA, "x");

    const auto join = [](std::initializer_list<std::vector<uint8_t>> parts) {
        std::vector<uint8_t> all;
        for (const auto& part : parts)
        {
            all.insert(all.end(), part.begin(), part.end());
        }
        return MakePublishFrame(all);
    };
    const std::vector<uint8_t> good = BytesOf(message->GetFrame()->GetPacket());
    const std::vector<std::pair<RpcError, std::vector<uint8_t>>> wrong = {
        {RpcError::SIGNED, join({data, topic, signature})},
        {RpcError::MALFORMED, join({data, broken})},
        {RpcError::MALFORMED, join({data})},
        {RpcError::MALFORMED, join({data, signature})},
    };
    for (const auto& [error, frame] : wrong)
    {
        for (uint32_t piece : {1, 300, 6000})
        {
            std::vector<uint8_t> bytes = frame;
            bytes.insert(bytes.end(), good.begin(), good.end());
            Parse(bytes, piece, pool);
            EXPECT_EQ(GetNErrors(error), 1U);
            ASSERT_EQ(rpcs.size(), 1U);
            EXPECT_EQ(rpcs[0].publish[0], message);
        }
    }
    // Of several values of a field, the last holds.
    Parse(join({data, topic, otherData}), 300, pool);
    ASSERT_EQ(rpcs.size(), 1U);
    EXPECT_EQ(rpcs[0].publish[0]->GetData(), VirtualBytes({'x'}));
}

TEST_F(RpcWire, FramesFollowEachOtherWithoutGap)
{
    std::vector<uint8_t> bytes;
    for (uint8_t i = 0; i < 20; i++)
    {
        const auto frame = BytesOf(MakeMessage(100 + i, i)->GetFrame()->GetPacket());
        bytes.insert(bytes.end(), frame.begin(), frame.end());
        bytes.push_back(0);
    }
    Parse(bytes, 256, pool);
    ASSERT_EQ(rpcs.size(), 40U);
    EXPECT_EQ(rpcs[2].publish[0]->GetId(), MakeMessage(101, 1)->GetId());
    EXPECT_TRUE(rpcs[3].IsEmpty());
}

TEST_F(RpcWire, ProtocReadsEveryFrame)
{
    if (!HasProtoc())
    {
        GTEST_SKIP() << "protoc (protobuf-compiler) is not installed";
    }
    std::vector<uint8_t> bytes = BytesOf(PubsubRpcEncoder::Encode(MakeFullRpc())->GetPacket());
    bytes.erase(bytes.begin(), bytes.begin() + 2);
    const std::string text = DecodeByProtoc(bytes, "RPC", "rpc.proto");
    for (const char* part : {"subscribe: true",
                             "topicid: \"/waku/2/rs/0/0\"",
                             "topic: \"/waku/2/rs/0/0\"",
                             "ihave {",
                             "iwant {",
                             "graft {",
                             "backoff: 60",
                             "peerID: \"peer2\"",
                             "idontwant {"})
    {
        EXPECT_NE(text.find(part), std::string::npos) << part << " in\n" << text;
    }
    const std::string message =
        DecodeByProtoc(MakeMessage(40)->GetData().ToVector(), "WakuMessage", "waku-message.proto");
    EXPECT_NE(message.find("content_topic: \"/ns-3/1/traffic/proto\""), std::string::npos);
    EXPECT_NE(message.find("timestamp: 1000"), std::string::npos);
}

TEST_F(RpcWire, MalformedFramesAreCountedAndLeftOut)
{
    const auto good = BytesOf(MakeMessage(100)->GetFrame()->GetPacket());
    const std::vector<std::pair<RpcError, std::vector<uint8_t>>> frames = {
        {RpcError::MALFORMED, {2, 0x12, 0x05}},
        {RpcError::MALFORMED, {1, 0x07}},
        {RpcError::MALFORMED, {3, 0x12, 0x01, 0x08}},
        {RpcError::MALFORMED, {4, 0x12, 0x02, 0x12, 0x00}},
        {RpcError::SIGNED, {7, 0x12, 0x05, 0x22, 0x00, 0x0a, 0x01, 'x'}},
        {RpcError::BAD_ID, {6, 0x1a, 0x04, 0x12, 0x02, 0x0a, 0x00}},
        {RpcError::MALFORMED, {4, 0x1a, 0x02, 0x0a, 0x09}},
    };
    for (const auto& [error, frame] : frames)
    {
        std::vector<uint8_t> bytes = frame;
        bytes.insert(bytes.end(), good.begin(), good.end());
        for (uint32_t piece : {1, 300})
        {
            Parse(bytes, piece, pool);
            EXPECT_EQ(GetNErrors(error), 1U);
            ASSERT_EQ(rpcs.size(), 1U);
            EXPECT_EQ(rpcs[0].publish.size(), 1U);
        }
    }
}

TEST_F(RpcWire, OversizedLengthsAndBadDelimitersLoseTheStream)
{
    Parse({0x81, 0x80, 0x40, 1, 2}, 1, pool);
    EXPECT_EQ(GetNErrors(RpcError::OVERSIZED), 1U);
    Parse(std::vector<uint8_t>(12, 0xff), 1, pool);
    EXPECT_EQ(GetNErrors(RpcError::BAD_DELIMITER), 1U);
}

TEST_F(RpcWire, AnyBytesGiveRpcsOrCountedErrors)
{
    const auto valid = BytesOf(PubsubRpcEncoder::Encode(MakeFullRpc())->GetPacket());
    std::mt19937 random(1);
    for (int round = 0; round < 3000; round++)
    {
        std::vector<uint8_t> bytes;
        if (round % 2 == 0)
        {
            bytes.resize(random() % 400);
            for (uint8_t& byte : bytes)
            {
                byte = static_cast<uint8_t>(random());
            }
        }
        else
        {
            bytes = valid;
            for (int change = 0; change < 3; change++)
            {
                bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
            }
        }
        Parse(bytes, 1 + random() % 300, MakeEmptyPool());
        uint32_t total = 0;
        for (uint32_t count : errors)
        {
            total += count;
        }
        EXPECT_LE(rpcs.size() + total, bytes.size() + 1);
    }
}

TEST(MessagePool, OneObjectForEachMessageWhoeverAddsIt)
{
    Ptr<MessagePool> pool = MakeEmptyPool();
    const VirtualBytes data({1, 2, 3}, 100);
    Ptr<const PubsubMessage> first = pool->Add("t", data, Seconds(0));
    EXPECT_EQ(pool->Add("t", VirtualBytes(data.ToVector()), Seconds(1)), first);
    EXPECT_NE(pool->Add("u", data, Seconds(1)), nullptr);
    EXPECT_EQ(pool->Find(first->GetId()), first);
}

TEST(MessagePool, CopiesThatDifferOnlyInTheirProofAreTheFirstOfThem)
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    pool->SetDescribeFunction(&WakuMessage::Describe);
    WakuMessage message;
    message.contentTopic = "/a/1/b/proto";
    message.payload = VirtualBytes({1, 2, 3});
    message.rateLimitProof.assign(287, 1);
    const VirtualBytes data = message.Encode();
    message.rateLimitProof.assign(287, 2);
    const VirtualBytes otherProof = message.Encode();
    message.payload = VirtualBytes({1, 2, 4});
    const VirtualBytes otherPayload = message.Encode();
    const Ptr<const PubsubMessage> first = pool->Add("t", data, Seconds(0));
    EXPECT_EQ(pool->Add("t", otherProof, Seconds(1)), first);
    EXPECT_EQ(first->GetData(), data);
    EXPECT_NE(pool->Add("t", otherPayload, Seconds(1)), first);
}

TEST(MessagePool, DropsOldMessagesThatNobodyHolds)
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    Ptr<const PubsubMessage> held;
    for (uint8_t i = 0; i < 100; i++)
    {
        Ptr<const PubsubMessage> message = pool->Add("t", VirtualBytes({i}), Seconds(10 * i));
        held = i == 90 ? message : held;
    }
    EXPECT_LE(pool->GetSize(), 14U);
    EXPECT_EQ(pool->Find(held->GetId()), held);
}
