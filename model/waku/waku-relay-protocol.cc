/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-relay-protocol.h"

#include "waku-clock.h"

#include "ns3/abort.h"
#include "ns3/pointer.h"
#include "ns3/simulation-singleton.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>
#include <utility>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuRelayProtocol);

namespace
{

/// The messages of a simulation, by how their ids are computed.
struct SharedPools
{
    std::map<MessageIdFunction, Ptr<MessagePool>> pools;
};

} // namespace

TypeId
WakuRelayProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuRelayProtocol")
            .SetParent<PubsubProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuRelayProtocol>()
            .AddAttribute("PubsubTopic",
                          "Pubsub topic to which the node subscribes and on which it publishes.",
                          StringValue("/waku/2/rs/0/0"),
                          MakeStringAccessor(&WakuRelayProtocol::m_pubsubTopic),
                          MakeStringChecker())
            .AddAttribute("ContentTopic",
                          "Content topic of published messages.",
                          StringValue("/ns-3/1/traffic/proto"),
                          MakeStringAccessor(&WakuRelayProtocol::m_contentTopic),
                          MakeStringChecker())
            .AddAttribute("ClusterId",
                          "Number of the cluster in which content topics choose their shard.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WakuRelayProtocol::m_clusterId),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("NetworkShards",
                          "Number of shards of the cluster, among which content topics choose.",
                          UintegerValue(8),
                          MakeUintegerAccessor(&WakuRelayProtocol::m_networkShards),
                          MakeUintegerChecker<uint16_t>(1, WakuShard::LAST_SHARD + 1))
            .AddAttribute("UnixEpoch",
                          "UNIX time at which the simulation starts, seconds. Timestamps of "
                          "published messages count from it.",
                          UintegerValue(WAKU_UNIX_EPOCH),
                          MakeUintegerAccessor(&WakuRelayProtocol::m_unixEpoch),
                          MakeUintegerChecker<uint64_t>(0, 9000000000))
            .AddAttribute(
                "Rln",
                "Rate limit of the node: its messages get RLN proofs, and those of others "
                "are validated; none by default.",
                PointerValue(),
                MakePointerAccessor(&WakuRelayProtocol::m_rln),
                MakePointerChecker<WakuRlnLimit>())
            .AddAttribute("ProofSize",
                          "Bytes of rate_limit_proof in a published message without Rln; 0 for "
                          "none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuRelayProtocol::m_proofSize),
                          MakeUintegerChecker<uint32_t>(0, 4096))
            .AddAttribute("ProofDelay",
                          "Time that the publisher takes for the proof, seconds; none by "
                          "default.",
                          PointerValue(),
                          MakePointerAccessor(&WakuRelayProtocol::m_proofDelay),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

WakuRelayProtocol::WakuRelayProtocol() = default;

WakuRelayProtocol::~WakuRelayProtocol() = default;

Ptr<MessagePool>
WakuRelayProtocol::GetSharedMessagePool(MessageIdFunction function)
{
    Ptr<MessagePool>& pool = SimulationSingleton<SharedPools>::Get()->pools[function];
    if (!pool)
    {
        pool = CreateObject<MessagePool>();
        pool->SetDescribeFunction([function](const std::string& topic, const VirtualBytes& data) {
            return WakuMessage::DescribeBy(function, topic, data);
        });
    }
    return pool;
}

Ptr<MessagePool>
WakuRelayProtocol::GetDefaultMessagePool(MessageIdFunction function) const
{
    return GetSharedMessagePool(function);
}

std::string
WakuRelayProtocol::GetDefaultProtocolId() const
{
    return "/vac/waku/relay/2.0.0";
}

int64_t
WakuRelayProtocol::AssignDelayStreams(int64_t stream)
{
    const int64_t used = PubsubProtocol::AssignDelayStreams(stream);
    if (m_proofDelay)
    {
        m_proofDelay->SetStream(stream + used);
    }
    return used + 1;
}

void
WakuRelayProtocol::Start(Time now)
{
    PubsubProtocol::Start(now);
    if (!m_wasStarted && !(m_unwanted && m_unwanted->count(m_pubsubTopic) > 0))
    {
        Subscribe(m_pubsubTopic);
    }
    m_wasStarted = true;
    m_unwanted.reset();
}

void
WakuRelayProtocol::Stop(Time now)
{
    if (m_rln)
    {
        m_rln->Clear();
    }
    PubsubProtocol::Stop(now);
}

void
WakuRelayProtocol::DoDispose()
{
    m_rln = nullptr;
    PubsubProtocol::DoDispose();
}

ValidationResult
WakuRelayProtocol::Examine(const Ptr<const PubsubMessage>& message)
{
    const ValidationResult result =
        m_rln ? m_rln->Validate(message, GetUnixTime()) : ValidationResult::ACCEPT;
    return result == ValidationResult::ACCEPT ? PubsubProtocol::Examine(message) : result;
}

void
WakuRelayProtocol::Subscribe(const std::string& topic)
{
    if (m_unwanted)
    {
        m_unwanted->erase(topic);
    }
    const auto contents = m_contents.find(topic);
    if (contents != m_contents.end())
    {
        contents->second.joined = false;
    }
    PubsubProtocol::Subscribe(topic);
}

void
WakuRelayProtocol::Unsubscribe(const std::string& topic)
{
    if (!m_wasStarted)
    {
        if (!m_unwanted)
        {
            m_unwanted = std::make_unique<std::set<std::string>>();
        }
        m_unwanted->insert(topic);
    }
    m_contents.erase(topic);
    PubsubProtocol::Unsubscribe(topic);
}

std::string
WakuRelayProtocol::GetTopicOf(const std::string& contentTopic) const
{
    std::string error;
    const auto shard = GetSharding().FindShard(contentTopic, &error);
    NS_ABORT_MSG_IF(!shard, "WakuRelay: " << error);
    return shard->ToTopic();
}

void
WakuRelayProtocol::SubscribeContent(const std::string& contentTopic)
{
    const std::string topic = GetTopicOf(contentTopic);
    const auto [contents, isFirst] = m_contents.try_emplace(topic);
    contents->second.topics.insert(contentTopic);
    if (isFirst && !GetRouter()->IsSubscribed(topic))
    {
        contents->second.joined = true;
        PubsubProtocol::Subscribe(topic);
    }
}

void
WakuRelayProtocol::UnsubscribeContent(const std::string& contentTopic)
{
    const std::string topic = GetTopicOf(contentTopic);
    const auto contents = m_contents.find(topic);
    if (contents == m_contents.end() || contents->second.topics.erase(contentTopic) == 0 ||
        !contents->second.topics.empty())
    {
        return;
    }
    const bool leaves = contents->second.joined;
    m_contents.erase(contents);
    if (leaves)
    {
        PubsubProtocol::Unsubscribe(topic);
    }
}

bool
WakuRelayProtocol::IsSubscribedToContent(const std::string& contentTopic) const
{
    const auto shard = GetSharding().FindShard(contentTopic);
    const auto contents = shard ? m_contents.find(shard->ToTopic()) : m_contents.end();
    return contents != m_contents.end() && contents->second.topics.count(contentTopic) > 0;
}

std::vector<std::pair<std::string, std::vector<std::string>>>
WakuRelayProtocol::GetInterests() const
{
    std::vector<std::pair<std::string, std::vector<std::string>>> interests;
    for (const std::string& topic : GetRouter()->GetSubscriptions())
    {
        auto& [name, contentTopics] = interests.emplace_back(topic, std::vector<std::string>());
        const auto contents = m_contents.find(topic);
        if (contents != m_contents.end() && contents->second.joined)
        {
            contentTopics.assign(contents->second.topics.begin(), contents->second.topics.end());
        }
    }
    return interests;
}

Time
WakuRelayProtocol::DrawPublishDelay()
{
    return Draw(m_proofDelay);
}

WakuMessage
WakuRelayProtocol::MakeMessage(const std::string& contentTopic) const
{
    WakuMessage message;
    message.contentTopic = contentTopic;
    message.timestamp = GetUnixTime();
    message.rateLimitProof.resize(m_proofSize);
    return message;
}

Ptr<const PubsubMessage>
WakuRelayProtocol::PublishUnique(const std::string& topic,
                                 const std::string& contentTopic,
                                 uint32_t size)
{
    if (!IsStarted())
    {
        return nullptr;
    }
    WakuMessage message = MakeMessage(contentTopic);
    message.SetUniquePayload(GetHost().GetNodeNumber(), m_sequence++, size);
    return PublishWithProof(topic, std::move(message));
}

Ptr<const PubsubMessage>
WakuRelayProtocol::PublishWithProof(const std::string& topic, WakuMessage message)
{
    if (m_rln && IsStarted() && !m_rln->AddProof(message, GetHost().GetNodeNumber()))
    {
        return nullptr;
    }
    return Publish(topic, message);
}

std::optional<Time>
WakuRelayProtocol::Prove(WakuMessage& message)
{
    if (m_rln)
    {
        return m_rln->AddProof(message, GetHost().GetNodeNumber(), GetUnixTime())
                   ? std::optional<Time>(DrawPublishDelay())
                   : std::nullopt;
    }
    message.rateLimitProof.resize(m_proofSize);
    return m_proofSize > 0 ? DrawPublishDelay() : Time(0);
}

Ptr<const PubsubMessage>
WakuRelayProtocol::Publish(const std::string& topic, uint32_t size)
{
    return PublishUnique(topic, m_contentTopic, size);
}

Ptr<const PubsubMessage>
WakuRelayProtocol::PublishContent(const std::string& contentTopic, uint32_t size)
{
    return PublishUnique(GetTopicOf(contentTopic), contentTopic, size);
}

Ptr<const PubsubMessage>
WakuRelayProtocol::Publish(uint32_t size)
{
    return Publish(m_pubsubTopic, size);
}

Ptr<const PubsubMessage>
WakuRelayProtocol::Publish(const std::vector<uint8_t>& payload)
{
    WakuMessage message = MakeMessage(m_contentTopic);
    message.payload = VirtualBytes(payload);
    return PublishWithProof(m_pubsubTopic, std::move(message));
}

Ptr<const PubsubMessage>
WakuRelayProtocol::Publish(const std::string& topic, const WakuMessage& message)
{
    if (!IsStarted())
    {
        return nullptr;
    }
    NS_ABORT_MSG_IF(message.meta.size() > WakuMessage::META_LIMIT,
                    "WakuRelay: meta of a message has "
                        << message.meta.size() << " bytes, not 0 to " << WakuMessage::META_LIMIT);
    return PublishData(topic, message.Encode());
}

void
WakuRelayProtocol::PublishTraffic(uint32_t size)
{
    Publish(size);
}

} // namespace ns3
