/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-load-distribution.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

WakuLoadDistribution::WakuLoadDistribution(const WakuScalingModel& model,
                                           double users,
                                           const ScalingDistribution& messageSize,
                                           const ScalingDistribution& messagesPerHour)
{
    // B(S) is linear: two points determine it, and the moments of S give those of B(S).
    const double fixed = model.BytesPerMessage(users, 0);
    const double slope = model.BytesPerMessage(users, 1) - fixed;
    const double cost = fixed + slope * messageSize.GetMean();
    const double costSquare = cost * cost + slope * slope * messageSize.GetVariance();
    const double nodes = users / model.GetParameters().meshes;

    m_mean = nodes * messagesPerHour.GetMean() * cost;
    m_variance = nodes * (messagesPerHour.GetMean() * costSquare +
                          messagesPerHour.GetVariance() * cost * cost);
}

double
WakuLoadDistribution::GetStandardDeviation() const
{
    return std::sqrt(m_variance);
}

double
WakuLoadDistribution::GetQuantile(double probability) const
{
    if (m_mean == 0)
    {
        return 0;
    }
    return ScalingDistribution::Gamma(m_mean, std::sqrt(m_variance) / m_mean)
        .GetQuantile(probability);
}

WakuGroupLoad::WakuGroupLoad(const WakuScalingModel& model, const ScalingDistribution& groupSize)
    : m_model(model),
      m_groupSize(groupSize)
{
}

double
WakuGroupLoad::Load(double groupSize) const
{
    const auto& p = m_model.GetParameters();
    return m_model
        .GossipLoad(std::min(groupSize, p.maxNodesPerShard), p.messagesPerHour, p.messageSize)
        .GetTotal();
}

double
WakuGroupLoad::GetMean() const
{
    return m_groupSize.Expect([this](double g) { return g * Load(g); }) / m_groupSize.GetMean();
}

double
WakuGroupLoad::GetQuantile(double probability) const
{
    CheckTheoryRange("probability", probability, 0, std::nextafter(1.0, 0.0));
    // Find by bisection the group size s such that groups of up to s users have this share of all
    // users.
    const double wanted = probability * m_groupSize.GetMean();
    double low = m_groupSize.GetQuantile(0);
    double high = std::max(m_groupSize.GetMean(), low);
    while (m_groupSize.GetPartialMean(high) < wanted &&
           high < m_model.GetParameters().maxNodesPerShard)
    {
        high *= 2;
    }
    for (int i = 0; i < 60; ++i)
    {
        const double middle = (low + high) / 2;
        (m_groupSize.GetPartialMean(middle) < wanted ? low : high) = middle;
    }
    return Load(high);
}

double
WakuGroupLoad::GetMeanLatencyBound() const
{
    const auto hopsOfUsers = [this](double g) {
        return g > 1 ? g * m_model.DistanceBound(g) : 0.0;
    };
    const double hops =
        m_groupSize.GetMean() > 0 ? m_groupSize.Expect(hopsOfUsers) / m_groupSize.GetMean() : 0;
    return hops * m_model.GetParameters().delayPerHop;
}

WakuScalingParameters
SplitMessageSizes(WakuScalingParameters parameters,
                  const ScalingDistribution& messageSize,
                  double threshold)
{
    const double largestBelow = std::nextafter(threshold, 0.0);
    const double below = messageSize.GetProbability(largestBelow);
    const double meanBelow = messageSize.GetPartialMean(largestBelow);
    const double mean = messageSize.GetMean();
    parameters.messageSize = mean;
    parameters.bigMessageShare = 1 - below;
    parameters.bigMessageSize = below < 1 ? (mean - meanBelow) / (1 - below) : threshold;
    parameters.smallMessageSize = below > 0 ? meanBelow / below : 0;
    return parameters;
}

} // namespace ns3
