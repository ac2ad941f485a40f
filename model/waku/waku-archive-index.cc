/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-archive-index.h"

#include <algorithm>

namespace ns3
{

namespace
{

bool
IsBeforeKey(const WakuStoredMessage* message, const WakuArchiveKey& key)
{
    return message->GetTimestamp() < key.timestamp ||
           (message->GetTimestamp() == key.timestamp && message->GetHash() < key.hash);
}

} // namespace

const WakuStoredMessage*
WakuArchiveIndex::Place::GetNext() const
{
    const auto& blocks = m_index->m_blocks;
    return m_block < blocks.size() ? blocks[m_block][m_at] : nullptr;
}

const WakuStoredMessage*
WakuArchiveIndex::Place::GetPrevious() const
{
    if (m_at > 0)
    {
        return m_index->m_blocks[m_block][m_at - 1];
    }
    return m_block > 0 ? m_index->m_blocks[m_block - 1].back() : nullptr;
}

void
WakuArchiveIndex::Place::GoForward()
{
    m_at++;
    if (m_at == m_index->m_blocks[m_block].size())
    {
        m_block++;
        m_at = 0;
    }
}

void
WakuArchiveIndex::Place::GoBackward()
{
    if (m_at == 0)
    {
        m_block--;
        m_at = m_index->m_blocks[m_block].size();
    }
    m_at--;
}

WakuArchiveIndex::Place
WakuArchiveIndex::FindBefore(const WakuArchiveKey& key) const
{
    Place place;
    place.m_index = this;
    place.m_at = 0;
    const auto block =
        std::partition_point(m_blocks.begin(), m_blocks.end(), [&key](const Block& candidate) {
            return IsBeforeKey(candidate.back(), key);
        });
    place.m_block = block - m_blocks.begin();
    if (block != m_blocks.end())
    {
        place.m_at = std::partition_point(block->begin(),
                                          block->end(),
                                          [&key](const WakuStoredMessage* message) {
                                              return IsBeforeKey(message, key);
                                          }) -
                     block->begin();
    }
    return place;
}

WakuArchiveIndex::Place
WakuArchiveIndex::GetEnd() const
{
    Place place;
    place.m_index = this;
    place.m_block = m_blocks.size();
    place.m_at = 0;
    return place;
}

bool
WakuArchiveIndex::Has(const WakuStoredMessage& message) const
{
    return FindBefore({message.GetTimestamp(), message.GetHash()}).GetNext() == &message;
}

bool
WakuArchiveIndex::Add(const WakuStoredMessage* message)
{
    const WakuStoredMessage* last = GetLast();
    if (!last || last->IsBefore(*message))
    {
        if (!last || m_blocks.back().size() == BLOCK)
        {
            m_blocks.emplace_back();
        }
        m_blocks.back().push_back(message);
        m_size++;
        return true;
    }
    const Place place = FindBefore({message->GetTimestamp(), message->GetHash()});
    if (place.GetNext() == message)
    {
        return false;
    }
    Block& block = m_blocks[place.m_block];
    block.insert(block.begin() + place.m_at, message);
    if (block.size() > BLOCK)
    {
        Block half(block.begin() + BLOCK / 2, block.end());
        block.resize(BLOCK / 2);
        m_blocks.insert(m_blocks.begin() + place.m_block + 1, std::move(half));
    }
    m_size++;
    return true;
}

bool
WakuArchiveIndex::Remove(const WakuStoredMessage* message)
{
    const Place place = FindBefore({message->GetTimestamp(), message->GetHash()});
    if (place.GetNext() != message)
    {
        return false;
    }
    Block& block = m_blocks[place.m_block];
    block.erase(block.begin() + place.m_at);
    if (block.empty())
    {
        m_blocks.erase(m_blocks.begin() + place.m_block);
    }
    m_size--;
    return true;
}

std::size_t
WakuArchiveIndex::GetMemory() const
{
    std::size_t bytes = sizeof(*this) + m_blocks.capacity() * sizeof(Block);
    for (const Block& block : m_blocks)
    {
        bytes += block.capacity() * sizeof(block.front());
    }
    return bytes;
}

} // namespace ns3
