/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-archive.h"

#include "waku-clock.h"

#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <limits>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuArchive);

/// Several indexes read as one.
class WakuArchive::Reader
{
  public:
    /// cursor: the message after which, in its direction, the query goes on; or null.
    Reader(const std::vector<const WakuArchiveIndex*>& indexes,
           const WakuStoreQuery& query,
           const WakuStoredMessage* cursor)
        : m_query(query)
    {
        for (const WakuArchiveIndex* index : indexes)
        {
            m_places.push_back(query.forward ? FindStart(*index, cursor) : FindEnd(*index, cursor));
        }
    }

    /// The next message in the direction of the query, or null.
    const WakuStoredMessage* Read()
    {
        WakuArchiveIndex::Place* best = nullptr;
        const WakuStoredMessage* found = nullptr;
        for (WakuArchiveIndex::Place& place : m_places)
        {
            const WakuStoredMessage* message =
                m_query.forward ? place.GetNext() : place.GetPrevious();
            if (message && IsInRange(*message) &&
                (!found || message->IsBefore(*found) == m_query.forward))
            {
                best = &place;
                found = message;
            }
        }
        if (best && m_query.forward)
        {
            best->GoForward();
        }
        else if (best)
        {
            best->GoBackward();
        }
        return found;
    }

  private:
    /// Where a forward query begins.
    WakuArchiveIndex::Place FindStart(const WakuArchiveIndex& index,
                                      const WakuStoredMessage* cursor) const
    {
        const int64_t start = m_query.start.value_or(std::numeric_limits<int64_t>::min());
        if (!cursor || cursor->GetTimestamp() < start)
        {
            return index.FindBefore({start, MessageId()});
        }
        WakuArchiveIndex::Place place =
            index.FindBefore({cursor->GetTimestamp(), cursor->GetHash()});
        if (place.GetNext() == cursor)
        {
            place.GoForward();
        }
        return place;
    }

    /// Where a backward query begins.
    WakuArchiveIndex::Place FindEnd(const WakuArchiveIndex& index,
                                    const WakuStoredMessage* cursor) const
    {
        if (cursor && (!m_query.end || cursor->GetTimestamp() < *m_query.end))
        {
            return index.FindBefore({cursor->GetTimestamp(), cursor->GetHash()});
        }
        return m_query.end ? index.FindBefore({*m_query.end, MessageId()}) : index.GetEnd();
    }

    bool IsInRange(const WakuStoredMessage& message) const
    {
        return m_query.forward ? !m_query.end || message.GetTimestamp() < *m_query.end
                               : !m_query.start || message.GetTimestamp() >= *m_query.start;
    }

    const WakuStoreQuery& m_query;                 //!< the query
    std::vector<WakuArchiveIndex::Place> m_places; //!< next message of each index
};

TypeId
WakuArchive::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuArchive")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<WakuArchive>()
            .AddAttribute("UnixEpoch",
                          "UNIX time at which the simulation starts, seconds; the same as that of "
                          "WakuRelayProtocol.",
                          UintegerValue(WAKU_UNIX_EPOCH),
                          MakeUintegerAccessor(&WakuArchive::m_unixEpoch),
                          MakeUintegerChecker<uint64_t>(0, 9000000000))
            .AddAttribute("Capacity",
                          "Most messages that are kept; the oldest are removed.",
                          UintegerValue(1000000),
                          MakeUintegerAccessor(&WakuArchive::m_capacity),
                          MakeUintegerChecker<uint64_t>(1))
            .AddAttribute("Retention",
                          "Messages whose timestamp is older are removed. (nwaku's default is two "
                          "days)",
                          TimeValue(Days(2)),
                          MakeTimeAccessor(&WakuArchive::m_retention),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("MaxDrift",
                          "Messages of relay whose timestamp differs from the clock by more than "
                          "this are not archived. (13/WAKU2-STORE, \"Waku Message Store "
                          "Eligibility\")",
                          TimeValue(Seconds(20)),
                          MakeTimeAccessor(&WakuArchive::m_maxDrift),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Archived",
                            "A message is kept.",
                            MakeTraceSourceAccessor(&WakuArchive::m_archivedTrace),
                            "ns3::WakuArchive::MessageTracedCallback")
            .AddTraceSource("Evicted",
                            "A message is removed, because of Capacity or Retention.",
                            MakeTraceSourceAccessor(&WakuArchive::m_evictedTrace),
                            "ns3::WakuArchive::MessageTracedCallback")
            .AddTraceSource("Refused",
                            "A message is not kept. (reason)",
                            MakeTraceSourceAccessor(&WakuArchive::m_refusedTrace),
                            "ns3::WakuArchive::RefusedTracedCallback");
    return tid;
}

WakuArchive::WakuArchive() = default;

WakuArchive::~WakuArchive()
{
    while (m_all.GetSize() > 0)
    {
        RemoveFirst();
    }
}

void
WakuArchive::DoDispose()
{
    while (m_all.GetSize() > 0)
    {
        RemoveFirst();
    }
    Object::DoDispose();
}

int64_t
WakuArchive::ToTimestamp(Time now) const
{
    return ToWakuTimestamp(m_unixEpoch, now);
}

bool
WakuArchive::Refuse(WakuArchiveRefusal refusal)
{
    m_refused.at(static_cast<std::size_t>(refusal))++;
    m_refusedTrace(refusal);
    return false;
}

bool
WakuArchive::Archive(Time now, const PubsubMessage& message)
{
    const Ptr<const WakuStoredMessage> stored = WakuStoredMessage::Of(message);
    if (!stored)
    {
        return Refuse(WakuArchiveRefusal::MALFORMED);
    }
    const int64_t clock = ToTimestamp(now);
    const int64_t drift = m_maxDrift.GetNanoSeconds();
    if (stored->GetTimestamp() != 0 && stored->GetTimestamp() < clock - drift)
    {
        return Refuse(WakuArchiveRefusal::TOO_OLD);
    }
    if (stored->GetTimestamp() > clock + drift)
    {
        return Refuse(WakuArchiveRefusal::TOO_NEW);
    }
    return Add(now, stored);
}

bool
WakuArchive::Add(Time now, const Ptr<const WakuStoredMessage>& message)
{
    if (message->IsEphemeral())
    {
        return Refuse(WakuArchiveRefusal::EPHEMERAL);
    }
    if (message->GetTimestamp() == 0)
    {
        return Refuse(WakuArchiveRefusal::NO_TIMESTAMP);
    }
    const int64_t oldest = ToTimestamp(now) - m_retention.GetNanoSeconds();
    if (message->GetTimestamp() < oldest ||
        (m_all.GetSize() >= m_capacity && message->IsBefore(*m_all.GetFirst())))
    {
        return Refuse(WakuArchiveRefusal::TOO_OLD);
    }
    if (!m_all.Add(PeekPointer(message)))
    {
        return Refuse(WakuArchiveRefusal::DUPLICATE);
    }
    message->Ref();
    Topic& topic = m_topics[message->GetPubsubTopic()];
    topic.all.Add(PeekPointer(message));
    topic.byContent[message->GetContentTopic()].Add(PeekPointer(message));
    m_archived++;
    m_archivedBytes += message->GetData().GetSize();
    m_archivedTrace(message);
    Evict(now);
    return true;
}

void
WakuArchive::Evict(Time now)
{
    const int64_t oldest = ToTimestamp(now) - m_retention.GetNanoSeconds();
    while (m_all.GetSize() > 0 &&
           (m_all.GetSize() > m_capacity || m_all.GetFirst()->GetTimestamp() < oldest))
    {
        const Ptr<const WakuStoredMessage> first(m_all.GetFirst());
        RemoveFirst();
        m_evicted++;
        m_evictedTrace(first);
    }
}

void
WakuArchive::RemoveFirst()
{
    const WakuStoredMessage* first = m_all.GetFirst();
    const auto topic = m_topics.find(first->GetPubsubTopic());
    const auto content = topic->second.byContent.find(first->GetContentTopic());
    content->second.Remove(first);
    if (content->second.GetSize() == 0)
    {
        topic->second.byContent.erase(content);
    }
    topic->second.all.Remove(first);
    if (topic->second.all.GetSize() == 0)
    {
        m_topics.erase(topic);
    }
    m_all.Remove(first);
    first->Unref();
}

Ptr<const WakuStoredMessage>
WakuArchive::Get(const MessageId& hash) const
{
    const Ptr<const WakuStoredMessage> message = WakuStoredMessage::Find(hash);
    return message && m_all.Has(*message) ? message : nullptr;
}

std::vector<const WakuArchiveIndex*>
WakuArchive::FindIndexes(const WakuStoreQuery& query) const
{
    if (!query.pubsubTopic && query.contentTopics.empty())
    {
        return {&m_all};
    }
    std::vector<std::string> contentTopics = query.contentTopics;
    std::sort(contentTopics.begin(), contentTopics.end());
    contentTopics.erase(std::unique(contentTopics.begin(), contentTopics.end()),
                        contentTopics.end());
    std::vector<const WakuArchiveIndex*> indexes;
    for (const auto& [pubsubTopic, topic] : m_topics)
    {
        if (query.pubsubTopic && *query.pubsubTopic != pubsubTopic)
        {
            continue;
        }
        if (contentTopics.empty())
        {
            indexes.push_back(&topic.all);
        }
        for (const std::string& contentTopic : contentTopics)
        {
            const auto found = topic.byContent.find(contentTopic);
            if (found != topic.byContent.end())
            {
                indexes.push_back(&found->second);
            }
        }
    }
    return indexes;
}

std::vector<const WakuStoredMessage*>
WakuArchive::LookUp(const WakuStoreQuery& query, const WakuStoredMessage* cursor) const
{
    std::vector<const WakuStoredMessage*> found;
    for (const MessageId& hash : query.hashes)
    {
        const Ptr<const WakuStoredMessage> message = Get(hash);
        if (message &&
            (!cursor || (query.forward ? cursor->IsBefore(*message) : message->IsBefore(*cursor))))
        {
            found.push_back(PeekPointer(message));
        }
    }
    std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
        return a->IsBefore(*b);
    });
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

bool
WakuArchive::Find(Time now,
                  const WakuStoreQuery& query,
                  std::size_t limit,
                  uint64_t maxBytes,
                  WakuStorePage& page)
{
    Evict(now);
    page = WakuStorePage();
    Ptr<const WakuStoredMessage> cursor;
    if (query.cursor && !(cursor = Get(*query.cursor)))
    {
        return false;
    }
    WakuArchiveIndex hashes;
    std::vector<const WakuArchiveIndex*> indexes{&hashes};
    if (query.hashes.empty())
    {
        indexes = FindIndexes(query);
    }
    else
    {
        for (const WakuStoredMessage* message : LookUp(query, PeekPointer(cursor)))
        {
            hashes.Add(message);
        }
    }
    Reader reader(indexes, query, PeekPointer(cursor));
    uint64_t bytes = 0;
    const WakuStoredMessage* next = reader.Read();
    for (; next && page.entries.size() < limit; next = reader.Read())
    {
        bytes += query.includeData ? next->GetData().GetSize() : 0;
        if (bytes > maxBytes && !page.entries.empty())
        {
            break;
        }
        page.entries.push_back({next->GetHash(), query.includeData ? next : nullptr});
    }
    if (next)
    {
        page.cursor = page.entries.back().hash;
    }
    if (!query.forward)
    {
        std::reverse(page.entries.begin(), page.entries.end());
    }
    return true;
}

std::size_t
WakuArchive::GetMemory() const
{
    // A node of a map takes its value and four words.
    constexpr std::size_t LINKS = 4 * sizeof(void*);
    std::size_t bytes = m_all.GetMemory();
    for (const auto& [pubsubTopic, topic] : m_topics)
    {
        bytes += LINKS + sizeof(pubsubTopic) + pubsubTopic.size() + topic.all.GetMemory();
        for (const auto& [contentTopic, index] : topic.byContent)
        {
            bytes += LINKS + sizeof(contentTopic) + contentTopic.size() + index.GetMemory();
        }
    }
    return bytes;
}

} // namespace ns3
