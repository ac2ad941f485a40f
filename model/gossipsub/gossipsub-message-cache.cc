/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-message-cache.h"

#include <algorithm>

namespace ns3
{

MessageCache::MessageCache(uint32_t length, uint32_t gossip)
    : m_length(length),
      m_gossip(gossip),
      m_windows(1)
{
}

void
MessageCache::Put(Ptr<const PubsubMessage> message)
{
    if (m_entries.try_emplace(PeekPointer(message)).second)
    {
        m_windows.back().push_back(message);
    }
}

uint32_t
MessageCache::CountRequest(const PubsubMessage* message, PeerId peer)
{
    auto entry = m_entries.find(message);
    if (entry == m_entries.end())
    {
        return 0;
    }
    for (auto& request : entry->second)
    {
        if (request.first == peer)
        {
            return ++request.second;
        }
    }
    entry->second.emplace_back(peer, 1);
    return 1;
}

MessageIds
MessageCache::GetGossipIds(const std::string& topic) const
{
    MessageIds ids;
    const std::size_t first = m_windows.size() - std::min<std::size_t>(m_gossip, m_windows.size());
    for (std::size_t i = first; i < m_windows.size(); i++)
    {
        for (const auto& message : m_windows[i])
        {
            if (message->GetTopic() == topic)
            {
                ids.push_back(message->GetId());
            }
        }
    }
    return ids;
}

void
MessageCache::Shift()
{
    m_windows.emplace_back();
    while (m_windows.size() > m_length)
    {
        for (const auto& message : m_windows.front())
        {
            m_entries.erase(PeekPointer(message));
        }
        m_windows.pop_front();
    }
}

void
MessageCache::Clear()
{
    m_entries.clear();
    m_windows.assign(1, {});
}

} // namespace ns3
