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
 * \brief A TCP socket whose retransmission timer starts when a segment leaves the host, and that
 * keeps virtual bytes virtual.
 *
 * TcpSocketBase starts the timer (RFC 6298) when it passes a segment to the IP layer. A node that
 * publishes a large message to many peers may queue more bytes than its up link sends within the
 * shortest timeout, 1 s. Connections whose segments are far behind in that queue would then take
 * the wait for a loss, send the segments again and shrink their windows. Real hosts do not: Linux
 * does not retransmit a segment that is still in a queue of the host (skb_still_in_host_queue), and
 * Shadow starts the timer at the network interface.
 *
 * A WanTcpSocket therefore measures a timeout from the time at which its last segment leaves the
 * node's WanNetDevice. On a node without a WanNetDevice the timer is TcpSocketBase's.
 *
 * An application that reads in-order data as it arrives gets the packet that the network delivered.
 * TcpSocketBase would copy it, and the copy stores every virtual zero byte behind a header.
 */
class WanTcpSocket : public TcpSocketBase
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    ~WanTcpSocket() override;

    /** \param device device through which segments leave the host, or null */
    void SetDevice(Ptr<const WanNetDevice> device);

    /**
     * \param maxSize most bytes to return
     * \param flags 0
     * \return data in order; empty at the end of the stream; null if there is none yet
     */
    Ptr<Packet> Recv(uint32_t maxSize, uint32_t flags) override;
    using TcpSocketBase::Recv;

    /** \return the end point of an IPv4 connection, or null */
    Ipv4EndPoint* GetEndPoint() const;

  protected:
    /** \return a copy of this socket, for an incoming connection */
    Ptr<TcpSocketBase> Fork() override;

    /**
     * Send a segment, and note when it will leave the host.
     * \param seq first sequence number of the segment
     * \param maxSize largest number of payload bytes
     * \param withAck whether the segment carries an acknowledgement
     * \return number of payload bytes sent
     */
    uint32_t SendDataPacket(SequenceNumber32 seq, uint32_t maxSize, bool withAck) override;

    /**
     * Handle the data of a segment.
     * \param packet the data
     * \param header header of the segment
     */
    void ReceivedData(Ptr<Packet> packet, const TcpHeader& header) override;

    /**
     * Handle the end of the retransmission timeout. If the last segment left the host later than
     * the timer started, the timer runs on for the rest of the timeout.
     */
    void ReTxTimeout() override;

    /**
     * Handle a segment for this socket.
     * \param packet the segment
     * \param fromAddress address and port of the remote host
     * \param toAddress address and port of this host
     */
    void DoForwardUp(Ptr<Packet> packet,
                     const Address& fromAddress,
                     const Address& toAddress) override;

  private:
    /** Add this connection to the node's WanTcpL4Protocol, if it has one. */
    void Register();

    Ptr<const WanNetDevice> m_device; //!< device through which segments leave, or null
    Time m_departure;                 //!< time at which the last segment leaves the device
    Ptr<Packet> m_received; //!< first unread data, or null if the receive buffer has all of it
    Ptr<WanTcpL4Protocol> m_registry;      //!< TCP to which this connection was added, or null
    WanTcpL4Protocol::Key m_registered{0}; //!< key with which it was added
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_SOCKET_H */
