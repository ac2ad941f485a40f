/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_COMPARISON_H
#define WAKU_RELAY_COMPARISON_H

#include "study-row.h"

#include "ns3/relay-run.h"
#include "ns3/waku-scaling-model.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Compare simulated runs with the load, sharding and latency cases of the Waku scaling
 * analysis.
 *
 * A load is the number of bytes for each message that was published in the simulation, times the
 * number of messages per hour. Load case 4 is compared twice: with an IHAVE for each copy and with
 * an IHAVE for each message. Load cases 4 and 5 are also compared with assumptions A32, A33 and A36
 * replaced by the simulated values.
 *
 * \param model closed form of 2023; its degree is that of the meshes
 * \param runs runs of all cases of relay-study, of which `shards` may be missing
 * \return the rows, by number of nodes
 */
std::vector<StudyRow> CompareWithClosedForm(const WakuScalingModel& model, const RelayRuns& runs);

/**
 * \ingroup waku
 * \brief Get the figures of a run that CompareWithClosedForm() uses, for each message.
 * \param variant name of a case of relay-study
 * \param run one of its runs
 * \return bytes received including control messages; for `immediate` also bytes of IP packets and
 *        the mean latency, for `idontwant` also duplicates, for `gossip` also ids in IHAVE
 */
std::vector<double> GetComparedFigures(const std::string& variant, const RelayRun& run);

/**
 * \ingroup waku
 * \param variant name of a case of relay-study
 * \param runs its runs, at least two
 * \return half width of the widest 95 % confidence interval of its GetComparedFigures(), relative
 *         to the mean
 */
double GetWidestInterval(const std::string& variant, const std::vector<RelayRun>& runs);

} // namespace ns3

#endif /* WAKU_RELAY_COMPARISON_H */
