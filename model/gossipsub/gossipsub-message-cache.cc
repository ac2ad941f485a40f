/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-message-cache.h"

namespace ns3
{

MessageCache::MessageCache(uint32_t length, uint32_t gossip)
    : m_length(length),
      m_gossip(gossip)
{
}

void
MessageCache::Put(Ptr<const PubsubMessage> message)
{
    if (m_entries.try_emplace(PeekPointer(message)).second)
    {
        m_messages.PushBack({message, m_window});
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
    for (const Entry& entry : m_messages)
    {
        if (entry.window + m_gossip > m_window && entry.message->GetTopic() == topic)
        {
            ids.push_back(entry.message->GetId());
        }
    }
    return ids;
}

void
MessageCache::Shift()
{
    m_window++;
    while (!m_messages.IsEmpty() && m_messages.Front().window + m_length <= m_window)
    {
        m_entries.erase(PeekPointer(m_messages.Front().message));
        m_messages.PopFront();
    }
}

void
MessageCache::Clear()
{
    m_entries.clear();
    m_messages.Clear();
}

} // namespace ns3
