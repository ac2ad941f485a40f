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
 */
class StreamFrame : public SimpleRefCount<StreamFrame>
{
  public:
    /**
     * \param packet the bytes with their delimiter
     * \param isControl whether it is a control frame: one that must be neither dropped nor late, so
     *        that the states of the two peers agree
     */
    explicit StreamFrame(Ptr<const Packet> packet, bool isControl = false)
        : m_packet(packet),
          m_isControl(isControl)
    {
    }

    virtual ~StreamFrame() = default;

    /** \return the bytes with their delimiter */
    Ptr<const Packet> GetPacket() const
    {
        return m_packet;
    }

    /** \return the number of bytes */
    uint32_t GetSize() const
    {
        return m_packet->GetSize();
    }

    /**
     * \return whether it is a control frame: the send queue does not drop it and sends it before
     *         other frames (SendQueue)
     */
    bool IsControl() const
    {
        return m_isControl;
    }

  private:
    Ptr<const Packet> m_packet; //!< the bytes with their delimiter
    bool m_isControl;           //!< whether it is a control frame
};

} // namespace ns3

#endif /* WAKU_STREAM_FRAME_H */
