/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_SOCKET_H
#define WAKU_FLOW_SOCKET_H

#include "flow-byte-queue.h"
#include "flow-net-device.h"
#include "flow-piece.h"
#include "flow-sender.h"
#include "flow-settings.h"
#include "socket-listener.h"
#include "wan-tcp-acknowledgements.h"

#include "ns3/socket.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

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

    /** \param factory the factory of the node, which has been set up */
    explicit FlowSocket(Ptr<FlowSocketFactory> factory);

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

    /** \param listener receives the events in place of the callbacks; null: the callbacks do */
    void SetListener(SocketListener* listener)
    {
        m_listener = listener;
    }

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
     * Answer with a reset a SYN to a port on which nobody listens, or a piece of a connection that
     * the host does not have.
     * \param piece the piece
     * \param host the host that it has reached
     */
    static void Refuse(const FlowPiece& piece, FlowNetDevice& host);

    /** Send what the application has given to the socket in this time step. */
    void Flush();

    /** Count the acknowledgements that were sent and received until now. */
    void Settle() const;

    /** Leave the host and send nothing, as if it had crashed. */
    void Abort();

    /** The host is gone: end without another event. */
    void Abandon();

    /** Tell the sender that the receiver has noted in a piece when it is acknowledged. */
    void NoteAcknowledged();

    /**
     * Take what the receiver of a piece has noted in it on another rank.
     * \param note a copy of the piece
     */
    void ReceiveNote(const FlowPiece& note);

    /**
     * \param piece a piece that has reached the host
     * \return whether it is of the socket's connection
     */
    bool IsOf(const FlowPiece& piece) const;

    /** \return whether the socket has left the host, or was never connected */
    bool HasLeft() const
    {
        return m_state == CLOSED;
    }

    /** Wake, if now is the time for it. */
    void WakeNow();

    /**
     * \param a a connected socket
     * \param b another one of the same host
     * \return whether a is before b in the order in which the sockets of a host are
     */
    static bool IsBefore(const FlowSocket& a, const FlowSocket& b);

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
    /** \return what all sockets have in common */
    const FlowSettings& GetSettings() const;
    /** \return the current time */
    static FlowTime Now();
    /**
     * \param isIpv6 address family
     * \return bytes of the headers of a segment
     */
    static uint32_t GetHeaderSize(bool isIpv6);

    /** \return bytes of the headers of a segment */
    uint32_t GetHeaderSize() const
    {
        return GetHeaderSize(m_isIpv6);
    }

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
     * Send a SYN_ACK, and again until there is an answer if it can be lost.
     * \param attempt number of SYN_ACKs sent before
     */
    void SendSynAck(uint32_t attempt);
    /**
     * Send a segment without data.
     * \param kind what it is
     * \param isAgain whether it was sent before
     */
    void SendControl(FlowPiece::Kind kind, bool isAgain = false);
    /**
     * Fill in where a piece comes from and goes to.
     * \param piece the piece
     */
    void Direct(FlowPiece& piece) const;
    /**
     * Fill in what each piece has, and give it to the up link.
     * \param piece the piece
     * \param isLost whether it gets no further than the up link
     * \param isAgain whether it was sent before
     */
    void Transmit(const Ptr<FlowPiece>& piece, bool isLost, bool isAgain = false);
    /** Send what the window allows. */
    void SendPending();
    /** \return most segments that a piece has now */
    uint32_t GetPieceLimit() const;
    /**
     * Send data for the first time, as the window allows.
     * \param isIdeal whether there are no windows
     * \return number of bytes
     */
    uint32_t SendNew(bool isIdeal);
    /**
     * Draw which of the next segments are lost.
     * \param limit most segments
     */
    void DrawAhead(uint32_t limit);
    /**
     * A piece of this socket will not arrive.
     * \param piece the piece
     */
    void HandleLost(FlowPiece& piece);
    /**
     * A piece of this socket was dropped at the other host.
     * \param end bytes of the stream up to its end
     */
    void HandleDropped(uint64_t end);
    /** Look for a retransmission timeout from now on. */
    void ArmTimer();
    /**
     * Look whether a retransmission timeout has passed.
     * \param due when that was to be looked at; other than m_timer if it is to be earlier
     */
    void HandleTimer(FlowTime due);
    /** Wait for the next acknowledgement, if the application or its data do. */
    void ScheduleWake();
    /**
     * An acknowledgement for which the socket waits has arrived.
     * \param due when it arrives; other than m_wake if the socket does not wait for it any more
     */
    void Wake(FlowTime due);
    /** \return whether the application or its data wait for acknowledgements */
    bool IsWaiting() const;
    /** Tell the application of room in the send buffer, if it waits for it. */
    void TellRoom();
    /** Tell the application that the connection is established. */
    void TellConnected();
    /** Tell the application that the connection could not be established. */
    void TellFailed();
    /** \param isError whether to tell the application that the connection has broken, not ended */
    void TellClosed(bool isError);
    /** Tell the application that there are bytes to read. */
    void TellData();
    /** \param bytes bytes of which to tell the application that they were sent */
    void TellSent(uint32_t bytes);

    /**
     * Handle data.
     * \param piece the piece
     */
    void ReceiveData(const Ptr<FlowPiece>& piece);
    /**
     * Note in a piece when its sender gets to know that it has arrived.
     * \param piece the piece
     * \param allAtOnce whether no acknowledgement is delayed
     */
    void AcknowledgePiece(FlowPiece& piece, bool allAtOnce);
    /**
     * Take the bytes of a piece that are the next ones.
     * \param piece the piece
     * \return whether it ends the stream
     */
    bool TakeInOrder(FlowPiece& piece);
    /**
     * Keep a piece before which one is missing.
     * \param piece the piece
     */
    void Hold(const Ptr<FlowPiece>& piece);
    /**
     * Let the sender of a piece get to know what is noted in it.
     * \param piece the piece
     */
    void TellAcknowledged(const FlowPiece& piece) const;
    /**
     * Count a delayed acknowledgement that was sent until now.
     * \param now the time
     */
    void SettleDelayed(FlowTime now) const;
    /** Count the acknowledgements that the sending half has applied. */
    void CountAcks() const;
    /**
     * Handle the answer to a SYN.
     * \param piece the answer
     */
    void ReceiveSynAck(const FlowPiece& piece);
    /** The handshake of an incoming connection is finished. */
    void Establish();
    /** Begin to look whether the peer answers, if a setting says so. */
    void BeginPatience();
    /** Look whether the peer answers; probe it, or end the connection. */
    void CheckPeer();
    /** End a connection whose peer does not answer. */
    void GiveUp();
    /** The connection was reset or refused. */
    void HandleReset();
    /** The peer will send no more. */
    void ReceiveEnd();
    /** Leave the host if the connection has ended in both directions. */
    void Finish();
    /** Leave the host. */
    void Leave();

    /** What is known of whether the peer answers. */
    struct Patience
    {
        FlowTime heard;        //!< when it was last heard of
        FlowTime stuck;        //!< since when the data that waits has waited
        FlowTime probed;       //!< when it was last probed
        uint64_t acknowledged; //!< bytes that it had acknowledged
        uint32_t probes;       //!< probes since it was last heard of
    };

    /** What few sockets have. */
    struct Rarities
    {
        std::optional<Patience> patience; //!< where a setting asks for it
        std::vector<Ptr<FlowPiece>> held; //!< pieces before which one is missing, in order
    };

    /** \return what few sockets have, which this one then has */
    Rarities& GetRarities();
    /** \return whether pieces wait for one before them */
    bool HasHeld() const;

    Ptr<FlowSocketFactory> m_factory;                  //!< the factory of the node
    SocketListener* m_listener{nullptr};               //!< receives the events, or null
    Ptr<FlowNetDevice> m_remote;                       //!< the remote host
    FlowSocket* m_peer{nullptr};                       //!< the other socket, if this rank has it
    mutable FlowSender m_sender;                       //!< the sending half
    FlowByteQueue m_unread;                            //!< received bytes
    mutable WanTcpAcknowledgements m_acknowledgements; //!< decides when to acknowledge
    uint64_t m_received{0};                            //!< bytes received
    mutable FlowTime m_delayedAck{FLOW_NEVER};   //!< when a delayed acknowledgement will be sent
    FlowTime m_lastArrival{0};                   //!< when the receiver handles the last piece
    FlowTime m_wake{FLOW_NEVER};                 //!< when Wake() is scheduled
    FlowTime m_timer{FLOW_NEVER};                //!< when HandleTimer() is scheduled
    std::unique_ptr<Rarities> m_rarities;        //!< null where there are none
    uint16_t m_localPort{0};                     //!< local port
    uint16_t m_remotePort{0};                    //!< remote port
    State m_state{CLOSED};                       //!< state of the connection
    mutable SocketErrno m_errno{ERROR_NOTERROR}; //!< last error
    bool m_isIpv6{false};                        //!< address family
    mutable bool m_wantsRoom{false};             //!< whether the application waits for room
    bool m_shutdownSend{false};                  //!< whether the application sends no more
    bool m_shutdownReceive{false};               //!< whether it receives no more
    bool m_closesWhenSent{false};                //!< whether the stream ends after what waits
    bool m_endReceived{false};                   //!< whether the peer's is received
    bool m_isClosed{false};                      //!< whether the application has closed the socket
    uint8_t m_clear{0};                          //!< segments from the next on that are not lost
    uint8_t m_lossEpoch{0};                      //!< EventWanLoss::GetEpoch() of what was drawn
    bool m_isNextLost{false};                    //!< whether the segment after them is lost
    bool m_flushes{false};                       //!< whether Flush() will be called
    bool m_toldWindow{false};                    //!< whether the peer knows of unread data
};

} // namespace ns3

#endif /* WAKU_FLOW_SOCKET_H */
