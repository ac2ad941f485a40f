/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-light-node.h"

#include "waku-clock.h"

#include "ns3/boolean.h"
#include "ns3/compact-callback.h"
#include "ns3/object-part.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <map>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WakuLightNode);

namespace
{

ObjectBase*
FindPushOf(ObjectBase* whole)
{
    const auto* node = dynamic_cast<WakuLightNode*>(whole);
    return node ? PeekPointer(node->GetPush()) : nullptr;
}

ObjectBase*
FindLightpushOf(ObjectBase* whole)
{
    const auto* node = dynamic_cast<WakuLightNode*>(whole);
    return node ? PeekPointer(node->GetLightpush()) : nullptr;
}

} // namespace

TypeId
WakuLightNode::GetTypeId()
{
    static TypeId tid = [] {
        TypeId type =
            TypeId("ns3::WakuLightNode")
                .SetParent<P2pNode>()
                .SetGroupName("Waku")
                .AddConstructor<WakuLightNode>()
                .AddAttribute("FetchMissed",
                              "Whether the node asks stores for what it has missed when it is back "
                              "online.",
                              BooleanValue(true),
                              MakeBooleanAccessor(&WakuLightNode::m_fetchMissed),
                              MakeBooleanChecker())
                .AddAttribute("FetchOverlap",
                              "It asks for messages from this time before it left, since they may "
                              "have been on their way.",
                              TimeValue(Seconds(20)),
                              MakeTimeAccessor(&WakuLightNode::m_fetchOverlap),
                              MakeTimeChecker(Time(0)))
                .AddAttribute("FetchSettle",
                              "It asks once more after this time, for messages that had not "
                              "reached the store at first; 0 for never.",
                              TimeValue(Seconds(10)),
                              MakeTimeAccessor(&WakuLightNode::m_fetchSettle),
                              MakeTimeChecker(Time(0)))
                .AddTraceSource("Recovered",
                                "The node has fetched what it had missed, or stores have failed.",
                                MakeTraceSourceAccessor(&WakuLightNode::m_recoveredTrace),
                                "ns3::WakuLightNode::RecoveredTracedCallback")
                .AddTraceSource("Fetched",
                                "A message that the node had missed has come from a store; it is "
                                "delivered next.",
                                MakeTraceSourceAccessor(&WakuLightNode::m_fetchedTrace),
                                "ns3::WakuLightNode::FetchedTracedCallback");
        AddTraceSourcesOfPart(type, WakuFilterPushProtocol::GetTypeId(), &FindPushOf);
        AddTraceSourcesOfPart(type, WakuLightpushProtocol::GetTypeId(), &FindLightpushOf);
        return type;
    }();
    return tid;
}

WakuLightNode::WakuLightNode()
    : m_filter(CreateObject<WakuFilterProtocol>()),
      m_push(CreateObject<WakuFilterPushProtocol>()),
      m_lightpush(CreateObject<WakuLightpushProtocol>()),
      m_store(CreateObject<WakuStoreProtocol>())
{
    m_filter->SetPush(m_push);
    Mount(m_filter);
    Mount(m_push);
    Mount(m_lightpush);
    Mount(m_store);
}

WakuLightNode::~WakuLightNode() = default;

std::string
WakuLightNode::GetRole() const
{
    return "light node";
}

void
WakuLightNode::NotifyConstructionCompleted()
{
    P2pNode::NotifyConstructionCompleted();
    if (!m_fetchMissed)
    {
        return;
    }
    TraceConnectWithoutContext("Online", MakeCompactCallback<&WakuLightNode::HandleOnline>(this));
    m_push->TraceConnectWithoutContext("Deliver",
                                       MakeCompactCallback<&WakuLightNode::HandleDelivered>(this));
}

void
WakuLightNode::DoDispose()
{
    m_missed.reset();
    P2pNode::DoDispose();
}

void
WakuLightNode::AddServiceNode(const Address& remote)
{
    m_filter->AddServiceNode(remote);
    m_lightpush->AddServiceNode(remote);
    m_store->AddServiceNode(remote);
}

void
WakuLightNode::Subscribe(const std::string& pubsubTopic,
                         const std::vector<std::string>& contentTopics)
{
    m_filter->Subscribe(pubsubTopic, contentTopics);
}

void
WakuLightNode::Unsubscribe(const std::string& pubsubTopic,
                           const std::vector<std::string>& contentTopics)
{
    m_filter->Unsubscribe(pubsubTopic, contentTopics);
}

Ptr<const PubsubMessage>
WakuLightNode::Publish(uint32_t size, WakuLightpushProtocol::ResultFunction result)
{
    return m_lightpush->Publish(size, std::move(result));
}

Ptr<const PubsubMessage>
WakuLightNode::Publish(const std::string& pubsubTopic,
                       const WakuMessage& message,
                       WakuLightpushProtocol::ResultFunction result)
{
    return m_lightpush->Publish(pubsubTopic, message, std::move(result));
}

Ptr<const PubsubMessage>
WakuLightNode::PublishContent(const std::string& contentTopic,
                              uint32_t size,
                              WakuLightpushProtocol::ResultFunction result)
{
    return m_lightpush->PublishContent(contentTopic, size, std::move(result));
}

void
WakuLightNode::FindServices(Ptr<WakuServiceFinder> finder)
{
    finder->SetFunctions([this](const WakuNodeRecord& record) { return IsService(record); },
                         [this](const WakuNodeRecord& record) { AddServiceNode(record.address); });
    Mount(finder);
}

bool
WakuLightNode::IsService(const WakuNodeRecord& record) const
{
    constexpr uint8_t ALL =
        WakuNodeRecord::STORE | WakuNodeRecord::FILTER | WakuNodeRecord::LIGHTPUSH;
    if ((record.capabilities & ALL) != ALL)
    {
        return false;
    }
    for (const auto& [pubsubTopic, contentTopic] : m_filter->GetCriteria())
    {
        const auto shard = WakuShard::FromTopic(pubsubTopic);
        if (shard && !(record.shards && record.shards->Contains(*shard)))
        {
            return false;
        }
    }
    return true;
}

void
WakuLightNode::WasOnline(Time until)
{
    m_wasOnline = until;
}

void
WakuLightNode::SetMessagePool(Ptr<MessagePool> pool)
{
    m_push->SetMessagePool(pool);
    m_lightpush->SetMessagePool(pool);
}

WakuMissedMessages::Interests
WakuLightNode::GetInterests() const
{
    std::map<std::string, std::vector<std::string>> byTopic;
    for (const auto& [pubsubTopic, contentTopic] : m_filter->GetCriteria())
    {
        auto& contentTopics = byTopic[pubsubTopic];
        if (!contentTopic.empty())
        {
            contentTopics.push_back(contentTopic);
        }
    }
    return WakuMissedMessages::Interests(byTopic.begin(), byTopic.end());
}

void
WakuLightNode::HandleOnline(bool isOnline)
{
    const Time now = Simulator::Now();
    if (!m_missed)
    {
        UintegerValue epoch;
        m_lightpush->GetAttribute("UnixEpoch", epoch);
        m_missed = std::make_unique<WakuMissedMessages>(
            *m_store,
            WakuMissedMessages::Settings{m_fetchOverlap, m_fetchSettle, epoch.Get(), 10},
            [this] { return GetMessagePool(); },
            [this](const Ptr<const PubsubMessage>& message) { return TakeMissed(message); },
            [this](const WakuRecovery& recovery) { m_recoveredTrace(recovery); });
        if (m_wasOnline)
        {
            m_missed->WasOnline(*m_wasOnline);
        }
    }
    if (!isOnline)
    {
        m_missed->GoneOffline(now);
        return;
    }
    m_missed->BackOnline(now, GetInterests());
}

void
WakuLightNode::HandleDelivered(Ptr<const PubsubMessage> message)
{
    if (m_missed)
    {
        m_missed->NoteDelivered(Simulator::Now(), *message);
    }
}

bool
WakuLightNode::TakeMissed(const Ptr<const PubsubMessage>& message)
{
    m_fetchedTrace(message);
    return m_push->Take(message);
}

} // namespace ns3
