/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_MESH_POLICY_H
#define WAKU_GOSSIPSUB_MESH_POLICY_H

#include "gossipsub-parameters.h"
#include "pubsub-peer-set.h"

#include "ns3/object.h"
#include "ns3/peer-info.h"

#include <functional>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The mesh of one topic, as a GossipSubMeshPolicy reads and changes it.
 */
class GossipSubMeshView
{
  public:
    /** Peers in a meaningful or a random order. */
    using PeerList = std::vector<PeerId>;

    virtual ~GossipSubMeshView() = default;

    /** \return the parameters of the router */
    virtual const GossipSubParameters& GetParameters() const = 0;

    /** \return the peers in the mesh */
    virtual const PeerSet& GetMesh() const = 0;

    /**
     * Get the candidates for GRAFT: subscribed peers outside the mesh, without peering agreement
     * and without backoff.
     * \return the candidates, in the order of their ids
     */
    virtual PeerList GetCandidates() = 0;

    /**
     * \param peer a connected peer
     * \return whether this node dialled the peer
     */
    virtual bool IsOutbound(PeerId peer) const = 0;

    /**
     * \param peer a peer
     * \return score of the peer; 0 without scoring
     */
    virtual double GetScore(PeerId peer) = 0;

    /**
     * Put peers into random order.
     * \param [in,out] peers the peers
     */
    virtual void Shuffle(PeerList& peers) = 0;

    /**
     * Add a candidate to the mesh.
     * \param peer the candidate
     */
    virtual void Graft(PeerId peer) = 0;

    /**
     * Remove a peer from the mesh, since the mesh has too many peers.
     * \param peer the peer
     */
    virtual void Prune(PeerId peer) = 0;
};

/**
 * \ingroup waku
 * \brief How a node keeps the size of its meshes within bounds (gossipsub v1.0, "Mesh maintenance";
 * v1.1, "Outbound Mesh Quotas" and "Opportunistic Grafting").
 *
 * A policy decides which peers a node grafts and prunes at a heartbeat, and which peers it admits.
 * It has no state of a node, so all nodes can share one object. To add a policy, derive a class
 * with a TypeId and set the attribute MeshPolicy of GossipSubRouter.
 */
class GossipSubMeshPolicy : public Object
{
  public:
    /** Peers in a meaningful or a random order. */
    using PeerList = GossipSubMeshView::PeerList;

    /** \return the TypeId */
    static TypeId GetTypeId();

    ~GossipSubMeshPolicy() override;

    /**
     * Graft and prune at a heartbeat. Peers with negative scores have been pruned before.
     * \param mesh mesh of a topic
     */
    virtual void Balance(GossipSubMeshView& mesh) const = 0;

    /**
     * Handle that a peer has subscribed to the topic. By default nothing happens before the
     * heartbeat.
     * \param mesh mesh of the topic
     */
    virtual void HandleSubscription(GossipSubMeshView& mesh) const;

    /**
     * Decide on a GRAFT that meets all other conditions, for a mesh that has D_high peers or more.
     * \param mesh mesh of the topic
     * \param peer the peer that has sent the GRAFT
     * \return whether the peer is admitted
     */
    virtual bool AdmitsAboveDHigh(GossipSubMeshView& mesh, PeerId peer) const = 0;

    /**
     * Graft peers with scores above the median, if the median is low.
     * \param mesh a mesh of at least two peers
     * \param threshold the median is low if it is below this score
     */
    void GraftOpportunistically(GossipSubMeshView& mesh, double threshold) const;

  protected:
    /** Predicate of a candidate: whether it is eligible. */
    using Filter = std::function<bool(PeerId)>;

    /**
     * Put candidates into the order in which they are grafted.
     * \param mesh mesh of a topic
     * \param [in,out] candidates the candidates
     */
    virtual void OrderCandidates(GossipSubMeshView& mesh, PeerList& candidates) const = 0;

    /**
     * Graft candidates whose scores are not negative, until the mesh has D peers.
     * \param mesh mesh of a topic
     */
    void Fill(GossipSubMeshView& mesh) const;

    /**
     * Graft candidates that this node dialled, until the mesh has D_out such peers.
     * \param mesh mesh of a topic
     */
    void GraftOutbound(GossipSubMeshView& mesh) const;

    /**
     * Graft some of the eligible candidates.
     * \param mesh mesh of a topic
     * \param count largest number of peers to graft
     * \param filter whether a candidate is eligible
     */
    void GraftSome(GossipSubMeshView& mesh, std::size_t count, const Filter& filter) const;

    /**
     * Sort peers by their scores, the best first, in random order where scores are equal.
     * \param mesh mesh of a topic
     * \param [in,out] peers the peers
     */
    static void SortByScore(GossipSubMeshView& mesh, PeerList& peers);

    /**
     * \param mesh mesh of a topic
     * \param peers peers
     * \return number of these peers that this node dialled
     */
    static std::size_t CountOutbound(const GossipSubMeshView& mesh, const PeerList& peers);
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_MESH_POLICY_H */
