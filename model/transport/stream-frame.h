/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_FRAME_H
#define WAKU_STREAM_FRAME_H

#include "ns3/packet.h"
#include "ns3/simple-ref-count.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief A unit of bytes that is sent over a MessageStream, as on the wire and with its delimiter.
 *
 * A frame never changes, so all streams that send it and all nodes that relay it share one object.
 *
 * Real bytes that follow virtual ones are a packet of their own, the tail. ns-3's Buffer::AddAtEnd,
 * by which TCP joins packets, writes to the wrong place when virtual bytes are in both packets and
 * real ones follow them.
 */
class StreamFrame : public SimpleRefCount<StreamFrame>
{
  public:
    /**
     * \param packet the bytes with their delimiter
     * \param isControl whether it is a control frame: one that must be neither dropped nor late, so
     *        that the states of the two peers agree
     * \param tail real bytes after those of the packet, or null
     */
    explicit StreamFrame(Ptr<const Packet> packet,
                         bool isControl = false,
                         Ptr<const Packet> tail = nullptr)
        : m_body(packet),
          m_tail(tail),
          m_size(packet->GetSize() + (tail ? tail->GetSize() : 0)),
          m_isControl(isControl)
    {
    }

    virtual ~StreamFrame() = default;

    /** \return the bytes with their delimiter, without the tail */
    Ptr<const Packet> GetBody() const
    {
        return m_body;
    }

    /** \return the bytes after the body, or null */
    Ptr<const Packet> GetTail() const
    {
        return m_tail;
    }

    /** \return all bytes with their delimiter; if there is a tail, they are copied and made real */
    Ptr<const Packet> GetPacket() const
    {
        if (!m_tail)
        {
            return m_body;
        }
        Ptr<Packet> packet = m_body->Copy();
        packet->AddAtEnd(m_tail);
        return packet;
    }

    /** \return the number of bytes */
    uint32_t GetSize() const
    {
        return m_size;
    }

    /**
     * \return whether it is a control frame: the send queue does not drop it and sends it before
     *         other frames (SendQueue)
     */
    bool IsControl() const
    {
        return m_isControl;
    }

    /** \return whether it is a MarkedFrame */
    bool IsMarked() const
    {
        return m_isMarked;
    }

  protected:
    /** The frame is a MarkedFrame. */
    void SetMarked()
    {
        m_isMarked = true;
    }

  private:
    Ptr<const Packet> m_body; //!< the bytes with their delimiter
    Ptr<const Packet> m_tail; //!< the bytes after them, or null
    uint32_t m_size;          //!< number of bytes of both
    bool m_isControl;         //!< whether it is a control frame
    bool m_isMarked{false};   //!< whether it is a MarkedFrame
};

} // namespace ns3

#endif /* WAKU_STREAM_FRAME_H */
