/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-specification-policy.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(SpecificationMeshPolicy);

TypeId
SpecificationMeshPolicy::GetTypeId()
{
    static TypeId tid = TypeId("ns3::SpecificationMeshPolicy")
                            .SetParent<GossipSubMeshPolicy>()
                            .SetGroupName("Waku")
                            .AddConstructor<SpecificationMeshPolicy>();
    return tid;
}

void
SpecificationMeshPolicy::Balance(GossipSubMeshView& mesh) const
{
    const GossipSubParameters& parameters = mesh.GetParameters();
    if (mesh.GetMesh().GetSize() < parameters.dLow)
    {
        Fill(mesh);
    }
    if (mesh.GetMesh().GetSize() + (parameters.pruneAtDHigh ? 1 : 0) > parameters.dHigh)
    {
        PruneSurplus(mesh);
    }
    if (mesh.GetMesh().GetSize() >= parameters.dLow)
    {
        GraftOutbound(mesh);
    }
}

bool
SpecificationMeshPolicy::AdmitsAboveDHigh(GossipSubMeshView& mesh, PeerId peer) const
{
    return mesh.GetParameters().admitOutbound && mesh.IsOutbound(peer);
}

void
SpecificationMeshPolicy::OrderCandidates(GossipSubMeshView& mesh, PeerList& candidates) const
{
    mesh.Shuffle(candidates);
}

void
SpecificationMeshPolicy::PruneSurplus(GossipSubMeshView& mesh) const
{
    PeerList peers = mesh.GetMesh().Get();
    SortByScore(mesh, peers);
    // The best D_score stay, the others that stay are chosen at random.
    const std::size_t best = std::min<std::size_t>(mesh.GetParameters().dScore, peers.size());
    PeerList rest(peers.begin() + best, peers.end());
    mesh.Shuffle(rest);
    std::copy(rest.begin(), rest.end(), peers.begin() + best);
    BubbleUpOutbound(mesh, peers);
    for (std::size_t i = mesh.GetParameters().d; i < peers.size(); i++)
    {
        mesh.Prune(peers[i]);
    }
}

void
SpecificationMeshPolicy::BubbleUpOutbound(const GossipSubMeshView& mesh, PeerList& peers) const
{
    const auto isOutbound = [&mesh](PeerId peer) { return mesh.IsOutbound(peer); };
    const std::size_t kept = std::min<std::size_t>(mesh.GetParameters().d, peers.size());
    const auto end = peers.begin() + kept;
    const std::size_t wanted = mesh.GetParameters().dOut;
    const std::size_t outbound = std::count_if(peers.begin(), end, isOutbound);
    if (outbound >= wanted)
    {
        return;
    }
    // The last inbound ones of the kept give way to the first outbound ones behind them.
    std::size_t missing = wanted - outbound;
    auto loser = end;
    for (auto winner = end; winner != peers.end() && missing > 0; ++winner)
    {
        if (!isOutbound(*winner))
        {
            continue;
        }
        do
        {
            if (loser == peers.begin())
            {
                return;
            }
            --loser;
        } while (isOutbound(*loser));
        std::swap(*loser, *winner);
        missing--;
    }
}

} // namespace ns3
