/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-hive.h"

#include <algorithm>

namespace ns3
{

PssHive::PssHive(PssKademlia& kademlia, Host& host, bool hasDiscovery, uint32_t maxKnown)
    : m_kademlia(kademlia),
      m_host(host),
      m_hasDiscovery(hasDiscovery),
      m_maxKnown(maxKnown)
{
}

PssError
PssHive::AddPeer(PeerId peer, const PssPeerRecord& record, Time now)
{
    if (!m_kademlia.On(peer, record, now))
    {
        return PssError::ADDRESS_TAKEN;
    }
    m_peers[peer].seen.insert(record.overlay);
    const auto [depth, isChanged] = m_kademlia.UpdateSaturation();
    if (!m_hasDiscovery)
    {
        return PssError::NONE;
    }
    if (isChanged)
    {
        NotifyDepth(depth);
    }
    else
    {
        m_host.SendControl(peer, PssDepth{depth});
    }
    NotifyPeers(record);
    return PssError::NONE;
}

void
PssHive::RemovePeer(PeerId peer, Time now)
{
    m_peers.erase(peer);
    m_kademlia.Off(peer, now);
}

void
PssHive::NotifyDepth(uint8_t depth)
{
    for (const auto& [peer, state] : m_peers)
    {
        m_host.SendControl(peer, PssDepth{depth});
    }
}

void
PssHive::NotifyPeers(const PssPeerRecord& record)
{
    for (const PssKademlia::Connection& connection : m_kademlia.GetConnections())
    {
        const PssAddress& address = connection.record.overlay;
        Peer& peer = m_peers.at(connection.peer);
        const bool isWanted = GetPssProximity(record.overlay, address) >= peer.depth ||
                              IsPssCloser(m_kademlia.GetBase(), record.overlay, address);
        if (address != record.overlay && isWanted && peer.seen.insert(record.overlay).second)
        {
            m_host.SendControl(connection.peer, PssPeers{{record}});
        }
    }
}

void
PssHive::HandleDepth(PeerId id, uint8_t depth)
{
    const auto found = m_peers.find(id);
    const PssKademlia::Connection* self = m_kademlia.Find(id);
    if (found == m_peers.end() || !self)
    {
        return;
    }
    Peer& peer = found->second;
    peer.depth = depth;
    if (peer.isAnswered)
    {
        return;
    }
    peer.isAnswered = true;
    std::vector<std::pair<uint32_t, const PssPeerRecord*>> near;
    for (const PssKademlia::Connection& connection : m_kademlia.GetConnections())
    {
        const uint32_t proximity = GetPssProximity(self->record.overlay, connection.record.overlay);
        if (connection.peer != id && proximity >= depth)
        {
            near.emplace_back(proximity, &connection.record);
        }
    }
    std::stable_sort(near.begin(), near.end(), [](const auto& one, const auto& other) {
        return one.first > other.first;
    });
    PssPeers peers;
    for (const auto& [proximity, record] : near)
    {
        if (peer.seen.insert(record->overlay).second)
        {
            peers.records.push_back(*record);
        }
    }
    if (!peers.records.empty())
    {
        m_host.SendControl(id, peers);
    }
}

std::vector<PssError>
PssHive::HandlePeers(PeerId id, const PssPeers& peers, Time now)
{
    std::vector<PssError> errors;
    const auto found = m_peers.find(id);
    if (found == m_peers.end())
    {
        return errors;
    }
    for (const PssPeerRecord& record : peers.records)
    {
        if (record.overlay == m_kademlia.GetBase())
        {
            errors.push_back(PssError::OWN_ADDRESS);
            continue;
        }
        if (m_kademlia.GetNKnown() >= m_maxKnown && !m_kademlia.Knows(record.overlay))
        {
            errors.push_back(PssError::TOO_MANY_KNOWN);
            continue;
        }
        found->second.seen.insert(record.overlay);
        NotifyPeers(record);
        m_kademlia.Register(record, now);
    }
    return errors;
}

void
PssHive::Tick(Time now)
{
    const PssKademlia::Suggestion suggestion = m_kademlia.SuggestPeer(now);
    if (m_hasDiscovery && suggestion.depth)
    {
        NotifyDepth(*suggestion.depth);
    }
    if (suggestion.node)
    {
        m_host.DialNode(*suggestion.node);
    }
}

} // namespace ns3
