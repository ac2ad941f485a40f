/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-metrics.h"

#include <algorithm>
#include <cmath>

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
PropagationMetrics::Find(const Key& key)
{
    auto found = m_messages.find(key);
    return found == m_messages.end() || found->second.warmup ? nullptr : &found->second;
}

void
PropagationMetrics::Publish(Time now, uint32_t node, const Key& key, uint32_t receivers)
{
    Message& message = m_messages[key];
    message = Message();
    message.published = now;
    message.receivers = receivers;
    message.warmup = m_published < m_warmup;
    m_published++;
    if (!message.warmup)
    {
        m_counted++;
        message.hops.assign(m_nodes, NO_HOPS);
        message.hops.at(node) = 0;
        m_expected += receivers;
    }
}

void
PropagationMetrics::PublishToo(uint32_t node, const Key& key, bool isReceiver)
{
    Message* message = Find(key);
    if (!message)
    {
        return;
    }
    if (!message->hops.empty())
    {
        message->hops.at(node) = 0;
    }
    if (isReceiver)
    {
        m_expected--;
        message->receivers--;
        CountReached(*message);
    }
}

void
PropagationMetrics::Send(const Key& key)
{
    m_transmissions += Find(key) ? 1 : 0;
}

void
PropagationMetrics::Duplicate(const Key& key)
{
    m_duplicates += Find(key) ? 1 : 0;
}

void
PropagationMetrics::FirstReceive(uint32_t node, uint32_t from, const Key& key)
{
    Message* message = Find(key);
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
PropagationMetrics::Deliver(Time now, uint32_t, const Key& key)
{
    Message* message = Find(key);
    if (!message)
    {
        return;
    }
    const Time latency = now - message->published;
    m_latency.Add(latency);
    m_delivered++;
    message->delivered++;
    message->latency = latency;
    CountReached(*message);
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
        times[message.reached]->Add(message.latency);
        message.reached++;
    }
    if (message.reached == targets.size())
    {
        message.hops = std::vector<uint8_t>();
    }
}

void
PropagationMetrics::Forget(const Key& key)
{
    m_messages.erase(key);
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
