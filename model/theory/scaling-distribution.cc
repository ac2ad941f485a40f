/* SPDX-License-Identifier: GPL-2.0-only */
#include "scaling-distribution.h"

#include "boost-math-policy.h"
#include "theory-parameter.h"

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <limits>
#include <type_traits>
#include <variant>

namespace ns3
{

namespace
{

constexpr double LARGEST = std::numeric_limits<double>::max();
constexpr double SMALLEST = std::numeric_limits<double>::min();

template <typename T>
constexpr bool IS_CONSTANT = std::is_same_v<std::decay_t<T>, double>;

/** \return integral of f(Q(u)) over u in [0, upper], Q being the quantile function */
template <typename D>
double
IntegrateQuantiles(const D& distribution,
                   double upper,
                   const std::function<double(double)>& function)
{
    boost::math::quadrature::tanh_sinh<double> integrator;
    const bool whole = upper >= 1;
    // The second argument, the distance from the nearer end, is exact for probabilities near 1.
    const auto integrand = [&](double probability, double fromEnd) {
        if (whole && fromEnd > 0)
        {
            return function(boost::math::quantile(boost::math::complement(distribution, fromEnd)));
        }
        return function(boost::math::quantile(distribution, probability));
    };
    return integrator.integrate(integrand, 0.0, std::min(upper, 1.0), 1e-10);
}

using LogNormalDistribution = boost::math::lognormal_distribution<double, BoostMathPolicy>;
using GammaDistribution = boost::math::gamma_distribution<double, BoostMathPolicy>;
using ParetoDistribution = boost::math::pareto_distribution<double, BoostMathPolicy>;

} // namespace

struct ScalingDistribution::Law
{
    std::variant<double, LogNormalDistribution, GammaDistribution, ParetoDistribution> variant;
};

ScalingDistribution::ScalingDistribution(const Law& law)
    : m_law(std::make_shared<Law>(law))
{
}

ScalingDistribution
ScalingDistribution::Constant(double value)
{
    CheckTheoryRange("value", value, 0, LARGEST);
    return ScalingDistribution(Law{value});
}

ScalingDistribution
ScalingDistribution::LogNormal(double mean, double variation)
{
    CheckTheoryRange("mean", mean, SMALLEST, LARGEST);
    CheckTheoryRange("variation", variation, 0, 100);
    if (variation == 0)
    {
        return Constant(mean);
    }
    const double square = std::log1p(variation * variation);
    return ScalingDistribution(
        Law{LogNormalDistribution(std::log(mean) - square / 2, std::sqrt(square))});
}

ScalingDistribution
ScalingDistribution::Gamma(double mean, double variation)
{
    CheckTheoryRange("mean", mean, SMALLEST, LARGEST);
    CheckTheoryRange("variation", variation, 0, 10);
    if (variation == 0)
    {
        return Constant(mean);
    }
    const double shape = 1 / (variation * variation);
    return ScalingDistribution(Law{GammaDistribution(shape, mean / shape)});
}

ScalingDistribution
ScalingDistribution::Pareto(double minimum, double shape)
{
    CheckTheoryRange("minimum", minimum, SMALLEST, LARGEST);
    CheckTheoryRange("shape", shape, std::nextafter(2.0, 3.0), LARGEST);
    return ScalingDistribution(Law{ParetoDistribution(minimum, shape)});
}

double
ScalingDistribution::GetMean() const
{
    return std::visit(
        [](const auto& d) -> double {
            if constexpr (IS_CONSTANT<decltype(d)>)
            {
                return d;
            }
            else
            {
                return boost::math::mean(d);
            }
        },
        m_law->variant);
}

double
ScalingDistribution::GetVariance() const
{
    return std::visit(
        [](const auto& d) -> double {
            if constexpr (IS_CONSTANT<decltype(d)>)
            {
                return 0;
            }
            else
            {
                return boost::math::variance(d);
            }
        },
        m_law->variant);
}

double
ScalingDistribution::GetQuantile(double probability) const
{
    CheckTheoryRange("probability", probability, 0, std::nextafter(1.0, 0.0));
    return std::visit(
        [probability](const auto& d) -> double {
            if constexpr (IS_CONSTANT<decltype(d)>)
            {
                return d;
            }
            else
            {
                return boost::math::quantile(d, probability);
            }
        },
        m_law->variant);
}

double
ScalingDistribution::GetProbability(double value) const
{
    return std::visit(
        [value](const auto& d) -> double {
            if constexpr (IS_CONSTANT<decltype(d)>)
            {
                return value >= d ? 1 : 0;
            }
            else
            {
                return value <= 0 ? 0 : boost::math::cdf(d, value);
            }
        },
        m_law->variant);
}

double
ScalingDistribution::Expect(const std::function<double(double)>& function) const
{
    return std::visit(
        [&function](const auto& d) -> double {
            if constexpr (IS_CONSTANT<decltype(d)>)
            {
                return function(d);
            }
            else
            {
                return IntegrateQuantiles(d, 1, function);
            }
        },
        m_law->variant);
}

double
ScalingDistribution::GetPartialMean(double value) const
{
    return std::visit(
        [this, value](const auto& d) -> double {
            const double probability = GetProbability(value);
            if (probability <= 0)
            {
                return 0;
            }
            if constexpr (IS_CONSTANT<decltype(d)>)
            {
                return d;
            }
            else
            {
                return IntegrateQuantiles(d, probability, [](double x) { return x; });
            }
        },
        m_law->variant);
}

} // namespace ns3
