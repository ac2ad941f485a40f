/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/study-plot.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
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
    std::filesystem::remove_all(folder);
}

} // namespace
