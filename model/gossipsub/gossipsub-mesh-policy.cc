/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-mesh-policy.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(GossipSubMeshPolicy);

TypeId
GossipSubMeshPolicy::GetTypeId()
{
    static TypeId tid = TypeId("ns3::GossipSubMeshPolicy").SetParent<Object>().SetGroupName("Waku");
    return tid;
}

GossipSubMeshPolicy::~GossipSubMeshPolicy() = default;

void
GossipSubMeshPolicy::HandleSubscription(GossipSubMeshView&) const
{
}

void
GossipSubMeshPolicy::GraftOpportunistically(GossipSubMeshView& mesh, double threshold) const
{
    PeerList peers = mesh.GetMesh().Get();
    SortByScore(mesh, peers);
    const double median = mesh.GetScore(peers[(peers.size() - 1) / 2]);
    if (median < threshold)
    {
        GraftSome(mesh, mesh.GetParameters().opportunisticGraftPeers, [&](PeerId peer) {
            return mesh.GetScore(peer) > median;
        });
    }
}

void
GossipSubMeshPolicy::Fill(GossipSubMeshView& mesh) const
{
    const std::size_t size = mesh.GetMesh().GetSize();
    const std::size_t wanted = std::max<std::size_t>(mesh.GetParameters().d, size);
    GraftSome(mesh, wanted - size, [&](PeerId peer) { return mesh.GetScore(peer) >= 0; });
}

void
GossipSubMeshPolicy::GraftOutbound(GossipSubMeshView& mesh) const
{
    const std::size_t outbound = CountOutbound(mesh, mesh.GetMesh().Get());
    const std::size_t wanted = mesh.GetParameters().dOut;
    if (outbound < wanted)
    {
        GraftSome(mesh, wanted - outbound, [&](PeerId peer) {
            return mesh.IsOutbound(peer) && mesh.GetScore(peer) >= 0;
        });
    }
}

void
GossipSubMeshPolicy::GraftSome(GossipSubMeshView& mesh,
                               std::size_t count,
                               const Filter& filter) const
{
    PeerList grafted = mesh.GetCandidates();
    grafted.erase(std::remove_if(grafted.begin(), grafted.end(), std::not_fn(filter)),
                  grafted.end());
    OrderCandidates(mesh, grafted);
    grafted.resize(std::min(count, grafted.size()));
    for (PeerId peer : grafted)
    {
        mesh.Graft(peer);
    }
}

void
GossipSubMeshPolicy::SortByScore(GossipSubMeshView& mesh, PeerList& peers)
{
    mesh.Shuffle(peers);
    std::stable_sort(peers.begin(), peers.end(), [&mesh](PeerId a, PeerId b) {
        return mesh.GetScore(a) > mesh.GetScore(b);
    });
}

std::size_t
GossipSubMeshPolicy::CountOutbound(const GossipSubMeshView& mesh, const PeerList& peers)
{
    return std::count_if(peers.begin(), peers.end(), [&mesh](PeerId peer) {
        return mesh.IsOutbound(peer);
    });
}

} // namespace ns3
