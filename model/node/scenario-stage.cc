/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-stage.h"

#include "ns3/abort.h"
#include "ns3/region-wan-latency.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-host.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Regions of a channel; null if it has none.
Ptr<WanRegions>
FindRegions(const Ptr<WanChannel>& channel)
{
    const auto latency =
        channel ? DynamicCast<RegionWanLatency>(channel->GetLatencyModel()) : nullptr;
    return latency ? latency->GetRegions() : nullptr;
}

} // namespace

ScenarioStage::ScenarioStage(const Parts& parts)
    : m_parts(parts),
      m_linksDown(parts.applications.GetN(), 0)
{
    for (uint32_t i = 0; i < GetN(); i++)
    {
        NS_ABORT_MSG_IF(!DynamicCast<P2pNode>(m_parts.applications.Get(i)),
                        "ScenarioStage: application " << i << " is no P2pNode");
        const WanHost* host = GetHost(i);
        if (host)
        {
            m_nodeOfHost.resize(
                std::max<std::size_t>(m_nodeOfHost.size(), host->GetHostIndex() + 1),
                UINT32_MAX);
            m_nodeOfHost[host->GetHostIndex()] = i;
        }
    }
}

Ptr<P2pNode>
ScenarioStage::GetNode(uint32_t index) const
{
    const Ptr<Application> application = m_parts.applications.Get(index);
    return application->GetNode() ? DynamicCast<P2pNode>(application) : nullptr;
}

WanHost*
ScenarioStage::GetHost(uint32_t index) const
{
    return index < m_parts.devices.GetN() ? WanHost::Of(m_parts.devices.Get(index)) : nullptr;
}

Ptr<WanChannel>
ScenarioStage::GetChannel() const
{
    return m_parts.devices.GetN() > 0
               ? DynamicCast<WanChannel>(m_parts.devices.Get(0)->GetChannel())
               : nullptr;
}

uint32_t
ScenarioStage::FindNode(uint32_t host) const
{
    return host < m_nodeOfHost.size() ? m_nodeOfHost[host] : UINT32_MAX;
}

std::vector<std::string>
ScenarioStage::GetRegions() const
{
    std::vector<std::string> names;
    const Ptr<WanRegions> regions = FindRegions(GetChannel());
    for (uint32_t i = 0; regions && i < regions->GetNRegions(); i++)
    {
        names.push_back(regions->GetName(i));
    }
    return names;
}

std::vector<uint32_t>
ScenarioStage::GetNodesOf(const std::string& region) const
{
    std::vector<uint32_t> nodes;
    const Ptr<WanRegions> regions = FindRegions(GetChannel());
    for (uint32_t i = 0; regions && i < GetN(); i++)
    {
        if (regions->GetName(regions->GetRegion(GetHost(i)->GetHostIndex())) == region)
        {
            nodes.push_back(i);
        }
    }
    return nodes;
}

void
ScenarioStage::SetLinkUp(uint32_t index, bool up)
{
    WanHost* host = GetHost(index);
    if (!host || !GetNode(index))
    {
        return;
    }
    uint32_t& downs = m_linksDown[index];
    NS_ABORT_MSG_IF(up && downs == 0,
                    "ScenarioStage: the link of node " << index << " was not taken down");
    downs += up ? -1 : 1;
    if (downs == (up ? 0U : 1U))
    {
        host->SetLinkUp(up);
    }
}

} // namespace ns3
