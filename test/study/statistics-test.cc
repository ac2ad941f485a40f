/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/bootstrap.h"
#include "ns3/latency-histogram.h"
#include "ns3/sample-distribution.h"
#include "ns3/study-confidence-interval.h"
#include "ns3/threshold-fit.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ns3;

namespace
{

double
DrawShare(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11) * 0x1p-53;
}

/// A standard normal number; std's differs between libraries.
double
DrawGaussian(std::mt19937_64& random)
{
    const double u = 1 - DrawShare(random);
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * DrawShare(random));
}

SampleDistribution
DrawSamples(std::size_t count, double mean, double deviation, uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::vector<double> samples;
    for (std::size_t i = 0; i < count; i++)
    {
        samples.push_back(mean + deviation * DrawGaussian(random));
    }
    return SampleDistribution::FromSamples(samples);
}

} // namespace

TEST(SampleDistribution, PercentilesAreThoseOfTheNearestRank)
{
    // The example of the nearest-rank method: 15, 20, 35, 40, 50.
    const SampleDistribution five = SampleDistribution::FromSamples({40, 15, 50, 35, 20});
    EXPECT_EQ(five.GetPercentile(5), 15);
    EXPECT_EQ(five.GetPercentile(30), 20);
    EXPECT_EQ(five.GetPercentile(40), 20);
    EXPECT_EQ(five.GetPercentile(50), 35);
    EXPECT_EQ(five.GetPercentile(100), 50);
    EXPECT_EQ(five.GetPercentile(0), 15);
    EXPECT_EQ(five.GetMean(), 32);
    const SampleDistribution histogram =
        SampleDistribution::FromHistogram({{1, 90}, {2, 9}, {7, 1}});
    EXPECT_EQ(histogram.GetPercentile(90), 1);
    EXPECT_EQ(histogram.GetPercentile(91), 2);
    EXPECT_EQ(histogram.GetPercentile(99), 2);
    EXPECT_EQ(histogram.GetPercentile(99.5), 7);
    EXPECT_DOUBLE_EQ(histogram.GetMean(), 1.15);
    EXPECT_DOUBLE_EQ(histogram.GetShareUpTo(6.9), 0.99);
    EXPECT_TRUE(std::isnan(SampleDistribution().GetPercentile(50)));
    EXPECT_TRUE(std::isnan(SampleDistribution().GetMean()));
}

TEST(SampleDistribution, AgreesWithLatencyHistogram)
{
    std::mt19937_64 random(1);
    std::vector<double> samples[2];
    LatencyHistogram histograms[2];
    for (int i = 0; i < 2000; i++)
    {
        const double latency = 0.1 + DrawShare(random);
        samples[i % 2].push_back(latency * (1 + 0.1 * (i % 2)));
        histograms[i % 2].Add(Seconds(samples[i % 2].back()));
    }
    const SampleDistribution a = SampleDistribution::FromSamples(samples[0]);
    const SampleDistribution b = SampleDistribution::FromSamples(samples[1]);
    for (double p : {5, 25, 50, 75, 95, 99})
    {
        EXPECT_NEAR(a.GetPercentile(p), histograms[0].GetPercentile(p), 1e-3 * a.GetPercentile(p));
    }
    EXPECT_NEAR(a.GetKolmogorovSmirnovDistance(b),
                histograms[0].GetKolmogorovSmirnovDistance(histograms[1]),
                0.003);
}

TEST(SampleDistribution, DistancesOfSmallSamplesAreThoseComputedByHand)
{
    const SampleDistribution a = SampleDistribution::FromSamples({0, 1, 3});
    // The example of scipy.stats.wasserstein_distance: 5.0, and with weights 0.25 and 4.078...
    EXPECT_DOUBLE_EQ(a.GetWassersteinDistance(SampleDistribution::FromSamples({5, 6, 8})), 5);
    EXPECT_DOUBLE_EQ(SampleDistribution({{0, 3}, {1, 1}})
                         .GetWassersteinDistance(SampleDistribution({{0, 2}, {1, 2}})),
                     0.25);
    EXPECT_NEAR(SampleDistribution({{3.4, 1.4}, {3.9, 0.9}, {7.5, 3.1}, {7.8, 7.2}})
                    .GetWassersteinDistance(SampleDistribution({{4.5, 3.2}, {1.4, 3.5}})),
                4.0781331438047861,
                1e-12);
    // The distribution functions of {0, 1, 3} and {1, 2}: 1/3 and 0 at 0, 2/3 and 1/2, 2/3 and 1.
    const SampleDistribution b = SampleDistribution::FromSamples({1, 2});
    EXPECT_DOUBLE_EQ(a.GetKolmogorovSmirnovDistance(b), 1.0 / 3);
    EXPECT_DOUBLE_EQ(b.GetKolmogorovSmirnovDistance(a), 1.0 / 3);
    // 1/3 from 0 to 1, 1/6 from 1 to 2, 1/3 from 2 to 3.
    EXPECT_DOUBLE_EQ(a.GetWassersteinDistance(b), 5.0 / 6);
    EXPECT_DOUBLE_EQ(b.GetWassersteinDistance(a), 5.0 / 6);
    EXPECT_EQ(a.GetKolmogorovSmirnovDistance(a), 0);
    EXPECT_EQ(a.GetWassersteinDistance(a), 0);
    EXPECT_EQ(a.GetKolmogorovSmirnovDistance(SampleDistribution::FromSamples({4, 5})), 1);
    EXPECT_TRUE(std::isnan(a.GetKolmogorovSmirnovDistance(SampleDistribution())));
    EXPECT_TRUE(std::isnan(a.GetWassersteinDistance(SampleDistribution())));
}

TEST(SampleDistribution, DistancesOfLargeSamplesAreThoseOfTheirDistributions)
{
    const SampleDistribution standard = DrawSamples(40000, 0, 1, 1);
    // N(0, 1) and N(1, 1): KS 2 Phi(1/2) - 1, Wasserstein 1.
    const SampleDistribution moved = DrawSamples(40000, 1, 1, 2);
    EXPECT_NEAR(standard.GetKolmogorovSmirnovDistance(moved), 0.3829, 0.01);
    EXPECT_NEAR(standard.GetWassersteinDistance(moved), 1, 0.02);
    // N(0, 1) and N(0, 2): Wasserstein E|Z| = sqrt(2 / pi); KS at sqrt(8 ln 2 / 3): 0.1616.
    const SampleDistribution wide = DrawSamples(40000, 0, 2, 3);
    EXPECT_NEAR(standard.GetWassersteinDistance(wide), std::sqrt(2 / M_PI), 0.02);
    EXPECT_NEAR(standard.GetKolmogorovSmirnovDistance(wide), 0.1616, 0.01);
}

TEST(GroupedSamples, WeighsWholeGroups)
{
    const GroupedSamples groups({{{1, 1}, {3, 1}}, {{2, 1}}, {{9, 2}}});
    EXPECT_EQ(groups.GetNGroups(), 3U);
    EXPECT_EQ(groups.GetAll().GetEntries(),
              (std::vector<SampleDistribution::Entry>{{1, 1}, {2, 1}, {3, 1}, {9, 2}}));
    EXPECT_EQ(groups.Weigh({2, 0, 1}).GetEntries(),
              (std::vector<SampleDistribution::Entry>{{1, 2}, {3, 2}, {9, 2}}));
}

TEST(Bootstrap, GivesTheSameIntervalsAgainAndOthersWithAnotherSeed)
{
    const auto statistics = [](const std::vector<Bootstrap::Counts>& samples) {
        return std::vector<double>{1.0 * samples[0][0], 1.0 * samples[1][0]};
    };
    const auto draw = [&](uint64_t seed) {
        double sum = 0;
        Bootstrap(200, seed).GetIntervals({50, 1}, [&](const auto& samples) {
            for (std::size_t i = 0; i < 50; i++)
            {
                sum += static_cast<double>(i * samples[0][i]);
            }
            return statistics(samples);
        });
        return sum;
    };
    EXPECT_EQ(draw(1), draw(1));
    EXPECT_NE(draw(1), draw(2));
    // A group is drawn once in the mean; 50 draws of 50: at most 3 times in 97.5 %.
    const auto intervals = Bootstrap(2000).GetIntervals({50, 1}, statistics);
    EXPECT_EQ(intervals[0].lower, 0);
    EXPECT_EQ(intervals[0].upper, 3);
    // The only group of a sample always counts once.
    EXPECT_EQ(intervals[1].lower, 1);
    EXPECT_EQ(intervals[1].upper, 1);
}

TEST(Bootstrap, ItsIntervalsCoverTheMeanOfManyGroups)
{
    std::mt19937_64 random(1);
    for (const auto& [groups, least, most] :
         {std::make_tuple(5, 0.80, 0.89), std::make_tuple(40, 0.92, 0.97)})
    {
        const int repetitions = 1000;
        int covered = 0;
        for (int i = 0; i < repetitions; i++)
        {
            std::vector<double> values;
            for (int k = 0; k < groups; k++)
            {
                values.push_back(DrawGaussian(random));
            }
            const auto mean = [&](const std::vector<Bootstrap::Counts>& samples) {
                double sum = 0;
                for (std::size_t k = 0; k < values.size(); k++)
                {
                    sum += values[k] * samples[0][k];
                }
                return std::vector<double>{sum};
            };
            const auto interval = Bootstrap(400, i).GetIntervals({values.size()}, mean)[0];
            covered += interval.lower <= 0 && interval.upper >= 0;
        }
        EXPECT_GE(covered, least * repetitions) << groups;
        EXPECT_LE(covered, most * repetitions) << groups;
    }
}

TEST(ConfidenceInterval, CoversTheMeanOfFewRuns)
{
    std::mt19937_64 random(1);
    const int repetitions = 4000;
    int covered = 0;
    for (int i = 0; i < repetitions; i++)
    {
        std::vector<double> values;
        for (int k = 0; k < 4; k++)
        {
            values.push_back(10 + DrawGaussian(random));
        }
        const ConfidenceInterval interval = ConfidenceInterval::Of(values);
        covered += std::abs(interval.mean - 10) <= *interval.halfWidth;
    }
    EXPECT_NEAR(covered, 0.95 * repetitions, 0.012 * repetitions);
}

TEST(ThresholdFit, TheLimitOfAStepLiesBetweenTheLoads)
{
    const ThresholdFit fit = ThresholdFit::Of({{50, 5, 5}, {80, 5, 5}, {88.2, 0, 5}, {100, 0, 5}});
    EXPECT_NEAR(fit.limit, 84, 0.1);
    EXPECT_NEAR(fit.lower, 80, 0.3);
    EXPECT_NEAR(fit.upper, 88.2, 0.3);
    EXPECT_LT(fit.spread, 0.02);
    // Three runs at each of the two loads are too few to be sure.
    const ThresholdFit few = ThresholdFit::Of({{50, 3, 3}, {80, 3, 3}, {88.2, 0, 3}, {100, 0, 3}});
    EXPECT_LT(few.lower, 79);
    EXPECT_GT(few.upper, 89);
}

TEST(ThresholdFit, IsTheLogisticRegressionOnTheLogarithm)
{
    // Symmetrical in ln load about 100: the limit is 100; 8 of 10 hold at 80, so the spread is
    // ln(100 / 80) / ln(8 / 2).
    const ThresholdFit fit = ThresholdFit::Of({{80, 8, 10}, {100, 5, 10}, {125, 2, 10}});
    EXPECT_NEAR(fit.limit, 100, 1e-3);
    EXPECT_NEAR(fit.spread, std::log(1.25) / std::log(4), 1e-4);
    EXPECT_NEAR(fit.lower * fit.upper, 1e4, 1);
    EXPECT_LT(fit.lower, 95);
    EXPECT_GT(fit.lower, 60);
    // Ten times as many runs: the interval is nearly sqrt(10) times as narrow.
    const auto width = [](uint32_t n) {
        const ThresholdFit some =
            ThresholdFit::Of({{80, 8 * n, 10 * n}, {100, 5 * n, 10 * n}, {125, 2 * n, 10 * n}});
        return std::log(some.upper / some.lower);
    };
    EXPECT_NEAR(width(10) / width(100), std::sqrt(10), 0.3);
}

TEST(ThresholdFit, RunsThatDoNotBoundTheLimitSaySo)
{
    const ThresholdFit above = ThresholdFit::Of({{50, 5, 5}, {100, 5, 5}});
    EXPECT_NEAR(above.lower, 100, 1e-9);
    EXPECT_TRUE(std::isinf(above.upper));
    const ThresholdFit below = ThresholdFit::Of({{50, 0, 5}, {100, 0, 5}});
    EXPECT_EQ(below.lower, 0);
    EXPECT_NEAR(below.upper, 50, 1e-9);
    const ThresholdFit noise = ThresholdFit::Of({{50, 3, 5}, {100, 3, 5}});
    EXPECT_EQ(noise.lower, 0);
    EXPECT_TRUE(std::isinf(noise.upper));
}
