/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_SENDER_H
#define WAKU_FLOW_SENDER_H

#include "flow-byte-queue.h"
#include "flow-congestion.h"
#include "flow-piece.h"

#include <cstdint>
#include <memory>
#include <utility>

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
 *
 * A piece is lost or arrives as a whole. The sender knows that it is lost when three segments after
 * it are acknowledged: it reduces the window once for a window of data, and sends the lost pieces
 * again, the first one at once, others while the window has room for them (fast retransmit and
 * recovery with SACK, RFC 6675). If nothing else waits, recovery repeats all that is missing, as
 * ns-3 has it (NextSeg, rule 3).
 * After a retransmission timeout it begins with one segment and sends everything again that is not
 * acknowledged, which costs bytes even where nothing was lost.
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

    /** \return whether something is lost or was sent again */
    bool IsRepairing() const
    {
        return m_repair != nullptr;
    }

    /** \return whether the end of the stream is sent */
    bool HasEnded() const
    {
        return m_ended;
    }

    /** \return bytes of the stream that the receiver has acknowledged */
    uint64_t GetAcknowledged() const
    {
        return m_acknowledged;
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

    /** \param wait how long acknowledgements that arrive wait for the down link */
    void SetWait(FlowTime wait)
    {
        m_wait = wait;
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

    /**
     * Let a piece end the stream. It was taken last, and nothing waits.
     * \param piece the piece
     */
    void AppendEnd(FlowPiece& piece);

    /**
     * Take the end of the stream alone, once nothing waits.
     * \param now the current time
     * \return a piece without bytes
     */
    Ptr<FlowPiece> TakeEnd(FlowTime now);

    /**
     * Take what has to be sent again.
     * \param settings what all sockets have in common
     * \param now the current time
     * \param isIdeal whether there are no windows
     * \return a lost piece, or a REPEAT; null if there is none or the window is full
     */
    Ptr<FlowPiece> TakeRepeat(const FlowSettings& settings, FlowTime now, bool isIdeal);

    /**
     * \param end bytes of the stream up to the end of a piece
     * \return that piece, if it is not acknowledged; else nullptr
     */
    FlowPiece* Find(uint64_t end) const;

    /**
     * A piece that was taken will not arrive.
     * \param piece the piece
     */
    void NoteLost(FlowPiece& piece);

    /**
     * \param settings what all sockets have in common
     * \return when a retransmission timeout passes, if nothing is acknowledged before
     */
    FlowTime GetDeadline(const FlowSettings& settings) const;

    /**
     * Note when a piece leaves the host.
     * \param departure when its last segment has passed the up link
     * \param isAgain whether it was sent before
     */
    void NoteDeparture(FlowTime departure, bool isAgain)
    {
        // While nothing is acknowledged, new data does not put off the next timeout (RFC 6298, 5).
        if (m_backoff == 0 || isAgain)
        {
            m_departure = departure;
        }
    }

    /**
     * A SYN or its answer has been sent.
     * \param sent when it was sent; FLOW_NEVER if it was sent again
     */
    void NoteHandshake(FlowTime sent)
    {
        m_departure = sent;
    }

    /**
     * The handshake has ended: take its round-trip time, if nothing was sent again.
     * \param now the current time
     */
    void EndHandshake(FlowTime now);

    /**
     * A retransmission timeout has passed.
     * \param settings what all sockets have in common
     * \return whether the connection goes on; false if data was repeated too often
     */
    bool TimeOut(const FlowSettings& settings);

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
        FlowPiece* piece{nullptr}; //!< piece that has caused it, or null
        uint32_t passed{0};        //!< segments of the piece that have arrived
        uint32_t unread{0};        //!< bytes that the application had not read
        bool isDelayed{false};     //!< whether it is a delayed acknowledgement
    };

    /** What has to be done about losses. */
    struct Repair
    {
        uint64_t end{0};      //!< bytes that were sent when a loss was detected
        uint64_t next{0};     //!< after a timeout: bytes that need not be sent again
        uint32_t excluded{0}; //!< outstanding bytes that are not in flight
        uint32_t lost{0};     //!< lost pieces that are not sent again
        bool isActive{false}; //!< whether a loss was detected and is not repaired
        bool timedOut{false}; //!< whether a timeout has detected it
        bool isFirst{false};  //!< whether the first repetition is due, whatever the window
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
     * Find the next acknowledgement of a piece.
     * \param piece the piece
     * \param sent when the first segment that it acknowledges was sent
     * \param size bytes of a full segment
     * \param [in,out] ack becomes that acknowledgement, if it is earlier
     * \return whether a segment of the piece has an acknowledgement of its own
     */
    static bool PeekPiece(FlowPiece& piece, FlowTime sent, uint32_t size, Ack& ack);

    /**
     * Note that segments have arrived after a lost one.
     * \param settings what all sockets have in common
     * \param ack the acknowledgement that tells so
     */
    void ApplySelective(const FlowSettings& settings, const Ack& ack);

    /** Release the pieces that are acknowledged. */
    void ReleaseAcknowledged();

    /** End the repair of losses, if they are repaired. */
    void EndRepair();

    /**
     * Prepare a lost piece to be sent again.
     * \param piece the piece
     * \param now the current time
     */
    void Renew(FlowPiece& piece, FlowTime now);

    /** \return bytes that are in flight */
    uint32_t GetInFlight() const
    {
        return GetOutstanding() - (m_repair ? m_repair->excluded : 0);
    }

    /**
     * \param settings what all sockets have in common
     * \param isIdeal whether there are no windows
     * \return bytes that may be outstanding
     */
    uint32_t GetWindow(const FlowSettings& settings, bool isIdeal) const;

    FlowCongestion m_congestion;      //!< congestion window and timeout
    FlowByteQueue m_unsent;           //!< bytes that wait for the window
    Ptr<FlowPiece> m_first;           //!< first piece that is not acknowledged
    FlowPiece* m_last{nullptr};       //!< the last one
    std::unique_ptr<Repair> m_repair; //!< state of losses; null if there are none
    FlowTime m_departure{0};          //!< when the last piece leaves the host
    FlowTime m_progress{0};           //!< when data was acknowledged last
    FlowTime m_wait{0};               //!< how long acknowledgements wait for the down link
    uint64_t m_sent{0};               //!< bytes sent since the start of the connection
    uint64_t m_acknowledged{0};       //!< bytes acknowledged since then
    uint32_t m_segment{1};            //!< bytes of a full segment
    uint32_t m_unread{0};             //!< bytes that the receiving application has not read
    uint8_t m_backoff{0};             //!< timeouts since data was acknowledged
    bool m_ended{false};              //!< whether the end of the stream is sent
    uint32_t m_acks{0};               //!< acknowledgements that TakeAcks() returns
};

} // namespace ns3

#endif /* WAKU_FLOW_SENDER_H */
