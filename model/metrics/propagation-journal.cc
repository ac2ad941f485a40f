/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-journal.h"

#include "propagation-metrics.h"

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

} // namespace

uint32_t
PropagationJournal::IndexOf(const MessageId& id)
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
PropagationJournal::Publish(Time now, uint32_t node, const MessageId& id)
{
    m_records.push_back({now.GetNanoSeconds(), PUBLISH, node, node, IndexOf(id)});
}

void
PropagationJournal::FirstReceive(Time now, uint32_t node, uint32_t from, const MessageId& id)
{
    m_records.push_back({now.GetNanoSeconds(), FIRST_RECEIVE, node, from, IndexOf(id)});
}

void
PropagationJournal::Deliver(Time now, uint32_t node, const MessageId& id)
{
    m_records.push_back({now.GetNanoSeconds(), DELIVER, node, node, IndexOf(id)});
}

void
PropagationJournal::Send(const MessageId& id)
{
    m_messages[IndexOf(id)].sent++;
}

void
PropagationJournal::Duplicate(const MessageId& id)
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
        record.message = indices.at(record.message);
        m_records.push_back(record);
    }
}

void
PropagationJournal::Replay(PropagationMetrics& metrics) const
{
    std::vector<Record> records = m_records;
    std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
        return std::tie(a.time, a.kind, a.node) < std::tie(b.time, b.kind, b.node);
    });
    for (const Record& record : records)
    {
        const Message& message = m_messages[record.message];
        const Time now = NanoSeconds(record.time);
        switch (record.kind)
        {
        case PUBLISH:
            metrics.Publish(now, record.node, &message);
            break;
        case FIRST_RECEIVE:
            metrics.FirstReceive(record.node, record.from, &message);
            break;
        default:
            metrics.Deliver(now, record.node, &message);
            break;
        }
    }
    for (const Message& message : m_messages)
    {
        for (uint64_t i = 0; i < message.sent; i++)
        {
            metrics.Send(&message);
        }
        for (uint64_t i = 0; i < message.duplicates; i++)
        {
            metrics.Duplicate(&message);
        }
    }
}

} // namespace ns3
