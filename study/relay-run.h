/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_RUN_H
#define WAKU_RELAY_RUN_H

#include "relay-scenario.h"
#include "study-fields.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a run of a RelayVariant shows: one row of results.
 */
struct RelayRun
{
    uint64_t run{0};                   //!< ns-3's RngRun
    double seconds{0};                 //!< traffic that was simulated
    double published{0};               //!< messages
    double duplicates{0};              //!< copies beyond the first
    double deliveryRatio{0};           //!< delivered / expected
    double transmissionsPerMessage{0}; //!< full messages sent for each published
    double payload{0};                 //!< of full messages, bytes that a node received
    double control{0};                 //!< of control messages, bytes that a node received
    double ip{0};                      //!< of IP packets, bytes that a node received
    double uniqueBytes{0};             //!< payload, each message counted once, bytes of a node
    double ihaveIds{0};                //!< ids in IHAVE
    double iwantIds{0};                //!< ids in IWANT
    double meanLatency{0};             //!< publish to delivery, seconds
    double p50{0};                     //!< median of the same
    double p95{0};                     //!< 95th percentile of the same
    double maxLatency{0};              //!< largest of the same
    double meanHops{0};                //!< of first copies
    FieldValue::Points cdf;            //!< share of deliveries that took at most so many seconds

    /** \return the fields by name */
    static const StudyFields<RelayRun>& GetFields();

    /** \param scenario what to simulate \return what it shows */
    static RelayRun Of(const RelayScenario& scenario);
};

/**
 * \ingroup waku
 * \brief Runs by number of nodes and name of the RelayVariant.
 */
using RelayRuns = std::map<uint32_t, std::map<std::string, std::vector<RelayRun>>>;

} // namespace ns3

#endif /* WAKU_RELAY_RUN_H */
