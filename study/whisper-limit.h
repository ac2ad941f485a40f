/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_LIMIT_H
#define WAKU_WHISPER_LIMIT_H

#include "study-fields.h"
#include "whisper-scenario.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A load that was simulated, and how the network bore it.
 */
struct WhisperLoad
{
    double messagesPerHour{0};         //!< of each node
    uint64_t published{0};             //!< envelopes
    double deliveryRatio{0};           //!< delivered within their time to live, 0 to 1
    double p95{0};                     //!< 95th percentile of latency, seconds
    double uplink{0};                  //!< use of the busiest up link, 0 to 1
    double downlink{0};                //!< use of the busiest down link, 0 to 1
    double transmissionsPerMessage{0}; //!< envelopes sent for each published
    double bytesPerMessage{0};         //!< IP bytes that a node received for each envelope
    double heldBack{0};                //!< bundles that waited for TCP, for each envelope sent
    uint64_t overflows{0};             //!< peers lost since too much waited for them

    /** \return the numbers by name */
    static const StudyFields<WhisperLoad>& GetFields();
};

/**
 * \ingroup waku
 * \brief What a network has to do.
 */
struct WhisperDemand
{
    double deliveryRatio{0.99}; //!< least share delivered within the time to live
    Time p95{Seconds(5)};       //!< longest 95th percentile of latency

    /** \param load a load \return whether the network bears it */
    bool IsMetBy(const WhisperLoad& load) const;

    /**
     * Say what broke: the up link or down link that is in use nearly all the time; the send queue,
     * if peers are lost or bundles wait for TCP though no link is busy; the time to live, if
     * envelopes expire that would not have been late; else latency.
     * \param load a load that does not meet the demand
     * \return uplink, downlink, send queue, TTL or latency
     */
    std::string GetCause(const WhisperLoad& load) const;
};

/**
 * \ingroup waku
 * \brief The breaking point of a network.
 */
struct WhisperLimit
{
    WhisperLoad highest; //!< highest load that it bore; 0 messages if it bore none
    WhisperLoad broken;  //!< lowest load that it did not bear
};

/**
 * \ingroup waku
 * \param scenario what to simulate
 * \return its load and how the network bore it
 */
WhisperLoad MeasureWhisperLoad(const WhisperScenario& scenario);

/**
 * \ingroup waku
 * \brief Find the highest load that a network bears: doubles or halves the load until one holds and
 * one breaks, then bisects.
 *
 * \param demand what the network has to do
 * \param first load to begin with, messages for each node and hour, above 0
 * \param precision how far apart, as a ratio above 1, the two loads of the result may be
 * \param measure simulates a load, messages for each node and hour
 * \return the limit
 */
WhisperLimit FindWhisperLimit(const WhisperDemand& demand,
                              double first,
                              double precision,
                              const std::function<WhisperLoad(double load)>& measure);

} // namespace ns3

#endif /* WAKU_WHISPER_LIMIT_H */
