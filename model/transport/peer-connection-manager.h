/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_CONNECTION_MANAGER_H
#define WAKU_PEER_CONNECTION_MANAGER_H

#include "message-stream.h"
#include "peer-info.h"
#include "peer-listener.h"
#include "stream-handler.h"
#include "stream-protocols.h"

#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node wants to know of its connections, whatever they carry. It is told before the
 * protocols are.
 */
class ConnectionObserver
{
  public:
    virtual ~ConnectionObserver() = default;

    /** \param peer is connected */
    virtual void PeerUp(const PeerInfo&)
    {
    }

    /** \param peer is gone */
    virtual void PeerDown(const PeerInfo&)
    {
    }

    /**
     * \param peer to whom
     * \param bytes of a frame, all of which have been handed to TCP
     */
    virtual void BytesSent(const PeerInfo&, uint32_t)
    {
    }

    /**
     * \param peer from whom
     * \param bytes so many were read, those of a secure channel not counted
     */
    virtual void BytesReceived(const PeerInfo&, uint32_t)
    {
    }
};

/**
 * \ingroup waku
 * \brief The TCP connections of a node: listens, dials, redials, and keeps one for each pair.
 *
 * A peer to which this node dials is dialled again when the connection can't be made or is lost,
 * after a wait that doubles from ReconnectMin to ReconnectMax. When both nodes of a pair dial each
 * other, the connection of the node with the lower IP address is kept and the other one is closed
 * once it has sent what it had; the pair counts as one peer throughout.
 *
 * Nodes are told apart by their IP address. Of several on one host, each with a port of its own, a
 * node that dials more than one takes each connection from or to that host for a peer of its own; a
 * node that dials one of them takes a connection from another for one from the first.
 *
 * A connection carries all protocols that both nodes speak (AddProtocol). PeerUp of a protocol is
 * called when the peer is known to speak it:
 *
 * - of the first protocol at once, unless the peer has refused it: without SecureChannelOverhead
 *   nobody can know yet, and a peer that turns out not to speak it, by its Identify, is PeerDown
 *   again;
 * - of the others, when the peer's Identify names it, or the peer sends on it or opens its stream.
 *
 * A node that speaks several protocols says which in libp2p's Identify message (IdentifyMessage),
 * the first frame of each connection, and marks what it sends (StreamMux). One that speaks a single
 * protocol does neither, and costs nothing; its bytes are taken for the first protocol of the
 * receiver. If it is another one there, it has to set MarkStreams. Bytes of protocols that this
 * node does not speak, Identify among them for a node of a single protocol, are skipped and counted
 * (trace source Skipped); a stream of one is refused with `na`. A frame that makes no sense to the
 * parser of its protocol costs the connection.
 *
 * With SecureChannelOverhead, which all nodes of a network have or none, a peer is connected only
 * after the round trips of libp2p's handshakes (SecureHandshake), and frames travel in yamux and
 * Noise (SecureChannel). A dial, or an incoming connection, whose handshake takes longer than
 * DialTimeout fails.
 */
class PeerConnectionManager : public Object, public MessageStream::Observer
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PeerConnectionManager();
    ~PeerConnectionManager() override;

    /**
     * Use random variable streams from this number on.
     * \param stream the first number
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Let connections carry a protocol; before Start(). Stops the program if the id is empty or
     * longer than 125 bytes, is there already, or is the 32nd.
     * \param id its protocol id, as `/vac/waku/relay/2.0.0`
     * \param handler is told of its streams; must outlive the manager's last Stop() or Dispose()
     * \return the number of the protocol: 0 for the first one, 1 for the next
     */
    uint32_t AddProtocol(const std::string& id, StreamHandler& handler);

    /**
     * Begin to listen, and dial what was asked for. Stops the program if there is no protocol.
     * \param node whose sockets to use
     * \param observer is told of connections; must live until Stop() or Dispose()
     */
    void Start(Ptr<Node> node, ConnectionObserver& observer);

    /**
     * Close everything; observer and protocols are told that the peers are gone. The next Start()
     * dials the same nodes again.
     */
    void Stop();

    /**
     * Connect to a node and stay connected: at once, or from the next Start() on. Stops the program
     * if the address is none or has no port.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     */
    void Dial(const Address& remote);

    /**
     * Try once to connect to a node that another one, which may lie, has named. Nothing happens if
     * it is no other node's unicast address of a family that this node has, if it is connected or
     * dialled already, or if MaxSuggestedDials are under way.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     * \return whether it is dialled
     */
    bool DialSuggested(const Address& remote);

    /**
     * \param peer to whom
     * \param frame what
     * \param protocol number of the protocol whose frame it is
     * \return whether it was sent or waits
     */
    bool Send(PeerId peer, Ptr<const StreamFrame> frame, uint32_t protocol = 0);

    /**
     * \param peer to whom
     * \param frame what to take back
     * \param protocol number of the protocol whose frame it is
     * \return whether it waited in the send queue
     */
    bool Cancel(PeerId peer, const StreamFrame* frame, uint32_t protocol = 0);

    /**
     * Close the connection of a peer, and do not dial it again. The peer goes when the present
     * event is over, so that this can be called in the middle of a walk over the peers, as from a
     * trace sink.
     * \param peer whose
     */
    void Disconnect(PeerId peer);

    /** \return the number of connected peers */
    std::size_t GetNPeers() const
    {
        return m_peers.size();
    }

    /** \return how often a connection could not be made or was lost */
    uint64_t GetNFailures() const
    {
        return m_failures;
    }

    /** \return what the secure channels have cost; all zero without SecureChannelOverhead */
    const SecureChannelCounters& GetSecureChannelCounters() const
    {
        return m_channelCounters;
    }

    /** \return bytes that were skipped, since they are of protocols that this node does not speak
     */
    uint64_t GetNSkippedBytes() const
    {
        return m_skippedBytes;
    }

    /** \return Identify messages that made no sense, and bytes behind one */
    uint64_t GetNIdentifyErrors() const
    {
        return m_identifyErrors;
    }

    /**
     * \param peer a peer
     * \param protocol number of a protocol
     * \return whether it is connected and PeerUp of the protocol was called
     */
    bool IsUp(PeerId peer, uint32_t protocol = 0) const;

    /**
     * Signature of trace source Skipped.
     * \param peer who sent them
     * \param bytes how many
     */
    typedef void (*SkippedTracedCallback)(const PeerInfo& peer, uint32_t bytes);

    /** \return the port on which this node listens */
    uint16_t GetPort() const
    {
        return m_port;
    }

    void StreamConnected(MessageStream& stream) override;
    void StreamClosed(MessageStream& stream) override;
    void StreamBroken(MessageStream& stream) override;
    void FrameSent(MessageStream& stream, Ptr<const StreamFrame> frame) override;
    void FrameDropped(MessageStream& stream, Ptr<const StreamFrame> frame) override;
    void BytesReceived(MessageStream& stream, uint32_t bytes) override;
    bool IsOwnMark(uint32_t mark) const override;
    void BytesSkipped(MessageStream& stream, uint32_t bytes) override;
    void ProtocolSpoken(MessageStream& stream, uint32_t protocol) override;
    void ProtocolRefused(MessageStream& stream, uint32_t protocol) override;
    void PeerIdentified(MessageStream& stream, uint32_t protocols) override;
    void IdentifyFailed(MessageStream& stream) override;

  protected:
    void DoDispose() override;

  private:
    /** A connected peer. */
    struct Peer
    {
        PeerInfo info;                //!< who it is
        uint32_t up{0};               //!< protocols of which it is up, as bits by their numbers
        Ptr<MessageStream> primary;   //!< what is sent goes here
        Ptr<MessageStream> secondary; //!< the other connection of simultaneous dials, or null
    };

    /** A node to which this one wants to be connected. */
    struct Target
    {
        Ptr<MessageStream> stream; //!< attempt that is under way, or null
        uint32_t attempts{0};      //!< since the last success
        bool suggested{false};     //!< whether it is tried only once
        EventId retry;             //!< next attempt
        EventId timeout;           //!< end of the attempt that is under way
    };

    /** Whose a stream is. */
    struct Owner
    {
        Address host;              //!< IP address of the other side
        Address remote;            //!< IP address and port of the other side
        bool outbound;             //!< whether this node dialled
        PeerId peer;               //!< the peer, if attached
        bool attached;             //!< whether it belongs to a peer
        Ptr<MessageStream> stream; //!< keeps it
    };

    /** \param socket an incoming connection \param from its other side */
    void Accept(Ptr<Socket> socket, const Address& from);
    /** \return suggested nodes that are being dialled */
    uint32_t CountSuggested() const;
    /** \param host an IP address \return how many nodes there this one wants as peers */
    std::size_t CountTargets(const Address& host) const;
    /** \param peer a peer \return the target that it is, or the end */
    std::map<Address, Target>::iterator FindTarget(const PeerInfo& peer);
    /** \param remote address of a target \return whether it is a peer */
    bool IsConnected(const Address& remote);
    /** \param remote address of a target to dial now */
    void Attempt(Address remote);
    /** \param remote address of a target to dial later */
    void ScheduleAttempt(const Address& remote);
    /** \param owner a stream that is connected and becomes a peer's */
    void Attach(Owner& owner);
    /** \param peer has two connections now \param owner of the new one */
    void AttachSecond(Peer& peer, Owner& owner);
    /** \param stream that has become one of \param peer's; it gets a mux if there are streams */
    void AddMux(MessageStream& stream, PeerId peer);
    /** \param peer a peer \param protocol of which it is up from now on, if it is not */
    void RaiseProtocol(PeerId peer, uint32_t protocol);
    /** \param peer a peer \param protocol of which it is up no more, if it is */
    void LowerProtocol(PeerId peer, uint32_t protocol);
    /** \param frame sent \return the number of its protocol, or that of Identify */
    uint32_t StreamOf(const StreamFrame& frame) const;
    /** \param peer whose connections are all gone, or are to be closed; is dialled again */
    void RemovePeer(PeerId peer);
    /** \param owner a connected stream \return whether this node's own dial is the one kept */
    static bool WinsAsDialler(const Owner& owner);
    /** \param remote address of a target that does not answer */
    void HandleDialTimeout(Address remote);
    /** \param stream an incoming connection whose handshake, if any, is over */
    void EndHandshake(MessageStream& stream);
    /** Forget the handshakes of incoming connections. */
    void CancelHandshakes();
    /** \param dialler whether this node dials \return a secure channel, or null if there is none */
    std::unique_ptr<SecureChannel> MakeChannel(bool dialler);
    /** \param stream that could not be attached to a peer \param owner a copy of its owner */
    void FailUnattached(MessageStream& stream, const Owner& owner);
    /** \param stream a stream that is not needed any more */
    void Release(MessageStream& stream);

    uint16_t m_port;                          //!< attribute Port
    TypeId m_socketFactory;                   //!< attribute SocketFactory
    TypeId m_sockets;                         //!< the socket factory that the node has
    Time m_dialTimeout;                       //!< attribute DialTimeout
    bool m_secureChannel;                     //!< attribute SecureChannelOverhead
    bool m_markStreams;                       //!< attribute MarkStreams
    Time m_reconnectMin;                      //!< attribute ReconnectMin
    Time m_reconnectMax;                      //!< attribute ReconnectMax
    uint32_t m_maxAttempts;                   //!< attribute MaxAttempts
    uint32_t m_maxSuggestedDials;             //!< attribute MaxSuggestedDials
    uint32_t m_unsentLowWater;                //!< attribute UnsentLowWater
    uint32_t m_sendQueueBytes;                //!< attribute SendQueueBytes
    std::string m_sendQueuePolicy;            //!< attribute SendQueuePolicy
    SendLimits m_limits;                      //!< the three of them
    Ptr<UniformRandomVariable> m_jitter;      //!< spreads the attempts of many nodes
    PeerListener m_listener;                  //!< lets others connect
    Ptr<Node> m_node;                         //!< whose sockets to use; null unless started
    ConnectionObserver* m_observer{nullptr};  //!< is told of connections
    StreamProtocols m_protocols;              //!< what the connections carry
    StreamDispatcher m_dispatcher;            //!< callbacks of the sockets
    std::map<PeerId, Peer> m_peers;           //!< connected peers
    std::map<Address, Target> m_targets;      //!< by IP address and port
    std::map<Address, PeerId> m_peersByHost;  //!< the last peer of each IP address
    std::map<MessageStream*, Owner> m_owners; //!< look-up only; never iterated
    PeerId m_nextPeer{0};                     //!< number of the next peer
    uint64_t m_failures{0};                   //!< connections not made or lost
    uint64_t m_skippedBytes{0};               //!< of protocols that this node does not speak
    uint64_t m_identifyErrors{0};             //!< that made no sense

    SecureChannelCounters m_channelCounters;                  //!< of all secure channels
    std::map<MessageStream*, EventId> m_handshakes;           //!< timeouts of incoming connections
    TracedCallback<const Address&> m_channelErrorTrace;       //!< trace source SecureChannelError
    TracedCallback<const Address&> m_identifyErrorTrace;      //!< trace source IdentifyError
    TracedCallback<const PeerInfo&, uint32_t> m_skippedTrace; //!< trace source Skipped
};

} // namespace ns3

#endif /* WAKU_PEER_CONNECTION_MANAGER_H */
