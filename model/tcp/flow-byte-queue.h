/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_BYTE_QUEUE_H
#define WAKU_FLOW_BYTE_QUEUE_H

#include "ns3/packet.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Bytes in order, as the packets in which they came. No byte is ever copied, and an empty
 * queue takes no memory of its own.
 */
class FlowByteQueue
{
  public:
    /** \return number of bytes */
    uint32_t GetSize() const
    {
        return m_bytes;
    }

    /** \param packet bytes to add at the end; not empty */
    void Push(Ptr<Packet> packet)
    {
        m_bytes += packet->GetSize();
        m_packets.push_back(std::move(packet));
    }

    /**
     * Remove bytes from the start.
     * \param most most bytes to remove
     * \return the bytes of the first packet, at most `most`; null if there are none
     */
    Ptr<Packet> Pop(uint32_t most)
    {
        if (m_bytes == 0 || most == 0)
        {
            return nullptr;
        }
        Ptr<Packet>& front = m_packets[m_first];
        const uint32_t left = front->GetSize() - m_offset;
        const uint32_t taken = std::min(left, most);
        Ptr<Packet> part;
        if (taken == front->GetSize())
        {
            part = std::move(front);
        }
        else
        {
            part = front->CreateFragment(m_offset, taken);
        }
        m_bytes -= taken;
        m_offset = taken < left ? m_offset + taken : 0;
        m_first += taken == left;
        Tidy();
        return part;
    }

    /** Remove everything. */
    void Clear()
    {
        m_bytes = 0;
        Tidy();
    }

  private:
    /** Release the memory of packets that were removed. */
    void Tidy()
    {
        if (m_bytes == 0)
        {
            std::vector<Ptr<Packet>>().swap(m_packets);
            m_first = 0;
            m_offset = 0;
        }
        else if (m_first >= 64 && m_first * std::size_t(2) > m_packets.size())
        {
            m_packets.erase(m_packets.begin(), m_packets.begin() + m_first);
            m_first = 0;
        }
    }

    std::vector<Ptr<Packet>> m_packets; //!< packets; those before m_first are removed
    uint32_t m_first{0};                //!< index of the first packet
    uint32_t m_offset{0};               //!< bytes of the first packet that are removed
    uint32_t m_bytes{0};                //!< number of bytes
};

} // namespace ns3

#endif /* WAKU_FLOW_BYTE_QUEUE_H */
