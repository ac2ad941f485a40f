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
 * \brief Frames of one stream that wait to be sent. Control frames (StreamFrame::IsControl) are
 * sent before all others; frames of each kind are sent in the order of Push.
 *
 * If a part of a frame has been sent, the rest of it is sent next, so that frames do not
 * interleave.
 *
 * Implementations of libp2p send control messages before full messages that wait for the same peer.
 * nim-libp2p (pubsubpeer.nim, MessagePriority) does so for every RPC without a full message, which
 * includes subscriptions; go-libp2p-pubsub (rpc_queue.go, UrgentPush) only for IDONTWANT. SendQueue
 * follows nim-libp2p with one exception: nim-libp2p also sends a node's own messages before those
 * that it relays or sends on IWANT, and SendQueue does not. Without control frames the queue is
 * first in, first out.
 */
class SendQueue
{
  public:
    /**
     * Add a frame.
     * \param frame the frame
     */
    void Push(Ptr<const StreamFrame> frame);

    /** \return the frame that is sent next, wholly or its rest; the queue must not be empty */
    const Ptr<const StreamFrame>& Front() const
    {
        return IsMessageInFront() ? m_messages.front() : m_control.front();
    }

    /** \return number of bytes of Front that have been sent */
    uint32_t GetOffset() const
    {
        return m_offset;
    }

    /**
     * Note that more bytes of Front have been sent.
     * \param bytes number of bytes
     */
    void Advance(uint32_t bytes);

    /**
     * Remove Front, all bytes of which have been sent.
     * \return the frame
     */
    Ptr<const StreamFrame> Pop();

    /**
     * Remove a waiting frame.
     * \param frame the frame
     * \return whether it was removed; false if it is not in the queue or a part of it has been sent
     */
    bool Remove(const StreamFrame* frame);

    /**
     * Remove the waiting frame for which a predicate is true.
     * \param isIt the predicate
     * \param isControl whether the frame is a control frame
     * \return whether it was removed; false if it is not in the queue or a part of it has been sent
     */
    template <typename Predicate>
    bool RemoveIf(Predicate isIt, bool isControl)
    {
        return isControl ? RemoveFrom(m_control, m_offset > 0 && !m_messageBegun, isIt)
                         : RemoveFrom(m_messages, m_messageBegun, isIt);
    }

    /** \return the oldest waiting frame that is not a control frame, or null */
    const StreamFrame* PeekOldestMessage() const
    {
        const auto oldest = std::next(m_messages.begin(), m_messageBegun ? 1 : 0);
        return oldest == m_messages.end() ? nullptr : PeekPointer(*oldest);
    }

    /** \return bytes of all frames that RemoveOldestMessage can remove */
    uint32_t GetDroppableBytes() const
    {
        return m_messageBytes - (m_messageBegun ? m_messages.front()->GetSize() : 0);
    }

    /**
     * Remove the oldest waiting frame that is not a control frame.
     * \return the frame, or null
     */
    Ptr<const StreamFrame> RemoveOldestMessage();

    /** Remove all frames. */
    void Clear();

    /** \return whether the queue is empty */
    bool IsEmpty() const
    {
        return m_control.empty() && m_messages.empty();
    }

    /** \return the number of frames */
    std::size_t GetNFrames() const
    {
        return m_control.size() + m_messages.size();
    }

    /** \return bytes of all frames, including the bytes of Front that have been sent */
    uint32_t GetBytes() const
    {
        return m_bytes;
    }

  private:
    /** Frames in order. */
    using Frames = std::list<Ptr<const StreamFrame>>;

    /** \return whether Front is not a control frame */
    bool IsMessageInFront() const
    {
        return m_control.empty() || m_messageBegun;
    }

    /**
     * Subtract a removed frame from the numbers of bytes.
     * \param frame the frame
     */
    void Subtract(const StreamFrame& frame)
    {
        m_bytes -= frame.GetSize();
        m_messageBytes -= frame.IsControl() ? 0 : frame.GetSize();
    }

    /**
     * Remove the waiting frame for which a predicate is true.
     * \param frames frames of one kind
     * \param begun whether a part of the first of them has been sent
     * \param isIt the predicate
     * \return whether a frame was removed
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
    Frames m_messages;          //!< other frames
    uint32_t m_bytes{0};        //!< bytes of all frames
    uint32_t m_messageBytes{0}; //!< bytes of m_messages
    uint32_t m_offset{0};       //!< bytes of Front that have been sent
    bool m_messageBegun{false}; //!< whether a part of the first of m_messages has been sent
};

} // namespace ns3

#endif /* WAKU_STREAM_SEND_QUEUE_H */
