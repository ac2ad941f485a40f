/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LATENCY_HISTOGRAM_H
#define WAKU_LATENCY_HISTOGRAM_H

#include "ns3/nstime.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Counts times in bins whose width is at most 1/1024 of their value, so that percentiles are
 * right to 0.1 % however many times are added; minimum, maximum and mean are exact.
 */
class LatencyHistogram
{
  public:
    /** \param latency a time, not negative */
    void Add(Time latency);

    /** \param other its times are added */
    void Merge(const LatencyHistogram& other);

    /** \return the number of times */
    uint64_t GetCount() const
    {
        return m_count;
    }

    /** \return the smallest time, seconds; 0 if there is none */
    double GetMin() const;

    /** \return the largest time, seconds; 0 if there is none */
    double GetMax() const;

    /** \return the mean, seconds; 0 if there is none */
    double GetMean() const;

    /**
     * \param p from 0 to 100
     * \return the time that p percent of the times do not exceed, seconds (nearest rank); 0 if
     * there is none
     */
    double GetPercentile(double p) const;

    /** \param latency a time \return how many times are longer, to the accuracy of percentiles */
    uint64_t CountAbove(Time latency) const;

    /** \return the distribution function: pairs of seconds and the share of times up to them */
    std::vector<std::pair<double, double>> GetCdf() const;

    /**
     * \param other another distribution
     * \return the Kolmogorov-Smirnov distance, 0 to 1
     */
    double GetKolmogorovSmirnovDistance(const LatencyHistogram& other) const;

  private:
    /** \param ns a time \return its bin */
    static std::size_t BinOf(uint64_t ns);
    /** \param bin a bin \return its middle, ns */
    static double MiddleOf(std::size_t bin);

    std::vector<uint64_t> m_bins; //!< counts
    uint64_t m_count{0};          //!< number of times
    uint64_t m_min{0};            //!< ns
    uint64_t m_max{0};            //!< ns
    double m_sum{0};              //!< ns
};

} // namespace ns3

#endif /* WAKU_LATENCY_HISTOGRAM_H */
