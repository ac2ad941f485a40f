/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-confidence-interval.h"

#include "ns3/boost-math-policy.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace ns3
{

ConfidenceInterval
ConfidenceInterval::Of(const std::vector<double>& values)
{
    ConfidenceInterval interval;
    const double n = static_cast<double>(values.size());
    for (double value : values)
    {
        interval.mean += value / n;
    }
    if (values.size() < 2)
    {
        return interval;
    }
    double squares = 0;
    for (double value : values)
    {
        squares += (value - interval.mean) * (value - interval.mean);
    }
    const boost::math::students_t_distribution<double, BoostMathPolicy> distribution(n - 1);
    interval.halfWidth =
        boost::math::quantile(distribution, 0.975) * std::sqrt(squares / (n - 1) / n);
    return interval;
}

} // namespace ns3
