/* SPDX-License-Identifier: GPL-2.0-only */
#include "random-regular-distance.h"

#include "theory-parameter.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace ns3
{

namespace
{

constexpr double MOST_NODES = 1e15;

void
CheckGraph(double nodes, double degree)
{
    CheckTheoryRange("degree", degree, 3, 1e6);
    CheckTheoryRange("nodes", nodes, degree + 1, MOST_NODES);
}

} // namespace

RandomRegularDistance::RandomRegularDistance(double nodes, double degree)
    : m_nodes(nodes)
{
    CheckGraph(nodes, degree);
    TheoryParameterInfo{"", "degree", "", 3, 1e6, true, ""}.Check(degree);
    TheoryParameterInfo{"", "nodes", "", degree + 1, MOST_NODES, true, ""}.Check(nodes);
    if (std::fmod(nodes, 2) == 1 && std::fmod(degree, 2) == 1)
    {
        throw std::domain_error("nodes * degree = " + FormatTheoryNumber(nodes) + " * " +
                                FormatTheoryNumber(degree) + " is odd");
    }

    constexpr double NOBODY = 1e-12; // fewer expected nodes than this are counted as none
    double unreached = nodes - 1 - degree;
    double free = degree * (degree - 1);
    m_unreached = {nodes - 1, unreached};
    while (unreached > NOBODY && free > 0)
    {
        const double left = free + degree * unreached;
        double missed = 1;
        for (double i = 0; i < degree; ++i)
        {
            const double partners = left - degree - i;
            missed *= partners > free ? 1 - free / partners : 0;
        }
        const double reached = unreached * (1 - missed);
        const double edgesBack = std::max(reached, free * degree * unreached / (left - 1));
        unreached -= reached;
        free = degree * reached - edgesBack;
        m_unreached.push_back(unreached);
    }
}

std::vector<double>
RandomRegularDistance::GetShells() const
{
    std::vector<double> shells{1};
    for (std::size_t l = 1; l < m_unreached.size(); ++l)
    {
        shells.push_back(m_unreached[l - 1] - m_unreached[l]);
    }
    return shells;
}

double
RandomRegularDistance::GetTail(std::size_t distance) const
{
    return distance < m_unreached.size() ? m_unreached[distance] / (m_nodes - 1) : 0;
}

double
RandomRegularDistance::GetMean() const
{
    double mean = 0;
    for (std::size_t l = 0; l < m_unreached.size(); ++l)
    {
        mean += GetTail(l);
    }
    return mean;
}

double
RandomRegularDistance::GetVariance() const
{
    double square = 0;
    for (std::size_t l = 0; l < m_unreached.size(); ++l)
    {
        square += static_cast<double>(2 * l + 1) * GetTail(l);
    }
    const double mean = GetMean();
    return square - mean * mean;
}

std::size_t
RandomRegularDistance::GetQuantile(double share) const
{
    CheckTheoryRange("share", share, 0, 1);
    std::size_t distance = 0;
    while (distance < m_unreached.size() && 1 - GetTail(distance) < share)
    {
        ++distance;
    }
    return distance;
}

double
RandomRegularDistance::GetExpectedEccentricity() const
{
    double expected = 0;
    for (const double unreached : m_unreached)
    {
        expected += -std::expm1(-unreached);
    }
    return expected;
}

double
RandomRegularDistance::GetExpectedDiameter() const
{
    double expected = 0;
    for (const double unreached : m_unreached)
    {
        expected += -std::expm1(-unreached * m_nodes / 2);
    }
    return expected;
}

double
AsymptoticMeanDistance(double nodes, double degree)
{
    CheckGraph(nodes, degree);
    const double branching = std::log(degree - 1);
    return std::log(nodes) / branching + 0.5 -
           (std::log(degree) - std::log(degree - 2) + boost::math::constants::euler<double>()) /
               branching;
}

double
DiameterBound(double nodes, double degree)
{
    CheckGraph(nodes, degree);
    const double reach = 2 * degree * nodes * std::log(nodes);
    double diameter = 1;
    for (double power = 1; power < reach; power *= degree - 1)
    {
        ++diameter;
    }
    return diameter;
}

} // namespace ns3
