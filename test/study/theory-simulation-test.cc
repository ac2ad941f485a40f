/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/relay-scenario.h"
#include "ns3/theory-case.h"
#include "ns3/whisper-scenario.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

RunMetrics
GetNumbers(const RunSummary& summary)
{
    RunMetrics metrics;
    for (const RunSummary::Field& field : summary.GetFields())
    {
        if (const auto number = summary.GetNumber(field.GetPath()))
        {
            metrics[field.GetPath()] = *number;
        }
    }
    return metrics;
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
    RelayScenario relays;
    relays.nodes = 50;
    relays.duration = Seconds(300);
    const RunMetrics metrics = GetNumbers(relays.Run().summary);
    const ScenarioValues scenario = {{"protocol", "waku-relay"},
                                     {"mode", "Static"},
                                     {"overlay", "regular:6"},
                                     {"underlay.latency", "0.1s"},
                                     {"traffic.payload", "2000"},
                                     {"traffic.messages_per_hour", "5"}};
    EXPECT_DOUBLE_EQ(GetRatio("flooding", scenario, metrics), 1);
    EXPECT_NEAR(GetRatio("load-case-1", scenario, metrics), 1, 1e-9);
    EXPECT_NEAR(GetRatio("load-case-3-2025", scenario, metrics), 1, 1e-9);
    EXPECT_NEAR(GetRatio("random-regular-distance", scenario, metrics), 1, 0.05);
    EXPECT_NEAR(GetRatio("random-regular-latency", scenario, metrics), 1, 0.05);
}

TEST(TheorySimulation, WhisperCasesHoldInASimulation)
{
    // One public chat of everybody: all receive all but their own envelopes.
    WhisperScenario whisper;
    whisper.nodes = 20;
    whisper.ttl = 10;
    whisper.messagesPerHour = 60;
    const RunMetrics metrics = GetNumbers(whisper.Run().summary);
    const ScenarioValues scenario = {{"protocol", "whisper"},
                                     {"traffic.payload", "1024"},
                                     {"traffic.messages_per_hour", "60"},
                                     {"ns3::WhisperUser::PrivateShare", "1"},
                                     {"ns3::WhisperUser::Partitions", "1"}};
    EXPECT_NEAR(GetRatio("whisper-case-1", scenario, metrics), 1, 1e-9);
    EXPECT_NEAR(GetRatio("whisper-case-2", scenario, metrics), 19.0 / 20, 1e-9);
    EXPECT_NEAR(GetRatio("whisper-case-3", scenario, metrics), 19.0 / 20, 1e-9);
    EXPECT_NEAR(GetRatio("whisper-case-4", scenario, metrics), 19.0 / 20, 1e-9);
    // In a 6-regular overlay an envelope comes about four times, not twice.
    EXPECT_NEAR(GetRatio("whisper-case-6", scenario, metrics), 2, 0.2);
}
