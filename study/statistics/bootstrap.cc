/* SPDX-License-Identifier: GPL-2.0-only */
#include "bootstrap.h"

#include "sample-distribution.h"

#include "ns3/abort.h"

#include <cmath>
#include <random>

namespace ns3
{

namespace
{

/// Draws as many groups as there are.
Bootstrap::Counts
DrawGroups(std::size_t groups, std::mt19937_64& random)
{
    Bootstrap::Counts counts(groups, groups == 1 ? 1 : 0);
    for (std::size_t i = 0; groups > 1 && i < groups; i++)
    {
        // std's distributions differ between libraries.
        const double share = static_cast<double>(random() >> 11) * 0x1p-53;
        counts[static_cast<std::size_t>(share * static_cast<double>(groups))]++;
    }
    return counts;
}

} // namespace

Bootstrap::Bootstrap(uint32_t repetitions, uint64_t seed)
    : m_repetitions(repetitions),
      m_seed(seed)
{
    NS_ABORT_MSG_IF(repetitions < 100, "Bootstrap: " << repetitions << " repetitions are too few");
}

std::vector<Bootstrap::Interval>
Bootstrap::GetIntervals(const std::vector<std::size_t>& groups, const Statistics& statistics) const
{
    std::mt19937_64 random(m_seed);
    std::vector<std::vector<double>> values;
    for (uint32_t i = 0; i < m_repetitions; i++)
    {
        std::vector<Counts> samples;
        for (std::size_t size : groups)
        {
            samples.push_back(DrawGroups(size, random));
        }
        const std::vector<double> drawn = statistics(samples);
        values.resize(drawn.size());
        for (std::size_t k = 0; k < drawn.size(); k++)
        {
            if (!std::isnan(drawn[k]))
            {
                values[k].push_back(drawn[k]);
            }
        }
    }
    std::vector<Interval> intervals;
    for (const std::vector<double>& list : values)
    {
        const SampleDistribution distribution = SampleDistribution::FromSamples(list);
        intervals.push_back({distribution.GetPercentile(2.5), distribution.GetPercentile(97.5)});
    }
    return intervals;
}

} // namespace ns3
