/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"
#include "ns3/whisper-encoder.h"
#include "ns3/whisper-mail-request.h"
#include "ns3/whisper-parser.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <string>

using namespace ns3;

namespace
{

using Bytes = std::vector<uint8_t>;

constexpr uint32_t EXPIRY = 1546300850;
constexpr uint32_t MAX_SIZE = 3 << 19;

Bytes
FromHex(const std::string& hex)
{
    Bytes bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

Bytes
ToBytes(const RlpxFrame& frame)
{
    Bytes bytes;
    for (const VirtualBytes& piece : frame.GetPieces())
    {
        const Bytes more = piece.ToVector();
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    return bytes;
}

/** The RLP packet inside a frame. */
Bytes
GetPacket(const RlpxFrame& frame)
{
    const Bytes bytes = ToBytes(frame);
    const uint32_t size = bytes[0] << 16 | bytes[1] << 8 | bytes[2];
    return Bytes(bytes.begin() + 33, bytes.begin() + 32 + size);
}

RlpxFrame
MakeRawFrame(WhisperCode code, Bytes packet)
{
    return RlpxFrame(static_cast<uint8_t>(code), {VirtualBytes(std::move(packet))});
}

/** Keeps all that a parser finds. */
class Reader : public WhisperParser::Sink
{
  public:
    explicit Reader(Ptr<WhisperEnvelopePool> pool,
                    WhisperDialect dialect = WhisperDialect::WHISPER_6,
                    uint32_t maxSize = MAX_SIZE)
        : parser(dialect, pool, maxSize, *this)
    {
    }

    void HandleMessage(const WhisperMessage& message, uint64_t size) override
    {
        messages.push_back(message);
        sizes.push_back(size);
    }

    void HandleError(WhisperError error) override
    {
        errors.push_back(error);
    }

    /** Feed real bytes in pieces of a size. */
    void Read(const Bytes& bytes, std::size_t step = SIZE_MAX)
    {
        for (std::size_t i = 0; i < bytes.size() && !parser.HasFailed();)
        {
            const auto size = static_cast<uint32_t>(std::min(step, bytes.size() - i));
            i += parser.Read(bytes.data() + i, size);
        }
    }

    /** Feed bytes, but skip all that may be skipped. \return how many were skipped */
    uint64_t ReadAndSkip(const Bytes& bytes, std::size_t step)
    {
        uint64_t skipped = 0;
        for (std::size_t i = 0; i < bytes.size() && !parser.HasFailed();)
        {
            const uint64_t left = std::min<uint64_t>(step, bytes.size() - i);
            const uint64_t skip = std::min(parser.GetSkippable(), left);
            if (skip > 0)
            {
                parser.Skip(skip);
                skipped += skip;
                i += skip;
            }
            else
            {
                i += parser.Read(bytes.data() + i, static_cast<uint32_t>(left));
            }
        }
        return skipped;
    }

    template <typename T>
    const T& Get(std::size_t i = 0) const
    {
        return std::get<T>(messages.at(i));
    }

    std::vector<WhisperMessage> messages;
    std::vector<uint64_t> sizes;
    std::vector<WhisperError> errors;
    WhisperParser parser;
};

class WhisperWire : public testing::Test
{
  protected:
    Ptr<const WhisperEnvelope> Make(uint64_t zeros, uint64_t nonce = 0, uint32_t topic = 0xdeadbeef)
    {
        return pool->Add({EXPIRY, 50, topic, VirtualBytes({1, 2, 3}, zeros), nonce});
    }

    /** What a parser that knows no envelope makes of a frame. */
    WhisperError ErrorOf(const RlpxFrame& frame, WhisperDialect dialect = WhisperDialect::WHISPER_6)
    {
        Reader reader(CreateObject<WhisperEnvelopePool>(), dialect);
        reader.Read(ToBytes(frame));
        EXPECT_EQ(reader.messages.size() + reader.errors.size(), 1u);
        return reader.errors.empty() ? WhisperError::NONE : reader.errors.front();
    }

    Ptr<WhisperEnvelopePool> pool{CreateObject<WhisperEnvelopePool>()};
};

} // namespace

TEST(RlpxFrame, HasTheSizesOfTheSpecification)
{
    for (uint64_t size : {0, 14, 15, 16, 300, 70000})
    {
        const RlpxFrame frame(1, {VirtualBytes({}, size)});
        const Bytes bytes = ToBytes(frame);
        const uint64_t dataSize = size + 1;
        EXPECT_EQ(bytes.size(), frame.GetSize());
        EXPECT_EQ(bytes.size(), 32 + (dataSize + 15) / 16 * 16 + 16);
        EXPECT_EQ((bytes[0] << 16 | bytes[1] << 8 | bytes[2]), static_cast<int>(dataSize));
        EXPECT_EQ(Bytes(bytes.begin() + 3, bytes.begin() + 6), Bytes({0xc2, 0x80, 0x80}));
        EXPECT_EQ(bytes[32], 1);
    }
    EXPECT_EQ(ToBytes(RlpxFrame(0, {}))[32], 0x80);
    EXPECT_EQ(ToBytes(RlpxFrame(127, {}))[32], 127);
}

TEST(RlpxFrame, PacketsHoldTheSameBytesAndCountTheZeros)
{
    const RlpxFrame frame(1,
                          {VirtualBytes({1, 2}, 5000),
                           VirtualBytes({3}),
                           VirtualBytes({4, 5}, 6000),
                           VirtualBytes({6})});
    Bytes joined;
    for (const auto& part : frame.ToFrames())
    {
        Bytes bytes(part->GetSize());
        part->GetPacket()->CopyData(bytes.data(), part->GetSize());
        joined.insert(joined.end(), bytes.begin(), bytes.end());
    }
    EXPECT_EQ(joined, ToBytes(frame));
    EXPECT_EQ(frame.ToFrames().size(), 3u);
}

// The literals come from the npm package rlp 3.0.0; 0x3fc999999999999a is 0.2 in IEEE 754.
TEST_F(WhisperWire, PacketsAreThoseOfAnotherRlpEncoder)
{
    WhisperStatus status;
    status.options.minPow = 0.2;
    WhisperBloomFilter::Bytes bits{};
    bits[1] = 0x10;
    status.options.bloom = WhisperBloomFilter(bits);
    status.options.isLight = true;
    status.options.confirmations = false;
    const std::string bloom = "b8400010" + std::string(124, '0');
    EXPECT_EQ(GetPacket(WhisperEncoder::EncodeStatus(WhisperDialect::WHISPER_6, status)),
              FromHex("f84e06883fc999999999999a" + bloom + "0180"));

    WhisperStatus waku;
    waku.options.minPow = 0.2;
    waku.options.isLight = true;
    waku.options.packetLimits = WhisperRateLimits{10, 5, 0};
    waku.options.topicInterest = std::vector<WhisperTopic>{0xdeadbeef, 1};
    EXPECT_EQ(GetPacket(WhisperEncoder::EncodeStatus(WhisperDialect::WAKU_1, waku)),
              FromHex("e1ca80883fc999999999999ac20201c504c30a0580cc05ca84deadbeef8400000001"));

    WhisperHash hash{};
    const Bytes keccakOfNothing =
        FromHex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    std::copy(keccakOfNothing.begin(), keccakOfNothing.end(), hash.begin());
    EXPECT_EQ(GetPacket(WhisperEncoder::EncodeMessageResponse({1, hash, {{hash, 1, "very-old"}}})),
              FromHex("f85101f84ea0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
                      "eceba0c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
                      "0188766572792d6f6c64"));

    WhisperMailRequest request;
    request.lower = 1546300800;
    request.upper = 1546300900;
    request.bloom = WhisperBloomFilter(bits);
    request.limit = 10;
    EXPECT_EQ(request.Encode(), FromHex("f84e845c2aad80845c2aade4" + bloom + "0a80"));

    const auto small =
        pool->Add({EXPIRY, 50, 0xdeadbeef, VirtualBytes({'h', 'e', 'l', 'l', 'o'}), 7});
    EXPECT_EQ(GetPacket(WhisperEncoder::EncodeP2pRequest({small})),
              FromHex("d2845c2aadb23284deadbeef8568656c6c6f07"));
    EXPECT_EQ(GetPacket(WhisperEncoder::EncodeMessages({small})),
              FromHex("d3d2845c2aadb23284deadbeef8568656c6c6f07"));
}

TEST_F(WhisperWire, EveryMessageComesBackWhateverThePieces)
{
    WhisperStatus status;
    status.options.minPow = 0.25;
    status.options.isLight = false;
    status.options.confirmations = true;
    WhisperRequestComplete complete;
    complete.requestId.fill(1);
    complete.lastEnvelopeHash.fill(2);
    complete.cursor.assign(36, 3);
    WhisperRequestComplete failed;
    failed.requestId.fill(4);
    failed.error = "no";
    WhisperBatchAcknowledged acknowledged;
    acknowledged.batch.fill(5);
    WhisperStatusUpdate pow;
    pow.options.minPow = 1.5;
    WhisperStatusUpdate bloom;
    bloom.options.bloom.emplace();
    bloom.options.bloom->Add(77);
    const WhisperBundle bundle{Make(0), Make(20), Make(70000), Make(5, 1ull << 60)};
    Bytes all;
    for (const RlpxFrame& frame :
         {WhisperEncoder::EncodeStatus(WhisperDialect::WHISPER_6, status),
          WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WHISPER_6, pow),
          WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WHISPER_6, bloom),
          WhisperEncoder::EncodeMessages(bundle),
          WhisperEncoder::EncodeMessages({}),
          WhisperEncoder::EncodeP2pMessage({bundle[2]}),
          WhisperEncoder::EncodeP2pRequest({bundle[1]}),
          WhisperEncoder::EncodeRequestComplete(complete),
          WhisperEncoder::EncodeRequestComplete(failed),
          WhisperEncoder::EncodeBatchAcknowledged(acknowledged),
          WhisperEncoder::EncodeMessageResponse({1, acknowledged.batch, {}})})
    {
        const Bytes bytes = ToBytes(frame);
        all.insert(all.end(), bytes.begin(), bytes.end());
    }
    for (std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1448}, all.size()})
    {
        for (bool isKnown : {false, true})
        {
            for (bool skips : {false, true})
            {
                Ptr<WhisperEnvelopePool> there =
                    isKnown ? pool : CreateObject<WhisperEnvelopePool>();
                Reader reader(there);
                const uint64_t hashed = there->GetNHashed();
                uint64_t skipped = 0;
                if (skips)
                {
                    skipped = reader.ReadAndSkip(all, step);
                }
                else
                {
                    reader.Read(all, step);
                }
                ASSERT_EQ(reader.messages.size(), 11u);
                EXPECT_TRUE(reader.errors.empty());
                EXPECT_EQ(reader.Get<WhisperStatus>(0).options.minPow, 0.25);
                EXPECT_TRUE(reader.Get<WhisperStatus>(0).options.bloom->IsFull());
                EXPECT_EQ(reader.Get<WhisperStatus>(0).options.confirmations, true);
                EXPECT_EQ(reader.Get<WhisperStatusUpdate>(1).options.minPow, 1.5);
                EXPECT_EQ(*reader.Get<WhisperStatusUpdate>(2).options.bloom, *bloom.options.bloom);
                const WhisperBundle& read = reader.Get<WhisperMessages>(3).envelopes;
                ASSERT_EQ(read.size(), bundle.size());
                for (std::size_t i = 0; i < read.size(); ++i)
                {
                    EXPECT_EQ(read[i]->GetHash(), bundle[i]->GetHash());
                    EXPECT_EQ(read[i] == bundle[i], isKnown);
                    EXPECT_LT(read[i]->GetRlpHead().size(), 100u);
                }
                EXPECT_TRUE(reader.Get<WhisperMessages>(4).envelopes.empty());
                EXPECT_EQ(reader.Get<WhisperP2pMessage>(5).envelopes, WhisperBundle{read[2]});
                EXPECT_EQ(reader.Get<WhisperP2pRequest>(6).envelope, read[1]);
                EXPECT_EQ(reader.Get<WhisperRequestComplete>(7).cursor, complete.cursor);
                EXPECT_EQ(reader.Get<WhisperRequestComplete>(7).lastEnvelopeHash,
                          complete.lastEnvelopeHash);
                EXPECT_EQ(reader.Get<WhisperRequestComplete>(8).error, "no");
                EXPECT_EQ(reader.Get<WhisperRequestComplete>(8).requestId, failed.requestId);
                EXPECT_EQ(reader.Get<WhisperBatchAcknowledged>(9).batch, acknowledged.batch);
                EXPECT_EQ(reader.Get<WhisperMessageResponse>(10).batch, acknowledged.batch);
                uint64_t sum = 0;
                for (uint64_t size : reader.sizes)
                {
                    sum += size;
                }
                EXPECT_EQ(sum, all.size());
                // Nothing is hashed again, and in small pieces nearly all of two large envelopes is
                // skipped.
                EXPECT_EQ(there->GetNHashed() - hashed, isKnown ? 0u : 4u);
                if (isKnown && skips && step < 100)
                {
                    EXPECT_GT(skipped, 2 * 69900u);
                }
            }
        }
    }
}

TEST_F(WhisperWire, P2pMessageMayBeASingleEnvelopeWithoutAList)
{
    const auto envelope = Make(500);
    const RlpxFrame request = WhisperEncoder::EncodeP2pRequest({envelope});
    const RlpxFrame frame(static_cast<uint8_t>(WhisperCode::P2P_MESSAGE),
                          {VirtualBytes(GetPacket(request))});
    for (std::size_t step : {1, 1000})
    {
        Reader reader(pool);
        reader.Read(ToBytes(frame), step);
        ASSERT_EQ(reader.messages.size(), 1u);
        EXPECT_EQ(reader.Get<WhisperP2pMessage>().envelopes, WhisperBundle{envelope});
    }
    // But messages have to be a list.
    EXPECT_EQ(ErrorOf(RlpxFrame(1, {VirtualBytes(GetPacket(request))})),
              WhisperError::BAD_ENVELOPES);
}

TEST_F(WhisperWire, EnvelopeThatOnlySeemsKnownIsReadAsWhatItIs)
{
    const auto known = pool->Add({EXPIRY, 50, 1, VirtualBytes(Bytes(100, 7), 300), 5});
    // Same length and first 16 bytes, but other bytes in the real part, in the zeros, in the nonce.
    for (std::size_t place : {20u, 99u, 100u, 250u, 399u})
    {
        Bytes data = known->GetData().ToVector();
        data[place] = 9;
        Ptr<WhisperEnvelopePool> elsewhere = CreateObject<WhisperEnvelopePool>();
        const auto other = elsewhere->Add({EXPIRY, 50, 1, VirtualBytes(data), 5});
        for (std::size_t step : {1, 64, 10000})
        {
            Reader reader(pool);
            reader.Read(ToBytes(WhisperEncoder::EncodeMessages({other, known})), step);
            ASSERT_EQ(reader.messages.size(), 1u) << place;
            const WhisperBundle& read = reader.Get<WhisperMessages>().envelopes;
            EXPECT_EQ(read[0]->GetHash(), other->GetHash());
            EXPECT_EQ(read[1], known);
        }
    }
    Ptr<WhisperEnvelopePool> elsewhere = CreateObject<WhisperEnvelopePool>();
    const auto other = elsewhere->Add({EXPIRY, 50, 1, VirtualBytes(Bytes(100, 7), 300), 6});
    Reader reader(pool);
    reader.ReadAndSkip(ToBytes(WhisperEncoder::EncodeMessages({other})), 64);
    ASSERT_EQ(reader.messages.size(), 1u);
    EXPECT_EQ(reader.Get<WhisperMessages>().envelopes[0]->GetHash(), other->GetHash());
    // The next time it is known.
    const uint64_t hashed = pool->GetNHashed();
    Reader again(pool);
    again.ReadAndSkip(ToBytes(WhisperEncoder::EncodeMessages({other})), 64);
    EXPECT_EQ(again.Get<WhisperMessages>().envelopes[0],
              reader.Get<WhisperMessages>().envelopes[0]);
    EXPECT_EQ(pool->GetNHashed(), hashed);
}

TEST_F(WhisperWire, UnknownCodesAreSkippedAndCounted)
{
    Reader reader(pool);
    Bytes bytes = ToBytes(RlpxFrame(42, {VirtualBytes({}, 5000)}));
    EXPECT_GT(reader.ReadAndSkip(bytes, 100), 4900u);
    EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::UNKNOWN_CODE});
    EXPECT_FALSE(reader.parser.HasFailed());
    reader.Read(ToBytes(WhisperEncoder::EncodeMessages({})));
    EXPECT_EQ(reader.messages.size(), 1u);

    // Each dialect has codes of its own.
    WhisperStatusUpdate update;
    update.options.minPow = 1;
    EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WAKU_1, update)),
              WhisperError::UNKNOWN_CODE);
    EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WHISPER_6, update),
                      WhisperDialect::WAKU_1),
              WhisperError::UNKNOWN_CODE);
    // A code of more than one byte.
    Bytes wide = ToBytes(RlpxFrame(1, {VirtualBytes({}, 10)}));
    wide[32] = 0x82;
    wide[33] = 0x01;
    Reader wideReader(pool);
    wideReader.Read(wide, 1);
    EXPECT_EQ(wideReader.errors, std::vector<WhisperError>{WhisperError::UNKNOWN_CODE});
}

TEST_F(WhisperWire, FrameAboveTheLimitIsRefusedByItsFirstBytes)
{
    Reader reader(pool, WhisperDialect::WHISPER_6, 1000);
    reader.Read({0x00, 0x03, 0xe9});
    EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::PACKET_TOO_LARGE});
    EXPECT_TRUE(reader.parser.HasFailed());
    Reader fits(pool, WhisperDialect::WHISPER_6, 1000);
    fits.Read({0x00, 0x03, 0xe8});
    EXPECT_TRUE(fits.errors.empty());
}

TEST_F(WhisperWire, FrameWithoutPacketIsBad)
{
    Reader empty(pool);
    empty.Read(Bytes(48, 0));
    EXPECT_EQ(empty.errors, std::vector<WhisperError>{WhisperError::BAD_FRAME});
    for (uint8_t first : {0xc0, 0x81, 0xbf, 0x00})
    {
        Bytes bytes = ToBytes(RlpxFrame(1, {VirtualBytes({}, 1)}));
        bytes[32] = first;
        Reader reader(pool);
        reader.Read(bytes);
        EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::BAD_FRAME}) << +first;
    }
}

TEST_F(WhisperWire, BrokenPacketsAreToldApart)
{
    using Code = WhisperCode;
    const auto errorOf = [&](Code code, const Bytes& packet) {
        return ErrorOf(MakeRawFrame(code, packet));
    };
    EXPECT_EQ(errorOf(Code::STATUS, {}), WhisperError::BAD_STATUS);
    EXPECT_EQ(errorOf(Code::STATUS, {0xc0}), WhisperError::BAD_STATUS);
    EXPECT_EQ(errorOf(Code::STATUS, {0xc1, 0x06}), WhisperError::NONE);
    EXPECT_EQ(errorOf(Code::STATUS, {0xc1, 0x06, 0x06}), WhisperError::BAD_STATUS);
    EXPECT_EQ(errorOf(Code::STATUS, {0xc2, 0x06, 0xc0}), WhisperError::BAD_POW_REQUIREMENT);
    EXPECT_EQ(errorOf(Code::STATUS, {0xc5, 0x06, 0x80, 0x82, 1, 2}),
              WhisperError::BAD_BLOOM_FILTER);
    EXPECT_EQ(errorOf(Code::STATUS, {0xc4, 0x06, 0x80, 0x80, 0x02}), WhisperError::BAD_STATUS);
    // What is behind the known fields belongs to later versions.
    EXPECT_EQ(errorOf(Code::STATUS, {0xc6, 0x06, 0x80, 0x80, 0x01, 0x01, 0x09}),
              WhisperError::NONE);

    EXPECT_EQ(errorOf(Code::POW_REQUIREMENT, {0xc0}), WhisperError::BAD_POW_REQUIREMENT);
    EXPECT_EQ(errorOf(Code::POW_REQUIREMENT, {0x80, 0x80}), WhisperError::BAD_POW_REQUIREMENT);
    EXPECT_EQ(errorOf(Code::BLOOM_FILTER, {0x80}), WhisperError::BAD_BLOOM_FILTER);
    EXPECT_EQ(errorOf(Code::BLOOM_FILTER, Bytes(66, 0xb8)), WhisperError::BAD_BLOOM_FILTER);
    EXPECT_EQ(errorOf(Code::BATCH_ACKNOWLEDGED, {0x80}), WhisperError::BAD_CONFIRMATION);
    EXPECT_EQ(errorOf(Code::MESSAGE_RESPONSE, {0xc2, 0x01, 0xc0}), WhisperError::BAD_CONFIRMATION);
    EXPECT_EQ(errorOf(Code::MESSAGE_RESPONSE, {0xc2, 0x02, 0xc0}),
              WhisperError::UNKNOWN_RESPONSE_VERSION);
    EXPECT_EQ(errorOf(Code::P2P_REQUEST_COMPLETE, {0x80}), WhisperError::BAD_REQUEST_COMPLETE);
    Bytes wrongCursor{0xb8, 65};
    wrongCursor.resize(67, 1);
    EXPECT_EQ(errorOf(Code::P2P_REQUEST_COMPLETE, wrongCursor), WhisperError::BAD_REQUEST_COMPLETE);
    EXPECT_EQ(errorOf(Code::P2P_REQUEST, {}), WhisperError::BAD_P2P_REQUEST);
    EXPECT_EQ(errorOf(Code::P2P_REQUEST, {0xc0}), WhisperError::BAD_P2P_REQUEST);
    EXPECT_EQ(errorOf(Code::MESSAGES, {}), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf(Code::MESSAGES, {0x80}), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf(Code::MESSAGES, {0xc1, 0x80}), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf(Code::MESSAGES, {0xc0}), WhisperError::NONE);
}

TEST_F(WhisperWire, PowRequirementHasToBeANumberFromZeroOn)
{
    for (double pow : {std::nan(""),
                       std::numeric_limits<double>::infinity(),
                       -std::numeric_limits<double>::infinity(),
                       -0.1})
    {
        WhisperStatusUpdate update;
        update.options.minPow = pow;
        EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WHISPER_6, update)),
                  WhisperError::BAD_POW_REQUIREMENT);
        EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WAKU_1, update),
                          WhisperDialect::WAKU_1),
                  WhisperError::BAD_POW_REQUIREMENT);
    }
}

// Each envelope differs from a proper one, which is the first, in one field.
TEST_F(WhisperWire, EnvelopeHasToBeProper)
{
    const auto errorOf = [&](const std::string& envelope) {
        Bytes items = FromHex(envelope);
        RlpWriter header;
        header.WriteListHeader(items.size());
        Bytes packet = header.GetBytes();
        packet.insert(packet.end(), items.begin(), items.end());
        return ErrorOf(MakeRawFrame(WhisperCode::MESSAGES, packet));
    };
    EXPECT_EQ(errorOf("cf845c2aadb23284deadbeef82010207"), WhisperError::NONE);
    EXPECT_EQ(errorOf("ce845c2aadb23284deadbeef82010207"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("cf84002aadb23284deadbeef82010207"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("d0855c2aadb2013284deadbeef82010207"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("cf845c2aadb20084deadbeef82010207"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("ce845c2aadb23283deadbe82010207"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("cf845c2aadb23284deadbeefc2010207"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("cf845c2aadb23284deadbeef82010200"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("ce845c2aadb23284deadbeef820102"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("d0845c2aadb23284deadbeef8201020707"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("d9845c2aadb23284deadbeef82010289010203040506070809"),
              WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("cf845c2aadb23284deadbeefb9ffff07"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("cf845c2aadb23284deadbeefbb7fffff"), WhisperError::BAD_ENVELOPES);
    EXPECT_EQ(errorOf("ffffffffffffffffff"), WhisperError::BAD_ENVELOPES);
}

TEST_F(WhisperWire, DeepNestingIsNoEnvelope)
{
    // Lists in lists, with right sizes.
    Bytes deep;
    while (deep.size() < 3000)
    {
        RlpWriter header;
        header.WriteListHeader(deep.size());
        deep.insert(deep.begin(), header.GetBytes().begin(), header.GetBytes().end());
    }
    for (WhisperCode code : {WhisperCode::STATUS,
                             WhisperCode::MESSAGES,
                             WhisperCode::MESSAGE_RESPONSE,
                             WhisperCode::P2P_MESSAGE,
                             WhisperCode::P2P_REQUEST})
    {
        EXPECT_TRUE(DropsWhisperPeer(ErrorOf(MakeRawFrame(code, deep))));
    }
}

TEST_F(WhisperWire, TopicInterestHasAtMostTenThousandTopics)
{
    WhisperStatusUpdate update;
    update.options.topicInterest.emplace(MAX_TOPIC_INTEREST, 1);
    EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WAKU_1, update),
                      WhisperDialect::WAKU_1),
              WhisperError::NONE);
    update.options.topicInterest->push_back(2);
    EXPECT_EQ(ErrorOf(WhisperEncoder::EncodeStatusUpdate(WhisperDialect::WAKU_1, update),
                      WhisperDialect::WAKU_1),
              WhisperError::BAD_TOPIC_INTEREST);
}

TEST_F(WhisperWire, UnknownKeysOfAStatusAreIgnored)
{
    // [[9, [1, 2]], [2, 1]]
    Reader reader(pool, WhisperDialect::WAKU_1);
    reader.Read(ToBytes(MakeRawFrame(WhisperCode::STATUS, FromHex("c8c409c20102c20201"))));
    ASSERT_EQ(reader.messages.size(), 1u);
    EXPECT_EQ(reader.Get<WhisperStatus>().options.isLight, true);
    EXPECT_FALSE(reader.Get<WhisperStatus>().options.minPow);
}

// Frames with broken bytes, cut and joined, in pieces of any size, with and without skipping: the
// parser always ends with messages or one counted error and takes all bytes that it says it does.
TEST_F(WhisperWire, AnyBytesGiveMessagesOrOneError)
{
    std::mt19937 random(20181128);
    WhisperStatus status;
    status.options.minPow = 0.2;
    status.options.bloom.emplace();
    WhisperRequestComplete complete;
    std::vector<Bytes> seeds;
    for (const RlpxFrame& frame :
         {WhisperEncoder::EncodeStatus(WhisperDialect::WHISPER_6, status),
          WhisperEncoder::EncodeStatus(WhisperDialect::WAKU_1, status),
          WhisperEncoder::EncodeMessages({Make(0), Make(300), Make(40)}),
          WhisperEncoder::EncodeP2pMessage({Make(300)}),
          WhisperEncoder::EncodeP2pRequest({Make(300)}),
          WhisperEncoder::EncodeRequestComplete(complete),
          WhisperEncoder::EncodeBatchAcknowledged({}),
          WhisperEncoder::EncodeMessageResponse({1, {}, {{{}, 1, "x"}, {{}, 2, "y"}}})})
    {
        seeds.push_back(ToBytes(frame));
    }
    unsigned messages = 0;
    unsigned drops = 0;
    for (unsigned round = 0; round < 30000; ++round)
    {
        Bytes bytes;
        for (unsigned n = 1 + random() % 3; n > 0; --n)
        {
            const Bytes& seed = seeds[random() % seeds.size()];
            bytes.insert(bytes.end(), seed.begin(), seed.end());
        }
        for (unsigned n = random() % 4; n > 0; --n)
        {
            const std::size_t place = random() % 3 ? 32 + random() % 40 : random() % bytes.size();
            switch (random() % 3)
            {
            case 0:
                bytes[place % bytes.size()] = static_cast<uint8_t>(random());
                break;
            case 1:
                bytes.insert(bytes.begin() + place % bytes.size(), static_cast<uint8_t>(random()));
                break;
            default:
                bytes.erase(bytes.begin() + place % bytes.size());
            }
        }
        Reader reader(random() % 2 ? pool : CreateObject<WhisperEnvelopePool>(),
                      random() % 2 ? WhisperDialect::WHISPER_6 : WhisperDialect::WAKU_1,
                      2000);
        const std::size_t step = 1 + random() % 700;
        if (random() % 2)
        {
            reader.ReadAndSkip(bytes, step);
        }
        else
        {
            reader.Read(bytes, step);
        }
        messages += reader.messages.size();
        unsigned fatal = 0;
        for (WhisperError error : reader.errors)
        {
            fatal += DropsWhisperPeer(error);
        }
        EXPECT_EQ(fatal, reader.parser.HasFailed() ? 1u : 0u);
        drops += fatal;
    }
    EXPECT_GT(messages, 10000u);
    EXPECT_GT(drops, 10000u);
}

TEST_F(WhisperWire, FloodOfBrokenPacketsDoesNotFillThePool)
{
    constexpr uint32_t ENVELOPES = 1000;
    uint64_t most = 0;
    for (uint32_t peer = 0; peer < 50; ++peer)
    {
        // As many envelopes as possible that make sense, and then one that does not.
        Bytes packet;
        for (uint32_t i = 0; i < ENVELOPES; ++i)
        {
            const WhisperEnvelope envelope({EXPIRY, 50, 1, VirtualBytes(), peer * ENVELOPES + i});
            packet.insert(packet.end(), envelope.GetRlpHead().begin(), envelope.GetRlpHead().end());
            packet.insert(packet.end(), envelope.GetRlpTail().begin(), envelope.GetRlpTail().end());
        }
        packet.insert(packet.end(), 20, 0xf7);
        RlpWriter list;
        list.WriteListHeader(packet.size());
        packet.insert(packet.begin(), list.GetBytes().begin(), list.GetBytes().end());
        Reader reader(pool);
        reader.Read(ToBytes(MakeRawFrame(WhisperCode::MESSAGES, packet)));
        EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::BAD_ENVELOPES});
        EXPECT_TRUE(reader.messages.empty());
        most = std::max<uint64_t>(most, pool->GetSize());
    }
    EXPECT_GE(most, ENVELOPES);
    EXPECT_LE(most, 2 * ENVELOPES);
}

TEST(WhisperMailRequest, ComesBack)
{
    WhisperMailRequest request;
    request.lower = 5;
    request.upper = 500;
    request.limit = 7;
    request.cursor.assign(36, 9);
    request.topics = {1, 0xffffffff};
    const auto read = WhisperMailRequest::Decode(request.Encode());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->lower, 5u);
    EXPECT_EQ(read->upper, 500u);
    EXPECT_EQ(read->limit, 7u);
    EXPECT_EQ(read->cursor, request.cursor);
    EXPECT_EQ(read->topics, request.topics);
    EXPECT_TRUE(read->bloom.IsFull());
    Bytes cut = request.Encode();
    cut.pop_back();
    EXPECT_FALSE(WhisperMailRequest::Decode(cut));
    EXPECT_FALSE(WhisperMailRequest::Decode({}));
    request.topics.assign(1001, 1);
    EXPECT_FALSE(WhisperMailRequest::Decode(request.Encode()));
}
