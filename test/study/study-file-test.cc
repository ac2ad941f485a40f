/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/ranked-run.h"
#include "ns3/results-reader.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/study-commands.h"
#include "ns3/study-file.h"
#include "ns3/study-plan.h"
#include "ns3/uinteger.h"
#include "ns3/wan-ranks.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

using Set = std::vector<std::pair<std::string, std::string>>;

StudyFile
Parse(const std::string& text, const Set& set = {})
{
    return StudyFile::Parse("study: test\n" + text, "a.yaml", set);
}

StudyPlan
Plan(const std::string& text, const Set& set = {})
{
    return StudyPlan(Parse(text, set));
}

/** \return what is wrong with a study that begins in line 2; empty if nothing */
std::string
GetError(const std::string& text, const Set& set = {})
{
    try
    {
        Plan(text, set);
    }
    catch (const StudyFileError& error)
    {
        return error.what();
    }
    return "";
}

std::vector<std::string>
GetColumn(const StudyPlan& plan, const std::string& key)
{
    std::vector<std::string> values;
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        values.push_back(cell.scenario.GetValues().at(key));
    }
    return values;
}

} // namespace

TEST(StudyFile, AGridHasACellForEachCombinationAndTheLastKeyVariesFastest)
{
    const StudyPlan plan = Plan("vary: {nodes: [20, 30], ns3::GossipSubRouter::D: [4, 6]}\n"
                                "scenario: {mode: GossipSub}\n");
    ASSERT_EQ(plan.GetCells().size(), 4U);
    EXPECT_EQ(GetColumn(plan, "nodes"), (std::vector<std::string>{"20", "20", "30", "30"}));
    EXPECT_EQ(GetColumn(plan, "ns3::GossipSubRouter::D"),
              (std::vector<std::string>{"4", "6", "4", "6"}));
    const std::vector<std::pair<std::string, std::string>> parameters = {
        {"nodes", "30"},
        {"ns3::GossipSubRouter::D", "4"}};
    EXPECT_EQ(plan.GetCells()[2].parameters, parameters);
}

TEST(StudyFile, KeysOfAZipGoTogether)
{
    const StudyPlan plan =
        Plan("vary: {zip: {nodes: [20, 30], overlay: [regular:4, regular:6]}}\n");
    EXPECT_EQ(GetColumn(plan, "nodes"), (std::vector<std::string>{"20", "30"}));
    EXPECT_EQ(GetColumn(plan, "overlay"), (std::vector<std::string>{"regular:4", "regular:6"}));
    EXPECT_EQ(plan.GetCells()[1].parameters.size(), 2U);
}

TEST(StudyFile, CasesAreNamedAndMaySetAnythingOfTheScenario)
{
    const StudyPlan plan = Plan("scenario: {underlay: {latency: 10ms}}\n"
                                "vary:\n"
                                "  cases:\n"
                                "    plain:\n"
                                "    far: {underlay: {latency: 200ms}}\n"
                                "    slow: {attributes: {ns3::StaticRouter::ForwardDelay: 1s}}\n");
    ASSERT_EQ(plan.GetCells().size(), 3U);
    EXPECT_EQ(GetColumn(plan, "underlay.latency"),
              (std::vector<std::string>{"0.01s", "0.2s", "0.01s"}));
    EXPECT_EQ(plan.GetCells()[1].parameters.front(),
              std::make_pair(std::string("case"), std::string("far")));
    EXPECT_EQ(plan.GetCells()[2].scenario.GetValues().count("ns3::StaticRouter::ForwardDelay"), 1U);
}

TEST(StudyFile, TheScenarioOfTheManualIsRead)
{
    const StudyFile study =
        Parse("scenario:\n"
              "  protocol: waku-relay\n"
              "  mode: GossipSub\n"
              "  preset: libp2p\n"
              "  overlay: regular:6\n"
              "  nodes: 100\n"
              "  underlay: {latency: 100ms, up: 100Mbps, down: 100Mbps, transport: packet}\n"
              "  attributes: {ns3::GossipSubRouter::D: 6}\n"
              "  traffic: {payload: 2000, messages_per_hour: 5, duration: 600s}\n"
              "  events: []\n"
              "runs: 5\n"
              "expect: {delivery_ratio: 0.99}\n"
              "time_limit: 2min\n"
              "report: [{metric: latency_s.mean, against: nodes, theory: latency-case-1}]\n"
              "vary: {nodes: [100, 200]}\n");
    EXPECT_EQ(study.runs, 5U);
    EXPECT_EQ(study.timeLimit, 120);
    EXPECT_EQ(study.expect.GetText(), "delivery_ratio >= 0.99");
    ASSERT_EQ(study.report.size(), 1U);
    EXPECT_EQ(study.report[0].theory, std::vector<std::string>{"latency-case-1"});
    EXPECT_EQ(StudyPlan(study).MakeGroups().size(), 2U);
}

TEST(StudyFile, EveryErrorNamesFileLineAndColumn)
{
    const std::vector<std::pair<std::string, std::string>> errors = {
        {"time_limit: -10s\n", "a.yaml:2:13: time_limit is -10s, not above 0s"},
        {"scenaro: {}\n", "a.yaml:2:1: a study has no key scenaro; is scenario meant?"},
        {"scenario:\n  nodez: 5\n", "a.yaml:3:10: there is no key nodez; is nodes meant?"},
        {"scenario: {underlay: {latency: 5}}\n",
         "a.yaml:2:32: underlay.latency is 5, not a time with its unit, such as 100ms"},
        {"scenario: {protocol: gossip}\n",
         "a.yaml:2:22: protocol is gossip, not pss, waku, waku-relay or whisper"},
        {"scenario: {events: [churn]}\n",
         "a.yaml:2:21: an event has to be a map of keys and values"},
        {"vary: {nodes: []}\n", "a.yaml:2:15: nodes has to be a list of at least one value"},
        {"vary: {zip: {nodes: [20, 30], shards: [1]}}\n",
         "a.yaml:2:31: shards has 1 values, and what it goes together with has 2"},
        {"scenario: {ns3::GossipSubRouter::D: x}\n",
         "a.yaml:2:37: ns3::GossipSubRouter::D is x, not"},
        {"runs: 0\n", "a.yaml:2:7: runs is 0, not from 1 to 1000000"},
        {"runs: 2\nuntil: {metric: latency_s.p95}\n",
         "a.yaml:1:1: only one of runs, until and search can be there"},
        {"until: {ci95: 2%}\n", "a.yaml:2:8: until needs the key metric"},
        {"search: {axis: traffic.messages_per_hour, holds: p95 <<}\n", "a.yaml:2:50: holds, "},
        {"search: {axis: traffic.speed, holds: delivery_ratio >= 1}\n",
         "a.yaml:2:16: there is no key traffic.speed"},
        {"nodes: [1\n", "a.yaml:3:1: no YAML: "},
        {"runs: 1\nruns: 2\n", "a.yaml:3:1: the key runs is there twice"},
        {"report: [{metric: latency_s.p95, theory: nobody}]\n", "a.yaml:2:10: "},
        {"scenario: {mode: GossipSub,\n  ns3::GossipSubRouter::D_score: 8}\n",
         "a.yaml:3:34: D_score is 8, above D, 6"},
        {"scenario: {mode: GossipSub, preset: nwaku,\n"
         "  ns3::PeerScoreParameters::GraylistThreshold: -1}\n",
         "a.yaml:3:48: GraylistThreshold is -1, not below PublishThreshold, -1000"},
        {"scenario: {transport: {}, underlay: {transport: fluid}}\n",
         "a.yaml:2:49: underlay.transport is fluid, not packet, flow or ideal"},
    };
    for (const auto& [text, error] : errors)
    {
        EXPECT_EQ(GetError(text).substr(0, error.size()), error) << text;
    }
}

TEST(StudyFile, RanksAreRefusedWithoutMpi)
{
    const std::string error = GetError("ranks: 2\n");
    EXPECT_EQ(error,
              WanRanks::IsSupported()
                  ? ""
                  : "a.yaml:2:8: ranks is 2, not 1, since this ns-3 is built without MPI");
    EXPECT_EQ(GetError("ranks: 1\n"), "");
}

TEST(RankedRun, SaysThatItsProcessesCannotBeStarted)
{
    PlannedRun run;
    run.processes = 2;
    setenv("MPIRUN", "/nowhere/mpirun --option", 1);
    try
    {
        RankedRun::Simulate(run);
        FAIL();
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_EQ(std::string(error.what()).substr(0, 32), "/nowhere/mpirun can't be started");
    }
    unsetenv("MPIRUN");
}

TEST(StudyFile, AnOverlayThatCannotBeIsRefusedWithTheCombinationThatAsksForIt)
{
    const std::string error = GetError("scenario: {overlay: regular:3}\nvary: {nodes: [20, 21]}\n");
    EXPECT_EQ(error.substr(0, 12), "a.yaml:2:21:");
}

TEST(StudyFile, OptionsReplaceValuesOfTheFile)
{
    const std::string text = "scenario: {nodes: 20, traffic: {payload: 100}}\n"
                             "vary: {underlay.latency: [1ms, 2ms]}\n";
    const StudyPlan plan =
        Plan(text, {{"traffic.payload", "500"}, {"vary.underlay.latency", "[3ms]"}, {"runs", "7"}});
    ASSERT_EQ(plan.GetCells().size(), 1U);
    const ScenarioValues values = plan.GetCells()[0].scenario.GetValues();
    EXPECT_EQ(values.at("traffic.payload"), "500");
    EXPECT_EQ(values.at("underlay.latency"), "0.003s");
    EXPECT_EQ(plan.GetStudy().runs, 7U);
    EXPECT_EQ(GetError(text, {{"traffic.payload", "many"}}),
              "--set=traffic.payload: traffic.payload is many, not a whole number from 0 to "
              "16777216");
}

TEST(StudyFile, AnOptionForAKeyThatVariesIsRefused)
{
    const std::string text = "vary: {nodes: [20, 30], cases: {a: {shards: 2}, b: }}\n";
    EXPECT_EQ(GetError(text, {{"nodes", "40"}}),
              "--set=nodes: nodes varies; --set=vary.nodes=[...] sets its values");
    EXPECT_EQ(GetError(text, {{"shards", "3"}}), "") << "it holds in case b";
}

TEST(StudyPlan, AMetricThatRunsDoNotHaveIsNamed)
{
    const StudyPlan plan = Plan("scenario: {nodes: 10, overlay: regular:4,\n"
                                "  traffic: {messages: 1}}\n"
                                "until: {metric: latency_s.p59}\n");
    try
    {
        plan.Simulate(plan.MakeGroups().front()->GetWanted({}).front());
        FAIL();
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_STREQ(error.what(),
                     "until: runs have no metric latency_s.p59; is latency_s.p5 meant?");
    }
}

TEST(StudyFile, WhatOptionsReplacedIsStoredWithItsText)
{
    const StudyFile study = Parse("runs: 2\n", {{"nodes", "40"}, {"runs", "3"}});
    const StudyFile stored = StudyFile::Parse(study.text, "a.yaml");
    EXPECT_EQ(stored.runs, 3U);
    EXPECT_EQ(StudyPlan(stored).GetCells()[0].scenario.overlay.nodes, 40U);
    EXPECT_EQ(stored.text, study.text);
}

TEST(StudyFile, AttributesOfTheCommandLineArePartOfTheScenario)
{
    Config::SetDefault("ns3::WakuTrafficGenerator::MaxMessages", UintegerValue(3));
    const ScenarioValues values = Plan("").GetCells()[0].scenario.GetValues();
    Config::SetDefault("ns3::WakuTrafficGenerator::MaxMessages", UintegerValue(0));
    EXPECT_EQ(values.at("ns3::WakuTrafficGenerator::MaxMessages"), "3");
}

TEST(StudyFile, EveryShippedStudyIsGood)
{
    EXPECT_GE(StudyFile::GetShipped().size(), 9U);
    for (const auto& [name, path] : StudyFile::GetShipped())
    {
        const StudyPlan plan(StudyFile::Read(name));
        EXPECT_EQ(plan.GetStudy().name, name);
        EXPECT_FALSE(plan.GetStudy().report.empty()) << name;
        EXPECT_FALSE(plan.MakeGroups().front()->GetWanted({}).empty()) << name;
    }
}

TEST(StudyFile, ShippedStudiesAreListedWithTheFirstSentenceOfTheirFile)
{
    std::ostringstream out;
    EXPECT_EQ(StudyCommands::ListShipped({}, out), 0);
    EXPECT_NE(
        out.str().find("\nlight-nodes            What do light nodes get and pay, beside relays of "
                       "the same communities, and what do they cost their service nodes?\n"),
        std::string::npos)
        << out.str();
}

TEST(StudyPlan, RunsOfACellDifferInRngRunAlone)
{
    const StudyPlan plan = Plan("runs: 3\n");
    const auto runs = plan.MakeGroups().front()->GetWanted({});
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[0].scenario, runs[2].scenario);
    EXPECT_EQ(runs[2].rngRun, RngSeedManager::GetRun() + 2);
    EXPECT_NE(runs[0].GetKey(), runs[2].GetKey());
}

TEST(StudyPlan, ARunThatDeliversLessThanExpectedHasFailed)
{
    const StudyPlan plan = Plan("scenario: {nodes: 10, overlay: regular:4,\n"
                                "  traffic: {messages: 2}}\n"
                                "expect: delivery_ratio >= 0.5 and latency_s.p95 <= 0.01\n");
    const RunOutcome outcome = plan.Simulate(plan.MakeGroups().front()->GetWanted({}).front());
    EXPECT_EQ(outcome.status, RunOutcome::FAILED);
    EXPECT_NE(outcome.message.find("latency_s.p95 is 0."), std::string::npos) << outcome.message;
}

TEST(StudyPlan, AStoredRunIsJudgedByWhatTheStudyExpectsNow)
{
    const std::string scenario = "scenario: {nodes: 10, overlay: regular:4,\n"
                                 "  traffic: {messages: 2}}\n";
    const std::string path = testing::TempDir() + "/judged-" + std::to_string(getpid()) + ".db";
    StudyRunner::Settings settings;
    settings.isQuiet = true;
    const auto run = [&](const std::string& expect) {
        return RunStudy(Plan(scenario + expect), path, settings);
    };
    const auto first = run("expect: delivery_ratio >= 0.5\n");
    EXPECT_EQ(first.done, 1U);
    EXPECT_EQ(first.GetExitStatus(), 0);
    const auto strict = run("expect: latency_s.p95 <= 0.01\n");
    EXPECT_EQ(strict.done + strict.failed, 0U) << "nothing is done again";
    EXPECT_EQ(strict.skippedFailed, 1U);
    {
        ResultsDatabase database(path, ResultsDatabase::READ);
        const ResultsReader reader(database);
        const auto failed = reader.ReadFailedRuns(reader.FindStudy(""));
        ASSERT_EQ(failed.size(), 1U);
        EXPECT_EQ(failed[0].message.substr(0, 58),
                  "not as expected: latency_s.p95 <= 0.01; latency_s.p95 is 0");
    }
    EXPECT_EQ(run("").skippedFailed, 0U) << "a study without `expect` expects nothing";
    std::filesystem::remove(path);
}

TEST(StudyPlan, TheUserIsToldWhereFlowsAreLessNearToPackets)
{
    const std::string path = testing::TempDir() + "/flows-" + std::to_string(getpid()) + ".db";
    StudyRunner::Settings settings;
    settings.isQuiet = true;
    testing::internal::CaptureStderr();
    RunStudy(Plan("scenario: {nodes: 10, overlay: regular:4, underlay: {transport: flow},\n"
                  "  traffic: {messages: 2, interval: 1s}}\n"
                  "vary: {traffic.payload: [2000, 20000]}\n"),
             path,
             settings);
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_NE(text.find("1 of 2 combinations"), std::string::npos) << text;
    std::filesystem::remove(path);
}

TEST(StudyPlan, ASearchSetsItsKeyAndBeginsNearTheLinksLoad)
{
    const StudyPlan plan =
        Plan("scenario: {nodes: 20, overlay: regular:5, underlay: {up: 1Mbps},\n"
             "  traffic: {payload: 840, duration: 10s}}\n"
             "search: {axis: traffic.messages_per_hour, holds: delivery_ratio >= 0.9, runs: 2}\n");
    const auto wanted = plan.MakeGroups().front()->GetWanted({});
    ASSERT_EQ(wanted.size(), 2U);
    // 1 Mbit/s is 4.5e8 bytes/h, of 4 copies of 1000 bytes of 20 nodes' messages
    EXPECT_NEAR(std::stod(wanted[0].scenario.at("traffic.messages_per_hour")), 5625, 300);
}
