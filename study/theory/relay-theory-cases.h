/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_THEORY_CASES_H
#define WAKU_RELAY_THEORY_CASES_H

#include "theory-case.h"

namespace ns3
{

/**
 * \ingroup waku
 * \return the cases of the Waku scaling analysis, and the laws of flooding and of distances
 */
std::vector<TheoryCase> MakeRelayTheoryCases();

} // namespace ns3

#endif /* WAKU_RELAY_THEORY_CASES_H */
