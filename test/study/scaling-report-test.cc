/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"

#include "ns3/scaling-plot.h"
#include "ns3/scaling-report.h"
#include "ns3/waku-scaling-cases.h"
#include "ns3/whisper-scaling-cases.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

const std::string PROGRAM = WAKU_SCALING_THEORY;

/** \return exit status and everything that the program prints */
std::pair<int, std::string>
RunProgram(const std::string& arguments)
{
    FILE* pipe = popen((PROGRAM + " " + arguments + " 2>&1").c_str(), "r");
    std::string output;
    char buffer[4096];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof(buffer), pipe)) > 0;)
    {
        output.append(buffer, n);
    }
    return {WEXITSTATUS(pclose(pipe)), output};
}

/** \return a file name of this test's own that does not exist */
std::string
TemporaryFile(const std::string& name)
{
    const std::string file =
        testing::TempDir() +
        testing::UnitTest::GetInstance()->current_test_info()->test_suite_name() +
        testing::UnitTest::GetInstance()->current_test_info()->name() + name;
    std::remove(file.c_str());
    return file;
}

bool
Contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

// Columns of a table are one space apart.
std::string
JoinSpaces(const std::string& text)
{
    return std::regex_replace(text, std::regex(" +"), " ");
}

class TheoryProgram : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::ifstream(PROGRAM))
        {
            GTEST_SKIP() << "The program " << PROGRAM << " is not built.";
        }
    }
};

} // namespace

TEST(TheoryReport, UsersAreWrittenAsPublished)
{
    EXPECT_EQ(FormatUsers(100), "100");
    EXPECT_EQ(FormatUsers(10000), "10k");
    EXPECT_EQ(FormatUsers(1000000), " 1m");
    EXPECT_EQ(FormatUsers(5), " 5");
    EXPECT_EQ(FormatUsers(1500), "1500");
    EXPECT_EQ(FormatUsers(5e9), "5000m");
}

TEST(TheoryDocumentation, ListsEveryParameterWithItsDefault)
{
    const std::string page = JoinSpaces(ReadFile(WAKU_SOURCE_DIR "/doc/theory.rst"));
    const auto waku = MakeWakuScalingReport(WakuScalingModel());
    const auto whisper = MakeWhisperScalingReport(WhisperScalingModel());
    for (const auto& report : {waku, whisper})
    {
        for (const auto& [info, value] : report.parameters)
        {
            const std::string number = info.assumption.empty() ? "\\-" : info.assumption;
            const std::string row =
                "\n" + number + " " + info.name + " " + FormatTheoryNumber(value) + " ";
            EXPECT_TRUE(Contains(page, row)) << row;
        }
    }
}

TEST(TheoryReport, ColoursOnlyWrapLines)
{
    const auto report = MakeWakuScalingReport(WakuScalingModel(), true);
    std::ostringstream plain;
    std::ostringstream coloured;
    WriteScalingText(plain, report, {}, false);
    WriteScalingText(coloured, report, {}, true);
    EXPECT_FALSE(Contains(plain.str(), "\033"));
    EXPECT_TRUE(Contains(coloured.str(),
                         "\033[94mFor 100 users, receiving bandwidth is 1.0MB/hour\033[0m\n"
                         "\033[91mFor 10k users, receiving bandwidth is 100.0MB/hour\033[0m\n"));
    std::string stripped = coloured.str();
    for (const std::string code :
         {"\033[91m", "\033[92m", "\033[93m", "\033[94m", "\033[95m", "\033[0m"})
    {
        for (std::size_t at; (at = stripped.find(code)) != std::string::npos;)
        {
            stripped.erase(at, code.size());
        }
    }
    EXPECT_EQ(stripped, plain.str());
}

TEST(TheoryReport, CsvHasALineForEachResult)
{
    std::ostringstream csv;
    WriteScalingCsv(csv, MakeWakuScalingReport(WakuScalingModel()), {100, 200});
    EXPECT_EQ(csv.str().rfind("model,case,users,quantity,value\n"
                              "waku-2023,load-1,100,received_bytes_per_hour,1000000\n"
                              "waku-2023,load-1,200,received_bytes_per_hour,2000000\n",
                              0),
              0);
    const std::string text = csv.str();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 8 * 2);
}

TEST(TheoryReport, JsonHoldsParametersAndResults)
{
    std::ostringstream os;
    WriteScalingJson(os, MakeWhisperScalingReport(WhisperScalingModel()), {});
    const auto json = nlohmann::json::parse(os.str());
    EXPECT_EQ(json["protocol"], "whisper");
    EXPECT_EQ(json["parameters"]["BloomBits"]["value"], 512);
    EXPECT_EQ(json["cases"].size(), 8);
    EXPECT_EQ(json["cases"][1]["results"][0]["users"], 100);
    EXPECT_EQ(json["cases"][1]["results"][0]["received_bytes_per_day"], 102400000);
}

TEST(TheoryReport, PlotScriptHasEachLoadOnceAndTheBands)
{
    const std::string file = TemporaryFile(".plt");
    WriteScalingPlot(file, MakeWakuScalingReport(WakuScalingModel()), {});
    const std::string script = ReadFile(file);
    EXPECT_TRUE(Contains(script, "set logscale xy"));
    for (const std::string edge : {"0, graph 0 to graph 1, first 10 ",
                                   "0, first 10 to graph 1, first 100 ",
                                   "0, first 100 to graph 1, first 3000 ",
                                   "0, first 3000 to graph 1, graph 1 "})
    {
        EXPECT_TRUE(Contains(script, edge)) << edge;
    }
    EXPECT_TRUE(Contains(script, "Sharding case 3"));
    EXPECT_FALSE(Contains(script, "Latency"));
    EXPECT_TRUE(Contains(script, "\n10000 500\n")); // load case 3
    std::remove(file.c_str());
}

TEST(TheoryReport, LoadsOfADayArePlottedPerHour)
{
    const std::string file = TemporaryFile(".plt");
    WriteScalingPlot(file, MakeWhisperScalingReport(WhisperScalingModel()), {10, 10000});
    // Case 2: 10,000 users times 1,024,000 bytes a day, over 24 hours, in megabytes.
    EXPECT_TRUE(Contains(ReadFile(file), "\n10000 426.667\n"));
    std::remove(file.c_str());
}

TEST(TheoryReport, PlotsThatCannotBeAreRefused)
{
    const auto report = MakeWakuScalingReport(WakuScalingModel());
    EXPECT_THROW(WriteScalingPlot("a.jpg", report, {}), std::invalid_argument);
    EXPECT_THROW(WriteScalingPlot("plot", report, {}), std::invalid_argument);
    EXPECT_THROW(WriteScalingPlot("a\".plt", report, {}), std::invalid_argument);
    EXPECT_THROW(WriteScalingPlot("/no/such/folder/a.plt", report, {}), std::runtime_error);
    WakuScalingParameters silent;
    silent.messagesPerHour = 0;
    silent.oneToOneMessagesPerHour = 0;
    const auto nothing = MakeWakuScalingReport(WakuScalingModel(silent));
    const std::string file = TemporaryFile(".plt");
    EXPECT_THROW(WriteScalingPlot(file, nothing, {}), std::domain_error);
    EXPECT_FALSE(std::ifstream(file)) << "a refused plot leaves a file";
}

TEST_F(TheoryProgram, PrintsWhatTheLibraryWrites)
{
    std::ostringstream text;
    WriteScalingText(text, MakeWakuScalingReport(WakuScalingModel()), {}, false);
    EXPECT_EQ(RunProgram(""), std::make_pair(0, text.str()));

    WakuScalingParameters parameters;
    parameters.degree = 8;
    parameters.messageSize = 1000;
    parameters.delayPerHop = 0.05;
    const WakuScalingModel model(parameters, WakuScalingModel::Version::REVISION_2025);
    text.str("");
    WriteScalingText(text, MakeWakuScalingReport(model), {500, 1000}, false);
    EXPECT_EQ(
        RunProgram("--model=waku-2025 --users=500,1000 --set Degree=8,A01=1000 --set=A42=0.05"),
        std::make_pair(0, text.str()));

    text.str("");
    WriteScalingText(text, MakeWhisperScalingReport(WhisperScalingModel()), {}, false);
    EXPECT_EQ(RunProgram("--model=whisper"), std::make_pair(0, text.str()));
}

TEST_F(TheoryProgram, RefusesWhatItDoesNotKnow)
{
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"--set Foo=1", "there are: MessageSize (A01), "},
        {"--set Degree", "NAME=VALUE"},
        {"--set Degree=1", "Degree (A03) = 1 is outside [2, "},
        {"--set Degree=7 --users=101", "is odd"},
        {"--users=0", "users = 0 is outside [1, "},
        {"--users=many", "\"many\" is not a number"},
        {"--model=kademlia", "--model is kademlia, not waku, waku-2025 or whisper"},
        {"--model=whisper --set DLazy=1", "there are: EnvelopeSize (A1), "},
        {"--csv=/no/such/folder/a.csv", "--csv: can't write /no/such/folder/a.csv: "},
        {"--plot=a.jpg", "must end in .png"},
    };
    for (const auto& [arguments, message] : mistakes)
    {
        const auto [status, output] = RunProgram(arguments);
        EXPECT_EQ(status, 1) << arguments;
        EXPECT_TRUE(Contains(output, message)) << arguments << ": " << output;
    }
}

TEST_F(TheoryProgram, WritesItsFiles)
{
    const std::string csv = TemporaryFile(".csv");
    const std::string json = TemporaryFile(".json");
    EXPECT_EQ(RunProgram("--extensions --csv=" + csv + " --json=" + json).first, 0);
    EXPECT_TRUE(Contains(ReadFile(csv), "waku-2023,extension-3,100,peers,24\n"));
    EXPECT_EQ(nlohmann::json::parse(ReadFile(json))["model"], "waku-2023");
    std::remove(csv.c_str());
    std::remove(json.c_str());
}

TEST_F(TheoryProgram, DrawsAPicture)
{
    if (std::system("gnuplot --version >/dev/null 2>&1") != 0)
    {
        GTEST_SKIP() << "The gnuplot program is not installed.";
    }
    const std::string png = TemporaryFile(".png");
    EXPECT_EQ(RunProgram("--plot=" + png).first, 0);
    EXPECT_EQ(ReadFile(png).substr(1, 3), "PNG");
    std::remove(png.c_str());
}
