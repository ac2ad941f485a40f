/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_SPECIFICATION_POLICY_H
#define WAKU_GOSSIPSUB_SPECIFICATION_POLICY_H

#include "gossipsub-mesh-policy.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Meshes as the specification keeps them, and go-libp2p-pubsub where it leaves something
 * open: filled at random to D below D_low, cut back to D above D_high, with D_out peers that this
 * node dialled; from D_high peers on only those are admitted.
 */
class SpecificationMeshPolicy : public GossipSubMeshPolicy
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    void Balance(GossipSubMeshView& mesh) const override;
    bool AdmitsAboveDHigh(GossipSubMeshView& mesh, PeerId peer) const override;

  protected:
    void OrderCandidates(GossipSubMeshView& mesh, PeerList& candidates) const override;

  private:
    /** \param mesh is cut back to D peers: D_score by score, D_out dialled, the others at random */
    void PruneSurplus(GossipSubMeshView& mesh) const;

    /** \param mesh of a topic \param peers the first D stay; exchanges some for peers that this
     * node dialled, so that D_out of those that stay are such */
    void BubbleUpOutbound(const GossipSubMeshView& mesh, PeerList& peers) const;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_SPECIFICATION_POLICY_H */
