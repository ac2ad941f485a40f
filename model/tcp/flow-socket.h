/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_SOCKET_H
#define WAKU_FLOW_SOCKET_H

#include "flow-byte-queue.h"
#include "flow-net-device.h"
#include "flow-piece.h"
#include "flow-sender.h"
#include "flow-settings.h"
#include "wan-tcp-acknowledgements.h"

#include "ns3/socket.h"

#include <cstdint>

namespace ns3
{

class FlowSocketFactory;

/**
 * \ingroup waku
 * \brief A stream socket at flow level: it does what a TCP socket does, without packets.
 *
 * What the application sends is cut into pieces of several segments (FlowPiece). A piece passes the
 * sender's up link, travels for the pair's propagation delay, passes the receiver's down link, and
 * is delivered, all in one event, or two if it waits at the down link. The bytes of headers and
 * acknowledgements are counted, and take their time on the links, without events of their own
 * (FlowSender).
 *
 * The interface behaves as that of TcpSocketBase: Send takes all of a packet or, if it does not fit
 * in the send buffer (GetTxAvailable), nothing; data that is sent at the same time shares segments;
 * Close sends what waits first, and resets the connection if there is unread data; ShutdownSend
 * closes one direction. Where they differ: a connection that is refused calls the callback of
 * failed connections, and one that is reset the callback of closing with an error.
 *
 * FlowSocketFactory makes the sockets. The packets that Recv returns are those that Send was given,
 * or fragments of them, with their byte tags.
 */
class FlowSocket : public Socket
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param factory the factory of the node
     * \param settings what all sockets have in common
     */
    FlowSocket(Ptr<FlowSocketFactory> factory, Ptr<const FlowSettings> settings);

    /**
     * Copy a listening socket, for an incoming connection.
     * \param listener the listening socket
     */
    FlowSocket(const FlowSocket& listener);

    ~FlowSocket() override;

    SocketErrno GetErrno() const override;
    SocketType GetSocketType() const override;
    Ptr<Node> GetNode() const override;
    int Bind(const Address& address) override;
    int Bind() override;
    int Bind6() override;
    int Close() override;
    int ShutdownSend() override;
    int ShutdownRecv() override;
    int Connect(const Address& address) override;
    int Listen() override;
    uint32_t GetTxAvailable() const override;
    int Send(Ptr<Packet> packet, uint32_t flags) override;
    using Socket::Send;
    int SendTo(Ptr<Packet> packet, uint32_t flags, const Address& toAddress) override;
    uint32_t GetRxAvailable() const override;
    Ptr<Packet> Recv(uint32_t maxSize, uint32_t flags) override;
    using Socket::Recv;
    Ptr<Packet> RecvFrom(uint32_t maxSize, uint32_t flags, Address& fromAddress) override;
    int GetSockName(Address& address) const override;
    int GetPeerName(Address& address) const override;
    bool SetAllowBroadcast(bool allowBroadcast) override;
    bool GetAllowBroadcast() const override;

    /**
     * \param port a port
     * \param isIpv6 address family
     * \return whether the socket listens there
     */
    bool IsListening(uint16_t port, bool isIpv6) const;

    /**
     * Handle a SYN for this listening socket.
     * \param syn the SYN
     */
    void Accept(const Ptr<FlowPiece>& syn);

    /**
     * Handle a piece for this socket, or the SYN_ACK that answers its SYN.
     * \param piece the piece
     */
    void Receive(const Ptr<FlowPiece>& piece);

    /**
     * Answer a SYN to a port on which nobody listens.
     * \param syn the SYN
     * \param host the host that it has reached
     */
    static void Refuse(const Ptr<FlowPiece>& syn, const Ptr<FlowNetDevice>& host);

    /** Send what the application has given to the socket in this time step. */
    void Flush();

    /** Count the acknowledgements that were sent and received until now. */
    void Settle() const;

    /** The host is gone: end without another event. */
    void Abandon();

    /** Tell the sender that the receiver has noted in a piece when it is acknowledged. */
    void NoteAcknowledged();

  private:
    /** State of the connection. */
    enum State : uint8_t
    {
        CLOSED,
        LISTEN,
        SYN_SENT,
        SYN_RECEIVED,
        ESTABLISHED,
    };

    /** \return the socket's host */
    FlowNetDevice& GetDevice() const;
    /** \return the current time */
    static FlowTime Now();
    /** \return bytes of the headers of a segment */
    uint32_t GetHeaderSize() const;
    /**
     * \param device a host
     * \return its address of the connection's family
     */
    Address GetHost(const FlowNetDevice& device) const;
    /**
     * \param error what has failed
     * \return -1
     */
    int Fail(SocketErrno error);
    /** Let Flush() be called at the end of this time step. */
    void RequestFlush();
    /**
     * \param address an IP address
     * \param port a port
     * \return both
     */
    static Address Join(const Address& address, uint16_t port);

    /**
     * Send a SYN, and again until there is an answer.
     * \param attempt number of SYNs sent before
     */
    void SendSyn(uint32_t attempt);
    /**
     * Send a segment without data.
     * \param kind what it is
     */
    void SendControl(FlowPiece::Kind kind);
    /**
     * Fill in what each piece has, and give it to the up link.
     * \param piece the piece
     */
    void Transmit(const Ptr<FlowPiece>& piece);
    /** Send what the window allows. */
    void SendPending();
    /** \return most segments that a piece has now */
    uint32_t GetPieceLimit() const;
    /** Send the end of the stream, if everything before it is sent and it is asked for. */
    void SendEnd();
    /** Wait for the next acknowledgement, if the application or its data do. */
    void ScheduleWake();
    /**
     * An acknowledgement for which the socket waits has arrived.
     * \param due when it arrives; other than m_wake if the socket does not wait for it any more
     */
    void Wake(FlowTime due);
    /** Tell the application of room in the send buffer, if it waits for it. */
    void TellRoom();

    /**
     * Handle data.
     * \param piece the piece
     */
    void ReceiveData(const Ptr<FlowPiece>& piece);
    /**
     * Note in a piece when its sender gets to know that it has arrived.
     * \param piece the piece
     */
    void AcknowledgePiece(FlowPiece& piece);
    /** Count a delayed acknowledgement that was sent until now. */
    void SettleDelayed() const;
    /** Count the acknowledgements that the sending half has applied. */
    void CountAcks() const;
    /**
     * Handle the answer to a SYN.
     * \param piece the answer
     */
    void ReceiveSynAck(const FlowPiece& piece);
    /** The handshake of an incoming connection is finished. */
    void Establish();
    /** The connection was reset or refused. */
    void HandleReset();
    /** The peer will send no more. */
    void ReceiveEnd();
    /** Leave the host if the connection has ended in both directions. */
    void Finish();
    /** Leave the host. */
    void Leave();

    Ptr<FlowSocketFactory> m_factory;                  //!< the factory of the node
    Ptr<const FlowSettings> m_settings;                //!< what all sockets have in common
    Ptr<FlowNetDevice> m_remote;                       //!< the remote host
    FlowSocket* m_peer{nullptr};                       //!< the other socket, if this rank has it
    mutable FlowSender m_sender;                       //!< the sending half
    FlowByteQueue m_unread;                            //!< received bytes
    mutable WanTcpAcknowledgements m_acknowledgements; //!< decides when to acknowledge
    uint64_t m_received{0};                            //!< bytes received
    mutable FlowTime m_delayedAck{FLOW_NEVER};   //!< when a delayed acknowledgement will be sent
    FlowTime m_lastArrival{0};                   //!< when the receiver handles the last piece
    FlowTime m_wake{FLOW_NEVER};                 //!< when Wake() is scheduled
    FlowTime m_handshake{0};                     //!< when the SYN or SYN_ACK was sent
    uint16_t m_localPort{0};                     //!< local port
    uint16_t m_remotePort{0};                    //!< remote port
    State m_state{CLOSED};                       //!< state of the connection
    mutable SocketErrno m_errno{ERROR_NOTERROR}; //!< last error
    bool m_isIpv6{false};                        //!< address family
    mutable bool m_wantsRoom{false};             //!< whether the application waits for room
    bool m_shutdownSend{false};                  //!< whether the application sends no more
    bool m_shutdownReceive{false};               //!< whether it receives no more
    bool m_closesWhenSent{false};                //!< whether the stream ends after what waits
    bool m_endSent{false};                       //!< whether its end is sent
    bool m_endReceived{false};                   //!< whether the peer's is received
    bool m_isClosed{false};                      //!< whether the application has closed the socket
    bool m_flushes{false};                       //!< whether Flush() will be called
    bool m_toldWindow{false};                    //!< whether the peer knows of unread data
};

} // namespace ns3

#endif /* WAKU_FLOW_SOCKET_H */
