/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/constant-wan-latency.h"
#include "ns3/program-options.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace ns3;

namespace
{

/// The process of the tests; a death test ends a child of it.
const pid_t g_parent = getpid();

/// Ends a child before ns-3's test runner is destroyed, which asserts that no test runs.
void
LeaveChild(int status, void*)
{
    if (getpid() != g_parent)
    {
        std::cout.flush();
        _exit(status);
    }
}

/// Options that are parsed in a folder of their own.
class ProgramOptionsTest : public testing::Test
{
  protected:
    ProgramOptionsTest()
    {
        static const int once = on_exit(LeaveChild, nullptr);
        EXPECT_EQ(once, 0);
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }

    ~ProgramOptionsTest() override
    {
        std::filesystem::remove_all(folder);
    }

    void Parse(const std::string& argument)
    {
        options.Parse({"program", argument});
    }

    std::string InFolder(const std::string& name) const
    {
        return (folder / name).string();
    }

    static std::string Read(const std::string& path)
    {
        std::stringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }

    // Tests run side by side.
    const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) /
                                         ("waku-program-options-" + std::to_string(getpid()));
    ProgramOptions options{__FILE__};
};

using ProgramOptionsDeathTest = ProgramOptionsTest;

TEST_F(ProgramOptionsDeathTest, FilesThatCannotBeWrittenAreNamedWithTheirOption)
{
    std::string json;
    options.AddOutput("json", "a file", json);
    const std::string missing = InFolder("missing/summary.json");
    EXPECT_EXIT(Parse("--json=" + missing),
                testing::ExitedWithCode(1),
                "^--json: can't write " + missing + ": No such file or directory\n$");
    EXPECT_EXIT(Parse("--json=" + folder.string()),
                testing::ExitedWithCode(1),
                "^--json: can't write " + folder.string() + ": Is a directory\n$");
}

TEST_F(ProgramOptionsDeathTest, EveryFileOfAnOptionIsChecked)
{
    std::string plot;
    options.AddOutput("plot", "a plot", plot, {".plt", ".png"});
    std::filesystem::create_directories(folder / "plot.png");
    EXPECT_EXIT(Parse("--plot=" + InFolder("plot")),
                testing::ExitedWithCode(1),
                "^--plot: can't write .*plot.png: Is a directory\n$");
}

TEST_F(ProgramOptionsDeathTest, DefaultsAreChecked)
{
    std::string plot = InFolder("missing/plot");
    options.AddOutput("plot", "a plot", plot);
    EXPECT_EXIT(options.Parse({"program"}),
                testing::ExitedWithCode(1),
                "^--plot: can't write .*missing/plot: No such file");
}

TEST_F(ProgramOptionsDeathTest, FoldersThatCannotBeMadeOrWrittenAreNamedWithTheirOption)
{
    std::string results;
    options.AddOutputFolder("results", "a folder", results, {"report.md"});
    std::ofstream(InFolder("file")) << "text";
    EXPECT_EXIT(Parse("--results=" + InFolder("file/results")),
                testing::ExitedWithCode(1),
                "^--results: can't make the folder .*file/results: Not a directory\n$");
    std::filesystem::create_directories(folder / "results/report.md");
    EXPECT_EXIT(Parse("--results=" + InFolder("results")),
                testing::ExitedWithCode(1),
                "^--results: can't write .*results/report.md: Is a directory\n$");
}

TEST_F(ProgramOptionsTest, FoldersAreMade)
{
    std::string results;
    options.AddOutputFolder("results", "a folder", results, {"report.md"});
    Parse("--results=" + InFolder("one/two"));
    EXPECT_TRUE(std::filesystem::is_directory(results));
    EXPECT_TRUE(std::filesystem::is_empty(results));
}

TEST_F(ProgramOptionsTest, CheckingAFileLeavesItAsItWas)
{
    std::string json;
    std::string log;
    options.AddOutput("json", "a file", json);
    options.AddOutput("log", "not written", log);
    std::ofstream(InFolder("there.json")) << "text";
    Parse("--json=" + InFolder("there.json"));
    EXPECT_EQ(Read(json), "text");
    Parse("--json=" + InFolder("new.json"));
    EXPECT_EQ(json, InFolder("new.json"));
    EXPECT_FALSE(std::filesystem::exists(json));
    Parse("--json=/dev/null");
    EXPECT_TRUE(std::filesystem::exists(json));
}

TEST_F(ProgramOptionsTest, PipesAreNotOpened)
{
    std::string json;
    options.AddOutput("json", "a pipe", json);
    ASSERT_EQ(mkfifo(InFolder("pipe").c_str(), 0600), 0);
    Parse("--json=" + InFolder("pipe"));
    EXPECT_TRUE(std::filesystem::is_fifo(json));
}

TEST_F(ProgramOptionsDeathTest, ValuesOfTheWrongFormAreNamedWithWhatIsAllowed)
{
    uint32_t nodes = 10;
    double share = 0.5;
    bool isFast = false;
    Time latency = MilliSeconds(100);
    DataRate rate("1Mbps");
    options.AddValue("nodes", "a count", nodes);
    options.AddValue("share", "a number", share);
    options.AddValue("fast", "a choice", isFast);
    options.AddValue("latency", "a time", latency);
    options.AddValue("up", "a rate", rate);
    std::vector<uint32_t> sizes;
    options.AddValue("sizes", "counts", sizes);
    const auto expect = [this](const std::string& argument, const std::string& sentence) {
        EXPECT_EXIT(Parse(argument), testing::ExitedWithCode(1), "^" + sentence + "\n$");
    };
    const std::string count = "a whole number from 0 to 4294967295";
    expect("--nodes=lots", "--nodes is lots, not " + count);
    expect("--nodes=10x", "--nodes is 10x, not " + count);
    expect("--nodes=-1", "--nodes is -1, not " + count);
    expect("--nodes=4294967296", "--nodes is 4294967296, not " + count);
    expect("--nodes", "--nodes has no value; --nodes=VALUE takes " + count);
    expect("--sizes=1,x", "--sizes is 1,x, not " + count + ", or several with commas between");
    expect("--sizes=1,,2", "--sizes is 1,,2, not " + count + ", or several with commas between");
    expect("--sizes=",
           "--sizes has no value; --sizes=VALUE takes whole numbers with commas between");
    expect("--share=half", "--share is half, not a number");
    expect("--share=0.5 ", "--share is 0.5 , not a number");
    expect("--share=inf", "--share is inf, not a number");
    expect("--fast=perhaps", "--fast is perhaps, not true or false");
    expect("--latency=fast", "--latency is fast, not a time such as 100ms");
    expect("--latency=5parsecs", "--latency is 5parsecs, not a time such as 100ms");
    expect("--latency=1e", "--latency is 1e, not a time such as 100ms");
    expect("--up=lots", "--up is lots, not a data rate such as 100Mbps");
    expect("--up=-1Mbps", "--up is -1Mbps, not a data rate such as 100Mbps");
    expect("--up=1.2.3Mbps", "--up is 1.2.3Mbps, not a data rate such as 100Mbps");
}

TEST_F(ProgramOptionsDeathTest, ValuesThatAnAttributeRefusesAreNamedWithWhatItAllows)
{
    std::string up = "1Mbps";
    std::string latency = "1s";
    uint32_t mtu = 1500;
    std::string congestion = "ns3::TcpCubic";
    options.AddValue("up", "a rate", up, "ns3::WanNetDevice::UpRate");
    options.AddValue("latency", "a time", latency, "ns3::ConstantWanLatency::Delay");
    options.AddValue("mtu", "a size", mtu, "ns3::WanNetDevice::Mtu");
    options.AddValue("congestion", "a class", congestion, "ns3::TcpL4Protocol::SocketType");
    const auto expect = [this](const std::string& argument, const std::string& sentence) {
        EXPECT_EXIT(Parse(argument), testing::ExitedWithCode(1), "^" + sentence);
    };
    expect("--up=lots", "--up is lots, not a data rate such as 100Mbps\n$");
    expect("--latency=fast", "--latency is fast, not a time such as 100ms\n$");
    expect("--latency=-1s", "--latency is -1s, not at least 0s\n$");
    expect("--mtu=67", "--mtu is 67, not 68 to 65535\n$");
    expect("--mtu=many", "--mtu is many, not a whole number from 0 to 4294967295\n$");
    expect("--congestion=none", "--congestion is none, not a class such as ns3::Tcp");
    Parse("--up=5Mbps");
    EXPECT_EQ(up, "5Mbps");
}

TEST_F(ProgramOptionsDeathTest, DefaultsThatAnAttributeRefusesAreNamedWithWhatItAllows)
{
    const auto expect = [this](const std::string& argument, const std::string& sentence) {
        EXPECT_EXIT(Parse(argument), testing::ExitedWithCode(1), "^" + sentence + "\n$");
    };
    expect("--ns3::ConstantWanLatency::Delay=fast",
           "--ns3::ConstantWanLatency::Delay is fast, not a time such as 100ms");
    expect("-ns3::ConstantWanLatency::Delay=-1s",
           "--ns3::ConstantWanLatency::Delay is -1s, not at least 0s");
    expect("--ns3::ConstantWanLatency::Delay=",
           "--ns3::ConstantWanLatency::Delay has no value; "
           "--ns3::ConstantWanLatency::Delay=VALUE takes a time such as 100ms");
    expect("--ns3::WanNetDevice::UpRate=lots",
           "--ns3::WanNetDevice::UpRate is lots, not a data rate such as 100Mbps");
    expect("--ns3::TcpSocket::SegmentSize=many", "--ns3::TcpSocket::SegmentSize is many, not .*");
    // What ns-3 knows no attribute of, it names itself.
    for (const std::string name : {"ns3::WanNetDevice::Speed", "ns3::Nothing::Mtu", "a::", "::"})
    {
        EXPECT_EXIT(Parse("--" + name + "=1"),
                    testing::ExitedWithCode(1),
                    "Invalid command-line arg[a-z]*: --" + name + "=1");
    }
    const auto takeGood = [this] {
        Parse("--ns3::ConstantWanLatency::Delay=20ms");
        TimeValue delay;
        CreateObject<ConstantWanLatency>()->GetAttribute("Delay", delay);
        std::exit(delay.Get() == MilliSeconds(20) ? 0 : 2);
    };
    EXPECT_EXIT(takeGood(), testing::ExitedWithCode(0), "");
}

TEST_F(ProgramOptionsDeathTest, ChoicesAreNamed)
{
    uint32_t segments = 1;
    options.AddChoice("segments", "a choice", segments, {1, 2, 5, 10});
    Parse("--segments=10");
    EXPECT_EQ(segments, 10u);
    EXPECT_EXIT(Parse("--segments=3"),
                testing::ExitedWithCode(1),
                "^--segments is 3, not 1, 2, 5 or 10\n$");
}

TEST_F(ProgramOptionsDeathTest, WhatAProgramChecksItselfIsNamedAlike)
{
    ProgramOptions::Check("runs", 1U, true, "at least 1");
    EXPECT_EXIT(ProgramOptions::Check("runs", 0U, false, "at least 1"),
                testing::ExitedWithCode(1),
                "^--runs is 0, not at least 1\n$");
}

TEST_F(ProgramOptionsDeathTest, WordsThatAreNoOptionsStopTheProgram)
{
    EXPECT_EXIT(Parse("nodes=5"),
                testing::ExitedWithCode(1),
                "^nodes=5 is no option; options are --NAME=VALUE, and --help lists them\n$");
}

TEST_F(ProgramOptionsDeathTest, HelpShowsDefaultsAsTheyAreWritten)
{
    Time latency = MilliSeconds(100);
    uint32_t nodes = 10;
    bool isFast = true;
    std::vector<std::string> items{"a", "b"};
    options.AddValue("latency", "a time", latency);
    options.AddValue("nodes", "a count", nodes);
    options.AddValue("fast", "a choice", isFast);
    uint32_t segments = 1;
    options.AddValue("items", "a list", items);
    options.AddChoice("segments", "a choice", segments, {1, 2, 5});
    const auto help = [this] {
        dup2(STDERR_FILENO, STDOUT_FILENO);
        Parse("--help");
    };
    EXPECT_EXIT(help(), testing::ExitedWithCode(0), "--latency: +a time .100ms.");
    EXPECT_EXIT(help(), testing::ExitedWithCode(0), "--nodes: +a count .10.");
    EXPECT_EXIT(help(), testing::ExitedWithCode(0), "--fast: +a choice .true.");
    EXPECT_EXIT(help(), testing::ExitedWithCode(0), "--segments: +a choice: 1, 2 or 5 .1.");
    EXPECT_EXIT(help(), testing::ExitedWithCode(0), "--items: +a list .a,b.");
}

TEST_F(ProgramOptionsTest, ValuesAreRead)
{
    uint32_t nodes = 10;
    uint64_t bytes = 0;
    double share = 0.5;
    bool isFast = false;
    Time latency;
    DataRate rate;
    std::string name;
    std::vector<std::string> items;
    std::vector<uint32_t> sizes{1};
    options.AddValue("sizes", "", sizes);
    options.AddValue("nodes", "", nodes);
    options.AddValue("bytes", "", bytes);
    options.AddValue("share", "", share);
    options.AddValue("fast", "", isFast);
    options.AddValue("latency", "", latency);
    options.AddValue("up", "", rate);
    options.AddValue("name", "", name);
    options.AddValue("items", "", items);
    options.Parse({"program",
                   "--nodes=20",
                   "--bytes=8589934592",
                   "--share=1e-1",
                   "--fast",
                   "--latency=0.5min",
                   "--up=1.5MiB/s",
                   "--name=a name",
                   "--items=a,b",
                   "--items=c",
                   "--sizes=20,30"});
    EXPECT_EQ(sizes, (std::vector<uint32_t>{20, 30}));
    EXPECT_EQ(nodes, 20u);
    EXPECT_EQ(bytes, 8589934592u);
    EXPECT_DOUBLE_EQ(share, 0.1);
    EXPECT_TRUE(isFast);
    EXPECT_EQ(latency, Seconds(30));
    EXPECT_EQ(rate.GetBitRate(), 12582912u);
    EXPECT_EQ(name, "a name");
    EXPECT_EQ(items, (std::vector<std::string>{"a", "b", "c"}));
    Parse("--latency=2");
    EXPECT_EQ(latency, Seconds(2));
    Parse("--fast=F");
    EXPECT_FALSE(isFast);
    Parse("--name=");
    EXPECT_EQ(name, "");
}

} // namespace
