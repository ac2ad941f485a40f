/* SPDX-License-Identifier: GPL-2.0-only */
#include "application-addresses.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

ApplicationAddresses::ApplicationAddresses(const Ipv4InterfaceContainer& interfaces)
{
    for (uint32_t i = 0; i < interfaces.GetN(); i++)
    {
        m_hosts.push_back(interfaces.GetAddress(i));
    }
}

ApplicationAddresses::ApplicationAddresses(const Ipv6InterfaceContainer& interfaces)
{
    for (auto interface = interfaces.Begin(); interface != interfaces.End(); ++interface)
    {
        const auto& [ipv6, index] = *interface;
        m_hosts.push_back(ipv6->GetAddress(index, ipv6->GetNAddresses(index) - 1).GetAddress());
    }
}

ApplicationAddresses::ApplicationAddresses(const std::vector<Ipv4Address>& addresses)
    : m_hosts(addresses.begin(), addresses.end())
{
}

ApplicationAddresses::ApplicationAddresses(const std::vector<Ipv6Address>& addresses)
    : m_hosts(addresses.begin(), addresses.end())
{
}

void
ApplicationAddresses::Check(const std::string& helper,
                            const ApplicationContainer& applications,
                            const OverlayGraph& overlay) const
{
    NS_ABORT_MSG_IF(m_hosts.size() != applications.GetN(),
                    helper << ": Connect needs an address for each of " << applications.GetN()
                           << " applications, but has " << m_hosts.size()
                           << (WanRanks::GetSize() > 1
                                   ? "; WanHelper::GetIpv4Addresses and GetIpv6Addresses give "
                                     "those of all ranks"
                                   : ""));
    NS_ABORT_MSG_IF(overlay.GetNNodes() != applications.GetN(),
                    helper << ": the overlay has " << overlay.GetNNodes() << " nodes, but "
                           << applications.GetN() << " applications are installed");
}

Address
ApplicationAddresses::GetWithPort(uint32_t index, uint16_t port) const
{
    const Address& host = m_hosts.at(index);
    if (Ipv4Address::IsMatchingType(host))
    {
        return InetSocketAddress(Ipv4Address::ConvertFrom(host), port);
    }
    return Inet6SocketAddress(Ipv6Address::ConvertFrom(host), port);
}

} // namespace ns3
