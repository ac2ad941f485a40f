/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/overlay-graph.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(OverlayGraph, StartsWithoutLinks)
{
    const OverlayGraph graph(3);
    EXPECT_EQ(graph.GetNNodes(), 3u);
    EXPECT_EQ(graph.GetNLinks(), 0u);
    EXPECT_TRUE(graph.GetNeighbors(2).empty());
    EXPECT_FALSE(graph.HasLink(0, 1));
    EXPECT_FALSE(graph.HasNames());
}

TEST(OverlayGraph, LinkIsSeenFromBothEndsAndKeepsItsDirection)
{
    OverlayGraph graph(4);
    EXPECT_TRUE(graph.AddLink(3, 1));
    EXPECT_TRUE(graph.AddLink(0, 3));
    EXPECT_TRUE(graph.AddLink(3, 2));
    const std::vector<OverlayGraph::Link> links{{3, 1}, {0, 3}, {3, 2}};
    EXPECT_EQ(graph.GetLinks(), links);
    EXPECT_EQ(graph.GetNeighbors(3), (std::vector<uint32_t>{0, 1, 2}));
    EXPECT_EQ(graph.GetNeighbors(1), (std::vector<uint32_t>{3}));
    EXPECT_EQ(graph.GetDegree(3), 3u);
    EXPECT_EQ(graph.FindLink(3, 0), 1u);
    EXPECT_EQ(graph.FindLink(0, 3), 1u);
    EXPECT_EQ(graph.FindLink(3, 1), 0u);
    EXPECT_EQ(graph.FindLink(2, 3), 2u);
    EXPECT_EQ(graph.FindLink(0, 1), OverlayGraph::NO_LINK);
    EXPECT_FALSE(graph.HasLink(1, 1));
}

TEST(OverlayGraph, SecondLinkOfAPairIsRefusedInEitherDirection)
{
    OverlayGraph graph(2);
    EXPECT_TRUE(graph.AddLink(0, 1));
    EXPECT_FALSE(graph.AddLink(0, 1));
    EXPECT_FALSE(graph.AddLink(1, 0));
    EXPECT_EQ(graph.GetNLinks(), 1u);
    EXPECT_EQ(graph.GetDegree(0), 1u);
    EXPECT_EQ(graph.GetDegree(1), 1u);
}

TEST(OverlayGraph, NamesAreEmptyUnlessSet)
{
    OverlayGraph graph(2);
    EXPECT_EQ(graph.GetName(1), "");
    graph.SetName(0, "");
    EXPECT_FALSE(graph.HasNames());
    graph.SetName(1, "enode");
    EXPECT_TRUE(graph.HasNames());
    EXPECT_EQ(graph.GetName(0), "");
    EXPECT_EQ(graph.GetName(1), "enode");
}

TEST(OverlayGraph, FileRowIsTheLinkItselfUnlessSet)
{
    OverlayGraph graph(5);
    for (uint32_t node = 1; node < 5; ++node)
    {
        graph.AddLink(0, node);
    }
    graph.SetFileRow(2, 7);
    EXPECT_EQ(graph.GetFileRow(0), 0u);
    EXPECT_EQ(graph.GetFileRow(1), 1u);
    EXPECT_EQ(graph.GetFileRow(2), 7u);
    EXPECT_EQ(graph.GetFileRow(3), 3u);
}

TEST(OverlayGraphDeathTest, WhatDoesNotExistStopsWithItsNumber)
{
    OverlayGraph graph(3);
    EXPECT_DEATH(graph.AddLink(0, 3), "no node 3 among 3 nodes");
    EXPECT_DEATH(graph.AddLink(4, 0), "no node 4 among 3 nodes");
    EXPECT_DEATH(graph.AddLink(2, 2), "node 2 cannot be linked to itself");
    EXPECT_DEATH(graph.GetNeighbors(3), "no node 3");
    EXPECT_DEATH(graph.FindLink(0, 9), "no node 9");
    EXPECT_DEATH(graph.GetName(3), "no node 3");
    EXPECT_DEATH(graph.SetName(3, "x"), "no node 3");
    EXPECT_DEATH(graph.GetFileRow(0), "no link 0 among 0 links");
    EXPECT_DEATH(graph.SetFileRow(1, 0), "no link 1 among 0 links");
}
