/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_SPECIFICATION_POLICY_H
#define WAKU_GOSSIPSUB_SPECIFICATION_POLICY_H

#include "gossipsub-mesh-policy.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The meshes of the specification; where the specification leaves something open, those of
 * go-libp2p-pubsub.
 *
 * A mesh below D_low is filled to D peers at random. A mesh above D_high is reduced to D peers. A
 * mesh has at least D_out peers that this node dialled if possible. A mesh of D_high peers or more
 * admits only such peers.
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
    /**
     * Reduce a mesh to D peers: D_score peers by score, D_out peers that this node dialled, the
     * others at random.
     * \param mesh mesh of a topic
     */
    void PruneSurplus(GossipSubMeshView& mesh) const;

    /**
     * Reorder peers so that, among the first D, there are D_out peers that this node dialled, if
     * possible.
     * \param mesh mesh of a topic
     * \param [in,out] peers the peers, of which the first D stay in the mesh
     */
    void BubbleUpOutbound(const GossipSubMeshView& mesh, PeerList& peers) const;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_SPECIFICATION_POLICY_H */
