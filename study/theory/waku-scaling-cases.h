/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_CASES_H
#define WAKU_SCALING_CASES_H

#include "scaling-report.h"

#include "ns3/waku-scaling-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Make the cases of the Waku scaling model with the texts of the publication.
 *
 * With the defaults of the 2023 version, WriteScalingText prints exactly the section "Model
 * Calculations" of "Waku Scaling". If an assumption that is published as a statement has another
 * value than its default, its text also contains the parameter's name and value.
 *
 * \param model the model, which is copied into the cases
 * \param extensions whether to add the cases that the publication lists as work to do: status
 *        messages, selective light nodes, peers of each node, distributions in place of averages,
 *        and latency over the expected and the maximum distance in a random regular graph
 * \return the cases
 */
ScalingReport MakeWakuScalingReport(const WakuScalingModel& model, bool extensions = false);

} // namespace ns3

#endif /* WAKU_SCALING_CASES_H */
