/* SPDX-License-Identifier: GPL-2.0-only */
#include "link-events.h"

#include "ns3/wan-host.h"

#include <algorithm>

namespace ns3
{

namespace LinkEvents
{

ScenarioEvent::Problem
CheckIsWan(const ScenarioEvent::Facts& facts)
{
    return facts.isWan ? ScenarioEvent::Problem{}
                       : ScenarioEvent::Problem{"", "needs hosts on a WanChannel, with devices"};
}

std::vector<uint32_t>
GetHosts(const ScenarioStage& stage, const std::vector<uint32_t>& nodes)
{
    std::vector<uint32_t> hosts;
    for (const uint32_t node : nodes)
    {
        hosts.push_back(stage.GetHost(node)->GetHostIndex());
    }
    return hosts;
}

std::vector<bool>
MakeSet(const std::vector<uint32_t>& hosts)
{
    std::vector<bool> set;
    for (const uint32_t host : hosts)
    {
        set.resize(std::max<std::size_t>(set.size(), host + 1));
        set[host] = true;
    }
    return set;
}

} // namespace LinkEvents

} // namespace ns3
