/* SPDX-License-Identifier: GPL-2.0-only */
#include "fake-study.h"

#include "ns3/compare-command.h"
#include "ns3/comparison.h"
#include "ns3/csv-measurement.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <sstream>
#include <unistd.h>

using namespace ns3;

namespace
{

const std::string COMPARED_DATA = WAKU_SOURCE_DIR "/test/data/";

double
DrawNormalNumber(std::mt19937_64& random)
{
    const auto draw = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    const double u = 1 - draw();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * draw());
}

/// Latencies of messages; those of one message depend on each other.
Measurement
DrawMeasurement(std::size_t messages, double mean, std::mt19937_64& random)
{
    Measurement measurement;
    measurement.source = "drawn";
    measurement.groupedBy = "message";
    for (std::size_t i = 0; i < messages; i++)
    {
        const double common = 0.1 * DrawNormalNumber(random);
        Measurement::Group group;
        for (int k = 0; k < 30; k++)
        {
            group.latency.emplace_back(mean + common + 0.1 * DrawNormalNumber(random), 1);
        }
        measurement.groups.push_back(group);
    }
    return measurement;
}

SimulatedRuns
ToRuns(const Measurement& measurement)
{
    SimulatedRuns runs;
    runs.name = "simulated";
    for (const Measurement::Group& group : measurement.groups)
    {
        runs.runs.push_back({group.latency, group.hops, {}});
    }
    return runs;
}

Measurement
ReadGeth(const std::string& name)
{
    return ReadCsvMeasurement(COMPARED_DATA + "whisper-geth/" + name);
}

/// Every latency of a measurement times a factor.
SimulatedRuns
Stretch(const Measurement& measurement, double factor)
{
    SimulatedRuns::Run run;
    for (const Measurement::Group& group : measurement.groups)
    {
        for (const auto& [latency, count] : group.latency)
        {
            run.latency.emplace_back(factor * latency, count);
        }
    }
    return {"stretched", {run}};
}

double
GetAgreementOf(std::vector<double> measured, std::vector<double> simulated)
{
    return Comparison::GetAgreement(SampleDistribution::FromSamples(measured),
                                    SampleDistribution::FromSamples(simulated));
}

std::string
RunCompare(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "compare");
    std::ostringstream out;
    EXPECT_EQ(RunCompareCommand(arguments, out), 0);
    return out.str();
}

std::string
GetCompareRefusal(const std::vector<std::string>& arguments)
{
    try
    {
        RunCompare(arguments);
    }
    catch (const std::exception& error)
    {
        return error.what();
    }
    return "";
}

/// A study with two cells, whose runs have the latencies of real nodes, in the first one a tenth
/// longer.
std::string
MakeComparedDatabase()
{
    const std::string path = FakeStudy::MakePath(testing::TempDir(), "compare.db");
    RunnableStudy study = FakeStudy::Make(2, 3);
    const auto job = [](const PlannedRun& run) {
        const Measurement geth = ReadGeth("rr60_2048_r2.csv");
        RunOutcome outcome;
        std::map<double, uint64_t> counts;
        const double factor = run.scenario.at("nodes") == "100" ? 1.1 : 1;
        for (const Measurement::Group& group : geth.groups)
        {
            for (const auto& latency : group.latency)
            {
                counts[factor * latency.first]++;
            }
        }
        outcome.histograms["latency_s"] = {counts.begin(), counts.end()};
        outcome.histograms["hops"] = {{1, 6}, {2, 30}, {3, 23}};
        outcome.metrics = {{"latency_s.mean", 0.5},
                           {"nodes", 60},
                           {"ingress_bytes_per_node.protocol", 990.0 + 10 * run.rngRun}};
        return outcome;
    };
    FakeStudy::Run(path, study, FakeStudy::MakeSettings(1), job);
    return path;
}

} // namespace

TEST(Agreement, Is1ForTheSameAnd0ForDistributionsFarApart)
{
    EXPECT_EQ(GetAgreementOf({1, 2, 3}, {1, 2, 3}), 1);
    EXPECT_EQ(GetAgreementOf({1, 2, 3}, {3, 1, 2, 2, 1, 3}), 1);
    EXPECT_EQ(GetAgreementOf({1, 2, 3}, {100, 101}), 0);
    EXPECT_EQ(GetAgreementOf({0, 0}, {0, 0}), 1);
    EXPECT_EQ(GetAgreementOf({0, 0}, {1, 1}), 0);
    EXPECT_TRUE(std::isnan(GetAgreementOf({}, {1})));
    // Every latency 3 % longer or shorter: 0.97.
    EXPECT_NEAR(GetAgreementOf({1, 2, 3}, {1.03, 2.06, 3.09}), 0.97, 1e-12);
    EXPECT_NEAR(GetAgreementOf({1, 2, 3}, {0.97, 1.94, 2.91}), 0.97, 1e-12);
    // The same mean, but one latency of four is wrong by half of it: 1/8.
    EXPECT_NEAR(GetAgreementOf({1, 1, 1, 1}, {0.75, 1, 1, 1.25}), 1 - 1.0 / 8, 1e-12);
}

TEST(Comparison, RepetitionsOfRealNodesAgree)
{
    const Comparison comparison =
        Comparison::Of(ReadGeth("rr60_2048_r1.csv"), ToRuns(ReadGeth("rr60_2048_r2.csv")));
    ASSERT_TRUE(comparison.scores);
    EXPECT_GT(comparison.scores->agreement.value, 0.97);
    // As published with the data: 0.02 to 0.06 between repetitions.
    EXPECT_LT(comparison.scores->kolmogorov.value, 0.06);
    EXPECT_EQ(comparison.groupedBy, "message");
    EXPECT_EQ(comparison.groups, 40U);
    ASSERT_EQ(comparison.latency.size(), 7U);
    for (const Comparison::Figure& figure : comparison.latency)
    {
        EXPECT_NEAR(figure.error, 0, 0.05) << figure.name;
        ASSERT_TRUE(figure.errorRange && figure.measuredRange && figure.simulatedRange);
        EXPECT_LE(figure.measuredRange->lower, figure.measured);
        EXPECT_GE(figure.measuredRange->upper, figure.measured);
    }
    EXPECT_NEAR(comparison.latency[2].measured, 0.551, 0.006);
}

TEST(Comparison, ErrorsAreThoseOfTheSimulation)
{
    const Measurement geth = ReadGeth("rr60_2048_r1.csv");
    const Comparison comparison = Comparison::Of(geth, Stretch(geth, 1.1));
    for (const Comparison::Figure& figure : comparison.latency)
    {
        EXPECT_NEAR(figure.error, 0.1, 1e-9) << figure.name;
        EXPECT_TRUE(figure.measuredRange);
        EXPECT_FALSE(figure.simulatedRange) << "one run has no interval";
    }
    EXPECT_NEAR(comparison.scores->agreement.value, 0.9, 1e-9);
    ASSERT_TRUE(comparison.scores->agreement.range);
    EXPECT_LE(comparison.scores->agreement.range->lower, 0.9);
    EXPECT_GE(comparison.scores->agreement.range->upper, 0.9);
}

TEST(Comparison, TheIntervalOfTheAgreementCoversItOverMessagesNotDeliveries)
{
    std::mt19937_64 random(1);
    // Simulated without messages in common, and a tenth longer: the agreement is 0.9.
    SimulatedRuns simulation;
    simulation.runs.emplace_back();
    for (int i = 0; i < 500; i++)
    {
        simulation.runs[0].latency.emplace_back(1.1 + std::sqrt(0.02) * DrawNormalNumber(random),
                                                1);
    }
    double drawn = 0;
    for (const auto& latency : simulation.runs[0].latency)
    {
        drawn += latency.first / 500;
    }
    const int repetitions = 150;
    int covered = 0;
    int coveredByDeliveries = 0;
    for (int i = 0; i < repetitions; i++)
    {
        Measurement measurement = DrawMeasurement(40, 1, random);
        const auto covers = [&] {
            const Bootstrap::Interval range =
                *Comparison::Of(measurement, simulation, Bootstrap(200)).scores->agreement.range;
            const double truth = 1 - (drawn - 1);
            return range.lower <= truth && truth <= range.upper;
        };
        covered += covers();
        Measurement::Group all;
        for (const Measurement::Group& group : measurement.groups)
        {
            all.latency.insert(all.latency.end(), group.latency.begin(), group.latency.end());
        }
        measurement.groups.clear();
        for (std::size_t k = 0; k < all.latency.size(); k += 20)
        {
            // Drawn across messages, as if deliveries were independent.
            measurement.groups.push_back({"", {}, {}});
            for (std::size_t j = 0; j < 20; j++)
            {
                measurement.groups.back().latency.push_back(
                    all.latency[(k / 20 + 60 * j) % all.latency.size()]);
            }
        }
        coveredByDeliveries += i < 50 && covers();
    }
    EXPECT_GE(covered, 0.90 * repetitions);
    EXPECT_LE(covered, 0.99 * repetitions);
    EXPECT_LE(coveredByDeliveries, 0.75 * 50);
}

TEST(Comparison, HopsAndMetricsAreComparedWhereBothHaveThem)
{
    Measurement measurement;
    measurement.source = "fleet";
    measurement.groups = {{"1", {}, {{1, 6}, {2, 30}}}, {"2", {}, {{1, 6}, {2, 28}, {3, 2}}}};
    measurement.metrics["ingress_bytes_per_node.ip"] = {900, 1000, 1100};
    measurement.metrics["unknown"] = {1};
    SimulatedRuns simulation;
    simulation.runs = {{{}, {{1, 6}, {2, 30}}, {{"ingress_bytes_per_node.ip", 1050}}},
                       {{}, {{1, 6}, {2, 30}}, {{"ingress_bytes_per_node.ip", 1150}}}};
    const Comparison comparison = Comparison::Of(measurement, simulation);
    EXPECT_FALSE(comparison.scores);
    ASSERT_TRUE(comparison.hopScores);
    EXPECT_NEAR(comparison.hopScores->kolmogorov.value, 2.0 / 72, 1e-12);
    ASSERT_EQ(comparison.metrics.size(), 1U);
    EXPECT_EQ(comparison.metrics[0].measured, 1000);
    EXPECT_EQ(comparison.metrics[0].simulated, 1100);
    EXPECT_NEAR(comparison.metrics[0].error, 0.1, 1e-12);
    // t(2) = 4.303, deviation 100, of three nodes.
    EXPECT_NEAR(comparison.metrics[0].measuredRange->upper, 1000 + 4.303 * 100 / std::sqrt(3), 0.1);

    Measurement other;
    other.metrics["unknown"] = {1};
    EXPECT_THROW(Comparison::Of(other, simulation), std::invalid_argument);
}

TEST(CompareCommand, SetsRealNodesBesideEachCombination)
{
    const std::string database = MakeComparedDatabase();
    const std::string measured = COMPARED_DATA + "whisper-geth/rr60_2048_r1.csv";
    const std::string folder = testing::TempDir() + "/compared-" + std::to_string(getpid());
    std::filesystem::remove_all(folder);
    const std::string out = RunCompare({database, measured, "--folder=" + folder});
    EXPECT_NE(out.find("nodes=100, behaviour=none"), std::string::npos) << out;
    EXPECT_NE(out.find("40 measured messages and 3 simulated runs"), std::string::npos) << out;
    std::ifstream csv(folder + "/comparison.csv");
    std::map<std::string, double> agreement;
    for (std::string line; std::getline(csv, line);)
    {
        const std::size_t at = line.find(",latency_s.agreement,,,,");
        if (at != std::string::npos)
        {
            agreement[line.substr(0, at)] = std::stod(line.substr(at + 24));
        }
    }
    ASSERT_EQ(agreement.size(), 2U);
    EXPECT_NEAR(agreement.begin()->second, 0.9, 0.03);
    EXPECT_GT(agreement.rbegin()->second, 0.97);
    for (const std::string name : {"report.md", "report.html", "latency.plt", "latency-cdf.csv"})
    {
        EXPECT_TRUE(std::filesystem::exists(folder + "/" + name)) << name;
    }
    EXPECT_EQ(RunCompare({database, measured, "--where=nodes=200"}).find("nodes=100"),
              std::string::npos);
    EXPECT_EQ(RunCompare({database, measured}), RunCompare({database, measured}));
}

TEST(CompareCommand, ComparesHopsSummariesAndCounters)
{
    const std::string database = MakeComparedDatabase();
    const std::string hops = RunCompare(
        {database, COMPARED_DATA + "gossipsub-js/js40-1k-mesh.csv", "--where=nodes=200"});
    EXPECT_NE(hops.find("49.4 %"), std::string::npos) << hops; // 770 of 1560 at 2 hops
    EXPECT_NE(hops.find("50.8 %"), std::string::npos) << hops; // 30 of 59

    RunSummary summary;
    summary.latency = {0.2, 0.24, 0.44, 0.55, 0.65, 0.77, 0.85, 1, 0.536};
    const std::string json =
        testing::TempDir() + "/compared-summary-" + std::to_string(getpid()) + ".json";
    std::ofstream file(json);
    summary.WriteJson(file);
    file.close();
    EXPECT_NE(RunCompare({database, json, "--where=nodes=200"}).find("only percentiles are known"),
              std::string::npos);
    EXPECT_NE(RunCompare({json, COMPARED_DATA + "whisper-geth/rr60_2048_r1.csv"}).find("agreement"),
              std::string::npos);

    const std::string counter =
        testing::TempDir() + "/compared-counter-" + std::to_string(getpid()) + ".json";
    std::ofstream(counter) << R"({"data": {"resultType": "matrix", "result": [
        {"metric": {"instance": "a"}, "values": [[0, "0"], [60, "900"]]},
        {"metric": {"instance": "b"}, "values": [[0, "0"], [60, "1100"]]}]}})";
    EXPECT_NE(GetCompareRefusal({database, counter}).find("--metric names the metric"),
              std::string::npos);
    const std::string metric =
        RunCompare({database, counter, "--metric=ingress_bytes_per_node.protocol"});
    EXPECT_NE(metric.find("| ingress_bytes_per_node.protocol | 1000 "), std::string::npos)
        << metric;
    const std::string net = RunCompare(
        {database, counter, "--metric=ingress_bytes_per_node.protocol", "--baseline=" + counter});
    EXPECT_NE(net.find("| ingress_bytes_per_node.protocol | 0 "), std::string::npos) << net;
}

TEST(CompareCommand, RefusesWhatCannotBeComparedInOneSentence)
{
    const std::string database = MakeComparedDatabase();
    const std::string measured = COMPARED_DATA + "whisper-geth/rr60_2048_r1.csv";
    EXPECT_NE(GetCompareRefusal({database}).find("usage: "), std::string::npos);
    EXPECT_NE(GetCompareRefusal({"/nowhere.db", measured}), "");
    EXPECT_NE(GetCompareRefusal({database, "/nowhere.csv"}).find("/nowhere.csv: cannot be read"),
              std::string::npos);
    EXPECT_NE(GetCompareRefusal({database, measured, "--where=nodes=7"})
                  .find("there are: nodes=100, behaviour=none; nodes=200"),
              std::string::npos);
    EXPECT_NE(GetCompareRefusal({database, measured, "--study=other"}), "");
    EXPECT_NE(GetCompareRefusal({database, measured, "--theory=nothing"}).find("nothing"),
              std::string::npos);
    EXPECT_NE(GetCompareRefusal({database, measured, "--columns=a=b"}).find("columns \"a=b\""),
              std::string::npos);
}
