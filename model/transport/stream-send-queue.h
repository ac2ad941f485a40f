/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_SEND_QUEUE_H
#define WAKU_STREAM_SEND_QUEUE_H

#include "stream-frame.h"

#include <array>
#include <iterator>
#include <list>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Frames of one stream that wait to be sent. Control frames (StreamFrame::IsControl) are
 * sent before all others, then frames that were pushed as ahead, then the rest; frames of each kind
 * are sent in the order of Push.
 *
 * If a part of a frame has been sent, the rest of it is sent next, so that frames do not
 * interleave.
 *
 * Implementations of libp2p send control messages before full messages that wait for the same peer.
 * nim-libp2p (pubsubpeer.nim, MessagePriority) does so for every RPC without a full message, which
 * includes subscriptions, and sends a node's own messages before those that it relays or sends on
 * IWANT; go-libp2p-pubsub (rpc_queue.go, UrgentPush) sends only IDONTWANT ahead. SendQueue follows
 * nim-libp2p, with own messages as their sender pushes them. Without control frames and frames
 * ahead the queue is first in, first out.
 */
class SendQueue
{
  public:
    /**
     * Add a frame.
     * \param frame the frame
     * \param isAhead whether it is sent before waiting frames that are neither control frames nor
     *        ahead
     */
    void Push(Ptr<const StreamFrame> frame, bool isAhead = false);

    /** \return the frame that is sent next, wholly or its rest; the queue must not be empty */
    const Ptr<const StreamFrame>& Front() const
    {
        return Get(GetFrontKind()).front();
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
        return isControl ? RemoveFrom(CONTROL, isIt)
                         : RemoveFrom(AHEAD, isIt) || RemoveFrom(REST, isIt);
    }

    /**
     * \return the oldest waiting frame of the rest; if there is none, the oldest one ahead, or null
     */
    const StreamFrame* PeekOldestMessage() const;

    /** \return bytes of all frames that RemoveOldestMessage can remove */
    uint32_t GetDroppableBytes() const
    {
        const bool isBegun = m_offset > 0 && m_begun != CONTROL;
        return m_messageBytes - (isBegun ? Front()->GetSize() : 0);
    }

    /**
     * Remove the frame that PeekOldestMessage() returns.
     * \return the frame, or null
     */
    Ptr<const StreamFrame> RemoveOldestMessage();

    /** Remove all frames. */
    void Clear();

    /** \return whether the queue is empty */
    bool IsEmpty() const
    {
        return !m_frames;
    }

    /** \return the number of frames */
    std::size_t GetNFrames() const
    {
        return m_frames ? Get(CONTROL).size() + Get(AHEAD).size() + Get(REST).size() : 0;
    }

    /** \return the number of control frames */
    std::size_t GetNControl() const
    {
        return Get(CONTROL).size();
    }

    /**
     * \param isAhead whether to count frames ahead, or the rest
     * \return the number of such frames that are not control frames
     */
    std::size_t GetNMessages(bool isAhead) const
    {
        return Get(isAhead ? AHEAD : REST).size();
    }

    /** \return bytes of all frames, including the bytes of Front that have been sent */
    uint32_t GetBytes() const
    {
        return m_bytes;
    }

  private:
    /** Frames in order. */
    using Frames = std::list<Ptr<const StreamFrame>>;

    /** Kinds of frames, in the order in which they are sent. */
    enum Kind : uint8_t
    {
        CONTROL, //!< control frames
        AHEAD,   //!< frames that were pushed as ahead
        REST,    //!< other frames
        KINDS,   //!< number of kinds
    };

    /** \return kind of Front */
    Kind GetFrontKind() const
    {
        return m_offset > 0            ? m_begun
               : !Get(CONTROL).empty() ? CONTROL
               : !Get(AHEAD).empty()   ? AHEAD
                                       : REST;
    }

    /**
     * \param kind a kind of frames
     * \return the oldest of them of which no part has been sent
     */
    Frames::const_iterator GetOldestWaiting(Kind kind) const
    {
        return std::next(Get(kind).begin(), m_offset > 0 && m_begun == kind ? 1 : 0);
    }

    /**
     * \param kind a kind of frames
     * \return the frames
     */
    const Frames& Get(Kind kind) const
    {
        static const Frames none;
        return m_frames ? (*m_frames)[kind] : none;
    }

    /**
     * Remove a frame.
     * \param kind kind of the frame
     * \param frame the frame
     */
    void Erase(Kind kind, Frames::const_iterator frame);

    /**
     * Remove the waiting frame for which a predicate is true.
     * \param kind kind of the frame
     * \param isIt the predicate
     * \return whether a frame was removed
     */
    template <typename Predicate>
    bool RemoveFrom(Kind kind, Predicate isIt)
    {
        for (auto frame = GetOldestWaiting(kind); frame != Get(kind).end(); ++frame)
        {
            if (isIt(**frame))
            {
                Erase(kind, frame);
                return true;
            }
        }
        return false;
    }

    /** Frames of each kind; null if there are none, which is so most of the time. */
    std::unique_ptr<std::array<Frames, KINDS>> m_frames;
    uint32_t m_bytes{0};        //!< bytes of all frames
    uint32_t m_messageBytes{0}; //!< bytes of frames that are not control frames
    uint32_t m_offset{0};       //!< bytes of Front that have been sent
    Kind m_begun{CONTROL};      //!< kind of Front, if a part of it has been sent
};

} // namespace ns3

#endif /* WAKU_STREAM_SEND_QUEUE_H */
