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
 * \brief A histogram of latencies.
 *
 * The width of a bin is at most 1/1024 of its value, so that percentiles are accurate to 0.1 %
 * whatever the number of latencies. Minimum, maximum and mean are exact.
 */
class LatencyHistogram
{
  public:
    /**
     * Add a latency.
     * \param latency the latency, not negative
     */
    void Add(Time latency);

    /**
     * Add all latencies of another histogram.
     * \param other the other histogram
     */
    void Merge(const LatencyHistogram& other);

    /** \return the number of latencies */
    uint64_t GetCount() const
    {
        return m_count;
    }

    /** \return the smallest latency, in seconds; 0 if there is none */
    double GetMin() const;

    /** \return the largest latency, in seconds; 0 if there is none */
    double GetMax() const;

    /** \return the mean latency, in seconds; 0 if there is none */
    double GetMean() const;

    /**
     * \param p a percentage, from 0 to 100
     * \return the latency that p percent of the latencies do not exceed (nearest rank), in seconds;
     *         0 if there is none
     */
    double GetPercentile(double p) const;

    /**
     * \param latency a latency
     * \return how many latencies are longer, with the accuracy of percentiles
     */
    uint64_t CountAbove(Time latency) const;

    /** \return the distribution function: pairs of seconds and the share of latencies up to them */
    std::vector<std::pair<double, double>> GetCdf() const;

    /**
     * \param other another histogram
     * \return the Kolmogorov-Smirnov distance between the distributions, 0 to 1
     */
    double GetKolmogorovSmirnovDistance(const LatencyHistogram& other) const;

  private:
    /**
     * \param ns a latency, in nanoseconds
     * \return index of the latency's bin
     */
    static std::size_t BinOf(uint64_t ns);
    /**
     * \param bin index of a bin
     * \return middle of the bin, in nanoseconds
     */
    static double MiddleOf(std::size_t bin);

    std::vector<uint64_t> m_bins; //!< number of latencies in each bin
    uint64_t m_count{0};          //!< number of latencies
    uint64_t m_min{0};            //!< smallest latency, ns
    uint64_t m_max{0};            //!< largest latency, ns
    double m_sum{0};              //!< sum of the latencies, ns
};

} // namespace ns3

#endif /* WAKU_LATENCY_HISTOGRAM_H */
