/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_TOPIC_MESH_H
#define WAKU_GOSSIPSUB_TOPIC_MESH_H

#include "gossipsub-backoff.h"
#include "pubsub-peer-set.h"

#include "ns3/nstime.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a node knows of one topic: who is subscribed, the mesh while the node is subscribed
 * itself, the fanout while it is not, and who must not be grafted yet (gossipsub v1.0, "Router
 * State"; v1.1, "Prune Backoff and Peer Exchange").
 *
 * Mesh and fanout are subsets of the subscribers, but a peer may graft before it subscribes. The
 * object decides nothing and sends nothing.
 */
class TopicMesh
{
  public:
    /** \param name the pubsub topic */
    explicit TopicMesh(const std::string& name);

    /** \return the pubsub topic */
    const std::string& GetName() const
    {
        return m_name;
    }

    /** \return whether this node is subscribed */
    bool IsJoined() const
    {
        return m_joined;
    }

    /** \return the connected peers that are subscribed */
    const PeerSet& GetSubscribers() const
    {
        return m_subscribers;
    }

    /** \return the peers in the mesh; empty unless joined */
    const PeerSet& GetMesh() const
    {
        return m_mesh;
    }

    /** \return the peers to which this node publishes unsubscribed; empty while joined */
    const PeerSet& GetFanout() const
    {
        return m_fanout;
    }

    /** \param peer has subscribed \return whether it was not subscribed before */
    bool AddSubscriber(PeerId peer);

    /**
     * A peer has unsubscribed or gone: it leaves subscribers, fanout and mesh.
     * \param peer the peer
     * \return whether it was in the mesh
     */
    bool RemoveSubscriber(PeerId peer);

    /** This node subscribes. \return the fanout, which ends */
    PeerSet Join();

    /** This node unsubscribes. \return the mesh, which ends */
    PeerSet Leave();

    /** \param peer enters the mesh of a topic that is joined \return whether it was not in it */
    bool Enter(PeerId peer);

    /** \param peer leaves the mesh \return whether it was in it */
    bool Leave(PeerId peer);

    /** \param now this node publishes unsubscribed, which keeps the fanout alive */
    void TouchFanout(Time now);

    /** \param now the present \param ttl how long a fanout outlives the last publish \return
     * whether there is a fanout, and it lives */
    bool HasFanout(Time now, Time ttl) const;

    /** \param peer enters the fanout of a topic that is not joined */
    void AddToFanout(PeerId peer);

    /** \param peer leaves the fanout */
    void RemoveFromFanout(PeerId peer);

    /** Nobody is in the fanout any more. */
    void ClearFanout();

    /** \param host IP address of a peer \param until it must not be grafted before this time,
     * unless a later one is known already */
    void BackOff(const Address& host, Time until);

    /** \param host IP address of a peer \return when its backoff ends; zero if it has none */
    Time GetBackoffEnd(const Address& host) const;

    /** \param before forget backoffs that ended before this time */
    void ForgetBackoffs(Time before);

    /** \return whether nothing is known that has to be kept */
    bool IsUnused() const;

  private:
    std::string m_name;     //!< pubsub topic
    PeerSet m_subscribers;  //!< connected peers that are subscribed
    PeerSet m_mesh;         //!< while joined
    PeerSet m_fanout;       //!< while not joined
    Time m_lastPublish;     //!< to the fanout
    PruneBackoff m_backoff; //!< who must not be grafted
    bool m_joined{false};   //!< whether this node is subscribed
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_TOPIC_MESH_H */
