/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_ROUTER_H
#define WAKU_GOSSIPSUB_ROUTER_H

#include "gossipsub-backoff.h"
#include "gossipsub-dont-want-cache.h"
#include "gossipsub-message-cache.h"
#include "gossipsub-promises.h"
#include "peer-score.h"
#include "pubsub-peer-set.h"
#include "pubsub-router.h"

#include "ns3/random-variable-stream.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

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
 * What the specification leaves open follows go-libp2p-pubsub.
 */
class GossipSubRouter : public PubsubRouter
{
  public:
    /** Peers in an order that matters, or at random. */
    using PeerList = std::vector<PeerId>;

    /** \return the TypeId */
    static TypeId GetTypeId();

    GossipSubRouter();
    ~GossipSubRouter() override;

    int64_t AssignStreams(int64_t stream) override;

    /**
     * Make an explicit peering agreement (gossipsub v1.1): this node always forwards to the peer,
     * takes everything from it, and never grafts it. To be made on both sides before they connect.
     * \param host IP address of the peer
     */
    void AddDirectPeer(const Address& host);

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
        return m_cache.GetSize();
    }

    /** \return of how many topics something is known */
    std::size_t GetNTopics() const
    {
        return m_topicStates.size();
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
        return m_dontWant.GetSize();
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
    /** What is known of a connected peer. */
    struct Peer
    {
        Address host;                  //!< IP address
        bool outbound{false};          //!< whether this node dialled
        bool direct{false};            //!< explicit peering agreement
        uint32_t subscriptions{0};     //!< topics
        uint64_t heartbeat{0};         //!< the one in which the counters below count
        uint32_t iHaveMessages{0};     //!< RPCs with IHAVE
        uint32_t asked{0};             //!< ids asked for by IWANT
        uint32_t iDontWantMessages{0}; //!< RPCs with IDONTWANT
    };

    /** What is known of a topic. */
    struct Topic
    {
        bool joined{false};   //!< whether this node is subscribed
        PeerSet subscribers;  //!< connected peers that are subscribed
        PeerSet mesh;         //!< while joined
        PeerSet fanout;       //!< while not joined
        Time lastPublish;     //!< to the fanout
        PruneBackoff backoff; //!< who must not be grafted
    };

    /** What is to be sent to each peer at the end of a heartbeat. */
    using Outbox = std::map<PeerId, PubsubRpc>;

    /** \param value whether a peer is eligible */
    using Filter = std::function<bool(PeerId, const Peer&)>;

    /** Stop if the attributes contradict each other. */
    void CheckAttributes() const;

    // gossipsub-router.cc: peers, subscriptions, full messages

    /** \param peer a connected peer \return what is known of it */
    Peer& At(PeerId peer);
    /** \param peer to whom \param rpc what, in several parts if it is too large for one */
    void Send(PeerId peer, const PubsubRpc& rpc);
    /** \param peer to whom \param rpc what; traced */
    void SendPart(PeerId peer, const PubsubRpc& rpc);
    /** \param topic a topic \return its mesh and its direct peers, who get every message */
    PeerList GetMeshAndDirect(const Topic& topic);
    /** \param topic announce that this node has \param subscribe whether it subscribed */
    void Announce(const std::string& topic, bool subscribe);
    /** \param peer is not subscribed any more \param topic to this topic \param name its name */
    void RemoveSubscriber(PeerId peer, Topic& topic, const std::string& name);
    /** \param topic a topic of which nothing is known may be forgotten */
    void ForgetIfUnused(const std::string& topic);
    /** \param peer misbehaved \param count so often */
    void Penalise(PeerId peer, uint32_t count);
    /** \param peer is disconnected if its score is below GraylistThreshold */
    void DisconnectIfGraylisted(PeerId peer);
    /** \param message own message \param now the present \return to whom it goes */
    PeerList GetPublishPeers(Ptr<const PubsubMessage> message, Time now);
    /** \param topic of an own message \param size of a frame, bytes \return to whom it is flooded
     */
    PeerList GetFloodPeers(const Topic& topic, uint32_t size);
    /** \param peers to whom, in random order \param message what */
    void SendToAll(PeerList& peers, Ptr<const PubsubMessage> message);
    /** \param message whose validation is done \return who sent copies meanwhile */
    PeerSet TakeValidating(Ptr<const PubsubMessage> message);
    /** \param now decay scores, and disconnect whom they forbid */
    void DecayScores(Time now);

    // gossipsub-mesh.cc: who is in the mesh

    /** \param now maintain meshes and fanouts, send gossip, shift windows */
    void Heartbeat(Time now);
    /** \param name of a topic \param topic enter its mesh \param now the present */
    void Join(Time now, const std::string& name, Topic& topic);
    /** \param name of a topic \param topic leave its mesh \param now the present */
    void Leave(Time now, const std::string& name, Topic& topic);
    /**
     * \param now the present
     * \param name of a topic
     * \param topic keep its mesh in bounds
     * \param outbox gets GRAFT and PRUNE
     */
    void MaintainMesh(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /** Parameters as MaintainMesh; graft and prune as the specification's heartbeat. */
    void Balance(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /** Parameters as MaintainMesh; graft up to D. */
    void FillMesh(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /** Parameters as MaintainMesh; prune peers with a negative score. */
    void PruneBadPeers(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /** Parameters as MaintainMesh; prune the surplus. */
    void PruneSurplus(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /** Parameters as MaintainMesh; graft peers this node dialled. */
    void GraftOutbound(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /** Parameters as MaintainMesh; graft peers that are better than the median. */
    void GraftOpportunistically(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /**
     * Parameters as MaintainMesh; graft so many of those that filter lets pass.
     * \param count how many
     * \param filter who
     */
    void GraftSome(Time now,
                   const std::string& name,
                   Topic& topic,
                   Outbox& outbox,
                   std::size_t count,
                   const Filter& filter);
    /** Parameters as MaintainMesh. \param peer leaves the mesh \param px whether others are named
     */
    void PruneOne(Time now,
                  const std::string& name,
                  Topic& topic,
                  Outbox& outbox,
                  PeerId peer,
                  bool px);
    /** \param topic whose fanout is to be filled */
    void MaintainFanout(Topic& topic);
    /** \param topic whose backoff \param peer a peer \param now the present \return whether this
     * node must not graft it yet */
    bool IsBackedOff(const Topic& topic, const Peer& peer, Time now) const;
    /** \param name of a topic \param topic its state \param peer enters the mesh \param now now */
    void EnterMesh(Time now, const std::string& name, Topic& topic, PeerId peer);
    /** \param name of a topic \param topic its state \param peer leaves the mesh
     * \return whether it was there */
    bool LeaveMesh(const std::string& name, Topic& topic, PeerId peer);
    /** \param peer to whom \param name of the topic \param topic its state \param px whether to
     * name others \param backoff until a GRAFT is welcome \return the message */
    PubsubRpc::Prune MakePrune(PeerId peer,
                               const std::string& name,
                               const Topic& topic,
                               bool px,
                               Time backoff);
    /** \param now the present \param peer from whom \param rpc its GRAFTs \param reply gets PRUNE
     */
    void HandleGraft(Time now, PeerId peer, const PubsubRpc& rpc, PubsubRpc& reply);
    /** \param now the present \param peer from whom \param topic whose mesh it wants to enter
     * \param px whether PRUNE may name others; set to false for those who misbehave
     * \return whether it may */
    bool AdmitsGraft(Time now, PeerId peer, Topic& topic, bool& px);
    /** \param now the present \param peer from whom \param rpc its PRUNEs */
    void HandlePrune(Time now, PeerId peer, const PubsubRpc& rpc);

    // gossipsub-nim-mesh.cc: attribute NimMesh

    /** Parameters as MaintainMesh; graft and prune as nim-libp2p's rebalanceMesh. */
    void BalanceAsNim(Time now, const std::string& name, Topic& topic, Outbox& outbox);
    /** Parameters as MaintainMesh; prune the surplus. \param old peers not grafted just now */
    void PruneSurplusAsNim(Time now,
                           const std::string& name,
                           Topic& topic,
                           Outbox& outbox,
                           const PeerSet& old);
    /** \param peers candidates for PRUNE, worst first \return who of them is pruned */
    PeerList ChoosePrunedAsNim(const PeerList& peers);
    /** \param now the present \param name of a topic to which a peer has subscribed \param topic
     * its state; its mesh is filled if it is below D_low */
    void FillMeshAtSubscription(Time now, const std::string& name, Topic& topic);

    // gossipsub-gossip.cc: IHAVE, IWANT, IDONTWANT

    /** \param name of a topic \param topic its state \param exclude who gets messages anyhow
     * \param outbox gets IHAVE */
    void EmitGossip(const std::string& name,
                    const Topic& topic,
                    const PeerSet& exclude,
                    Outbox& outbox);
    /** \param now the present \param peer from whom \param rpc its IHAVEs \param reply gets IWANT
     */
    void HandleIHave(Time now, PeerId peer, const PubsubRpc& rpc, PubsubRpc& reply);
    /** \param now the present \param rpc with IHAVEs \return ids of what this node has not seen */
    MessageIds FindUnseen(Time now, const PubsubRpc& rpc);
    /** \param peer from whom \param rpc its IWANTs */
    void HandleIWant(PeerId peer, const PubsubRpc& rpc);
    /** \param peer from whom \param rpc its IDONTWANTs */
    void HandleIDontWant(PeerId peer, const PubsubRpc& rpc);
    /** \param senders of copies of \param message this */
    void SendIDontWant(const PeerSet& senders, Ptr<const PubsubMessage> message);
    /** \param now the present; peers that broke promises are penalised */
    void PunishBrokenPromises(Time now);
    /** \param peer whose counters of this heartbeat \return them */
    Peer& CountersOf(PeerId peer);

    // gossipsub-selection.cc: who is chosen

    /** \param topic a topic \param filter who is eligible \return subscribers that are, in order */
    PeerList Select(const Topic& topic, const Filter& filter);
    /** Parameters as above. \param count how many at most \return in random order */
    PeerList SelectRandom(const Topic& topic, std::size_t count, const Filter& filter);

    /** \param items to bring into random order */
    template <typename T>
    void Shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; i--)
        {
            std::swap(items[i - 1], items[m_random->GetInteger(0, i - 1)]);
        }
    }

    /** \param peers to bring into the order of their scores, best first, ties at random */
    void SortByScore(PeerList& peers);
    /** \param peers the first kept ones stay \param kept how many; exchanges some for peers that
     * this node dialled, so that D_out of the kept are such */
    void BubbleUpOutbound(PeerList& peers, std::size_t kept);
    /** \param peers some peers \return how many of them this node dialled */
    std::size_t CountOutbound(const PeerList& peers);

    uint32_t m_d;                               //!< attribute D
    uint32_t m_dLow;                            //!< attribute D_low
    uint32_t m_dHigh;                           //!< attribute D_high
    uint32_t m_dScore;                          //!< attribute D_score
    uint32_t m_dOut;                            //!< attribute D_out
    uint32_t m_dLazy;                           //!< attribute D_lazy
    bool m_nimMesh;                             //!< attribute NimMesh
    double m_gossipFactor;                      //!< attribute GossipFactor
    Time m_heartbeatInterval;                   //!< attribute HeartbeatInterval
    Time m_fanoutTtl;                           //!< attribute FanoutTtl
    uint32_t m_mcacheLen;                       //!< attribute McacheLen
    uint32_t m_mcacheGossip;                    //!< attribute McacheGossip
    Time m_pruneBackoff;                        //!< attribute PruneBackoff
    Time m_unsubscribeBackoff;                  //!< attribute UnsubscribeBackoff
    Time m_graftFloodThreshold;                 //!< attribute GraftFloodThreshold
    bool m_floodPublish;                        //!< attribute FloodPublish
    uint64_t m_bandwidthEstimate;               //!< attribute BandwidthEstimate
    bool m_omitEarlySenders;                    //!< attribute OmitEarlySenders
    bool m_doPx;                                //!< attribute DoPX
    uint32_t m_prunePeers;                      //!< attribute PrunePeers
    uint32_t m_opportunisticGraftTicks;         //!< attribute OpportunisticGraftTicks
    uint32_t m_opportunisticGraftPeers;         //!< attribute OpportunisticGraftPeers
    uint32_t m_maxIHaveLength;                  //!< attribute MaxIHaveLength
    uint32_t m_maxIHaveMessages;                //!< attribute MaxIHaveMessages
    uint32_t m_gossipRetransmission;            //!< attribute GossipRetransmission
    Time m_iWantFollowupTime;                   //!< attribute IWantFollowupTime
    bool m_sendIDontWant;                       //!< attribute SendIDontWant
    uint32_t m_iDontWantMessageThreshold;       //!< attribute IDontWantMessageThreshold
    uint32_t m_maxIDontWantMessages;            //!< attribute MaxIDontWantMessages
    uint32_t m_maxIDontWantLength;              //!< attribute MaxIDontWantLength
    uint32_t m_iDontWantMessageTtl;             //!< attribute IDontWantMessageTtl
    bool m_iDontWantAfterValidation;            //!< attribute IDontWantAfterValidation
    bool m_iDontWantCancels;                    //!< attribute IDontWantCancels
    uint32_t m_maxSubscriptions;                //!< attribute MaxSubscriptions
    uint32_t m_maxTopicLength;                  //!< attribute MaxTopicLength
    uint32_t m_maxValidating;                   //!< attribute MaxValidating
    bool m_disconnectGraylisted;                //!< attribute DisconnectGraylisted
    Ptr<PeerScoreParameters> m_scoring;         //!< attribute Scoring
    Ptr<UniformRandomVariable> m_random;        //!< who is chosen
    PeerScore m_score;                          //!< what this node thinks of its peers
    std::map<PeerId, Peer> m_peerStates;        //!< connected peers
    std::set<Address> m_directPeers;            //!< by IP address
    std::map<std::string, Topic> m_topicStates; //!< by name
    MessageCache m_cache;                       //!< valid messages
    DontWantCache m_dontWant;                   //!< who wants no copy
    GossipPromises m_promises;                  //!< what was asked for
    uint64_t m_heartbeats{0};                   //!< since the start
    uint64_t m_refusedSubscriptions{0};         //!< of peers
    /** Who sent copies of a message that is being validated; never iterated. */
    std::unordered_map<const PubsubMessage*, PeerSet> m_validating;

    /** ControlSent */
    TracedCallback<PeerId, GossipSubControl, const std::string&, uint32_t> m_controlSentTrace;
    /** ControlReceived */
    TracedCallback<PeerId, GossipSubControl, const std::string&, uint32_t> m_controlReceivedTrace;
    TracedCallback<PeerId, const std::string&> m_graftTrace;             //!< Graft
    TracedCallback<PeerId, const std::string&> m_pruneTrace;             //!< Prune
    TracedCallback<PeerId, double, double> m_scoreTrace;                 //!< Score
    TracedCallback<PeerId, Ptr<const PubsubMessage>> m_iWantServedTrace; //!< IWantServed
    TracedCallback<PeerId, Ptr<const PubsubMessage>> m_suppressedTrace;  //!< Suppressed
    TracedCallback<PeerId, uint32_t> m_brokenPromiseTrace;               //!< BrokenPromise
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_ROUTER_H */
