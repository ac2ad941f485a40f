/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_ADDRESS_PEEK_H
#define WAKU_WAN_ADDRESS_PEEK_H

#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/packet.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The IP version and addresses at the start of a packet, read without parsing its headers.
 *
 * WanChannel reads every packet this way, so the class allocates no memory. A packet that is too
 * short for the fixed header of its version (RFC 791, RFC 8200) has version 0.
 */
class IpAddressPeek
{
  public:
    static constexpr uint16_t IPV4_PROTOCOL = 0x0800; //!< protocol number of IPv4
    static constexpr uint16_t IPV6_PROTOCOL = 0x86DD; //!< protocol number of IPv6

    /** \param packet a packet that starts with its IP header */
    explicit IpAddressPeek(const Packet& packet)
    {
        const uint32_t size = packet.CopyData(m_bytes, IPV6_HEADER);
        const uint8_t version = size > 0 ? m_bytes[0] >> 4 : 0;
        if ((version == 4 && size >= IPV4_HEADER) || (version == 6 && size == IPV6_HEADER))
        {
            m_version = version;
        }
    }

    /** \return 4, 6, or 0 if the packet is not an IP packet */
    uint8_t GetVersion() const
    {
        return m_version;
    }

    /** \return the protocol number for NetDevice::Send; 0 if the packet is not an IP packet */
    uint16_t GetProtocolNumber() const
    {
        return m_version == 4 ? IPV4_PROTOCOL : m_version == 6 ? IPV6_PROTOCOL : 0;
    }

    /** \return the source address; the version must be 4 */
    Ipv4Address GetIpv4Source() const
    {
        return ReadIpv4(12);
    }

    /** \return the destination address; the version must be 4 */
    Ipv4Address GetIpv4Destination() const
    {
        return ReadIpv4(16);
    }

    /** \return the source address; the version must be 6 */
    Ipv6Address GetIpv6Source() const
    {
        return Ipv6Address::Deserialize(m_bytes + 8);
    }

    /** \return the destination address; the version must be 6 */
    Ipv6Address GetIpv6Destination() const
    {
        return Ipv6Address::Deserialize(m_bytes + 24);
    }

  private:
    static constexpr uint32_t IPV4_HEADER = 20; //!< bytes of the fixed IPv4 header
    static constexpr uint32_t IPV6_HEADER = 40; //!< bytes of the fixed IPv6 header

    /**
     * \param offset offset of the address in the packet, in bytes
     * \return the address
     */
    Ipv4Address ReadIpv4(uint32_t offset) const
    {
        return Ipv4Address(uint32_t(m_bytes[offset]) << 24 | uint32_t(m_bytes[offset + 1]) << 16 |
                           uint32_t(m_bytes[offset + 2]) << 8 | uint32_t(m_bytes[offset + 3]));
    }

    uint8_t m_bytes[IPV6_HEADER]; //!< the start of the packet
    uint8_t m_version{0};         //!< 4, 6 or 0
};

} // namespace ns3

#endif /* WAKU_WAN_ADDRESS_PEEK_H */
