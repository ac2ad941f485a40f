/* SPDX-License-Identifier: GPL-2.0-only */
#include "virtual-bytes.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{

VirtualBytes::VirtualBytes(std::vector<uint8_t> head, uint64_t zeros)
    : m_head(std::move(head)),
      m_zeros(zeros)
{
}

VirtualBytes
VirtualBytes::Slice(uint64_t offset, uint64_t size) const
{
    NS_ASSERT_MSG(offset <= GetSize() && size <= GetSize() - offset, "slice beyond the end");
    const uint64_t first = std::min<uint64_t>(offset, m_head.size());
    const uint64_t last = std::min<uint64_t>(offset + size, m_head.size());
    return VirtualBytes(std::vector<uint8_t>(m_head.begin() + first, m_head.begin() + last),
                        size - (last - first));
}

std::vector<uint8_t>
VirtualBytes::ToVector() const
{
    std::vector<uint8_t> bytes(m_head);
    bytes.resize(GetSize(), 0);
    return bytes;
}

Ptr<Packet>
VirtualBytes::ToPacket() const
{
    Ptr<Packet> packet = Create<Packet>(m_head.data(), static_cast<uint32_t>(m_head.size()));
    if (m_zeros > 0)
    {
        packet->AddAtEnd(Create<Packet>(static_cast<uint32_t>(m_zeros)));
    }
    return packet;
}

bool
VirtualBytes::operator==(const VirtualBytes& other) const
{
    if (GetSize() != other.GetSize())
    {
        return false;
    }
    const auto& shorter = m_head.size() < other.m_head.size() ? m_head : other.m_head;
    const auto& longer = m_head.size() < other.m_head.size() ? other.m_head : m_head;
    return std::equal(shorter.begin(), shorter.end(), longer.begin()) &&
           std::all_of(longer.begin() + shorter.size(), longer.end(), [](uint8_t byte) {
               return byte == 0;
           });
}

} // namespace ns3
