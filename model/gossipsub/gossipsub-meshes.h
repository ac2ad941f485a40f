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
 * \brief The meshes and fanouts of all topics of a gossipsub router: who enters and leaves them,
 * with GRAFT, PRUNE, backoff and peer exchange (gossipsub v1.0, "Topic Membership", "Mesh
 * maintenance", "Fanout Maintenance"; v1.1, "Prune Backoff and Peer Exchange").
 *
 * What a mesh gains and loses at a heartbeat is decided by a GossipSubMeshPolicy.
 */
class GossipSubMeshes
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /** What is to be sent to each peer at the end of a heartbeat. */
    using Outbox = std::map<PeerId, PubsubRpc>;

    /** Gets each topic after its maintenance, and who gets all its messages anyhow. */
    using Gossip = std::function<void(const TopicMesh&, const PeerSet&)>;

    /** What is asked of the router. */
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /** \return how meshes are kept */
        virtual Ptr<const GossipSubMeshPolicy> GetMeshPolicy() = 0;
        /** \param peer has entered the mesh \param topic of this topic */
        virtual void HasEntered(PeerId peer, const std::string& topic) = 0;
        /** \param peer has left the mesh \param topic of this topic */
        virtual void HasLeft(PeerId peer, const std::string& topic) = 0;
        /** \param peer misbehaved \param count so often */
        virtual void Penalise(PeerId peer, uint32_t count) = 0;
        /** \param peer a peer \return how peer exchange names it; empty if it can't be dialled */
        virtual std::string GetPeerRecord(PeerId peer) const = 0;
        /** \param peer to whom \param rpc what is sent at once */
        virtual void Send(PeerId peer, const PubsubRpc& rpc) = 0;
    };

    /**
     * All three must outlive the object.
     * \param parameters of the router
     * \param peers of the router
     * \param owner the router
     */
    GossipSubMeshes(const GossipSubParameters& parameters, GossipSubPeers& peers, Owner& owner);
    ~GossipSubMeshes();

    /** \param topic a pubsub topic \return what is known of it, or null */
    const TopicMesh* Find(const std::string& topic) const;

    /** \return the number of topics of which something is known */
    std::size_t GetNTopics() const
    {
        return m_topics.size();
    }

    /** Forget everything. */
    void Clear();

    /** \param now the present \param topic whose mesh this node enters */
    void Join(Time now, const std::string& topic);

    /** \param now the present \param topic whose mesh this node leaves */
    void Leave(Time now, const std::string& topic);

    /** \param now the present \param peer has subscribed \param topic to this topic */
    void AddSubscriber(Time now, PeerId peer, const std::string& topic);

    /** \param peer has unsubscribed \param topic from this topic */
    void RemoveSubscriber(PeerId peer, const std::string& topic);

    /** \param peer has gone */
    void RemovePeer(PeerId peer);

    /**
     * \param now this node publishes
     * \param topic on this topic, to which it is not subscribed
     * \return the topic, with a fanout of up to D peers
     */
    const TopicMesh& UseFanout(Time now, const std::string& topic);

    /**
     * A heartbeat: maintain meshes and fanouts.
     * \param now the present
     * \param number of the heartbeat
     * \param outbox gets GRAFT and PRUNE
     * \param gossip gets each topic with a mesh or fanout
     */
    void Heartbeat(Time now, uint64_t number, Outbox& outbox, const Gossip& gossip);

    /** \param now the present \param peer from whom \param topics its GRAFTs \param reply gets
     * PRUNE
     */
    void HandleGraft(Time now,
                     PeerId peer,
                     const std::vector<std::string>& topics,
                     PubsubRpc& reply);

    /** \param now the present \param peer from whom \param prunes its PRUNEs \return nodes that it
     * names and to which this node is to connect */
    std::vector<std::string> HandlePrune(Time now,
                                         PeerId peer,
                                         const std::vector<PubsubRpc::Prune>& prunes);

    /** A Scoring that has begun knows of no mesh yet. \param now the present */
    void TellScores(Time now);

  private:
    class View;
    using Topics = std::map<std::string, TopicMesh>;

    /** \param topic a pubsub topic \return what is known of it; made if nothing is */
    TopicMesh& Get(const std::string& topic);
    /** \param topic is forgotten if nothing of it has to be kept */
    void ForgetIfUnused(const TopicMesh& topic);
    /** \param now the present \param topic a topic \param peer enters its mesh */
    void Enter(Time now, TopicMesh& topic, PeerId peer);
    /** \param topic a topic \param peer has left its mesh */
    void TellLeft(const TopicMesh& topic, PeerId peer);
    /** \param now the present \param topic a topic \param peer leaves its mesh \param px whether
     * others are named \param outbox gets PRUNE */
    void Prune(Time now, TopicMesh& topic, PeerId peer, bool px, Outbox& outbox);
    /** \param now the present \param number of the heartbeat \param topic keep its mesh in bounds
     * \param outbox gets GRAFT and PRUNE */
    void MaintainMesh(Time now, uint64_t number, TopicMesh& topic, Outbox& outbox);
    /** \param topic whose fanout is to be filled */
    void MaintainFanout(TopicMesh& topic);
    /** \param now the present \param topic a topic \param peer a peer \return whether this node
     * must not graft it yet */
    bool IsBackedOff(Time now, const TopicMesh& topic, const GossipSubPeer& peer) const;
    /** \param peer to whom \param topic a topic \param px whether to name others \param backoff
     * until a GRAFT is welcome \return the message */
    PubsubRpc::Prune MakePrune(PeerId peer, const TopicMesh& topic, bool px, Time backoff);
    /** \param now the present \param peer from whom \param topic whose mesh it wants to enter
     * \param px whether PRUNE may name others; set to false for those who misbehave
     * \return whether it may */
    bool AdmitsGraft(Time now, PeerId peer, TopicMesh& topic, bool& px);

    const GossipSubParameters& m_parameters; //!< of the router
    GossipSubPeers& m_peers;                 //!< of the router
    Owner& m_owner;                          //!< the router
    Topics m_topics;                         //!< by name
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_MESHES_H */
