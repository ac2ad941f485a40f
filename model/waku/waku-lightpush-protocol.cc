/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-lightpush-protocol.h"

#include "waku-clock.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <vector>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuLightpushProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuLightpushProtocol);

namespace
{

/// Whether no other service node would give another answer.
bool
IsFinal(const WakuLightpushResult& result)
{
    return result.error == RequestError::NONE &&
           (result.status == RequestMessage::BAD_REQUEST ||
            result.status == WakuLightpushProtocol::PAYLOAD_TOO_LARGE ||
            result.status == WakuLightpushProtocol::INVALID_MESSAGE);
}

} // namespace

TypeId
WakuLightpushProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuLightpushProtocol")
            .SetParent<WakuServiceProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuLightpushProtocol>()
            .AddAttribute("PubsubTopic",
                          "Pubsub topic of messages that the client makes; empty if the service "
                          "node is to find the shard.",
                          StringValue("/waku/2/rs/0/0"),
                          MakeStringAccessor(&WakuLightpushProtocol::m_pubsubTopic),
                          MakeStringChecker())
            .AddAttribute("ContentTopic",
                          "Content topic of messages that the client makes.",
                          StringValue("/ns-3/1/traffic/proto"),
                          MakeStringAccessor(&WakuLightpushProtocol::m_contentTopic),
                          MakeStringChecker())
            .AddAttribute("UnixEpoch",
                          "UNIX time at which the simulation starts, seconds. Timestamps of "
                          "messages that the client makes count from it.",
                          UintegerValue(WAKU_UNIX_EPOCH),
                          MakeUintegerAccessor(&WakuLightpushProtocol::m_unixEpoch),
                          MakeUintegerChecker<uint64_t>(0, 9000000000))
            .AddAttribute("ProofSize",
                          "Bytes of rate_limit_proof in messages that the client makes; 0 for "
                          "none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&WakuLightpushProtocol::m_proofSize),
                          MakeUintegerChecker<uint32_t>(0, 4096))
            .AddAttribute("PushTries",
                          "How often a client sends a message, to one service node after another, "
                          "until one has relayed it.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&WakuLightpushProtocol::m_pushTries),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxWaiting",
                          "Most messages of a client that wait for their result.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&WakuLightpushProtocol::m_maxWaiting),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("PushTimeout",
                          "A message of a client that no service node has relayed is given up "
                          "after this time.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&WakuLightpushProtocol::m_pushTimeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddTraceSource("Publish",
                            "This client publishes a message.",
                            MakeTraceSourceAccessor(&WakuLightpushProtocol::m_publishTrace),
                            "ns3::WakuLightpushProtocol::MessageTracedCallback")
            .AddTraceSource("Proved",
                            "This service node has added a proof to a message of a client. "
                            "(the message as it came, the message that is relayed)",
                            MakeTraceSourceAccessor(&WakuLightpushProtocol::m_provedTrace),
                            "ns3::WakuLightpushProtocol::ProvedTracedCallback")
            .AddTraceSource("Served",
                            "A request of a peer is answered. (peer, status, peers to which the "
                            "message was relayed)",
                            MakeTraceSourceAccessor(&WakuLightpushProtocol::m_servedTrace),
                            "ns3::WakuLightpushProtocol::ServedTracedCallback")
            .AddTraceSource("Result",
                            "A message of this client was relayed by a service node, or is given "
                            "up.",
                            MakeTraceSourceAccessor(&WakuLightpushProtocol::m_resultTrace),
                            "ns3::WakuLightpushProtocol::ResultTracedCallback");
    return tid;
}

WakuLightpushProtocol::WakuLightpushProtocol() = default;

WakuLightpushProtocol::~WakuLightpushProtocol() = default;

void
WakuLightpushProtocol::DoDispose()
{
    m_relay = nullptr;
    m_pool = nullptr;
    m_shard = nullptr;
    m_prover = nullptr;
    m_waiting.clear();
    WakuServiceProtocol::DoDispose();
}

std::string
WakuLightpushProtocol::GetProtocolId() const
{
    return "/vac/waku/lightpush/3.0.0";
}

void
WakuLightpushProtocol::ServeThrough(Ptr<WakuRelayProtocol> relay)
{
    m_relay = relay;
}

void
WakuLightpushProtocol::SetShardFunction(ShardFunction shard)
{
    m_shard = std::move(shard);
}

void
WakuLightpushProtocol::SetProver(Prover prover)
{
    m_prover = std::move(prover);
}

void
WakuLightpushProtocol::SetMessagePool(Ptr<MessagePool> pool)
{
    m_pool = pool;
}

void
WakuLightpushProtocol::Answer(PeerId peer,
                              const std::string& id,
                              uint32_t status,
                              const std::string& description,
                              uint32_t relayPeers)
{
    NS_LOG_INFO("request " << id << " of peer " << peer << ": " << status);
    m_servedTrace(peer, status, relayPeers);
    WakuLightpushAnswer answer;
    if (status == RequestMessage::OK)
    {
        answer.relayPeers = relayPeers;
    }
    Respond(peer, id, status, answer.Encode(), description);
}

uint32_t
WakuLightpushProtocol::Prepare(WakuLightpushRequest& request,
                               std::string& description,
                               Time& delay) const
{
    WakuMessage message;
    if (!WakuMessage::Decode(request.data, message))
    {
        description = "the message is no WakuMessage";
        return RequestMessage::BAD_REQUEST;
    }
    if (!request.pubsubTopic)
    {
        request.pubsubTopic = m_shard ? m_shard(message.contentTopic) : std::nullopt;
        if (!request.pubsubTopic)
        {
            description = "the message has no pubsub topic, and its content topic no shard";
            return INVALID_MESSAGE;
        }
    }
    const std::string& topic = *request.pubsubTopic;
    if (std::all_of(topic.begin(), topic.end(), [](char c) { return c == ' ' || c == '\t'; }))
    {
        description = "the pubsub topic is empty";
        return RequestMessage::BAD_REQUEST;
    }
    if (m_prover && message.rateLimitProof.empty())
    {
        const std::optional<Time> taken = m_prover(message);
        if (!taken)
        {
            description = "there is no proof for the message";
            return OUT_OF_RLN_PROOF;
        }
        delay = *taken;
        const VirtualBytes proved = message.Encode();
        if (!message.rateLimitProof.empty())
        {
            // The id of a message need not cover its proof.
            const Ptr<MessagePool> pool = m_relay->GetMessagePool();
            const auto before = pool->FindOrAdd(topic, request.data, GetNow());
            pool->Replace(topic, request.data, proved, GetNow());
            m_provedTrace(before, pool->FindOrAdd(topic, proved, GetNow()));
            request.data = proved;
        }
    }
    return RequestMessage::OK;
}

void
WakuLightpushProtocol::HandleRequest(Time, PeerId peer, const RequestMessage& request)
{
    if (!m_relay)
    {
        Answer(peer, request.id, RequestMessage::SERVICE_UNAVAILABLE, "this node has no relay");
        return;
    }
    WakuLightpushRequest read;
    if (!WakuLightpushRequest::Decode(request.fields, read))
    {
        Answer(peer, request.id, RequestMessage::BAD_REQUEST, "the request can't be decoded");
        return;
    }
    std::string description;
    Time delay;
    const uint32_t status = Prepare(read, description, delay);
    if (status != RequestMessage::OK)
    {
        Answer(peer, request.id, status, description);
    }
    else if (delay.IsZero())
    {
        Inject(peer, request.id, read);
    }
    else
    {
        GetHost().After(delay,
                        [this, peer, id = request.id, read](Time) { Inject(peer, id, read); });
    }
}

void
WakuLightpushProtocol::Inject(PeerId peer,
                              const std::string& id,
                              const WakuLightpushRequest& request)
{
    if (!m_relay)
    {
        Answer(peer, id, RequestMessage::SERVICE_UNAVAILABLE, "this node has no relay");
        return;
    }
    m_relay->Inject(*request.pubsubTopic,
                    request.data,
                    [this, peer, id](const PubsubInjection& injection) {
                        switch (injection.outcome)
                        {
                        case PubsubInjection::TOO_LARGE:
                            Answer(peer, id, PAYLOAD_TOO_LARGE, "the message is too large");
                            break;
                        case PubsubInjection::NOT_SUBSCRIBED:
                            Answer(peer,
                                   id,
                                   UNSUPPORTED_PUBSUB_TOPIC,
                                   "this node is not subscribed to the pubsub topic");
                            break;
                        case PubsubInjection::SEEN:
                            Answer(peer, id, INVALID_MESSAGE, "this node has seen the message");
                            break;
                        case PubsubInjection::INVALID:
                            Answer(peer, id, INVALID_MESSAGE, "the message is not valid");
                            break;
                        case PubsubInjection::THROTTLED:
                            Answer(peer,
                                   id,
                                   RequestMessage::TOO_MANY_REQUESTS,
                                   "too many messages are in validation");
                            break;
                        case PubsubInjection::PUBLISHED:
                            Answer(peer,
                                   id,
                                   injection.peers > 0 ? RequestMessage::OK : NO_PEERS_TO_RELAY,
                                   injection.peers > 0 ? "" : "there is nobody to relay to",
                                   injection.peers);
                            break;
                        }
                    });
}

RequestError
WakuLightpushProtocol::Ask(PeerId peer, const WakuLightpushRequest& request, ResultFunction result)
{
    return Request(peer,
                   request.Encode(),
                   [result](const RequestMessage* message, RequestError error) {
                       WakuLightpushResult read;
                       read.error = error;
                       WakuLightpushAnswer answer;
                       if (message)
                       {
                           read.status = message->status;
                           read.description = message->description;
                           if (!WakuLightpushAnswer::Decode(message->fields, answer))
                           {
                               read.error = RequestError::MALFORMED;
                           }
                           read.relayPeers = answer.relayPeers.value_or(0);
                       }
                       result(read);
                   });
}

Ptr<const PubsubMessage>
WakuLightpushProtocol::Publish(const std::string& pubsubTopic,
                               const WakuMessage& message,
                               ResultFunction result)
{
    NS_ABORT_MSG_IF(message.meta.size() > WakuMessage::META_LIMIT,
                    "WakuLightpushProtocol: meta of a message has "
                        << message.meta.size() << " bytes, not 0 to " << WakuMessage::META_LIMIT);
    if (!IsStarted() || GetNServiceNodes() == 0 || m_waiting.size() >= m_maxWaiting)
    {
        return nullptr;
    }
    Waiting waiting;
    waiting.request.data = message.Encode();
    if (!pubsubTopic.empty())
    {
        waiting.request.pubsubTopic = pubsubTopic;
    }
    const auto pool = m_pool ? m_pool : WakuRelayProtocol::GetSharedMessagePool();
    std::optional<std::string> topic = waiting.request.pubsubTopic;
    if (!topic && m_shard)
    {
        topic = m_shard(message.contentTopic);
    }
    waiting.message =
        pool->FindOrAdd(topic.value_or(std::string()), waiting.request.data, GetNow());
    waiting.result = std::move(result);
    const Ptr<const PubsubMessage> made = waiting.message;
    const uint64_t number = m_nextWaiting++;
    m_waiting.emplace(number, std::move(waiting));
    m_publishTrace(made);
    GetHost().After(m_pushTimeout, [this, number](Time) {
        Finish(number, {RequestError::TIMEOUT, 0, std::string(), 0, 0});
    });
    Send(number);
    return made;
}

WakuMessage
WakuLightpushProtocol::MakeMessage(const std::string& contentTopic, uint32_t size)
{
    WakuMessage message;
    message.contentTopic = contentTopic;
    message.timestamp = ToWakuTimestamp(m_unixEpoch, GetNow());
    message.rateLimitProof.resize(m_proofSize);
    message.SetUniquePayload(GetHost().GetNodeNumber(), m_sequence++, size);
    return message;
}

Ptr<const PubsubMessage>
WakuLightpushProtocol::Publish(uint32_t size, ResultFunction result)
{
    if (!IsStarted())
    {
        return nullptr;
    }
    return Publish(m_pubsubTopic, MakeMessage(m_contentTopic, size), std::move(result));
}

Ptr<const PubsubMessage>
WakuLightpushProtocol::PublishContent(const std::string& contentTopic,
                                      uint32_t size,
                                      ResultFunction result)
{
    if (!IsStarted())
    {
        return nullptr;
    }
    return Publish(std::string(), MakeMessage(contentTopic, size), std::move(result));
}

void
WakuLightpushProtocol::PublishTraffic(uint32_t size)
{
    // A node with relay publishes by that.
    if (GetNServiceNodes() > 0 && !m_relay)
    {
        Publish(size);
    }
}

void
WakuLightpushProtocol::Send(uint64_t number)
{
    const auto found = m_waiting.find(number);
    const auto service = GetService();
    if (found == m_waiting.end() || found->second.isAsking || !service)
    {
        return;
    }
    found->second.isAsking = true;
    found->second.tries++;
    const auto error =
        Ask(*service, found->second.request, [this, number](const WakuLightpushResult& result) {
            Handle(number, result);
        });
    if (error != RequestError::NONE)
    {
        Handle(number, {error, 0, std::string(), 0, 0});
    }
}

void
WakuLightpushProtocol::Handle(uint64_t number, const WakuLightpushResult& result)
{
    const auto found = m_waiting.find(number);
    if (found == m_waiting.end())
    {
        return;
    }
    found->second.isAsking = false;
    if (result.IsOk() || IsFinal(result) || found->second.tries >= m_pushTries || !IsStarted())
    {
        Finish(number, result);
        return;
    }
    ReplaceService();
}

void
WakuLightpushProtocol::Finish(uint64_t number, WakuLightpushResult result)
{
    const auto found = m_waiting.find(number);
    if (found == m_waiting.end())
    {
        return;
    }
    const Waiting waiting = std::move(found->second);
    m_waiting.erase(found);
    result.tries = waiting.tries;
    m_resultTrace(waiting.message, result);
    if (waiting.result)
    {
        waiting.result(result);
    }
}

void
WakuLightpushProtocol::ServiceUp(PeerId)
{
    std::vector<uint64_t> numbers;
    for (const auto& [number, waiting] : m_waiting)
    {
        numbers.push_back(number);
    }
    for (const uint64_t number : numbers)
    {
        Send(number);
    }
}

void
WakuLightpushProtocol::Stop(Time now)
{
    WakuServiceProtocol::Stop(now);
    while (!m_waiting.empty())
    {
        Finish(m_waiting.begin()->first, {RequestError::DISCONNECTED, 0, std::string(), 0, 0});
    }
}

} // namespace ns3
