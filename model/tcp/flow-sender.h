/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_SENDER_H
#define WAKU_FLOW_SENDER_H

#include "flow-byte-queue.h"
#include "flow-congestion.h"
#include "flow-piece.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The sending half of a FlowSocket: bytes that wait, pieces that are not acknowledged, and
 * the window.
 *
 * An acknowledgement is not an event. The receiver notes in a piece when its acknowledgements reach
 * the sender; the sender applies those whose time has come when it wants to know its window. A
 * piece that the window cuts in two does not wait for the rest of it: its later segments are given
 * to the up link when the acknowledgements that make room for them arrive, if these are known.
 */
class FlowSender
{
  public:
    /** \param settings what all sockets have in common */
    explicit FlowSender(const FlowSettings& settings)
        : m_congestion(settings)
    {
    }

    /** \param packet bytes of the application; not empty */
    void Push(Ptr<Packet> packet)
    {
        m_unsent.Push(std::move(packet));
    }

    /** \return bytes that wait for the window */
    uint32_t GetUnsent() const
    {
        return m_unsent.GetSize();
    }

    /** \return bytes that are sent and not acknowledged */
    uint32_t GetOutstanding() const
    {
        return static_cast<uint32_t>(m_sent - m_acknowledged);
    }

    /** \return bytes that are in the send buffer */
    uint32_t GetBuffered() const
    {
        return GetUnsent() + GetOutstanding();
    }

    /** \return congestion window and timeout */
    FlowCongestion& GetCongestion()
    {
        return m_congestion;
    }

    /**
     * Apply acknowledgements.
     * \param settings what all sockets have in common
     * \param now the current time; what arrived until then is applied
     */
    void Settle(const FlowSettings& settings, FlowTime now);

    /**
     * Apply an acknowledgement that came with data.
     * \param settings what all sockets have in common
     * \param now the current time
     * \param end bytes that it acknowledges since the start of the connection
     */
    void SettleUpTo(const FlowSettings& settings, FlowTime now, uint64_t end);

    /**
     * Take bytes that the window allows to send.
     * \param settings what all sockets have in common
     * \param now the current time
     * \param segments most segments to take
     * \param isIdeal whether there are no windows
     * \return a piece, or null if the window is full or nothing waits
     */
    Ptr<FlowPiece> TakePiece(const FlowSettings& settings,
                             FlowTime now,
                             uint32_t segments,
                             bool isIdeal);

    /**
     * \param now the current time
     * \return when the next acknowledgement can be applied; FLOW_NEVER if that is not known
     */
    FlowTime GetNextTime(FlowTime now) const;

    /** \return acknowledgements applied since the last call that came without data */
    uint32_t TakeAcks()
    {
        return std::exchange(m_acks, 0);
    }

    /** \param unread bytes that the receiving application has not read */
    void SetUnread(uint32_t unread)
    {
        m_unread = unread;
    }

    /** Forget everything that waits or is not acknowledged. */
    void Clear();

  private:
    /** An acknowledgement. */
    struct Ack
    {
        FlowTime time{FLOW_NEVER}; //!< when it arrives
        FlowTime known{0};         //!< when the sender gets to know of it
        FlowTime sent{0};          //!< when the first segment that it acknowledges was sent
        uint64_t end{0};           //!< bytes that it acknowledges
        uint32_t unread{0};        //!< bytes that the application had not read
    };

    /**
     * \param now the sender knows only what is known then
     * \return the next acknowledgement; its time is FLOW_NEVER if none is known
     */
    Ack Peek(FlowTime now) const;

    /**
     * Apply an acknowledgement.
     * \param settings what all sockets have in common
     * \param ack the acknowledgement
     */
    void Apply(const FlowSettings& settings, const Ack& ack);

    /**
     * \param settings what all sockets have in common
     * \param isIdeal whether there are no windows
     * \return bytes that may be outstanding
     */
    uint32_t GetWindow(const FlowSettings& settings, bool isIdeal) const;

    FlowCongestion m_congestion; //!< congestion window and timeout
    FlowByteQueue m_unsent;      //!< bytes that wait for the window
    Ptr<FlowPiece> m_first;      //!< first piece that is not acknowledged
    FlowPiece* m_last{nullptr};  //!< the last one
    uint64_t m_sent{0};          //!< bytes sent since the start of the connection
    uint64_t m_acknowledged{0};  //!< bytes acknowledged since then
    uint32_t m_segment{1};       //!< bytes of a full segment
    uint32_t m_unread{0};        //!< bytes that the receiving application has not read
    uint32_t m_acks{0};          //!< acknowledgements that TakeAcks() returns
};

} // namespace ns3

#endif /* WAKU_FLOW_SENDER_H */
