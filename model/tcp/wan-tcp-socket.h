/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_SOCKET_H
#define WAKU_WAN_TCP_SOCKET_H

#include "wan-tcp-acknowledgements.h"
#include "wan-tcp-congestion.h"
#include "wan-tcp-l4-protocol.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/wan-net-device.h"

#include <bitset>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A TCP socket that behaves as Linux' where TcpSocketBase does not, and that keeps virtual
 * bytes virtual.
 *
 * <b>Congestion window.</b> It grows only while it limits the sender, and shrinks while it is not
 * used (WanTcpCongestion).
 *
 * <b>Acknowledgements.</b> WanTcpAcknowledgements decides which are sent at once. A packet that
 * stands for several segments (WireSegmentSize) is acknowledged as they would be, by several
 * acknowledgements.
 *
 * <b>Retransmission timer.</b> TcpSocketBase starts the timer (RFC 6298) when it passes a segment
 * to the IP layer. A node that publishes a large message to many peers may queue more bytes than
 * its up link sends within the shortest timeout. Connections whose segments are far behind in that
 * queue would then take the wait for a loss, send the segments again and shrink their windows. Real
 * hosts do not: Linux does not retransmit a segment that is still in a queue of the host
 * (skb_still_in_host_queue), and Shadow starts the timer at the network interface.
 *
 * A WanTcpSocket therefore measures a timeout from the time at which its last segment leaves the
 * node's WanNetDevice. On a node without a WanNetDevice the timer is TcpSocketBase's.
 *
 * <b>Round-trip time.</b> An acknowledgement that goes with data counts as the last one sent (RFC
 * 7323, Last.ACK.sent). In TcpSocketBase it does not, so that a host that sends and receives echoes
 * timestamps of segments that it has acknowledged long before, and its peer's timeout grows.
 *
 * <b>Memory.</b> A connection's values (congestion window and so on) call the socket only if its
 * trace source of them has a sink, since each callback takes 100 bytes or more.
 *
 * An application that reads in-order data as it arrives gets the packet that the network delivered.
 * TcpSocketBase would copy it, and the copy stores every virtual zero byte behind a header.
 */
class WanTcpSocket : public TcpSocketBase
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * What the attributes of a WanTcpSocketFactory say. They are not the socket's, since in ns-3.37
     * TcpSocketBase tells its own TypeId for every class derived from it.
     */
    struct Settings
    {
        bool slowStartAfterIdle{true}; //!< whether a congestion window that is not used shrinks
        bool windowValidation{true};   //!< whether it grows only while it limits the sender
        uint16_t quickAcks{16};        //!< acknowledgements that are not delayed; 0: no such rule
        uint32_t wireSegment{0};       //!< payload bytes of a segment on the wire; 0: SegmentSize
        Time userTimeout;              //!< time without an acknowledgement of data; 0: no limit
        Time keepAlive;                //!< idle time before a probe; 0: there are none
        Time keepAliveInterval;        //!< time between probes
        uint8_t keepAliveProbes{0};    //!< probes without an answer that end the connection
    };

    /** \param settings the settings, before the socket is used */
    void SetSettings(const Settings& settings);

    WanTcpSocket();
    WanTcpSocket(const WanTcpSocket&) = default;
    WanTcpSocket& operator=(const WanTcpSocket&) = delete;
    ~WanTcpSocket() override;

    /**
     * Choose the congestion control, before the socket is used.
     * \param algorithm what moves the window; the socket gives it to a WanTcpCongestion
     */
    void SetCongestionAlgorithm(Ptr<TcpCongestionOps> algorithm);

    /** \param device device through which segments leave the host, or null */
    void SetDevice(Ptr<const WanNetDevice> device);

    /**
     * Send data, after shrinking a window that was not used.
     * \param packet the data
     * \param flags 0
     * \return number of bytes accepted; -1 on error
     */
    int Send(Ptr<Packet> packet, uint32_t flags) override;
    using TcpSocketBase::Send;

    /**
     * \param maxSize most bytes to return
     * \param flags 0
     * \return data in order; empty at the end of the stream; null if there is none yet
     */
    Ptr<Packet> Recv(uint32_t maxSize, uint32_t flags) override;
    using TcpSocketBase::Recv;

    int Connect(const Address& address) override;
    int Close() override;

    /** End the connection and send nothing, as if the host had crashed. */
    void Abort();

    int ShutdownSend() override;
    int Bind() override;
    int Bind(const Address& address) override;

    /**
     * Handle a segment of this connection, as if it came from the end point.
     * \param packet the segment
     * \param header the IPv4 header of the segment
     * \param incomingInterface interface on which the segment arrived
     */
    void Receive(Ptr<Packet> packet,
                 const Ipv4Header& header,
                 Ptr<Ipv4Interface> incomingInterface);

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
     * Send a segment without data, and note that it acknowledges.
     * \param flags flags of the segment
     */
    void SendEmptyPacket(uint8_t flags) override;

    /**
     * Handle an acknowledgement, and count all of it for the congestion window. ns-3.48 counts only
     * the rest of a packet that several acknowledgements acknowledge.
     * \param packet the segment
     * \param header header of the segment
     */
    void ReceivedAck(Ptr<Packet> packet, const TcpHeader& header) override;

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
     * Begin an incoming connection.
     * \param packet the segment that asks for it
     * \param header header of the segment
     * \param fromAddress address and port of the remote host
     * \param toAddress address and port of this host
     */
    void CompleteFork(Ptr<Packet> packet,
                      const TcpHeader& header,
                      const Address& fromAddress,
                      const Address& toAddress) override;

    /** Probe a peer that has no room. */
    void PersistTimeout() override;

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
    /** Replace the callbacks by which the socket follows its own state by smaller ones, or none. */
    void CompactCallbacks();

    /**
     * Follow the values of the connection whose traces have got sinks. Called before any of them
     * can change.
     */
    void FollowTraced();

    /** Replace the callbacks of the IPv4 end point by smaller ones. */
    void CompactEndPoint();

    /**
     * Answer a segment of no connection that has reached this listening socket, as a host does that
     * has lost a connection. TcpSocketBase takes it for one that changes the window.
     * \param packet the segment
     * \param from address and port of the remote host
     * \param to address and port of this host
     * \return whether it was such a segment
     */
    bool RefuseStray(const Packet& packet, const Address& from, const Address& to);

    /** \return whether data has waited for an acknowledgement for longer than UserTimeout */
    bool IsUnansweredTooLong() const;

    /** End a connection whose peer does not answer, and tell the application. */
    void GiveUp();

    /**
     * Look later whether the connection is idle, if KeepAlive is set.
     * \param wait time until then
     */
    void ScheduleKeepAlive(Time wait);

    /** Send a probe if the connection is idle; end it if its probes have no answers. */
    void CheckKeepAlive();

    /** Send a segment that the peer has to acknowledge, without data (RFC 9293, section 3.8.4). */
    void SendKeepAlive();

    /** Add this connection to the node's WanTcpL4Protocol, if it has one. */
    void Register();

    /** Tell the congestion control which rules hold. */
    void ApplyRules();

    /** \return payload bytes of a full segment on the wire */
    uint32_t GetWireSegment() const;

    /**
     * Choose whether TcpSocketBase acknowledges data at once or later, and acknowledge what comes
     * before the data's last segments.
     * \param size bytes of data in order that have arrived
     */
    void PrepareAcknowledgement(uint32_t size);

    /**
     * Acknowledge part of the data that has arrived.
     * \param end the first byte that is not acknowledged
     */
    void AcknowledgeUpTo(SequenceNumber32 end);

    Settings m_settings;                       //!< attributes of the factory
    Ptr<WanTcpCongestion> m_congestion;        //!< congestion control
    WanTcpAcknowledgements m_acknowledgements; //!< decides when to acknowledge
    Ptr<const WanNetDevice> m_device;          //!< device through which segments leave, or null
    Time m_departure;                          //!< time at which the last segment leaves the device
    Ptr<Packet> m_received; //!< first unread data, or null if the receive buffer has all of it
    Ptr<WanTcpL4Protocol> m_registry;      //!< TCP to which this connection was added, or null
    WanTcpL4Protocol::Key m_registered{0}; //!< key with which it was added
    std::bitset<9> m_followed;             //!< which values of the connection it follows
    Time m_progress;                       //!< when data was last acknowledged, or first sent
    Time m_heard;                          //!< when the last segment arrived
    EventId m_keepAliveEvent;              //!< CheckKeepAlive
    uint8_t m_probes{0};                   //!< probes since the last segment arrived
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_SOCKET_H */
