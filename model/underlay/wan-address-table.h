/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_ADDRESS_TABLE_H
#define WAKU_WAN_ADDRESS_TABLE_H

#include "wan-address-peek.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace ns3
{

class WanNetDevice;

/**
 * \ingroup waku
 * \brief The device of each IP address. WanChannel finds the receiver of a packet here in constant
 * time.
 *
 * IPv4 addresses that are added in ascending order, each one more than the last, as WanHelper
 * assigns them, are the indices of an array. A map has all others.
 */
class WanAddressTable
{
  public:
    /**
     * Add an address of a device. The same call may be repeated. An address that another device has
     * stops the program.
     * \param address the address
     * \param device the device that receives packets to the address
     */
    void Add(Ipv4Address address, WanNetDevice* device);

    /** \copydoc Add(Ipv4Address,WanNetDevice*) */
    void Add(Ipv6Address address, WanNetDevice* device);

    /**
     * \param address an address that no device has any more
     */
    void Remove(Ipv4Address address);

    /** \copydoc Remove(Ipv4Address) */
    void Remove(Ipv6Address address);

    /**
     * \param address an address
     * \return the device that has the address, or nullptr
     */
    WanNetDevice* Find(Ipv4Address address) const;

    /** \copydoc Find(Ipv4Address)const */
    WanNetDevice* Find(Ipv6Address address) const;

    /**
     * \param packet the start of a packet
     * \return the device that has the packet's destination address, or nullptr
     */
    WanNetDevice* FindDestination(const IpAddressPeek& packet) const;

    /**
     * \param packet the start of a packet
     * \return the device that has the packet's source address, or nullptr
     */
    WanNetDevice* FindSource(const IpAddressPeek& packet) const;

    /** Forget all addresses. */
    void Clear();

  private:
    /** A hash of all bytes of an IPv6 address, much faster than ns-3's own. */
    struct Ipv6Hash
    {
        /**
         * \param address the address
         * \return its hash
         */
        std::size_t operator()(const Ipv6Address& address) const;
    };

    /**
     * \param address an IPv4 address
     * \return its place in m_row, which is past the end if the row does not have it
     */
    std::size_t GetPlace(Ipv4Address address) const
    {
        return address.Get() - m_first;
    }

    uint32_t m_first{0};                                //!< IPv4 address of m_row's first device
    std::vector<WanNetDevice*> m_row;                   //!< devices of successive IPv4 addresses
    std::unordered_map<uint32_t, WanNetDevice*> m_ipv4; //!< devices of other IPv4 addresses
    std::unordered_map<Ipv6Address, WanNetDevice*, Ipv6Hash> m_ipv6; //!< devices by IPv6 address
};

} // namespace ns3

#endif /* WAKU_WAN_ADDRESS_TABLE_H */
