/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_ROUTER_H
#define WAKU_GOSSIPSUB_ROUTER_H

#include "gossipsub-extension-parameters.h"
#include "gossipsub-extensions.h"
#include "gossipsub-gossip.h"
#include "gossipsub-mesh-policy.h"
#include "gossipsub-meshes.h"
#include "gossipsub-parameters.h"
#include "gossipsub-peers.h"
#include "gossipsub-recipients.h"
#include "pubsub-router.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Kinds of control messages of gossipsub.
 */
enum class GossipSubControl
{
    IHAVE,       //!< v1.0
    IWANT,       //!< v1.0
    GRAFT,       //!< v1.0
    PRUNE,       //!< v1.0, with backoff and peer exchange of v1.1
    IDONTWANT,   //!< v1.2
    EXTENSIONS,  //!< v1.3
    PREAMBLE,    //!< preamble extension
    IMRECEIVING, //!< preamble extension
    CHOKE,       //!< choke extension
    UNCHOKE,     //!< choke extension
    PARTIAL,     //!< partial messages extension
    PING,        //!< ping-pong extension
    PONG,        //!< ping-pong extension
};

/**
 * \ingroup waku
 * \brief Number of values of GossipSubControl.
 */
constexpr std::size_t GOSSIPSUB_CONTROLS = 13;

/**
 * \ingroup waku
 * \brief The gossipsub router, v1.0 to v1.3 (libp2p specifications, pubsub/gossipsub), as a state
 * machine without sockets.
 *
 * For each topic a node chooses a mesh of about D peers among the connected peers that are
 * subscribed. Full messages are sent at once within the mesh. At each heartbeat the node announces
 * the messages that it has to other peers (IHAVE), which may request them (IWANT). Attributes have
 * the names of the specification; their defaults are its "reasonable defaults". GossipSubPreset has
 * other values.
 *
 * The router passes events to its parts and sends what they return: GossipSubPeers has peers and
 * scores, GossipSubMeshes has topics and their meshes and asks a GossipSubMeshPolicy,
 * GossipSubGossip has the gossip, and GossipSubRecipients chooses the peers that get a full
 * message.
 *
 * What the specification leaves open follows go-libp2p-pubsub.
 */
class GossipSubRouter : public PubsubRouter,
                        private GossipSubMeshes::Owner,
                        private GossipSubExtensionHost
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    GossipSubRouter();
    ~GossipSubRouter() override;

    int64_t AssignStreams(int64_t stream) override;
    std::string GetProtocolId() const override;

    /**
     * \return how attributes of this router or of its Scoring contradict each other, as a sentence;
     *         empty if they do not. A router whose attributes do so stops the program as it starts
     */
    std::string FindFault() const;

    /**
     * Make an explicit peering agreement (gossipsub v1.1): this node always forwards messages to
     * the peer, accepts everything from it, and never grafts it. Both nodes should make it before
     * they connect. The program stops if the address is not an IP address.
     * \param address IP address of the peer, with or without port; the port is ignored
     */
    void AddDirectPeer(const Address& address);

    /**
     * \param score function that gives the application-specific score (P5) of a peer by its IP
     *        address
     */
    void SetAppSpecificScore(PeerScore::AppSpecificScore score);

    /**
     * \param topic a pubsub topic
     * \return the peers in this node's mesh
     */
    const PeerSet& GetMesh(const std::string& topic) const;

    /**
     * \param topic a pubsub topic
     * \return the peers to which this node publishes while it is not subscribed
     */
    const PeerSet& GetFanout(const std::string& topic) const;

    /**
     * \param topic a pubsub topic
     * \return the connected peers that are subscribed
     */
    const PeerSet& GetSubscribers(const std::string& topic) const;

    /**
     * \param peer a peer
     * \return score of the peer; 0 if the peer is unknown, or without scoring
     */
    double GetScore(PeerId peer);

    /** \return the number of valid messages that can be sent on IWANT */
    std::size_t GetNCached() const
    {
        return m_gossip.GetNCached();
    }

    /** \return the number of topics that have a state */
    std::size_t GetNTopics() const
    {
        return m_meshes.GetNTopics();
    }

    /** \return the number of messages in validation whose senders the router has noted */
    std::size_t GetNValidating() const
    {
        return m_validating.size();
    }

    /**
     * \return the number of peers' subscriptions that were refused, since there were too many or
     *        their topics were too long
     */
    uint64_t GetNRefusedSubscriptions() const
    {
        return m_refusedSubscriptions;
    }

    /** \return the number of messages that at least one peer does not want */
    std::size_t GetNDontWant() const
    {
        return m_gossip.GetNDontWant();
    }

    /** \return the extensions; null if all are off, and before the start */
    GossipSubExtensions* GetExtensions() const;

    /** \param handler application that uses partial messages, or null; must outlive the router */
    void SetPartialMessageHandler(PartialMessageHandler* handler);

    /**
     * Tell peers, with the subscription to a topic, how this node uses partial messages on it.
     * \param topic the pubsub topic
     * \param requests whether the node wants partial messages
     * \param supports whether it can send partial messages; true if it wants them
     */
    void SetPartialTopic(const std::string& topic, bool requests, bool supports);

    /**
     * Signature of the trace source of a peer.
     * \param peer the peer
     */
    typedef void (*PeerTracedCallback)(PeerId peer);

    /**
     * Signature of the trace source of pongs.
     * \param peer the peer
     * \param bytes bytes of the ping
     */
    typedef void (*PongTracedCallback)(PeerId peer, const std::string& bytes);

    /**
     * Signature of the trace sources of control messages.
     * \param peer the other peer
     * \param control kind of the control message
     * \param topic the pubsub topic; empty for IWANT and IDONTWANT
     * \param ids number of message ids; 0 for GRAFT and PRUNE
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
     * \param oldScore score before the change
     * \param newScore score after the change
     */
    typedef void (*ScoreTracedCallback)(PeerId peer, double oldScore, double newScore);

    /**
     * Signature of the trace sources of a message and a peer.
     * \param peer the peer
     * \param message the message
     */
    typedef void (*ServedTracedCallback)(PeerId peer, Ptr<const PubsubMessage> message);

    /**
     * Signature of the trace source of broken promises.
     * \param peer the peer
     * \param count number of promises that the peer has broken
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
    void DoHandleDropped(PeerId peer) override;
    bool AcceptsFrom(Time now, PeerId peer) override;
    void HandleSubscription(Time now, PeerId peer, const PubsubRpc::SubOpts& opts) override;
    void HandleControl(Time now, PeerId peer, const PubsubRpc& rpc) override;
    void HandleFirst(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;
    void HandleDuplicate(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;
    void HandleInvalid(Time now,
                       PeerId peer,
                       Ptr<const PubsubMessage> message,
                       ValidationResult result) override;
    void HandleExtensions(Time now, PeerId peer, const PubsubRpc& rpc) override;
    void DoPublish(Time now, Ptr<const PubsubMessage> message) override;
    void DoPublishBatch(Time now, const Messages& messages) override;
    void DoForward(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;

  private:
    /** Pointer to a member of type T of a class. */
    template <typename Class, typename T>
    using Member = T Class::*;

    template <typename V, typename T>
    static Ptr<const AttributeAccessor> MakeParameterAccessor(
        Member<GossipSubParameters, T> member);
    template <typename T>
    class NullableAccessor;
    template <typename T>
    static Ptr<const AttributeAccessor> MakeNullableAccessor(
        Member<GossipSubRouter, Ptr<T>> member);

    using PeerList = GossipSubPeers::PeerList;
    using ControlTrace =
        LightTracedCallback<PeerId, GossipSubControl, const std::string&, uint32_t>;

    template <typename V, typename T>
    static Ptr<const AttributeAccessor> MakeExtensionAccessor(
        Member<GossipSubExtensionParameters, T> member);
    static TypeId AddExtensionAttributes(TypeId tid);
    static TypeId AddChokeAttributes(TypeId tid);

    // GossipSubMeshes::Owner
    Ptr<const GossipSubMeshPolicy> GetMeshPolicy() override;
    void HasEntered(PeerId peer, const std::string& topic) override;
    void HasLeft(PeerId peer, const std::string& topic) override;
    void Penalise(PeerId peer, double penalty) override;
    std::string GetPeerRecord(PeerId peer) const override;
    void Send(PeerId peer, const PubsubRpc& rpc) override;

    // GossipSubExtensionHost
    void SendExtensionRpc(PeerId peer, const PubsubRpc& rpc) override;
    void SendHeldBack(PeerId peer, Ptr<const PubsubMessage> message) override;
    void HasHeldBack(PeerId peer, Ptr<const PubsubMessage> message) override;
    void HasExpired(PeerId peer) override;
    void HasPong(PeerId peer, const std::string& bytes) override;
    void PenaliseOnce(PeerId peer) override;
    bool HasSeenId(const MessageId& id, Time now) override;
    bool IsUnwantedBy(const MessageId& id, PeerId peer) const override;
    void CountAsDuplicate(Time now, PeerId peer, const MessageId& id) override;
    const PeerSet& GetForwardPeers(const std::string& topic) const override;
    GossipSubPeers& GetAllPeers() override;
    void DoLater(Time delay, std::function<void(Time now)> task) override;

    /**
     * Offer the messages of a topic to peers that get no partial messages of it.
     * \param topic state of the topic
     * \param exclude peers that receive all messages anyway
     * \param [in,out] offers offers, to which those of the topic are added
     */
    void EmitGossip(const TopicMesh& topic,
                    const PeerSet& exclude,
                    GossipSubGossip::Offers& offers);
    /** Create the extensions, if one is on. */
    void StartExtensions();
    /**
     * \param topic a pubsub topic
     * \param subscribe whether this node subscribes
     * \return the subscription
     */
    PubsubRpc::SubOpts MakeSubOpts(const std::string& topic, bool subscribe) const;
    /**
     * Keep a message of this node, choose the peers that receive it, and send what goes before it.
     * \param now current time
     * \param message the message
     * \return the receiving peers
     */
    PeerList PrepareOwn(Time now, Ptr<const PubsubMessage> message);
    /**
     * Send a message of this node to a peer.
     * \param peer the receiving peer
     * \param message the message
     */
    void SendOwn(PeerId peer, Ptr<const PubsubMessage> message);
    /**
     * Publish a message with others at the end of BatchWindow.
     * \param message the message
     */
    void AddToBatch(Ptr<const PubsubMessage> message);
    /**
     * Trace the messages of extensions.
     * \param trace ControlSent or ControlReceived
     * \param peer the other peer
     * \param extension the messages
     */
    static void TraceExtension(const ControlTrace& trace,
                               PeerId peer,
                               const PubsubExtensionRpc& extension);

    /**
     * Trace the control messages of an RPC.
     * \param trace ControlSent or ControlReceived
     * \param peer the other peer
     * \param rpc the RPC
     */
    static void TraceControl(const ControlTrace& trace, PeerId peer, const PubsubRpc& rpc);
    /**
     * Send an RPC that other peers receive too.
     * \param peer the receiving peer
     * \param rpc the RPC, which is not empty
     */
    void SendShared(PeerId peer, const PubsubSharedRpc& rpc);
    /**
     * Trace that an RPC is sent.
     * \param peer the receiving peer
     * \param rpc the RPC
     */
    void TraceSent(PeerId peer, const PubsubRpc& rpc);
    /**
     * Send the RPCs of a heartbeat, in the order of the peers' ids.
     * \param [in,out] outbox RPCs, to which IHAVEs are added
     * \param offers IHAVEs
     */
    void SendAtHeartbeat(GossipSubMeshes::Outbox& outbox, const GossipSubGossip::Offers& offers);
    /**
     * Announce to all peers that this node has subscribed to or unsubscribed from a topic.
     * \param topic the pubsub topic
     * \param subscribe whether it has subscribed
     */
    void Announce(const std::string& topic, bool subscribe);
    /**
     * Disconnect a peer if its score is below GraylistThreshold.
     * \param peer the peer
     */
    void DisconnectIfGraylisted(PeerId peer);
    /**
     * Send a message to peers in a given order.
     * \param peers the receiving peers
     * \param message the message
     */
    void SendToAll(const PeerList& peers, Ptr<const PubsubMessage> message);
    /**
     * Send an IDONTWANT for a message.
     * \param senders peers that have sent copies of the message
     * \param message the message
     */
    void SendIDontWant(const PeerSet& senders, Ptr<const PubsubMessage> message);
    /**
     * Handle an IDONTWANT.
     * \param peer the sending peer
     * \param ids ids in the IDONTWANT
     */
    void HandleIDontWant(PeerId peer, const MessageIds& ids);
    /**
     * \param message a message whose validation is finished
     * \return the peers that sent copies during validation; the router forgets them
     */
    PeerSet TakeValidating(Ptr<const PubsubMessage> message);
    /**
     * Maintain meshes and fanouts, send gossip and shift the windows of caches.
     * \param now current time
     */
    void Heartbeat(Time now);
    /** Schedule the decay of scores after DecayInterval, if peers are scored. */
    void ScheduleDecay();
    /**
     * Let scores decay, and disconnect graylisted peers.
     * \param now current time
     */
    void DecayScores(Time now);

    GossipSubParameters m_parameters;      //!< attributes of gossipsub
    Ptr<PeerScoreParameters> m_scoring;    //!< attribute Scoring
    Ptr<GossipSubMeshPolicy> m_meshPolicy; //!< attribute MeshPolicy
    GossipSubPeers m_peers;                //!< connected peers
    GossipSubMeshes m_meshes;              //!< topics
    GossipSubGossip m_gossip;              //!< IHAVE, IWANT, IDONTWANT
    GossipSubRecipients m_recipients;      //!< chooses the peers that get full messages
    uint64_t m_heartbeats{0};              //!< number of heartbeats since the start
    uint64_t m_refusedSubscriptions{0};    //!< subscriptions of peers that were refused
    bool m_decays{false};                  //!< whether scores decay
    /** Peers that sent copies of each message in validation; for look-up only. */
    std::unordered_map<const PubsubMessage*, PeerSet> m_validating;

    GossipSubExtensionParameters m_extensionParameters; //!< attributes of extensions
    std::unique_ptr<GossipSubExtensions> m_extensions;  //!< extensions, or null if all are off
    PartialMessageHandler* m_partialHandler{nullptr};   //!< application of partial messages
    /** How this node uses partial messages, by topic. */
    std::map<std::string, GossipSubPartialMessages::TopicOptions> m_partialTopics;
    Messages m_batch; //!< messages that wait for the end of BatchWindow

    LightTracedCallback<PeerId, Ptr<const PubsubMessage>> m_heldBackTrace; //!< HeldBack
    LightTracedCallback<PeerId> m_preambleExpiredTrace;                    //!< PreambleExpired
    LightTracedCallback<PeerId, const std::string&> m_pongTrace;           //!< Pong

    ControlTrace m_controlSentTrace;                                          //!< ControlSent
    ControlTrace m_controlReceivedTrace;                                      //!< ControlReceived
    LightTracedCallback<PeerId, const std::string&> m_graftTrace;             //!< Graft
    LightTracedCallback<PeerId, const std::string&> m_pruneTrace;             //!< Prune
    LightTracedCallback<PeerId, double, double> m_scoreTrace;                 //!< Score
    LightTracedCallback<PeerId, Ptr<const PubsubMessage>> m_iWantServedTrace; //!< IWantServed
    LightTracedCallback<PeerId, Ptr<const PubsubMessage>> m_suppressedTrace;  //!< Suppressed
    LightTracedCallback<PeerId, uint32_t> m_brokenPromiseTrace;               //!< BrokenPromise
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_ROUTER_H */
