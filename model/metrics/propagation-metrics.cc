/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace ns3
{

PropagationMetrics::PropagationMetrics(uint32_t nodes)
    : m_nodes(nodes)
{
}

void
PropagationMetrics::SetWarmup(uint32_t messages)
{
    m_warmup = messages;
}

PropagationMetrics::Message*
PropagationMetrics::Find(const ObservedMessage& message)
{
    const auto found = m_messages.find(message.key);
    return found == m_messages.end() || found->second.isWarmup ? nullptr : &found->second;
}

void
PropagationMetrics::SetSubscribed(Time, uint32_t node, const std::string& topic, bool isSubscribed)
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
PropagationMetrics::IsSubscribed(uint32_t node, const std::string& topic) const
{
    const auto found = m_subscribers.find(topic);
    return found != m_subscribers.end() &&
           std::binary_search(found->second.begin(), found->second.end(), node);
}

bool
PropagationMetrics::TakeMissing(Message& message, uint32_t node)
{
    if (message.missing.empty() || !message.missing.at(node))
    {
        return false;
    }
    message.missing[node] = false;
    return true;
}

void
PropagationMetrics::Published(Time now,
                              uint32_t node,
                              const ObservedMessage& what,
                              const std::string& topic)
{
    const auto known = m_messages.find(what.key);
    if (known != m_messages.end() && PublishToo(known->second, node, topic))
    {
        ForgetIfDone(what.key);
        return;
    }
    Message message;
    message.published = now;
    message.publishers = {node};
    const auto subscribers = m_subscribers.find(topic);
    if (subscribers != m_subscribers.end() && !subscribers->second.empty())
    {
        message.missing.resize(m_nodes, false);
        for (uint32_t subscriber : subscribers->second)
        {
            message.missing.at(subscriber) = subscriber != node;
            message.receivers += subscriber != node ? 1 : 0;
        }
    }
    message.isWarmup = m_published < m_warmup;
    m_published++;
    if (!message.isWarmup)
    {
        m_counted++;
        message.hops.assign(m_nodes, NO_HOPS);
        message.hops.at(node) = 0;
        m_expected += message.receivers;
    }
    m_messages[what.key] = std::move(message);
}

bool
PropagationMetrics::PublishToo(Message& message, uint32_t node, const std::string& topic)
{
    const bool wasMissing = TakeMissing(message, node);
    const auto& publishers = message.publishers;
    // A node that has received the message and publishes it has forgotten it. So this counts as a
    // new message.
    if (!wasMissing && (IsSubscribed(node, topic) ||
                        std::find(publishers.begin(), publishers.end(), node) != publishers.end()))
    {
        return false;
    }
    message.publishers.push_back(node);
    if (!message.hops.empty())
    {
        message.hops.at(node) = 0;
    }
    if (wasMissing)
    {
        message.receivers--;
        m_expected -= message.isWarmup ? 0 : 1;
        CountReached(message);
    }
    return true;
}

void
PropagationMetrics::Renamed(Time, uint32_t, const MessageKey& before, const MessageKey& after)
{
    auto message = m_messages.extract(before);
    if (!message.empty())
    {
        message.key() = after;
        m_messages.insert(std::move(message));
    }
}

void
PropagationMetrics::Sent(Time, uint32_t, uint32_t, const ObservedMessage& what)
{
    m_transmissions += Find(what) ? 1 : 0;
}

void
PropagationMetrics::ReceivedAgain(Time, uint32_t, uint32_t, const ObservedMessage& what)
{
    m_duplicates += Find(what) ? 1 : 0;
}

void
PropagationMetrics::ReceivedFirst(Time, uint32_t node, uint32_t from, const ObservedMessage& what)
{
    Message* message = Find(what);
    if (!message || message->hops.empty() || from >= m_nodes || message->hops[from] == NO_HOPS)
    {
        return;
    }
    const uint8_t hops = std::min<uint8_t>(message->hops[from] + 1, NO_HOPS - 1);
    message->hops.at(node) = hops;
    if (hops >= m_hops.size())
    {
        m_hops.resize(hops + 1, 0);
    }
    m_hops[hops]++;
}

void
PropagationMetrics::Delivered(Time now, uint32_t node, const ObservedMessage& what)
{
    const auto found = m_messages.find(what.key);
    if (found == m_messages.end() || !TakeMissing(found->second, node))
    {
        return;
    }
    Message& message = found->second;
    message.delivered++;
    message.latency = now - message.published;
    if (!message.isWarmup)
    {
        m_latency.Add(message.latency);
        m_delivered++;
    }
    CountReached(message);
    ForgetIfDone(what.key);
}

void
PropagationMetrics::CountReached(Message& message)
{
    const uint32_t receivers = message.receivers;
    const std::array<uint32_t, 3> targets = {(receivers + 1) / 2,
                                             static_cast<uint32_t>(std::ceil(0.95 * receivers)),
                                             receivers};
    const std::array<LatencyHistogram*, 3> times = {&m_toHalf, &m_to95, &m_toAll};
    while (message.reached < targets.size() && message.delivered > 0 &&
           message.delivered >= targets[message.reached])
    {
        if (!message.isWarmup)
        {
            times[message.reached]->Add(message.latency);
        }
        message.reached++;
    }
    if (message.reached == targets.size())
    {
        message.hops = std::vector<uint8_t>();
    }
    if (message.delivered == message.receivers)
    {
        message.missing = std::vector<bool>();
    }
}

void
PropagationMetrics::Expired(Time, uint32_t, const ObservedMessage& what)
{
    const auto found = m_messages.find(what.key);
    if (found != m_messages.end())
    {
        found->second.isExpired = true;
        ForgetIfDone(what.key);
    }
}

void
PropagationMetrics::Forgotten(Time, const ObservedMessage& what)
{
    const auto found = m_messages.find(what.key);
    if (found != m_messages.end())
    {
        AddMissing(m_missing, what.key, found->second);
        m_messages.erase(found);
    }
}

void
PropagationMetrics::AddMissing(std::vector<Missing>& missing,
                               const MessageKey& key,
                               const Message& message)
{
    for (uint32_t node = 0; !message.isWarmup && node < message.missing.size(); node++)
    {
        if (missing.size() < MOST_MISSING && message.missing[node])
        {
            missing.push_back({key, message.published, node});
        }
    }
}

std::vector<PropagationMetrics::Missing>
PropagationMetrics::GetMissing() const
{
    std::map<std::pair<Time, MessageKey>, const Message*> rest;
    for (const auto& [key, message] : m_messages)
    {
        if (message.delivered < message.receivers)
        {
            rest[{message.published, key}] = &message;
        }
    }
    std::vector<Missing> missing = m_missing;
    for (const auto& [when, message] : rest)
    {
        AddMissing(missing, when.second, *message);
    }
    return missing;
}

void
PropagationMetrics::ForgetIfDone(const MessageKey& key)
{
    const auto found = m_messages.find(key);
    const Message& message = found->second;
    if (message.isExpired && message.delivered == message.receivers)
    {
        m_messages.erase(found);
    }
}

void
PropagationMetrics::Merge(const PropagationMetrics& other)
{
    m_published += other.m_published;
    m_counted += other.m_counted;
    m_expected += other.m_expected;
    m_delivered += other.m_delivered;
    m_transmissions += other.m_transmissions;
    m_duplicates += other.m_duplicates;
    m_latency.Merge(other.m_latency);
    m_toHalf.Merge(other.m_toHalf);
    m_to95.Merge(other.m_to95);
    m_toAll.Merge(other.m_toAll);
    m_hops.resize(std::max(m_hops.size(), other.m_hops.size()), 0);
    for (std::size_t hops = 0; hops < other.m_hops.size(); hops++)
    {
        m_hops[hops] += other.m_hops[hops];
    }
}

double
PropagationMetrics::GetDeliveryRatio() const
{
    return m_expected == 0 ? 1 : static_cast<double>(m_delivered) / static_cast<double>(m_expected);
}

double
PropagationMetrics::GetMeanHops() const
{
    uint64_t count = 0;
    uint64_t sum = 0;
    for (std::size_t hops = 0; hops < m_hops.size(); hops++)
    {
        count += m_hops[hops];
        sum += hops * m_hops[hops];
    }
    return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
}

} // namespace ns3
