/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_PROTOCOL_H
#define WAKU_PSS_PROTOCOL_H

#include "pss-hive.h"
#include "pss-parser.h"
#include "pss-post-office.h"

#include "ns3/light-traced-callback.h"
#include "ns3/peer-protocol.h"
#include "ns3/random-variable-stream.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Postal services over Swarm as a protocol on a P2pNode (ethersphere/swarm v0.5.8, pss/):
 * messages that Swarm's Kademlia overlay routes to an address, with the handshake of bzz and the
 * exchange of peers of hive, which decide who connects to whom.
 *
 * PssPostOffice decides what happens to a message, PssHive and PssKademlia who connects to whom.
 *
 * DEVp2p has no protocol ids. Name and version of the capability are used in their place: pss/2.
 * Packets have the codes of PssCode. What is encrypted in reality stands in the clear, with all
 * bytes that encryption adds.
 *
 * It differs from Swarm:
 *
 * - light nodes are peers like others,
 * - a message that cannot be sent to any peer waits for the next peer, not in a busy loop,
 * - a handler that is removed leaves the other handlers of its topic,
 * - addresses of more than 32 bytes, which crash Swarm, are malformed,
 * - a node whose connection is lost is dialled again when the table suggests it, not before.
 */
class PssProtocol : public PeerProtocol, private PssHive::Host, private PssPostOffice::Host
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    PssProtocol();
    ~PssProtocol() override;

    /**
     * Set the overlay address. The program stops if the protocol has been initialised. By default
     * the address is drawn.
     * \param address the address
     */
    void SetOverlayAddress(const PssAddress& address);

    /** \return the overlay address, which is drawn now unless it is known */
    const PssAddress& GetOverlayAddress() const;

    /**
     * Set where other nodes can dial this one. Without it, they cannot.
     * \param underlay IP address and port
     */
    void SetUnderlayAddress(const Address& underlay);

    /** \param pool pool of this node's messages; the default is GetSharedMessagePool() */
    void SetMessagePool(Ptr<PssMessagePool> pool);

    /** \return pool of this node's messages; null before the initialisation */
    Ptr<PssMessagePool> GetMessagePool() const
    {
        return m_pool;
    }

    /** \return the shared pool of the simulation's messages, until Simulator::Destroy */
    static Ptr<PssMessagePool> GetSharedMessagePool();

    /**
     * Know a node, so that the table can suggest it.
     * \param record the node
     */
    void AddKnown(const PssPeerRecord& record);

    /** \return what this node does with messages: its handlers and keys */
    PssPostOffice& GetPostOffice()
    {
        return m_office;
    }

    /** \return what this node does with messages */
    const PssPostOffice& GetPostOffice() const
    {
        return m_office;
    }

    /**
     * Send a message. It is not delivered to this node. The program stops if its payload is empty,
     * its address has more than 32 bytes, or it is larger than MaxMessageSize.
     * \param post the message
     * \param ttl time to live; zero for MessageTtl
     * \return the message; null if the node is offline
     */
    Ptr<const PssMessage> Send(const PssPost& post, Time ttl = Time(0));

    /** \return settings of the table, by the attributes */
    PssKademliaSettings GetTableSettings() const;

    /** \return the table of this node; null before the initialisation */
    const PssKademlia* GetKademlia() const
    {
        return m_kademlia.get();
    }

    /** \return number of peers whose handshake has been accepted */
    std::size_t GetNReady() const;

    /**
     * \param error a kind of error
     * \return how often it has happened
     */
    uint64_t GetNErrors(PssError error) const
    {
        return m_errors.at(static_cast<std::size_t>(error));
    }

    /** \return number of frames for which a send queue had no room */
    uint64_t GetNOverflows() const
    {
        return m_overflows;
    }

    std::string GetProtocolId() const override;
    int64_t AssignStreams(int64_t stream) override;
    void Start(Time now) override;
    void Stop(Time now) override;
    std::unique_ptr<StreamParser> CreateParser(PeerId peer) override;
    void PeerUp(const PeerInfo& peer) override;
    void PeerDown(const PeerInfo& peer) override;
    void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) override;

    /**
     * Signature of trace sources Publish, Deliver and Undeliverable.
     * \param message the message
     */
    typedef void (*MessageTracedCallback)(Ptr<const PssMessage> message);

    /**
     * Signature of trace sources Send, Receive and Duplicate.
     * \param message the message
     * \param peer the sending or receiving peer
     */
    typedef void (*TransferTracedCallback)(Ptr<const PssMessage> message, const PeerInfo& peer);

    /**
     * Signature of trace source Reject.
     * \param message the message
     * \param peer the sending peer
     * \param error why the message was not accepted
     */
    typedef void (*RejectTracedCallback)(Ptr<const PssMessage> message,
                                         const PeerInfo& peer,
                                         PssError error);

    /**
     * Signature of trace source Error.
     * \param peer the peer
     * \param error the error
     */
    typedef void (*ErrorTracedCallback)(const PeerInfo& peer, PssError error);

    /**
     * Signature of trace source Depth.
     * \param depth the new neighbourhood depth
     */
    typedef void (*DepthTracedCallback)(uint32_t depth);

    /**
     * Signature of trace source Overflow.
     * \param peer the peer
     */
    typedef void (*PeerTracedCallback)(const PeerInfo& peer);

  protected:
    void DoInitialize() override;
    void DoDispose() override;

  private:
    class Parser;

    /** The state of a peer. */
    struct Peer
    {
        PeerInfo info;                 //!< the peer
        bool isGreeted{false};         //!< whether this node's handshake has been sent
        bool isReady{false};           //!< whether its handshake has been accepted
        std::vector<PssControl> early; //!< packets that came before its handshake
    };

    // PssHive::Host
    void SendControl(PeerId peer, const PssControl& control) override;
    void DialNode(const PssPeerRecord& record) override;

    // PssPostOffice::Host
    bool SendMessage(PeerId peer, const Ptr<const PssMessage>& message) override;
    void MessageReceived(PeerId peer,
                         const Ptr<const PssMessage>& message,
                         bool isDuplicate) override;
    void MessageRejected(PeerId peer,
                         const Ptr<const PssMessage>& message,
                         PssError error) override;
    void MessageDelivered(const Ptr<const PssMessage>& message) override;
    void MessageDropped(const Ptr<const PssMessage>& message) override;

    /**
     * Handle a message of a peer.
     * \param from the peer; nothing happens if it is unknown
     * \param message the message
     */
    void HandleMessage(PeerId from, const Ptr<const PssMessage>& message);
    /**
     * Handle a packet that holds no message of a peer.
     * \param from the peer; nothing happens if it is unknown
     * \param control the packet
     */
    void HandleControl(PeerId from, const PssControl& control);
    /**
     * Handle the handshake of a peer.
     * \param peer the peer
     * \param handshake the handshake
     */
    void HandleHandshake(Peer& peer, const PssHandshake& handshake);
    /**
     * Count an error of a peer, and disconnect it if DropsPssPeer() is true for the error.
     * \param from the peer; nothing happens if it is unknown
     * \param error the error
     */
    void HandleError(PeerId from, PssError error);
    /**
     * Send this node's handshake, unless it was sent.
     * \param peer the peer
     */
    void Greet(Peer& peer);
    /** Let the hive do its work from time to time. */
    void ScheduleTick();
    /** Trace the neighbourhood depth if it has changed. */
    void TraceDepth();

    /**
     * \param error an error to count
     */
    void Count(PssError error)
    {
        m_errors[static_cast<std::size_t>(error)]++;
    }

    uint64_t m_network;                   //!< attribute NetworkId
    uint32_t m_unixEpoch;                 //!< attribute UnixEpoch
    bool m_isLight;                       //!< attribute LightNode
    bool m_hasDiscovery;                  //!< attribute Discovery
    bool m_autoConnect;                   //!< attribute AutoConnect
    bool m_isDevp2p;                      //!< attribute Devp2p
    Time m_keepAlive;                     //!< attribute KeepAliveInterval
    Time m_handshakeTimeout;              //!< attribute HandshakeTimeout
    Time m_messageTtl;                    //!< attribute MessageTtl
    Time m_cacheTtl;                      //!< attribute CacheTtl
    Time m_maxRetryTime;                  //!< attribute MaxRetryTime
    uint32_t m_maxKnown;                  //!< attribute MaxKnown
    uint32_t m_maxMessageSize;            //!< attribute MaxMessageSize
    uint32_t m_maxControlSize;            //!< attribute MaxControlSize
    uint32_t m_neighbourhoodSize;         //!< attribute NeighbourhoodSize
    uint32_t m_minBinSize;                //!< attribute MinBinSize
    uint32_t m_maxBinSize;                //!< attribute MaxBinSize
    Time m_retryInterval;                 //!< attribute RetryInterval
    uint32_t m_retryExponent;             //!< attribute RetryExponent
    uint32_t m_maxRetries;                //!< attribute MaxRetries
    Ptr<UniformRandomVariable> m_uniform; //!< draws the address and salts

    mutable bool m_hasAddress{false};            //!< whether the overlay address is known
    mutable PssPeerRecord m_record;              //!< this node
    Ptr<PssMessagePool> m_pool;                  //!< messages of the run
    std::unique_ptr<PssKademlia> m_kademlia;     //!< table of peers
    std::unique_ptr<PssHive> m_hive;             //!< exchange of peers
    PssPostOffice m_office;                      //!< what happens to messages
    std::map<PeerId, Peer> m_peers;              //!< peers
    std::vector<PssPeerRecord> m_knownFirst;     //!< nodes that were known before there is a table
    uint32_t m_depth{0};                         //!< last depth traced
    uint64_t m_overflows{0};                     //!< frames without room
    std::array<uint64_t, PSS_ERRORS> m_errors{}; //!< errors by kind

    LightTracedCallback<Ptr<const PssMessage>> m_publishTrace;                    //!< Publish
    LightTracedCallback<Ptr<const PssMessage>> m_deliverTrace;                    //!< Deliver
    LightTracedCallback<Ptr<const PssMessage>> m_undeliverableTrace;              //!< Undeliverable
    LightTracedCallback<Ptr<const PssMessage>, const PeerInfo&> m_sendTrace;      //!< Send
    LightTracedCallback<Ptr<const PssMessage>, const PeerInfo&> m_receiveTrace;   //!< Receive
    LightTracedCallback<Ptr<const PssMessage>, const PeerInfo&> m_duplicateTrace; //!< Duplicate
    LightTracedCallback<Ptr<const PssMessage>, const PeerInfo&, PssError> m_rejectTrace; //!< Reject
    LightTracedCallback<const PeerInfo&, PssError> m_errorTrace;                         //!< Error
    LightTracedCallback<uint32_t> m_depthTrace;                                          //!< Depth
    LightTracedCallback<const PeerInfo&> m_overflowTrace; //!< Overflow
};

} // namespace ns3

#endif /* WAKU_PSS_PROTOCOL_H */
