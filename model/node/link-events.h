/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LINK_EVENTS_H
#define WAKU_LINK_EVENTS_H

#include "scenario-event.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What events of links have in common.
 */
namespace LinkEvents
{

/**
 * \param facts the scenario
 * \return that the hosts have no WanChannel, if so
 */
ScenarioEvent::Problem CheckIsWan(const ScenarioEvent::Facts& facts);

/**
 * \param stage the scenario
 * \param nodes indices of nodes
 * \return indices of their hosts on the channel
 */
std::vector<uint32_t> GetHosts(const ScenarioStage& stage, const std::vector<uint32_t>& nodes);

/**
 * \param hosts indices of hosts
 * \return by host: whether it is one of them
 */
std::vector<bool> MakeSet(const std::vector<uint32_t>& hosts);

/**
 * \param set what MakeSet returned
 * \param host index of a host
 * \return whether the host is in it
 */
inline bool
IsIn(const std::vector<bool>& set, uint32_t host)
{
    return host < set.size() && set[host];
}

} // namespace LinkEvents

} // namespace ns3

#endif /* WAKU_LINK_EVENTS_H */
