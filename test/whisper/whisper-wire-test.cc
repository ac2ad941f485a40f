/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-wire-fixture.h"

#include "ns3/rlp-reader.h"
#include "ns3/rlp-writer.h"
#include "ns3/whisper-mail-request.h"

#include <functional>
#include <random>

using namespace ns3;

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
        // It would go ahead of the others.
        EXPECT_FALSE(part->IsControl());
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
    failed.error = std::string("no");
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
                WhisperReader reader(there);
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
        WhisperReader reader(pool);
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
            WhisperReader reader(pool);
            reader.Read(ToBytes(WhisperEncoder::EncodeMessages({other, known})), step);
            ASSERT_EQ(reader.messages.size(), 1u) << place;
            const WhisperBundle& read = reader.Get<WhisperMessages>().envelopes;
            EXPECT_EQ(read[0]->GetHash(), other->GetHash());
            EXPECT_EQ(read[1], known);
        }
    }
    Ptr<WhisperEnvelopePool> elsewhere = CreateObject<WhisperEnvelopePool>();
    const auto other = elsewhere->Add({EXPIRY, 50, 1, VirtualBytes(Bytes(100, 7), 300), 6});
    WhisperReader reader(pool);
    reader.ReadAndSkip(ToBytes(WhisperEncoder::EncodeMessages({other})), 64);
    ASSERT_EQ(reader.messages.size(), 1u);
    EXPECT_EQ(reader.Get<WhisperMessages>().envelopes[0]->GetHash(), other->GetHash());
    // The next time it is known.
    const uint64_t hashed = pool->GetNHashed();
    WhisperReader again(pool);
    again.ReadAndSkip(ToBytes(WhisperEncoder::EncodeMessages({other})), 64);
    EXPECT_EQ(again.Get<WhisperMessages>().envelopes[0],
              reader.Get<WhisperMessages>().envelopes[0]);
    EXPECT_EQ(pool->GetNHashed(), hashed);
}

TEST_F(WhisperWire, UnknownCodesAreSkippedAndCounted)
{
    WhisperReader reader(pool);
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
    WhisperReader wideReader(pool);
    wideReader.Read(wide, 1);
    EXPECT_EQ(wideReader.errors, std::vector<WhisperError>{WhisperError::UNKNOWN_CODE});
}

TEST_F(WhisperWire, UnknownKeysOfAStatusAreIgnored)
{
    // [[9, [1, 2]], [2, 1]]
    WhisperReader reader(pool, WhisperDialect::WAKU_1);
    reader.Read(ToBytes(MakeRawFrame(WhisperCode::STATUS, FromHex("c8c409c20102c20201"))));
    ASSERT_EQ(reader.messages.size(), 1u);
    EXPECT_EQ(reader.Get<WhisperStatus>().options.isLight, true);
    EXPECT_FALSE(reader.Get<WhisperStatus>().options.minPow);
}

// Frames with broken bytes, cut and joined, in pieces of any size, with and without skipping: the
// parser always ends with messages or one counted error and takes all bytes that it says it does.
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
