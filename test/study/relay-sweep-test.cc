/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/relay-comparison.h"
#include "ns3/relay-study-report.h"
#include "ns3/relay-sweep.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <unistd.h>

using namespace ns3;

namespace
{

WakuScalingModel
MakeModel(uint32_t degree)
{
    WakuScalingParameters parameters;
    parameters.degree = degree;
    return WakuScalingModel(parameters);
}

/// Runs that differ in the mean latency alone.
std::vector<RelayRun>
MakeRuns(const std::vector<double>& latencies)
{
    std::vector<RelayRun> runs;
    for (const double latency : latencies)
    {
        RelayRun run;
        run.published = 10;
        run.payload = 1000;
        run.meanLatency = latency;
        runs.push_back(run);
    }
    return runs;
}

/// A sweep that takes a second.
RelaySweep
MakeSmallSweep()
{
    RelaySweep sweep;
    sweep.nodes = {14};
    sweep.degree = 4;
    sweep.transmissions = 300;
    sweep.workers = 1;
    return sweep;
}

} // namespace

TEST(RelaySweep, ACaseHasEnoughRunsWhenItsWidestIntervalIsNarrow)
{
    RelaySweep sweep;
    sweep.precision = 0.01;
    sweep.runs = 4;
    EXPECT_FALSE(sweep.HasEnough("immediate", MakeRuns({0.4})));
    EXPECT_TRUE(sweep.HasEnough("immediate", MakeRuns({0.4, 0.4})));
    // Student's t of one degree of freedom: 12.7 * 0.001 / 0.4 = 3.2 %.
    EXPECT_NEAR(RelaySweep::GetWidestInterval("immediate", MakeRuns({0.399, 0.401})), 0.0318, 1e-4);
    EXPECT_FALSE(sweep.HasEnough("immediate", MakeRuns({0.399, 0.401})));
    EXPECT_TRUE(sweep.HasEnough("immediate", MakeRuns({0.399, 0.401, 0.4})));
    EXPECT_TRUE(sweep.HasEnough("immediate", MakeRuns({0.3, 0.5, 0.3, 0.5}))) << "no more than all";
    sweep.precision = 0;
    EXPECT_FALSE(sweep.HasEnough("immediate", MakeRuns({0.399, 0.401, 0.4})));
    EXPECT_TRUE(sweep.HasEnough("immediate", MakeRuns({0.3, 0.5, 0.3, 0.5})));
}

TEST(RelaySweep, WhatIsNotComparedNeedsNoNarrowInterval)
{
    EXPECT_EQ(RelaySweep::GetWidestInterval("spread", MakeRuns({0.1, 10})), 0);
    EXPECT_GT(RelaySweep::GetWidestInterval("immediate", MakeRuns({0.1, 10})), 1);
    std::vector<RelayRun> runs = MakeRuns({0.4, 0.4});
    runs[0].ihaveIds = 10;
    runs[1].ihaveIds = 20;
    EXPECT_GT(RelaySweep::GetWidestInterval("gossip", runs), 1);
    EXPECT_EQ(RelaySweep::GetWidestInterval("idontwant", runs), 0);
}

TEST(RelaySweep, EachVariantHasATrafficOfItsOwn)
{
    RelaySweep sweep;
    sweep.nodes = {100};
    sweep.transmissions = 150000;
    const WakuScalingModel model = MakeModel(6);
    std::map<std::string, double> seconds;
    for (const RelaySweep::Case& what : sweep.GetCases(model))
    {
        seconds[what.variant.name] = what.scenario.duration.GetSeconds();
    }
    // 150000 of 250000 transmissions an hour, and 0.3 of that.
    EXPECT_EQ(seconds["immediate"], 2160);
    EXPECT_EQ(seconds["gossip"], 648);
    EXPECT_EQ(seconds["idontwant"], 648);
    EXPECT_EQ(seconds["shards"], 3600);
}

TEST(RelaySweep, ResultsDoNotDependOnTheNumberOfWorkers)
{
    RelaySweep sweep = MakeSmallSweep();
    sweep.runs = 3;
    const WakuScalingModel model = MakeModel(4);
    const auto write = [&model](const RelaySweep& what) {
        std::string text;
        for (const auto& [nodes, variants] : what.Run(model))
        {
            for (const auto& [name, runs] : variants)
            {
                for (const RelayRun& run : runs)
                {
                    text += name;
                    for (const std::string& field : RelayRun::GetFields().Write(run))
                    {
                        text += "," + field;
                    }
                    text += "\n";
                }
            }
        }
        return text;
    };
    const std::string alone = write(sweep);
    sweep.workers = 3;
    EXPECT_EQ(write(sweep), alone);
}

TEST(RelayStudyReport, SaysTheTrafficAndTheRunsOfEachVariant)
{
    const WakuScalingModel model = MakeModel(6);
    RelaySweep sweep;
    sweep.nodes = {100};
    sweep.transmissions = 150000;
    RelayRuns runs;
    for (const RelaySweep::Case& what : sweep.GetCases(model))
    {
        auto& ofVariant = runs[100][what.variant.name];
        ofVariant = MakeRuns({0.4, 0.402, 0.401});
        for (RelayRun& run : ofVariant)
        {
            run.ihaveIds = 1;
            run.seconds = what.scenario.duration.GetSeconds();
        }
    }
    runs[100]["wait"].pop_back();
    const std::vector<StudyRow> rows = CompareWithClosedForm(model, runs);
    const std::string folder = testing::TempDir() + "/waku-report-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    RelayStudyReport{sweep, model, runs, rows}.Write(folder);
    StudyRow::WriteCsv(folder + "/rows.csv", rows);
    std::stringstream report;
    report << std::ifstream(folder + "/report.md").rdbuf();
    std::stringstream csv;
    csv << std::ifstream(folder + "/rows.csv").rdbuf();
    std::filesystem::remove_all(folder);
    EXPECT_NE(report.str().find("| 100 | immediate | 1 | 2160 | 10.0 | 3 | 0.62 |"),
              std::string::npos)
        << report.str();
    EXPECT_NE(report.str().find("| 100 | wait | 1 | 2160 | 10.0 | 2 |"), std::string::npos);
    EXPECT_NE(report.str().find("| 100 | gossip | 1 | 648 | 10.0 | 3 |"), std::string::npos);
    EXPECT_NE(report.str().find("| 100 | shards | 3 | 3600 | 10.0 | 3 |"), std::string::npos);
    EXPECT_NE(csv.str().find("\n100,\"load case 3\",MB/hour,"), std::string::npos);
    EXPECT_NE(csv.str().find(",2,2160\n"), std::string::npos);
    EXPECT_NE(csv.str().find(",3,648\n"), std::string::npos);
}
