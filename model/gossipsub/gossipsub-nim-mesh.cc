/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include <algorithm>

namespace ns3
{

void
GossipSubRouter::FillMeshAtSubscription(Time now, const std::string& name, Topic& topic)
{
    if (topic.mesh.GetSize() >= m_dLow)
    {
        return;
    }
    Outbox outbox;
    BalanceAsNim(now, name, topic, outbox);
    for (const auto& rpc : outbox)
    {
        Send(rpc.first, rpc.second);
    }
}

void
GossipSubRouter::BalanceAsNim(Time now, const std::string& name, Topic& topic, Outbox& outbox)
{
    const PeerSet old = topic.mesh;
    if (old.GetSize() < m_dLow)
    {
        FillMesh(now, name, topic, outbox);
    }
    else
    {
        GraftOutbound(now, name, topic, outbox);
    }
    if (topic.mesh.GetSize() > m_dHigh)
    {
        PruneSurplusAsNim(now, name, topic, outbox, old);
    }
}

void
GossipSubRouter::PruneSurplusAsNim(Time now,
                                   const std::string& name,
                                   Topic& topic,
                                   Outbox& outbox,
                                   const PeerSet& old)
{
    PeerList peers = old.Get();
    if (peers.size() <= m_dScore)
    {
        return;
    }
    SortByScore(peers);
    std::reverse(peers.begin(), peers.end());
    peers.resize(peers.size() - m_dScore);
    for (PeerId peer : ChoosePrunedAsNim(peers))
    {
        PruneOne(now, name, topic, outbox, peer, m_doPx);
    }
}

GossipSubRouter::PeerList
GossipSubRouter::ChoosePrunedAsNim(const PeerList& peers)
{
    const std::size_t outbound = CountOutbound(peers);
    // So many that this node dialled may go.
    std::size_t spare = outbound > m_dOut ? outbound - m_dOut : 0;
    PeerList pruned;
    for (PeerId peer : peers)
    {
        if (!At(peer).outbound)
        {
            pruned.push_back(peer);
        }
        else if (spare > 0)
        {
            pruned.push_back(peer);
            spare--;
        }
    }
    if (pruned.size() > m_d)
    {
        Shuffle(pruned);
        pruned.resize(pruned.size() - m_d);
    }
    return pruned;
}

} // namespace ns3
