/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-journal.h"

#include "propagation-metrics.h"
#include "whisper-propagation.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace ns3
{

namespace
{

template <typename T>
void
Append(std::string& out, const std::vector<T>& values)
{
    const uint64_t count = values.size();
    out.append(reinterpret_cast<const char*>(&count), sizeof(count));
    out.append(reinterpret_cast<const char*>(values.data()), count * sizeof(T));
}

template <typename T>
std::vector<T>
Take(const std::string& bytes, std::size_t& at)
{
    uint64_t count = 0;
    NS_ABORT_MSG_IF(bytes.size() - at < sizeof(count), "PropagationJournal: bytes are missing");
    std::memcpy(&count, bytes.data() + at, sizeof(count));
    at += sizeof(count);
    NS_ABORT_MSG_IF((bytes.size() - at) / sizeof(T) < count,
                    "PropagationJournal: bytes are missing");
    std::vector<T> values(count);
    if (count > 0)
    {
        std::memcpy(static_cast<void*>(values.data()), bytes.data() + at, count * sizeof(T));
    }
    at += count * sizeof(T);
    return values;
}

// What the targets of a replay take in different ways.

void
TellSubscription(PropagationMetrics&, uint32_t, uint32_t, bool)
{
}

void
TellSubscription(WhisperPropagation& propagation, uint32_t node, uint32_t topic, bool isSubscribed)
{
    propagation.SetSubscribed(node, topic, isSubscribed);
}

void
TellPublish(PropagationMetrics& metrics,
            Time now,
            uint32_t node,
            const PropagationJournal::Id& key,
            uint32_t)
{
    metrics.Publish(now, node, key);
}

void
TellPublish(WhisperPropagation& propagation,
            Time now,
            uint32_t node,
            const PropagationJournal::Id& key,
            uint32_t topic)
{
    propagation.Publish(now, node, key, topic);
}

} // namespace

uint32_t
PropagationJournal::IndexOf(const Id& id)
{
    if (m_last < m_messages.size() && m_messages[m_last].id == id)
    {
        return m_last;
    }
    const auto [entry, isNew] = m_indices.emplace(id, static_cast<uint32_t>(m_messages.size()));
    if (isNew)
    {
        m_messages.emplace_back();
        m_messages.back().id = id;
    }
    m_last = entry->second;
    return m_last;
}

void
PropagationJournal::SetSubscribed(Time now, uint32_t node, uint32_t topic, bool isSubscribed)
{
    m_records.push_back({now.GetNanoSeconds(), SUBSCRIPTION, node, topic, isSubscribed});
}

void
PropagationJournal::Publish(Time now, uint32_t node, const Id& id, uint32_t topic)
{
    m_records.push_back({now.GetNanoSeconds(), PUBLISH, node, topic, IndexOf(id)});
}

void
PropagationJournal::FirstReceive(Time now, uint32_t node, uint32_t from, const Id& id)
{
    m_records.push_back({now.GetNanoSeconds(), FIRST_RECEIVE, node, from, IndexOf(id)});
}

void
PropagationJournal::Deliver(Time now, uint32_t node, const Id& id)
{
    m_records.push_back({now.GetNanoSeconds(), DELIVER, node, node, IndexOf(id)});
}

void
PropagationJournal::Send(const Id& id)
{
    m_messages[IndexOf(id)].sent++;
}

void
PropagationJournal::Duplicate(const Id& id)
{
    m_messages[IndexOf(id)].duplicates++;
}

std::string
PropagationJournal::Serialize() const
{
    std::string bytes;
    Append(bytes, m_messages);
    Append(bytes, m_records);
    return bytes;
}

void
PropagationJournal::Add(const std::string& bytes)
{
    std::size_t at = 0;
    std::vector<uint32_t> indices;
    for (const Message& message : Take<Message>(bytes, at))
    {
        const uint32_t index = IndexOf(message.id);
        m_messages[index].sent += message.sent;
        m_messages[index].duplicates += message.duplicates;
        indices.push_back(index);
    }
    for (Record record : Take<Record>(bytes, at))
    {
        if (record.kind != SUBSCRIPTION)
        {
            record.message = indices.at(record.message);
        }
        m_records.push_back(record);
    }
}

template <typename Target>
void
PropagationJournal::ReplayTo(Target& target) const
{
    std::vector<Record> records = m_records;
    // What happens at one moment at one node, which one rank has, stays in its order.
    std::stable_sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
        return std::tie(a.time, a.kind, a.node) < std::tie(b.time, b.kind, b.node);
    });
    for (const Record& record : records)
    {
        if (record.kind == SUBSCRIPTION)
        {
            TellSubscription(target, record.node, record.from, record.message != 0);
            continue;
        }
        const Message& message = m_messages[record.message];
        const Time now = NanoSeconds(record.time);
        switch (record.kind)
        {
        case PUBLISH:
            TellPublish(target, now, record.node, message.id, record.from);
            break;
        case FIRST_RECEIVE:
            target.FirstReceive(record.node, record.from, message.id);
            break;
        default:
            target.Deliver(now, record.node, message.id);
            break;
        }
    }
    for (const Message& message : m_messages)
    {
        for (uint64_t i = 0; i < message.sent; i++)
        {
            target.Send(message.id);
        }
        for (uint64_t i = 0; i < message.duplicates; i++)
        {
            target.Duplicate(message.id);
        }
    }
}

void
PropagationJournal::Replay(PropagationMetrics& metrics) const
{
    ReplayTo(metrics);
}

void
PropagationJournal::Replay(WhisperPropagation& propagation) const
{
    ReplayTo(propagation);
}

} // namespace ns3
