/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-segmentation-offload.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint8_t TCP = 6;           //!< IP protocol number of TCP (RFC 9293)
constexpr uint32_t IPV6_HEADER = 40; //!< bytes of the fixed IPv6 header
constexpr uint32_t MAX_IPV4 = 60;    //!< bytes of the longest IPv4 header
constexpr uint32_t TCP_OFFSET = 12;  //!< where the data offset is in a TCP header

/**
 * \param packet an IP packet
 * \return number of header bytes that every piece repeats; 0 if the packet is not an IP packet
 */
uint32_t
GetRepeatedHeaderSize(const Packet& packet)
{
    uint8_t bytes[MAX_IPV4 + TCP_OFFSET + 1];
    const uint32_t size = packet.CopyData(bytes, sizeof(bytes));
    const uint8_t version = size >= IPV6_HEADER ? bytes[0] >> 4 : 0;
    if (version != 4 && version != 6)
    {
        return 0;
    }
    const uint32_t ipHeader = version == 4 ? (bytes[0] & 0xf) * 4u : IPV6_HEADER;
    const uint8_t protocol = version == 4 ? bytes[9] : bytes[6];
    if (protocol != TCP || ipHeader + TCP_OFFSET >= size)
    {
        return ipHeader;
    }
    return ipHeader + (bytes[ipHeader + TCP_OFFSET] >> 4) * 4u;
}

} // namespace

uint32_t
GetOffloadedSize(const Packet& packet, uint32_t wireMtu)
{
    const uint32_t size = packet.GetSize();
    if (wireMtu == 0 || size <= wireMtu)
    {
        return size;
    }
    const uint32_t headers = GetRepeatedHeaderSize(packet);
    if (headers == 0 || headers >= std::min(size, wireMtu))
    {
        return size;
    }
    const uint32_t room = wireMtu - headers;
    const uint32_t pieces = (size - headers + room - 1) / room;
    return size + (pieces - 1) * headers;
}

} // namespace ns3
