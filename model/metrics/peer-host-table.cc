/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-host-table.h"

#include "message-observer.h"

#include "ns3/flow-net-device.h"
#include "ns3/flow-socket-factory.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/peer-address.h"
#include "ns3/wan-net-device.h"

#include <algorithm>

namespace ns3
{

HostTable::HostTable(const ApplicationContainer& applications, const NetDeviceContainer& devices)
    : m_applications(applications),
      m_devices(devices)
{
}

void
HostTable::Build()
{
    m_isBuilt = true;
    for (uint32_t i = 0; i < m_applications.GetN(); i++)
    {
        Ptr<Node> node = m_applications.Get(i)->GetNode();
        if (const Ptr<FlowNetDevice> host = FindFlowHost(i))
        {
            m_flowChannel = host->GetFlowChannel();
            m_nodeOfHost.resize(m_flowChannel->GetNDevices(), MessageObserver::UNKNOWN);
            uint32_t& known = m_nodeOfHost[host->GetHostIndex()];
            known = std::min(known, i);
            continue;
        }
        if (!node)
        {
            // Another rank of a distributed simulation has it.
            if (i < m_devices.GetN())
            {
                m_nodeOfDevice.emplace(PeekPointer(m_devices.Get(i)), i);
                m_channel = DynamicCast<WanChannel>(m_devices.Get(i)->GetChannel());
            }
            continue;
        }
        Ptr<Ipv4> ipv4 = node->GetObject<Ipv4>();
        for (uint32_t k = 0; ipv4 && k < ipv4->GetNInterfaces(); k++)
        {
            for (uint32_t a = 0; a < ipv4->GetNAddresses(k); a++)
            {
                m_nodes.emplace(ipv4->GetAddress(k, a).GetLocal(), i);
            }
        }
        Ptr<Ipv6> ipv6 = node->GetObject<Ipv6>();
        for (uint32_t k = 0; ipv6 && k < ipv6->GetNInterfaces(); k++)
        {
            for (uint32_t a = 0; a < ipv6->GetNAddresses(k); a++)
            {
                m_nodes.emplace(ipv6->GetAddress(k, a).GetAddress(), i);
            }
        }
    }
}

Ptr<FlowNetDevice>
HostTable::FindFlowHost(uint32_t node) const
{
    if (const Ptr<Node> local = m_applications.Get(node)->GetNode())
    {
        const Ptr<FlowSocketFactory> flow = local->GetObject<FlowSocketFactory>();
        return flow ? flow->GetDevice() : nullptr;
    }
    return node < m_devices.GetN() ? DynamicCast<FlowNetDevice>(m_devices.Get(node)) : nullptr;
}

uint32_t
HostTable::NodeOf(const Address& peer)
{
    if (!m_isBuilt)
    {
        Build();
    }
    const Address host = HostOf(peer);
    if (m_flowChannel)
    {
        const Ptr<FlowNetDevice> device = m_flowChannel->FindHost(host);
        return device ? m_nodeOfHost[device->GetHostIndex()] : MessageObserver::UNKNOWN;
    }
    const auto found = m_nodes.find(host);
    if (found != m_nodes.end())
    {
        return found->second;
    }
    return m_channel ? NodeOfOtherRank(host) : MessageObserver::UNKNOWN;
}

uint32_t
HostTable::NodeOfOtherRank(const Address& host) const
{
    const Ptr<WanNetDevice> device = Ipv4Address::IsMatchingType(host)
                                         ? m_channel->FindDevice(Ipv4Address::ConvertFrom(host))
                                         : m_channel->FindDevice(Ipv6Address::ConvertFrom(host));
    const auto found = m_nodeOfDevice.find(PeekPointer(device));
    return found == m_nodeOfDevice.end() ? MessageObserver::UNKNOWN : found->second;
}

} // namespace ns3
