/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_SOCKET_H
#define WAKU_WAN_TCP_SOCKET_H

#include "wan-tcp-l4-protocol.h"

#include "ns3/nstime.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/wan-net-device.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief A TCP socket whose retransmission timer runs from when a segment leaves the host.
 *
 * TcpSocketBase starts the timer (RFC 6298) when it hands a segment to the IP layer. A node that
 * publishes a large message to many peers queues more than its up link sends in the shortest
 * timeout of 1 s; every connection whose segments come late in that queue then takes the wait for a
 * loss, sends them again and shrinks its window. Real hosts do not: Linux retransmits nothing that
 * is still in a queue of the host (skb_still_in_host_queue), and Shadow starts the timer at the
 * network interface.
 *
 * So a timeout counts from the moment at which the last segment given to the node's WanNetDevice
 * leaves it. On a node without one this is TcpSocketBase.
 */
class WanTcpSocket : public TcpSocketBase
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    ~WanTcpSocket() override;

    /** \param device the device through which segments leave, or null */
    void SetDevice(Ptr<const WanNetDevice> device);

    /** \return the end point of an IPv4 connection, or null */
    Ipv4EndPoint* GetEndPoint() const;

  protected:
    /** \return a socket like this one, for a connection that comes in */
    Ptr<TcpSocketBase> Fork() override;

    /**
     * Send a segment, and note when it leaves the host.
     * \param seq its first sequence number
     * \param maxSize its largest size, bytes
     * \param withAck whether it acknowledges
     * \return its size, bytes
     */
    uint32_t SendDataPacket(SequenceNumber32 seq, uint32_t maxSize, bool withAck) override;

    /** The timer has expired; it waits on if segments have not left the host for long enough. */
    void ReTxTimeout() override;

    /**
     * A segment has come for this socket.
     * \param packet the segment
     * \param fromAddress the other side
     * \param toAddress this side
     */
    void DoForwardUp(Ptr<Packet> packet,
                     const Address& fromAddress,
                     const Address& toAddress) override;

  private:
    /** Let segments of this connection find this socket at once. */
    void Register();

    Ptr<const WanNetDevice> m_device;      //!< where segments leave, or null
    Time m_departure;                      //!< when the last segment leaves the device
    Ptr<WanTcpL4Protocol> m_registry;      //!< where this connection is registered, or null
    WanTcpL4Protocol::Key m_registered{0}; //!< its key there
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_SOCKET_H */
