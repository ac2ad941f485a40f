/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LATENCY_REFERENCE_H
#define WAKU_LATENCY_REFERENCE_H

#include "ns3/latency-histogram.h"
#include "ns3/run-summary.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Latencies that somebody measured, to hold a simulation against.
 */
struct LatencyReference
{
    /** Relative errors by the names of the percentiles: simulation / reference - 1. */
    using Errors = std::vector<std::pair<std::string, double>>;

    std::string source;              //!< where it comes from; empty if there is none
    RunSummary::Quantiles quantiles; //!< seconds
    LatencyHistogram histogram;      //!< all latencies; empty if only quantiles are known

    /** \return whether there is anything to compare with */
    explicit operator bool() const
    {
        return !source.empty();
    }

    /**
     * Read a file with a header line `seq,latency_ms` and one row for each (message, receiver).
     * Ends the program with file, line and column if it can't be read.
     * \param path the file
     * \param firstSeq rows of earlier messages are left out
     * \param option name of the option that asks for the file, without `--`; or empty
     * \return the latencies
     */
    static LatencyReference FromCsv(const std::string& path,
                                    uint32_t firstSeq,
                                    const std::string& option = "");

    /**
     * Percentiles published for 1000 nwaku nodes under the Shadow simulator with mesh degree 6
     * (waku-org/research, rln-delay-simulations; MIT), without message 0.
     * \param payload bytes; 10000 and 100000 are known
     * \return them, or an empty reference
     */
    static LatencyReference Published(uint32_t payload);

    /** \param measured percentiles of a simulation \return the errors of p5 to p99 and mean */
    Errors GetErrors(const RunSummary::Quantiles& measured) const;

    /**
     * Print percentiles side by side.
     * \param out where
     * \param measured latencies of a simulation
     */
    void WriteComparison(std::ostream& out, const LatencyHistogram& measured) const;
};

} // namespace ns3

#endif /* WAKU_LATENCY_REFERENCE_H */
