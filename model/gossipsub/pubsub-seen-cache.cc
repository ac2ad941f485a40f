/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-seen-cache.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace ns3
{

namespace
{

/// So many entries are searched one by one.
constexpr std::size_t FEW = 8;

/// The order of a hash of addresses does not reach results, since it is for look-up only.
std::size_t
HashPointer(const PubsubMessage* message)
{
    return (reinterpret_cast<uintptr_t>(message) >> 4) * 0x9e3779b97f4a7c15U >> 32;
}

} // namespace

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
    if (Entry* known = Find(PeekPointer(message)))
    {
        if (m_refreshes)
        {
            known->expiry = now + m_ttl;
        }
        return false;
    }
    m_entries.push_back({now + m_ttl, std::move(message)});
    if (m_entries.size() <= FEW)
    {
        return true;
    }
    if (2 * m_entries.size() > m_places.size())
    {
        MakePlaces();
    }
    else
    {
        AddPlace(m_entries.size() - 1);
    }
    return true;
}

bool
SeenCache::Contains(const PubsubMessage* message, Time now)
{
    Expire(now);
    return Find(message) != nullptr;
}

std::size_t
SeenCache::GetSize() const
{
    return std::count_if(m_entries.begin() + m_first, m_entries.end(), [this](const Entry& entry) {
        return entry.expiry > m_now;
    });
}

void
SeenCache::Clear()
{
    m_entries = std::vector<Entry>();
    m_places = std::vector<uint32_t>();
    m_first = 0;
}

void
SeenCache::Expire(Time now)
{
    m_now = now;
    // An entry that has been refreshed may keep those behind it in memory, but not in the cache.
    while (m_first < m_entries.size() && m_entries[m_first].expiry <= now)
    {
        m_entries[m_first].message = nullptr;
        m_first++;
    }
    if (m_first > 0 && 2 * m_first >= m_entries.size())
    {
        // Each entry is moved at most once on average.
        m_entries = std::vector<Entry>(std::make_move_iterator(m_entries.begin() + m_first),
                                       std::make_move_iterator(m_entries.end()));
        m_first = 0;
        MakePlaces();
    }
}

bool
SeenCache::IsAt(std::size_t index, const PubsubMessage* message) const
{
    const Entry& entry = m_entries[index];
    return PeekPointer(entry.message) == message && entry.expiry > m_now;
}

SeenCache::Entry*
SeenCache::Find(const PubsubMessage* message)
{
    if (m_places.empty())
    {
        for (std::size_t index = m_entries.size(); index > m_first; index--)
        {
            if (IsAt(index - 1, message))
            {
                return &m_entries[index - 1];
            }
        }
        return nullptr;
    }
    const std::size_t mask = m_places.size() - 1;
    for (std::size_t place = HashPointer(message) & mask; m_places[place] > 0;
         place = (place + 1) & mask)
    {
        if (IsAt(m_places[place] - 1, message))
        {
            return &m_entries[m_places[place] - 1];
        }
    }
    return nullptr;
}

void
SeenCache::AddPlace(std::size_t index)
{
    const std::size_t mask = m_places.size() - 1;
    std::size_t place = HashPointer(PeekPointer(m_entries[index].message)) & mask;
    while (m_places[place] > 0)
    {
        place = (place + 1) & mask;
    }
    m_places[place] = static_cast<uint32_t>(index + 1);
}

void
SeenCache::MakePlaces()
{
    std::size_t size = 0;
    if (m_entries.size() > FEW)
    {
        for (size = FEW; size <= 2 * m_entries.size(); size *= 2)
        {
        }
    }
    m_places = std::vector<uint32_t>(size, 0);
    for (std::size_t index = m_first; size > 0 && index < m_entries.size(); index++)
    {
        AddPlace(index);
    }
}

} // namespace ns3
