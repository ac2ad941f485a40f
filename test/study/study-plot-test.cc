/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/study-plot.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;

namespace
{

TEST(StudyPlot, EveryLineOfAStudyIsInThePlotOfRatios)
{
    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / "waku-study-plot";
    std::filesystem::create_directories(folder);
    const std::vector<StudyRow> rows = {
        {100, "load case 3", "MB/hour", 5, {5.01, 0}, {1.002, 0.125}},
        {1000, "load case 3", "MB/hour", 50, {50.01, 0}, {1.0002, 0}},
        {100, "load case 5", "MB/hour", 4, {5, 0}, {1.25, 0}},
    };
    DrawRatios(folder.string(), "ratios", rows);
    std::stringstream script;
    script << std::ifstream(folder / "ratios.plt").rdbuf();
    const std::string text = script.str();
    EXPECT_NE(text.find("\"load case 3\" 0, \"load case 5\" 1"), std::string::npos) << text;
    EXPECT_NE(text.find("1.002 0 0.125"), std::string::npos) << text;
    EXPECT_NE(text.find("1.25 1 0"), std::string::npos) << text;
    EXPECT_NE(text.find("1000 nodes"), std::string::npos) << text;
    EXPECT_NE(text.find("xerrorbars"), std::string::npos) << text;
    std::filesystem::remove_all(folder);
}

TEST(StudyPlot, ValuesOfOneRunHaveNoErrorBars)
{
    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / "waku-study-plot-of-one-run";
    std::filesystem::create_directories(folder);
    const std::vector<StudyRow> rows = {
        {100, "load case 3", "MB/hour", 5, {5.01, {}}, {1.002, {}}, 1, 2160},
    };
    DrawRatios(folder.string(), "ratios", rows);
    std::stringstream script;
    script << std::ifstream(folder / "ratios.plt").rdbuf();
    const std::string text = script.str();
    EXPECT_NE(text.find("1.002 0\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("errorbars"), std::string::npos) << text;
    EXPECT_EQ(text.find("confidence"), std::string::npos) << text;
    std::filesystem::remove_all(folder);
}

TEST(StudyRow, ValuesOfOneRunHaveNoIntervals)
{
    const std::vector<StudyRow> rows = {
        {100, "load case 3", "MB/hour", 5, {5.01, {}}, {1.002, {}}, 1, 2160},
        {1000, "load case 3", "MB/hour", 50, {50.5, 0.25}, {1.01, 0.125}, 3, 22},
    };
    std::ostringstream table;
    StudyRow::WriteTable(table, rows);
    EXPECT_NE(table.str().find("| 5.010 MB/hour | 1.0020 |\n"), std::string::npos) << table.str();
    EXPECT_NE(table.str().find("| 50.500 ± 0.250 MB/hour | 1.0100 ± 0.1250 |\n"), std::string::npos)
        << table.str();

    const std::string path = testing::TempDir() + "/waku-study-row";
    StudyRow::WriteCsv(path, rows);
    std::stringstream csv;
    csv << std::ifstream(path).rdbuf();
    EXPECT_NE(csv.str().find(",5,5.01,,1.002,,1,2160\n"), std::string::npos) << csv.str();
    EXPECT_NE(csv.str().find(",50,50.5,0.25,1.01,0.125,3,22\n"), std::string::npos) << csv.str();

    StudyRow::WriteJson(path, "study", rows);
    const auto json = nlohmann::json::parse(std::ifstream(path))["rows"];
    EXPECT_TRUE(json[0]["simulated_ci95"].is_null());
    EXPECT_TRUE(json[0]["ratio_ci95"].is_null());
    EXPECT_EQ(json[1]["simulated_ci95"], 0.25);
    EXPECT_EQ(json[1]["ratio_ci95"], 0.125);
    EXPECT_EQ(json[1]["runs"], 3);
    EXPECT_EQ(json[1]["traffic_s"], 22);
    std::filesystem::remove(path);
}

} // namespace
