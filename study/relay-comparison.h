/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_COMPARISON_H
#define WAKU_RELAY_COMPARISON_H

#include "study-row.h"

#include "ns3/waku-scaling-model.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a run of a RelayVariant shows of that which the closed form says.
 */
struct RelayRun
{
    double published{0};   //!< messages
    double duplicates{0};  //!< copies beyond the first
    double payload{0};     //!< of full messages, bytes that a node received
    double control{0};     //!< of control messages, bytes that a node received
    double ip{0};          //!< of IP packets, bytes that a node received
    double uniqueBytes{0}; //!< payload of messages, each counted once, bytes of a node
    double ihaveIds{0};    //!< ids in IHAVE
    double iwantIds{0};    //!< ids in IWANT
    double meanLatency{0}; //!< publish to delivery, seconds
};

/**
 * \ingroup waku
 * \brief Runs by number of nodes and name of the RelayVariant.
 */
using RelayRuns = std::map<uint32_t, std::map<std::string, std::vector<RelayRun>>>;

/**
 * \ingroup waku
 * \brief Set simulated runs beside the load, sharding and latency cases of the Waku scaling
 * analysis.
 *
 * Loads are bytes for each message really published, times the messages of an hour. Load case 4 is
 * compared in both readings of its gossip, an IHAVE for each copy or each message; load cases 4 and
 * 5 also with the assumptions that the simulation contradicts (A32, A33, A36) replaced by what it
 * shows.
 *
 * \param model the closed form of 2023; its degree is that of the meshes
 * \param runs of all of GetRelayVariants(), but `shards`, which is left out if it is missing
 * \return the lines, by number of nodes
 */
std::vector<StudyRow> CompareWithClosedForm(const WakuScalingModel& model, const RelayRuns& runs);

} // namespace ns3

#endif /* WAKU_RELAY_COMPARISON_H */
