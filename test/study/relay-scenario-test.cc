/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/relay-scenario.h"
#include "ns3/relay-variant.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

RelayScenario
MakeScenario(uint32_t shards)
{
    RelayScenario scenario;
    scenario.overlay = "regular:4";
    scenario.nodes = 20;
    scenario.messagesPerHour = 30;
    scenario.duration = Minutes(10);
    scenario.shards = shards;
    return scenario;
}

TEST(RelayScenario, ANodeOfSeveralShardsGetsTheMessagesOfAllOfThem)
{
    const RelayScenario::Result one = MakeScenario(1).Run();
    const RelayScenario::Result three = MakeScenario(3).Run();
    Config::Reset();
    EXPECT_EQ(three.summary.delivered, three.summary.expectedDeliveries);
    // Poisson: 100 and 300 messages are expected.
    EXPECT_NEAR(one.summary.published, 100, 40);
    EXPECT_NEAR(three.summary.published, 300, 70);
}

TEST(RelayScenario, EachShardCostsWhatAMeshOfItsOwnCosts)
{
    const RelayScenario::Result result = MakeScenario(3).Run();
    Config::Reset();
    EXPECT_EQ(result.summary.transmissions, result.summary.published * (20 * 3 + 1));
}

TEST(RelayVariant, OnlyTheShardingCasesDivideTheNodes)
{
    WakuScalingParameters parameters;
    const auto variants = GetRelayVariants(6, parameters);
    ASSERT_EQ(variants.size(), 6U);
    for (const RelayVariant& variant : variants)
    {
        EXPECT_EQ(variant.shards, variant.name == "shards" ? 3U : 1U) << variant.name;
    }
    parameters.shardsPerNode = 5;
    EXPECT_EQ(GetRelayVariants(6, parameters).back().shards, 5U);
}

} // namespace
