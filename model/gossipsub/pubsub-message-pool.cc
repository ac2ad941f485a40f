/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-message-pool.h"

#include "pubsub-message-id-function.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(MessagePool);

namespace
{

/// Number of old messages looked at for each new one.
constexpr unsigned LOOKS_PER_ADD = 2;

/// A fast hash of a key. It need not resist attackers, since keys are compared in full afterwards.
uint64_t
HashStart(const uint8_t* key, uint64_t dataSize)
{
    const std::string_view start(reinterpret_cast<const char*>(key),
                                 std::min<uint64_t>(dataSize, MessagePool::KEY_SIZE));
    return std::hash<std::string_view>()(start) ^ dataSize << 32;
}

uint64_t
HashStart(const PubsubMessage& message)
{
    const VirtualBytes& data = message.GetData();
    const std::vector<uint8_t> key =
        data.Slice(0, std::min<uint64_t>(data.GetSize(), MessagePool::KEY_SIZE)).ToVector();
    return HashStart(key.data(), data.GetSize());
}

MessagePool::Description
DescribeOpaque(const std::string& topic, const VirtualBytes& data)
{
    MessagePool::Description description;
    description.id = ComputeMessageId(MessageIdFunction::TOPIC_AND_DATA, topic, data);
    description.payloadSize = data.GetSize();
    return description;
}

} // namespace

TypeId
MessagePool::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::MessagePool")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddConstructor<MessagePool>()
            .AddAttribute("Retention",
                          "How long a message that no node holds any more can still be looked up.",
                          TimeValue(Minutes(2)),
                          MakeTimeAccessor(&MessagePool::m_retention),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Expire",
                            "A message that no node holds any more is dropped.",
                            MakeTraceSourceAccessor(&MessagePool::m_expireTrace),
                            "ns3::MessagePool::MessageTracedCallback");
    return tid;
}

MessagePool::MessagePool()
    : m_describe(DescribeOpaque)
{
}

MessagePool::~MessagePool() = default;

void
MessagePool::DoDispose()
{
    m_entries.clear();
    m_held.clear();
    m_byId.clear();
    m_byStart.clear();
    m_rpcs.Clear();
    Object::DoDispose();
}

void
MessagePool::SetDescribeFunction(DescribeFunction describe)
{
    m_describe = describe;
}

void
MessagePool::SetIdFunction(IdFunction compute)
{
    m_computeId = compute;
}

Ptr<const PubsubMessage>
MessagePool::Add(const std::string& topic, const VirtualBytes& data, Time now)
{
    Expire(now);
    Description description = m_describe(topic, data);
    if (m_computeId)
    {
        description.id = m_computeId(topic, data);
    }
    if (description.id.GetSize() == 0)
    {
        description.id = ComputeMessageId(MessageIdFunction::TOPIC_AND_DATA, topic, data);
    }
    Ptr<const PubsubMessage> known = Find(description.id);
    if (known)
    {
        return known;
    }
    Ptr<const PubsubMessage> message = PubsubMessage::Make(topic,
                                                           data,
                                                           description.id,
                                                           description.payloadSize,
                                                           description.valid);
    m_byId.emplace(description.id, message);
    m_byStart[HashStart(*message)].push_back(message);
    m_entries.push_back({now, message});
    return message;
}

Ptr<const PubsubMessage>
MessagePool::FindBytes(const std::string& topic, const VirtualBytes& data) const
{
    const uint64_t size = std::min<uint64_t>(KEY_SIZE, data.GetSize());
    const std::vector<uint8_t> key = data.Slice(0, size).ToVector();
    if (const auto* candidates = FindCandidates(key.data(), data.GetSize()))
    {
        for (const auto& message : *candidates)
        {
            if (message->GetTopic() == topic && message->GetData() == data)
            {
                return message;
            }
        }
    }
    return nullptr;
}

Ptr<const PubsubMessage>
MessagePool::FindOrAdd(const std::string& topic, const VirtualBytes& data, Time now)
{
    const Ptr<const PubsubMessage> known = FindBytes(topic, data);
    return known ? known : Add(topic, data, now);
}

void
MessagePool::Replace(const std::string& topic,
                     const VirtualBytes& before,
                     const VirtualBytes& after,
                     Time now)
{
    const Ptr<const PubsubMessage> known = FindBytes(topic, before);
    if (!known)
    {
        return;
    }
    // Its key lives on, so it does not expire.
    const auto entry = std::find_if(m_entries.rbegin(), m_entries.rend(), [&known](const auto& e) {
        return e.message == known;
    });
    if (entry == m_entries.rend())
    {
        return; // it is old, so nodes have it
    }
    m_entries.erase(std::next(entry).base());
    Remove(*known);
    Add(topic, after, now);
}

Ptr<const PubsubMessage>
MessagePool::Find(const MessageId& id) const
{
    auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : found->second;
}

const std::vector<Ptr<const PubsubMessage>>*
MessagePool::FindCandidates(const uint8_t* key, uint64_t dataSize) const
{
    auto found = m_byStart.find(HashStart(key, dataSize));
    return found == m_byStart.end() ? nullptr : &found->second;
}

void
MessagePool::Expire(Time now)
{
    for (unsigned i = 0; i < LOOKS_PER_ADD && !m_held.empty(); i++)
    {
        Ptr<const PubsubMessage> message = m_held.front();
        m_held.pop_front();
        DropOrKeep(message);
    }
    while (!m_entries.empty() && m_entries.front().added + m_retention < now)
    {
        Ptr<const PubsubMessage> message = m_entries.front().message;
        m_entries.pop_front();
        DropOrKeep(message);
    }
}

void
MessagePool::DropOrKeep(const Ptr<const PubsubMessage>& message)
{
    // The pool itself holds three references: the caller's, and those in m_byId and m_byStart.
    const uint32_t ownReferences = 3;
    if (message->GetReferenceCount() > ownReferences)
    {
        // A node that receives nothing new may hold old messages for long. They must not block the
        // messages after them.
        m_held.push_back(message);
        return;
    }
    Remove(*message);
    m_expireTrace(message);
}

void
MessagePool::Remove(const PubsubMessage& message)
{
    auto start = m_byStart.find(HashStart(message));
    auto& candidates = start->second;
    candidates.erase(
        std::find_if(candidates.begin(), candidates.end(), [&message](const auto& candidate) {
            return PeekPointer(candidate) == &message;
        }));
    if (candidates.empty())
    {
        m_byStart.erase(start);
    }
    m_byId.erase(message.GetId());
}

} // namespace ns3
