/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-wire-fixture.h"

#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/whisper-bloom-filter.h"
#include "ns3/whisper-envelope-cache.h"
#include "ns3/whisper-envelope-pool.h"
#include "ns3/whisper-interest.h"
#include "ns3/whisper-payload.h"
#include "ns3/whisper-pow.h"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <string>

using namespace ns3;

namespace
{

std::string
ToHex(const WhisperHash& hash)
{
    std::string text;
    for (uint8_t byte : hash)
    {
        const char digits[] = "0123456789abcdef";
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

WhisperEnvelopeFields
MakeFields(VirtualBytes data, uint64_t nonce = 0)
{
    return {EXPIRY, 50, 0xdeadbeef, std::move(data), nonce};
}

/** 1, 2, ... 12 and then zeros. */
VirtualBytes
MakeData(uint64_t size)
{
    std::vector<uint8_t> head;
    for (uint8_t i = 1; i <= 12; ++i)
    {
        head.push_back(i);
    }
    return VirtualBytes(head, size - head.size());
}

} // namespace

// Hashes, sizes and leading zeros of the envelopes below come from the npm packages rlp 3.0.0 and
// @noble/hashes 2.4.0 (keccak_256), which were given [expiry, ttl, topic, data, nonce], and
// [expiry, ttl, topic, data] followed by the nonce in 8 bytes.
TEST(WhisperEnvelope, HashIsThatOfAnotherRlpAndKeccak)
{
    const WhisperEnvelope small(MakeFields(VirtualBytes({'h', 'e', 'l', 'l', 'o'}), 7));
    EXPECT_EQ(ToHex(small.GetHash()),
              "ac29a22afa5f6132f6d2a1c91cddd1b09fa90a3268987412fdf7a00a10c78cc3");
    const WhisperEnvelope large(MakeFields(MakeData(284)));
    EXPECT_EQ(ToHex(large.GetHash()),
              "33bdd858b4aa037656717aba017dac0342046555fc3df7c2c7f084b541718e2b");
    EXPECT_EQ(large.GetRlpSize(), 302u);
    const WhisperEnvelope low(MakeFields(VirtualBytes({0x7f})));
    EXPECT_EQ(ToHex(low.GetHash()),
              "ba9be177f01887796a59eb028e518fbac92cc71a1ee686625cc7d4273f0fc457");
    const WhisperEnvelope high(MakeFields(VirtualBytes({0x80})));
    EXPECT_EQ(ToHex(high.GetHash()),
              "edda6cac0057e56778a7cdf6eff0f0e33327c752538de34d90f74890997ad677");
    const WhisperEnvelope empty(MakeFields(VirtualBytes()));
    EXPECT_EQ(ToHex(empty.GetHash()),
              "d534b727b7e8438a091c007180d4f1419f9f24f937193a3ccd933a8d19e1cf59");
    const WhisperEnvelope zeros({EXPIRY, 3600, 0xdeadbeef, VirtualBytes({}, 100000), 258});
    EXPECT_EQ(ToHex(zeros.GetHash()),
              "ee1ace35b24699844756d7a572ceac926bb7421e51cbf380f6a28a5702cdf52d");
    EXPECT_EQ(zeros.GetRlpSize(), 100024u);
    EXPECT_LT(zeros.GetRlpHead().size(), 64u);
}

TEST(WhisperEnvelope, BatchHashIsThatOfAnotherRlpAndKeccak)
{
    const WhisperBundle bundle{
        Create<WhisperEnvelope>(MakeFields(VirtualBytes({'h', 'e', 'l', 'l', 'o'}), 7)),
        Create<WhisperEnvelope>(MakeFields(MakeData(284)))};
    const std::string expected = "015eb3d506b61f2414b8afa9a451c1a17ad43ea9112e99b93af0388940ad19ad";
    EXPECT_EQ(ToHex(HashWhisperBatch(bundle)), expected);
    Ptr<WhisperEnvelopePool> pool = CreateObject<WhisperEnvelopePool>();
    EXPECT_EQ(ToHex(pool->GetBatchHash(bundle)), expected);
    EXPECT_EQ(ToHex(pool->GetBatchHash(bundle)), expected);
}

TEST(WhisperEnvelope, PowIsTwoToTheLeadingZerosBySizeAndTtl)
{
    const WhisperEnvelope none(MakeFields(VirtualBytes({'h', 'e', 'l', 'l', 'o'}), 7));
    EXPECT_DOUBLE_EQ(none.GetPow(), 1.0 / 18 / 50);
    const WhisperEnvelope one(MakeFields(MakeData(284)));
    EXPECT_DOUBLE_EQ(one.GetPow(), 2.0 / 301 / 50);
    const WhisperEnvelope four(MakeFields(VirtualBytes({0x7f})));
    EXPECT_DOUBLE_EQ(four.GetPow(), 16.0 / 13 / 50);
    EXPECT_DOUBLE_EQ(four.GetPow(5), 16.0 / 13 / 55);
    const WhisperEnvelope timeless({EXPIRY, 0, 1, VirtualBytes(), 0});
    EXPECT_TRUE(std::isinf(timeless.GetPow()));
}

TEST(WhisperEnvelope, SameDataIsStoredTheSameWay)
{
    const WhisperEnvelope counted(MakeFields(MakeData(284)));
    const WhisperEnvelope written(MakeFields(VirtualBytes(MakeData(284).ToVector())));
    EXPECT_EQ(counted.GetHash(), written.GetHash());
    EXPECT_EQ(counted.GetRlpHead(), written.GetRlpHead());
    EXPECT_EQ(written.GetRlpZeros(), 284u - WhisperEnvelope::KEY_SIZE);
    EXPECT_EQ(written.GetData(), MakeData(284));
    EXPECT_TRUE(written.HasFields(counted.GetFields()));
    EXPECT_FALSE(written.HasFields(MakeFields(MakeData(284), 1)));
    EXPECT_FALSE(written.HasFields(MakeFields(MakeData(285))));
}

TEST(WhisperPow, MiningFindsTheFirstNonceThatReachesTheTarget)
{
    const WhisperEnvelopeFields fields = MakeFields(MakeData(284));
    EXPECT_EQ(GetWhisperPowBits(0.05, 304, 50), 10u);
    const WhisperSeal seal = MineWhisperNonce(fields, 0.05);
    EXPECT_EQ(seal.nonce, 920u);
    EXPECT_EQ(seal.attempts, 921);
    EXPECT_FALSE(seal.modelledPow);
    const WhisperEnvelope mined(MakeFields(MakeData(284), seal.nonce));
    EXPECT_EQ(ToHex(mined.GetHash()),
              "44f58b0aee25cf08a860dbe32a490f5b659ef7f5459f9f28a11c986ca4d373d8");
    EXPECT_DOUBLE_EQ(mined.GetPow(), 1024.0 / 301 / 50);
}

TEST(WhisperPow, NoTargetTakesNoAttempts)
{
    EXPECT_EQ(MineWhisperNonce(MakeFields(MakeData(284)), 0).attempts, 0);
    EXPECT_EQ(ModelWhisperNonce(MakeFields(MakeData(284)), 0, 1).attempts, 0);
}

TEST(WhisperPow, TargetThatWouldSeemToHangAborts)
{
    EXPECT_DEATH(MineWhisperNonce(MakeFields(MakeData(284)), 1e9), "ModelPow");
}

TEST(WhisperPow, ModelledSearchTakesAsLongAsARealOne)
{
    const WhisperEnvelopeFields fields = MakeFields(MakeData(284));
    std::mt19937 random(1);
    std::exponential_distribution<double> exponential(1);
    double modelled = 0;
    double mined = 0;
    const unsigned n = 200;
    for (unsigned i = 0; i < n; ++i)
    {
        const WhisperSeal seal = ModelWhisperNonce(fields, 0.01, exponential(random));
        modelled += seal.attempts;
        ASSERT_TRUE(seal.modelledPow);
        EXPECT_GE(*seal.modelledPow, 0.01);
        WhisperEnvelopeFields other = fields;
        other.topic = i;
        mined += MineWhisperNonce(other, 0.01).attempts;
    }
    // 8 bits: 256 attempts, with a standard deviation of as many.
    EXPECT_NEAR(modelled / n, 256, 4 * 256 / std::sqrt(n));
    EXPECT_NEAR(mined / n, 256, 4 * 256 / std::sqrt(n));
}

TEST(WhisperPow, ModelledValueGoesWithTheEnvelope)
{
    const WhisperEnvelopeFields fields = MakeFields(MakeData(284));
    const WhisperSeal seal = ModelWhisperNonce(fields, 100, 0.5);
    const WhisperEnvelope envelope(fields, seal.modelledPow);
    EXPECT_GE(envelope.GetPow(), 100);
    EXPECT_DOUBLE_EQ(envelope.GetPow(), *seal.modelledPow);
    EXPECT_DOUBLE_EQ(envelope.GetPow(50), *seal.modelledPow / 2);
}

// Plaintext: flags, size of the payload, payload, signature, padded to more by 1 to 256 bytes.
TEST(WhisperPayload, DataHasTheSizeThatPaddingAndEncryptionGiveIt)
{
    EXPECT_EQ(GetWhisperDataSize(0, {false, false}), 256u + 28);
    EXPECT_EQ(GetWhisperDataSize(253, {false, false}), 256u + 28);
    EXPECT_EQ(GetWhisperDataSize(254, {false, false}), 512u + 28);
    EXPECT_EQ(GetWhisperDataSize(188, {false, true}), 256u + 28);
    EXPECT_EQ(GetWhisperDataSize(189, {false, true}), 512u + 28);
    EXPECT_EQ(GetWhisperDataSize(508, {true, false}), 512u + 113);
    EXPECT_EQ(GetWhisperDataSize(509, {true, false}), 768u + 113);
    EXPECT_EQ(GetWhisperDataSize(100000, {false, false}), 100096u + 28);
    EXPECT_DEATH(GetWhisperDataSize(1 << 24, {}), "16777215");
}

// Lengths that go-ethereum's whisperv6 (NewSentMessage() and Wrap()) gives the data of payloads:
// symmetric and asymmetric, unsigned and signed.
TEST(WhisperPayload, DataIsAsLongAsThatOfGoEthereum)
{
    const std::vector<std::array<uint64_t, 5>> lengths = {
        {0, 284, 369, 284, 369},
        {188, 284, 369, 284, 369},
        {189, 284, 369, 540, 625},
        {253, 284, 369, 540, 625},
        {254, 540, 625, 540, 625},
        {256, 540, 625, 540, 625},
        {1000, 1052, 1137, 1308, 1393},
        {2048, 2332, 2417, 2332, 2417},
        {65535, 65820, 65905, 65820, 65905},
        {65536, 65820, 65905, 65820, 65905},
        {100000, 100124, 100209, 100124, 100209},
    };
    for (const auto& [size, symmetric, asymmetric, signedSymmetric, signedAsymmetric] : lengths)
    {
        EXPECT_EQ(GetWhisperDataSize(size, {false, false}), symmetric) << size;
        EXPECT_EQ(GetWhisperDataSize(size, {true, false}), asymmetric) << size;
        EXPECT_EQ(GetWhisperDataSize(size, {false, true}), signedSymmetric) << size;
        EXPECT_EQ(GetWhisperDataSize(size, {true, true}), signedAsymmetric) << size;
    }
}

TEST(WhisperPayload, ComesOutAsItWentIn)
{
    const WhisperSalt salt{1, 2, 3};
    for (uint64_t zeros : {0, 5, 250, 300, 70000})
    {
        const VirtualBytes payload({9, 8, 7}, zeros);
        for (bool isAsymmetric : {false, true})
        {
            const VirtualBytes data = WrapWhisperPayload(payload, salt, {isAsymmetric, true});
            EXPECT_EQ(data.GetSize(), GetWhisperDataSize(payload.GetSize(), {isAsymmetric, true}));
            EXPECT_LT(data.GetHead().size(), 32u);
            ASSERT_TRUE(UnwrapWhisperPayload(data));
            EXPECT_EQ(*UnwrapWhisperPayload(data), payload);
            EXPECT_EQ(WhisperEnvelope(MakeFields(data)).GetPayloadSize(), payload.GetSize());
        }
    }
}

TEST(WhisperPayload, UnreadableDataHasNone)
{
    EXPECT_FALSE(UnwrapWhisperPayload(VirtualBytes()));
    EXPECT_FALSE(UnwrapWhisperPayload(VirtualBytes({}, 12)));
    EXPECT_FALSE(UnwrapWhisperPayload(VirtualBytes({}, 300)));
    EXPECT_FALSE(UnwrapWhisperPayload(VirtualBytes(std::vector<uint8_t>(300, 0xff))));
    std::vector<uint8_t> claimsMore(20, 0);
    claimsMore[12] = 1;
    claimsMore[13] = 7;
    EXPECT_FALSE(UnwrapWhisperPayload(VirtualBytes(claimsMore)));
    claimsMore[13] = 6;
    EXPECT_EQ(UnwrapWhisperPayload(VirtualBytes(claimsMore))->GetSize(), 6u);
}

TEST(WhisperPayload, SaltMakesEqualPayloadsDifferent)
{
    const VirtualBytes payload({}, 100);
    const WhisperEnvelope one(MakeFields(WrapWhisperPayload(payload, {1}, {})));
    const WhisperEnvelope two(MakeFields(WrapWhisperPayload(payload, {2}, {})));
    EXPECT_NE(one.GetHash(), two.GetHash());
}

// By hand: bytes 0x01, 0x02, 0x03 give bits 1, 2, 3; the last byte 0x05 = 0b101 adds 256 to the
// first and the third.
TEST(WhisperBloomFilter, TopicSetsTheBitsOfTheSpecification)
{
    EXPECT_EQ(WhisperBloomFilter::GetBitsOf(0x01020305), (std::array<uint16_t, 3>{257, 2, 259}));
    WhisperBloomFilter filter;
    filter.Add(0x01020305);
    WhisperBloomFilter::Bytes expected{};
    expected[0] = 0x04;  // bit 2
    expected[32] = 0x0a; // bits 257 and 259
    EXPECT_EQ(filter.GetBytes(), expected);

    // Bits 8 of the last byte and above play no part, and bits may coincide.
    EXPECT_EQ(WhisperBloomFilter::GetBitsOf(0xfffffff8), (std::array<uint16_t, 3>{255, 255, 255}));
    WhisperBloomFilter one;
    one.Add(0xfffffff8);
    EXPECT_EQ(one.CountBits(), 1u);
    EXPECT_EQ(one.GetBytes()[31], 0x80);
}

TEST(WhisperBloomFilter, MatchesItsTopicsAndSomeOthers)
{
    WhisperBloomFilter filter;
    EXPECT_FALSE(filter.Matches(0));
    filter.Add(0x01020300);
    filter.Add(0x04050600);
    EXPECT_TRUE(filter.Matches(0x01020300));
    EXPECT_TRUE(filter.Matches(0x04020300)); // bits 4, 2, 3: a false positive
    EXPECT_FALSE(filter.Matches(0x07020300));
    EXPECT_FALSE(filter.Matches(0x01020301));
    EXPECT_TRUE(WhisperBloomFilter::Full().Matches(0x12345678));
    WhisperBloomFilter other;
    other.Add(0x07020300);
    filter.Add(other);
    EXPECT_TRUE(filter.Matches(0x07020300));
    EXPECT_FALSE(filter.IsFull());
    EXPECT_TRUE(WhisperBloomFilter::Full().IsFull());
}

TEST(WhisperBloomFilter, FalsePositivesAreAsManyAsTheoryHasThem)
{
    std::mt19937 random(1);
    WhisperBloomFilter filter;
    for (unsigned i = 0; i < 100; ++i)
    {
        filter.Add(static_cast<WhisperTopic>(random()));
    }
    // Three independent looks at bits of which this share is set.
    const double share = filter.CountBits() / 512.0;
    const unsigned n = 100000;
    unsigned matches = 0;
    for (unsigned i = 0; i < n; ++i)
    {
        matches += filter.Matches(static_cast<WhisperTopic>(random()));
    }
    const double expected = std::pow(share, 3);
    EXPECT_NEAR(matches / double{n}, expected, 5 * std::sqrt(expected / n));
    EXPECT_NEAR(share, 1 - std::pow(1 - 1 / 512.0, 300), 0.05);
}

TEST(WhisperInterest, MatchesByItsKind)
{
    EXPECT_TRUE(WhisperInterest().Matches(1));
    EXPECT_EQ(WhisperInterest(WhisperBloomFilter::Full()).GetKind(), WhisperInterest::Kind::ALL);
    WhisperBloomFilter filter;
    filter.Add(0x01020300);
    filter.Add(0x04050600);
    EXPECT_TRUE(WhisperInterest(filter).Matches(0x04020300));
    const WhisperInterest topics(std::vector<WhisperTopic>{0x04050600, 0x01020300, 0x01020300});
    EXPECT_TRUE(topics.Matches(0x01020300));
    EXPECT_FALSE(topics.Matches(0x04020300));
    EXPECT_EQ(topics.GetTopics().size(), 2u);
    EXPECT_FALSE(WhisperInterest(std::vector<WhisperTopic>()).Matches(0));
}

TEST(WhisperEnvelopePool, SameEnvelopeIsTheSameObject)
{
    Ptr<WhisperEnvelopePool> pool = CreateObject<WhisperEnvelopePool>();
    const auto one = pool->Add(MakeFields(MakeData(284)));
    EXPECT_EQ(pool->Add(MakeFields(VirtualBytes(MakeData(284).ToVector()))), one);
    EXPECT_NE(pool->Add(MakeFields(MakeData(284), 1)), one);
    EXPECT_EQ(pool->GetSize(), 2u);
    const auto& head = one->GetRlpHead();
    EXPECT_EQ(pool->FindByKey(head.data(), one->GetKeySize()), one);
    EXPECT_EQ(pool->FindByKey(head.data(), one->GetKeySize() - 1), nullptr);
}

TEST(WhisperEnvelopePool, DropsWhatIsOldAndUnused)
{
    Ptr<WhisperEnvelopePool> pool = CreateObject<WhisperEnvelopePool>();
    Ptr<const WhisperEnvelope> held;
    const std::vector<uint8_t> head = WhisperEnvelope(MakeFields(MakeData(284))).GetRlpHead();
    unsigned n = 0;
    for (uint32_t second = 0; second < 1000; ++second)
    {
        Simulator::Schedule(Seconds(second), [&, second] {
            const auto added = pool->Add(MakeFields(MakeData(284 + second)));
            if (second == 0)
            {
                held = added;
            }
            EXPECT_LE(pool->GetSize(), 125u);
            if (second == 500)
            {
                // Still there long after its time, while somebody has it.
                EXPECT_EQ(pool->FindByKey(head.data(), head.size()), held);
                held = nullptr;
            }
            ++n;
        });
    }
    Simulator::Run();
    EXPECT_EQ(n, 1000u);
    EXPECT_EQ(pool->FindByKey(head.data(), head.size()), nullptr);
    Simulator::Destroy();
}

TEST(WhisperEnvelopeCache, KeepsPlacesOfCursorsWhenItShrinks)
{
    WhisperEnvelopeCache cache;
    WhisperBundle all;
    // One in ten lives long.
    for (uint32_t i = 0; i < 1000; ++i)
    {
        all.push_back(Create<WhisperEnvelope>(
            WhisperEnvelopeFields{i % 10 == 5 ? 1000u : i, 1, 1, VirtualBytes({}, i), i}));
        cache.Add(all.back(), 1, false).known.Add(i % 100);
    }
    uint64_t begin = cache.GetBegin();
    uint64_t middle = 506; // behind a long one; the next long one is 515
    uint64_t end = cache.GetEnd();
    const WhisperBundle expired = cache.Expire(990, {&begin, &middle, &end});
    EXPECT_EQ(expired.size(), 891u);
    EXPECT_EQ(cache.GetSize(), 109u);
    EXPECT_EQ(begin, cache.GetBegin());
    EXPECT_EQ(end, cache.GetEnd());
    EXPECT_LT(cache.GetEnd() - cache.GetBegin(), 300u);
    while (!cache.Get(middle).envelope)
    {
        ++middle;
    }
    EXPECT_EQ(cache.Get(middle).envelope, all[515]);
    ASSERT_NE(cache.Find(*all[515]), nullptr);
    EXPECT_TRUE(cache.Find(*all[515])->known.Has(15));
    EXPECT_FALSE(cache.Find(*all[515])->known.Has(16));
    EXPECT_TRUE(cache.Find(*all[995])->known.Has(95));
    EXPECT_EQ(cache.Find(*all[514]), nullptr);
    cache.ForgetPeer(95);
    EXPECT_FALSE(cache.Find(*all[995])->known.Has(95));
    EXPECT_EQ(cache.Expire(1001, {&begin, &middle, &end}).size(), 109u);
    EXPECT_EQ(cache.GetSize(), 0u);
    EXPECT_EQ(cache.GetBytes(), 0u);
    EXPECT_EQ(end, cache.GetEnd());
}
