/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-service-lists.h"

#include "application-addresses.h"

#include "ns3/abort.h"
#include "ns3/p2p-node.h"

namespace ns3
{

WakuServiceLists::WakuServiceLists(const ApplicationContainer& services,
                                   const std::vector<Ipv4Address>& addresses)
{
    NS_ABORT_MSG_IF(services.GetN() == 0 || services.GetN() != addresses.size(),
                    services.GetN() << " service nodes have " << addresses.size()
                                    << " addresses; there must be as many, and at least 1");
    const ApplicationAddresses hosts(addresses);
    for (uint32_t i = 0; i < services.GetN(); i++)
    {
        const auto node = DynamicCast<P2pNode>(services.Get(i));
        NS_ABORT_MSG_UNLESS(node, "service node " << i << " is no P2pNode");
        m_services.push_back(hosts.GetWithPort(i, node->GetConnections()->GetPort()));
    }
}

std::vector<Address>
WakuServiceLists::GetListOf(uint32_t client) const
{
    const auto count = static_cast<uint32_t>(m_services.size());
    std::vector<Address> list;
    for (uint32_t k = 0; k < count; k++)
    {
        const uint32_t step = k == 0 ? 0 : 1 + (k - 1 + client / count) % (count - 1);
        list.push_back(m_services[(client + step) % count]);
    }
    return list;
}

} // namespace ns3
