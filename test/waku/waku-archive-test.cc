/* SPDX-License-Identifier: GPL-2.0-only */
#include "stored-messages.h"

#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"
#include "ns3/waku-archive.h"
#include "ns3/waku-relay-protocol.h"

#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;

namespace
{

using Hashes = std::vector<MessageId>;

Hashes
HashesOf(const WakuStorePage& page)
{
    Hashes hashes;
    for (const auto& entry : page.entries)
    {
        hashes.push_back(entry.hash);
    }
    return hashes;
}

/// All pages of a query.
std::vector<WakuStorePage>
ReadAll(WakuArchive& archive, WakuStoreQuery query, std::size_t limit, Time now = Seconds(0))
{
    std::vector<WakuStorePage> pages;
    do
    {
        pages.emplace_back();
        EXPECT_TRUE(archive.Find(now, query, limit, UINT64_MAX, pages.back()));
        query.cursor = pages.back().cursor;
    } while (query.cursor && pages.size() < 10000);
    return pages;
}

class ArchiveTest : public testing::Test
{
  protected:
    ~ArchiveTest() override
    {
        archive->Dispose();
        Simulator::Destroy();
    }

    /// Messages at random times, many of them the same, of three content topics on two shards.
    std::vector<Ptr<const WakuStoredMessage>> Fill(uint32_t count)
    {
        auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(7);
        std::vector<Ptr<const WakuStoredMessage>> messages;
        for (uint32_t i = 0; i < count; i++)
        {
            const auto topic = "/app/1/" + std::to_string(random->GetInteger(0, 2)) + "/proto";
            const auto shard = "/waku/2/rs/0/" + std::to_string(random->GetInteger(0, 1));
            const auto time = StampOf(-1.0 * random->GetInteger(0, count / 4));
            messages.push_back(MakeStored(i, time, topic, shard));
            EXPECT_TRUE(archive->Add(Seconds(0), messages.back()));
        }
        return messages;
    }

    Ptr<WakuArchive> archive{CreateObject<WakuArchive>()};
};

} // namespace

TEST_F(ArchiveTest, PagesHoldExactlyWhatMatchesInOrderInEitherDirection)
{
    auto messages = Fill(3000);
    std::sort(messages.begin(), messages.end(), [](const auto& a, const auto& b) {
        return a->IsBefore(*b);
    });
    for (const bool forward : {true, false})
    {
        for (const uint32_t kind : {0, 1, 2, 3, 4, 5})
        {
            WakuStoreQuery query;
            query.forward = forward;
            query.includeData = true;
            if (kind == 1 || kind == 3)
            {
                query.pubsubTopic = "/waku/2/rs/0/1";
                query.contentTopics = {"/app/1/2/proto", "/app/1/0/proto", "/app/1/2/proto"};
            }
            if (kind >= 2 && kind <= 4)
            {
                query.start = StampOf(-500);
            }
            if (kind >= 3)
            {
                query.end = StampOf(-100);
            }
            Hashes expected;
            for (const auto& message : messages)
            {
                if (query.Matches(*message))
                {
                    expected.push_back(message->GetHash());
                }
            }
            ASSERT_GT(expected.size(), 100U);
            Hashes got;
            for (const WakuStorePage& page : ReadAll(*archive, query, 37))
            {
                const Hashes hashes = HashesOf(page);
                EXPECT_LE(hashes.size(), 37U);
                got.insert(forward ? got.end() : got.begin(), hashes.begin(), hashes.end());
            }
            EXPECT_EQ(got, expected) << kind;
        }
    }
}

TEST_F(ArchiveTest, LookUpFindsTheHashesThatAreHere)
{
    const auto messages = Fill(500);
    WakuStoreQuery query;
    for (uint32_t i = 0; i < 500; i += 5)
    {
        query.hashes.push_back(messages[i]->GetHash());
        query.hashes.push_back(MakeStored(1000 + i, 1)->GetHash());
        query.hashes.push_back(messages[i]->GetHash());
    }
    for (const bool forward : {true, false})
    {
        query.forward = forward;
        std::set<MessageId> got;
        std::size_t count = 0;
        for (const WakuStorePage& page : ReadAll(*archive, query, 9))
        {
            for (const auto& entry : page.entries)
            {
                EXPECT_FALSE(entry.message);
                got.insert(entry.hash);
                count++;
            }
        }
        EXPECT_EQ(count, 100U);
        EXPECT_EQ(got.size(), 100U);
    }
}

TEST_F(ArchiveTest, PagingReturnsEveryMessageOnceWhileNewOnesArrive)
{
    const auto messages = Fill(400);
    WakuStoreQuery query;
    query.forward = true;
    std::set<MessageId> got;
    std::size_t count = 0;
    uint32_t next = 100000;
    do
    {
        WakuStorePage page;
        ASSERT_TRUE(archive->Find(Seconds(0), query, 20, UINT64_MAX, page));
        count += page.entries.size();
        for (const auto& entry : page.entries)
        {
            got.insert(entry.hash);
        }
        query.cursor = page.cursor;
        // One before all others, which comes too late, and one behind them.
        archive->Add(Seconds(0), MakeStored(next++, StampOf(-100000)));
        archive->Add(Seconds(0), MakeStored(next, StampOf(next)));
        next++;
    } while (query.cursor && count < 1000);
    EXPECT_EQ(got.size(), count);
    for (const auto& message : messages)
    {
        EXPECT_EQ(got.count(message->GetHash()), 1U);
    }
}

TEST_F(ArchiveTest, KeepsEachMessageOnceAndOnlyEligibleOnes)
{
    const auto pool = WakuRelayProtocol::GetSharedMessagePool();
    const Time now = Seconds(1000);
    const auto publish = [&](const WakuMessage& message) {
        return archive->Archive(now, *pool->Add(STORE_SHARD, message.Encode(), now));
    };
    EXPECT_TRUE(publish(MakeWakuMessage(1, StampOf(1000))));
    EXPECT_FALSE(publish(MakeWakuMessage(1, StampOf(1000))));
    EXPECT_TRUE(publish(MakeWakuMessage(2, StampOf(980))));
    EXPECT_TRUE(publish(MakeWakuMessage(3, StampOf(1020))));
    EXPECT_FALSE(publish(MakeWakuMessage(4, StampOf(979.9))));
    EXPECT_FALSE(publish(MakeWakuMessage(5, StampOf(1020.1))));
    EXPECT_FALSE(publish(MakeWakuMessage(6, 0)));
    WakuMessage ephemeral = MakeWakuMessage(7, StampOf(1000));
    ephemeral.ephemeral = true;
    EXPECT_FALSE(publish(ephemeral));
    EXPECT_FALSE(archive->Archive(now, *pool->Add(STORE_SHARD, VirtualBytes({0x0a, 0x7f}), now)));
    EXPECT_EQ(archive->GetSize(), 3U);
    EXPECT_EQ(archive->GetNArchived(), 3U);
    const std::vector<std::pair<WakuArchiveRefusal, uint64_t>> refused{
        {WakuArchiveRefusal::MALFORMED, 1},
        {WakuArchiveRefusal::EPHEMERAL, 1},
        {WakuArchiveRefusal::NO_TIMESTAMP, 1},
        {WakuArchiveRefusal::TOO_OLD, 1},
        {WakuArchiveRefusal::TOO_NEW, 1},
        {WakuArchiveRefusal::DUPLICATE, 1}};
    for (const auto& [refusal, count] : refused)
    {
        EXPECT_EQ(archive->GetNRefused(refusal), count) << static_cast<int>(refusal);
    }
}

TEST_F(ArchiveTest, CapacityAndRetentionRemoveTheOldest)
{
    archive->SetAttribute("Capacity", UintegerValue(100));
    archive->SetAttribute("Retention", TimeValue(Seconds(1000)));
    for (uint32_t i = 0; i < 300; i++)
    {
        EXPECT_TRUE(archive->Add(Seconds(i), MakeStored(i, StampOf(i))));
    }
    EXPECT_EQ(archive->GetSize(), 100U);
    EXPECT_EQ(archive->GetNEvicted(), 200U);
    EXPECT_EQ(archive->GetIndex().GetFirst()->GetTimestamp(), StampOf(200));
    EXPECT_FALSE(archive->Add(Seconds(300), MakeStored(400, StampOf(100))));
    EXPECT_EQ(archive->GetNRefused(WakuArchiveRefusal::TOO_OLD), 1U);
    WakuStoreQuery query;
    EXPECT_EQ(ReadAll(*archive, query, 1000, Seconds(1250)).front().entries.size(), 50U);
    EXPECT_EQ(archive->GetSize(), 50U);
    // A cursor that has gone.
    query.cursor = MakeStored(210, StampOf(210))->GetHash();
    WakuStorePage page;
    EXPECT_FALSE(archive->Find(Seconds(1250), query, 10, UINT64_MAX, page));
    EXPECT_EQ(ReadAll(*archive, WakuStoreQuery(), 10, Seconds(5000)).front().entries.size(), 0U);
    EXPECT_EQ(archive->GetSize(), 0U);
}

TEST_F(ArchiveTest, ManyMessagesTakeFewBytesAndAQueryTouchesFew)
{
    constexpr uint32_t COUNT = 40000;
    const auto other = CreateObject<WakuArchive>();
    for (uint32_t i = 0; i < COUNT; i++)
    {
        const auto topic = "/app/1/" + std::to_string(i % 100) + "/proto";
        const auto message = MakeStored(i, StampOf(-1000.0 + i / 40.0), topic);
        ASSERT_TRUE(archive->Add(Seconds(0), message));
        ASSERT_TRUE(other->Add(Seconds(0), message));
    }
    EXPECT_LT(archive->GetMemory(), 50.0 * COUNT);
    WakuStoreQuery query;
    query.includeData = true;
    query.pubsubTopic = STORE_SHARD;
    query.contentTopics = {"/app/1/7/proto"};
    query.start = StampOf(-500);
    query.forward = true;
    const auto begin = std::chrono::steady_clock::now();
    for (uint32_t i = 0; i < 1000; i++)
    {
        WakuStorePage page;
        archive->Find(Seconds(0), query, 100, UINT64_MAX, page);
        ASSERT_EQ(page.entries.size(), 100U);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    // A scan of the archive takes milliseconds; this is mean microseconds on a busy machine.
    EXPECT_LT(took.count() / 1000, 1e-3);
    RecordProperty("query_us", std::to_string(took.count() * 1000));
    RecordProperty("bytes_a_message", std::to_string(1.0 * archive->GetMemory() / COUNT));
    other->Dispose();
}
