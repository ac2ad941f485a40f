/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PROMETHEUS_MEASUREMENT_H
#define WAKU_PROMETHEUS_MEASUREMENT_H

#include "measurement.h"

#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a Prometheus server answers to a range query (`/api/v1/query_range`): a JSON object
 * with `data.resultType` `matrix`. Each series is a counter, or a bucket of a histogram with its
 * upper bound as the label `le`.
 *
 * What counts is by how much a counter rose from its first to its last value in the range. Where it
 * falls, the node was started anew, and it rose from 0.
 */
struct PrometheusRange
{
    /** A series, by how much it rose. */
    struct Series
    {
        std::map<std::string, std::string> labels; //!< its labels
        double increase{0};                        //!< by how much it rose
        double seconds{0};                         //!< from its first to its last value
    };

    std::string source;         //!< path of the file
    std::vector<Series> series; //!< the series

    /**
     * \param path path of the file
     * \return the answer; throws MeasurementError with line and column if it is no JSON, and with
     *         the path of the value within it, such as `data.result[3].values[0]`, if it is no
     *         answer to a range query
     */
    static PrometheusRange Read(const std::string& path);

    /** \return whether all series are buckets of histograms */
    bool IsHistogram() const;

    /**
     * Get latencies from the buckets of histograms, in groups by `instance`. Within a bucket they
     * are taken as evenly spread, as PromQL's histogram_quantile does; those beyond the largest
     * bound, as equal to it. So percentiles are as precise as the buckets are narrow.
     * \param unit length of the unit of the bounds in seconds: 1, or 0.001 for ms
     * \return the latencies; throws MeasurementError if bounds or counts are not those of a
     *         histogram
     */
    Measurement GetLatency(double unit = 1) const;

    /**
     * Get by how much a counter rose at each node: the sum over the series of an `instance`.
     * \param metric name of the metric that it is compared with, such as
     *        ingress_bytes_per_node.protocol
     * \param baseline the same counter, while the fleet is without the load: its rate at the same
     *        node, or its mean rate for a node that is not in it, is subtracted. Without series,
     *        nothing is.
     * \return the metric, with a value for each node
     */
    Measurement GetCounter(const std::string& metric, const PrometheusRange& baseline = {}) const;
};

} // namespace ns3

#endif /* WAKU_PROMETHEUS_MEASUREMENT_H */
