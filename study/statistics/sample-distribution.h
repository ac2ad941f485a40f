/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SAMPLE_DISTRIBUTION_H
#define WAKU_SAMPLE_DISTRIBUTION_H

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Distribution of values that have weights: of samples, of a stored histogram
 * (RunOutcome::Histogram), or of a resample of either. LatencyHistogram counts latencies while
 * something is simulated; this class compares what was stored.
 */
class SampleDistribution
{
  public:
    /** A value and its weight, which is not negative. */
    using Entry = std::pair<double, double>;

    /** A distribution without values. */
    SampleDistribution() = default;

    /** \param entries values and weights, in any order */
    explicit SampleDistribution(std::vector<Entry> entries);

    /** \param samples values, each of weight 1 */
    static SampleDistribution FromSamples(const std::vector<double>& samples);

    /** \param histogram values and how often each occurred */
    static SampleDistribution FromHistogram(
        const std::vector<std::pair<double, uint64_t>>& histogram);

    /** \return the sum of weights */
    double GetWeight() const
    {
        return m_weight;
    }

    /** \return values of different size in rising order, and their weights */
    const std::vector<Entry>& GetEntries() const
    {
        return m_entries;
    }

    /** \return the mean; NaN if there are no values */
    double GetMean() const;

    /**
     * \param p a percentage, from 0 to 100
     * \return the least value that p percent of the weight do not exceed (nearest rank, as
     *         LatencyHistogram); NaN if there are no values
     */
    double GetPercentile(double p) const;

    /**
     * \param value a value
     * \return share of the weight up to this value, 0 to 1
     */
    double GetShareUpTo(double value) const;

    /** \return the distribution function: values and the share of weight up to each */
    std::vector<std::pair<double, double>> GetCdf() const;

    /**
     * \param other another distribution
     * \return the two-sample Kolmogorov-Smirnov distance, the largest difference of the
     *         distribution functions, 0 to 1; NaN if one has no values
     */
    double GetKolmogorovSmirnovDistance(const SampleDistribution& other) const;

    /**
     * \param other another distribution
     * \return the 1-Wasserstein distance in the unit of the values: the area between the
     *         distribution functions, which is the mean over all percentiles of the difference that
     *         a percentile has in the two distributions; NaN if one has no values
     */
    double GetWassersteinDistance(const SampleDistribution& other) const;

  private:
    std::vector<Entry> m_entries; //!< values in rising order
    double m_weight{0};           //!< sum of weights
};

/**
 * \ingroup waku
 * \brief Values in groups that are independent of each other, such as the latencies of messages,
 * whose groups are weighed anew again and again, as a bootstrap does.
 */
class GroupedSamples
{
  public:
    /**
     * \param groups values and weights of each group
     */
    explicit GroupedSamples(const std::vector<std::vector<SampleDistribution::Entry>>& groups);

    /** \return number of groups */
    std::size_t GetNGroups() const
    {
        return m_groups;
    }

    /**
     * \param counts how often each group counts
     * \return the distribution of all values of the groups
     */
    SampleDistribution Weigh(const std::vector<uint32_t>& counts) const;

    /** \return the distribution in which each group counts once */
    SampleDistribution GetAll() const;

  private:
    /** A value of a group. */
    struct Value
    {
        double value;      //!< the value
        double weight;     //!< its weight
        std::size_t group; //!< its group
    };

    std::vector<Value> m_values; //!< in rising order
    std::size_t m_groups;        //!< number of groups
};

} // namespace ns3

#endif /* WAKU_SAMPLE_DISTRIBUTION_H */
