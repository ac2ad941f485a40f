/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/light-nodes.h"
#include "ns3/overlay-helper.h"
#include "ns3/whisper-limit.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// A network that bears so many messages.
WhisperLoad
Bear(double load, double limit)
{
    WhisperLoad result;
    result.messagesPerHour = load;
    result.deliveryRatio = load <= limit ? 1 : 0.5;
    return result;
}

} // namespace

TEST(WhisperLimit, BisectionFindsTheBreakingPointFromBelowAndAbove)
{
    for (double limit : {0.7, 3.0, 100.0, 5000.0})
    {
        for (double first : {1.0, 90.0, 20000.0})
        {
            int runs = 0;
            const WhisperLimit found =
                FindWhisperLimit(WhisperDemand(), first, 1.05, [&](double load) {
                    runs++;
                    return Bear(load, limit);
                });
            EXPECT_LE(found.highest.messagesPerHour, limit);
            EXPECT_GT(found.broken.messagesPerHour, limit);
            EXPECT_LE(found.broken.messagesPerHour, 1.05 * found.highest.messagesPerHour);
            EXPECT_LT(runs, 25);
        }
    }
}

TEST(WhisperLimit, ANetworkThatBearsNothingHasTheLimitZero)
{
    const WhisperLimit found =
        FindWhisperLimit(WhisperDemand(), 100, 1.1, [](double load) { return Bear(load, -1); });
    EXPECT_EQ(found.highest.messagesPerHour, 0);
    EXPECT_LT(found.broken.messagesPerHour, 0.001);
}

TEST(WhisperLimit, NamesWhatBroke)
{
    const WhisperDemand demand;
    WhisperLoad load;
    load.deliveryRatio = 0.5;
    EXPECT_EQ(demand.GetCause(load), "TTL");
    load.heldBack = 0.5;
    EXPECT_EQ(demand.GetCause(load), "send queue");
    load.downlink = 0.95;
    EXPECT_EQ(demand.GetCause(load), "downlink");
    load.uplink = 0.99;
    EXPECT_EQ(demand.GetCause(load), "uplink");
    load = WhisperLoad();
    load.deliveryRatio = 1;
    load.p95 = 6;
    EXPECT_FALSE(demand.IsMetBy(load));
    EXPECT_EQ(demand.GetCause(load), "latency");
    load.p95 = 5;
    EXPECT_TRUE(demand.IsMetBy(load));
}

TEST(WhisperLimit, SaturatedUplinksBreakASmallNetwork)
{
    WhisperScenario scenario;
    scenario.nodes = 12;
    scenario.overlay = "regular:3";
    scenario.protocol = {{"Immediate", "true"}};
    scenario.up = "64kbps";
    scenario.down = "1Mbps";
    scenario.duration = Seconds(30);
    scenario.p95Bound = Seconds(5);
    const WhisperDemand demand;
    // A message takes 2 * 1.5 kB of each uplink: 8 kB a second are 2.7 messages.
    scenario.messagesPerHour = 1.2 * 3600 / 12;
    const WhisperLoad light = MeasureWhisperLoad(scenario);
    EXPECT_TRUE(demand.IsMetBy(light));
    EXPECT_EQ(light.deliveryRatio, 1);
    EXPECT_NEAR(light.transmissionsPerMessage, 12 * 2 + 1, 1e-9);
    scenario.messagesPerHour = 5.0 * 3600 / 12;
    const WhisperLoad heavy = MeasureWhisperLoad(scenario);
    EXPECT_FALSE(demand.IsMetBy(heavy));
    EXPECT_EQ(demand.GetCause(heavy), "uplink");
    EXPECT_GT(heavy.p95, 5);
}

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
