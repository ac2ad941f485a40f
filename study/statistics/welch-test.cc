/* SPDX-License-Identifier: GPL-2.0-only */
#include "welch-test.h"

#include "ns3/boost-math-policy.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace ns3
{

namespace
{

/// Mean of a sample, and variance of this mean.
struct SampleMean
{
    double mean{0};
    double variance{0};

    explicit SampleMean(const std::vector<double>& values)
    {
        const auto n = static_cast<double>(values.size());
        for (const double value : values)
        {
            mean += value / n;
        }
        for (const double value : values)
        {
            variance += (value - mean) * (value - mean) / (n - 1) / n;
        }
    }
};

bool
AreAllEqual(const std::vector<double>& values)
{
    return std::all_of(values.begin(), values.end(), [&values](double value) {
        return value == values.front();
    });
}

} // namespace

double
GetWelchProbability(const std::vector<double>& a, const std::vector<double>& b)
{
    if (AreAllEqual(a) && AreAllEqual(b))
    {
        return a.front() == b.front() ? 1 : 0;
    }
    const SampleMean first(a);
    const SampleMean second(b);
    const double variance = first.variance + second.variance;
    const double t = (first.mean - second.mean) / std::sqrt(variance);
    const double freedom = variance * variance /
                           (first.variance * first.variance / static_cast<double>(a.size() - 1) +
                            second.variance * second.variance / static_cast<double>(b.size() - 1));
    if (!std::isfinite(t) || !std::isfinite(freedom))
    {
        return 1;
    }
    const boost::math::students_t_distribution<double, BoostMathPolicy> distribution(freedom);
    return 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(t)));
}

std::vector<bool>
SelectDiscoveries(const std::vector<double>& probabilities, double rate)
{
    std::vector<double> sorted = probabilities;
    std::sort(sorted.begin(), sorted.end());
    double limit = -1;
    for (std::size_t i = 0; i < sorted.size(); i++)
    {
        if (sorted[i] <= rate * static_cast<double>(i + 1) / static_cast<double>(sorted.size()))
        {
            limit = sorted[i];
        }
    }
    std::vector<bool> selected;
    for (const double probability : probabilities)
    {
        selected.push_back(probability <= limit);
    }
    return selected;
}

} // namespace ns3
