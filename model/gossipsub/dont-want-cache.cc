/* SPDX-License-Identifier: GPL-2.0-only */
#include "dont-want-cache.h"

#include <algorithm>

namespace ns3
{

DontWantCache::DontWantCache(uint32_t ttl)
    : m_ttl(ttl)
{
}

void
DontWantCache::Add(const MessageId& id, PeerId peer)
{
    std::vector<PeerId>& peers = m_peers[id];
    if (peers.empty())
    {
        m_entries.push_back({id, m_heartbeat});
    }
    if (std::find(peers.begin(), peers.end(), peer) == peers.end())
    {
        peers.push_back(peer);
    }
}

bool
DontWantCache::Contains(const MessageId& id, PeerId peer) const
{
    if (m_peers.empty())
    {
        return false;
    }
    const auto found = m_peers.find(id);
    return found != m_peers.end() &&
           std::find(found->second.begin(), found->second.end(), peer) != found->second.end();
}

void
DontWantCache::Shift()
{
    m_heartbeat++;
    while (!m_entries.empty() && m_entries.front().heartbeat + m_ttl <= m_heartbeat)
    {
        m_peers.erase(m_entries.front().id);
        m_entries.pop_front();
    }
}

void
DontWantCache::Clear()
{
    m_entries.clear();
    m_peers.clear();
}

} // namespace ns3
