/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/pss-part.h"
#include "ns3/scenario-run.h"
#include "ns3/scenario.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace ns3;

namespace
{

const std::string SNAPSHOT_16 = WAKU_SOURCE_DIR "/../shared/data/pss/snapshot_16.json";

Scenario
MakePssScenario(const std::map<std::string, std::string>& values)
{
    Scenario scenario("pss");
    scenario.Set("nodes", "50");
    scenario.Set("traffic.messages", "20");
    scenario.Set("traffic.interval", "100ms");
    for (const auto& [key, value] : values)
    {
        scenario.Set(key, value);
    }
    return scenario;
}

ScenarioRun::Result
RunPss(const std::map<std::string, std::string>& values)
{
    Scenario scenario = MakePssScenario(values);
    scenario.Check();
    int argc = 0;
    char** argv = nullptr;
    return ScenarioRun(scenario, 1).Run(DistributedHelper(&argc, &argv));
}

std::string
GetPssError(const std::map<std::string, std::string>& values)
{
    try
    {
        MakePssScenario(values).Check();
    }
    catch (const ScenarioError& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(PssPart, EveryKindOfRecipientGetsItsMessages)
{
    for (const std::string transport : {"packet", "flow"})
    {
        for (const std::string recipient : {"Contact", "Neighbourhood", "Everyone"})
        {
            const auto result =
                RunPss({{"recipient", recipient}, {"underlay.transport", transport}});
            EXPECT_EQ(result.failure, "");
            EXPECT_EQ(result.summary.protocol, "pss");
            EXPECT_EQ(result.summary.published, 20u);
            EXPECT_EQ(result.summary.deliveryRatio, 1) << transport << " " << recipient;
            EXPECT_GT(result.metrics.at("depth.mean"), 1);
        }
    }
}

TEST(PssPart, LessOfAnAddressCostsMore)
{
    double before = 0;
    for (const std::string bytes : {"32", "1", "0"})
    {
        const auto result =
            RunPss({{"address_bytes", bytes}, {"nodes", "100"}, {"traffic.messages", "5"}});
        EXPECT_EQ(result.summary.deliveryRatio, 1);
        EXPECT_EQ(result.metrics.at("per_message.handled"), 1) << "it is encrypted for one";
        const double copies = result.metrics.at("transmissions_per_message");
        EXPECT_GT(copies, before);
        before = copies;
    }
}

TEST(PssPart, BinsHaveTheSizesOfTheScenario)
{
    const auto few = RunPss({{"min_bin_size", "2"}, {"max_bin_size", "2"}});
    const auto many = RunPss({{"min_bin_size", "8"}});
    EXPECT_LT(few.summary.degree, many.summary.degree);
    EXPECT_EQ(few.summary.deliveryRatio, 1);
}

TEST(PssPart, NodesOfASnapshotAreCounted)
{
    if (!std::filesystem::exists(SNAPSHOT_16))
    {
        GTEST_SKIP() << "there is no " << SNAPSHOT_16;
    }
    const auto result = RunPss({{"snapshot", SNAPSHOT_16}});
    EXPECT_EQ(result.summary.nodes, 16u);
    EXPECT_EQ(result.summary.degree, 2 * 71 / 16.0);
    EXPECT_EQ(result.summary.deliveryRatio, 1);
}

TEST(PssPart, WhatCannotBeIsRefused)
{
    EXPECT_EQ(GetPssError({{"min_bin_size", "9"}, {"max_bin_size", "8"}}),
              "min_bin_size is 9, not at most max_bin_size, which is 8");
    EXPECT_EQ(GetPssError({{"snapshot", "/nowhere.json"}}), "/nowhere.json: cannot be read");
    EXPECT_EQ(GetPssError({{"traffic.payload", "2000000"}}),
              "traffic.payload is 2000000, not from 1 to 1047552, as "
              "ns3::PssProtocol::MaxMessageSize allows");
    EXPECT_NE(GetPssError({{"overlay", "file:x"}}), "");
    EXPECT_EQ(GetPssError({{"recipient", "Nobody"}}),
              "recipient is Nobody, not Contact, Neighbourhood or Everyone");
    EXPECT_EQ(GetPssError({}), "");
}
