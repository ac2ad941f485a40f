/* SPDX-License-Identifier: GPL-2.0-only */
#include "topic-propagation.h"

#include <algorithm>
#include <utility>

namespace ns3
{

TopicPropagation::TopicPropagation(uint32_t nodes)
    : m_nodes(nodes),
      m_metrics(nodes)
{
}

void
TopicPropagation::SetSubscribed(uint32_t node, const std::string& topic, bool isSubscribed)
{
    std::vector<uint32_t>& subscribers = m_subscribers[topic];
    const auto at = std::lower_bound(subscribers.begin(), subscribers.end(), node);
    const bool isKnown = at != subscribers.end() && *at == node;
    if (isSubscribed && !isKnown)
    {
        subscribers.insert(at, node);
    }
    else if (!isSubscribed && isKnown)
    {
        subscribers.erase(at);
    }
}

bool
TopicPropagation::IsSubscribed(uint32_t node, const std::string& topic) const
{
    const auto found = m_subscribers.find(topic);
    return found != m_subscribers.end() &&
           std::binary_search(found->second.begin(), found->second.end(), node);
}

bool
TopicPropagation::TakeMissing(Spread& spread, uint32_t node)
{
    if (spread.missingCount == 0 || !spread.missing.at(node))
    {
        return false;
    }
    spread.missing[node] = false;
    spread.missingCount--;
    if (spread.missingCount == 0)
    {
        spread.missing = std::vector<bool>();
    }
    return true;
}

void
TopicPropagation::Publish(Time now, uint32_t node, const Key& key, const std::string& topic)
{
    const auto known = m_spreads.find(key);
    if (known != m_spreads.end())
    {
        std::vector<uint32_t>& publishers = known->second.publishers;
        const bool wasMissing = TakeMissing(known->second, node);
        // Who has got it, and publishes it all the same, has forgotten it: it sets out anew.
        if (wasMissing ||
            (!IsSubscribed(node, topic) &&
             std::find(publishers.begin(), publishers.end(), node) == publishers.end()))
        {
            publishers.push_back(node);
            m_metrics.PublishToo(node, key, wasMissing);
            ForgetIfDone(key);
            return;
        }
    }
    Spread spread;
    spread.publishers = {node};
    const auto subscribers = m_subscribers.find(topic);
    if (subscribers != m_subscribers.end() && !subscribers->second.empty())
    {
        spread.missing.resize(m_nodes, false);
        for (uint32_t subscriber : subscribers->second)
        {
            spread.missing.at(subscriber) = subscriber != node;
            spread.missingCount += subscriber != node ? 1 : 0;
        }
    }
    m_metrics.Publish(now, node, key, spread.missingCount);
    m_spreads[key] = std::move(spread);
}

void
TopicPropagation::Deliver(Time now, uint32_t node, const Key& key)
{
    const auto spread = m_spreads.find(key);
    if (spread != m_spreads.end() && TakeMissing(spread->second, node))
    {
        m_metrics.Deliver(now, node, key);
        ForgetIfDone(key);
    }
}

void
TopicPropagation::Expire(const Key& key)
{
    const auto spread = m_spreads.find(key);
    if (spread != m_spreads.end())
    {
        spread->second.isExpired = true;
        ForgetIfDone(key);
    }
}

void
TopicPropagation::Forget(const Key& key)
{
    m_metrics.Forget(key);
    m_spreads.erase(key);
}

void
TopicPropagation::ForgetIfDone(const Key& key)
{
    const auto spread = m_spreads.find(key);
    if (spread->second.isExpired && spread->second.missingCount == 0)
    {
        Forget(key);
    }
}

} // namespace ns3
