/* SPDX-License-Identifier: GPL-2.0-only */
#include "sample-distribution.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{

namespace
{

/// Calls with each stretch between two values and the two shares of weight up to its beginning.
template <typename Call>
void
ForEachStretch(const SampleDistribution& a, const SampleDistribution& b, Call call)
{
    const auto& left = a.GetEntries();
    const auto& right = b.GetEntries();
    double below[2] = {0, 0};
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() || j < right.size())
    {
        const bool isLeft =
            j == right.size() || (i < left.size() && left[i].first <= right[j].first);
        const bool isRight =
            i == left.size() || (j < right.size() && right[j].first <= left[i].first);
        const double from = isLeft ? left[i].first : right[j].first;
        below[0] += isLeft ? left[i++].second : 0;
        below[1] += isRight ? right[j++].second : 0;
        const double to = i < left.size() && j < right.size()
                              ? std::min(left[i].first, right[j].first)
                          : i < left.size()  ? left[i].first
                          : j < right.size() ? right[j].first
                                             : from;
        call(to - from, below[0] / a.GetWeight(), below[1] / b.GetWeight());
    }
}

} // namespace

SampleDistribution::SampleDistribution(std::vector<Entry> entries)
{
    const auto isBefore = [](const Entry& a, const Entry& b) { return a.first < b.first; };
    if (!std::is_sorted(entries.begin(), entries.end(), isBefore))
    {
        std::stable_sort(entries.begin(), entries.end(), isBefore);
    }
    for (const auto& [value, weight] : entries)
    {
        NS_ABORT_MSG_IF(!std::isfinite(value) || !(weight >= 0) || !std::isfinite(weight),
                        "SampleDistribution: value " << value << " with weight " << weight);
        if (weight == 0)
        {
            continue;
        }
        m_weight += weight;
        if (!m_entries.empty() && m_entries.back().first == value)
        {
            m_entries.back().second += weight;
        }
        else
        {
            m_entries.emplace_back(value, weight);
        }
    }
}

SampleDistribution
SampleDistribution::FromSamples(const std::vector<double>& samples)
{
    std::vector<Entry> entries;
    entries.reserve(samples.size());
    for (double sample : samples)
    {
        entries.emplace_back(sample, 1);
    }
    return SampleDistribution(std::move(entries));
}

SampleDistribution
SampleDistribution::FromHistogram(const std::vector<std::pair<double, uint64_t>>& histogram)
{
    std::vector<Entry> entries(histogram.begin(), histogram.end());
    return SampleDistribution(std::move(entries));
}

double
SampleDistribution::GetMean() const
{
    double sum = 0;
    for (const auto& [value, weight] : m_entries)
    {
        sum += value * weight;
    }
    return sum / m_weight;
}

double
SampleDistribution::GetPercentile(double p) const
{
    NS_ABORT_MSG_IF(!(p >= 0 && p <= 100),
                    "SampleDistribution: percentile " << p << " is not 0 to 100");
    const double rank = p / 100 * m_weight - 1e-9;
    double below = 0;
    for (const auto& [value, weight] : m_entries)
    {
        below += weight;
        if (below >= rank)
        {
            return value;
        }
    }
    return m_entries.empty() ? std::numeric_limits<double>::quiet_NaN() : m_entries.back().first;
}

double
SampleDistribution::GetShareUpTo(double value) const
{
    double below = 0;
    for (auto entry = m_entries.begin(); entry != m_entries.end() && entry->first <= value; entry++)
    {
        below += entry->second;
    }
    return below / m_weight;
}

std::vector<std::pair<double, double>>
SampleDistribution::GetCdf() const
{
    std::vector<std::pair<double, double>> cdf;
    double below = 0;
    for (const auto& [value, weight] : m_entries)
    {
        below += weight;
        cdf.emplace_back(value, below / m_weight);
    }
    return cdf;
}

double
SampleDistribution::GetKolmogorovSmirnovDistance(const SampleDistribution& other) const
{
    double most = 0;
    ForEachStretch(*this, other, [&](double, double ours, double theirs) {
        most = std::max(most, std::abs(ours - theirs));
    });
    return m_entries.empty() || other.m_entries.empty() ? std::numeric_limits<double>::quiet_NaN()
                                                        : most;
}

double
SampleDistribution::GetWassersteinDistance(const SampleDistribution& other) const
{
    double area = 0;
    ForEachStretch(*this, other, [&](double length, double ours, double theirs) {
        area += length * std::abs(ours - theirs);
    });
    return m_entries.empty() || other.m_entries.empty() ? std::numeric_limits<double>::quiet_NaN()
                                                        : area;
}

GroupedSamples::GroupedSamples(const std::vector<std::vector<SampleDistribution::Entry>>& groups)
    : m_groups(groups.size())
{
    for (std::size_t group = 0; group < groups.size(); group++)
    {
        for (const auto& [value, weight] : groups[group])
        {
            m_values.push_back({value, weight, group});
        }
    }
    std::stable_sort(m_values.begin(), m_values.end(), [](const Value& a, const Value& b) {
        return a.value < b.value;
    });
}

SampleDistribution
GroupedSamples::Weigh(const std::vector<uint32_t>& counts) const
{
    NS_ABORT_MSG_IF(counts.size() != m_groups, "GroupedSamples: counts of other groups");
    std::vector<SampleDistribution::Entry> entries;
    entries.reserve(m_values.size());
    for (const Value& value : m_values)
    {
        entries.emplace_back(value.value, value.weight * counts[value.group]);
    }
    return SampleDistribution(std::move(entries));
}

SampleDistribution
GroupedSamples::GetAll() const
{
    return Weigh(std::vector<uint32_t>(m_groups, 1));
}

} // namespace ns3
