/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/light-nodes.h"
#include "ns3/overlay-helper.h"

#include <gtest/gtest.h>

using namespace ns3;

TEST(LightNodes, CutNobodyOff)
{
    for (const std::string spec : {"regular:6", "ws:6:0.1", "ba:3"})
    {
        OverlayHelper helper = OverlayHelper::FromString(spec);
        helper.AssignStreams(0);
        const OverlayGraph graph = helper.Create(80);
        const std::set<uint32_t> light = ChooseLightNodes(graph, 0.5, 1);
        EXPECT_EQ(light.size(), 40U);
        EXPECT_EQ(light, ChooseLightNodes(graph, 0.5, 1));
        EXPECT_NE(light, ChooseLightNodes(graph, 0.5, 2));
        std::set<uint32_t> reached;
        std::vector<uint32_t> open;
        for (uint32_t first = 0; open.empty(); first++)
        {
            if (light.count(first) == 0)
            {
                open.push_back(first);
                reached.insert(first);
            }
        }
        while (!open.empty())
        {
            const uint32_t node = open.back();
            open.pop_back();
            for (uint32_t neighbor : graph.GetNeighbors(node))
            {
                if (reached.insert(neighbor).second && light.count(neighbor) == 0)
                {
                    open.push_back(neighbor);
                }
            }
        }
        EXPECT_EQ(reached.size(), 80U) << spec;
    }
}

TEST(LightNodesDeathTest, TooManyStopTheProgram)
{
    const OverlayGraph graph = OverlayHelper::FromString("ring:2").Create(10);
    EXPECT_DEATH(ChooseLightNodes(graph, 0.9, 1), "share of light nodes is 0.9, but only");
    EXPECT_DEATH(ChooseLightNodes(graph, 1.1, 1), "share of light nodes is 1.1, not 0 to 1");
}
