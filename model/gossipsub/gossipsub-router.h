/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_ROUTER_H
#define WAKU_GOSSIPSUB_ROUTER_H

#include "gossipsub-gossip.h"
#include "gossipsub-mesh-policy.h"
#include "gossipsub-meshes.h"
#include "gossipsub-parameters.h"
#include "gossipsub-peers.h"
#include "gossipsub-recipients.h"
#include "pubsub-router.h"

#include <string>
#include <unordered_map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Kinds of control messages of gossipsub.
 */
enum class GossipSubControl
{
    IHAVE,     //!< v1.0
    IWANT,     //!< v1.0
    GRAFT,     //!< v1.0
    PRUNE,     //!< v1.0, with backoff and peer exchange of v1.1
    IDONTWANT, //!< v1.2
};

/**
 * \ingroup waku
 * \brief The gossipsub router, v1.0 to v1.2 (libp2p specifications, pubsub/gossipsub), as a state
 * machine without sockets.
 *
 * Connected peers that are subscribed to a topic are candidates; among them each node grafts a mesh
 * of about D peers, in which full messages travel at once, and tells others at each heartbeat what
 * it has (IHAVE), to be asked for it (IWANT). Attributes bear the names of the specification, and
 * their defaults are its "reasonable defaults"; GossipSubPreset has others.
 *
 * The router hands on what it is told, and sends what comes of it: peers and scores belong to
 * GossipSubPeers, topics and their meshes to GossipSubMeshes, which asks a GossipSubMeshPolicy,
 * gossip to GossipSubGossip, and GossipSubRecipients says who gets a full message.
 *
 * What the specification leaves open follows go-libp2p-pubsub.
 */
class GossipSubRouter : public PubsubRouter, private GossipSubMeshes::Owner
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    GossipSubRouter();
    ~GossipSubRouter() override;

    int64_t AssignStreams(int64_t stream) override;

    /**
     * Make an explicit peering agreement (gossipsub v1.1): this node always forwards to the peer,
     * takes everything from it, and never grafts it. To be made on both sides before they connect.
     * Stops the program if the address is none.
     * \param address IP address of the peer, with or without port; a port is not looked at
     */
    void AddDirectPeer(const Address& address);

    /** \param score P5 of a peer, by its IP address */
    void SetAppSpecificScore(PeerScore::AppSpecificScore score);

    /** \param topic a pubsub topic \return the peers in this node's mesh */
    const PeerSet& GetMesh(const std::string& topic) const;

    /** \param topic a pubsub topic \return the peers to which this node publishes unsubscribed */
    const PeerSet& GetFanout(const std::string& topic) const;

    /** \param topic a pubsub topic \return the connected peers that are subscribed */
    const PeerSet& GetSubscribers(const std::string& topic) const;

    /** \param peer a peer \return its score; 0 if unknown or without scoring */
    double GetScore(PeerId peer);

    /** \return how many valid messages can be had by IWANT */
    std::size_t GetNCached() const
    {
        return m_gossip.GetNCached();
    }

    /** \return of how many topics something is known */
    std::size_t GetNTopics() const
    {
        return m_meshes.GetNTopics();
    }

    /** \return of how many messages in validation it is known who sent copies */
    std::size_t GetNValidating() const
    {
        return m_validating.size();
    }

    /** \return how many subscriptions of peers were refused, since there were too many or their
     * topics were too long */
    uint64_t GetNRefusedSubscriptions() const
    {
        return m_refusedSubscriptions;
    }

    /** \return of how many messages somebody wants no copy */
    std::size_t GetNDontWant() const
    {
        return m_gossip.GetNDontWant();
    }

    /**
     * Signature of the trace sources of control messages.
     * \param peer the other side
     * \param control what kind
     * \param topic the pubsub topic; empty for IWANT and IDONTWANT
     * \param ids the number of message ids; 0 for GRAFT and PRUNE
     */
    typedef void (*ControlTracedCallback)(PeerId peer,
                                          GossipSubControl control,
                                          const std::string& topic,
                                          uint32_t ids);

    /**
     * Signature of the trace sources of the mesh.
     * \param peer the peer
     * \param topic the pubsub topic
     */
    typedef void (*MeshTracedCallback)(PeerId peer, const std::string& topic);

    /**
     * Signature of the trace source of scores.
     * \param peer the peer
     * \param oldScore before
     * \param newScore now
     */
    typedef void (*ScoreTracedCallback)(PeerId peer, double oldScore, double newScore);

    /**
     * Signature of the trace sources of a message and a peer's id.
     * \param peer the peer
     * \param message the message
     */
    typedef void (*ServedTracedCallback)(PeerId peer, Ptr<const PubsubMessage> message);

    /**
     * Signature of the trace source of broken promises.
     * \param peer the peer
     * \param count how many it broke
     */
    typedef void (*PromiseTracedCallback)(PeerId peer, uint32_t count);

  protected:
    void DoDispose() override;
    void DoStart(Time now) override;
    void DoStop(Time now) override;
    void DoAddPeer(Time now, const PeerInfo& peer) override;
    void DoRemovePeer(Time now, PeerId peer) override;
    void DoSubscribe(Time now, const std::string& topic) override;
    void DoUnsubscribe(Time now, const std::string& topic) override;
    void DoHandleMalformed(Time now, PeerId peer) override;
    bool AcceptsFrom(Time now, PeerId peer) override;
    void HandleSubscription(Time now, PeerId peer, const PubsubRpc::SubOpts& opts) override;
    void HandleControl(Time now, PeerId peer, const PubsubRpc& rpc) override;
    void HandleFirst(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;
    void HandleDuplicate(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;
    void HandleInvalid(Time now,
                       PeerId peer,
                       Ptr<const PubsubMessage> message,
                       ValidationResult result) override;
    void DoPublish(Time now, Ptr<const PubsubMessage> message) override;
    void DoForward(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;

  private:
    template <typename V, typename T>
    class ParameterAccessor;
    template <typename V, typename T>
    static Ptr<const AttributeAccessor> MakeParameterAccessor(T GossipSubParameters::*member);
    template <typename T>
    class NullableAccessor;
    template <typename T>
    static Ptr<const AttributeAccessor> MakeNullableAccessor(Ptr<T> GossipSubRouter::*member);

    using PeerList = GossipSubPeers::PeerList;
    using ControlTrace = TracedCallback<PeerId, GossipSubControl, const std::string&, uint32_t>;

    // GossipSubMeshes::Owner
    Ptr<const GossipSubMeshPolicy> GetMeshPolicy() override;
    void HasEntered(PeerId peer, const std::string& topic) override;
    void HasLeft(PeerId peer, const std::string& topic) override;
    void Penalise(PeerId peer, uint32_t count) override;
    std::string GetPeerRecord(PeerId peer) const override;
    void Send(PeerId peer, const PubsubRpc& rpc) override;

    /** \param trace ControlSent or ControlReceived \param peer the other side \param rpc what is
     * traced */
    static void TraceControl(const ControlTrace& trace, PeerId peer, const PubsubRpc& rpc);
    /** \param topic announce that this node has \param subscribe whether it subscribed */
    void Announce(const std::string& topic, bool subscribe);
    /** \param peer is disconnected if its score is below GraylistThreshold */
    void DisconnectIfGraylisted(PeerId peer);
    /** \param peers to whom, in this order \param message what */
    void SendToAll(const PeerList& peers, Ptr<const PubsubMessage> message);
    /** \param senders of copies of \param message this */
    void SendIDontWant(const PeerSet& senders, Ptr<const PubsubMessage> message);
    /** \param peer from whom \param ids its IDONTWANTs */
    void HandleIDontWant(PeerId peer, const MessageIds& ids);
    /** \param message whose validation is done \return who sent copies meanwhile */
    PeerSet TakeValidating(Ptr<const PubsubMessage> message);
    /** \param now maintain meshes and fanouts, send gossip, shift windows */
    void Heartbeat(Time now);
    /** Let scores decay after DecayInterval, if peers are scored. */
    void ScheduleDecay();
    /** \param now decay scores, and disconnect whom they forbid */
    void DecayScores(Time now);

    GossipSubParameters m_parameters;      //!< attributes
    Ptr<PeerScoreParameters> m_scoring;    //!< attribute Scoring
    Ptr<GossipSubMeshPolicy> m_meshPolicy; //!< attribute MeshPolicy
    GossipSubPeers m_peers;                //!< connected peers
    GossipSubMeshes m_meshes;              //!< topics
    GossipSubGossip m_gossip;              //!< IHAVE, IWANT, IDONTWANT
    GossipSubRecipients m_recipients;      //!< who gets full messages
    uint64_t m_heartbeats{0};              //!< since the start
    uint64_t m_refusedSubscriptions{0};    //!< of peers
    bool m_decays{false};                  //!< whether scores decay
    /** Who sent copies of a message that is being validated; never iterated. */
    std::unordered_map<const PubsubMessage*, PeerSet> m_validating;

    ControlTrace m_controlSentTrace;                                     //!< ControlSent
    ControlTrace m_controlReceivedTrace;                                 //!< ControlReceived
    TracedCallback<PeerId, const std::string&> m_graftTrace;             //!< Graft
    TracedCallback<PeerId, const std::string&> m_pruneTrace;             //!< Prune
    TracedCallback<PeerId, double, double> m_scoreTrace;                 //!< Score
    TracedCallback<PeerId, Ptr<const PubsubMessage>> m_iWantServedTrace; //!< IWantServed
    TracedCallback<PeerId, Ptr<const PubsubMessage>> m_suppressedTrace;  //!< Suppressed
    TracedCallback<PeerId, uint32_t> m_brokenPromiseTrace;               //!< BrokenPromise
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_ROUTER_H */
