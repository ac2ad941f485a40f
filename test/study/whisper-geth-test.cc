/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/csv-measurement.h"
#include "ns3/distributed-helper.h"
#include "ns3/latency-histogram.h"
#include "ns3/scenario-run.h"
#include "ns3/study-file.h"
#include "ns3/study-plan.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

/// Seeds of a simulation.
constexpr uint32_t SEEDS = 5;

/// How far a percentile, the mean and the number of copies may be from the measured ones.
constexpr double TOLERANCE = 0.04;

/// Largest Kolmogorov-Smirnov distance, which is that between repetitions of the measurement.
constexpr double MOST_DISTANCE = 0.06;

/// Copies that real nodes sent for each message: mean of two repetitions with 60 nodes, 400 bytes.
constexpr double MEASURED_COPIES = 236.7;

LatencyHistogram
ReadGethLatencies(const std::string& file)
{
    LatencyHistogram latencies;
    const Measurement measurement = ReadCsvMeasurement(WAKU_SOURCE_DIR "/test/data/" + file);
    for (const Measurement::Group& message : measurement.groups)
    {
        for (const auto& [seconds, count] : message.latency)
        {
            latencies.Add(Seconds(seconds));
        }
    }
    return latencies;
}

} // namespace

// It notices tickers of nodes in place of tickers of connections, dials that are not spread over
// time, and copies that cross each other too seldom or too often.
TEST(WhisperGeth, LatenciesAndCopiesAreThoseOfRealNodes)
{
    LatencyHistogram measured = ReadGethLatencies("whisper-geth/rr60_400_r1.csv");
    measured.Merge(ReadGethLatencies("whisper-geth/rr60_400_r2.csv"));
    ASSERT_EQ(measured.GetCount(), 2U * 40 * 59);

    const StudyPlan plan(StudyFile::Read("whisper-geth"));
    const StudyPlan::Cell& cell = plan.GetCells().front();
    ASSERT_EQ(cell.parameters.front().second, "rr60_400");
    int argc = 0;
    char** argv = nullptr;
    const DistributedHelper ranks(&argc, &argv);
    LatencyHistogram simulated;
    double copies = 0;
    for (uint32_t seed = 1; seed <= SEEDS; seed++)
    {
        const ScenarioRun::Result result = ScenarioRun(cell.scenario, seed).Run(ranks);
        EXPECT_EQ(result.summary.deliveryRatio, 1);
        simulated.Merge(result.latency);
        copies += result.metrics.at("transmissions_per_message") / SEEDS;
    }
    for (const double p : {25, 50, 75, 95})
    {
        EXPECT_NEAR(simulated.GetPercentile(p) / measured.GetPercentile(p), 1, TOLERANCE) << p;
    }
    EXPECT_NEAR(simulated.GetMean() / measured.GetMean(), 1, TOLERANCE);
    EXPECT_LE(simulated.GetKolmogorovSmirnovDistance(measured), MOST_DISTANCE);
    EXPECT_NEAR(copies / MEASURED_COPIES, 1, TOLERANCE);
}

// 112 messages in 45 s, a little more than the up links of 256 kbit/s bear. Without the devp2p
// frames, or with other copies where copies wait for the link, the queue and with it the latency is
// another.
TEST(WhisperGeth, ComesLateAtTheLoadAtWhichRealNodesDo)
{
    const StudyPlan plan(StudyFile::Read("whisper-geth-break"));
    const Scenario* scenario = nullptr;
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        if (cell.parameters.front().second == "401ms" && cell.parameters.back().second == "ideal")
        {
            scenario = &cell.scenario;
        }
    }
    ASSERT_NE(scenario, nullptr);
    const LatencyHistogram measured = ReadGethLatencies("whisper-geth-break/interval-401ms.csv");
    int argc = 0;
    char** argv = nullptr;
    const ScenarioRun::Result result =
        ScenarioRun(*scenario, 1).Run(DistributedHelper(&argc, &argv));
    EXPECT_EQ(result.latency.GetCount(), measured.GetCount());
    for (const double p : {50, 75, 95, 99})
    {
        EXPECT_NEAR(result.latency.GetPercentile(p) / measured.GetPercentile(p), 1, 0.06) << p;
    }
    EXPECT_NEAR(result.metrics.at("transmissions_per_message") / 287.47, 1, 0.01);
}
