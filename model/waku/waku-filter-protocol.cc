/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-filter-protocol.h"

#include "waku-message.h"

#include "ns3/boolean.h"
#include "ns3/compact-callback.h"
#include "ns3/log.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WakuFilterProtocol");
NS_OBJECT_ENSURE_REGISTERED(WakuFilterProtocol);

namespace
{

WakuFilterCriteria
ToCriteria(const std::string& pubsubTopic, const std::vector<std::string>& contentTopics)
{
    WakuFilterCriteria criteria;
    for (const std::string& contentTopic : contentTopics)
    {
        criteria.emplace(pubsubTopic, contentTopic);
    }
    if (contentTopics.empty())
    {
        criteria.emplace(pubsubTopic, std::string());
    }
    return criteria;
}

} // namespace

TypeId
WakuFilterProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::WakuFilterProtocol")
            .SetParent<WakuServiceProtocol>()
            .SetGroupName("Waku")
            .AddConstructor<WakuFilterProtocol>()
            .AddAttribute("MaxPeers",
                          "Most clients with a subscription at this service node. (100 in nwaku)",
                          UintegerValue(100),
                          MakeUintegerAccessor(&WakuFilterProtocol::m_maxPeers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxCriteria",
                          "Most pairs of pubsub topic and content topic in the subscription of a "
                          "client. (1000 in nwaku)",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&WakuFilterProtocol::m_maxCriteria),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxContentTopics",
                          "Most content topics of a request, served or made. (100 in nwaku)",
                          UintegerValue(100),
                          MakeUintegerAccessor(&WakuFilterProtocol::m_maxContentTopics),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("SubscriptionTimeout",
                          "A subscription ends when its client has asked for nothing, a ping "
                          "included, for this time. (5 min in nwaku)",
                          TimeValue(Minutes(5)),
                          MakeTimeAccessor(&WakuFilterProtocol::m_subscriptionTimeout),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("WholeTopics",
                          "Whether a subscription without content topics is one to the whole "
                          "pubsub topic. The specification has none such and wants 400.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&WakuFilterProtocol::m_wholeTopics),
                          MakeBooleanChecker())
            .AddAttribute("PingInterval",
                          "Time between the pings of a client.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&WakuFilterProtocol::m_pingInterval),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("MaxPingFailures",
                          "Pings in a row without an answer until a client takes another service "
                          "node.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&WakuFilterProtocol::m_maxPingFailures),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Served",
                            "A request of a peer is answered. (peer, type, status)",
                            MakeTraceSourceAccessor(&WakuFilterProtocol::m_servedTrace),
                            "ns3::WakuFilterProtocol::AnswerTracedCallback")
            .AddTraceSource("Answered",
                            "A request of this client was answered, or has failed. (peer, type, "
                            "status or 0)",
                            MakeTraceSourceAccessor(&WakuFilterProtocol::m_answeredTrace),
                            "ns3::WakuFilterProtocol::AnswerTracedCallback")
            .AddTraceSource("CriteriaChanged",
                            "This client wants other messages. (pubsub topic, content topic, "
                            "whether it wants them)",
                            MakeTraceSourceAccessor(&WakuFilterProtocol::m_criteriaTrace),
                            "ns3::WakuFilterProtocol::CriteriaTracedCallback");
    return tid;
}

WakuFilterProtocol::WakuFilterProtocol() = default;

WakuFilterProtocol::~WakuFilterProtocol() = default;

void
WakuFilterProtocol::DoDispose()
{
    m_client.reset();
    m_push = nullptr;
    m_subscriptions.Clear();
    WakuServiceProtocol::DoDispose();
}

std::string
WakuFilterProtocol::GetProtocolId() const
{
    return "/vac/waku/filter-subscribe/2.0.0-beta1";
}

void
WakuFilterProtocol::SetPush(Ptr<WakuFilterPushProtocol> push)
{
    m_push = push;
    m_push->SetJudge([this](PeerId peer, const std::string& topic, const std::string& content) {
        return m_client ? m_client->Judge(peer, topic, content)
                        : WakuFilterPushProtocol::Verdict::WRONG_PEER;
    });
}

void
WakuFilterProtocol::ServeFrom(Ptr<WakuRelayProtocol> relay)
{
    m_serves = true;
    const auto push = MakeCompactCallback<&WakuFilterProtocol::Push>(this);
    relay->TraceConnectWithoutContext("Deliver", push);
    relay->TraceConnectWithoutContext("Publish", push);
}

void
WakuFilterProtocol::Push(Ptr<const PubsubMessage> message)
{
    if (m_subscriptions.IsEmpty() || !m_push)
    {
        return;
    }
    WakuMessage content;
    if (!WakuMessage::Decode(message->GetData(), content))
    {
        return;
    }
    m_subscriptions.Expire(GetNow(), m_subscriptionTimeout);
    m_push->Push(m_subscriptions.Find(message->GetTopic(), content.contentTopic), message);
}

void
WakuFilterProtocol::Stop(Time now)
{
    m_subscriptions.Clear();
    WakuServiceProtocol::Stop(now);
}

void
WakuFilterProtocol::PeerDown(const PeerInfo& peer)
{
    // A peer that connects again is another one, so nobody could ever use this subscription.
    m_subscriptions.RemoveAll(peer.id);
    WakuServiceProtocol::PeerDown(peer);
}

void
WakuFilterProtocol::HandleRequest(Time now, PeerId peer, const RequestMessage& request)
{
    WakuFilterRequest read;
    const Reply reply = WakuFilterRequest::Decode(request.fields, read)
                            ? Serve(now, peer, read)
                            : Reply{RequestMessage::BAD_REQUEST, "the request can't be decoded"};
    NS_LOG_INFO("type " << read.type << " of peer " << peer << ": " << reply.status);
    m_servedTrace(peer, read.type, reply.status);
    Respond(peer, request.id, reply.status, VirtualBytes(), reply.description);
}

WakuFilterProtocol::Reply
WakuFilterProtocol::Serve(Time now, PeerId peer, const WakuFilterRequest& request)
{
    if (!m_serves)
    {
        return {RequestMessage::SERVICE_UNAVAILABLE, "this node has no filter"};
    }
    m_subscriptions.Expire(now, m_subscriptionTimeout);
    using Outcome = WakuFilterSubscriptions::Outcome;
    WakuFilterCriteria criteria;
    Outcome outcome = Outcome::OK;
    const bool isPing = request.type == static_cast<uint64_t>(WakuFilterType::PING);
    if (isPing || request.type == static_cast<uint64_t>(WakuFilterType::UNSUBSCRIBE_ALL))
    {
        outcome = isPing ? m_subscriptions.Refresh(now, peer) : m_subscriptions.RemoveAll(peer);
    }
    else if (request.type > static_cast<uint64_t>(WakuFilterType::UNSUBSCRIBE_ALL))
    {
        return {RequestMessage::BAD_REQUEST, "there is no such type of request"};
    }
    else
    {
        const std::string fault = ReadCriteria(request, criteria);
        if (!fault.empty())
        {
            return {RequestMessage::BAD_REQUEST, fault};
        }
        outcome = request.type == static_cast<uint64_t>(WakuFilterType::SUBSCRIBE)
                      ? m_subscriptions.Add(now,
                                            peer,
                                            criteria,
                                            {m_maxPeers, m_maxCriteria, m_subscriptionTimeout})
                      : m_subscriptions.Remove(now, peer, criteria);
    }
    switch (outcome)
    {
    case Outcome::TOO_MANY_PEERS:
        return {RequestMessage::SERVICE_UNAVAILABLE, "this node has too many subscribers"};
    case Outcome::TOO_MANY_CRITERIA:
        return {RequestMessage::SERVICE_UNAVAILABLE, "too many filter criteria"};
    case Outcome::NOT_FOUND:
        return {NOT_FOUND, "there is no such subscription"};
    default:
        return {RequestMessage::OK, "OK"};
    }
}

std::string
WakuFilterProtocol::ReadCriteria(const WakuFilterRequest& request,
                                 WakuFilterCriteria& criteria) const
{
    if (!request.pubsubTopic || request.pubsubTopic->empty())
    {
        return "there is no pubsub topic";
    }
    if (request.contentTopics.empty() && !m_wholeTopics)
    {
        return "there are no content topics";
    }
    if (request.contentTopics.size() > m_maxContentTopics)
    {
        return "too many content topics";
    }
    criteria = ToCriteria(*request.pubsubTopic, request.contentTopics);
    if (!m_wholeTopics && criteria.count({*request.pubsubTopic, std::string()}) > 0)
    {
        return "a content topic is empty";
    }
    return std::string();
}

WakuFilterClient&
WakuFilterProtocol::GetClient()
{
    if (!m_client)
    {
        m_client = std::make_unique<WakuFilterClient>(
            *this,
            WakuFilterClient::Settings{m_pingInterval, m_maxPingFailures, m_maxContentTopics});
    }
    return *m_client;
}

void
WakuFilterProtocol::Subscribe(const std::string& pubsubTopic,
                              const std::vector<std::string>& contentTopics)
{
    const WakuFilterCriteria criteria = ToCriteria(pubsubTopic, contentTopics);
    for (const auto& [topic, contentTopic] : criteria)
    {
        m_criteriaTrace(topic, contentTopic, true);
    }
    GetClient().Subscribe(criteria);
}

void
WakuFilterProtocol::Unsubscribe(const std::string& pubsubTopic,
                                const std::vector<std::string>& contentTopics)
{
    const WakuFilterCriteria criteria = ToCriteria(pubsubTopic, contentTopics);
    for (const auto& [topic, contentTopic] : criteria)
    {
        m_criteriaTrace(topic, contentTopic, false);
    }
    GetClient().Unsubscribe(criteria);
}

void
WakuFilterProtocol::UnsubscribeAll()
{
    const WakuFilterCriteria criteria = GetCriteria();
    for (const auto& [topic, contentTopic] : criteria)
    {
        m_criteriaTrace(topic, contentTopic, false);
    }
    GetClient().UnsubscribeAll();
}

WakuFilterCriteria
WakuFilterProtocol::GetCriteria() const
{
    return m_client ? m_client->GetCriteria() : WakuFilterCriteria();
}

bool
WakuFilterProtocol::IsSubscribed() const
{
    return m_client && m_client->IsSubscribed();
}

RequestError
WakuFilterProtocol::Ask(PeerId peer, const WakuFilterRequest& request, AnswerFunction answer)
{
    return Request(peer,
                   request.Encode(),
                   [this, peer, type = request.type, answer](const RequestMessage* message,
                                                             RequestError error) {
                       m_answeredTrace(peer, type, message ? message->status : 0);
                       if (answer)
                       {
                           answer(message, error);
                       }
                   });
}

void
WakuFilterProtocol::ServiceUp(PeerId peer)
{
    if (m_client)
    {
        m_client->ServiceUp(peer);
    }
}

void
WakuFilterProtocol::ServiceDown()
{
    if (m_client)
    {
        m_client->ServiceDown();
    }
}

} // namespace ns3
