/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_SEND_QUEUE_H
#define WAKU_STREAM_SEND_QUEUE_H

#include "stream-frame.h"

#include <iterator>
#include <list>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Frames that wait for TCP on one stream: control frames (StreamFrame::IsControl) go ahead
 * of all others, and each kind is in the order of Push.
 *
 * A frame of which a part has gone stays in front until all of it has, so no frame goes inside
 * another.
 *
 * libp2p's implementations send control ahead of full messages that wait for the same peer.
 * nim-libp2p (pubsubpeer.nim, MessagePriority) does so with every RPC that has no full message,
 * subscriptions among them; go-libp2p-pubsub (rpc_queue.go, UrgentPush) with IDONTWANT alone. This
 * follows nim-libp2p, except that it does not tell own messages, which go ahead of others there,
 * from those that are relayed or answer an IWANT. Without control frames the queue is first in,
 * first out.
 */
class SendQueue
{
  public:
    /** \param frame waits from now on */
    void Push(Ptr<const StreamFrame> frame);

    /** \return the frame that goes next, or whose rest does; there must be one */
    const Ptr<const StreamFrame>& Front() const
    {
        return IsMessageInFront() ? m_messages.front() : m_control.front();
    }

    /** \return how many bytes of Front have gone */
    uint32_t GetOffset() const
    {
        return m_offset;
    }

    /** \param bytes so many further bytes of Front have gone */
    void Advance(uint32_t bytes);

    /** \return Front, all of which has gone; it is taken out */
    Ptr<const StreamFrame> Pop();

    /**
     * \param frame to take out
     * \return whether it waited; a frame of which a part has gone does not
     */
    bool Remove(const StreamFrame* frame);

    /**
     * \param isIt whether a frame is the one to take out
     * \param isControl whether it is control
     * \return whether it waited; a frame of which a part has gone does not
     */
    template <typename Predicate>
    bool RemoveIf(Predicate isIt, bool isControl)
    {
        return isControl ? RemoveFrom(m_control, m_offset > 0 && !m_messageBegun, isIt)
                         : RemoveFrom(m_messages, m_messageBegun, isIt);
    }

    /** \return the oldest frame that waits and is not control; or null */
    const StreamFrame* PeekOldestMessage() const
    {
        const auto oldest = std::next(m_messages.begin(), m_messageBegun ? 1 : 0);
        return oldest == m_messages.end() ? nullptr : PeekPointer(*oldest);
    }

    /** \return bytes of the frames that RemoveOldestMessage would take out one after the other */
    uint32_t GetDroppableBytes() const
    {
        return m_messageBytes - (m_messageBegun ? m_messages.front()->GetSize() : 0);
    }

    /** \return the oldest frame that waits and is not control, taken out; or null */
    Ptr<const StreamFrame> RemoveOldestMessage();

    /** Take everything out. */
    void Clear();

    /** \return whether there is no frame */
    bool IsEmpty() const
    {
        return m_control.empty() && m_messages.empty();
    }

    /** \return the number of frames */
    std::size_t GetNFrames() const
    {
        return m_control.size() + m_messages.size();
    }

    /** \return bytes of all frames, with those of Front that have gone */
    uint32_t GetBytes() const
    {
        return m_bytes;
    }

  private:
    /** Frames in order. */
    using Frames = std::list<Ptr<const StreamFrame>>;

    /** \return whether Front is not control */
    bool IsMessageInFront() const
    {
        return m_control.empty() || m_messageBegun;
    }

    /** \param frame has been taken out */
    void Subtract(const StreamFrame& frame)
    {
        m_bytes -= frame.GetSize();
        m_messageBytes -= frame.IsControl() ? 0 : frame.GetSize();
    }

    /**
     * \param frames one kind
     * \param begun whether a part of their first has gone
     * \param isIt whether a frame is the one to take out
     * \return whether it waited
     */
    template <typename Predicate>
    bool RemoveFrom(Frames& frames, bool begun, Predicate isIt)
    {
        for (auto frame = frames.begin(); frame != frames.end(); ++frame)
        {
            if (isIt(**frame))
            {
                if (begun && frame == frames.begin())
                {
                    return false;
                }
                Subtract(**frame);
                frames.erase(frame);
                return true;
            }
        }
        return false;
    }

    Frames m_control;           //!< control frames
    Frames m_messages;          //!< the others
    uint32_t m_bytes{0};        //!< bytes of all
    uint32_t m_messageBytes{0}; //!< bytes of m_messages
    uint32_t m_offset{0};       //!< bytes of Front that have gone
    bool m_messageBegun{false}; //!< whether a part of the first of m_messages has gone
};

} // namespace ns3

#endif /* WAKU_STREAM_SEND_QUEUE_H */
