/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LATENCY_REFERENCE_H
#define WAKU_LATENCY_REFERENCE_H

#include "ns3/latency-histogram.h"
#include "ns3/run-summary.h"

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Measured latencies to compare a simulation with.
 */
struct LatencyReference
{
    /** Relative errors by the names of the percentiles: simulation / reference - 1. */
    using Errors = std::vector<std::pair<std::string, double>>;

    using Figure = double RunSummary::Quantiles::*; //!< a figure of latencies

    /** How a figure is named and judged. */
    struct Row
    {
        const char* name; //!< min, p5, ..., max or mean
        Figure member;    //!< where it is
        /** Whether its error is reported: minimum and maximum are of single deliveries. */
        bool judged;
        double percentage; //!< of the percentile; negative for the mean
    };

    /** \return the figures, in the order of tables */
    static const std::vector<Row>& GetRows();

    std::string source;              //!< where the latencies come from; empty if there are none
    RunSummary::Quantiles quantiles; //!< percentiles, seconds
    LatencyHistogram histogram;      //!< all latencies; empty if only quantiles are known

    /** \return whether there are latencies to compare with */
    explicit operator bool() const
    {
        return !source.empty();
    }

    /**
     * Read a file with columns `seq` and `latency_ms` and one row for each pair of a message and a
     * receiver (ReadCsvMeasurement). If the file cannot be read, the program ends with an error
     * that names file, line and column.
     * \param path path of the file
     * \param firstSeq number of the first message; rows of earlier messages are ignored
     * \param option name of the program option that gives the file, without `--`; or empty
     * \param messages how many messages are read
     * \return the latencies
     */
    static LatencyReference FromCsv(const std::string& path,
                                    uint32_t firstSeq,
                                    const std::string& option = "",
                                    std::size_t messages = SIZE_MAX);

    /**
     * Get the percentiles published for 1000 nwaku nodes under the Shadow simulator with mesh
     * degree 6 (waku-org/research, rln-delay-simulations; MIT).
     * \param payload payload of a message in bytes; there are percentiles for 10000 and 100000
     * \param first whether they are those of message 0, which opens TCP's windows, or those of the
     *        other messages
     * \return the percentiles, or an empty reference
     */
    static LatencyReference Published(uint32_t payload, bool first = false);

    /**
     * \param measured percentiles of a simulation
     * \return relative errors of p5 to p99 and of the mean
     */
    Errors GetErrors(const RunSummary::Quantiles& measured) const;

    /**
     * Print the percentiles of reference and simulation side by side.
     * \param out stream to write to
     * \param measured latencies of a simulation
     */
    void WriteComparison(std::ostream& out, const LatencyHistogram& measured) const;
};

} // namespace ns3

#endif /* WAKU_LATENCY_REFERENCE_H */
