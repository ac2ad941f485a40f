/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/program-options.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/stat.h>

using namespace ns3;

namespace
{

/// Options that are parsed in a folder of their own.
class ProgramOptionsTest : public testing::Test
{
  protected:
    ProgramOptionsTest()
    {
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

    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / "waku-program-options";
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

} // namespace
