/* SPDX-License-Identifier: GPL-2.0-only */
#include "fake-study.h"
#include "read-file.h"

#include "ns3/results-commands.h"
#include "ns3/results-diff.h"
#include "ns3/results-export.h"
#include "ns3/results-merge.h"
#include "ns3/results-text.h"
#include "ns3/study-settings.h"
#include "ns3/welch-test.h"

#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>

using namespace ns3;

namespace
{

std::string
GetResultsPath(const std::string& name)
{
    return FakeStudy::MakePath(testing::TempDir(), name);
}

/// What a command prints.
std::string
Say(const std::vector<std::string>& arguments, int status = 0)
{
    std::ostringstream out;
    EXPECT_EQ(ResultsCommands::Get().at(arguments[0])(arguments, out), status);
    return out.str();
}

/// Metrics of a run that do not depend on it, except `value`.
RunOutcome
DoSmallRun(const PlannedRun& run)
{
    RunOutcome outcome;
    outcome.metrics = {{"latency_s.p95", 0.1}, {"nodes", 100}, {"transmissions", 12345678}};
    outcome.histograms["hops"] = {{1, 2}, {2.5, 7}};
    if (run.rngRun == 2)
    {
        outcome.status = RunOutcome::FAILED;
        outcome.message = "delivered 3 of 5";
        outcome.metrics.erase("latency_s.p95");
    }
    return outcome;
}

/// A study whose keys and values need quotation marks.
RunnableStudy
MakeQuotedStudy()
{
    RunnableStudy study;
    study.name = "of \"two\", no less";
    PlannedRun run = FakeStudy::MakeRun(100, "none", 1);
    run.parameters = {{"nodes", "100"}, {"ns3::GossipSubRouter::D", "a,b"}};
    FakeStudy::Add(study, run, 2);
    return study;
}

/// A database whose runs have been changed.
std::string
MakeChanged(const std::string& name, const std::function<void(RunOutcome&, uint32_t)>& change)
{
    const std::string path = GetResultsPath(name);
    FakeStudy::Run(path,
                   FakeStudy::Make(3, 6),
                   FakeStudy::MakeSettings(),
                   [change](const PlannedRun& run) {
                       RunOutcome outcome = FakeStudy::DoRun(run);
                       change(outcome, run.rngRun);
                       return outcome;
                   });
    return path;
}

/// The version of the results, as text.
const std::string VERSION = std::to_string(WAKU_RESULTS_VERSION);

} // namespace

TEST(ResultsExport, CsvHasARowForEachRun)
{
    const std::string path = GetResultsPath("csv.db");
    FakeStudy::Run(path, MakeQuotedStudy(), FakeStudy::MakeSettings(), DoSmallRun);
    const std::string csv = GetResultsPath("runs.csv");
    Say({"export", path, "--csv=" + csv});
    EXPECT_EQ(ReadFile(csv),
              "study,nodes,ns3::GossipSubRouter::D,rng_run,status,results_version,latency_s.p95,"
              "transmissions\n"
              "\"of \"\"two\"\", no less\",100,\"a,b\",1,done," +
                  VERSION +
                  ",0.1,12345678\n"
                  "\"of \"\"two\"\", no less\",100,\"a,b\",2,failed," +
                  VERSION + ",,12345678\n");
    EXPECT_EQ(Say({"export", path}), ReadFile(csv)) << "to the terminal without options";
}

TEST(ResultsExport, JsonLinesHaveNumbersAndTexts)
{
    const std::string path = GetResultsPath("json.db");
    FakeStudy::Run(path, MakeQuotedStudy(), FakeStudy::MakeSettings(), DoSmallRun);
    const std::string json = GetResultsPath("runs.jsonl");
    Say({"export", path, "--json=" + json});
    std::istringstream lines(ReadFile(json));
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(nlohmann::json::parse(line),
              nlohmann::json({{"study", "of \"two\", no less"},
                              {"nodes", 100},
                              {"ns3::GossipSubRouter::D", "a,b"},
                              {"rng_run", 1},
                              {"status", "done"},
                              {"results_version", WAKU_RESULTS_VERSION},
                              {"latency_s.p95", 0.1},
                              {"transmissions", 12345678}}));
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(nlohmann::json::parse(line).count("latency_s.p95"), 0u);
    EXPECT_FALSE(std::getline(lines, line));
}

TEST(ResultsExport, HistogramsHaveARowForEachBinOfGoodRuns)
{
    const std::string path = GetResultsPath("bins.db");
    FakeStudy::Run(path, MakeQuotedStudy(), FakeStudy::MakeSettings(), DoSmallRun);
    const std::string csv = GetResultsPath("bins.csv");
    Say({"export", path, "--histograms=" + csv});
    EXPECT_EQ(ReadFile(csv),
              "study,nodes,ns3::GossipSubRouter::D,rng_run,histogram,value,count\n"
              "\"of \"\"two\"\", no less\",100,\"a,b\",1,hops,1,2\n"
              "\"of \"\"two\"\", no less\",100,\"a,b\",1,hops,2.5,7\n");
}

TEST(ResultsText, NumbersAreShortAndExact)
{
    EXPECT_EQ(ResultsText::WriteNumber(100000), "100000");
    EXPECT_EQ(ResultsText::WriteNumber(-3), "-3");
    EXPECT_EQ(ResultsText::WriteNumber(0.1), "0.1");
    EXPECT_EQ(ResultsText::WriteNumber(1e300), "1e+300");
    EXPECT_EQ(ResultsText::WriteNumber(std::numeric_limits<double>::infinity()), "inf");
    for (const double value : {1.0 / 3, 5e-324, 1.7976931348623157e308, 0.1 + 0.2})
    {
        EXPECT_EQ(std::strtod(ResultsText::WriteNumber(value).c_str(), nullptr), value);
    }
}

TEST(ResultsMerge, SlicesAreTheWhole)
{
    const std::string whole = GetResultsPath("whole.db");
    FakeStudy::Run(whole, FakeStudy::Make(5, 3, 2));
    std::vector<std::string> command = {"merge", GetResultsPath("merged.db")};
    for (uint32_t slice = 1; slice <= 3; slice++)
    {
        StudyRunner::Settings settings = FakeStudy::MakeSettings();
        settings.slice = slice;
        settings.slices = 3;
        command.push_back(GetResultsPath("slice" + std::to_string(slice) + ".db"));
        FakeStudy::Run(command.back(), FakeStudy::Make(5, 3, 2), settings);
    }
    Say(command);
    EXPECT_EQ(FakeStudy::Describe(command[1]), FakeStudy::Describe(whole));
    // A second time, nothing is new.
    EXPECT_NE(Say(command).find(": 0 runs added, "), std::string::npos);
    EXPECT_EQ(FakeStudy::Describe(command[1]), FakeStudy::Describe(whole));
    EXPECT_EQ(FakeStudy::Run(command[1], FakeStudy::Make(5, 3, 2)).done, 0u);
}

TEST(ResultsMerge, ConflictsAreToldAndNothingIsOverwritten)
{
    const std::string a = MakeChanged("conflict-a.db", [](RunOutcome& outcome, uint32_t) {
        outcome.metrics["wall_s"] = 1;
    });
    const std::string b = MakeChanged("conflict-b.db", [](RunOutcome& outcome, uint32_t rngRun) {
        outcome.metrics["wall_s"] = 2;
        if (rngRun == 4)
        {
            outcome.metrics["value"] += 1e-15;
        }
        if (rngRun == 5)
        {
            outcome.status = RunOutcome::FAILED;
        }
    });
    const std::string before = FakeStudy::Describe(a);
    const std::string said = Say({"merge", a, b}, 1);
    EXPECT_NE(said.find("0 runs added, 12 were there, 6 conflicts"), std::string::npos) << said;
    EXPECT_NE(said.find(b + ": has other results than " + a + " of run "), std::string::npos)
        << said;
    EXPECT_NE(said.find("({\"nodes\":\"100\",\"behaviour\":\"none\"}, RngRun 5): failed instead of "
                        "done; those of " +
                        a + " stay"),
              std::string::npos)
        << said;
    EXPECT_EQ(FakeStudy::Describe(a), before);
}

TEST(ResultsMerge, WhatIsNoDatabaseIsRefusedBeforeAnythingIsWritten)
{
    const std::string whole = GetResultsPath("good.db");
    FakeStudy::Run(whole, FakeStudy::Make(1, 1));
    const std::string text = GetResultsPath("bad.db");
    std::ofstream(text) << "no";
    const std::string merged = GetResultsPath("target.db");
    std::ostringstream out;
    EXPECT_THROW(ResultsCommands::Get().at("merge")({"merge", merged, whole, text}, out),
                 ResultsError);
    EXPECT_FALSE(std::ifstream(merged).good());
    EXPECT_THROW(ResultsCommands::Get().at("merge")({"merge", whole, whole}, out), ResultsError);
}

TEST(ResultsDiff, EqualResultsDoNotDiffer)
{
    const auto nothing = [](RunOutcome&, uint32_t) {};
    EXPECT_EQ(Say({"diff", MakeChanged("diff-a.db", nothing), MakeChanged("diff-b.db", nothing)}),
              "fake, results version " + VERSION + " -> " + VERSION +
                  ": 0 of 39 means have changed (Welch's test; "
                  "Benjamini-Hochberg, 5 % false discoveries)\n");
}

TEST(ResultsDiff, TellsWhatChangedBeyondItsInterval)
{
    const std::string a = MakeChanged("diff-a.db", [](RunOutcome& outcome, uint32_t rngRun) {
        outcome.metrics["noisy"] = 10 + rngRun;
    });
    const std::string b = MakeChanged("diff-b.db", [](RunOutcome& outcome, uint32_t rngRun) {
        outcome.metrics["noisy"] = 10.5 + rngRun; // within its interval
        outcome.metrics["transmissions"] = 5002;  // had no variance
        outcome.metrics["latency_s.p95"] += 3;
        outcome.status = rngRun == 6 ? RunOutcome::FAILED : RunOutcome::DONE;
    });
    ResultsDatabase first(a, ResultsDatabase::READ);
    ResultsDatabase second(b, ResultsDatabase::READ);
    const ResultsReader readerOfA(first);
    const ResultsReader readerOfB(second);
    const ResultsDiff diff(readerOfA,
                           readerOfA.FindStudy("fake"),
                           readerOfB,
                           readerOfB.FindStudy("fake"));
    std::set<std::string> metrics;
    for (const ResultsDiff::Change& change : diff.GetChanges())
    {
        metrics.insert(change.metric);
        EXPECT_EQ(change.runsOfA, 6u);
        EXPECT_EQ(change.runsOfB, 5u);
    }
    EXPECT_EQ(metrics, (std::set<std::string>{"latency_s.p95", "transmissions"}));
    EXPECT_EQ(diff.GetChanges().size(), 6u);
    EXPECT_EQ(diff.GetRemarks().size(), 3u);
    const std::string said = Say({"diff", a, b}, 1);
    EXPECT_NE(said.find("  nodes=100 behaviour=none  transmissions: 5001 +- 0 (6) -> 5002 +- 0 "
                        "(5), +0.02 %\n"),
              std::string::npos)
        << said;
    EXPECT_NE(said.find("nodes=300 behaviour=none: 0 failed runs -> 1\n"), std::string::npos);
}

TEST(WelchTest, IsTheIntegralOfStudentsDistribution)
{
    // t = -1.28963 with 7.63656 degrees of freedom; the density integrated with 2 million steps.
    const std::vector<double> a = {27.5, 21.0, 19.0, 23.6, 17.0, 17.9};
    const std::vector<double> b = {27.1, 22.0, 20.8, 23.4, 23.4, 23.5};
    EXPECT_NEAR(GetWelchProbability(a, b), 0.234861752, 1e-9);
    EXPECT_NEAR(GetWelchProbability(b, a), 0.234861752, 1e-9);
    EXPECT_EQ(GetWelchProbability({1, 1}, {1, 1, 1}), 1);
    EXPECT_EQ(GetWelchProbability({1, 1}, {2, 2}), 0);
}

TEST(WelchTest, BenjaminiHochbergIsAsInItsPaper)
{
    // The 15 probabilities of the example in section 3.2 of the paper, of which 4 are selected.
    const std::vector<double> probabilities = {0.0001,
                                               0.0004,
                                               0.0019,
                                               0.0095,
                                               0.0201,
                                               0.0278,
                                               0.0298,
                                               0.0344,
                                               0.0459,
                                               0.3240,
                                               0.4262,
                                               0.5719,
                                               0.6528,
                                               0.7590,
                                               1.0000};
    const std::vector<bool> selected = SelectDiscoveries(probabilities, 0.05);
    EXPECT_EQ(std::count(selected.begin(), selected.end(), true), 4);
    EXPECT_TRUE(selected[3]);
    EXPECT_TRUE(SelectDiscoveries({}, 0.05).empty());
}

TEST(ResultsCommands, ShowTellsScenarioOutcomeAndHowToRepeat)
{
    const std::string path = GetResultsPath("show.db");
    FakeStudy::Run(path, FakeStudy::Make(1, 1, 0, "fail"));
    EXPECT_NE(Say({"show", path, "1"})
                  .find("run 1: nodes=100 behaviour=fail run 1\n"
                        "repeat it alone: waku-study repeat " +
                        path +
                        " 1\n\nbehaviour: fail\nnodes: 100\nunderlay.latency: 0.1s\n\n"
                        "status: failed\nmessage: delivered 3 of 5\nexit status: 0\n"),
              std::string::npos)
        << Say({"show", path, "1"});
    std::ostringstream out;
    try
    {
        ResultsCommands::Get().at("show")({"show", path, "2"}, out);
        FAIL();
    }
    catch (const ResultsError& error)
    {
        EXPECT_EQ(error.what(),
                  path + ": has no run 2; waku-study list " + path + " lists its runs");
    }
    EXPECT_THROW(ResultsCommands::Get().at("show")({"show", path, "x"}, out),
                 std::invalid_argument);
    EXPECT_THROW(ResultsCommands::Get().at("show")({"show", path}, out), std::invalid_argument);
}

TEST(ResultsCommands, WhatShowPrintsIsEnoughToRepeatARun)
{
    const std::string path = GetResultsPath("repeat.db");
    FakeStudy::Run(path, FakeStudy::Make(2, 3));
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const StoredStudy study = reader.FindStudy("");
    const auto cells = reader.GetCells(study);
    for (const StoredRun& run : reader.ReadGoodRuns(study, {"value"}))
    {
        const PlannedRun plan = reader.GetPlan(run.id);
        EXPECT_EQ(plan.parameters, cells[run.cell].parameters);
        EXPECT_EQ(FakeStudy::DoRun(plan).metrics.at("value"), run.values[0]);
    }
}

TEST(ResultsCommands, StatusAndListTellHowFarItIs)
{
    const std::string path = GetResultsPath("status.db");
    RunnableStudy study = FakeStudy::Make(1, 2);
    FakeStudy::Add(study, FakeStudy::MakeRun(5, "throw", 1), 1);
    FakeStudy::Run(path, study);
    const std::string status = Say({"status", path});
    EXPECT_EQ(status.find("fake: 2 cells, 3 runs wanted so far, 2 done, 1 failed\n"), 0u) << status;
    EXPECT_NE(status.find(", nodes=5 behaviour=throw run 1: crashed: the overlay can't be\n"),
              std::string::npos)
        << status;
    EXPECT_NE(status.find("0 runs in progress\n"), std::string::npos) << status;
    const std::string list = Say({"list", path});
    EXPECT_EQ(std::count(list.begin(), list.end(), '\n'), 4);
    EXPECT_NE(list.find("fake nodes=100 behaviour=none run 2\n"), std::string::npos) << list;
}
