/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_NIM_POLICY_H
#define WAKU_GOSSIPSUB_NIM_POLICY_H

#include "gossipsub-mesh-policy.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Meshes as nim-libp2p keeps them (rebalanceMesh, handleSubscribe, handleGraft): a mesh
 * below D_low is filled also when a peer subscribes, the best peers are grafted, fewer are pruned,
 * and from D_high on peers that this node dialled are admitted only until there are D_out.
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
    /** \param mesh loses its surplus \param old peers not grafted just now, of whom it is taken */
    void PruneSurplus(GossipSubMeshView& mesh, const PeerSet& old) const;

    /** \param mesh of a topic \param peers candidates for PRUNE, worst first \return who of them is
     * pruned */
    PeerList ChoosePruned(GossipSubMeshView& mesh, const PeerList& peers) const;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_NIM_POLICY_H */
