/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-interest.h"

#include <algorithm>

namespace ns3
{

WhisperInterest::WhisperInterest(const WhisperBloomFilter& bloom)
    : m_kind(bloom.IsFull() ? Kind::ALL : Kind::BLOOM),
      m_bloom(bloom)
{
}

WhisperInterest::WhisperInterest(std::vector<WhisperTopic> topics)
    : m_kind(Kind::TOPICS),
      m_bloom(),
      m_topics(std::move(topics))
{
    std::sort(m_topics.begin(), m_topics.end());
    m_topics.erase(std::unique(m_topics.begin(), m_topics.end()), m_topics.end());
}

bool
WhisperInterest::Matches(WhisperTopic topic) const
{
    switch (m_kind)
    {
    case Kind::BLOOM:
        return m_bloom.Matches(topic);
    case Kind::TOPICS:
        return std::binary_search(m_topics.begin(), m_topics.end(), topic);
    default:
        return true;
    }
}

} // namespace ns3
