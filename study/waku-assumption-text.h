/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_ASSUMPTION_TEXT_H
#define WAKU_ASSUMPTION_TEXT_H

#include "ns3/waku-scaling-model.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An assumption of the Waku scaling model as the model prints it.
 * \param model the model
 * \param parameter the number of an assumption, or the name of a parameter that has none
 * \return a line, or several, without the last line's end; empty for a parameter that has no number
 *         and its default
 * \throws std::invalid_argument for an unknown parameter
 */
std::string WakuAssumptionText(const WakuScalingModel& model, const std::string& parameter);

} // namespace ns3

#endif /* WAKU_ASSUMPTION_TEXT_H */
