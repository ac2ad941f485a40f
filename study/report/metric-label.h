/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_METRIC_LABEL_H
#define WAKU_METRIC_LABEL_H

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How a report calls a metric or a key of a scenario.
 */
struct MetricLabel
{
    std::string name; //!< name, such as "latency, 95th percentile"
    std::string unit; //!< unit; empty for a plain number

    /** \return name and unit, such as "latency, 95th percentile (s)" */
    std::string GetText() const;

    /**
     * \param metric name of a metric, such as latency_s.p95
     * \return its label; its own name if it is not known
     */
    static MetricLabel OfMetric(const std::string& metric);

    /**
     * \param key key of a scenario or path of an attribute
     * \return its label; its own name, or that of the attribute alone, if it is not known
     */
    static MetricLabel OfKey(const std::string& key);
};

/**
 * \ingroup waku
 * \brief A unit in which values have few digits before the point.
 */
struct ScaledUnit
{
    double factor{1}; //!< a value in the unit is so many times the value in the base unit
    std::string unit; //!< the unit

    /**
     * \param unit unit of values; bytes become kB, MB or GB, bit/s become kbit/s, Mbit/s or Gbit/s
     * \param largest largest value
     * \return a unit for such values
     */
    static ScaledUnit Of(const std::string& unit, double largest);
};

} // namespace ns3

#endif /* WAKU_METRIC_LABEL_H */
