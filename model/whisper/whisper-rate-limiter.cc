/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-rate-limiter.h"

namespace ns3
{

WhisperRateLimiter::WhisperRateLimiter(double burst)
    : m_burst(burst)
{
}

void
WhisperRateLimiter::SetPacketLimits(uint64_t all, uint64_t topic)
{
    m_all.packets.SetRate(all, m_burst);
    m_topicPackets = topic;
    m_topics.clear();
}

void
WhisperRateLimiter::SetByteLimits(uint64_t all, uint64_t topic)
{
    m_all.bytes.SetRate(all, m_burst);
    m_topicBytes = topic;
    m_topics.clear();
}

bool
WhisperRateLimiter::Allows(Time now, uint64_t bytes)
{
    return m_all.packets.Allows(now, 1) && m_all.bytes.Allows(now, bytes);
}

void
WhisperRateLimiter::Take(uint64_t bytes)
{
    m_all.packets.Take(1);
    m_all.bytes.Take(bytes);
}

WhisperRateLimiter::Buckets*
WhisperRateLimiter::FindTopic(WhisperTopic topic)
{
    if (m_topicPackets == 0 && m_topicBytes == 0)
    {
        return nullptr;
    }
    const auto [found, isNew] = m_topics.try_emplace(topic);
    if (isNew)
    {
        found->second.packets.SetRate(m_topicPackets, m_burst);
        found->second.bytes.SetRate(m_topicBytes, m_burst);
    }
    return &found->second;
}

bool
WhisperRateLimiter::AllowsTopicOf(Time now, const WhisperEnvelope& envelope)
{
    Buckets* topic = FindTopic(envelope.GetTopic());
    return !topic ||
           (topic->packets.Allows(now, 1) && topic->bytes.Allows(now, envelope.GetRlpSize()));
}

void
WhisperRateLimiter::TakeTopicOf(const WhisperEnvelope& envelope)
{
    if (Buckets* topic = FindTopic(envelope.GetTopic()))
    {
        topic->packets.Take(1);
        topic->bytes.Take(envelope.GetRlpSize());
    }
}

void
WhisperRateLimiter::ReturnTopicOf(const WhisperEnvelope& envelope)
{
    if (Buckets* topic = FindTopic(envelope.GetTopic()))
    {
        topic->packets.Return(1);
        topic->bytes.Return(envelope.GetRlpSize());
    }
}

} // namespace ns3
