/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_RUN_H
#define WAKU_RELAY_RUN_H

#include "study-fields.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The results of a run of relay-study.
 */
struct RelayRun
{
    uint64_t run{0};                   //!< ns-3's RngRun
    double seconds{0};                 //!< simulated time with traffic
    double published{0};               //!< messages published
    double duplicates{0};              //!< copies beyond the first
    double deliveryRatio{0};           //!< delivered / expected
    double transmissionsPerMessage{0}; //!< full messages sent for each message published
    double payload{0};                 //!< bytes of full messages' payload that a node received
    double control{0};                 //!< bytes of control messages that a node received
    double ip{0};                      //!< bytes of IP packets that a node received
    double uniqueBytes{0};             //!< payload that a node received, each message once
    double ihaveIds{0};                //!< number of ids in IHAVE
    double iwantIds{0};                //!< number of ids in IWANT
    double meanLatency{0};             //!< publish to delivery, seconds
    double p50{0};                     //!< median of the latency, seconds
    double p95{0};                     //!< 95th percentile of the latency, seconds
    double maxLatency{0};              //!< largest latency, seconds
    double meanHops{0};                //!< mean number of hops of first copies
    FieldValue::Points cdf;            //!< share of deliveries that took at most so many seconds

    /**
     * Take the results of a run that is stored.
     * \param metrics metrics of the run by name, as in RunOutcome::metrics; 0 for those that lack
     * \param cdf share of deliveries that took at most so many seconds
     * \return the results
     */
    static RelayRun Of(const std::map<std::string, double>& metrics, const FieldValue::Points& cdf);
};

/**
 * \ingroup waku
 * \brief Runs by number of nodes and name of the case.
 */
using RelayRuns = std::map<uint32_t, std::map<std::string, std::vector<RelayRun>>>;

} // namespace ns3

#endif /* WAKU_RELAY_RUN_H */
