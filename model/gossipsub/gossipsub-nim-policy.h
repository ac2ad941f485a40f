/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_NIM_POLICY_H
#define WAKU_GOSSIPSUB_NIM_POLICY_H

#include "gossipsub-mesh-policy.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The meshes of nim-libp2p (rebalanceMesh, handleSubscribe, handleGraft). They differ from
 * the specification in four ways.
 *
 * - A mesh below D_low is also filled when a peer subscribes.
 * - The peers with the best scores are grafted.
 * - Fewer peers are pruned.
 * - A mesh of D_high peers or more admits a peer that this node dialled only as long as the mesh
 *   has fewer than D_out such peers.
 */
class NimMeshPolicy : public GossipSubMeshPolicy
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    void Balance(GossipSubMeshView& mesh) const override;
    void HandleSubscription(GossipSubMeshView& mesh) const override;
    bool AdmitsAboveDHigh(GossipSubMeshView& mesh, PeerId peer) const override;

  protected:
    void OrderCandidates(GossipSubMeshView& mesh, PeerList& candidates) const override;

  private:
    /**
     * Prune peers of a mesh that has too many.
     * \param mesh mesh of a topic
     * \param old peers that may be pruned: those that were not grafted at this heartbeat
     */
    void PruneSurplus(GossipSubMeshView& mesh, const PeerSet& old) const;

    /**
     * \param mesh mesh of a topic
     * \param peers candidates for PRUNE, the worst first
     * \return the candidates that are pruned
     */
    PeerList ChoosePruned(GossipSubMeshView& mesh, const PeerList& peers) const;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_NIM_POLICY_H */
