/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_LIMIT_H
#define WAKU_WHISPER_LIMIT_H

#include "ns3/study-fields.h"
#include "ns3/whisper-scenario.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A simulated load and its results.
 */
struct WhisperLoad
{
    double messagesPerHour{0};         //!< messages of each node per hour
    uint64_t published{0};             //!< envelopes published
    double deliveryRatio{0};           //!< delivered within their time to live, 0 to 1
    double p95{0};                     //!< 95th percentile of latency, seconds
    double uplink{0};                  //!< use of the busiest up link, 0 to 1
    double downlink{0};                //!< use of the busiest down link, 0 to 1
    double transmissionsPerMessage{0}; //!< envelopes sent for each envelope published
    double bytesPerMessage{0};         //!< IP bytes that a node received for each envelope
    double heldBack{0};                //!< bundles that waited for TCP, for each envelope sent
    uint64_t overflows{0};             //!< peers disconnected: too many bytes waited

    /** \return the fields by name */
    static const StudyFields<WhisperLoad>& GetFields();
};

/**
 * \ingroup waku
 * \brief The requirements for the results of a load.
 */
struct WhisperDemand
{
    double deliveryRatio{0.99}; //!< least share delivered within the time to live
    Time p95{Seconds(5)};       //!< longest 95th percentile of latency

    /**
     * \param load a load
     * \return whether its results meet the requirements
     */
    bool IsMetBy(const WhisperLoad& load) const;

    /**
     * Determine why a load does not meet the requirements: the up link or down link, if it is in
     * use nearly all the time; the send queue, if peers are lost or bundles wait for TCP although
     * no link is busy; the time to live, if envelopes expire although latencies are within the
     * bound; otherwise latency.
     * \param load a load that does not meet the requirements
     * \return uplink, downlink, send queue, TTL or latency
     */
    std::string GetCause(const WhisperLoad& load) const;
};

/**
 * \ingroup waku
 * \brief The limit of a network.
 */
struct WhisperLimit
{
    WhisperLoad highest; //!< highest load that meets the requirements; 0 messages if none does
    WhisperLoad broken;  //!< lowest load that does not meet the requirements
};

/**
 * \ingroup waku
 * \brief Run a scenario.
 * \param scenario the scenario
 * \return the load and its results
 */
WhisperLoad MeasureWhisperLoad(const WhisperScenario& scenario);

/**
 * \ingroup waku
 * \brief Find the highest load that meets the requirements. The load is doubled or halved until one
 * load meets them and another does not; then the limit is found by bisection.
 *
 * \param demand the requirements
 * \param first load to begin with, messages per node and hour, above 0
 * \param precision largest ratio of the two loads of the result, above 1
 * \param measure function that simulates a load, messages per node and hour
 * \return the limit
 */
WhisperLimit FindWhisperLimit(const WhisperDemand& demand,
                              double first,
                              double precision,
                              const std::function<WhisperLoad(double load)>& measure);

} // namespace ns3

#endif /* WAKU_WHISPER_LIMIT_H */
