/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-rpc-cache.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace ns3
{

std::size_t
PubsubRpcCache::GetIndex(const uint8_t* bytes, uint32_t size)
{
    uint64_t hash = size;
    for (uint32_t i = 0; i < size; i += sizeof(hash))
    {
        uint64_t word = 0;
        std::memcpy(&word, bytes + i, std::min<std::size_t>(size - i, sizeof(word)));
        hash = (hash ^ word) * 0x9e3779b97f4a7c15U;
        hash ^= hash >> 32;
    }
    return hash % ENTRIES;
}

std::shared_ptr<const PubsubRpc>
PubsubRpcCache::Find(const uint8_t* bytes, uint32_t size) const
{
    if (m_entries.empty())
    {
        return nullptr;
    }
    const Entry& entry = m_entries[GetIndex(bytes, size)];
    const bool isIt = entry.rpc && entry.bytes.size() == size &&
                      std::memcmp(entry.bytes.data(), bytes, size) == 0;
    return isIt ? entry.rpc : nullptr;
}

void
PubsubRpcCache::Add(const uint8_t* bytes, uint32_t size, std::shared_ptr<const PubsubRpc> rpc)
{
    if (!rpc->publish.empty())
    {
        return;
    }
    m_entries.resize(ENTRIES);
    Entry& entry = m_entries[GetIndex(bytes, size)];
    entry.bytes.assign(bytes, bytes + size);
    entry.rpc = std::move(rpc);
}

void
PubsubRpcCache::Clear()
{
    m_entries.clear();
}

} // namespace ns3
