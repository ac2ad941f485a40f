/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/overlay-measures.h"
#include "ns3/shard-overlay-helper.h"

#include <gtest/gtest.h>
#include <numeric>
#include <vector>

using namespace ns3;

namespace
{

std::vector<uint32_t>
MakeMembers(uint32_t first, uint32_t count)
{
    std::vector<uint32_t> members(count);
    std::iota(members.begin(), members.end(), first);
    return members;
}

uint32_t
CountLinksAmong(const OverlayGraph& graph, uint32_t node, uint32_t first, uint32_t count)
{
    uint32_t links = 0;
    for (const uint32_t neighbour : graph.GetNeighbors(node))
    {
        links += neighbour >= first && neighbour < first + count;
    }
    return links;
}

} // namespace

TEST(ShardOverlay, EveryMemberHasTheDegreeOfTheFamilyInItsShard)
{
    ShardOverlayHelper helper(OverlayHelper::FromString("regular:6"));
    helper.AssignStreams(0);
    const OverlayGraph graph = helper.Create(100, {MakeMembers(0, 60), MakeMembers(40, 60)});
    for (uint32_t node = 0; node < 40; node++)
    {
        EXPECT_EQ(graph.GetDegree(node), 6U);
    }
    for (uint32_t node = 40; node < 60; node++)
    {
        EXPECT_GE(CountLinksAmong(graph, node, 0, 60), 6U);
        EXPECT_GE(CountLinksAmong(graph, node, 40, 60), 6U);
    }
}

TEST(ShardOverlay, SmallShardsAreCompleteAndStrangersAreDialled)
{
    ShardOverlayHelper helper(OverlayHelper::FromString("regular:6"));
    helper.AssignStreams(0);
    helper.SetStrangers(2);
    const OverlayGraph graph = helper.Create(45, {MakeMembers(0, 5), MakeMembers(5, 40), {}});
    for (uint32_t node = 0; node < 5; node++)
    {
        EXPECT_EQ(CountLinksAmong(graph, node, 0, 5), 4U);
        EXPECT_GE(CountLinksAmong(graph, node, 5, 40), 2U);
    }
    for (uint32_t node = 5; node < 45; node++)
    {
        EXPECT_GE(CountLinksAmong(graph, node, 0, 5), 2U);
    }
}

TEST(ShardOverlay, SameStreamsSameGraph)
{
    const auto make = [] {
        ShardOverlayHelper helper(OverlayHelper::FromString("dial:5"));
        EXPECT_EQ(helper.AssignStreams(7), 2);
        helper.SetStrangers(1);
        return helper.Create(60, {MakeMembers(0, 30), MakeMembers(20, 40)}).GetLinks();
    };
    EXPECT_EQ(make(), make());
}

TEST(ShardOverlayDeath, WhatCannotBeStopsWithASentence)
{
    EXPECT_EXIT(ShardOverlayHelper(OverlayHelper::FromString("file:links.txt")),
                testing::ExitedWithCode(1),
                "overlay is file:links.txt, not a family");
    ShardOverlayHelper helper(OverlayHelper::FromString("regular:51"));
    EXPECT_EXIT(helper.Create(50, {MakeMembers(0, 50)}),
                testing::ExitedWithCode(1),
                "shard 0 of ShardOverlayHelper: ");
    EXPECT_EXIT(helper.Create(10, {MakeMembers(5, 6)}),
                testing::ExitedWithCode(1),
                "shard 0 has member 10, not one of 10 nodes");
}
