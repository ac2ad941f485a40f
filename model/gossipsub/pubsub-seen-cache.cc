/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-seen-cache.h"

namespace ns3
{

SeenCache::SeenCache(Time ttl)
    : m_ttl(ttl)
{
}

void
SeenCache::SetTtl(Time ttl)
{
    m_ttl = ttl;
}

bool
SeenCache::Add(Ptr<const PubsubMessage> message, Time now)
{
    Expire(now);
    if (!m_messages.insert(PeekPointer(message)).second)
    {
        return false;
    }
    m_entries.push_back({now + m_ttl, message});
    return true;
}

bool
SeenCache::Contains(const PubsubMessage* message, Time now)
{
    Expire(now);
    return m_messages.count(message) > 0;
}

void
SeenCache::Clear()
{
    m_messages.clear();
    m_entries.clear();
}

void
SeenCache::Expire(Time now)
{
    while (!m_entries.empty() && m_entries.front().expiry <= now)
    {
        m_messages.erase(PeekPointer(m_entries.front().message));
        m_entries.pop_front();
    }
}

} // namespace ns3
