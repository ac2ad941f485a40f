/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WHISPER_SCALING_CASES_H
#define WHISPER_SCALING_CASES_H

#include "scaling-report.h"

#include "ns3/whisper-scaling-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The cases of the Whisper scaling model, worded as they were published in 2019.
 * \param model the model; copied into the cases
 * \return the cases
 */
ScalingReport MakeWhisperScalingReport(const WhisperScalingModel& model);

} // namespace ns3

#endif /* WHISPER_SCALING_CASES_H */
