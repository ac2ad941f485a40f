/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WHISPER_SCALING_CASES_H
#define WHISPER_SCALING_CASES_H

#include "scaling-report.h"

#include "ns3/whisper-scaling-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Make the cases of the Whisper scaling model with the texts of the publication of 2019.
 * \param model the model, which is copied into the cases
 * \return the cases
 */
ScalingReport MakeWhisperScalingReport(const WhisperScalingModel& model);

} // namespace ns3

#endif /* WHISPER_SCALING_CASES_H */
