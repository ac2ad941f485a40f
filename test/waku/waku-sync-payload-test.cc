/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/random-variable-stream.h"
#include "ns3/waku-sync-payload.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

using namespace ns3;

namespace
{

using SyncBytes = std::vector<uint8_t>;

MessageId
HashOf(std::vector<uint8_t> begin)
{
    begin.resize(32);
    return MessageId(begin);
}

WakuSyncRange
MakeRange(int64_t from, int64_t to)
{
    WakuSyncRange range;
    range.lower.timestamp = from;
    range.upper.timestamp = to;
    return range;
}

void
AppendSync(SyncBytes& bytes, const SyncBytes& more, std::size_t zeros = 0)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
    bytes.resize(bytes.size() + zeros);
}

void
ExpectSame(const WakuSyncPayload& a, const WakuSyncPayload& b)
{
    EXPECT_EQ(a.scope.pubsubTopics, b.scope.pubsubTopics);
    EXPECT_EQ(a.scope.contentTopics, b.scope.contentTopics);
    EXPECT_EQ(a.scope.cluster, b.scope.cluster);
    EXPECT_EQ(a.scope.shards, b.scope.shards);
    ASSERT_EQ(a.ranges.size(), b.ranges.size());
    for (std::size_t i = 0; i < a.ranges.size(); i++)
    {
        const WakuSyncRange& x = a.ranges[i];
        const WakuSyncRange& y = b.ranges[i];
        EXPECT_EQ(x.lower.timestamp, y.lower.timestamp);
        EXPECT_EQ(x.upper.timestamp, y.upper.timestamp);
        EXPECT_EQ(x.type, y.type);
        EXPECT_EQ(x.fingerprint, y.fingerprint);
        EXPECT_EQ(x.isReconciled, y.isReconciled);
        ASSERT_EQ(x.items.size(), y.items.size());
        for (std::size_t k = 0; k < x.items.size(); k++)
        {
            EXPECT_EQ(x.items[k].timestamp, y.items[k].timestamp);
            EXPECT_EQ(x.items[k].hash, y.items[k].hash);
        }
    }
}

/// Ranges of all kinds, one after the other.
WakuSyncPayload
MakeSyncPayload(Ptr<UniformRandomVariable> random)
{
    WakuSyncPayload payload;
    int64_t time = 1767225600000000000 + random->GetInteger(0, 1000);
    for (uint32_t i = random->GetInteger(1, 20); i > 0; i--)
    {
        WakuSyncRange range = MakeRange(time, time + random->GetInteger(1, 1000000000));
        range.type = static_cast<WakuSyncRangeType>(random->GetInteger(0, 2));
        if (range.type == WakuSyncRangeType::FINGERPRINT)
        {
            for (uint8_t& byte : range.fingerprint)
            {
                byte = static_cast<uint8_t>(random->GetInteger(0, 255));
            }
        }
        else if (range.type == WakuSyncRangeType::ITEM_SET)
        {
            range.isReconciled = random->GetInteger(0, 1) == 1;
            for (uint32_t k = random->GetInteger(0, 30); k > 0; k--)
            {
                const auto first = static_cast<uint8_t>(range.items.size() + 1);
                const auto before = range.items.empty() ? time : range.items.back().timestamp;
                const int64_t next = before + random->GetInteger(0, 10);
                if (next < range.upper.timestamp)
                {
                    range.items.push_back({next, HashOf({first, 7})});
                }
            }
        }
        time = range.upper.timestamp;
        payload.ranges.push_back(range);
    }
    return payload;
}

} // namespace

TEST(WakuSyncPayload, BytesAreThoseOfNwaku)
{
    WakuSyncPayload payload;
    payload.scope.pubsubTopics = {"/a"};
    payload.scope.contentTopics = {"/b/c", "d"};
    payload.ranges.push_back(MakeRange(1000, 1300));
    payload.ranges.back().type = WakuSyncRangeType::FINGERPRINT;
    payload.ranges.back().fingerprint.fill(0x11);
    payload.ranges.push_back(MakeRange(1300, 1301));
    payload.ranges.push_back(MakeRange(1301, 1401));
    payload.ranges.back().type = WakuSyncRangeType::ITEM_SET;
    payload.ranges.back().items = {{1301, HashOf({0xaa})}, {1400, HashOf({0xbb})}};
    payload.ranges.back().isReconciled = true;

    SyncBytes expected{1, 2, '/', 'a', 2, 4, '/', 'b', '/', 'c', 1, 'd'};
    AppendSync(expected, {0xe8, 0x07});           // 1000
    AppendSync(expected, {0xac, 0x02, 1});        // 300 on, a fingerprint
    AppendSync(expected, SyncBytes(32, 0x11));    // which is this one
    AppendSync(expected, {1, 0});                 // 1 on, nothing
    AppendSync(expected, {100, 2, 2});            // 100 on, an item set of two
    AppendSync(expected, {0x95, 0x0a, 0xaa}, 31); // 1301, its hash
    AppendSync(expected, {99, 0xbb}, 31);         // 99 on, its hash
    AppendSync(expected, {1});                    // reconciled
    EXPECT_EQ(payload.Encode(WakuSyncHeader::TOPICS), expected);
    WakuSyncPayload decoded;
    ASSERT_TRUE(WakuSyncPayload::Decode(expected, WakuSyncHeader::TOPICS, decoded));
    ExpectSame(decoded, payload);

    // With cluster and shards in front, the rest is the same.
    payload.scope = WakuSyncScope();
    payload.scope.cluster = 16;
    payload.scope.shards = {3, 200};
    expected.erase(expected.begin(), expected.begin() + 12);
    SyncBytes shards{16, 2, 3, 0xc8, 0x01};
    AppendSync(shards, expected);
    EXPECT_EQ(payload.Encode(WakuSyncHeader::SHARDS), shards);
    ASSERT_TRUE(WakuSyncPayload::Decode(shards, WakuSyncHeader::SHARDS, decoded));
    ExpectSame(decoded, payload);
}

TEST(WakuSyncPayload, EndsAtTheSameTimeHaveTheirHashesUpToTheDifference)
{
    // The example of the specification, "Delta encoding for sequential SyncIDs".
    WakuSyncPayload payload;
    payload.ranges.push_back(MakeRange(1002, 1002));
    payload.ranges[0].lower.hash = HashOf({0x35, 0x1c, 0x5e, 0x86});
    payload.ranges[0].upper.hash = HashOf({0x35, 0x60, 0xd9, 0xc4});
    const SyncBytes expected{0, 0, 0xea, 0x07, 0, 2, 0x35, 0x60, 0};
    EXPECT_EQ(payload.Encode(WakuSyncHeader::TOPICS), expected);
    WakuSyncPayload decoded;
    ASSERT_TRUE(WakuSyncPayload::Decode(expected, WakuSyncHeader::TOPICS, decoded));
    EXPECT_EQ(decoded.ranges[0].upper.hash, HashOf({0x35, 0x60}));
}

TEST(WakuSyncPayload, NoRangesAreOneByte)
{
    EXPECT_EQ(WakuSyncPayload().Encode(WakuSyncHeader::TOPICS), SyncBytes{0});
    for (const SyncBytes& bytes : {SyncBytes{}, SyncBytes{0}, SyncBytes{77}})
    {
        WakuSyncPayload decoded;
        EXPECT_TRUE(WakuSyncPayload::Decode(bytes, WakuSyncHeader::TOPICS, decoded));
        EXPECT_TRUE(decoded.IsDone());
        EXPECT_FALSE(decoded.IsInitial());
    }
}

TEST(WakuSyncPayload, PayloadsAreReadAsTheyWereWritten)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    for (uint32_t i = 0; i < 200; i++)
    {
        WakuSyncPayload payload = MakeSyncPayload(random);
        payload.scope.shards = {static_cast<uint16_t>(i), 1023};
        const SyncBytes bytes = payload.Encode(WakuSyncHeader::SHARDS);
        WakuSyncPayload decoded;
        ASSERT_TRUE(WakuSyncPayload::Decode(bytes, WakuSyncHeader::SHARDS, decoded));
        ExpectSame(decoded, payload);
    }
}

TEST(WakuSyncPayload, BytesThatMakeNoSenseAreRefused)
{
    const int64_t most = std::numeric_limits<int64_t>::max();
    const SyncBytes topics{0, 0};
    const SyncBytes most64{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};
    const SyncBytes most63{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
    const auto with = [](SyncBytes head, const SyncBytes& tail, std::size_t zeros = 0) {
        AppendSync(head, tail, zeros);
        return head;
    };
    const std::vector<SyncBytes> cases = {
        {0xff, 0xff, 0x03, 0},                      // more topics than bytes
        with(most64, {0, 0}),                       // far more
        {1, 200, 'a', 0, 1, 1, 0},                  // a topic longer than the bytes
        {0, 0, 0x80},                               // half a number
        with(topics, with(most64, {1, 0})),         // a time beyond 63 bits
        with(topics, with(most63, {1, 0})),         // a time that the next one overflows
        {0, 0, 5, 7},                               // no type
        {0, 0, 5, 7, 3},                            // an unknown type
        {0, 0, 5, 7, 1, 1, 2, 3},                   // half a fingerprint
        {0, 0, 5, 0, 33, 0},                        // a hash of 33 bytes
        {0, 0, 5, 7, 2, 0},                         // no word on whether it is reconciled
        {0, 0, 5, 7, 2, 0, 2},                      // a wrong one
        {0, 0, 5, 7, 2, 0xff, 0xff, 0x7f, 1, 2, 3}, // more messages than bytes
        with({0, 0, 5, 7, 2, 1, 4, 9}, {0}, 31),    // a message before the range
        with({0, 0, 5, 7, 2, 1, 12, 9}, {0}, 31),   // one behind it
        {0, 0, 5, 7, 0, 9},                         // a byte behind the last range
    };
    for (const SyncBytes& bytes : cases)
    {
        WakuSyncPayload decoded;
        EXPECT_FALSE(WakuSyncPayload::Decode(bytes, WakuSyncHeader::TOPICS, decoded))
            << bytes.size() << " bytes, " << static_cast<int>(bytes[0]);
    }
    WakuSyncPayload decoded;
    ASSERT_TRUE(WakuSyncPayload::Decode(with(topics, with(most63, {0, 1, 0, 0})),
                                        WakuSyncHeader::TOPICS,
                                        decoded));
    EXPECT_EQ(decoded.ranges[0].upper.timestamp, most);
    EXPECT_FALSE(
        WakuSyncPayload::Decode({0x80, 0x80, 0x04, 0, 5, 7, 0}, WakuSyncHeader::SHARDS, decoded));
}

TEST(WakuSyncPayload, MessagesOutOfOrderAreRefused)
{
    WakuSyncPayload payload;
    payload.ranges.push_back(MakeRange(1000, 2000));
    payload.ranges[0].type = WakuSyncRangeType::ITEM_SET;
    WakuSyncPayload decoded;
    for (const bool isSame : {false, true})
    {
        const auto second = static_cast<uint8_t>(isSame ? 5 : 4);
        payload.ranges[0].items = {{1500, HashOf({5})}, {1500, HashOf({second})}};
        EXPECT_FALSE(WakuSyncPayload::Decode(payload.Encode(WakuSyncHeader::TOPICS),
                                             WakuSyncHeader::TOPICS,
                                             decoded));
    }
}

TEST(WakuSyncPayload, AnyBytesAreReadOrRefused)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(2);
    for (uint32_t i = 0; i < 300; i++)
    {
        SyncBytes bytes = MakeSyncPayload(random).Encode(WakuSyncHeader::TOPICS);
        bytes.resize(random->GetInteger(0, static_cast<uint32_t>(bytes.size())));
        for (uint32_t k = random->GetInteger(0, 3); k > 0 && !bytes.empty(); k--)
        {
            bytes[random->GetInteger(0, static_cast<uint32_t>(bytes.size() - 1))] =
                static_cast<uint8_t>(random->GetInteger(0, 255));
        }
        WakuSyncPayload decoded;
        if (WakuSyncPayload::Decode(bytes, WakuSyncHeader::TOPICS, decoded))
        {
            // What was read is the same when it is written and read again.
            WakuSyncPayload again;
            ASSERT_TRUE(WakuSyncPayload::Decode(decoded.Encode(WakuSyncHeader::TOPICS),
                                                WakuSyncHeader::TOPICS,
                                                again));
            ExpectSame(again, decoded);
        }
    }
}
