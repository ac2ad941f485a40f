/* SPDX-License-Identifier: GPL-2.0-only */
#include "delivery-check.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace ns3
{

namespace
{

/// Sets a flag of a node in a list that grows.
void
SetFlag(std::vector<bool>& flags, uint32_t node)
{
    if (flags.size() <= node)
    {
        flags.resize(node + 1);
    }
    flags[node] = true;
}

bool
HasFlag(const std::vector<bool>& flags, uint32_t node)
{
    return node < flags.size() && flags[node];
}

} // namespace

void
DeliveryCheck::Fail(Time now, uint32_t node, const std::string& what)
{
    if (m_failure.empty())
    {
        std::ostringstream text;
        text << "node " << node << " delivered at " << now.GetSeconds() << " s " << what;
        m_failure = text.str();
        Simulator::Stop();
    }
}

void
DeliveryCheck::SetSubscribed(Time, uint32_t node, const std::string& topic, bool isSubscribed)
{
    if (isSubscribed)
    {
        std::vector<uint32_t>& members = m_topics[topic];
        const auto place = std::lower_bound(members.begin(), members.end(), node);
        if (place == members.end() || *place != node)
        {
            members.insert(place, node);
        }
    }
    else
    {
        SetFlag(m_hasPaused, node);
    }
}

void
DeliveryCheck::SetInterested(Time now, uint32_t node, const std::string& topic, bool isInterested)
{
    SetSubscribed(now, node, topic, isInterested);
}

void
DeliveryCheck::Published(Time now,
                         uint32_t,
                         const ObservedMessage& message,
                         const std::string& topic)
{
    // Nodes may have forgotten a message that is published again.
    m_messages[message.key] = {&*m_topics.try_emplace(topic).first, {}, now};
}

void
DeliveryCheck::Renamed(Time, uint32_t, const MessageKey& before, const MessageKey& after)
{
    auto message = m_messages.extract(before);
    if (message.empty())
    {
        Forget(after); // another node has proved it too
        return;
    }
    message.key() = after;
    m_messages.insert(std::move(message));
}

void
DeliveryCheck::Delivered(Time now, uint32_t node, const ObservedMessage& message)
{
    const auto found = m_messages.find(message.key);
    if (found == m_messages.end())
    {
        m_hasPast = m_hasPast || (m_isWhole && !m_isWhole());
        if (!m_hasPast && m_forgotten.count(message.key) == 0)
        {
            Fail(now, node, "a message that was never published");
        }
        return;
    }
    if (HasFlag(found->second.nodes, node) && !HasFlag(m_hasPaused, node) &&
        !(m_getMemory && now - found->second.published >= m_getMemory()))
    {
        Fail(now, node, "a message for the second time");
    }
    const auto& [topic, members] = *found->second.topic;
    if (!std::binary_search(members.begin(), members.end(), node))
    {
        Fail(now, node, "a message of the topic " + topic + ", which is not its own");
    }
    SetFlag(found->second.nodes, node);
}

void
DeliveryCheck::Forgotten(Time, const ObservedMessage& message)
{
    if (m_messages.erase(message.key) > 0)
    {
        Forget(message.key);
    }
}

void
DeliveryCheck::Forget(const MessageKey& key)
{
    if (!m_forgotten.insert(key).second)
    {
        return;
    }
    m_forgottenOrder.push_back(key);
    if (m_forgottenOrder.size() > MOST_FORGOTTEN)
    {
        m_forgotten.erase(m_forgottenOrder.front());
        m_forgottenOrder.pop_front();
    }
}

} // namespace ns3
