/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/until.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ns3;

namespace
{

PlannedRun
MakeUntilRun(uint32_t rngRun)
{
    PlannedRun run;
    run.scenario["nodes"] = "10";
    run.rngRun = rngRun;
    return run;
}

/// Asks a group for runs and gives it results until it wants no more; \return what it knows then.
RunGroup::Known
RunAll(const RunGroup& group, const std::function<RunOutcome(const PlannedRun&)>& run)
{
    RunGroup::Known known;
    for (std::vector<PlannedRun> wanted = group.GetWanted(known); !wanted.empty();
         wanted = group.GetWanted(known))
    {
        for (const PlannedRun& planned : wanted)
        {
            EXPECT_TRUE(known.emplace(planned.GetKey(), run(planned)).second);
        }
    }
    return known;
}

RunOutcome
MakeOutcome(double value, RunOutcome::Status status = RunOutcome::DONE)
{
    RunOutcome outcome;
    outcome.status = status;
    outcome.metrics["a"] = value;
    return outcome;
}

/// A standard normal number; std's differs between libraries.
double
DrawNormal(std::mt19937_64& random)
{
    const double u = (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53;
    const double v = static_cast<double>(random() >> 11) * 0x1p-53;
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v);
}

} // namespace

TEST(FixedRuns, WantsTheRunsThatAreNotKnown)
{
    const FixedRuns group(4, MakeUntilRun);
    EXPECT_EQ(group.GetMostRuns(), 4U);
    const std::vector<PlannedRun> wanted = group.GetWanted(
        {{MakeUntilRun(1).GetKey(), RunOutcome()}, {MakeUntilRun(3).GetKey(), RunOutcome()}});
    ASSERT_EQ(wanted.size(), 2U);
    EXPECT_EQ(wanted[0].rngRun, 2U);
    EXPECT_EQ(wanted[1].rngRun, 4U);
    EXPECT_EQ(RunAll(group, [](const auto&) { return MakeOutcome(1); }).size(), 4U);
}

TEST(UntilPrecise, EndsSoonWhereRunsAreAlikeAndLateWhereTheyAreNot)
{
    const auto count = [](double spread) {
        const UntilPrecise group({{{"a", 0.02}}, 3, 500}, MakeUntilRun);
        std::mt19937_64 random(2);
        const auto known = RunAll(group, [&](const PlannedRun&) {
            return MakeOutcome(10 * (1 + spread * DrawNormal(random)));
        });
        const UntilResult result = group.GetResult(known);
        EXPECT_TRUE(result.isComplete);
        EXPECT_TRUE(result.isPrecise) << result.problem;
        EXPECT_EQ(result.runs, known.size());
        EXPECT_EQ(result.good, known.size());
        EXPECT_NEAR(result.intervals.at("a").mean, 10, 0.4);
        EXPECT_LE(*result.intervals.at("a").halfWidth, 0.02 * result.intervals.at("a").mean);
        return known.size();
    };
    EXPECT_EQ(count(0), 4U);
    EXPECT_LT(count(0.01), 12U);
    // (1.96 * 0.1 / 0.02)^2 = 96
    EXPECT_NEAR(static_cast<double>(count(0.1)), 100, 35);
}

TEST(UntilPrecise, WaitsForTheLeastPreciseMetric)
{
    const UntilPrecise group({{{"a", 0.5}, {"b", 0.02}}, 3, 500}, MakeUntilRun);
    std::mt19937_64 random(2);
    const auto known = RunAll(group, [&](const PlannedRun&) {
        RunOutcome outcome = MakeOutcome(10);
        outcome.metrics["b"] = 1 + 0.1 * DrawNormal(random);
        return outcome;
    });
    EXPECT_GT(known.size(), 60U);
    EXPECT_EQ(group.GetResult(known).intervals.size(), 2U);
}

TEST(UntilPrecise, WhatIsWantedDoesNotDependOnTheOrderOfResults)
{
    const UntilPrecise group({{{"a", 0.02}}, 3, 60}, MakeUntilRun);
    const auto run = [](const PlannedRun& planned) {
        return MakeOutcome(10 + std::sin(1.0 * planned.rngRun));
    };
    const RunGroup::Known all = RunAll(group, run);
    RunGroup::Known oneByOne;
    for (std::vector<PlannedRun> wanted = group.GetWanted(oneByOne); !wanted.empty();
         wanted = group.GetWanted(oneByOne))
    {
        oneByOne[wanted.back().GetKey()] = run(wanted.back());
        EXPECT_FALSE(group.GetResult(oneByOne).isPrecise && !group.GetWanted(oneByOne).empty());
    }
    ASSERT_EQ(all.size(), oneByOne.size());
    EXPECT_TRUE(std::equal(all.begin(), all.end(), oneByOne.begin(), [](auto& a, auto& b) {
        return a.first == b.first;
    }));
}

TEST(UntilPrecise, EndsAtTheLargestNumberAndSaysThatItIsNotPrecise)
{
    const UntilPrecise group({{{"a", 0.001}}, 3, 17}, MakeUntilRun);
    const auto known =
        RunAll(group, [](const PlannedRun& planned) { return MakeOutcome(planned.rngRun % 2); });
    EXPECT_EQ(known.size(), 17U);
    const UntilResult result = group.GetResult(known);
    EXPECT_TRUE(result.isComplete);
    EXPECT_FALSE(result.isPrecise);
    EXPECT_NE(result.problem.find("17"), std::string::npos);
}

TEST(UntilPrecise, FailedRunsAreReplacedAndLeftOutOfTheMean)
{
    const UntilPrecise group({{{"a", 0.02}}, 3, 60}, MakeUntilRun);
    const auto known = RunAll(group, [](const PlannedRun& planned) {
        return planned.rngRun == 2 ? MakeOutcome(1000, RunOutcome::FAILED)
                                   : MakeOutcome(10 + 0.01 * planned.rngRun);
    });
    const UntilResult result = group.GetResult(known);
    EXPECT_TRUE(result.isPrecise);
    EXPECT_EQ(result.good, result.runs - 1);
    EXPECT_NEAR(result.intervals.at("a").mean, 10, 0.1);
}

TEST(UntilPrecise, GivesUpWhereMostRunsFail)
{
    const UntilPrecise group({{{"a", 0.02}}, 3, 60}, MakeUntilRun);
    const auto known = RunAll(group, [](const PlannedRun& planned) {
        return MakeOutcome(1, planned.rngRun == 1 ? RunOutcome::DONE : RunOutcome::CRASHED);
    });
    EXPECT_EQ(known.size(), 3U);
    EXPECT_EQ(group.GetResult(known).problem, "2 of 3 runs did not end well");
    const UntilPrecise other({{{"b", 0.02}}, 3, 60}, MakeUntilRun);
    const auto without = RunAll(other, [](const PlannedRun&) { return MakeOutcome(1); });
    EXPECT_EQ(without.size(), 3U);
    EXPECT_EQ(other.GetResult(without).problem, "the results of a run have no metric b");
}

TEST(UntilPrecise, RefusesWhatCannotBe)
{
    EXPECT_THROW(UntilPrecise({{{"a", 0.02}}, 1, 60}, MakeUntilRun), std::invalid_argument);
    EXPECT_THROW(UntilPrecise({{{"a", 0.02}}, 5, 4}, MakeUntilRun), std::invalid_argument);
    EXPECT_THROW(UntilPrecise({{{"a", 0}}, 3, 60}, MakeUntilRun), std::invalid_argument);
    EXPECT_THROW(UntilPrecise({{{"a", 1.5}}, 3, 60}, MakeUntilRun), std::invalid_argument);
}

TEST(UntilPrecise, ItsIntervalsCoverTheMeanNearlyAsOftenAsThoseOfAFixedNumber)
{
    std::mt19937_64 random(2);
    for (double spread : {0.02, 0.04, 0.1})
    {
        const int repetitions = 500;
        int covered = 0;
        for (int i = 0; i < repetitions; i++)
        {
            const UntilPrecise group({{{"a", 0.02}}, 3, 1000}, MakeUntilRun);
            const auto known = RunAll(group, [&](const PlannedRun&) {
                return MakeOutcome(1 + spread * DrawNormal(random));
            });
            const ConfidenceInterval interval = group.GetResult(known).intervals.at("a");
            covered += std::abs(interval.mean - 1) <= *interval.halfWidth;
        }
        // 92.5 % with a standard error of 1.2 %
        EXPECT_GE(covered, 0.90 * repetitions) << spread;
        EXPECT_LE(covered, 0.98 * repetitions) << spread;
    }
}
