/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-peer-record.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/peer-address.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr std::size_t IPV4_SIZE = 4;
constexpr std::size_t IPV6_SIZE = 16;
constexpr std::size_t PORT_SIZE = 2;

} // namespace

std::string
EncodePeerRecord(const Address& host, uint16_t port)
{
    const Address ip = HostOf(host);
    uint8_t bytes[IPV6_SIZE];
    const bool ipv4 = Ipv4Address::IsMatchingType(ip);
    if (ipv4)
    {
        Ipv4Address::ConvertFrom(ip).Serialize(bytes);
    }
    else
    {
        Ipv6Address::ConvertFrom(ip).Serialize(bytes);
    }
    std::string record(bytes, bytes + (ipv4 ? IPV4_SIZE : IPV6_SIZE));
    record += static_cast<char>(port >> 8);
    record += static_cast<char>(port & 0xff);
    return record;
}

Address
DecodePeerRecord(const std::string& record)
{
    const std::size_t ipSize = record.size() - std::min(record.size(), PORT_SIZE);
    if (ipSize != IPV4_SIZE && ipSize != IPV6_SIZE)
    {
        return Address();
    }
    const uint8_t* bytes = reinterpret_cast<const uint8_t*>(record.data());
    const uint16_t port = static_cast<uint16_t>(bytes[ipSize] << 8 | bytes[ipSize + 1]);
    if (ipSize == IPV4_SIZE)
    {
        return InetSocketAddress(Ipv4Address::Deserialize(bytes), port);
    }
    return Inet6SocketAddress(Ipv6Address::Deserialize(bytes), port);
}

} // namespace ns3
