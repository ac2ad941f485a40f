/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-seen-cache.h"

#include <algorithm>

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

void
SeenCache::SetRefresh(bool refreshes)
{
    m_refreshes = refreshes;
}

bool
SeenCache::Add(Ptr<const PubsubMessage> message, Time now)
{
    Expire(now);
    if (!m_messages.insert(PeekPointer(message)).second)
    {
        if (m_refreshes)
        {
            m_refreshed[PeekPointer(message)] = now + m_ttl;
        }
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
    m_refreshed.clear();
}

void
SeenCache::Expire(Time now)
{
    while (!m_entries.empty() && m_entries.front().expiry <= now)
    {
        const Ptr<const PubsubMessage> message = std::move(m_entries.front().message);
        m_entries.pop_front();
        if (m_refreshed.empty() || !KeepRefreshed(message, now))
        {
            m_messages.erase(PeekPointer(message));
        }
    }
}

bool
SeenCache::KeepRefreshed(const Ptr<const PubsubMessage>& message, Time now)
{
    const auto refreshed = m_refreshed.find(PeekPointer(message));
    if (refreshed == m_refreshed.end())
    {
        return false;
    }
    const Time expiry = refreshed->second;
    m_refreshed.erase(refreshed);
    if (expiry <= now)
    {
        return false;
    }
    // Copies come soon after the first, so the place is near the front.
    const auto place = std::find_if(m_entries.begin(),
                                    m_entries.end(),
                                    [expiry](const Entry& entry) { return entry.expiry > expiry; });
    m_entries.insert(place, {expiry, message});
    return true;
}

} // namespace ns3
