/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/relay-comparison.h"
#include "ns3/relay-study-report.h"
#include "ns3/relay-study.h"
#include "ns3/study-plan.h"

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

/// Traffic of each case at 100 nodes.
std::map<std::string, double>
GetDurations(const RelayStudy& study)
{
    std::map<std::string, double> seconds;
    const StudyPlan plan(study.MakeFile());
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        seconds[cell.parameters.back().second] = cell.scenario.traffic.duration.GetSeconds();
    }
    return seconds;
}

} // namespace

TEST(RelayComparison, TheWidestIntervalIsThatOfTheFiguresThatAreCompared)
{
    // Student's t of one degree of freedom: 12.7 * 0.001 / 0.4 = 3.2 %.
    EXPECT_NEAR(GetWidestInterval("immediate", MakeRuns({0.399, 0.401})), 0.0318, 1e-4);
    EXPECT_EQ(GetWidestInterval("spread", MakeRuns({0.1, 10})), 0);
    EXPECT_GT(GetWidestInterval("immediate", MakeRuns({0.1, 10})), 1);
    std::vector<RelayRun> runs = MakeRuns({0.4, 0.4});
    runs[0].ihaveIds = 10;
    runs[1].ihaveIds = 20;
    EXPECT_GT(GetWidestInterval("gossip", runs), 1);
    EXPECT_EQ(GetWidestInterval("idontwant", runs), 0);
}

TEST(RelayStudy, EachCaseHasATrafficOfItsOwn)
{
    RelayStudy study;
    study.nodes = {100};
    study.transmissions = 150000;
    auto seconds = GetDurations(study);
    // 150000 of 250000 transmissions an hour, and 0.3 of that.
    EXPECT_EQ(seconds["immediate"], 2160);
    EXPECT_EQ(seconds["gossip"], 648);
    EXPECT_EQ(seconds["idontwant"], 648);
    EXPECT_EQ(seconds["shards"], 3600);
}

TEST(RelayStudy, ShardsThatAreTooSmallForTheirMeshesAreLeftOut)
{
    RelayStudy study;
    study.nodes = {30, 100};
    EXPECT_EQ(StudyPlan(study.MakeFile()).GetCells().size(), 10U);
    study.nodes = {40, 100};
    EXPECT_EQ(StudyPlan(study.MakeFile()).GetCells().size(), 12U);
}

TEST(RelayStudy, OptionsReachEveryCase)
{
    RelayStudy study;
    study.nodes = {60};
    study.degree = 4;
    study.segments = 5;
    study.precision = 0;
    study.runs = 2;
    const StudyFile file = study.MakeFile();
    EXPECT_FALSE(file.until);
    EXPECT_EQ(file.runs, 2U);
    const StudyPlan plan(file);
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        const ScenarioValues values = cell.scenario.GetValues();
        const std::string name = cell.parameters.back().second;
        const bool isDialled = name == "gossip" || name == "shards";
        EXPECT_EQ(values.at("overlay"), isDialled ? "dial:8" : "regular:4") << name;
        EXPECT_EQ(values.at("ns3::GossipSubRouter::D_high"), "4") << name;
        EXPECT_EQ(values.at("underlay.segments"), "5") << name;
        EXPECT_EQ(values.at("nodes"), name == "shards" ? "20" : "60") << name;
    }
}

TEST(RelayStudy, ResultsDoNotDependOnTheNumberOfWorkersAndAreKept)
{
    RelayStudy study;
    study.nodes = {14};
    study.degree = 4;
    study.transmissions = 300;
    study.workers = 1;
    study.runs = 3;
    const std::string folder = testing::TempDir() + "/waku-study-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    const auto write = [&study](const std::string& database) {
        std::ostringstream text;
        for (const auto& [nodes, cases] : study.Run(database))
        {
            for (const auto& [name, runs] : cases)
            {
                for (const RelayRun& run : runs)
                {
                    text << nodes << " " << name << " " << run.run << " " << run.seconds << " "
                         << run.ip << " " << run.meanLatency << " " << run.cdf.size() << "\n";
                }
            }
        }
        return text.str();
    };
    const std::string alone = write(folder + "/a.db");
    EXPECT_NE(alone.find("14 idontwant 2 "), std::string::npos) << alone;
    EXPECT_EQ(write(folder + "/a.db"), alone);
    study.workers = 3;
    EXPECT_EQ(write(folder + "/b.db"), alone);
    std::filesystem::remove_all(folder);
}

TEST(RelayStudyReport, SaysTheTrafficAndTheRunsOfEachVariant)
{
    const WakuScalingModel model = MakeModel(6);
    RelayStudy study;
    study.nodes = {100};
    study.transmissions = 150000;
    RelayRuns runs;
    for (const auto& [name, seconds] : GetDurations(study))
    {
        auto& ofCase = runs[100][name];
        ofCase = MakeRuns({0.4, 0.402, 0.401});
        for (RelayRun& run : ofCase)
        {
            run.ihaveIds = 1;
            run.seconds = seconds;
        }
    }
    runs[100]["wait"].pop_back();
    const std::vector<StudyRow> rows = CompareWithClosedForm(model, runs);
    const std::string folder = testing::TempDir() + "/waku-report-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    RelayStudyReport{study, model, runs, rows}.Write(folder);
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
