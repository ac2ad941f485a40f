/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_ACKNOWLEDGEMENTS_H
#define WAKU_WAN_TCP_ACKNOWLEDGEMENTS_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Whether a WanTcpSocket acknowledges a segment at once or later, as Linux decides it.
 *
 * A segment is acknowledged at once if it is the second one that is not acknowledged, or if a quick
 * acknowledgement is left and the connection is not interactive. There are 16 quick
 * acknowledgements at the start and after a gap of more than a retransmission timeout. A
 * connection is interactive once it has sent data within 40 ms of receiving some (Linux:
 * tcp_event_data_recv, tcp_event_data_sent and __tcp_ack_snd_check).
 *
 * Linux acknowledges the end of a message when the application has read it, which here depends on
 * the delay alone. Real nodes that write a frame in five pieces get 2.8 acknowledgements for it.
 */
class WanTcpAcknowledgements
{
  public:
    /** What the socket's attributes say. */
    struct Limits
    {
        uint32_t segments; //!< segments that are acknowledged together, DelAckCount
        uint16_t quick;    //!< quick acknowledgements; 0: only the number of segments decides
        Time rto;          //!< retransmission timeout
    };

    /**
     * A segment has arrived in order.
     * \param limits what the socket's attributes say
     * \param now the current time
     * \return whether to acknowledge it at once
     */
    bool Receive(const Limits& limits, Time now);

    /** A segment with an acknowledgement has been sent. */
    void NoteAcknowledgement();

    /**
     * A segment with data has been sent.
     * \param delay longest delay of an acknowledgement
     * \param now the current time
     */
    void NoteData(Time delay, Time now);

  private:
    uint32_t m_waiting{0};            //!< segments that are not acknowledged
    uint16_t m_quick{0};              //!< quick acknowledgements left
    bool m_isInteractive{false};      //!< whether the connection is interactive
    Time m_lastReceived{Seconds(-1)}; //!< when the last segment arrived; negative: none has
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_ACKNOWLEDGEMENTS_H */
