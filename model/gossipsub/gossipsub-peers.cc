/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-peers.h"

#include "ns3/abort.h"
#include "ns3/peer-address.h"

#include <algorithm>

namespace ns3
{

GossipSubPeers::GossipSubPeers()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

GossipSubPeers::~GossipSubPeers() = default;

void
GossipSubPeers::AddDirect(const Address& address)
{
    const Address host = HostOf(address);
    NS_ABORT_MSG_IF(!Ipv4Address::IsMatchingType(host) && !Ipv6Address::IsMatchingType(host),
                    "GossipSubRouter: AddDirectPeer needs an IP address, with or without port, not "
                        << DescribeAddress(address));
    m_direct.insert(host);
}

void
GossipSubPeers::Add(const PeerInfo& info)
{
    GossipSubPeer& peer = m_peers[info.id];
    peer.host = HostOf(info.address);
    peer.outbound = info.outbound;
    peer.direct = m_direct.count(peer.host) > 0;
    m_scores.AddPeer(info.id, peer.host);
}

void
GossipSubPeers::Remove(Time now, PeerId peer)
{
    m_scores.RemovePeer(now, peer);
    m_peers.erase(peer);
}

void
GossipSubPeers::Clear()
{
    m_peers.clear();
    m_scores.Clear();
}

void
GossipSubPeers::SetScoring(Ptr<const PeerScoreParameters> parameters, Time recordTtl)
{
    const bool wasScored = m_scores.IsEnabled();
    m_scores.Configure(parameters, recordTtl);
    if (wasScored)
    {
        return;
    }
    for (const auto& [id, peer] : m_peers)
    {
        m_scores.AddPeer(id, peer.host);
    }
}

bool
GossipSubPeers::MayGossip(PeerId peer)
{
    const PeerScoreParameters* parameters = m_scores.GetParameters();
    return !parameters || GetScore(peer) >= parameters->gossipThreshold;
}

bool
GossipSubPeers::MayPublish(PeerId peer)
{
    const PeerScoreParameters* parameters = m_scores.GetParameters();
    return !parameters || GetScore(peer) >= parameters->publishThreshold;
}

bool
GossipSubPeers::IsGraylisted(PeerId peer)
{
    const PeerScoreParameters* parameters = m_scores.GetParameters();
    return parameters && !At(peer).direct && GetScore(peer) < parameters->graylistThreshold;
}

GossipSubPeers::PeerList
GossipSubPeers::Select(const PeerSet& peers, const Filter& filter)
{
    PeerList selected;
    for (PeerId peer : peers)
    {
        if (filter(peer, At(peer)))
        {
            selected.push_back(peer);
        }
    }
    return selected;
}

GossipSubPeers::PeerList
GossipSubPeers::SelectRandom(const PeerSet& peers, std::size_t count, const Filter& filter)
{
    PeerList selected = Select(peers, filter);
    Shuffle(selected);
    selected.resize(std::min(count, selected.size()));
    return selected;
}

} // namespace ns3
