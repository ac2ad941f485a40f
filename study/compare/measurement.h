/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_MEASUREMENT_H
#define WAKU_MEASUREMENT_H

#include "ns3/run-summary.h"
#include "ns3/sample-distribution.h"

#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A file with measurements is wrong: a sentence that names file, line and column.
 */
class MeasurementError : public std::runtime_error
{
  public:
    /**
     * \param path path of the file
     * \param line number of the line, from 1
     * \param column number of the column, from 1
     * \param what what is wrong there
     */
    MeasurementError(const std::string& path,
                     std::size_t line,
                     std::size_t column,
                     const std::string& what);

    /**
     * \param path path of the file
     * \param what what is wrong with it
     */
    MeasurementError(const std::string& path, const std::string& what);
};

/**
 * \ingroup waku
 * \brief What was measured on real nodes, to compare a simulation with.
 *
 * Latencies and hops are in groups, each of which is independent of the others or nearly so: those
 * of a message, or of a node if messages are not known.
 */
struct Measurement
{
    /** Measurements that depend on each other. */
    struct Group
    {
        std::string name;                               //!< number of the message, or the node
        std::vector<SampleDistribution::Entry> latency; //!< seconds, and how often
        std::vector<SampleDistribution::Entry> hops;    //!< hops, and how often
    };

    std::string source;        //!< where it comes from
    std::string groupedBy;     //!< what a group is: message, node or run; empty if all is one group
    std::vector<Group> groups; //!< latencies and hops by group
    /** Percentiles in seconds, where latencies are not known: groups have latencies like these. */
    std::optional<RunSummary::Quantiles> quantiles;
    /** Metrics, such as ingress_bytes_per_node.ip: a value for each node or run. */
    std::map<std::string, std::vector<double>> metrics;

    /**
     * \param quantiles percentiles
     * \return values that have these percentiles and are evenly spread between them
     */
    static std::vector<SampleDistribution::Entry> Spread(const RunSummary::Quantiles& quantiles);

    /**
     * Add another measurement of the same experiment, such as a repetition.
     * \param other the other one
     */
    void Merge(const Measurement& other);

    /**
     * Read a file as text, at most 1 GB. Throws MeasurementError if it cannot be read.
     * \param path path of the file
     * \return its content
     */
    static std::string ReadFile(const std::string& path);
};

} // namespace ns3

#endif /* WAKU_MEASUREMENT_H */
