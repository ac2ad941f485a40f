/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-journal.h"

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
PropagationJournal::IndexOf(const MessageKey& key)
{
    if (m_last < m_messages.size() && m_messages[m_last].key == key)
    {
        return m_last;
    }
    const auto [entry, isNew] = m_indices.emplace(key, static_cast<uint32_t>(m_messages.size()));
    if (isNew)
    {
        m_messages.emplace_back();
        m_messages.back().key = key;
    }
    m_last = entry->second;
    return m_last;
}

uint32_t
PropagationJournal::IndexOf(const std::string& topic)
{
    const auto next = static_cast<uint32_t>(m_topics.size());
    const auto [entry, isNew] = m_topicIndices.emplace(topic, next);
    if (isNew)
    {
        m_topics.push_back(topic);
    }
    return entry->second;
}

void
PropagationJournal::SetSubscribed(Time now,
                                  uint32_t node,
                                  const std::string& topic,
                                  bool isSubscribed)
{
    m_records.push_back({now.GetNanoSeconds(), SUBSCRIPTION, node, IndexOf(topic), isSubscribed});
}

void
PropagationJournal::SetInterested(Time now,
                                  uint32_t node,
                                  const std::string& topic,
                                  bool isInterested)
{
    m_records.push_back({now.GetNanoSeconds(), INTEREST, node, IndexOf(topic), isInterested});
}

void
PropagationJournal::Published(Time now,
                              uint32_t node,
                              const ObservedMessage& message,
                              const std::string& topic)
{
    m_records.push_back(
        {now.GetNanoSeconds(), PUBLISH, node, IndexOf(topic), IndexOf(message.key)});
}

void
PropagationJournal::Renamed(Time now,
                            uint32_t node,
                            const MessageKey& before,
                            const MessageKey& after)
{
    const uint32_t was = IndexOf(before);
    m_records.push_back({now.GetNanoSeconds(), RENAME, node, was, IndexOf(after)});
}

void
PropagationJournal::ReceivedFirst(Time now,
                                  uint32_t node,
                                  uint32_t from,
                                  const ObservedMessage& message)
{
    m_records.push_back({now.GetNanoSeconds(), FIRST_RECEIVE, node, from, IndexOf(message.key)});
}

void
PropagationJournal::Delivered(Time now, uint32_t node, const ObservedMessage& message)
{
    m_records.push_back({now.GetNanoSeconds(), DELIVER, node, node, IndexOf(message.key)});
}

void
PropagationJournal::Sent(Time, uint32_t, uint32_t, const ObservedMessage& message)
{
    m_messages[IndexOf(message.key)].sent++;
}

void
PropagationJournal::ReceivedAgain(Time, uint32_t, uint32_t, const ObservedMessage& message)
{
    m_messages[IndexOf(message.key)].duplicates++;
}

std::string
PropagationJournal::Serialize() const
{
    std::string bytes;
    Append(bytes, m_messages);
    Append(bytes, std::vector<uint64_t>{m_topics.size()});
    for (const std::string& topic : m_topics)
    {
        Append(bytes, std::vector<char>(topic.begin(), topic.end()));
    }
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
        const uint32_t index = IndexOf(message.key);
        m_messages[index].sent += message.sent;
        m_messages[index].duplicates += message.duplicates;
        indices.push_back(index);
    }
    std::vector<uint32_t> topics(Take<uint64_t>(bytes, at).at(0));
    for (uint32_t& topic : topics)
    {
        const std::vector<char> name = Take<char>(bytes, at);
        topic = IndexOf(std::string(name.begin(), name.end()));
    }
    std::vector<Record> records = Take<Record>(bytes, at);
    m_records.reserve(m_records.size() + records.size());
    for (Record& record : records)
    {
        const bool isOfTopic = record.kind == SUBSCRIPTION || record.kind == INTEREST;
        if (isOfTopic || record.kind == PUBLISH)
        {
            record.from = topics.at(record.from);
        }
        if (record.kind == RENAME)
        {
            record.from = indices.at(record.from);
        }
        if (!isOfTopic)
        {
            record.message = indices.at(record.message);
        }
        m_records.push_back(record);
    }
}

void
PropagationJournal::Replay(MessageObserver& observer)
{
    // Entries of the same time and node come from one rank, and stay in their order.
    std::stable_sort(m_records.begin(), m_records.end(), [](const Record& a, const Record& b) {
        return std::tie(a.time, a.kind, a.node) < std::tie(b.time, b.kind, b.node);
    });
    Time now;
    for (const Record& record : m_records)
    {
        now = NanoSeconds(record.time);
        if (record.kind == SUBSCRIPTION || record.kind == INTEREST)
        {
            const auto tell = record.kind == SUBSCRIPTION ? &MessageObserver::SetSubscribed
                                                          : &MessageObserver::SetInterested;
            (observer.*tell)(now, record.node, m_topics[record.from], record.message != 0);
            continue;
        }
        const ObservedMessage message{m_messages[record.message].key};
        switch (record.kind)
        {
        case PUBLISH:
            observer.Published(now, record.node, message, m_topics[record.from]);
            break;
        case RENAME:
            observer.Renamed(now, record.node, m_messages[record.from].key, message.key);
            break;
        case FIRST_RECEIVE:
            observer.ReceivedFirst(now, record.node, record.from, message);
            break;
        default:
            observer.Delivered(now, record.node, message);
            break;
        }
    }
    for (const Message& message : m_messages)
    {
        for (uint64_t i = 0; i < message.sent; i++)
        {
            observer.Sent(now, UNKNOWN, UNKNOWN, {message.key});
        }
        for (uint64_t i = 0; i < message.duplicates; i++)
        {
            observer.ReceivedAgain(now, UNKNOWN, UNKNOWN, {message.key});
        }
    }
}

} // namespace ns3
