/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PROTOCOL_H
#define WAKU_WHISPER_PROTOCOL_H

#include "whisper-counters.h"
#include "whisper-delivered.h"
#include "whisper-envelope-cache.h"
#include "whisper-envelope-pool.h"
#include "whisper-host.h"
#include "whisper-interest.h"
#include "whisper-mail-server.h"
#include "whisper-post.h"
#include "whisper-rate-limiter.h"
#include "whisper-tolerated.h"

#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <list>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Whisper 6 node as a state machine without sockets (EIP-627; behaviour of go-ethereum's
 * whisperv6), with the changes of Waku 1 as options (6/WAKU1).
 *
 * It is told of all events with the current time, and acts through its WhisperHost, so it can be
 * tested without a network. The time must not go back.
 *
 * Each envelope is forwarded once to every peer that is not known to have it, that accepts its
 * proof of work, and that is interested in its topic. Envelopes are sent in one bundle for each
 * peer every transmission cycle, or at once. Envelopes, packets and peers that are not accepted are
 * counted by WhisperError; the errors for which DropsWhisperPeer() is true end the connection.
 *
 * As in whisperv6 (peer.go, Peer.update), every connection has a ticker of its own at each end,
 * which starts when the peer's status arrives. So a node serves its peers at different moments, and
 * the ticker of the dialling end runs one latency behind that of the other end. A copy can
 * therefore arrive at the very moment at which the receiver's ticker fires for its sender. Whether
 * the receiver sends a copy too is then a matter of fractions of a millisecond: of TimerLateness
 * and HandlingTime.
 *
 * It differs from whisperv6 where whisperv6 contradicts the specification or cannot be simulated:
 *
 * - light nodes forward no envelopes of others,
 * - expired envelopes that wait to be swept are not sent,
 * - a bundle that is too large for a peer is split (attribute SplitBundles),
 * - the bloom filter shrinks when topics are unsubscribed,
 * - a node's own envelopes need not match its bloom filter,
 * - if several bits of a topic fall into one byte of the bloom filter, all are set; whisperv6 keeps
 *   only the last.
 */
class WhisperProtocol : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperProtocol();
    ~WhisperProtocol() override;

    /** \param host the host; must outlive the protocol, or exist until DoDispose */
    void SetHost(WhisperHost* host);

    /** \param pool pool of the envelopes of the run */
    void SetEnvelopePool(Ptr<WhisperEnvelopePool> pool);

    /** \return pool of the envelopes of the run */
    Ptr<WhisperEnvelopePool> GetEnvelopePool() const
    {
        return m_pool;
    }

    /**
     * Make this node a mail server.
     * \param server the mail server; null for none
     */
    void SetMailServer(Ptr<WhisperMailServer> server);

    /** \return the mail server, or null */
    Ptr<WhisperMailServer> GetMailServer() const
    {
        return m_mailServer;
    }

    /** \return the protocol that it speaks */
    WhisperDialect GetDialect() const
    {
        return m_isWaku ? WhisperDialect::WAKU_1 : WhisperDialect::WHISPER_6;
    }

    /**
     * \return size of the largest envelope that the node accepts (WhisperEnvelope::GetSize()), in
     *        bytes
     */
    uint32_t GetMaxMessageSize() const
    {
        return m_maxMessageSize;
    }

    /** \return whether its frames are those of RlpxFrame::ToDevp2p() */
    bool IsDevp2p() const
    {
        return m_isDevp2p;
    }

    /** \return size of the largest frame-data that the node accepts, in bytes */
    uint32_t GetMaxPacketSize() const
    {
        return m_maxPacketSize;
    }

    /**
     * Assign fixed random variable streams.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * Start with the application, and draw the phase of the expiration cycle.
     * \param now current time
     */
    void Start(Time now);

    /**
     * Stop with the application. Peers and envelopes are removed, subscriptions are kept.
     * \param now current time
     */
    void Stop(Time now);

    /**
     * Add a peer that has connected, and send it this node's status.
     * \param now current time
     * \param peer the peer
     */
    void AddPeer(Time now, const PeerInfo& peer);

    /**
     * Remove a peer that has disconnected. Nothing happens if it is unknown.
     * \param now current time
     * \param peer the peer
     */
    void RemovePeer(Time now, PeerId peer);

    /**
     * Handle a message.
     * \param now current time
     * \param peer the sending peer; nothing happens if it is unknown
     * \param message the message
     * \param size bytes of the message's frame
     */
    void HandleMessage(Time now, PeerId peer, const WhisperMessage& message, uint64_t size);

    /**
     * Handle malformed bytes.
     * \param now current time
     * \param peer the sending peer; nothing happens if it is unknown
     * \param error the error
     */
    void HandleError(Time now, PeerId peer, WhisperError error);

    /**
     * Do what is due. The host calls this at the time given to WhisperHost::WakeAt(); a call at
     * another time does no harm.
     * \param now current time
     */
    void Wake(Time now);

    /**
     * Subscribe to topics.
     * \param now current time
     * \param topics the topics
     */
    void Subscribe(Time now, const std::vector<WhisperTopic>& topics);

    /**
     * Unsubscribe from topics.
     * \param now current time
     * \param topics the topics
     */
    void Unsubscribe(Time now, const std::vector<WhisperTopic>& topics);

    /** \return topics to which this node is subscribed */
    const std::set<WhisperTopic>& GetTopics() const
    {
        return m_topics;
    }

    /** \return the interest that this node announces to its peers */
    const WhisperInterest& GetInterest() const
    {
        return m_interest.GetCurrent();
    }

    /**
     * Change the least proof of work that this node accepts, and announce it to the peers.
     * \param now current time
     * \param minPow least proof of work, at least 0
     */
    void SetMinPow(Time now, double minPow);

    /**
     * Stop the program if this node would refuse envelopes with the proof of work PowTarget, as its
     * own have.
     * \param now current time
     */
    void CheckOwnPow(Time now);

    /**
     * Publish a message of this node. The search for its nonce begins when the searches for earlier
     * messages have ended.
     * \param now current time
     * \param post the message
     * \return the publication
     */
    WhisperPublication Publish(Time now, const WhisperPost& post);

    /**
     * Send envelopes to a peer without any checks, and do not store them. Attackers use it.
     * \param now current time
     * \param peer the receiving peer; nothing happens if it is unknown
     * \param envelopes the envelopes
     */
    void SendBundle(Time now, PeerId peer, const WhisperBundle& envelopes);

    /**
     * Accept P2P messages of a peer from now on.
     * \param peer the peer; nothing happens if it is unknown
     */
    void TrustPeer(PeerId peer);

    /**
     * Request envelopes from a mail server, and trust it from now on.
     * \param now current time
     * \param peer the mail server
     * \param request the request
     * \return id of the request, which WhisperRequestComplete repeats; nothing if the peer is
     *        unknown
     */
    std::optional<WhisperHash> RequestHistory(Time now,
                                              PeerId peer,
                                              const WhisperMailRequest& request);

    /**
     * Ask another mail server for envelopes that it has archived, and archive them (as in
     * status-im/whisper, SyncMessages). All pages are asked for, one after another.
     * \param now current time
     * \param peer the other mail server
     * \param request what is asked for, without a list of topics; its limit is the size of a page,
     *        1 to WhisperSyncRequest::MAX_LIMIT
     * \return whether it was asked: whether this node is a mail server and the peer is known
     */
    bool RequestSync(Time now, PeerId peer, const WhisperMailRequest& request);

    /**
     * \param now current time
     * \return UNIX time, in seconds
     */
    uint32_t GetUnixTime(Time now) const;

    /** \return the counters */
    const WhisperCounters& GetCounters() const
    {
        return m_counters;
    }

    /** \return number of peers, including those whose handshake is not finished */
    std::size_t GetNPeers() const
    {
        return m_peers.size();
    }

    /**
     * \return all peers, including those whose handshake is not finished, in the order of their
     *        numbers
     */
    std::vector<PeerId> GetPeers() const;

    /**
     * \param peer a peer
     * \return whether the status of the peer has arrived
     */
    bool IsReady(PeerId peer) const;

    /** \return number of envelopes that the node stores */
    std::size_t GetNEnvelopes() const
    {
        return m_cache.GetSize();
    }

    /**
     * Signature of the trace sources of an envelope.
     * \param envelope the envelope
     */
    typedef void (*EnvelopeTracedCallback)(Ptr<const WhisperEnvelope> envelope);

    /**
     * Signature of the trace sources of an envelope and a peer.
     * \param envelope the envelope
     * \param peer the sending or receiving peer
     */
    typedef void (*TransferTracedCallback)(Ptr<const WhisperEnvelope> envelope,
                                           const PeerInfo& peer);

    /**
     * Signature of trace source Reject.
     * \param envelope the envelope
     * \param peer the sending peer
     * \param error why the envelope was not accepted
     */
    typedef void (*RejectTracedCallback)(Ptr<const WhisperEnvelope> envelope,
                                         const PeerInfo& peer,
                                         WhisperError error);

    /**
     * Signature of trace source Error.
     * \param peer the peer
     * \param error the error
     */
    typedef void (*ErrorTracedCallback)(const PeerInfo& peer, WhisperError error);

    /**
     * Signature of trace source Packet.
     * \param peer the receiving peer
     * \param packetId code of the packet
     * \param size bytes of the packet's frame
     */
    typedef void (*PacketTracedCallback)(const PeerInfo& peer, uint8_t packetId, uint64_t size);

    /**
     * Signature of trace source BatchAcknowledged.
     * \param peer the peer that has received the bundle
     * \param batch hash of the bundle
     * \param errors number of envelopes of the bundle that were not accepted
     */
    typedef void (*AcknowledgeTracedCallback)(const PeerInfo& peer,
                                              const WhisperHash& batch,
                                              uint32_t errors);

  protected:
    void DoDispose() override;

  private:
    /** The state of a peer. */
    struct Peer
    {
        PeerInfo info;         //!< the peer
        uint32_t slot{0};      //!< slot of the peer in WhisperPeerSet
        uint64_t cursor{0};    //!< position of the first envelope not considered for it
        bool isReady{false};   //!< whether its status has arrived
        bool isLight{false};   //!< whether it is a light node
        bool isTrusted{false}; //!< whether its P2P messages are accepted
        std::unique_ptr<WhisperMailRequest> sync; //!< last sync request to it; null if answered
        double powRequirement{0};                 //!< least proof of work that it accepts
        WhisperInterest interest;                 //!< topics that it wants
        Time handshakeEnd;                        //!< time by which its status has to arrive
        Time tickerStart;                         //!< when its status arrived
        Time transmitAt; //!< when its ticker fires; Time::Max() if nothing is due
        Time pingAt;     //!< when it is pinged next; Time::Max() for never
        std::unique_ptr<WhisperRateLimiter> out; //!< its limits, for what it gets; may be null
        std::unique_ptr<WhisperRateLimiter> in;  //!< limits for what it sends; may be null
    };

    /** How much may come at once before a limit is broken, in seconds at the rate. */
    static constexpr double WATCHED_BURST = 2;

    /** An envelope and the end of the search for its nonce. */
    struct Mining
    {
        Time ready;                          //!< when the nonce is found
        Ptr<const WhisperEnvelope> envelope; //!< envelope with nonce
    };

    // whisper-protocol.cc: settings and peers

    /** \return the interest that follows from attributes and subscriptions */
    WhisperInterest MakeInterest() const;

    /** \return the settings in the status of this node */
    WhisperOptions MakeOptions() const;

    /**
     * Announce a changed interest to the peers.
     * \param now current time
     */
    void UpdateInterest(Time now);

    /**
     * Send changed settings to all peers.
     * \param options the settings
     */
    void SendUpdate(const WhisperOptions& options);

    /**
     * Add the interest of this node, in the form in which it announces it.
     * \param [in,out] options settings to which the interest is added
     */
    void AddInterest(WhisperOptions& options) const;

    /**
     * \param id a peer
     * \return state of the peer, or null
     */
    Peer* FindPeer(PeerId id);

    /** \return a slot that no peer has */
    uint32_t TakeSlot();

    /**
     * Count and trace an error, and drop the peer if DropsWhisperPeer() is true for the error.
     * \param peer the peer
     * \param error the error
     */
    void Fail(Peer& peer, WhisperError error);

    /**
     * Disconnect and remove a peer.
     * \param peer the peer
     * \param error the error
     */
    void Drop(Peer& peer, WhisperError error);

    /**
     * Remove a peer.
     * \param id the peer
     */
    void Forget(PeerId id);

    /**
     * Count an error.
     * \param error the error
     */
    void Count(WhisperError error)
    {
        ++m_counters.errors[static_cast<std::size_t>(error)];
    }

    // whisper-protocol-receive.cc: what comes in

    /** \return whether this node announces rate limits and enforces them */
    bool EnforcesLimits() const;

    /**
     * Count a message against the limits that this node has announced.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     * \param size bytes of the message's frame
     * \return whether the message is within the limits
     */
    bool IsWithinLimits(Time now, Peer& peer, const WhisperMessage& message, uint64_t size);

    /**
     * Handle a message. The peer may have been removed afterwards.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    void Handle(Time now, Peer& peer, const WhisperStatus& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperStatusUpdate& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperMessages& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperP2pMessage& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperP2pRequest& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperRequestComplete& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperBatchAcknowledged& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperMessageResponse& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperSyncRequest& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperSyncResponse& message);
    /** \copydoc Handle */
    void Handle(Time now, Peer& peer, const WhisperPing& message);

    /**
     * Change the settings of a peer.
     * \param peer the peer
     * \param options the changed settings
     */
    void Apply(Peer& peer, const WhisperOptions& options);

    /**
     * Check an envelope.
     * \param now current time
     * \param envelope the envelope
     * \param isOwn whether this node publishes the envelope
     * \param [out] pow proof of work of the envelope, as this node computes it
     * \return NONE, or why the envelope is not accepted
     */
    WhisperError Check(Time now, const WhisperEnvelope& envelope, bool isOwn, double& pow);

    /**
     * Handle an envelope of a peer.
     * \param now current time
     * \param peer the sending peer
     * \param envelope the envelope
     * \return NONE, or why the envelope is not accepted
     */
    WhisperError Accept(Time now, Peer& peer, Ptr<const WhisperEnvelope> envelope);
    /** Remember the envelopes of the cache, which the application has, and empty it. */
    void EmptyCache();

    /**
     * Confirm a bundle.
     * \param peer the peer that has sent the bundle
     * \param envelopes the bundle
     * \param errors errors of envelopes in the bundle
     */
    void Confirm(Peer& peer,
                 const WhisperBundle& envelopes,
                 std::vector<WhisperEnvelopeError> errors);

    // whisper-protocol-transmit.cc: what goes out, and when

    /**
     * Find the nonce of an envelope.
     * \param now current time
     * \param fields fields of the envelope without nonce
     * \param target proof of work to reach
     * \param [out] ready when the nonce is found
     * \return the envelope
     */
    Ptr<const WhisperEnvelope> Seal(Time now,
                                    WhisperEnvelopeFields fields,
                                    double target,
                                    Time& ready);

    /**
     * Store and send an envelope of this node.
     * \param now current time
     * \param envelope the envelope
     * \return NONE, or why this node refuses the envelope
     */
    WhisperError Inject(Time now, Ptr<const WhisperEnvelope> envelope);

    /**
     * Send or schedule bundles for all peers, since there may be envelopes to send.
     * \param now current time
     */
    void WantTransmission(Time now);

    /**
     * Send or schedule a bundle for a peer, if there are envelopes to send to it.
     * \param now current time
     * \param peer the receiving peer
     */
    void WantTransmissionTo(Time now, Peer& peer);

    /**
     * Send a bundle to a peer when its ticker fires next.
     * \param now current time
     * \param peer the receiving peer
     */
    void AwaitTick(Time now, Peer& peer);

    /**
     * The ticker of a peer for which something may be due fires.
     * \param now current time
     * \param peer the receiving peer
     */
    void Tick(Time now, Peer& peer);

    /**
     * Send bundles to a peer.
     * \param now current time
     * \param peer the receiving peer
     * \return whether all envelopes for the peer were sent
     */
    bool TransmitTo(Time now, Peer& peer);

    /**
     * \param now current time
     * \param peer the receiving peer
     * \param entry a stored envelope
     * \return whether the envelope has to be sent to the peer
     */
    bool IsDue(Time now, const Peer& peer, const WhisperEnvelopeCache::Entry& entry) const;

    /**
     * Send a bundle if the rate limits of the peer allow it.
     * \param now current time
     * \param peer the receiving peer
     * \param bundle the bundle
     * \return whether the bundle was sent
     */
    bool TrySend(Time now, Peer& peer, const WhisperBundle& bundle);

    /**
     * Send a bundle.
     * \param peer the receiving peer
     * \param bundle the bundle
     * \param frame frame of the bundle
     */
    void SendMessages(Peer& peer, const WhisperBundle& bundle, const RlpxFrame& frame);

    /**
     * Send a packet of the protocol.
     * \param peer the receiving peer
     * \param frame frame of the packet, without what devp2p adds
     */
    void Send(Peer& peer, const RlpxFrame& frame);

    /**
     * Send a frame.
     * \param peer the receiving peer
     * \param frame the frame as on the wire
     */
    void SendFrame(const Peer& peer, const RlpxFrame& frame);

    /**
     * Send a ping of devp2p or the answer to one.
     * \param peer the receiving peer
     * \param id WhisperPing::PING_ID or PONG_ID
     */
    void SendPing(const Peer& peer, uint8_t id);

    /**
     * Ping a peer after PingInterval.
     * \param now current time
     * \param peer the peer
     */
    void AwaitPing(Time now, Peer& peer);

    /**
     * Drop the peers whose status is late.
     * \param now current time
     */
    void EndLateHandshakes(Time now);

    /**
     * Remove expired envelopes.
     * \param now current time
     */
    void Sweep(Time now);

    /**
     * \param now current time
     * \param start time at which a cycle begins
     * \param period period of the cycle
     * \return the first time of the cycle after now
     */
    static Time NextTick(Time now, Time start, Time period);

    /**
     * Ask the host for a call of Wake() when something is due.
     * \param now current time
     */
    void Schedule(Time now);

    double m_minPowAttribute;    //!< attribute MinPow
    uint32_t m_maxMessageSize;   //!< attribute MaxMessageSize
    uint32_t m_maxPacketSize;    //!< attribute MaxPacketSize
    Time m_transmissionCycle;    //!< attribute TransmissionCycle
    Time m_timerLateness;        //!< attribute TimerLateness
    Time m_handlingTime;         //!< attribute HandlingTime
    bool m_isImmediate;          //!< attribute Immediate
    bool m_splitBundles;         //!< attribute SplitBundles
    Time m_expirationCycle;      //!< attribute ExpirationCycle
    Time m_syncAllowance;        //!< attribute SyncAllowance
    Time m_handshakeTimeout;     //!< attribute HandshakeTimeout
    uint32_t m_unixEpoch;        //!< attribute UnixEpoch
    bool m_isFull;               //!< attribute FullNode
    bool m_isLight;              //!< attribute LightNode
    bool m_restrictLight;        //!< attribute RestrictLightConnections
    bool m_confirmations;        //!< attribute Confirmations
    bool m_isWaku;               //!< attribute Waku1
    bool m_isDevp2p;             //!< attribute Devp2p
    Time m_pingInterval;         //!< attribute PingInterval
    bool m_useTopicInterest;     //!< attribute TopicInterest
    uint64_t m_packetLimitIp;    //!< attribute PacketLimitIp
    uint64_t m_packetLimitPeer;  //!< attribute PacketLimitPeer
    uint64_t m_packetLimitTopic; //!< attribute PacketLimitTopic
    uint64_t m_byteLimitIp;      //!< attribute ByteLimitIp
    uint64_t m_byteLimitPeer;    //!< attribute ByteLimitPeer
    uint64_t m_byteLimitTopic;   //!< attribute ByteLimitTopic
    bool m_enforceRateLimits;    //!< attribute EnforceRateLimits
    uint32_t m_defaultTtl;       //!< attribute DefaultTtl
    double m_powTarget;          //!< attribute PowTarget
    bool m_modelPow;             //!< attribute ModelPow
    double m_hashRate;           //!< attribute HashRate
    bool m_isSigned;             //!< attribute Signed

    WhisperHost* m_host{nullptr};                    //!< the host
    Ptr<WhisperEnvelopePool> m_pool;                 //!< envelopes of the run
    Ptr<WhisperMailServer> m_mailServer;             //!< mail server, or null
    Ptr<UniformRandomVariable> m_uniform;            //!< draws phase, lateness and salt
    Ptr<ExponentialRandomVariable> m_attempts;       //!< draws modelled searches for a nonce
    bool m_isRunning{false};                         //!< between Start() and Stop()
    Time m_phase;                                    //!< time at which sweeps begin
    std::map<PeerId, std::unique_ptr<Peer>> m_peers; //!< peers
    std::set<std::pair<Time, PeerId>> m_ticks;       //!< Peer::transmitAt, but Time::Max()
    std::set<std::pair<Time, PeerId>> m_pings;       //!< Peer::pingAt, but Time::Max()
    std::size_t m_handshakes{0};                     //!< peers whose status has not arrived
    std::vector<bool> m_slots;                       //!< slots in use
    WhisperEnvelopeCache m_cache;                    //!< stored envelopes
    WhisperDelivered m_delivered;                    //!< what the application has beside them
    std::set<WhisperTopic> m_topics;                 //!< subscriptions
    WhisperTolerated<WhisperInterest> m_interest;    //!< interest of this node
    WhisperTolerated<double> m_minPow;               //!< least proof of work that this node accepts
    std::list<Mining> m_mining;                      //!< in the order of their times
    /** Limits for what IP addresses send, if this node enforces limits. */
    std::map<Address, WhisperRateLimiter> m_addressLimits;
    Time m_sweepAt;             //!< next sweep; Time::Max() if there is none
    Time m_wakeAt;              //!< time given to the host
    WhisperCounters m_counters; //!< counters

    TracedCallback<Ptr<const WhisperEnvelope>> m_publishTrace;                    //!< Publish
    TracedCallback<Ptr<const WhisperEnvelope>> m_expireTrace;                     //!< Expire
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_sendTrace;      //!< Send
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_receiveTrace;   //!< Receive
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_acceptTrace;    //!< Accept
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_duplicateTrace; //!< Duplicate
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_deliverTrace;   //!< Deliver
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&>
        m_falsePositiveTrace;                                                //!< FalsePositive
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_p2pTrace;  //!< P2pReceive
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_syncTrace; //!< Sync
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&, WhisperError>
        m_rejectTrace;                                                //!< Reject
    TracedCallback<const PeerInfo&, WhisperError> m_errorTrace;       //!< Error
    TracedCallback<const PeerInfo&, uint8_t, uint64_t> m_packetTrace; //!< Packet
    TracedCallback<const PeerInfo&, const WhisperHash&, uint32_t>
        m_acknowledgeTrace; //!< BatchAcknowledged
};

} // namespace ns3

#endif /* WAKU_WHISPER_PROTOCOL_H */
