/* SPDX-License-Identifier: GPL-2.0-only */
#include "fake-study.h"

#include "ns3/report-command.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

using namespace ns3;

namespace
{

namespace fs = std::filesystem;

/// A database with three cells of three runs, of which those of one fail.
std::string
MakeDatabase()
{
    const std::string path = FakeStudy::MakePath(testing::TempDir(), "report.db");
    RunnableStudy study = FakeStudy::Make(2, 3);
    FakeStudy::Add(study, FakeStudy::MakeRun(300, "fail", 1), 3);
    FakeStudy::Run(path, study);
    return path;
}

ReportPlan
MakePlan()
{
    ReportPlan plan;
    plan.items.resize(2);
    plan.items[0].metric = "latency_s.p95";
    plan.items[0].against = "nodes";
    plan.items[1].distribution = "latency_s";
    return plan;
}

std::string
ReadReport(const fs::path& path)
{
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

TEST(ReportCommand, ReadsWhatADatabaseTells)
{
    const std::string path = MakeDatabase();
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const ReportData data =
        ReadReportData(reader, reader.FindStudy("fake"), ReportNeeds::Of(MakePlan().items), path);
    EXPECT_EQ(data.study, "fake");
    EXPECT_EQ(data.command, "waku-study run fake.yaml --db=" + fs::path(path).filename().string());
    ASSERT_EQ(data.cells.size(), 3u);
    EXPECT_EQ(data.cells[1].parameters.front(),
              std::make_pair(std::string("nodes"), std::string("200")));
    EXPECT_EQ(data.cells[1].scenario.at("underlay.latency"), "0.1s");
    EXPECT_EQ(data.cells[1].rngRuns, (std::vector<uint32_t>{1, 2, 3}));
    double sum = 0;
    uint64_t deliveries = 0;
    for (uint32_t run = 1; run <= 3; run++)
    {
        sum += FakeStudy::DoRun(FakeStudy::MakeRun(200, "none", run)).metrics.at("latency_s.p95");
    }
    for (double value : data.cells[1].metrics.at("latency_s.p95"))
    {
        sum -= value;
    }
    EXPECT_NEAR(sum, 0, 1e-12);
    for (const auto& bin : data.cells[1].histograms.at("latency_s"))
    {
        deliveries += bin.second;
    }
    EXPECT_EQ(deliveries, 3u * 73);
    EXPECT_TRUE(data.cells[2].rngRuns.empty());
    ASSERT_EQ(data.cells[2].failures.size(), 3u);
    EXPECT_EQ(data.cells[2].failures[0].message, "delivered 3 of 5");
    std::set<std::string> names;
    for (const auto& entry : data.provenance)
    {
        names.insert(entry.first);
        EXPECT_FALSE(entry.second.empty()) << entry.first;
    }
    EXPECT_EQ(names.count("ns-3"), 1u);
    EXPECT_EQ(names.count("compiler"), 1u);
    EXPECT_EQ(names.count("seed (RngSeed)"), 1u);
}

TEST(ReportCommand, WritesTheReportOfAStudyWithoutTimesAndPaths)
{
    const std::string path = MakeDatabase();
    const fs::path folder = FakeStudy::MakePath(testing::TempDir(), "report-folder");
    std::ostringstream out;
    StoredStudy asked;
    const auto planner = [&asked](const ResultsReader&, const StoredStudy& study) {
        asked = study;
        return MakePlan();
    };
    EXPECT_EQ(RunReportCommand({"report", path, "--study=fake", "--output=" + folder.string()},
                               out,
                               planner),
              0);
    EXPECT_EQ(out.str(), folder.string() + "/report.html\n");
    EXPECT_EQ(asked.file, "study: fake\n");
    const std::string markdown = ReadReport(folder / "report.md");
    EXPECT_NE(markdown.find("3 runs failed and are left out of all values below, in 1 of 3 "
                            "combinations"),
              std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("There is no good run of 1 of 3 combinations."), std::string::npos)
        << markdown;
    EXPECT_NE(markdown.find("| 300 | fail | 0 | – |"), std::string::npos) << markdown;
    EXPECT_NE(markdown.find("| RngRun | 1 to 3 |"), std::string::npos) << markdown;
    EXPECT_EQ(markdown.find(testing::TempDir()), std::string::npos) << markdown;
    EXPECT_EQ(markdown.find(asked.begun.substr(0, 10)), std::string::npos) << markdown;
    fs::remove_all(folder);
}

TEST(ReportCommand, WhatIsAskedForHasToBeThere)
{
    std::ostringstream out;
    const auto planner = [](const ResultsReader&, const StoredStudy&) { return MakePlan(); };
    const auto refuse = [&](const std::vector<std::string>& arguments) -> std::string {
        try
        {
            RunReportCommand(arguments, out, planner);
        }
        catch (const std::exception& error)
        {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(refuse({"report"}), "usage: waku-study report DB [--study=NAME] [--output=FOLDER]");
    EXPECT_EQ(refuse({"report", "a.db", "b.db"}),
              "usage: waku-study report DB [--study=NAME] [--output=FOLDER]");
    EXPECT_NE(refuse({"report", "/no/such/file.db"}).find("/no/such/file.db"), std::string::npos);
    EXPECT_NE(refuse({"report", MakeDatabase(), "--study=other"}).find("no study other"),
              std::string::npos);
    EXPECT_NE(refuse({"report", MakeDatabase(), "--output=/proc/report"}).find("/proc/report"),
              std::string::npos);
}
