/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_CONNECTION_MANAGER_H
#define WAKU_PEER_CONNECTION_MANAGER_H

#include "lazy-uniform.h"
#include "light-traced-callback.h"
#include "message-stream.h"
#include "peer-info.h"
#include "peer-listener.h"
#include "stream-channel.h"
#include "stream-handler.h"
#include "stream-protocols.h"

#include "ns3/event-id.h"
#include "ns3/libp2p-peer-id.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <boost/container/flat_map.hpp>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Receives the events of a node's connections, whatever protocols they carry. It is called
 * before the protocols are.
 */
class ConnectionObserver
{
  public:
    virtual ~ConnectionObserver() = default;

    /**
     * A peer has connected.
     * \param peer the peer
     */
    virtual void PeerUp(const PeerInfo&)
    {
    }

    /**
     * A peer has disconnected.
     * \param peer the peer
     */
    virtual void PeerDown(const PeerInfo&)
    {
    }

    /**
     * All bytes of a frame have been handed to TCP.
     * \param peer the receiving peer
     * \param bytes size of the frame, in bytes
     */
    virtual void BytesSent(const PeerInfo&, uint32_t)
    {
    }

    /**
     * Bytes have been received.
     * \param peer the sending peer
     * \param bytes number of bytes, without those of a secure channel
     */
    virtual void BytesReceived(const PeerInfo&, uint32_t)
    {
    }
};

/**
 * \ingroup waku
 * \brief The TCP connections of a node: it listens, dials and redials, and keeps one connection for
 * each peer.
 *
 * If a connection to a peer that this node dials cannot be established or is lost, the node dials
 * again, after a wait that doubles from ReconnectMin to ReconnectMax. If two nodes dial each other,
 * the connection that the node with the lower IP address has dialled is kept. The other connection
 * is closed when it has sent its waiting frames. The two connections count as one peer all the
 * time.
 *
 * A node is identified by its IP address. If several nodes share an IP address, with different
 * ports, the following holds: a node that dials more than one of them takes each connection to or
 * from the address for another peer; a node that dials one of them takes a connection from another
 * for a connection from the first.
 *
 * A connection carries all protocols that both nodes speak (AddProtocol). PeerUp of a protocol is
 * called when the node learns that the peer speaks it:
 *
 * - PeerUp of the first protocol is called at once, unless the peer has refused the protocol.
 *   Without a secure channel, and with Plaintext, the node cannot know yet whether the peer speaks
 *   it. If the peer's Identify message does not list the protocol, or the peer refuses it later,
 *   PeerDown is called.
 * - PeerUp of another protocol is called when the peer's Identify message lists it, or the peer
 *   sends bytes of it or opens a stream for it.
 *
 * A node that speaks several protocols lists them in libp2p's Identify message (IdentifyMessage),
 * the first frame of each connection, and marks the bytes that it sends (StreamMux). A node that
 * speaks a single protocol does neither, and has no extra cost. The receiver takes its bytes for
 * the receiver's first protocol; if they belong to another one, the sender has to set MarkStreams.
 * Bytes of protocols that this node does not speak are skipped and counted (trace source Skipped).
 * For a node of a single protocol this includes Identify. A stream of a protocol that this node
 * does not speak is refused with `na`. If the parser of a protocol finds malformed bytes, the
 * connection is closed.
 *
 * The attribute SecureChannel chooses what is between frames and TCP on the connections that this
 * node dials and that come in at Port; it must be the same at the other end. With Noise
 * (SecureChannel) and Plaintext (PlaintextChannel) a peer is connected only after the round trips
 * of libp2p's handshakes; if these take longer than DialTimeout, the connection fails. With
 * Plaintext every byte is as real nodes write it, and a node of a single protocol has Identify too.
 * So that real and simulated nodes live in one network, a node can accept connections of the former
 * at PlaintextPort, and dial them by DialOver(), whatever SecureChannel is.
 */
class PeerConnectionManager : public Object, public MessageStream::Observer
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PeerConnectionManager();
    ~PeerConnectionManager() override;

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Add a protocol that connections carry. Call this before Start(). The program stops if the id
     * is empty, is longer than 125 bytes or was added before, or if there are 31 protocols already.
     * \param id protocol id, such as `/vac/waku/relay/2.0.0`
     * \param handler receiver of the events of the protocol's streams; must exist until the last
     *        Stop() or Dispose() of the manager
     * \return the number of the protocol: 0 for the first, 1 for the next
     */
    uint32_t AddProtocol(const std::string& id, StreamHandler& handler);

    /**
     * Listen, and dial the nodes of earlier calls of Dial(), at random times within DialSpread. The
     * program stops if there is no protocol.
     * \param node the node
     * \param observer receiver of the events of connections; must exist until Stop() or Dispose()
     */
    void Start(Ptr<Node> node, ConnectionObserver& observer);

    /**
     * Close all connections. PeerDown is called for all peers. The next Start() dials the same
     * nodes again.
     */
    void Stop();

    /**
     * End all connections as Stop() does, but send nothing: the peers are not told. If their
     * segments still reach this host, its TCP answers them with resets.
     */
    void Crash();

    /**
     * Connect to a node and keep the connection: dial at once or, before Start(), when the manager
     * starts. The program stops if the address is not an IP address with a port.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     */
    void Dial(const Address& remote);

    /**
     * Connect to a node as Dial() does, over a channel that may differ from attribute
     * SecureChannel. \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     * \param channel what is between frames and TCP
     */
    void DialOver(const Address& remote, SecureChannelKind channel);

    /**
     * Try once to connect to a node whose address comes from another node, which may lie. Nothing
     * happens if the address is not a unicast address of another node, of an address family that
     * this node has; if the node is connected or being dialled; or if MaxSuggestedDials such dials
     * are in progress.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     * \return whether the node is dialled
     */
    bool DialSuggested(const Address& remote);

    /**
     * Send a frame.
     * \param peer the receiving peer
     * \param frame the frame
     * \param protocol number of the frame's protocol
     * \param isAhead whether it is sent before waiting frames that are neither control frames nor
     *        ahead
     * \return whether the frame was sent or waits in the send queue
     */
    bool Send(PeerId peer,
              Ptr<const StreamFrame> frame,
              uint32_t protocol = 0,
              bool isAhead = false);

    /**
     * Remove a frame from the send queue.
     * \param peer the receiving peer
     * \param frame the frame
     * \param protocol number of the frame's protocol
     * \return whether the frame was removed from the send queue
     */
    bool Cancel(PeerId peer, const StreamFrame* frame, uint32_t protocol = 0);

    /**
     * Close the connection to a peer, and do not dial it again. The peer is removed after the
     * current event, so that this can be called during an iteration over the peers, for instance by
     * a trace sink.
     * \param peer the peer
     */
    void Disconnect(PeerId peer);

    /** \return the number of connected peers */
    std::size_t GetNPeers() const
    {
        return m_peers.size();
    }

    /** \return number of connections that could not be established or were lost */
    uint64_t GetNFailures() const
    {
        return m_failures;
    }

    /** \return counters of all secure channels; all are zero without one */
    const SecureChannelCounters& GetSecureChannelCounters() const
    {
        return m_channelCounters;
    }

    /**
     * \return number of bytes skipped because they belong to protocols that this node does not
     *        speak
     */
    uint64_t GetNSkippedBytes() const
    {
        return m_skippedBytes;
    }

    /**
     * \return number of malformed Identify messages, and of Identify messages with bytes after them
     */
    uint64_t GetNIdentifyErrors() const
    {
        return m_identifyErrors;
    }

    /**
     * \param peer a peer
     * \param protocol number of a protocol
     * \return whether the peer is connected and PeerUp of the protocol was called
     */
    bool IsUp(PeerId peer, uint32_t protocol = 0) const;

    /**
     * Signature of trace source Skipped.
     * \param peer the sending peer
     * \param bytes number of bytes
     */
    typedef void (*SkippedTracedCallback)(const PeerInfo& peer, uint32_t bytes);

    /**
     * Get the key by which this node is known over Plaintext. It depends on the id of the ns-3 node
     * and on Port alone. The program stops before Start().
     * \return the Ed25519 public key
     */
    const Ed25519Key& GetPublicKey();

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
        PeerInfo info;                //!< the peer
        uint32_t up{0};               //!< protocols that are up; bit i is protocol i
        Ptr<MessageStream> primary;   //!< connection on which frames are sent
        Ptr<MessageStream> secondary; //!< the other connection if both nodes have dialled, or null
        uint32_t hostHash{0};         //!< of its IP address
        bool isLatest{true};          //!< whether no later peer has its IP address
    };

    /** A node to which this one wants to be connected. */
    struct Target
    {
        Ptr<MessageStream> stream; //!< attempt that is under way, or null
        EventId event;         //!< end of the current attempt or, if there is none, the next one
        uint32_t attempts{0};  //!< number of attempts since the last success
        bool suggested{false}; //!< whether the node is dialled only once
        bool isOver{false};    //!< whether the channel was given (DialOver)
        SecureChannelKind channel{SecureChannelKind::NONE}; //!< that channel
    };

    /** A connection. */
    struct Owner
    {
        Ptr<MessageStream> stream; //!< its stream
        Address remote;            //!< remote IP address and port
        bool outbound{false};      //!< whether this node dialled
        bool attached{false};      //!< whether it belongs to a peer
        PeerId peer{0};            //!< the peer, if attached
        EventId handshake;         //!< end of the handshake of an incoming connection
    };

    /** Peers in the order of their ids. */
    using Peers = boost::container::flat_map<PeerId, std::unique_ptr<Peer>>;

    /** Targets by IP address and port. */
    using Targets = boost::container::flat_map<Address, Target>;

    /**
     * Handle an incoming connection.
     * \param socket socket of the connection
     * \param from remote IP address and port
     * \param channel what is between frames and TCP
     */
    void Accept(Ptr<Socket> socket, const Address& from, SecureChannelKind channel);
    /** \return number of suggested nodes that are being dialled */
    uint32_t CountSuggested() const;
    /**
     * \param host an IP address
     * \return number of nodes with this address to which this node wants to be connected
     */
    std::size_t CountTargets(const Address& host) const;
    /**
     * \param peer a peer
     * \return the target that the peer is, or the end
     */
    Targets::iterator FindTarget(const PeerInfo& peer);
    /**
     * \param remote address of a target
     * \return whether the target is a connected peer
     */
    bool IsConnected(const Address& remote);
    /**
     * Dial a target now.
     * \param remote address of the target
     */
    void Attempt(Address remote);
    /**
     * Dial a target later.
     * \param remote address of the target
     */
    void ScheduleAttempt(const Address& remote);
    /**
     * \param stream a stream
     * \return the connection in m_owners, or the end
     */
    std::vector<Owner>::iterator FindNoted(const MessageStream& stream);
    /**
     * \param stream a stream
     * \return its connection; without a stream if this node has released it
     */
    Owner FindOwner(MessageStream& stream);
    /**
     * \param host an IP address
     * \return the last peer that has connected with the address, or null if that one has gone
     */
    Peer* FindLatest(const Address& host) const;
    /**
     * Make a connected stream the stream of a peer.
     * \param stream the stream
     */
    void Attach(MessageStream& stream);
    /**
     * Handle the second connection of a peer.
     * \param peer the peer
     * \param owner the new connection
     */
    void AttachSecond(Peer& peer, Owner& owner);
    /**
     * \param stream the stream of a connection
     * \return whether the stream needs a mux
     */
    bool NeedsMux(const MessageStream& stream) const;
    /**
     * Give a stream of a peer a mux, and send Identify.
     * \param stream the stream
     * \param peer the peer
     * \param remote remote IP address and port
     */
    void AddMux(MessageStream& stream, PeerId peer, const Address& remote);
    /**
     * Call PeerUp of a protocol, unless it was called.
     * \param peer the peer
     * \param protocol number of the protocol
     */
    void RaiseProtocol(PeerId peer, uint32_t protocol);
    /**
     * Call PeerDown of a protocol, if PeerUp was called.
     * \param peer the peer
     * \param protocol number of the protocol
     */
    void LowerProtocol(PeerId peer, uint32_t protocol);
    /**
     * \param frame a frame that was sent
     * \return number of the frame's stream
     */
    uint32_t StreamOf(const StreamFrame& frame) const;
    /**
     * Remove a peer whose connections are closed or to be closed. If it is a target, it is dialled
     * again.
     * \param peer the peer
     */
    void RemovePeer(PeerId peer);
    /**
     * \param owner owner of a connected stream
     * \return whether, of two connections with the peer, the one that this node has dialled is kept
     */
    static bool WinsAsDialler(const Owner& owner);
    /**
     * Handle that a target has not answered in time.
     * \param remote address of the target
     */
    void HandleDialTimeout(Address remote);
    /**
     * Cancel the timeout of the handshake of an incoming connection.
     * \param stream the connection
     */
    void EndHandshake(MessageStream& stream);
    /** Cancel the timeouts of the handshakes of all incoming connections. */
    void CancelHandshakes();
    /** \return what is between frames and TCP by the attributes */
    SecureChannelKind GetChannel() const;
    /**
     * \param dialler whether this node dials
     * \param channel what is between frames and TCP
     * \return the channel, or null with NONE
     */
    std::unique_ptr<StreamChannel> MakeChannel(bool dialler, SecureChannelKind channel);
    /**
     * Handle that a stream that does not belong to a peer has failed.
     * \param stream the stream
     * \param owner a copy of the stream's owner
     */
    void FailUnattached(MessageStream& stream, const Owner& owner);
    /**
     * Release a stream that is no longer needed.
     * \param stream the stream
     */
    void Release(MessageStream& stream);

    uint16_t m_port;                         //!< attribute Port
    TypeId m_socketFactory;                  //!< attribute SocketFactory
    TypeId m_sockets;                        //!< the socket factory that the node uses
    Time m_dialTimeout;                      //!< attribute DialTimeout
    Time m_dialSpread;                       //!< attribute DialSpread
    bool m_secureChannelOverhead;            //!< attribute SecureChannelOverhead
    SecureChannelKind m_secureChannel;       //!< attribute SecureChannel
    uint16_t m_plaintextPort;                //!< attribute PlaintextPort
    bool m_markStreams;                      //!< attribute MarkStreams
    bool m_listens;                          //!< attribute Listens
    bool m_crashes{false};                   //!< whether connections end with nothing sent
    Time m_reconnectMin;                     //!< attribute ReconnectMin
    Time m_reconnectMax;                     //!< attribute ReconnectMax
    uint32_t m_maxAttempts;                  //!< attribute MaxAttempts
    uint32_t m_maxSuggestedDials;            //!< attribute MaxSuggestedDials
    uint32_t m_unsentLowWater;               //!< attribute UnsentLowWater
    uint32_t m_sendQueueBytes;               //!< attribute SendQueueBytes
    SendQueuePolicy m_sendQueuePolicy;       //!< attribute SendQueuePolicy
    uint32_t m_sendQueueFrames;              //!< attribute SendQueueFrames
    uint32_t m_sendQueueAheadFrames;         //!< attribute SendQueueAheadFrames
    uint32_t m_sendQueueRestFrames;          //!< attribute SendQueueRestFrames
    uint32_t m_sendQueueControlFrames;       //!< attribute SendQueueControlFrames
    SendLimits m_limits;                     //!< limits made of these
    LazyUniform m_jitter;                    //!< spreads the attempts of many nodes
    PeerListener m_listener;                 //!< accepts incoming connections
    PeerListener m_plaintextListener;        //!< accepts those at PlaintextPort
    Ptr<Node> m_node;                        //!< the node; null unless started
    ConnectionObserver* m_observer{nullptr}; //!< receiver of the events of connections
    StreamProtocols m_protocols;             //!< protocols that the connections carry
    StreamDispatcher m_dispatcher;           //!< passes the events of sockets to streams
    Peers m_peers;                           //!< connected peers
    Targets m_targets;                       //!< nodes to be connected to
    std::vector<Owner> m_owners;             //!< connections, except the first one of each peer
    PeerId m_nextPeer{0};                    //!< number of the next peer
    std::unique_ptr<Ed25519Key> m_publicKey; //!< key of this node, once it is needed
    uint64_t m_failures{0};                  //!< connections not established or lost
    uint64_t m_skippedBytes{0};              //!< bytes of protocols that this node does not speak
    uint64_t m_identifyErrors{0};            //!< malformed Identify messages

    SecureChannelCounters m_channelCounters;                  //!< counters of all secure channels
    LightTracedCallback<const Address&> m_channelErrorTrace;  //!< trace source SecureChannelError
    LightTracedCallback<const Address&> m_identifyErrorTrace; //!< trace source IdentifyError
    LightTracedCallback<const PeerInfo&, uint32_t> m_skippedTrace; //!< trace source Skipped
};

} // namespace ns3

#endif /* WAKU_PEER_CONNECTION_MANAGER_H */
