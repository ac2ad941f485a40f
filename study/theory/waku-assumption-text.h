/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ASSUMPTION_TEXT_H
#define WAKU_ASSUMPTION_TEXT_H

#include "ns3/waku-scaling-model.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Get the text of an assumption, as the published Waku scaling model prints it.
 * \param model the model
 * \param parameter number of an assumption, or name of a parameter without a number
 * \return one or more lines, without a newline at the end; empty for a parameter without a number
 *         that has its default value
 * \throws std::invalid_argument for an unknown parameter
 */
std::string WakuAssumptionText(const WakuScalingModel& model, const std::string& parameter);

} // namespace ns3

#endif /* WAKU_ASSUMPTION_TEXT_H */
