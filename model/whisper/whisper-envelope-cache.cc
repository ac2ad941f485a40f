/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-envelope-cache.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr std::size_t SPARE_PLACES = 64; //!< so few expired entries are not worth removing

} // namespace

void
WhisperPeerSet::Add(uint32_t slot)
{
    if (slot < 64)
    {
        m_first |= uint64_t{1} << slot;
        return;
    }
    const std::size_t word = slot / 64 - 1;
    if (m_rest.size() <= word)
    {
        m_rest.resize(word + 1, 0);
    }
    m_rest[word] |= uint64_t{1} << slot % 64;
}

void
WhisperPeerSet::Remove(uint32_t slot)
{
    if (slot < 64)
    {
        m_first &= ~(uint64_t{1} << slot);
    }
    else if (slot / 64 <= m_rest.size())
    {
        m_rest[slot / 64 - 1] &= ~(uint64_t{1} << slot % 64);
    }
}

bool
WhisperPeerSet::Has(uint32_t slot) const
{
    if (slot < 64)
    {
        return m_first >> slot & 1;
    }
    return slot / 64 <= m_rest.size() && (m_rest[slot / 64 - 1] >> slot % 64 & 1);
}

WhisperEnvelopeCache::Entry*
WhisperEnvelopeCache::Find(const WhisperEnvelope& envelope)
{
    const auto found = m_positions.find(&envelope);
    return found == m_positions.end() ? nullptr : &Get(found->second);
}

WhisperEnvelopeCache::Entry&
WhisperEnvelopeCache::Add(Ptr<const WhisperEnvelope> envelope, double pow, bool isOwn)
{
    m_positions.emplace(PeekPointer(envelope), GetEnd());
    m_expiries[envelope->GetExpiry()].push_back(envelope);
    m_bytes += envelope->GetSize();
    m_entries.push_back({envelope, pow, isOwn, {}});
    return m_entries.back();
}

WhisperBundle
WhisperEnvelopeCache::Expire(uint32_t now, const std::vector<uint64_t*>& cursors)
{
    WhisperBundle expired;
    while (!m_expiries.empty() && m_expiries.begin()->first < now)
    {
        for (const auto& envelope : m_expiries.begin()->second)
        {
            const auto found = m_positions.find(PeekPointer(envelope));
            Get(found->second) = Entry();
            m_positions.erase(found);
            m_bytes -= envelope->GetSize();
            expired.push_back(envelope);
        }
        m_expiries.erase(m_expiries.begin());
    }
    while (!m_entries.empty() && !m_entries.front().envelope)
    {
        m_entries.pop_front();
        ++m_begin;
    }
    for (uint64_t* cursor : cursors)
    {
        *cursor = std::max(*cursor, m_begin);
    }
    if (m_entries.size() > 2 * GetSize() + SPARE_PLACES)
    {
        Compact(cursors);
    }
    return expired;
}

void
WhisperEnvelopeCache::Compact(const std::vector<uint64_t*>& cursors)
{
    std::deque<Entry> kept;
    std::vector<uint64_t> places; // new position of each entry; if removed, of the next one kept
    places.reserve(m_entries.size() + 1);
    for (Entry& entry : m_entries)
    {
        places.push_back(m_begin + kept.size());
        if (entry.envelope)
        {
            m_positions[PeekPointer(entry.envelope)] = m_begin + kept.size();
            kept.push_back(std::move(entry));
        }
    }
    places.push_back(m_begin + kept.size());
    for (uint64_t* cursor : cursors)
    {
        *cursor = places[*cursor - m_begin];
    }
    m_entries = std::move(kept);
}

void
WhisperEnvelopeCache::ForgetPeer(uint32_t slot)
{
    for (Entry& entry : m_entries)
    {
        entry.known.Remove(slot);
    }
}

void
WhisperEnvelopeCache::Clear()
{
    m_begin = GetEnd();
    m_entries.clear();
    m_positions.clear();
    m_expiries.clear();
    m_bytes = 0;
}

} // namespace ns3
