/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_BYTE_QUEUE_H
#define WAKU_FLOW_BYTE_QUEUE_H

#include "ns3/packet.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Bytes in order, as the packets in which they came. No byte is ever copied. An empty queue
 * is a pointer: sockets have two of them, which are empty for most of the time.
 */
class FlowByteQueue
{
  public:
    /** \return number of bytes */
    uint32_t GetSize() const
    {
        return m_content ? m_content->bytes : 0;
    }

    /** \param packet bytes to add at the end; not empty */
    void Push(Ptr<Packet> packet)
    {
        if (!m_content)
        {
            m_content = std::make_unique<Content>();
        }
        m_content->bytes += packet->GetSize();
        m_content->packets.push_back(std::move(packet));
    }

    /**
     * Remove bytes from the start.
     * \param most most bytes to remove
     * \return the bytes of the first packet, at most `most`; null if there are none
     */
    Ptr<Packet> Pop(uint32_t most)
    {
        if (!m_content || most == 0)
        {
            return nullptr;
        }
        Content& content = *m_content;
        Ptr<Packet>& front = content.packets[content.first];
        const uint32_t left = front->GetSize() - content.offset;
        const uint32_t taken = std::min(left, most);
        Ptr<Packet> part;
        if (taken == front->GetSize())
        {
            part = std::move(front);
        }
        else
        {
            part = front->CreateFragment(content.offset, taken);
        }
        content.bytes -= taken;
        content.offset = taken < left ? content.offset + taken : 0;
        content.first += taken == left;
        Tidy();
        return part;
    }

    /** Remove everything. */
    void Clear()
    {
        m_content.reset();
    }

  private:
    /** What a queue that is not empty has. */
    struct Content
    {
        boost::container::small_vector<Ptr<Packet>, 2> packets; //!< those before first are removed
        uint32_t first{0};                                      //!< index of the first packet
        uint32_t offset{0};                                     //!< its bytes that are removed
        uint32_t bytes{0};                                      //!< number of bytes
    };

    /** Release the memory of packets that were removed. */
    void Tidy()
    {
        Content& content = *m_content;
        if (content.bytes == 0)
        {
            m_content.reset();
        }
        else if (content.first >= 64 && content.first * std::size_t(2) > content.packets.size())
        {
            content.packets.erase(content.packets.begin(), content.packets.begin() + content.first);
            content.first = 0;
        }
    }

    std::unique_ptr<Content> m_content; //!< null if the queue is empty
};

} // namespace ns3

#endif /* WAKU_FLOW_BYTE_QUEUE_H */
