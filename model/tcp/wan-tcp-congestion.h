/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_CONGESTION_H
#define WAKU_WAN_TCP_CONGESTION_H

#include "ns3/nstime.h"
#include "ns3/sequence-number.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-socket-state.h"

#include <cstdint>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The congestion control of a WanTcpSocket: any ns-3 algorithm, whose window grows only
 * while it limits the sender, and shrinks while it is not used, as in Linux.
 *
 * - <b>Growth.</b> An acknowledgement reaches the algorithm's IncreaseWindow only if the window has
 *   limited the sender during the last window of data, or, in slow start, if the window is less
 *   than twice the data that was outstanding (RFC 7661, section 4.2; Linux: tcp_cwnd_validate and
 *   tcp_is_cwnd_limited). The window limits the sender when a segment has left it that leaves no
 *   room for another whole one. The same holds in every release of ns-3; CUBIC and Linux' Reno of
 * ns-3.48 have a check of their own, of the last segment alone, which then has no effect.
 * - <b>Restart.</b> A connection that has sent nothing for longer than a retransmission timeout
 *   halves its window for each timeout of idle time, at most down to the initial window (RFC 5681,
 *   section 4.1; RFC 2861; Linux: tcp_cwnd_restart).
 * - <b>Decay.</b> A connection that has not filled its window for a timeout takes the middle
 * between the window and what it used of it, if more than the initial window (RFC 2861, section 3;
 * Linux: tcp_cwnd_application_limited).
 * - <b>Delays.</b> The algorithm's PktsAcked is called for acknowledgements of data, not for each
 *   segment of the peer that repeats one. TcpSocketBase takes these for acknowledgements, too, and
 *   CUBIC's HyStart then ends slow start because the peer sends (Linux: cubictcp_acked).
 *
 * Restart and decay keep three quarters of the old window as slow start threshold, so that the
 * window returns by slow start. An algorithm that sets the window itself, such as TcpBbr, is left
 * alone.
 */
class WanTcpCongestion : public TcpCongestionOps
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** Which of Linux' rules hold, and the sizes they need. */
    struct Rules
    {
        bool validates{true};      //!< whether the window grows only while it limits the sender
        bool restarts{true};       //!< whether a window that is not used shrinks
        uint32_t segment{0};       //!< payload bytes of a full segment on the wire
        uint32_t initialWindow{0}; //!< bytes of the initial window
    };

    /** \param algorithm the algorithm that moves the window */
    void SetAlgorithm(Ptr<TcpCongestionOps> algorithm);

    /** \return the algorithm that moves the window */
    Ptr<TcpCongestionOps> GetAlgorithm() const;

    /** \param rules the rules that hold from now on */
    void SetRules(const Rules& rules);

    /**
     * The application has data to send: shrink a window that was not used.
     * \param tcb state of the connection
     * \param acknowledged first byte that is not acknowledged
     * \param rto retransmission timeout
     */
    void PrepareToSend(Ptr<TcpSocketState> tcb, SequenceNumber32 acknowledged, Time rto);

    /** What a socket has sent, once a segment with data has left it. */
    struct Sent
    {
        SequenceNumber32 acknowledged; //!< first byte that is not acknowledged
        uint32_t inFlight;             //!< bytes in flight, with the segment
        bool isNew;                    //!< whether the segment has data that was not sent before
        bool waits;                    //!< whether more such data waits in the socket
    };

    /**
     * A segment with data has left the socket: note how much of the window is used.
     * \param tcb state of the connection
     * \param sent what the socket has sent
     */
    void NoteSent(const TcpSocketState& tcb, const Sent& sent);

    std::string GetName() const override;
    void Init(Ptr<TcpSocketState> tcb) override;
    uint32_t GetSsThresh(Ptr<const TcpSocketState> tcb, uint32_t bytesInFlight) override;
    void IncreaseWindow(Ptr<TcpSocketState> tcb, uint32_t segmentsAcked) override;
    void PktsAcked(Ptr<TcpSocketState> tcb, uint32_t segmentsAcked, const Time& rtt) override;
    void CongestionStateSet(Ptr<TcpSocketState> tcb,
                            const TcpSocketState::TcpCongState_t newState) override;
    void CwndEvent(Ptr<TcpSocketState> tcb, const TcpSocketState::TcpCAEvent_t event) override;
    bool HasCongControl() const override;
    void CongControl(Ptr<TcpSocketState> tcb,
                     const TcpRateOps::TcpRateConnection& rc,
                     const TcpRateOps::TcpRateSample& rs) override;
    Ptr<TcpCongestionOps> Fork() override;

  private:
    /**
     * \param tcb state of the connection
     * \return whether the window limits the sender
     */
    bool IsLimited(const TcpSocketState& tcb) const;

    /**
     * Shrink the window of a connection that did not fill it.
     * \param tcb state of the connection
     */
    void Decay(TcpSocketState& tcb);

    /**
     * Shrink the window of a connection that was idle.
     * \param tcb state of the connection
     * \param idle time since the last segment
     * \param rto retransmission timeout
     */
    void Restart(Ptr<TcpSocketState> tcb, Time idle, Time rto);

    /**
     * Set a smaller window, and keep three quarters of the old one as slow start threshold.
     * \param tcb state of the connection
     * \param window the window, bytes
     */
    static void Shrink(TcpSocketState& tcb, uint32_t window);

    Ptr<TcpCongestionOps> m_algorithm; //!< moves the window
    Rules m_rules;                     //!< which rules hold
    bool m_full{false};                //!< whether the last window of data filled the window
    uint32_t m_most{0};                //!< most bytes outstanding in the last window of data
    SequenceNumber32 m_acknowledged;   //!< first byte that was not acknowledged before
    SequenceNumber32 m_end;            //!< end of the last window of data
    uint32_t m_used{0};                //!< most bytes outstanding since m_lastLimited
    Time m_lastSent;                   //!< when the last segment left
    Time m_lastLimited;                //!< when the window last limited the sender, or was shrunk
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_CONGESTION_H */
