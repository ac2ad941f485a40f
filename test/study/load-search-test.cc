/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/load-search.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <sstream>

using namespace ns3;

namespace
{

/// Whether a run at a load holds.
using LoadResponse = std::function<bool(double load)>;

LoadSearchSettings
MakeSearchSettings(double first, double precision, uint32_t runs = 5)
{
    LoadSearchSettings settings;
    settings.axis = "traffic.messages_per_hour";
    settings.holds = Requirement::Parse("delivery_ratio >= 0.99");
    settings.first = first;
    settings.precision = precision;
    settings.runs = runs;
    return settings;
}

PlannedRun
MakeLoadRun(double value, uint32_t rngRun)
{
    std::ostringstream text;
    text.precision(17);
    text << value;
    PlannedRun run;
    run.scenario["traffic.messages_per_hour"] = text.str();
    run.rngRun = rngRun;
    return run;
}

double
GetLoad(const PlannedRun& run)
{
    return std::stod(run.scenario.at("traffic.messages_per_hour"));
}

RunOutcome
MakeLoadOutcome(bool holds)
{
    RunOutcome outcome;
    outcome.metrics["delivery_ratio"] = holds ? 1 : 0.5;
    return outcome;
}

RunGroup::Known
Search(const LoadSearch& search, const LoadResponse& holds)
{
    RunGroup::Known known;
    for (std::vector<PlannedRun> wanted = search.GetWanted(known); !wanted.empty();
         wanted = search.GetWanted(known))
    {
        for (const PlannedRun& run : wanted)
        {
            EXPECT_TRUE(known.emplace(run.GetKey(), MakeLoadOutcome(holds(GetLoad(run)))).second);
        }
    }
    EXPECT_LE(known.size(), search.GetMostRuns());
    return known;
}

LoadSearchResult
Find(const LoadSearchSettings& settings, const LoadResponse& holds)
{
    const LoadSearch search(settings, MakeLoadRun);
    return search.GetResult(Search(search, holds));
}

double
DrawUniform(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11) * 0x1p-53;
}

/// Holds with a probability that falls as a logistic curve in the logarithm of the load.
LoadResponse
MakeLogistic(double limit, double spread, std::mt19937_64& random)
{
    return [=, &random](double load) {
        return DrawUniform(random) < 1 / (1 + std::pow(load / limit, 1 / spread));
    };
}

} // namespace

TEST(LoadSearch, FindsALimitWithoutNoiseFromBelowAndAbove)
{
    for (double limit : {0.7, 3.0, 100.0, 5000.0})
    {
        for (double first : {1.0, 90.0, 20000.0})
        {
            for (double precision : {0.02, 0.05, 0.1, 0.5})
            {
                const LoadSearchResult found = Find(MakeSearchSettings(first, precision),
                                                    [&](double load) { return load <= limit; });
                EXPECT_EQ(found.problem, "");
                EXPECT_TRUE(found.isComplete);
                EXPECT_TRUE(found.isPrecise);
                EXPECT_LE(found.highestHeld, limit);
                EXPECT_GT(found.lowestBroken, limit);
                EXPECT_NEAR(found.lower, found.highestHeld, 1e-3 * found.lower);
                EXPECT_NEAR(found.upper, found.lowestBroken, 1e-3 * found.upper);
                EXPECT_NEAR(found.limit, limit, 1.01 * precision * limit);
                EXPECT_LE(found.runs, 5U * 26);
            }
        }
    }
}

TEST(LoadSearch, ItsIntervalCoversTheLimitOfANoisyNetworkIn95OutOf100Searches)
{
    // The probability to hold falls from 0.73 to 0.27 over 2 spreads: 10 % or 20 % of the load.
    for (double spread : {0.05, 0.1})
    {
        const int searches = 300;
        int covered = 0;
        int precise = 0;
        double bias = 0;
        std::mt19937_64 random(1);
        LoadSearchSettings settings = MakeSearchSettings(50, 0.06);
        settings.mostRuns = 400;
        for (int i = 0; i < searches; i++)
        {
            const double limit = 100 * std::exp(2 * DrawUniform(random) - 1);
            const LoadSearchResult found = Find(settings, MakeLogistic(limit, spread, random));
            EXPECT_EQ(found.problem, "");
            covered += found.lower <= limit && limit <= found.upper;
            precise += found.isPrecise;
            bias += std::log(found.limit / limit) / searches;
        }
        EXPECT_GE(covered, 0.92 * searches) << spread;
        EXPECT_LE(covered, 0.98 * searches) << spread;
        EXPECT_GE(precise, 0.98 * searches) << spread;
        EXPECT_NEAR(bias, 0, 0.01) << spread;
    }
}

TEST(LoadSearch, AddsRunsNearTheLimitUpToTheBound)
{
    std::mt19937_64 random(3);
    LoadSearchSettings settings = MakeSearchSettings(50, 0.02);
    settings.mostRuns = 100;
    const LoadSearchResult found = Find(settings, MakeLogistic(80, 0.3, random));
    EXPECT_TRUE(found.isComplete);
    EXPECT_FALSE(found.isPrecise);
    EXPECT_EQ(found.runs, 100U);
    EXPECT_LT(found.lower, 80);
    EXPECT_GT(found.upper, 80);
    EXPECT_GT(found.upper, 1.04 * found.lower);
}

TEST(LoadSearch, RunsAreNumberedSoThatNoTwoShareRandomNumbers)
{
    const LoadSearch search(MakeSearchSettings(50, 0.05), MakeLoadRun);
    std::set<uint32_t> numbers;
    for (const LoadSearchResult::Load& load :
         search.GetResult(Search(search, [](double load) { return load < 90; })).loads)
    {
        EXPECT_EQ(load.planned.size(), load.runs);
        for (const PlannedRun& run : load.planned)
        {
            EXPECT_TRUE(numbers.insert(run.rngRun).second);
            EXPECT_EQ(GetLoad(run), load.value);
        }
    }
    EXPECT_EQ(*numbers.begin(), 1U);
    EXPECT_EQ(*numbers.rbegin(), numbers.size());
}

TEST(LoadSearch, WhatIsWantedDoesNotDependOnTheOrderOfResults)
{
    const LoadSearch search(MakeSearchSettings(50, 0.05), MakeLoadRun);
    const auto holds = [](const PlannedRun& run) {
        return 1.0 / (1 + std::pow(GetLoad(run) / 77, 15)) > std::fmod(run.rngRun * 0.618034, 1);
    };
    std::vector<std::string> keys[2];
    for (bool isReverse : {false, true})
    {
        RunGroup::Known known;
        for (std::vector<PlannedRun> wanted = search.GetWanted(known); !wanted.empty();
             wanted = search.GetWanted(known))
        {
            const PlannedRun& run = isReverse ? wanted.back() : wanted.front();
            known[run.GetKey()] = MakeLoadOutcome(holds(run));
        }
        for (const auto& [key, outcome] : known)
        {
            keys[isReverse].push_back(key);
        }
        EXPECT_TRUE(search.GetResult(known).isPrecise);
    }
    EXPECT_GT(keys[0].size(), 30U);
    EXPECT_EQ(keys[0], keys[1]);
}

TEST(LoadSearch, AKeyWithoutALimitEndsWithASentence)
{
    LoadSearchResult found = Find(MakeSearchSettings(50, 0.05), [](double) { return true; });
    EXPECT_TRUE(found.isComplete);
    EXPECT_FALSE(found.isPrecise);
    EXPECT_NE(found.problem.find("traffic.messages_per_hour has no limit: "
                                 "\"delivery_ratio >= 0.99\" holds up to"),
              std::string::npos)
        << found.problem;
    EXPECT_EQ(found.lowestBroken, 0);
    EXPECT_TRUE(std::isinf(found.upper));

    found = Find(MakeSearchSettings(50, 0.05), [](double) { return false; });
    EXPECT_TRUE(found.isComplete);
    EXPECT_NE(found.problem.find("no value of traffic.messages_per_hour holds"), std::string::npos)
        << found.problem;
    EXPECT_EQ(found.highestHeld, 0);
    EXPECT_EQ(found.lower, 0);
    EXPECT_LT(found.upper, 0.001);
}

TEST(LoadSearch, StaysWithinTheValuesOfTheKey)
{
    LoadSearchSettings settings = MakeSearchSettings(0.3, 0.05);
    settings.most = 1;
    LoadSearchResult found = Find(settings, [](double load) { return load <= 1; });
    EXPECT_EQ(found.loads.back().value, 1);
    EXPECT_NE(found.problem.find("holds up to 1,"), std::string::npos) << found.problem;
    found = Find(settings, [](double load) { return load <= 0.98; });
    EXPECT_EQ(found.problem, "");
    EXPECT_NEAR(found.limit, 0.98, 0.05);

    settings = MakeSearchSettings(10, 0.05);
    settings.isWhole = true;
    found = Find(settings, [](double load) {
        EXPECT_EQ(load, std::round(load));
        return load <= 3;
    });
    EXPECT_EQ(found.problem, "");
    EXPECT_EQ(found.highestHeld, 3);
    EXPECT_EQ(found.lowestBroken, 4);
    EXPECT_TRUE(found.isPrecise);
}

TEST(LoadSearch, AFailedRunDoesNotHoldAndACrashEndsTheSearch)
{
    const LoadSearch search(MakeSearchSettings(50, 0.05), MakeLoadRun);
    const auto find = [&](RunOutcome::Status status) {
        RunGroup::Known known;
        for (std::vector<PlannedRun> wanted = search.GetWanted(known); !wanted.empty();
             wanted = search.GetWanted(known))
        {
            for (const PlannedRun& run : wanted)
            {
                RunOutcome outcome = MakeLoadOutcome(true);
                if (GetLoad(run) > 120)
                {
                    outcome.status = status;
                    outcome.message = "signal 11";
                }
                known[run.GetKey()] = outcome;
            }
        }
        return search.GetResult(known);
    };
    const LoadSearchResult failed = find(RunOutcome::FAILED);
    EXPECT_TRUE(failed.isPrecise);
    EXPECT_NEAR(failed.limit, 120, 6);
    EXPECT_EQ(failed.cause, "failed run");
    const LoadSearchResult crashed = find(RunOutcome::CRASHED);
    EXPECT_TRUE(crashed.isComplete);
    EXPECT_FALSE(crashed.isPrecise);
    EXPECT_NE(crashed.problem.find("a run crashed: signal 11"), std::string::npos);
    EXPECT_EQ(crashed.runs, 10U);
}

TEST(LoadSearch, ARunWithoutTheMetricEndsTheSearch)
{
    const LoadSearch search(MakeSearchSettings(50, 0.05), MakeLoadRun);
    RunGroup::Known known;
    for (const PlannedRun& run : search.GetWanted(known))
    {
        known[run.GetKey()] = RunOutcome();
    }
    EXPECT_TRUE(search.GetWanted(known).empty());
    EXPECT_NE(search.GetResult(known).problem.find("no metric delivery_ratio"), std::string::npos);
}

TEST(LoadSearch, NamesWhatBroke)
{
    const Requirement demand = Requirement::Parse("delivery_ratio >= 0.99 and latency_s.p95 <= 5");
    RunOutcome outcome;
    outcome.metrics = {{"delivery_ratio", 0.5}, {"latency_s.p95", 1}};
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "TTL");
    EXPECT_EQ(GetBreakCause(demand, outcome, false), "delivery_ratio");
    outcome.metrics["latency_s.p95"] = 6;
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "latency");
    outcome.metrics["send_queue.waits"] = 0.5;
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "send queue");
    outcome.metrics["send_queue.waits"] = 0.05;
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "latency");
    outcome.metrics["send_queue.overflows"] = 1;
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "send queue");
    outcome.metrics["utilisation.validation"] = 0.91;
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "validation");
    outcome.metrics["utilisation.downlink"] = 0.95;
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "downlink");
    outcome.metrics["utilisation.uplink"] = 0.99;
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "uplink");
    outcome.metrics = {};
    EXPECT_EQ(GetBreakCause(demand, outcome, true), "failed run");
}

TEST(LoadSearch, TheCauseIsThatOfMostRunsAtTheLowestLoadThatBroke)
{
    const LoadSearch search(MakeSearchSettings(50, 0.05), MakeLoadRun);
    RunGroup::Known known;
    for (std::vector<PlannedRun> wanted = search.GetWanted(known); !wanted.empty();
         wanted = search.GetWanted(known))
    {
        for (const PlannedRun& run : wanted)
        {
            RunOutcome outcome = MakeLoadOutcome(GetLoad(run) <= 80);
            outcome.metrics[GetLoad(run) < 90 && run.rngRun % 5 < 3 ? "utilisation.downlink"
                                                                    : "utilisation.uplink"] = 0.95;
            known[run.GetKey()] = outcome;
        }
    }
    const LoadSearchResult found = search.GetResult(known);
    EXPECT_EQ(found.cause, "downlink");
    EXPECT_EQ(found.loads.back().causes.at("uplink"), 5U);
}

TEST(LoadSearch, RefusesWhatCannotBe)
{
    EXPECT_THROW(LoadSearch(MakeSearchSettings(0, 0.05), MakeLoadRun), std::invalid_argument);
    EXPECT_THROW(LoadSearch(MakeSearchSettings(INFINITY, 0.05), MakeLoadRun),
                 std::invalid_argument);
    EXPECT_THROW(LoadSearch(MakeSearchSettings(1, 0), MakeLoadRun), std::invalid_argument);
    EXPECT_THROW(LoadSearch(MakeSearchSettings(1, 1.1), MakeLoadRun), std::invalid_argument);
    EXPECT_THROW(LoadSearch(MakeSearchSettings(1, 0.05, 0), MakeLoadRun), std::invalid_argument);
    LoadSearchSettings settings = MakeSearchSettings(2, 0.05);
    settings.most = 1;
    EXPECT_THROW(LoadSearch(settings, MakeLoadRun), std::invalid_argument);
}
