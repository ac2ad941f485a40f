/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-address.h"

#include "ns3/flow-net-device.h"
#include "ns3/flow-socket-factory.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"

#include <sstream>

namespace ns3
{

Address
HostOf(const Address& address)
{
    if (InetSocketAddress::IsMatchingType(address))
    {
        return InetSocketAddress::ConvertFrom(address).GetIpv4();
    }
    if (Inet6SocketAddress::IsMatchingType(address))
    {
        return Inet6SocketAddress::ConvertFrom(address).GetIpv6();
    }
    return address;
}

uint16_t
GetPortOf(const Address& address)
{
    if (InetSocketAddress::IsMatchingType(address))
    {
        return InetSocketAddress::ConvertFrom(address).GetPort();
    }
    if (Inet6SocketAddress::IsMatchingType(address))
    {
        return Inet6SocketAddress::ConvertFrom(address).GetPort();
    }
    return 0;
}

Address
WithPort(const Address& address, uint16_t port)
{
    const Address host = HostOf(address);
    if (Ipv4Address::IsMatchingType(host))
    {
        return InetSocketAddress(Ipv4Address::ConvertFrom(host), port);
    }
    if (Ipv6Address::IsMatchingType(host))
    {
        return Inet6SocketAddress(Ipv6Address::ConvertFrom(host), port);
    }
    return address;
}

std::string
DescribeAddress(const Address& address)
{
    std::ostringstream text;
    const Address host = HostOf(address);
    const bool isIpv6 = Ipv6Address::IsMatchingType(host);
    if (isIpv6)
    {
        text << '[' << Ipv6Address::ConvertFrom(host) << ']';
    }
    else if (Ipv4Address::IsMatchingType(host))
    {
        text << Ipv4Address::ConvertFrom(host);
    }
    else
    {
        text << host;
    }
    if (host != address)
    {
        text << ':' << GetPortOf(address);
    }
    return text.str();
}

bool
HasAddressFamily(const Node& node, bool isIpv6)
{
    if (const Ptr<FlowSocketFactory> flow = node.GetObject<FlowSocketFactory>())
    {
        const FlowNetDevice& device = *flow->GetDevice();
        return isIpv6 ? !device.GetIpv6Address().IsAny()
                      : device.GetIpv4Address() != Ipv4Address::GetAny();
    }
    return isIpv6 ? node.GetObject<Ipv6>() != nullptr : node.GetObject<Ipv4>() != nullptr;
}

bool
HasAddress(const Node& node, const Address& host)
{
    if (const Ptr<FlowSocketFactory> flow = node.GetObject<FlowSocketFactory>())
    {
        return flow->GetDevice()->HasAddress(host);
    }
    if (Ipv4Address::IsMatchingType(host))
    {
        const Ptr<Ipv4> ipv4 = node.GetObject<Ipv4>();
        return ipv4 && ipv4->GetInterfaceForAddress(Ipv4Address::ConvertFrom(host)) >= 0;
    }
    const Ptr<Ipv6> ipv6 = node.GetObject<Ipv6>();
    return ipv6 && ipv6->GetInterfaceForAddress(Ipv6Address::ConvertFrom(host)) >= 0;
}

bool
IsDiallable(const Node& node, const Address& remote)
{
    if (InetSocketAddress::IsMatchingType(remote))
    {
        const InetSocketAddress socket = InetSocketAddress::ConvertFrom(remote);
        const Ipv4Address host = socket.GetIpv4();
        return HasAddressFamily(node, false) && socket.GetPort() != 0 && !host.IsAny() &&
               !host.IsMulticast() && !host.IsBroadcast() &&
               host.CombineMask("255.0.0.0") != Ipv4Address("127.0.0.0") && !HasAddress(node, host);
    }
    const Inet6SocketAddress socket = Inet6SocketAddress::ConvertFrom(remote);
    const Ipv6Address host = socket.GetIpv6();
    return HasAddressFamily(node, true) && socket.GetPort() != 0 && !host.IsAny() &&
           !host.IsMulticast() && !host.IsLocalhost() && !host.IsLinkLocal() &&
           !host.IsIpv4MappedAddress() && !HasAddress(node, host);
}

} // namespace ns3
