/* SPDX-License-Identifier: GPL-2.0-only */
#include "event-network.h"

#include "ns3/scenario-nodes.h"
#include "ns3/string.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

class ScenarioEvents : public EventNetwork
{
};

using ScenarioEventsDeathTest = ScenarioEvents;

INSTANTIATE_TEST_SUITE_P(Transports, ScenarioEvents, testing::Values("packet", "flow"));
INSTANTIATE_TEST_SUITE_P(Transports, ScenarioEventsDeathTest, testing::Values("flow"));

TimeValue
S(double seconds)
{
    return TimeValue(Seconds(seconds));
}

} // namespace

TEST_P(ScenarioEvents, WhoLeavesSaysGoodbyeAndComesBack)
{
    Build(3);
    events.Add("leave", "Nodes", StringValue("1,"), "At", S(10), "For", S(20));
    Install();
    RunUntil(19.9);
    EXPECT_EQ(CountPeers(0), 2U);
    RunUntil(20.5);
    EXPECT_FALSE(nodes[1]->IsOnline());
    EXPECT_EQ(CountPeers(0), 1U);
    EXPECT_EQ(CountPeers(1), 0U);
    RunUntil(50);
    EXPECT_TRUE(nodes[1]->IsOnline());
    EXPECT_EQ(CountPeers(0), 2U);
    EXPECT_EQ(CountPeers(1), 2U);
}

TEST_P(ScenarioEvents, WhoCrashesSendsNoFinAndNoResetAndIsNotMissedAtOnce)
{
    Build(3);
    events.Add("crash", "Nodes", StringValue("1,"), "At", S(10));
    Install();
    std::unique_ptr<EndingPackets> ending;
    if (IsPacket())
    {
        ending = std::make_unique<EndingPackets>(devices.Get(1));
    }
    RunUntil(25);
    EXPECT_FALSE(nodes[1]->IsOnline());
    EXPECT_EQ(CountPeers(1), 0U);
    // The other side still writes to it.
    EXPECT_EQ(CountPeers(0), 2U);
    EXPECT_EQ(CountPeers(2), 2U);
    if (ending)
    {
        EXPECT_EQ(ending->fins, 0);
        EXPECT_EQ(ending->resets, 0);
    }
}

TEST_P(ScenarioEvents, AHostThatIsBackAfterACrashAnswersOldConnectionsWithResets)
{
    Build(2);
    events.Add("crash", "Nodes", StringValue("0,"), "At", S(10), "For", S(3));
    Install();
    std::unique_ptr<EndingPackets> ending;
    if (IsPacket())
    {
        ending = std::make_unique<EndingPackets>(devices.Get(0));
    }
    RunUntil(22.9);
    EXPECT_EQ(CountPeers(1), 1U);
    RunUntil(60);
    EXPECT_EQ(pings[1]->downs, 1);
    EXPECT_EQ(pings[1]->ups, 2);
    EXPECT_EQ(CountPeers(0), 1U);
    if (ending)
    {
        EXPECT_EQ(ending->fins, 0);
        EXPECT_GE(ending->resets, 1);
    }
}

TEST_P(ScenarioEvents, TwoEventsKeepANodeOfflineUntilBothHaveEnded)
{
    Build(2);
    events.Add("leave", "Nodes", StringValue("1,"), "At", S(0), "For", S(20));
    events.Add("crash", "Nodes", StringValue("1,"), "At", S(10), "For", S(30));
    Install();
    RunUntil(35);
    EXPECT_FALSE(nodes[1]->IsOnline());
    RunUntil(60);
    EXPECT_TRUE(nodes[1]->IsOnline());
    EXPECT_EQ(CountPeers(0), 1U);
}

TEST_P(ScenarioEvents, ATimeBeforeTheRunIsItsBeginning)
{
    Build(2);
    events.Add("leave", "Nodes", StringValue("1,"), "At", S(-3600), "For", S(4));
    Install();
    RunUntil(3.9);
    EXPECT_FALSE(nodes[1]->IsOnline());
    RunUntil(4.1);
    EXPECT_TRUE(nodes[1]->IsOnline());
}

TEST_P(ScenarioEventsDeathTest, WhatDoesNotGoWithTheNetworkStopsBeforeTheRun)
{
    Build(3);
    const auto stop = testing::ExitedWithCode(1);
    EXPECT_EXIT(events.Add("lave"), stop, "there is no event lave; there are .*leave");
    EXPECT_EXIT(events.Add("leave", "For", S(-1)), stop, "at least 0s");
    EXPECT_EXIT(
        {
            events.Add("leave", "Nodes", StringValue("4"));
            Install();
        },
        stop,
        "event leave: Nodes is 4, not at most 3, the number of nodes");
}

TEST(ScenarioNodesTest, ATextSaysWhichNodesAndAWrongOneWhatWouldBeRight)
{
    const std::vector<std::string> regions = {"europe", "asia"};
    const std::map<std::string, std::string> wrong = {
        {"many", "all, a number"},
        {"", "all, a number"},
        {"-3", "all, a number"},
        {"5-3", "all, a number"},
        {"101%", "all, a number"},
        {"11", "at most 10"},
        {"3,10", "numbers from 0 to 9"},
        {"region:mars", "one of region:europe region:asia"},
    };
    for (const auto& [text, sentence] : wrong)
    {
        const std::string said = ScenarioNodes(text).DescribeIfWrong(10, regions);
        EXPECT_EQ(said.rfind(sentence, 0), 0U) << text << ": " << said;
    }
    for (const char* text : {"all", "0", "10", "0%", "33.3%", "7,", "0-4,9", "3 5", "region:asia"})
    {
        EXPECT_EQ(ScenarioNodes(text).DescribeIfWrong(10, regions), "") << text;
    }
    EXPECT_NE(ScenarioNodes("region:asia").DescribeIfWrong(10, {}), "");
}

TEST(ScenarioNodesTest, NodesAreDrawnWithoutBiasAndNoneTwice)
{
    ScenarioStage::Parts parts;
    for (uint32_t i = 0; i < 10; i++)
    {
        parts.applications.Add(CreateObject<P2pNode>());
    }
    const ScenarioStage stage(parts);
    LazyUniform random;
    random.SetStream(1);
    std::vector<int> counts(10);
    for (int i = 0; i < 1000; i++)
    {
        const std::vector<uint32_t> nodes = ScenarioNodes("30%").Choose(stage, random);
        ASSERT_EQ(nodes.size(), 3U);
        EXPECT_TRUE(std::adjacent_find(nodes.begin(), nodes.end(), std::greater_equal<>()) ==
                    nodes.end());
        for (const uint32_t node : nodes)
        {
            counts.at(node)++;
        }
    }
    // 300 in the mean, with a standard deviation of 14.5.
    EXPECT_GT(*std::min_element(counts.begin(), counts.end()), 240);
    EXPECT_LT(*std::max_element(counts.begin(), counts.end()), 360);
    EXPECT_EQ(ScenarioNodes("4-5,1").Choose(stage, random), (std::vector<uint32_t>{1, 4, 5}));
    EXPECT_EQ(ScenarioNodes("all").Choose(stage, random).size(), 10U);
    EXPECT_EQ(ScenarioNodes("10").Choose(stage, random).size(), 10U);
    Simulator::Destroy();
}
