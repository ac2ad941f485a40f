/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/relay-comparison.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// Messages of each run of these tests.
constexpr double PUBLISHED = 10;

/// Runs of all variants but shards, in which nodes receive nothing.
RelayRuns
MakeRuns(uint32_t nodes, std::size_t runs)
{
    RelayRun run;
    run.published = PUBLISHED;
    run.ihaveIds = 1;
    RelayRuns all;
    for (const char* variant : {"immediate", "wait", "spread", "gossip", "idontwant"})
    {
        all[nodes][variant].assign(runs, run);
    }
    return all;
}

StudyRow
Find(const std::vector<StudyRow>& rows, const std::string& name)
{
    for (const StudyRow& row : rows)
    {
        if (row.name == name)
        {
            return row;
        }
    }
    ADD_FAILURE() << "no line " << name;
    return {};
}

bool
Has(const std::vector<StudyRow>& rows, const std::string& part)
{
    for (const StudyRow& row : rows)
    {
        if (row.name.find(part) != std::string::npos)
        {
            return true;
        }
    }
    return false;
}

} // namespace

TEST(RelayComparison, LoadsAreScaledFromMessagesReallyPublishedToAnHour)
{
    // Flooding costs n(d-1)+1 transmissions of a message, which the closed form takes for n(d-1).
    RelayRuns runs = MakeRuns(100, 1);
    runs[100]["immediate"][0].payload = PUBLISHED * 2000 * (100 * 5 + 1) / 100;
    const auto row = Find(CompareWithClosedForm(WakuScalingModel(), runs), "load case 3");
    EXPECT_EQ(row.nodes, 100u);
    EXPECT_EQ(row.unit, "MB/hour");
    EXPECT_DOUBLE_EQ(row.closedForm, 5);
    EXPECT_DOUBLE_EQ(row.simulated.mean, 5.01);
    EXPECT_DOUBLE_EQ(row.ratio.mean, 1.002);
}

TEST(RelayComparison, IntervalsAreThoseOfTheRuns)
{
    RelayRuns runs = MakeRuns(100, 2);
    runs[100]["immediate"][0].meanLatency = 0.3;
    runs[100]["immediate"][1].meanLatency = 0.4;
    const std::string name = "latency case 1 (log_d n)";
    const auto row = Find(CompareWithClosedForm(WakuScalingModel(), runs), name);
    EXPECT_DOUBLE_EQ(row.simulated.mean, 0.35);
    EXPECT_NEAR(row.simulated.halfWidth.value(), 12.7062 * 0.05, 1e-4);
    runs[100]["immediate"].pop_back();
    EXPECT_FALSE(Find(CompareWithClosedForm(WakuScalingModel(), runs), name).simulated.halfWidth);
}

TEST(RelayComparison, WithTheGossipThatWasSimulatedLoadCase4IsItsOwnSum)
{
    // Of each message a node gets payload five times and 3 ids of 20 bytes, one of them wanted.
    RelayRuns runs = MakeRuns(100, 1);
    RelayRun& run = runs[100]["gossip"][0];
    run.payload = PUBLISHED * 2000 * 5;
    run.ihaveIds = PUBLISHED * 100 * 3;
    run.iwantIds = PUBLISHED * 100;
    run.control = PUBLISHED * 3 * 20;
    const auto rows = CompareWithClosedForm(WakuScalingModel(), runs);
    EXPECT_DOUBLE_EQ(
        Find(rows, "IHAVE ids a node gets of a message, for each message").simulated.mean,
        3);
    EXPECT_DOUBLE_EQ(Find(rows, "load case 4, IHAVE for each message").simulated.mean,
                     500 * (2000 * 5 + 60) / 1e6);
    WakuScalingParameters measured;
    measured.gossipMessageSize = 20;
    measured.iwantRatio = 1.0 / 3;
    const WakuScalingModel model(measured, WakuScalingModel::Version::REVISION_2025);
    EXPECT_DOUBLE_EQ(Find(rows, "load case 4, each message, A32 and A33 as simulated").closedForm,
                     model.LoadCase4(100) / 1e6);
}

TEST(RelayComparison, ShardsAreLeftOutIfTheyWereNotSimulated)
{
    RelayRuns runs = MakeRuns(100, 1);
    EXPECT_FALSE(Has(CompareWithClosedForm(WakuScalingModel(), runs), "sharding"));
    runs[100]["shards"] = runs[100]["gossip"];
    EXPECT_TRUE(Has(CompareWithClosedForm(WakuScalingModel(), runs), "sharding case 3"));
}
