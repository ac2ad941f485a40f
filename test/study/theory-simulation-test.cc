/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/distributed-helper.h"
#include "ns3/scenario-run.h"
#include "ns3/scenario.h"
#include "ns3/theory-case.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/// A run of a scenario, and its values.
std::pair<ScenarioValues, RunMetrics>
Simulate(const ScenarioValues& values)
{
    Scenario scenario = Scenario::FromValues(values);
    scenario.Check();
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    const auto result = ScenarioRun(scenario, 1).Run(ranks);
    return {scenario.GetValues(), result.metrics};
}

/// Simulation to closed form.
double
GetRatio(const std::string& name, const ScenarioValues& scenario, const RunMetrics& metrics)
{
    const TheoryCase& theory = TheoryCase::Find(name);
    const TheoryScenario run(scenario, metrics);
    return theory.reading.measure(run) / theory.closedForm(run);
}

} // namespace

TEST(TheorySimulation, CasesOfAStaticMeshHoldInASimulation)
{
    const auto [scenario, metrics] = Simulate({{"protocol", "waku-relay"},
                                               {"nodes", "50"},
                                               {"traffic.messages_per_hour", "5"},
                                               {"traffic.duration", "300s"}});
    EXPECT_DOUBLE_EQ(GetRatio("flooding", scenario, metrics), 1);
    EXPECT_NEAR(GetRatio("load-case-1", scenario, metrics), 1, 1e-9);
    EXPECT_NEAR(GetRatio("load-case-3-2025", scenario, metrics), 1, 1e-9);
    EXPECT_NEAR(GetRatio("random-regular-distance", scenario, metrics), 1, 0.05);
    EXPECT_NEAR(GetRatio("random-regular-latency", scenario, metrics), 1, 0.05);
}

TEST(TheorySimulation, WhisperCasesHoldInASimulation)
{
    // One public chat of everybody: all receive all but their own envelopes.
    const auto [scenario, metrics] = Simulate({{"protocol", "whisper"},
                                               {"nodes", "20"},
                                               {"ttl", "10"},
                                               {"traffic.payload", "1024"},
                                               {"traffic.messages_per_hour", "60"},
                                               {"traffic.duration", "60s"},
                                               {"ns3::WhisperUser::PrivateShare", "1"},
                                               {"ns3::WhisperUser::Partitions", "1"}});
    EXPECT_NEAR(GetRatio("whisper-case-1", scenario, metrics), 1, 1e-9);
    EXPECT_NEAR(GetRatio("whisper-case-2", scenario, metrics), 19.0 / 20, 1e-9);
    EXPECT_NEAR(GetRatio("whisper-case-3", scenario, metrics), 19.0 / 20, 1e-9);
    EXPECT_NEAR(GetRatio("whisper-case-4", scenario, metrics), 19.0 / 20, 1e-9);
    // In a 6-regular overlay an envelope comes about four times, not twice.
    EXPECT_NEAR(GetRatio("whisper-case-6", scenario, metrics), 2, 0.2);
}
