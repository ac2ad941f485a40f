/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-propagation.h"

#include <utility>

namespace ns3
{

WhisperPropagation::WhisperPropagation(uint32_t nodes)
    : m_metrics(nodes)
{
}

void
WhisperPropagation::SetSubscribed(uint32_t node, WhisperTopic topic, bool isSubscribed)
{
    if (isSubscribed)
    {
        m_subscribers[topic].insert(node);
    }
    else
    {
        m_subscribers[topic].erase(node);
    }
}

void
WhisperPropagation::Publish(Time now, uint32_t node, const Key& key, WhisperTopic topic)
{
    Spread spread;
    const auto subscribers = m_subscribers.find(topic);
    if (subscribers != m_subscribers.end())
    {
        spread.missing = subscribers->second;
        spread.missing.erase(node);
    }
    m_metrics.Publish(now, node, key, static_cast<uint32_t>(spread.missing.size()));
    m_spreads[key] = std::move(spread);
}

void
WhisperPropagation::Deliver(Time now, uint32_t node, const Key& key)
{
    const auto spread = m_spreads.find(key);
    if (spread != m_spreads.end() && spread->second.missing.erase(node) > 0)
    {
        m_metrics.Deliver(now, node, key);
        ForgetIfDone(key);
    }
}

void
WhisperPropagation::Expire(const Key& key)
{
    const auto spread = m_spreads.find(key);
    if (spread != m_spreads.end())
    {
        spread->second.isExpired = true;
        ForgetIfDone(key);
    }
}

void
WhisperPropagation::ForgetIfDone(const Key& key)
{
    const auto spread = m_spreads.find(key);
    if (spread->second.isExpired && spread->second.missing.empty())
    {
        m_metrics.Forget(key);
        m_spreads.erase(spread);
    }
}

} // namespace ns3
