/* SPDX-License-Identifier: GPL-2.0-only */
#include "latency-histogram.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{
/// Binary logarithm of the number of bins from a value to twice the value.
constexpr unsigned OCTAVE_BITS = 10;
constexpr double NS = 1e-9;
} // namespace

std::size_t
LatencyHistogram::BinOf(uint64_t ns)
{
    unsigned shift = 0;
    while ((ns >> shift) >= (2ULL << OCTAVE_BITS))
    {
        shift++;
    }
    return (static_cast<std::size_t>(shift) << OCTAVE_BITS) + static_cast<std::size_t>(ns >> shift);
}

double
LatencyHistogram::MiddleOf(std::size_t bin)
{
    if (bin < (2ULL << OCTAVE_BITS))
    {
        return static_cast<double>(bin);
    }
    const unsigned shift = static_cast<unsigned>((bin >> OCTAVE_BITS) - 1);
    const uint64_t start = (bin - (static_cast<uint64_t>(shift) << OCTAVE_BITS)) << shift;
    return static_cast<double>(start) + static_cast<double>(1ULL << shift) / 2;
}

void
LatencyHistogram::Add(Time latency)
{
    NS_ABORT_MSG_IF(latency.IsStrictlyNegative(),
                    "LatencyHistogram: latency " << latency.As(Time::S) << " is negative");
    const uint64_t ns = static_cast<uint64_t>(latency.GetNanoSeconds());
    const std::size_t bin = BinOf(ns);
    if (bin >= m_bins.size())
    {
        m_bins.resize(bin + 1, 0);
    }
    m_bins[bin]++;
    m_min = m_count == 0 ? ns : std::min(m_min, ns);
    m_max = std::max(m_max, ns);
    m_sum += static_cast<double>(ns);
    m_count++;
}

void
LatencyHistogram::Merge(const LatencyHistogram& other)
{
    if (other.m_count == 0)
    {
        return;
    }
    m_bins.resize(std::max(m_bins.size(), other.m_bins.size()), 0);
    for (std::size_t bin = 0; bin < other.m_bins.size(); bin++)
    {
        m_bins[bin] += other.m_bins[bin];
    }
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    m_sum += other.m_sum;
    m_count += other.m_count;
}

double
LatencyHistogram::GetMin() const
{
    return static_cast<double>(m_min) * NS;
}

double
LatencyHistogram::GetMax() const
{
    return static_cast<double>(m_max) * NS;
}

double
LatencyHistogram::GetMean() const
{
    return m_count == 0 ? 0 : m_sum / static_cast<double>(m_count) * NS;
}

double
LatencyHistogram::GetPercentile(double p) const
{
    NS_ABORT_MSG_IF(p < 0 || p > 100, "LatencyHistogram: percentile " << p << " is not 0 to 100");
    if (m_count == 0)
    {
        return 0;
    }
    const uint64_t rank =
        std::max<uint64_t>(1, std::ceil(p / 100 * static_cast<double>(m_count) - 1e-9));
    uint64_t below = 0;
    for (std::size_t bin = 0; bin < m_bins.size(); bin++)
    {
        below += m_bins[bin];
        if (below >= rank)
        {
            return std::clamp(MiddleOf(bin),
                              static_cast<double>(m_min),
                              static_cast<double>(m_max)) *
                   NS;
        }
    }
    return GetMax();
}

uint64_t
LatencyHistogram::CountAbove(Time latency) const
{
    uint64_t count = 0;
    for (std::size_t bin = BinOf(latency.GetNanoSeconds()) + 1; bin < m_bins.size(); bin++)
    {
        count += m_bins[bin];
    }
    return count;
}

std::vector<std::pair<double, double>>
LatencyHistogram::GetCdf() const
{
    std::vector<std::pair<double, double>> cdf;
    uint64_t below = 0;
    for (std::size_t bin = 0; bin < m_bins.size(); bin++)
    {
        if (m_bins[bin] > 0)
        {
            below += m_bins[bin];
            cdf.emplace_back(MiddleOf(bin) * NS,
                             static_cast<double>(below) / static_cast<double>(m_count));
        }
    }
    return cdf;
}

double
LatencyHistogram::GetKolmogorovSmirnovDistance(const LatencyHistogram& other) const
{
    if (m_count == 0 || other.m_count == 0)
    {
        return m_count == other.m_count ? 0 : 1;
    }
    const std::size_t bins = std::max(m_bins.size(), other.m_bins.size());
    uint64_t below = 0;
    uint64_t otherBelow = 0;
    double distance = 0;
    for (std::size_t bin = 0; bin < bins; bin++)
    {
        below += bin < m_bins.size() ? m_bins[bin] : 0;
        otherBelow += bin < other.m_bins.size() ? other.m_bins[bin] : 0;
        distance = std::max(
            distance,
            std::abs(static_cast<double>(below) / static_cast<double>(m_count) -
                     static_cast<double>(otherBelow) / static_cast<double>(other.m_count)));
    }
    return distance;
}

} // namespace ns3
