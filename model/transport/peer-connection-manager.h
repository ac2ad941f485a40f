/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_CONNECTION_MANAGER_H
#define WAKU_PEER_CONNECTION_MANAGER_H

#include "message-stream.h"
#include "peer-info.h"
#include "peer-listener.h"

#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a protocol wants to know of its streams.
 */
class StreamHandler
{
  public:
    virtual ~StreamHandler() = default;
    /** \param peer whose stream begins \return the parser of its bytes */
    virtual std::unique_ptr<StreamParser> CreateParser(PeerId peer) = 0;
    /** \param peer is connected and speaks the protocol; frames can be sent */
    virtual void PeerUp(const PeerInfo& peer) = 0;
    /** \param peer is gone */
    virtual void PeerDown(const PeerInfo& peer) = 0;
    /**
     * \param peer to whom
     * \param frame all bytes of it have been handed to TCP
     */
    virtual void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) = 0;
    /**
     * \param peer to whom
     * \param frame found no room in the send queue
     */
    virtual void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) = 0;
};

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
     * Let connections carry a protocol; before Start().
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

  protected:
    void DoDispose() override;

  private:
    /** A connected peer. */
    struct Peer
    {
        PeerInfo info;                //!< who it is
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

    /** What the connections carry. */
    struct Protocol
    {
        std::string id;                  //!< protocol id
        StreamHandler* handler{nullptr}; //!< is told of its streams
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
    std::vector<Protocol> m_protocols;        //!< by their numbers
    StreamDispatcher m_dispatcher;            //!< callbacks of the sockets
    std::map<PeerId, Peer> m_peers;           //!< connected peers
    std::map<Address, Target> m_targets;      //!< by IP address and port
    std::map<Address, PeerId> m_peersByHost;  //!< the last peer of each IP address
    std::map<MessageStream*, Owner> m_owners; //!< look-up only; never iterated
    PeerId m_nextPeer{0};                     //!< number of the next peer
    uint64_t m_failures{0};                   //!< connections not made or lost

    SecureChannelCounters m_channelCounters;            //!< of all secure channels
    std::map<MessageStream*, EventId> m_handshakes;     //!< timeouts of incoming connections
    TracedCallback<const Address&> m_channelErrorTrace; //!< trace source SecureChannelError
};

} // namespace ns3

#endif /* WAKU_PEER_CONNECTION_MANAGER_H */
