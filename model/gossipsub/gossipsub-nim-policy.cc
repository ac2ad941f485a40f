/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-nim-policy.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(NimMeshPolicy);

TypeId
NimMeshPolicy::GetTypeId()
{
    static TypeId tid = TypeId("ns3::NimMeshPolicy")
                            .SetParent<GossipSubMeshPolicy>()
                            .SetGroupName("Waku")
                            .AddConstructor<NimMeshPolicy>();
    return tid;
}

void
NimMeshPolicy::Balance(GossipSubMeshView& mesh) const
{
    const GossipSubParameters& parameters = mesh.GetParameters();
    const PeerSet old = mesh.GetMesh();
    if (old.GetSize() < parameters.dLow)
    {
        Fill(mesh);
    }
    else
    {
        GraftOutbound(mesh);
    }
    if (mesh.GetMesh().GetSize() > parameters.dHigh)
    {
        PruneSurplus(mesh, old);
    }
}

void
NimMeshPolicy::HandleSubscription(GossipSubMeshView& mesh) const
{
    if (mesh.GetMesh().GetSize() < mesh.GetParameters().dLow)
    {
        Balance(mesh);
    }
}

bool
NimMeshPolicy::AdmitsAboveDHigh(GossipSubMeshView& mesh, PeerId peer) const
{
    return mesh.IsOutbound(peer) &&
           CountOutbound(mesh, mesh.GetMesh().Get()) < mesh.GetParameters().dOut;
}

void
NimMeshPolicy::OrderCandidates(GossipSubMeshView& mesh, PeerList& candidates) const
{
    SortByScore(mesh, candidates);
}

void
NimMeshPolicy::PruneSurplus(GossipSubMeshView& mesh, const PeerSet& old) const
{
    const std::size_t best = mesh.GetParameters().dScore;
    PeerList peers = old.Get();
    if (peers.size() <= best)
    {
        return;
    }
    SortByScore(mesh, peers);
    std::reverse(peers.begin(), peers.end());
    peers.resize(peers.size() - best);
    for (PeerId peer : ChoosePruned(mesh, peers))
    {
        mesh.Prune(peer);
    }
}

NimMeshPolicy::PeerList
NimMeshPolicy::ChoosePruned(GossipSubMeshView& mesh, const PeerList& peers) const
{
    const GossipSubParameters& parameters = mesh.GetParameters();
    const std::size_t outbound = CountOutbound(mesh, peers);
    // So many that this node dialled may go.
    std::size_t spare = outbound > parameters.dOut ? outbound - parameters.dOut : 0;
    PeerList pruned;
    for (PeerId peer : peers)
    {
        if (!mesh.IsOutbound(peer))
        {
            pruned.push_back(peer);
        }
        else if (spare > 0)
        {
            pruned.push_back(peer);
            spare--;
        }
    }
    if (pruned.size() > parameters.d)
    {
        mesh.Shuffle(pruned);
        pruned.resize(pruned.size() - parameters.d);
    }
    return pruned;
}

} // namespace ns3
