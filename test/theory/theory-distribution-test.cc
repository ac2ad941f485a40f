/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/scaling-distribution.h"
#include "ns3/waku-load-distribution.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <stdexcept>
#include <vector>

using namespace ns3;

namespace
{

std::vector<ScalingDistribution>
SomeDistributions()
{
    return {ScalingDistribution::Constant(5),
            ScalingDistribution::LogNormal(2000, 0.5),
            ScalingDistribution::LogNormal(100, 3),
            ScalingDistribution::Gamma(5, 1),
            ScalingDistribution::Gamma(5, 2.5),
            ScalingDistribution::Pareto(10, 3.5)};
}

} // namespace

TEST(TheoryDistribution, QuadratureGivesTheKnownMoments)
{
    for (const auto& distribution : SomeDistributions())
    {
        const double mean = distribution.GetMean();
        const double square = mean * mean + distribution.GetVariance();
        EXPECT_NEAR(distribution.Expect([](double) { return 1; }), 1, 1e-8);
        EXPECT_NEAR(distribution.Expect([](double x) { return x; }), mean, 1e-7 * mean);
        EXPECT_NEAR(distribution.Expect([](double x) { return x * x; }), square, 1e-6 * square);
    }
}

TEST(TheoryDistribution, HasTheMeanAndVariationAskedFor)
{
    EXPECT_DOUBLE_EQ(ScalingDistribution::LogNormal(2000, 0.5).GetMean(), 2000);
    EXPECT_NEAR(ScalingDistribution::LogNormal(2000, 0.5).GetVariance(), 1000 * 1000, 1e-6);
    EXPECT_DOUBLE_EQ(ScalingDistribution::Gamma(5, 2).GetMean(), 5);
    EXPECT_DOUBLE_EQ(ScalingDistribution::Gamma(5, 2).GetVariance(), 100);
    EXPECT_DOUBLE_EQ(ScalingDistribution::Pareto(10, 3).GetMean(), 15);
    EXPECT_EQ(ScalingDistribution::Gamma(5, 0).GetVariance(), 0);
    EXPECT_EQ(ScalingDistribution::LogNormal(5, 0).GetQuantile(0.3), 5);
    // The exponential distribution's median is its mean times ln 2.
    EXPECT_NEAR(ScalingDistribution::Gamma(5, 1).GetQuantile(0.5), 5 * std::log(2), 1e-9);
}

TEST(TheoryDistribution, PartialMeansAddUpToTheMean)
{
    // Exponential with mean 1: the part of the mean up to 1 is 1 - 2/e.
    EXPECT_NEAR(ScalingDistribution::Gamma(1, 1).GetPartialMean(1), 1 - 2 / std::exp(1), 1e-8);
    for (const auto& distribution : SomeDistributions())
    {
        EXPECT_EQ(distribution.GetPartialMean(0), 0);
        EXPECT_NEAR(distribution.GetPartialMean(1e300), distribution.GetMean(), 1e-6 * 2000);
        const double median = distribution.GetQuantile(0.5);
        EXPECT_NEAR(distribution.GetProbability(median), 0.5, 0.5000001);
        EXPECT_GT(distribution.GetPartialMean(median), 0);
    }
}

TEST(TheoryDistribution, BadArgumentsAreRefused)
{
    EXPECT_THROW(ScalingDistribution::Constant(-1), std::domain_error);
    EXPECT_THROW(ScalingDistribution::LogNormal(0, 1), std::domain_error);
    EXPECT_THROW(ScalingDistribution::LogNormal(1, -1), std::domain_error);
    EXPECT_THROW(ScalingDistribution::Gamma(1, 11), std::domain_error);
    EXPECT_THROW(ScalingDistribution::Pareto(1, 2), std::domain_error);
    EXPECT_THROW(ScalingDistribution::Gamma(1, 1).GetQuantile(1), std::domain_error);
}

TEST(TheoryLoadDistribution, HasTheMeanOfTheAveragesAndMoreSpread)
{
    const WakuScalingModel model;
    const WakuLoadDistribution poisson(model,
                                       100,
                                       ScalingDistribution::Constant(2000),
                                       ScalingDistribution::Constant(5));
    const WakuLoadDistribution varied(model,
                                      100,
                                      ScalingDistribution::LogNormal(2000, 1),
                                      ScalingDistribution::Gamma(5, 1));
    EXPECT_NEAR(poisson.GetMean(), model.LoadCase4(100), 1e-3);
    EXPECT_NEAR(varied.GetMean(), model.LoadCase4(100), 1e-3);
    // 500 messages an hour, Poisson: the relative spread is 1/sqrt(500).
    EXPECT_NEAR(poisson.GetStandardDeviation(), poisson.GetMean() / std::sqrt(500), 1);
    EXPECT_GT(varied.GetStandardDeviation(), poisson.GetStandardDeviation());
    EXPECT_GT(varied.GetQuantile(0.95), varied.GetMean());
}

TEST(TheoryLoadDistribution, AgreesWithSampledHours)
{
    // The process that the formulas describe, sampled with the standard library's generators.
    const int users = 50;
    const int hours = 20000;
    WakuScalingParameters parameters;
    const WakuScalingModel model(parameters);
    const double variation = 1;
    const double sigma = std::sqrt(std::log1p(variation * variation));
    std::mt19937 random(3);
    std::lognormal_distribution<double> size(std::log(2000) - sigma * sigma / 2, sigma);
    std::gamma_distribution<double> rate(1 / (0.8 * 0.8), 5 * 0.8 * 0.8);
    std::vector<double> loads;
    double sum = 0;
    double square = 0;
    for (int hour = 0; hour < hours; ++hour)
    {
        double load = 0;
        for (int user = 0; user < users; ++user)
        {
            const int messages = std::poisson_distribution<int>(rate(random))(random);
            for (int i = 0; i < messages; ++i)
            {
                // 5 copies, each with 18 IHAVEs, of which 1 % bring an IWANT and the message
                const double bytes = size(random);
                load += 5 * (bytes + 18 * (50 + 0.01 * (50 + bytes)));
            }
        }
        loads.push_back(load);
        sum += load;
        square += load * load;
    }
    std::sort(loads.begin(), loads.end());
    const double mean = sum / hours;
    const double deviation = std::sqrt(square / hours - mean * mean);

    const WakuLoadDistribution theory(model,
                                      users,
                                      ScalingDistribution::LogNormal(2000, variation),
                                      ScalingDistribution::Gamma(5, 0.8));
    EXPECT_NEAR(theory.GetMean(), mean, 0.01 * mean);
    EXPECT_NEAR(theory.GetStandardDeviation(), deviation, 0.03 * deviation);
    EXPECT_NEAR(theory.GetQuantile(0.95), loads[hours * 95 / 100], 0.01 * mean);
    EXPECT_NEAR(theory.GetQuantile(0.05), loads[hours * 5 / 100], 0.01 * mean);
}

TEST(TheoryGroupLoad, EqualGroupsHaveTheLoadOfTheAverage)
{
    const WakuScalingModel model;
    const WakuGroupLoad groups(model, ScalingDistribution::Constant(1000));
    EXPECT_NEAR(groups.GetMean(), model.LoadCase4(1000), 1);
    EXPECT_NEAR(groups.GetQuantile(0.5), model.LoadCase4(1000), 1);
    EXPECT_NEAR(groups.GetMeanLatencyBound(), model.LatencyCase1(1000), 1e-9);
}

TEST(TheoryGroupLoad, AUserIsMoreLikelyInALargeGroup)
{
    WakuScalingParameters parameters;
    parameters.maxNodesPerShard = 1e12;
    const WakuScalingModel model(parameters);
    const double variation = 2;
    const WakuGroupLoad groups(model, ScalingDistribution::LogNormal(1000, variation));
    // Load is proportional to size, and E[G^2]/E[G] = E[G] (1 + variation^2).
    EXPECT_NEAR(groups.GetMean() / model.LoadCase4(1000), 5, 1e-5);
    // Drawn in proportion to G, a log-normal G is log-normal with its mu raised by sigma^2.
    const double square = std::log1p(variation * variation);
    EXPECT_NEAR(groups.GetQuantile(0.5) / model.LoadCase4(1000), std::exp(square / 2), 1e-5);
}

TEST(TheoryGroupLoad, FullShardsLimitIt)
{
    const WakuScalingModel model;
    const WakuGroupLoad groups(model, ScalingDistribution::LogNormal(1e6, 3));
    EXPECT_LE(groups.GetMean(), model.LoadCase4(10000) * (1 + 1e-4));
    EXPECT_GT(groups.GetMean(), 0.9 * model.LoadCase4(10000));
    EXPECT_NEAR(groups.GetQuantile(0.99), model.LoadCase4(10000), 1);
}

TEST(TheoryMessageSizes, SplitKeepsTheMean)
{
    const auto sizes = ScalingDistribution::LogNormal(2000, 1.5);
    const auto split = SplitMessageSizes({}, sizes, 3000);
    EXPECT_DOUBLE_EQ(split.messageSize, 2000);
    EXPECT_NEAR(split.bigMessageShare * split.bigMessageSize +
                    (1 - split.bigMessageShare) * split.smallMessageSize,
                2000,
                1e-4);
    EXPECT_GT(split.bigMessageSize, 3000);
    EXPECT_LT(split.smallMessageSize, 3000);
    EXPECT_NEAR(split.bigMessageShare, 1 - sizes.GetProbability(3000), 1e-12);
    const auto constant = SplitMessageSizes({}, ScalingDistribution::Constant(6000), 6000);
    EXPECT_EQ(constant.bigMessageShare, 1);
    EXPECT_EQ(constant.bigMessageSize, 6000);
}
