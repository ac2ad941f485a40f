/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_THEORY_CASES_H
#define WAKU_WHISPER_THEORY_CASES_H

#include "theory-case.h"

namespace ns3
{

/**
 * \ingroup waku
 * \return the eight cases of the Whisper scaling model of 2019
 */
std::vector<TheoryCase> MakeWhisperTheoryCases();

} // namespace ns3

#endif /* WAKU_WHISPER_THEORY_CASES_H */
