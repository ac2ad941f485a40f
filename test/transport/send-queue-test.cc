/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/stream-send-queue.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

Ptr<const StreamFrame>
MakeFrame(uint32_t size, bool isControl = false)
{
    return Create<StreamFrame>(Create<Packet>(size), isControl);
}

/// Takes all frames out of a queue, in its order.
std::vector<Ptr<const StreamFrame>>
PopAll(SendQueue& queue)
{
    std::vector<Ptr<const StreamFrame>> frames;
    while (!queue.IsEmpty())
    {
        frames.push_back(queue.Pop());
    }
    return frames;
}

} // namespace

TEST(SendQueue, WithoutControlIsFirstInFirstOut)
{
    SendQueue queue;
    const auto a = MakeFrame(10);
    const auto b = MakeFrame(20);
    const auto c = MakeFrame(30);
    queue.Push(a);
    queue.Push(b);
    EXPECT_EQ(queue.Pop(), a);
    queue.Push(c);
    EXPECT_EQ(PopAll(queue), (std::vector{b, c}));
}

TEST(SendQueue, ControlGoesAheadOfMessagesInItsOwnOrder)
{
    SendQueue queue;
    const auto a = MakeFrame(10);
    const auto b = MakeFrame(20);
    const auto c = MakeFrame(5, true);
    const auto d = MakeFrame(6, true);
    for (const auto& frame : {a, c, b, d})
    {
        queue.Push(frame);
    }
    EXPECT_EQ(PopAll(queue), (std::vector{c, d, a, b}));
}

TEST(SendQueue, WhatHasBegunStaysInFront)
{
    SendQueue queue;
    const auto message = MakeFrame(10);
    const auto other = MakeFrame(10);
    const auto control = MakeFrame(5, true);
    queue.Push(message);
    queue.Push(other);
    queue.Advance(0);
    EXPECT_EQ(queue.Front(), message);
    queue.Advance(4);
    queue.Push(control);
    EXPECT_EQ(queue.Front(), message);
    queue.Advance(6);
    EXPECT_EQ(queue.Front(), message);
    EXPECT_EQ(queue.GetOffset(), 10U);
    EXPECT_EQ(queue.Pop(), message);
    EXPECT_EQ(queue.GetOffset(), 0U);
    queue.Advance(1);
    queue.Push(MakeFrame(5, true));
    EXPECT_EQ(queue.Front(), control);
    EXPECT_EQ(queue.GetOffset(), 1U);
}

TEST(SendQueue, BytesAndFramesAreThoseThatHaveNotGoneInFull)
{
    SendQueue queue;
    EXPECT_TRUE(queue.IsEmpty());
    queue.Push(MakeFrame(10));
    queue.Push(MakeFrame(5, true));
    queue.Advance(3);
    EXPECT_EQ(queue.GetBytes(), 15U);
    EXPECT_EQ(queue.GetNFrames(), 2U);
    queue.Pop();
    EXPECT_EQ(queue.GetBytes(), 10U);
    queue.Clear();
    EXPECT_EQ(queue.GetBytes(), 0U);
    EXPECT_TRUE(queue.IsEmpty());
    queue.Push(MakeFrame(7, true));
    EXPECT_EQ(queue.GetBytes(), 7U);
}

TEST(SendQueue, OnlyWhatHasNotBegunIsTakenOut)
{
    for (bool isControl : {false, true})
    {
        SendQueue queue;
        const auto begun = MakeFrame(10, isControl);
        const auto waiting = MakeFrame(20, isControl);
        const auto otherKind = MakeFrame(30, !isControl);
        queue.Push(begun);
        queue.Push(waiting);
        queue.Advance(1);
        queue.Push(otherKind);
        EXPECT_FALSE(queue.Remove(PeekPointer(begun)));
        EXPECT_TRUE(queue.Remove(PeekPointer(waiting)));
        EXPECT_FALSE(queue.Remove(PeekPointer(waiting)));
        EXPECT_TRUE(queue.Remove(PeekPointer(otherKind)));
        EXPECT_EQ(queue.GetBytes(), 10U);
        EXPECT_EQ(queue.Front(), begun);
    }
}

TEST(SendQueue, OldestMessageIsNeitherControlNorOneThatHasBegun)
{
    SendQueue queue;
    const auto a = MakeFrame(10);
    const auto b = MakeFrame(20);
    const auto c = MakeFrame(30);
    const auto control = MakeFrame(5, true);
    EXPECT_EQ(queue.RemoveOldestMessage(), nullptr);
    queue.Push(a);
    queue.Advance(1);
    queue.Push(control);
    queue.Push(b);
    queue.Push(c);
    EXPECT_EQ(queue.RemoveOldestMessage(), b);
    EXPECT_EQ(queue.RemoveOldestMessage(), c);
    EXPECT_EQ(queue.RemoveOldestMessage(), nullptr);
    EXPECT_EQ(queue.GetBytes(), 15U);
    EXPECT_EQ(PopAll(queue), (std::vector{a, control}));
}

TEST(SendQueue, FramesAheadGoBeforeTheRestButNotBeforeControlNorWhatHasBegun)
{
    SendQueue queue;
    const auto begun = MakeFrame(10);
    const auto rest = MakeFrame(11);
    const auto first = MakeFrame(12);
    const auto second = MakeFrame(13);
    const auto control = MakeFrame(5, true);
    queue.Push(begun);
    queue.Push(rest);
    queue.Advance(1);
    queue.Push(first, true);
    queue.Push(second, true);
    queue.Push(control);
    EXPECT_EQ(queue.GetNMessages(true), 2U);
    EXPECT_EQ(queue.GetNMessages(false), 2U);
    EXPECT_EQ(queue.GetNControl(), 1U);
    EXPECT_EQ(queue.GetDroppableBytes(), 11U + 12 + 13);
    EXPECT_EQ(queue.Pop(), begun);
    queue.Pop();
    queue.Advance(2);
    EXPECT_EQ(queue.Front(), first);
    EXPECT_FALSE(queue.Remove(PeekPointer(first)));
    EXPECT_EQ(queue.RemoveOldestMessage(), rest);
    EXPECT_EQ(queue.PeekOldestMessage(), PeekPointer(second));
    EXPECT_EQ(PopAll(queue), (std::vector{first, second}));
}
