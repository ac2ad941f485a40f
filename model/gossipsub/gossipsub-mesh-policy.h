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
 * \brief The mesh of one topic as a GossipSubMeshPolicy sees and changes it.
 */
class GossipSubMeshView
{
  public:
    /** Peers in an order that matters, or at random. */
    using PeerList = std::vector<PeerId>;

    virtual ~GossipSubMeshView() = default;

    /** \return the parameters of the router */
    virtual const GossipSubParameters& GetParameters() const = 0;

    /** \return the peers in the mesh */
    virtual const PeerSet& GetMesh() const = 0;

    /** \return the peers that may be grafted, in the order of their ids: subscribed, outside the
     * mesh, without peering agreement or backoff */
    virtual PeerList GetCandidates() = 0;

    /** \param peer a connected peer \return whether this node dialled */
    virtual bool IsOutbound(PeerId peer) const = 0;

    /** \param peer a peer \return its score; 0 without scoring */
    virtual double GetScore(PeerId peer) = 0;

    /** \param peers to bring into random order */
    virtual void Shuffle(PeerList& peers) = 0;

    /** \param peer a candidate that enters the mesh */
    virtual void Graft(PeerId peer) = 0;

    /** \param peer leaves the mesh, since there are too many */
    virtual void Prune(PeerId peer) = 0;
};

/**
 * \ingroup waku
 * \brief How a node keeps its meshes in bounds: whom it grafts and prunes at a heartbeat, and whom
 * it admits (gossipsub v1.0, "Mesh maintenance"; v1.1, "Outbound Mesh Quotas" and "Opportunistic
 * Grafting").
 *
 * A policy has no state of a node, so that all nodes can share one. A further one is a subclass
 * with a TypeId, which GossipSubRouter's attribute MeshPolicy takes.
 */
class GossipSubMeshPolicy : public Object
{
  public:
    /** Peers in an order that matters, or at random. */
    using PeerList = GossipSubMeshView::PeerList;

    /** \return the TypeId */
    static TypeId GetTypeId();

    ~GossipSubMeshPolicy() override;

    /**
     * A heartbeat: graft and prune. Peers with negative scores have been pruned already.
     * \param mesh of a topic
     */
    virtual void Balance(GossipSubMeshView& mesh) const = 0;

    /**
     * A peer has subscribed to the topic. By default nothing happens until the heartbeat.
     * \param mesh of the topic
     */
    virtual void HandleSubscription(GossipSubMeshView& mesh) const;

    /**
     * \param mesh that has D_high peers or more
     * \param peer would enter by GRAFT, and nothing else speaks against it
     * \return whether it may
     */
    virtual bool AdmitsAboveDHigh(GossipSubMeshView& mesh, PeerId peer) const = 0;

    /**
     * Graft peers that are better than the median, if that is low.
     * \param mesh of at least two peers
     * \param threshold below this score the median is low
     */
    void GraftOpportunistically(GossipSubMeshView& mesh, double threshold) const;

  protected:
    /** \param value whether a candidate is eligible */
    using Filter = std::function<bool(PeerId)>;

    /**
     * \param mesh of a topic
     * \param [in,out] candidates are brought into the order in which they are grafted
     */
    virtual void OrderCandidates(GossipSubMeshView& mesh, PeerList& candidates) const = 0;

    /** \param mesh gets candidates whose scores are not negative until it has D peers */
    void Fill(GossipSubMeshView& mesh) const;

    /** \param mesh gets candidates that this node dialled until there are D_out such peers */
    void GraftOutbound(GossipSubMeshView& mesh) const;

    /** \param mesh gets so many candidates \param count how many \param filter who */
    void GraftSome(GossipSubMeshView& mesh, std::size_t count, const Filter& filter) const;

    /** \param mesh knows the scores \param peers to bring into their order, best first, ties at
     * random */
    static void SortByScore(GossipSubMeshView& mesh, PeerList& peers);

    /** \param mesh knows who dialled \param peers some peers \return how many this node dialled */
    static std::size_t CountOutbound(const GossipSubMeshView& mesh, const PeerList& peers);
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_MESH_POLICY_H */
