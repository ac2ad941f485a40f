/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_CASES_H
#define WAKU_SCALING_CASES_H

#include "scaling-report.h"

#include "ns3/waku-scaling-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The cases of the Waku scaling model, worded as they were published.
 *
 * With the defaults, WriteScalingText of the 2023 version prints the section "Model Calculations"
 * of "Waku Scaling" to the letter. An assumption that is a statement and was given up has its
 * parameter's name and value added.
 *
 * \param model the model; copied into the cases
 * \param extensions whether to add the cases that the publication lists as to do: status messages,
 *        selective light nodes, peers for each node, distributions in place of averages, and
 *        latency over the expected and the maximum distance in a random regular graph
 * \return the cases
 */
ScalingReport MakeWakuScalingReport(const WakuScalingModel& model, bool extensions = false);

} // namespace ns3

#endif /* WAKU_SCALING_CASES_H */
