/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/pubsub-message-pool.h"
#include "ns3/pubsub-seen-cache.h"

#include <gtest/gtest.h>

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
