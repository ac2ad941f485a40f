/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PROTOCOL_H
#define WAKU_WHISPER_PROTOCOL_H

#include "whisper-counters.h"
#include "whisper-envelope-cache.h"
#include "whisper-envelope-pool.h"
#include "whisper-host.h"
#include "whisper-interest.h"
#include "whisper-mail-server.h"
#include "whisper-post.h"
#include "whisper-rate-bucket.h"
#include "whisper-tolerated.h"

#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <list>
#include <map>
#include <memory>
#include <set>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A Whisper 6 node as a state machine without sockets (EIP-627; behaviour of go-ethereum's
 *        whisperv6), with the changes of Waku 1 as options (6/WAKU1).
 *
 * It is told of everything that happens together with the present time, and acts through its
 * WhisperHost, so that it runs in tests without a network. The present must not go back.
 *
 * Each envelope is forwarded once to every peer that is not known to have it, demands no more proof
 * of work and is interested in its topic: in one bundle for each peer every transmission cycle, or
 * at once. What is not accepted is counted by WhisperError; DropsWhisperPeer() says what ends a
 * connection.
 *
 * It differs from whisperv6 where that contradicts the specification or can't be simulated: light
 * nodes forward nothing but their own; expired envelopes that wait for the sweep are not sent; a
 * bundle that would be too large for a peer is split (attribute SplitBundles); the bloom filter
 * shrinks when topics are given up; own envelopes need not match the own filter; bits of a topic
 * that fall into one byte of the bloom filter are all set, where whisperv6 keeps the last of them.
 */
class WhisperProtocol : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    WhisperProtocol();
    ~WhisperProtocol() override;

    /** \param host does the I/O; must outlive the protocol or be unset by DoDispose */
    void SetHost(WhisperHost* host);

    /** \param pool the envelopes of the run */
    void SetEnvelopePool(Ptr<WhisperEnvelopePool> pool);

    /** \return the envelopes of the run */
    Ptr<WhisperEnvelopePool> GetEnvelopePool() const
    {
        return m_pool;
    }

    /** \param server makes this node a mail server; null: none */
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

    /** \return largest envelope that it accepts, as WhisperEnvelope::GetSize() counts, bytes */
    uint32_t GetMaxMessageSize() const
    {
        return m_maxMessageSize;
    }

    /** \return largest frame-data that it accepts, bytes */
    uint32_t GetMaxPacketSize() const
    {
        return m_maxPacketSize;
    }

    /**
     * Use random variable streams from this number on.
     * \param stream the first number
     * \return how many were used
     */
    int64_t AssignStreams(int64_t stream);

    /**
     * The application starts; draws the phase of the transmission cycle.
     * \param now the present
     */
    void Start(Time now);

    /**
     * The application stops; peers and envelopes are gone, subscriptions stay.
     * \param now the present
     */
    void Stop(Time now);

    /**
     * A peer has connected; it gets this node's status.
     * \param now the present
     * \param peer the peer
     */
    void AddPeer(Time now, const PeerInfo& peer);

    /**
     * A peer has gone; nothing happens if unknown.
     * \param now the present
     * \param peer the peer
     */
    void RemovePeer(Time now, PeerId peer);

    /**
     * A message has come in.
     * \param now the present
     * \param peer from whom; nothing happens if unknown
     * \param message what
     * \param size bytes of its frame
     */
    void HandleMessage(Time now, PeerId peer, const WhisperMessage& message, uint64_t size);

    /**
     * Bytes that are no message have come in.
     * \param now the present
     * \param peer from whom; nothing happens if unknown
     * \param error what was wrong
     */
    void HandleError(Time now, PeerId peer, WhisperError error);

    /**
     * The time that WhisperHost::WakeAt() asked for has come; harmless at any other.
     * \param now the present
     */
    void Wake(Time now);

    /**
     * Receive envelopes on topics.
     * \param now the present
     * \param topics the topics
     */
    void Subscribe(Time now, const std::vector<WhisperTopic>& topics);

    /**
     * Receive no more envelopes on topics.
     * \param now the present
     * \param topics the topics
     */
    void Unsubscribe(Time now, const std::vector<WhisperTopic>& topics);

    /** \return the topics of this node */
    const std::set<WhisperTopic>& GetTopics() const
    {
        return m_topics;
    }

    /** \return which topics it asks its peers for */
    const WhisperInterest& GetInterest() const
    {
        return m_interest.GetCurrent();
    }

    /**
     * Change the proof of work that is demanded, and tell the peers.
     * \param now the present
     * \param minPow the least, at least 0
     */
    void SetMinPow(Time now, double minPow);

    /**
     * Stop the program if this node would refuse messages with PowTarget, its own among them.
     * \param now the present
     */
    void CheckOwnPow(Time now);

    /**
     * Publish a message of this node. Its nonce is looked for first, one message after the other.
     * \param now the present
     * \param post what
     * \return what became of it
     */
    WhisperPublication Publish(Time now, const WhisperPost& post);

    /**
     * Send envelopes to a peer, whatever it wants and whatever they are, and keep none of them. For
     * attackers.
     * \param now the present
     * \param peer to whom; nothing happens if unknown
     * \param envelopes what
     */
    void SendBundle(Time now, PeerId peer, const WhisperBundle& envelopes);

    /**
     * Accept P2P messages of a peer.
     * \param peer the peer; nothing happens if unknown
     */
    void TrustPeer(PeerId peer);

    /**
     * Ask a mail server for envelopes; it is trusted from now on.
     * \param now the present
     * \param peer the mail server
     * \param request what
     * \return id of the request, which WhisperRequestComplete repeats; nothing if peer is unknown
     */
    std::optional<WhisperHash> RequestHistory(Time now,
                                              PeerId peer,
                                              const WhisperMailRequest& request);

    /**
     * \param now the present
     * \return UNIX time, seconds
     */
    uint32_t GetUnixTime(Time now) const;

    /** \return how often what has happened */
    const WhisperCounters& GetCounters() const
    {
        return m_counters;
    }

    /** \return number of peers, whether or not their handshake is done */
    std::size_t GetNPeers() const
    {
        return m_peers.size();
    }

    /** \return the peers, whether or not their handshake is done, in the order of their numbers */
    std::vector<PeerId> GetPeers() const;

    /**
     * \param peer a peer
     * \return whether its status has come in
     */
    bool IsReady(PeerId peer) const;

    /** \return number of envelopes that are kept */
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
     * \param peer the peer from whom it came, or to whom it goes
     */
    typedef void (*TransferTracedCallback)(Ptr<const WhisperEnvelope> envelope,
                                           const PeerInfo& peer);

    /**
     * Signature of trace source Reject.
     * \param envelope the envelope
     * \param peer the peer from whom it came
     * \param error why it was not accepted
     */
    typedef void (*RejectTracedCallback)(Ptr<const WhisperEnvelope> envelope,
                                         const PeerInfo& peer,
                                         WhisperError error);

    /**
     * Signature of trace source Error.
     * \param peer the peer
     * \param error what was wrong
     */
    typedef void (*ErrorTracedCallback)(const PeerInfo& peer, WhisperError error);

    /**
     * Signature of trace source Packet.
     * \param peer the peer to whom it goes
     * \param packetId code of the packet
     * \param size bytes of its frame
     */
    typedef void (*PacketTracedCallback)(const PeerInfo& peer, uint8_t packetId, uint64_t size);

    /**
     * Signature of trace source BatchAcknowledged.
     * \param peer the peer that has the bundle
     * \param batch hash of the bundle
     * \param errors how many of its envelopes were not accepted
     */
    typedef void (*AcknowledgeTracedCallback)(const PeerInfo& peer,
                                              const WhisperHash& batch,
                                              uint32_t errors);

  protected:
    void DoDispose() override;

  private:
    /** What is known of a peer. */
    struct Peer
    {
        PeerInfo info;                //!< who it is
        uint32_t slot{0};             //!< its bit in WhisperPeerSet
        uint64_t cursor{0};           //!< envelopes from here on have not been looked at for it
        bool isReady{false};          //!< its status has come in
        bool isLight{false};          //!< it forwards nothing
        bool isTrusted{false};        //!< its P2P messages are accepted
        double powRequirement{0};     //!< least proof of work that it accepts
        WhisperInterest interest;     //!< topics that it wants
        Time handshakeEnd;            //!< when its status has to be there
        WhisperRateBucket packetsOut; //!< keeps below its limit
        WhisperRateBucket bytesOut;   //!< keeps below its limit
        WhisperRateBucket packetsIn;  //!< watches this node's limit
        WhisperRateBucket bytesIn;    //!< watches this node's limit
    };

    /** An envelope whose nonce is being looked for. */
    struct Mining
    {
        Time ready;                          //!< when it will be found
        Ptr<const WhisperEnvelope> envelope; //!< envelope with nonce
    };

    // whisper-protocol.cc: settings and peers

    /** \return what the attributes and subscriptions ask for */
    WhisperInterest MakeInterest() const;

    /** \return the settings as a status tells them */
    WhisperOptions MakeOptions() const;

    /**
     * Tell peers of topics that were added or given up.
     * \param now the present
     */
    void UpdateInterest(Time now);

    /** \param options changed settings for all peers */
    void SendUpdate(const WhisperOptions& options);

    /** \param options gets the interest in the form in which this node announces it */
    void AddInterest(WhisperOptions& options) const;

    /**
     * \param id a peer
     * \return it, or null
     */
    Peer* FindPeer(PeerId id);

    /** \return a number that no peer has */
    uint32_t TakeSlot();

    /**
     * Count and trace an error, and drop the peer if it deserves that.
     * \param peer the peer; gone if DropsWhisperPeer(error)
     * \param error what was wrong
     */
    void Fail(Peer& peer, WhisperError error);

    /**
     * \param peer a peer; gone afterwards
     * \param error why
     */
    void Drop(Peer& peer, WhisperError error);

    /** \param id a peer; gone afterwards */
    void Forget(PeerId id);

    /** \param error count it */
    void Count(WhisperError error)
    {
        ++m_counters.errors[static_cast<std::size_t>(error)];
    }

    // whisper-protocol-receive.cc: what comes in

    /**
     * Handle a message of a certain kind; the peer may be gone afterwards.
     * \param now the present
     * \param peer from whom
     * \param message what
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

    /**
     * \param peer whose settings to change
     * \param options what has changed
     */
    void Apply(Peer& peer, const WhisperOptions& options);

    /**
     * \param now the present
     * \param envelope an envelope
     * \param isOwn whether it is published here
     * \param [out] pow its proof of work, as this node counts it
     * \return NONE, or why it is not accepted
     */
    WhisperError Check(Time now, const WhisperEnvelope& envelope, bool isOwn, double& pow);

    /**
     * \param now the present
     * \param peer from whom
     * \param envelope what
     * \return NONE, or why it is not accepted
     */
    WhisperError Accept(Time now, Peer& peer, Ptr<const WhisperEnvelope> envelope);

    /**
     * \param peer to whom
     * \param envelopes what came in
     * \param errors what was wrong
     */
    void Confirm(const Peer& peer,
                 const WhisperBundle& envelopes,
                 std::vector<WhisperEnvelopeError> errors);

    // whisper-protocol-transmit.cc: what goes out, and when

    /**
     * \param now the present
     * \param fields an envelope without nonce
     * \param target proof of work
     * \param [out] ready when the nonce is found
     * \return the envelope
     */
    Ptr<const WhisperEnvelope> Seal(Time now,
                                    WhisperEnvelopeFields fields,
                                    double target,
                                    Time& ready);

    /**
     * Put an envelope of this node on its way.
     * \param now the present
     * \param envelope what
     * \return NONE, or why this node refuses it
     */
    WhisperError Inject(Time now, Ptr<const WhisperEnvelope> envelope);

    /**
     * There may be something to send: now, or with the next bundle.
     * \param now the present
     */
    void WantTransmission(Time now);

    /**
     * Send each peer its bundle.
     * \param now the present
     */
    void Transmit(Time now);

    /**
     * \param now the present
     * \param peer who gets its bundles
     * \return whether all went out that there is
     */
    bool TransmitTo(Time now, Peer& peer);

    /**
     * \param now the present
     * \param peer to whom
     * \param entry a kept envelope
     * \return whether it is to be sent
     */
    bool IsDue(Time now, const Peer& peer, const WhisperEnvelopeCache::Entry& entry) const;

    /**
     * \param now the present
     * \param peer to whom
     * \param bundle what
     * \return whether the peer's rate limits let it pass; it is sent then
     */
    bool TrySend(Time now, Peer& peer, const WhisperBundle& bundle);

    /**
     * \param peer to whom
     * \param bundle what
     * \param frame its frame
     */
    void SendMessages(const Peer& peer, const WhisperBundle& bundle, const RlpxFrame& frame);

    /**
     * \param peer to whom
     * \param frame what
     */
    void Send(const Peer& peer, const RlpxFrame& frame);

    /**
     * Drop expired envelopes.
     * \param now the present
     */
    void Sweep(Time now);

    /**
     * \param now the present
     * \param period of a cycle
     * \return the first time of the cycle after now
     */
    Time NextTick(Time now, Time period) const;

    /**
     * Ask the host to be woken when something is due.
     * \param now the present
     */
    void Schedule(Time now);

    double m_minPowAttribute;    //!< attribute MinPow
    uint32_t m_maxMessageSize;   //!< attribute MaxMessageSize
    uint32_t m_maxPacketSize;    //!< attribute MaxPacketSize
    Time m_transmissionCycle;    //!< attribute TransmissionCycle
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

    WhisperHost* m_host{nullptr};                    //!< does the I/O
    Ptr<WhisperEnvelopePool> m_pool;                 //!< envelopes of the run
    Ptr<WhisperMailServer> m_mailServer;             //!< mail server, or null
    Ptr<UniformRandomVariable> m_uniform;            //!< phase and salt
    Ptr<ExponentialRandomVariable> m_attempts;       //!< modelled search for a nonce
    bool m_isRunning{false};                         //!< between Start() and Stop()
    Time m_phase;                                    //!< a time at which all cycles begin
    std::map<PeerId, std::unique_ptr<Peer>> m_peers; //!< peers
    std::vector<bool> m_slots;                       //!< slots in use
    WhisperEnvelopeCache m_cache;                    //!< envelopes
    std::set<WhisperTopic> m_topics;                 //!< subscriptions
    WhisperTolerated<WhisperInterest> m_interest;    //!< what peers may send
    WhisperTolerated<double> m_minPow;               //!< what peers may send
    std::list<Mining> m_mining;                      //!< in the order of their time
    Time m_transmitAt;          //!< next bundles; Time::Max() if there are none
    Time m_sweepAt;             //!< next sweep; Time::Max() if there is none
    Time m_wakeAt;              //!< what the host was asked for
    WhisperCounters m_counters; //!< how often what has happened

    TracedCallback<Ptr<const WhisperEnvelope>> m_publishTrace;                    //!< Publish
    TracedCallback<Ptr<const WhisperEnvelope>> m_expireTrace;                     //!< Expire
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_sendTrace;      //!< Send
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_receiveTrace;   //!< Receive
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_acceptTrace;    //!< Accept
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_duplicateTrace; //!< Duplicate
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_deliverTrace;   //!< Deliver
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&>
        m_falsePositiveTrace;                                               //!< FalsePositive
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&> m_p2pTrace; //!< P2pReceive
    TracedCallback<Ptr<const WhisperEnvelope>, const PeerInfo&, WhisperError>
        m_rejectTrace;                                                //!< Reject
    TracedCallback<const PeerInfo&, WhisperError> m_errorTrace;       //!< Error
    TracedCallback<const PeerInfo&, uint8_t, uint64_t> m_packetTrace; //!< Packet
    TracedCallback<const PeerInfo&, const WhisperHash&, uint32_t>
        m_acknowledgeTrace; //!< BatchAcknowledged
};

} // namespace ns3

#endif /* WAKU_WHISPER_PROTOCOL_H */
