/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_MESHES_H
#define WAKU_GOSSIPSUB_MESHES_H

#include "gossipsub-mesh-policy.h"
#include "gossipsub-parameters.h"
#include "gossipsub-peers.h"
#include "gossipsub-topic-mesh.h"
#include "pubsub-rpc.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The meshes and fanouts of all topics of a gossipsub router: GRAFT, PRUNE, backoff and peer
 * exchange (gossipsub v1.0, "Topic Membership", "Mesh maintenance", "Fanout Maintenance"; v1.1,
 * "Prune Backoff and Peer Exchange").
 *
 * A GossipSubMeshPolicy decides which peers a mesh gains and loses at a heartbeat.
 */
class GossipSubMeshes
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /** RPCs to send to peers at the end of a heartbeat. */
    using Outbox = std::map<PeerId, PubsubRpc>;

    /**
     * Called for each topic after its maintenance, with the peers that receive all its messages
     * anyway.
     */
    using Gossip = std::function<void(const TopicMesh&, const PeerSet&)>;

    /** What the meshes need from the router. */
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /** \return the mesh policy */
        virtual Ptr<const GossipSubMeshPolicy> GetMeshPolicy() = 0;
        /**
         * A peer has entered a mesh.
         * \param peer the peer
         * \param topic topic of the mesh
         */
        virtual void HasEntered(PeerId peer, const std::string& topic) = 0;
        /**
         * A peer has left a mesh.
         * \param peer the peer
         * \param topic topic of the mesh
         */
        virtual void HasLeft(PeerId peer, const std::string& topic) = 0;
        /**
         * A peer has misbehaved.
         * \param peer the peer
         * \param penalty what is added to P7
         */
        virtual void Penalise(PeerId peer, double penalty) = 0;
        /**
         * \param peer a peer
         * \return the peer's record for peer exchange; empty if the peer cannot be dialled
         */
        virtual std::string GetPeerRecord(PeerId peer) const = 0;
        /**
         * Send an RPC at once.
         * \param peer the receiving peer
         * \param rpc the RPC
         */
        virtual void Send(PeerId peer, const PubsubRpc& rpc) = 0;
    };

    /**
     * All three arguments must outlive the object.
     * \param parameters parameters of the router
     * \param peers peers of the router
     * \param owner the router
     */
    GossipSubMeshes(const GossipSubParameters& parameters, GossipSubPeers& peers, Owner& owner);
    ~GossipSubMeshes();

    /**
     * \param topic a pubsub topic
     * \return state of the topic, or null
     */
    const TopicMesh* Find(const std::string& topic) const;

    /** \return the number of topics that have a state */
    std::size_t GetNTopics() const
    {
        return m_topics.size();
    }

    /** Remove all topics. */
    void Clear();

    /**
     * Enter the mesh of a topic, since this node has subscribed.
     * \param now current time
     * \param topic the pubsub topic
     */
    void Join(Time now, const std::string& topic);

    /**
     * Leave the mesh of a topic, since this node has unsubscribed.
     * \param now current time
     * \param topic the pubsub topic
     */
    void Leave(Time now, const std::string& topic);

    /**
     * Handle that a peer has subscribed to a topic.
     * \param now current time
     * \param peer the peer
     * \param topic the pubsub topic
     */
    void AddSubscriber(Time now, PeerId peer, const std::string& topic);

    /**
     * Handle that a peer has unsubscribed from a topic.
     * \param now current time
     * \param peer the peer
     * \param topic the pubsub topic
     */
    void RemoveSubscriber(Time now, PeerId peer, const std::string& topic);

    /**
     * Remove a peer that has disconnected.
     * \param now current time
     * \param peer the peer
     */
    void RemovePeer(Time now, PeerId peer);

    /**
     * Get the fanout of a topic on which this node publishes without being subscribed. It is filled
     * to D peers if there are enough.
     * \param now current time
     * \param topic the pubsub topic
     * \return state of the topic
     */
    const TopicMesh& UseFanout(Time now, const std::string& topic);

    /**
     * Maintain meshes and fanouts at a heartbeat.
     * \param now current time
     * \param number number of the heartbeat
     * \param [in,out] outbox RPCs, to which GRAFTs and PRUNEs are added
     * \param gossip called for each topic with a mesh or fanout
     */
    void Heartbeat(Time now, uint64_t number, Outbox& outbox, const Gossip& gossip);

    /**
     * Handle the GRAFTs of a peer.
     * \param now current time
     * \param peer the sending peer
     * \param topics topics of the GRAFTs
     * \param [in,out] reply RPC to the peer, to which PRUNEs are added
     */
    void HandleGraft(Time now,
                     PeerId peer,
                     const std::vector<std::string>& topics,
                     PubsubRpc& reply);

    /**
     * Handle the PRUNEs of a peer.
     * \param now current time
     * \param peer the sending peer
     * \param prunes the PRUNEs
     * \return records of nodes in the PRUNEs to which this node has to connect
     */
    std::vector<std::string> HandlePrune(Time now,
                                         PeerId peer,
                                         const std::vector<PubsubRpc::Prune>& prunes);

    /**
     * Tell a Scoring that has just been set the members of all meshes.
     * \param now current time
     */
    void TellScores(Time now);

  private:
    class View;
    using Topics = std::map<std::string, TopicMesh>;

    /**
     * \param topic a pubsub topic
     * \return state of the topic, which is created if there is none
     */
    TopicMesh& Get(const std::string& topic);
    /**
     * Remove the state of a topic if nothing of it is needed.
     * \param topic the state
     */
    void ForgetIfUnused(const TopicMesh& topic);
    /**
     * Add a peer to a mesh.
     * \param now current time
     * \param topic state of the topic
     * \param peer the peer
     */
    void Enter(Time now, TopicMesh& topic, PeerId peer);
    /**
     * Report that a peer has left a mesh.
     * \param topic state of the topic
     * \param peer the peer
     */
    void TellLeft(const TopicMesh& topic, PeerId peer);
    /**
     * Remove a peer from a mesh.
     * \param now current time
     * \param topic state of the topic
     * \param peer the peer
     * \param px whether the PRUNE names other peers (peer exchange)
     * \param [in,out] outbox RPCs, to which the PRUNE is added
     */
    void Prune(Time now, TopicMesh& topic, PeerId peer, bool px, Outbox& outbox);
    /**
     * Keep the size of a mesh within bounds.
     * \param now current time
     * \param number number of the heartbeat
     * \param topic state of the topic
     * \param [in,out] outbox RPCs, to which GRAFTs and PRUNEs are added
     */
    void MaintainMesh(Time now, uint64_t number, TopicMesh& topic, Outbox& outbox);
    /**
     * Remove unsuitable peers from a fanout, and fill it.
     * \param topic state of the topic
     */
    void MaintainFanout(TopicMesh& topic);
    /**
     * \param now current time
     * \param topic state of a topic
     * \param peer a peer
     * \return whether this node must not graft the peer yet
     */
    bool IsBackedOff(Time now, const TopicMesh& topic, const GossipSubPeer& peer) const;
    /** \return how much longer than a backoff this node waits */
    Time GetBackoffSlack() const;
    /**
     * \param now current time
     * \param topic state of a topic
     * \param peer a connected peer
     * \return whether this node may graft the peer
     */
    bool IsGraftable(Time now, const TopicMesh& topic, PeerId peer);
    /**
     * \param now current time
     * \param topic state of a topic
     * \param peer a peer that has sent a GRAFT
     * \return whether the GRAFT comes too early, during the peer's backoff
     */
    bool IsEarlyGraft(Time now, const TopicMesh& topic, const GossipSubPeer& peer) const;
    /**
     * \param peer the receiving peer
     * \param topic state of the topic
     * \param px whether the PRUNE names other peers (peer exchange)
     * \param backoff how long the peer must not graft
     * \return the PRUNE
     */
    PubsubRpc::Prune MakePrune(PeerId peer, const TopicMesh& topic, bool px, Time backoff);
    /**
     * Decide on a GRAFT.
     * \param now current time
     * \param peer the sending peer
     * \param topic state of the topic
     * \param [in,out] px whether PRUNEs to the peer may name other peers; set to false if the peer
     *        misbehaves
     * \return whether the peer is admitted to the mesh
     */
    bool AdmitsGraft(Time now, PeerId peer, TopicMesh& topic, bool& px);

    const GossipSubParameters& m_parameters; //!< parameters of the router
    GossipSubPeers& m_peers;                 //!< peers of the router
    Owner& m_owner;                          //!< the router
    Topics m_topics;                         //!< states of topics, by name
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_MESHES_H */
