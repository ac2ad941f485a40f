/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-wire-fixture.h"

#include "ns3/rlp-writer.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace ns3;

namespace
{

using WhisperHostile = WhisperWire;

} // namespace

TEST_F(WhisperHostile, FrameAboveTheLimitIsRefusedByItsFirstBytes)
{
    WhisperReader reader(pool, WhisperDialect::WHISPER_6, 1000);
    reader.Read({0x00, 0x03, 0xe9});
    EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::PACKET_TOO_LARGE});
    EXPECT_TRUE(reader.parser.HasFailed());
    WhisperReader fits(pool, WhisperDialect::WHISPER_6, 1000);
    fits.Read({0x00, 0x03, 0xe8});
    EXPECT_TRUE(fits.errors.empty());
}

TEST_F(WhisperHostile, FrameWithoutPacketIsBad)
{
    WhisperReader empty(pool);
    empty.Read(Bytes(48, 0));
    EXPECT_EQ(empty.errors, std::vector<WhisperError>{WhisperError::BAD_FRAME});
    for (uint8_t first : {0xc0, 0x81, 0xbf, 0x00})
    {
        Bytes bytes = ToBytes(RlpxFrame(1, {VirtualBytes({}, 1)}));
        bytes[32] = first;
        WhisperReader reader(pool);
        reader.Read(bytes);
        EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::BAD_FRAME}) << +first;
    }
}

TEST_F(WhisperHostile, BrokenPacketsAreToldApart)
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

TEST_F(WhisperHostile, PowRequirementHasToBeANumberFromZeroOn)
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
TEST_F(WhisperHostile, EnvelopeHasToBeProper)
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

TEST_F(WhisperHostile, DeepNestingIsNoEnvelope)
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

TEST_F(WhisperHostile, TopicInterestHasAtMostTenThousandTopics)
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

TEST_F(WhisperHostile, AnyBytesGiveMessagesOrOneError)
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
        WhisperReader reader(random() % 2 ? pool : CreateObject<WhisperEnvelopePool>(),
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

TEST_F(WhisperHostile, FloodOfBrokenPacketsDoesNotFillThePool)
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
        WhisperReader reader(pool);
        reader.Read(ToBytes(MakeRawFrame(WhisperCode::MESSAGES, packet)));
        EXPECT_EQ(reader.errors, std::vector<WhisperError>{WhisperError::BAD_ENVELOPES});
        EXPECT_TRUE(reader.messages.empty());
        most = std::max<uint64_t>(most, pool->GetSize());
    }
    EXPECT_GE(most, ENVELOPES);
    EXPECT_LE(most, 2 * ENVELOPES);
}
