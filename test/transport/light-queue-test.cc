/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/light-queue.h"

#include <deque>
#include <gtest/gtest.h>
#include <memory>
#include <random>

using namespace ns3;

TEST(LightQueue, IsAQueue)
{
    LightQueue<int> queue;
    std::deque<int> model;
    std::mt19937 random(1);
    for (int i = 0; i < 20000; i++)
    {
        // Long and short by turns.
        if (model.empty() || random() % 8 < (i / 2000 % 2 == 0 ? 5u : 3u))
        {
            queue.PushBack(i);
            model.push_back(i);
        }
        else
        {
            ASSERT_EQ(queue.Front(), model.front());
            queue.PopFront();
            model.pop_front();
        }
        ASSERT_EQ(queue.GetSize(), model.size());
        ASSERT_EQ(queue.IsEmpty(), model.empty());
    }
    EXPECT_TRUE(std::equal(queue.begin(), queue.end(), model.begin(), model.end()));
    queue.Clear();
    EXPECT_TRUE(queue.IsEmpty());
}

TEST(LightQueue, ReleasesWhatIsRemoved)
{
    LightQueue<std::shared_ptr<int>> queue;
    const auto item = std::make_shared<int>(1);
    for (int i = 0; i < 5; i++)
    {
        queue.PushBack(item);
    }
    for (long left = 5; left > 0; left--)
    {
        EXPECT_EQ(item.use_count(), left + 1);
        queue.PopFront();
    }
    EXPECT_EQ(item.use_count(), 1);
}
