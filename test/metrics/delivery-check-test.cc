/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/delivery-check.h"
#include "ns3/propagation-journal.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(DeliveryCheck, FindsASecondDeliveryAForeignTopicAndAMessageThatNobodyPublished)
{
    const MessageKey key{1};
    const ObservedMessage message{key, 10, 20};
    const auto begin = [&message](DeliveryCheck& check) {
        check.SetSubscribed(Seconds(0), 1, "a", true);
        check.SetSubscribed(Seconds(0), 2, "b", true);
        check.Published(Seconds(1), 0, message, "a");
        check.Delivered(Seconds(2), 1, message);
        EXPECT_EQ(check.GetFailure(), "");
    };
    DeliveryCheck twice;
    begin(twice);
    twice.Delivered(Seconds(3), 1, message);
    EXPECT_EQ(twice.GetFailure(), "node 1 delivered at 3 s a message for the second time");

    DeliveryCheck foreign;
    begin(foreign);
    foreign.Delivered(Seconds(3), 2, message);
    EXPECT_EQ(foreign.GetFailure(),
              "node 2 delivered at 3 s a message of the topic a, which is not its own");

    DeliveryCheck invented;
    const MessageKey other{2};
    begin(invented);
    invented.Delivered(Seconds(3), 1, ObservedMessage{other, 10, 20});
    EXPECT_EQ(invented.GetFailure(), "node 1 delivered at 3 s a message that was never published");
}

TEST(DeliveryCheck, ANodeThatWasAwayMayDeliverAgain)
{
    const MessageKey key{1};
    const ObservedMessage message{key, 10, 20};
    DeliveryCheck check;
    check.SetSubscribed(Seconds(0), 1, "a", true);
    check.Published(Seconds(1), 0, message, "a");
    check.Delivered(Seconds(2), 1, message);
    check.SetSubscribed(Seconds(3), 1, "a", false);
    check.SetSubscribed(Seconds(4), 1, "a", true);
    check.Delivered(Seconds(5), 1, message);
    EXPECT_EQ(check.GetFailure(), "");
}

TEST(DeliveryCheck, ANodeThatMayHaveForgottenAMessageMayDeliverItAgain)
{
    const MessageKey key{1};
    const ObservedMessage message{key, 10, 20};
    for (const auto& [second, isFine] : {std::pair(120, false), std::pair(121, true)})
    {
        DeliveryCheck check;
        check.SetMemory([] { return Seconds(120); });
        check.SetSubscribed(Seconds(0), 1, "a", true);
        check.Published(Seconds(1), 0, message, "a");
        check.Delivered(Seconds(2), 1, message);
        check.Delivered(Seconds(second), 1, message);
        EXPECT_EQ(check.GetFailure().empty(), isFine) << second;
    }
}

TEST(DeliveryCheck, RemembersTheLastMessagesThatAreGone)
{
    DeliveryCheck check;
    check.SetSubscribed(Seconds(0), 1, "a", true);
    const auto makeKey = [](uint32_t number) {
        return MessageKey{static_cast<uint8_t>(number), static_cast<uint8_t>(number >> 8)};
    };
    for (uint32_t i = 0; i <= DeliveryCheck::MOST_FORGOTTEN; i++)
    {
        const MessageKey key = makeKey(i);
        check.Published(Seconds(1), 0, {key, 10, 20}, "a");
        check.Forgotten(Seconds(2), {key, 10, 20});
    }
    const MessageKey second = makeKey(1);
    check.Delivered(Seconds(3), 1, {second, 10, 20});
    EXPECT_EQ(check.GetFailure(), "");
    const MessageKey first = makeKey(0);
    check.Delivered(Seconds(3), 1, {first, 10, 20});
    EXPECT_EQ(check.GetFailure(), "node 1 delivered at 3 s a message that was never published");
}

TEST(DeliveryCheck, OfJoinedJournalsKnowsInterestsAndProofs)
{
    const MessageKey key{1};
    const MessageKey proved{2};
    const ObservedMessage before{key, 10, 20};
    const ObservedMessage after{proved, 10, 20};
    std::vector<PropagationJournal> ranks(2);
    ranks[0].Published(Seconds(1), 0, before, "a");
    ranks[0].Renamed(Seconds(2), 0, key, proved);
    ranks[1].SetInterested(Seconds(0), 1, "a", true);
    ranks[1].Delivered(Seconds(3), 1, after);
    const auto getFailure = [&ranks] {
        PropagationJournal joined;
        for (const PropagationJournal& rank : ranks)
        {
            joined.Add(rank.Serialize());
        }
        DeliveryCheck check;
        joined.Replay(check);
        return check.GetFailure();
    };
    EXPECT_EQ(getFailure(), "");
    ranks[1].Delivered(Seconds(4), 2, after);
    EXPECT_EQ(getFailure(),
              "node 2 delivered at 4 s a message of the topic a, which is not its own");
}
