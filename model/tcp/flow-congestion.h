/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_CONGESTION_H
#define WAKU_FLOW_CONGESTION_H

#include "flow-settings.h"

#include <cstdint>
#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Congestion window and retransmission timeout of a FlowSocket.
 *
 * The window moves as that of a WanTcpSocket with the same congestion control: slow start by
 * acknowledged bytes, with HyStart of CUBIC; congestion avoidance of CUBIC (RFC 9438), NewReno or
 * Linux' Reno; growth only while the window limits the sender, and a window that is not used
 * shrinks (WanTcpCongestion says how). The timeout is that of RFC 6298.
 */
class FlowCongestion
{
  public:
    /** \param settings what all sockets have in common */
    explicit FlowCongestion(const FlowSettings& settings);

    FlowCongestion(FlowCongestion&&) = default;
    FlowCongestion& operator=(FlowCongestion&&) = default;
    ~FlowCongestion();

    /** \return bytes of the congestion window */
    uint32_t GetWindow() const
    {
        return m_window;
    }

    /** \return bytes of the slow start threshold */
    uint32_t GetThreshold() const
    {
        return m_threshold;
    }

    /**
     * \param settings what all sockets have in common
     * \return the retransmission timeout
     */
    FlowTime GetTimeout(const FlowSettings& settings) const;

    /** \return the smoothed round-trip time; 0 before the first sample */
    FlowTime GetRoundTrip() const
    {
        return m_smoothed;
    }

    /**
     * Take a sample of the round-trip time.
     * \param rtt the sample
     */
    void AddRoundTrip(FlowTime rtt);

    /**
     * The application has data to send: shrink a window that was not used.
     * \param settings what all sockets have in common
     * \param now the current time
     * \param isIdle whether no data is outstanding
     */
    void PrepareToSend(const FlowSettings& settings, FlowTime now, bool isIdle);

    /**
     * Data has been sent: note how much of the window is used.
     * \param settings what all sockets have in common
     * \param now the time
     * \param sent bytes sent since the start of the connection
     * \param acknowledged bytes of them that are acknowledged
     * \param inFlight bytes in flight, with these
     */
    void NoteSent(const FlowSettings& settings,
                  FlowTime now,
                  uint64_t sent,
                  uint64_t acknowledged,
                  uint32_t inFlight);

    /**
     * An acknowledgement has arrived: grow the window.
     * \param settings what all sockets have in common
     * \param now the time
     * \param bytes bytes that it acknowledges
     * \param rtt sample of the round-trip time
     * \param acknowledged bytes that are acknowledged
     * \param sent bytes sent since the start of the connection
     */
    void Acknowledge(const FlowSettings& settings,
                     FlowTime now,
                     uint32_t bytes,
                     FlowTime rtt,
                     uint64_t acknowledged,
                     uint64_t sent);

    /**
     * A loss was detected by acknowledgements: reduce the window (fast recovery).
     * \param settings what all sockets have in common
     */
    void Recover(const FlowSettings& settings);

    /**
     * A retransmission timeout has passed: begin with one segment.
     * \param settings what all sockets have in common
     * \param isFirst whether the last one was repaired
     */
    void TimeOut(const FlowSettings& settings, bool isFirst);

  private:
    struct Cubic;

    /** \return whether the window limits the sender */
    bool IsLimited() const;
    /** \return the state of CUBIC */
    Cubic& GetCubic();
    /**
     * \param settings what all sockets have in common
     * \return the threshold after a loss, bytes
     */
    uint32_t GetThresholdAfterLoss(const FlowSettings& settings);
    /**
     * Grow the window.
     * \param settings what all sockets have in common
     * \param now the time
     * \param segments segments that are acknowledged
     * \param acknowledged bytes that are acknowledged
     * \param sent bytes sent since the start of the connection
     */
    void Grow(const FlowSettings& settings,
              FlowTime now,
              uint32_t segments,
              uint64_t acknowledged,
              uint64_t sent);
    /**
     * Look whether HyStart ends slow start.
     * \param now the time
     * \param rtt sample of the round-trip time
     */
    void LookForDelay(FlowTime now, FlowTime rtt);
    /**
     * \param settings what all sockets have in common
     * \param now the time
     * \return segments that must be acknowledged for the window to grow by one
     */
    uint32_t CountForGrowth(const FlowSettings& settings, FlowTime now);
    /**
     * Set a smaller window, and keep three quarters of the old one as slow start threshold.
     * \param settings what all sockets have in common
     * \param window the window, bytes
     */
    void Shrink(const FlowSettings& settings, uint32_t window);

    FlowTime m_smoothed{0};         //!< SRTT; 0 before the first sample
    FlowTime m_variation{0};        //!< RTTVAR
    FlowTime m_least{FLOW_NEVER};   //!< least round-trip time, for CUBIC
    FlowTime m_lastSent{0};         //!< when data was sent last
    FlowTime m_lastLimited{0};      //!< when the window last limited the sender, or was shrunk
    uint64_t m_end{0};              //!< end of the last window of data
    uint32_t m_window;              //!< congestion window, bytes
    uint32_t m_threshold;           //!< slow start threshold, bytes
    uint32_t m_most{0};             //!< most bytes outstanding in the last window of data
    uint32_t m_used{0};             //!< most bytes outstanding since m_lastLimited
    uint32_t m_count{0};            //!< acknowledged segments that have not grown the window
    uint16_t m_rest{0};             //!< acknowledged bytes below a segment
    bool m_full{false};             //!< whether the last window of data filled the window
    std::unique_ptr<Cubic> m_cubic; //!< state of CUBIC once the window grows
};

} // namespace ns3

#endif /* WAKU_FLOW_CONGESTION_H */
