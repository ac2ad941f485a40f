/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCENARIO_PART_H
#define WAKU_SCENARIO_PART_H

#include "scenario-key.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A part of a Scenario: its overlay, underlay, traffic, protocol.
 *
 * Scripts set the members of a part; study files set them by the names of its keys.
 */
class ScenarioPart
{
  public:
    virtual ~ScenarioPart() = default;

    /** \return the keys of the part, which refer to its members, in the order of the manual */
    virtual std::vector<ScenarioKey> GetKeys() = 0;
};

} // namespace ns3

#endif /* WAKU_SCENARIO_PART_H */
