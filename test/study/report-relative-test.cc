/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"

#include "ns3/study-file.h"
#include "ns3/study-report.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <stdexcept>
#include <unistd.h>

using namespace ns3;

namespace
{

namespace fs = std::filesystem;

ReportData::Cell
MakeCell(const std::string& nodes, const std::string& transport, const std::vector<double>& values)
{
    ReportData::Cell cell;
    cell.parameters = {{"nodes", nodes}, {"underlay.transport", transport}};
    cell.scenario = {{"nodes", nodes}, {"underlay.transport", transport}};
    for (std::size_t i = 0; i < values.size(); i++)
    {
        cell.rngRuns.push_back(static_cast<uint32_t>(i) + 1);
    }
    cell.metrics["latency_s.mean"] = values;
    return cell;
}

ReportItem
MakeItem(const std::string& base)
{
    ReportItem item;
    item.metrics = {"latency_s.mean"};
    item.relativeTo = {{"underlay.transport", base}};
    return item;
}

/// The text of a report of an entry.
std::string
Report(const ReportData& data, const ReportItem& item)
{
    const fs::path folder = fs::path(testing::TempDir()) / ("relative-" + std::to_string(getpid()));
    fs::remove_all(folder);
    WriteStudyReport(data, {item}, folder.string());
    std::string csv = ReadFile(folder / "relative-underlay.transport.csv");
    fs::remove_all(folder);
    return csv;
}

ReportData
MakeData()
{
    ReportData data;
    data.study = "transports";
    data.cells = {MakeCell("100", "packet", {1, 2}),
                  MakeCell("100", "flow", {1.5, 3.5}),
                  MakeCell("200", "flow", {4}),
                  MakeCell("200", "packet", {8, 6})};
    return data;
}

} // namespace

TEST(ReportRelative, RunsAreComparedWithThoseOfTheSameOtherKeysAndRngRun)
{
    const std::string csv = Report(MakeData(), MakeItem("packet"));
    EXPECT_NE(csv.find("nodes,metric,runs,difference_percent,ci95\n"), std::string::npos) << csv;
    EXPECT_NE(csv.find("100,latency_s.mean,2,62.5,158.8"), std::string::npos) << csv;
    EXPECT_NE(csv.find("200,latency_s.mean,1,-50"), std::string::npos) << csv;
}

TEST(ReportRelative, WhatCannotBeComparedIsRefused)
{
    EXPECT_THROW(Report(MakeData(), MakeItem("ideal")), std::invalid_argument);
    ReportItem item = MakeItem("packet");
    item.metrics = {"hops.mean"};
    EXPECT_THROW(Report(MakeData(), item), std::invalid_argument);
    item.metrics.clear();
    EXPECT_THROW(Report(MakeData(), item), std::invalid_argument);
}

TEST(ReportRelative, IsAnEntryOfAStudyFile)
{
    const StudyFile study = StudyFile::Parse("study: s\n"
                                             "scenario: {protocol: waku-relay}\n"
                                             "vary: {mode: [Static, GossipSub]}\n"
                                             "runs: 2\n"
                                             "report: [{metrics: [latency_s.p50, hops.mean], "
                                             "relative_to: {mode: Static}}]\n",
                                             "s.yaml");
    ASSERT_EQ(study.report.size(), 1u);
    EXPECT_EQ(study.report[0].metrics, (std::vector<std::string>{"latency_s.p50", "hops.mean"}));
    EXPECT_EQ(study.report[0].relativeTo.front().second, "Static");
    EXPECT_THROW(StudyFile::Parse("study: s\n"
                                  "scenario: {protocol: waku-relay}\n"
                                  "runs: 2\n"
                                  "report: [{metrics: [hops.mean]}]\n",
                                  "s.yaml"),
                 StudyFileError);
}
