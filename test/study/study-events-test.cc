/* SPDX-License-Identifier: GPL-2.0-only */
#include "read-file.h"

#include "ns3/distributed-helper.h"
#include "ns3/scenario-run.h"
#include "ns3/study-file.h"
#include "ns3/study-plan.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace ns3;

namespace
{

using EventOptions = std::vector<std::pair<std::string, std::string>>;

const std::string NETWORK = "study: test\n"
                            "scenario:\n"
                            "  nodes: 20\n"
                            "  overlay: regular:4\n"
                            "  traffic: {messages: 20, interval: 1s, payload: 100}\n";

StudyPlan
PlanWith(const std::string& text, const EventOptions& set = {})
{
    return StudyPlan(StudyFile::Parse(NETWORK + text, "a.yaml", set));
}

std::string
GetEventError(const std::string& text, const EventOptions& set = {})
{
    try
    {
        PlanWith(text, set);
    }
    catch (const StudyFileError& error)
    {
        return error.what();
    }
    return "";
}

ScenarioRun::Result
RunCell(const StudyPlan& plan, std::size_t cell = 0)
{
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    return ScenarioRun(plan.GetCells().at(cell).scenario, 1).Run(ranks);
}

} // namespace

TEST(StudyEvents, WhatIsWrongIsNamedWithLineAndColumn)
{
    const std::vector<std::pair<std::string, std::string>> errors = {
        {"  events: 5\n", "a.yaml:6:11: events has to be a list of events"},
        {"  events: [churn]\n", "a.yaml:6:12: an event has to be a map of keys and values"},
        {"  events: [{at: 5s}]\n", "a.yaml:6:12: an event needs the key event, which is "},
        {"  events: [{event: lave}]\n", "a.yaml:6:20: event is lave, not "},
        {"  events: [{event: leave, nods: 3}]\n",
         "a.yaml:6:33: there is no key leave.nods; is leave.nodes meant?"},
        {"  events: [{event: leave, nodes: 30}]\n",
         "a.yaml:6:34: leave.nodes is 30, not at most 20, the number of nodes"},
        {"  events: [{event: leave, nodes: region:1}]\n",
         "a.yaml:6:34: leave.nodes is region:1, not a region, since the hosts are in none"},
        {"  events: [{event: leave, at: 5}]\n",
         "a.yaml:6:31: leave.at is 5, not a time with its unit, such as 100ms"},
        {"  events: [{event: leave, for: -5s}]\n",
         "a.yaml:6:32: leave.for is -5s, not at least 0s"},
        {"  events: [{event: leave}, {event: leave}]\n",
         "a.yaml:6:36: two events are called leave; give one of them a name"},
        {"  events: [{event: leave, name: nodes}]\n",
         "a.yaml:6:20: an event cannot be called nodes, since the scenario has a key of that name"},
        {"  events: [{event: leave, name: Big One}]\n", "a.yaml:6:33: name is Big One, not small"},
        {"  events: [{event: leave}]\nvary: {leave.nodes: [3, 30]}\n",
         "a.yaml:7:25: leave.nodes is 30, not at most 20"},
        {"vary: {leave.nodes: [3]}\n", "a.yaml:6:22: there is no key leave.nodes"},
    };
    for (const auto& [text, sentence] : errors)
    {
        const std::string said = GetEventError(text);
        EXPECT_EQ(said.rfind(sentence, 0), 0U) << text << said;
    }
}

TEST(StudyEvents, AKeyOfAnEventVariesAndIsSetByItsName)
{
    const std::string text = "  events:\n"
                             "    - {event: leave, at: 2s, for: 1min, nodes: [3, 5]}\n"
                             "    - {event: leave, name: night, nodes: 10%}\n"
                             "vary: {night.nodes: [10%, 20%]}\n";
    const StudyPlan plan = PlanWith(text, {{"leave.at", "4s"}, {"leave.for", ""}});
    ASSERT_EQ(plan.GetCells().size(), 2U);
    const ScenarioValues values = plan.GetCells()[1].scenario.GetValues();
    EXPECT_EQ(values.at("events"), "leave night=leave");
    EXPECT_EQ(values.at("leave.at"), "4s");
    EXPECT_EQ(values.at("leave.for"), "0s");
    EXPECT_EQ(values.at("leave.nodes"), "3,5");
    EXPECT_EQ(values.at("night.nodes"), "20%");
    EXPECT_EQ(plan.GetCells()[1].parameters.front(),
              std::make_pair(std::string("night.nodes"), std::string("20%")));
    EXPECT_EQ(Scenario::FromValues(values).GetValues(), values);
}

TEST(StudyEvents, ACaseReplacesAllEvents)
{
    const StudyPlan plan = PlanWith("  events: [{event: leave, nodes: 3}]\n"
                                    "vary: {cases: {as it is: , calm: {events: []},\n"
                                    "               fire: {events: [{event: crash}]}}}\n");
    ASSERT_EQ(plan.GetCells().size(), 3U);
    EXPECT_EQ(plan.GetCells()[0].scenario.GetValues().at("events"), "leave");
    EXPECT_EQ(plan.GetCells()[1].scenario.GetValues().count("events"), 0U);
    EXPECT_EQ(plan.GetCells()[2].scenario.GetValues().at("events"), "crash");
    EXPECT_EQ(plan.GetCells()[2].scenario.GetValues().count("leave.nodes"), 0U);
}

TEST(StudyEvents, AScenarioWithoutEventsHasTheKeyThatItHadBefore)
{
    const StudyPlan without = PlanWith("");
    const StudyPlan empty = PlanWith("  events: []\n");
    EXPECT_EQ(without.MakeRun(without.GetCells()[0], 1).GetKey(),
              empty.MakeRun(empty.GetCells()[0], 1).GetKey());
    EXPECT_EQ(without.GetCells()[0].scenario.GetValues().count("events"), 0U);
}

TEST(StudyEvents, WhoIsAwayIsNotExpectedToGetMessagesAndPublishesNone)
{
    const StudyPlan plan = PlanWith("  events: [{event: leave, at: 4500ms, for: 10s, nodes: 0-9}]\n"
                                    "vary: {underlay.transport: [packet, flow]}\n");
    for (const std::size_t cell : {0, 1})
    {
        const ScenarioRun::Result result = RunCell(plan, cell);
        EXPECT_EQ(result.failure, "");
        EXPECT_LT(result.summary.published, 20U);
        // ten messages are published while half of the nodes are away, unless by one of these
        const uint64_t lost = 20 - result.summary.published;
        EXPECT_EQ(result.summary.expectedDeliveries, 10 * 19 + (10 - lost) * 9);
        EXPECT_GT(result.summary.deliveryRatio, 0.95);
    }
    EXPECT_EQ(RunCell(plan, 1).metrics, RunCell(plan, 1).metrics);
}

TEST(StudyEvents, LengthsOfSessionsAreCheckedAtTheirPlace)
{
    EXPECT_EQ(GetEventError("  events: [{event: churn, session: gamma 3s 2}]\n")
                  .rfind("a.yaml:6:36: churn.session is gamma 3s 2, not a time such as 10min", 0),
              0U);
    EXPECT_EQ(GetEventError("  events: [{event: nat, at: 5s}]\n"),
              "a.yaml:6:29: nat.at cannot be set, since nat holds for the whole run");
    EXPECT_EQ(GetEventError("  events: [{event: jitter, packet: 5ms}]\nranks: 2\n").empty(), false);
}

TEST(StudyEvents, APartitionIsMissedAndHealsAndTheSameSeedGivesTheSameNumbers)
{
    const StudyPlan plan =
        PlanWith("  attributes: {ns3::WanTcpSocketFactory::UserTimeout: 2s}\n"
                 "  events: [{event: partition, at: 4500ms, for: 6s, nodes: 0-9}]\n"
                 "vary: {underlay.transport: [packet, flow]}\n");
    for (const std::size_t cell : {0, 1})
    {
        const ScenarioRun::Result result = RunCell(plan, cell);
        EXPECT_EQ(result.failure, "");
        EXPECT_EQ(result.metrics.at("online.share"), 1);
        // What was lost for good is between the parts: up to 10 of 19 deliveries of a message.
        EXPECT_GT(result.metrics.at("partition.missed"), 0.3);
        EXPECT_LT(result.metrics.at("partition.missed"), 0.6);
        ASSERT_EQ(result.metrics.count("partition.heal_s"), 1U);
        EXPECT_GT(result.metrics.at("partition.heal_s"), 0);
        EXPECT_LT(result.metrics.at("partition.heal_s"), 7);
        EXPECT_EQ(RunCell(plan, cell).metrics, result.metrics);
    }
}

TEST(StudyEvents, WhatArrivesAfterAllNodesHaveForgottenItIsNotMissed)
{
    for (const std::string transport : {"packet", "flow"})
    {
        const ScenarioRun::Result result =
            RunCell(PlanWith("  events: [{event: partition, at: 4500ms, for: 6s, nodes: 0-9}]\n"
                             "  ns3::PubsubRouter::SeenTtl: 2s\n"
                             "  ns3::MessagePool::Retention: 1s\n",
                             {{"underlay.transport", transport}, {"traffic.drain", "60s"}}));
        EXPECT_EQ(result.failure, "");
        EXPECT_EQ(result.metrics.at("partition.missed"), 0);
        EXPECT_GT(result.summary.latency.max, 2);
    }
}

TEST(StudyEvents, ChurnCostsDeliveriesOfThoseWhoLeaveAndItsPriceOfJoiningIsKnown)
{
    const StudyPlan plan = PlanWith(
        "  mode: GossipSub\n"
        "  attributes: {ns3::WanTcpSocketFactory::UserTimeout: 3s}\n"
        "  events: [{event: churn, at: -30s, session: exponential 15s, absence: exponential 5s,\n"
        "            crash_share: 0.5}]\n"
        "vary: {underlay.transport: [packet, flow]}\n",
        {{"overlay", "regular:8"}, {"traffic.messages", "60"}});
    for (const std::size_t cell : {0, 1})
    {
        const ScenarioRun::Result result = RunCell(plan, cell);
        EXPECT_EQ(result.failure, "");
        EXPECT_NEAR(result.metrics.at("online.share"), 0.75, 0.1);
        EXPECT_GT(result.metrics.at("online.departures"), 30);
        EXPECT_GT(result.metrics.at("online.returns"), 30);
        EXPECT_GT(result.metrics.at("stayed.delivery_ratio"), 0.8);
        EXPECT_GE(result.metrics.at("stayed.delivery_ratio"), result.metrics.at("delivery_ratio"));
        EXPECT_GT(result.metrics.at("join.ip_bytes"), 0);
        EXPECT_GT(result.metrics.at("join.peer_s"), 0);
        EXPECT_EQ(RunCell(plan, cell).metrics, result.metrics);
    }
}

TEST(StudyEvents, WhenTheyBeginAndEndIsMarkedOnThePageOfTheRun)
{
    const StudyPlan plan = PlanWith("  events: [{event: partition, at: 2s, for: 3s, nodes: 0-9},\n"
                                    "           {event: leave, name: night, at: 4s, nodes: 3}]\n");
    const std::string path = testing::TempDir() + std::to_string(getpid()) + "-event-marks.html";
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    const Scenario& scenario = plan.GetCells().front().scenario;
    ScenarioRun run(scenario, 1);
    run.SetView({path, {}, ""});
    run.Run(ranks);
    const std::string page = ReadFile(path);
    std::filesystem::remove(path);
    const std::string begin = "\"marks\":";
    const std::size_t at = page.find(begin) + begin.size();
    ASSERT_LT(at, page.size());
    const auto marks = nlohmann::json::parse(page.substr(at, page.find(']', at) + 1 - at));
    const double start = scenario.traffic.warmup.GetSeconds();
    const nlohmann::json expected = {{{"time_s", start + 2}, {"text", "partition begins"}},
                                     {{"time_s", start + 5}, {"text", "partition ends"}},
                                     {{"time_s", start + 4}, {"text", "night"}}};
    EXPECT_EQ(marks, expected);
}
