/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-address-table.h"

#include "wan-net-device.h"

#include "ns3/abort.h"

#include <cstring>

namespace ns3
{

namespace
{

/**
 * \param place where the table has the device of an address; null if no device has it
 * \param address the address
 * \param device the device that has the address
 */
template <typename Address>
void
AddAt(WanNetDevice*& place, const Address& address, WanNetDevice* device)
{
    NS_ABORT_MSG_IF(place && place != device,
                    "WanChannel: address " << address << " is already that of host "
                                           << place->GetHostIndex() << "; host "
                                           << device->GetHostIndex() << " cannot have it too");
    place = device;
}

/**
 * \param map one of the two maps
 * \param key the key of the address in the map
 * \return the device that has the address, or nullptr
 */
template <typename Map, typename Key>
WanNetDevice*
FindIn(const Map& map, const Key& key)
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : found->second;
}

} // namespace

std::size_t
WanAddressTable::Ipv6Hash::operator()(const Ipv6Address& address) const
{
    uint8_t bytes[16];
    address.GetBytes(bytes);
    uint64_t words[2];
    std::memcpy(words, bytes, sizeof(words));
    uint64_t mixed = (words[0] ^ (words[1] >> 32 | words[1] << 32)) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(mixed ^ mixed >> 29);
}

void
WanAddressTable::Add(Ipv4Address address, WanNetDevice* device)
{
    if (m_row.empty())
    {
        m_first = address.Get();
    }
    const std::size_t place = GetPlace(address);
    if (place == m_row.size() && m_ipv4.count(address.Get()) == 0)
    {
        m_row.push_back(nullptr);
    }
    AddAt(place < m_row.size() ? m_row[place] : m_ipv4[address.Get()], address, device);
}

void
WanAddressTable::Add(Ipv6Address address, WanNetDevice* device)
{
    AddAt(m_ipv6[address], address, device);
}

void
WanAddressTable::Remove(Ipv4Address address)
{
    const std::size_t place = GetPlace(address);
    if (place < m_row.size())
    {
        m_row[place] = nullptr;
        return;
    }
    m_ipv4.erase(address.Get());
}

void
WanAddressTable::Remove(Ipv6Address address)
{
    m_ipv6.erase(address);
}

WanNetDevice*
WanAddressTable::Find(Ipv4Address address) const
{
    const std::size_t place = GetPlace(address);
    return place < m_row.size() ? m_row[place] : FindIn(m_ipv4, address.Get());
}

WanNetDevice*
WanAddressTable::Find(Ipv6Address address) const
{
    return FindIn(m_ipv6, address);
}

WanNetDevice*
WanAddressTable::FindDestination(const IpAddressPeek& packet) const
{
    switch (packet.GetVersion())
    {
    case 4:
        return Find(packet.GetIpv4Destination());
    case 6:
        return Find(packet.GetIpv6Destination());
    default:
        return nullptr;
    }
}

WanNetDevice*
WanAddressTable::FindSource(const IpAddressPeek& packet) const
{
    switch (packet.GetVersion())
    {
    case 4:
        return Find(packet.GetIpv4Source());
    case 6:
        return Find(packet.GetIpv6Source());
    default:
        return nullptr;
    }
}

void
WanAddressTable::Clear()
{
    m_row.clear();
    m_ipv4.clear();
    m_ipv6.clear();
}

} // namespace ns3
