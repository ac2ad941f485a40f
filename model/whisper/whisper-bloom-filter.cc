/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-bloom-filter.h"

#include <algorithm>
#include <bitset>

namespace ns3
{

WhisperBloomFilter::WhisperBloomFilter(const Bytes& bytes)
    : m_bytes(bytes)
{
}

WhisperBloomFilter
WhisperBloomFilter::Full()
{
    WhisperBloomFilter filter;
    filter.m_bytes.fill(0xff);
    return filter;
}

std::array<uint16_t, 3>
WhisperBloomFilter::GetBitsOf(WhisperTopic topic)
{
    std::array<uint16_t, 3> bits;
    for (unsigned i = 0; i < 3; ++i)
    {
        bits[i] = topic >> (24 - 8 * i) & 0xff;
        if (topic >> i & 1)
        {
            bits[i] += 256;
        }
    }
    return bits;
}

void
WhisperBloomFilter::Add(WhisperTopic topic)
{
    for (uint16_t bit : GetBitsOf(topic))
    {
        m_bytes[bit / 8] |= 1u << bit % 8;
    }
}

void
WhisperBloomFilter::Add(const WhisperBloomFilter& other)
{
    for (std::size_t i = 0; i < BYTES; ++i)
    {
        m_bytes[i] |= other.m_bytes[i];
    }
}

bool
WhisperBloomFilter::Matches(WhisperTopic topic) const
{
    for (uint16_t bit : GetBitsOf(topic))
    {
        if (!(m_bytes[bit / 8] >> bit % 8 & 1))
        {
            return false;
        }
    }
    return true;
}

bool
WhisperBloomFilter::IsFull() const
{
    return std::all_of(m_bytes.begin(), m_bytes.end(), [](uint8_t byte) { return byte == 0xff; });
}

unsigned
WhisperBloomFilter::CountBits() const
{
    unsigned bits = 0;
    for (uint8_t byte : m_bytes)
    {
        bits += static_cast<unsigned>(std::bitset<8>(byte).count());
    }
    return bits;
}

} // namespace ns3
