/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_FRAME_H
#define WAKU_STREAM_FRAME_H

#include "ns3/packet.h"
#include "ns3/simple-ref-count.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is sent as one unit over a MessageStream: bytes as they stand on the wire, delimiter
 * included.
 *
 * A frame never changes, so every stream that sends it and every node that relays it shares one.
 */
class StreamFrame : public SimpleRefCount<StreamFrame>
{
  public:
    /**
     * \param packet the bytes, delimiter included
     * \param isControl whether peers would misunderstand each other if it were left out, or got it
     * late
     */
    explicit StreamFrame(Ptr<const Packet> packet, bool isControl = false)
        : m_packet(packet),
          m_isControl(isControl)
    {
    }

    virtual ~StreamFrame() = default;

    /** \return the bytes, delimiter included */
    Ptr<const Packet> GetPacket() const
    {
        return m_packet;
    }

    /** \return the number of bytes */
    uint32_t GetSize() const
    {
        return m_packet->GetSize();
    }

    /** \return whether no send queue may leave it out, and it goes ahead of others (SendQueue) */
    bool IsControl() const
    {
        return m_isControl;
    }

  private:
    Ptr<const Packet> m_packet; //!< the bytes
    bool m_isControl;           //!< whether it is never left out
};

} // namespace ns3

#endif /* WAKU_STREAM_FRAME_H */
