/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-stored-message.h"

#include "waku-message.h"

#include "ns3/simulation-singleton.h"

#include <set>
#include <unordered_map>

namespace ns3
{

namespace
{

/// Real bytes without the zeros at their end, which are only counted.
VirtualBytes
TrimZeros(const VirtualBytes& data)
{
    std::vector<uint8_t> head = data.GetHead();
    while (!head.empty() && head.back() == 0)
    {
        head.pop_back();
    }
    head.shrink_to_fit();
    const uint64_t zeros = data.GetSize() - head.size();
    return VirtualBytes(std::move(head), zeros);
}

} // namespace

/// The messages that somebody holds, and the topics that there have been.
struct WakuStoredMessage::Table
{
    /// By something that tells a message from others; for look-up only.
    using ById = std::unordered_map<MessageId, const WakuStoredMessage*, MessageIdHash>;

    std::set<std::string> topics; ///< never removed, since topics are few
    ById byHash;                  ///< all messages
    ById byRelayId;               ///< those whose id in relay is not their hash
};

const std::shared_ptr<WakuStoredMessage::Table>&
WakuStoredMessage::GetTable()
{
    // Messages that somebody holds at the end of the simulation keep their table.
    struct Holder
    {
        std::shared_ptr<Table> table{std::make_shared<Table>()};
    };

    return SimulationSingleton<Holder>::Get()->table;
}

WakuStoredMessage::WakuStoredMessage(const std::shared_ptr<Table>& table)
    : m_table(table)
{
}

WakuStoredMessage::~WakuStoredMessage()
{
    const auto found = m_table->byHash.find(m_hash);
    if (found != m_table->byHash.end() && found->second == this)
    {
        m_table->byHash.erase(found);
    }
    const auto known = m_table->byRelayId.find(m_relayId);
    if (known != m_table->byRelayId.end() && known->second == this)
    {
        m_table->byRelayId.erase(known);
    }
}

Ptr<const WakuStoredMessage>
WakuStoredMessage::Find(const MessageId& hash)
{
    const std::shared_ptr<Table>& table = GetTable();
    const auto found = table->byHash.find(hash);
    return found == table->byHash.end() ? nullptr : Ptr<const WakuStoredMessage>(found->second);
}

Ptr<const WakuStoredMessage>
WakuStoredMessage::Of(const PubsubMessage& message)
{
    if (!message.IsValid())
    {
        return nullptr;
    }
    return Intern(message.GetTopic(), message.GetData(), message.GetId());
}

Ptr<const WakuStoredMessage>
WakuStoredMessage::Make(const std::string& pubsubTopic, const VirtualBytes& data)
{
    return Intern(pubsubTopic, data, MessageId());
}

Ptr<const WakuStoredMessage>
WakuStoredMessage::MakeOf(const MessageId& hash,
                          const std::string& pubsubTopic,
                          const VirtualBytes& data)
{
    const Ptr<const WakuStoredMessage> known = Find(hash);
    if (known && known->Is(pubsubTopic, data))
    {
        return known;
    }
    const Ptr<const WakuStoredMessage> made = Make(pubsubTopic, data);
    return made && made->GetHash() == hash ? made : nullptr;
}

Ptr<const WakuStoredMessage>
WakuStoredMessage::Intern(const std::string& pubsubTopic,
                          const VirtualBytes& data,
                          const MessageId& id)
{
    const std::shared_ptr<Table>& table = GetTable();
    for (const Table::ById* known : {&table->byHash, &table->byRelayId})
    {
        const auto found = known->find(id);
        if (found != known->end() && found->second->Is(pubsubTopic, data))
        {
            return Ptr<const WakuStoredMessage>(found->second);
        }
    }
    WakuMessage message;
    if (!WakuMessage::Decode(data, message))
    {
        return nullptr;
    }
    const MessageId hash = message.ComputeHash(pubsubTopic);
    const auto found = table->byHash.find(hash);
    if (found != table->byHash.end())
    {
        return Ptr<const WakuStoredMessage>(found->second);
    }
    // Not Create<>, since the constructor is private.
    const Ptr<WakuStoredMessage> made(new WakuStoredMessage(table), false);
    made->m_hash = hash;
    made->m_timestamp = message.timestamp;
    made->m_pubsubTopic = &*table->topics.insert(pubsubTopic).first;
    made->m_contentTopic = &*table->topics.insert(message.contentTopic).first;
    made->m_data = TrimZeros(data);
    made->m_payloadSize = message.payload.GetSize();
    made->m_ephemeral = message.ephemeral;
    table->byHash.emplace(hash, PeekPointer(made));
    if (id.GetSize() > 0 && id != hash)
    {
        made->m_relayId = id;
        table->byRelayId.emplace(id, PeekPointer(made));
    }
    return made;
}

} // namespace ns3
