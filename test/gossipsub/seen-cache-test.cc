/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/pubsub-message-pool.h"
#include "ns3/pubsub-seen-cache.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <vector>

using namespace ns3;

TEST(SeenCache, AMessageIsNewOnceAndAgainAfterTheTtl)
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    Ptr<const PubsubMessage> message = pool->Add("t", VirtualBytes({1}), Seconds(0));
    SeenCache seen(Minutes(2));
    EXPECT_FALSE(seen.Contains(PeekPointer(message), Seconds(0)));
    EXPECT_TRUE(seen.Add(message, Seconds(0)));
    EXPECT_FALSE(seen.Add(message, Seconds(60)));
    EXPECT_TRUE(seen.Contains(PeekPointer(message), Seconds(119)));
    // The time runs from the first sight, not from the last.
    EXPECT_FALSE(seen.Contains(PeekPointer(message), Seconds(120)));
    EXPECT_TRUE(seen.Add(message, Seconds(121)));
}

TEST(SeenCache, ForgetsWhatExpiredSoThatItStaysSmall)
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    SeenCache seen(Seconds(10));
    for (uint8_t i = 0; i < 200; i++)
    {
        const Time now = Seconds(i);
        EXPECT_TRUE(seen.Add(pool->Add("t", VirtualBytes({i}), now), now));
        EXPECT_LE(seen.GetSize(), 10U);
    }
}

TEST(SeenCache, ThatRefreshesCountsFromTheLastCopy)
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    const auto message = pool->Add("t", VirtualBytes({1}), Seconds(0));
    const auto other = pool->Add("t", VirtualBytes({2}), Seconds(0));
    SeenCache seen(Seconds(120));
    seen.SetRefresh(true);
    EXPECT_TRUE(seen.Add(message, Seconds(0)));
    EXPECT_TRUE(seen.Add(other, Seconds(10)));
    EXPECT_FALSE(seen.Add(message, Seconds(5)));
    EXPECT_FALSE(seen.Add(message, Seconds(20)));
    EXPECT_TRUE(seen.Contains(PeekPointer(message), Seconds(139)));
    EXPECT_FALSE(seen.Contains(PeekPointer(other), Seconds(139)));
    EXPECT_FALSE(seen.Contains(PeekPointer(message), Seconds(140)));
    EXPECT_EQ(seen.GetSize(), 0U);
}

TEST(SeenCache, KnowsManyMessagesAsAListWould)
{
    Ptr<MessagePool> pool = CreateObject<MessagePool>();
    std::vector<Ptr<const PubsubMessage>> messages;
    for (uint32_t i = 0; i < 2000; i++)
    {
        messages.push_back(pool->Add("t", VirtualBytes({uint8_t(i >> 8), uint8_t(i)}), Seconds(0)));
    }
    for (const bool refreshes : {false, true})
    {
        SeenCache seen(Seconds(100));
        seen.SetRefresh(refreshes);
        std::map<const PubsubMessage*, Time> expiry;
        std::mt19937 random(1);
        for (uint32_t i = 0; i < 20000; i++)
        {
            const Time now = Seconds(i / 4.0);
            // Mostly messages of the last seconds, some long gone.
            const uint32_t newest = i / 10;
            const uint32_t back = random() % (random() % 10 == 0 ? 1000 : 60);
            const auto& message = messages[newest - std::min(newest, back)];
            Time& end = expiry[PeekPointer(message)];
            ASSERT_EQ(seen.Contains(PeekPointer(message), now), end > now);
            ASSERT_EQ(seen.Add(message, now), end <= now);
            end = end <= now || refreshes ? now + Seconds(100) : end;
            if (i % 100 == 0)
            {
                const auto isSeen = [now](const auto& one) { return one.second > now; };
                ASSERT_EQ(
                    seen.GetSize(),
                    static_cast<std::size_t>(std::count_if(expiry.begin(), expiry.end(), isSeen)));
            }
        }
    }
}
