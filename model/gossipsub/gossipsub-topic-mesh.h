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
 * \brief The state of one topic at a node (gossipsub v1.0, "Router State"; v1.1, "Prune Backoff and
 * Peer Exchange").
 *
 * It has the subscribers, the mesh while the node is subscribed, the fanout while it is not, and
 * the backoffs. Mesh and fanout are subsets of the subscribers, except that a peer may graft before
 * it subscribes. The object decides nothing and sends nothing.
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

    /** \return the peers in the mesh; empty if this node is not subscribed */
    const PeerSet& GetMesh() const
    {
        return m_mesh;
    }

    /**
     * \return the peers to which this node publishes while it is not subscribed; empty if it is
     *        subscribed
     */
    const PeerSet& GetFanout() const
    {
        return m_fanout;
    }

    /**
     * Add a subscriber.
     * \param peer the peer
     * \return whether the peer was not subscribed before
     */
    bool AddSubscriber(PeerId peer);

    /**
     * Remove a peer that has unsubscribed or disconnected, from subscribers, fanout and mesh.
     * \param peer the peer
     * \return whether the peer was in the mesh
     */
    bool RemoveSubscriber(PeerId peer);

    /**
     * Note that this node has subscribed. The fanout ends.
     * \return the peers of the fanout
     */
    PeerSet Join();

    /**
     * Note that this node has unsubscribed. The mesh ends.
     * \return the peers of the mesh
     */
    PeerSet Leave();

    /**
     * Add a peer to the mesh of a topic to which this node is subscribed.
     * \param peer the peer
     * \return whether the peer was not in the mesh
     */
    bool Enter(PeerId peer);

    /**
     * Remove a peer from the mesh.
     * \param peer the peer
     * \return whether the peer was in the mesh
     */
    bool Leave(PeerId peer);

    /**
     * Note that this node publishes without being subscribed, which extends the life of the fanout.
     * \param now current time
     */
    void TouchFanout(Time now);

    /**
     * \param now current time
     * \param ttl how long a fanout is kept after the last publish
     * \return whether there is a fanout that has not expired
     */
    bool HasFanout(Time now, Time ttl) const;

    /**
     * Add a peer to the fanout of a topic to which this node is not subscribed.
     * \param peer the peer
     */
    void AddToFanout(PeerId peer);

    /**
     * Remove a peer from the fanout.
     * \param peer the peer
     */
    void RemoveFromFanout(PeerId peer);

    /** Remove all peers from the fanout. */
    void ClearFanout();

    /**
     * Set the end of a peer's backoff, unless a later end is set.
     * \param host IP address of the peer
     * \param until end of the backoff
     */
    void BackOff(const Address& host, Time until);

    /**
     * \param host IP address of a peer
     * \return end of the peer's backoff; zero if it has none
     */
    Time GetBackoffEnd(const Address& host) const;

    /**
     * Remove backoffs that ended before a time.
     * \param before the time
     */
    void ForgetBackoffs(Time before);

    /** \return whether nothing of the state has to be kept */
    bool IsUnused() const;

  private:
    std::string m_name;     //!< pubsub topic
    PeerSet m_subscribers;  //!< connected peers that are subscribed
    PeerSet m_mesh;         //!< mesh, while this node is subscribed
    PeerSet m_fanout;       //!< fanout, while this node is not subscribed
    Time m_lastPublish;     //!< time of the last publish to the fanout
    PruneBackoff m_backoff; //!< backoffs of peers
    bool m_joined{false};   //!< whether this node is subscribed
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_TOPIC_MESH_H */
