/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-dont-want-cache.h"

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
    std::vector<Note>& notes = m_peers[id];
    const bool listed = std::any_of(notes.begin(), notes.end(), [this](const Note& note) {
        return note.heartbeat == m_heartbeat;
    });
    if (!listed)
    {
        m_entries.PushBack({id, m_heartbeat});
    }
    const auto known = std::find_if(notes.begin(), notes.end(), [peer](const Note& note) {
        return note.peer == peer;
    });
    if (known == notes.end())
    {
        notes.push_back({peer, m_heartbeat});
    }
    else
    {
        known->heartbeat = m_heartbeat;
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
           std::any_of(found->second.begin(), found->second.end(), [peer](const Note& note) {
               return note.peer == peer;
           });
}

void
DontWantCache::Shift()
{
    m_heartbeat++;
    const auto hasEnded = [this](const auto& one) { return one.heartbeat + m_ttl <= m_heartbeat; };
    while (!m_entries.IsEmpty() && hasEnded(m_entries.Front()))
    {
        const auto found = m_peers.find(m_entries.Front().id);
        std::vector<Note>& notes = found->second;
        notes.erase(std::remove_if(notes.begin(), notes.end(), hasEnded), notes.end());
        if (notes.empty())
        {
            m_peers.erase(found);
        }
        m_entries.PopFront();
    }
}

void
DontWantCache::Clear()
{
    m_entries.Clear();
    m_peers.clear();
}

} // namespace ns3
