/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_COMPARISON_H
#define WAKU_RELAY_COMPARISON_H

#include "relay-run.h"
#include "study-row.h"

#include "ns3/waku-scaling-model.h"

#include <string>
#include <vector>

namespace ns3
{

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

/**
 * \ingroup waku
 * \param variant name of a RelayVariant
 * \param run one of its runs
 * \return what CompareWithClosedForm() takes from the run, for each message: bytes received with
 *         those of control messages; of `immediate` also bytes of IP packets and the mean latency;
 *         of `idontwant` duplicates, and of `gossip` ids in IHAVE
 */
std::vector<double> GetComparedFigures(const std::string& variant, const RelayRun& run);

} // namespace ns3

#endif /* WAKU_RELAY_COMPARISON_H */
