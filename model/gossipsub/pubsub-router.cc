/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-router.h"

#include "ns3/boolean.h"
#include "ns3/find-peer.h"
#include "ns3/log.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PubsubRouter");
NS_OBJECT_ENSURE_REGISTERED(PubsubRouter);

TypeId
PubsubRouter::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::PubsubRouter")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddAttribute("SeenTtl",
                          "How long a node knows that it has seen a message.",
                          TimeValue(Minutes(2)),
                          MakeTimeAccessor(&PubsubRouter::m_seenTtl),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("RefreshSeen",
                          "SeenTtl runs from the last copy of a message (nim-libp2p), not from the "
                          "first.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PubsubRouter::m_refreshSeen),
                          MakeBooleanChecker())
            .AddTraceSource("Subscribe",
                            "The node has subscribed to a topic.",
                            MakeTraceSourceAccessor(&PubsubRouter::m_subscribeTrace),
                            "ns3::PubsubRouter::TopicTracedCallback")
            .AddTraceSource("Unsubscribe",
                            "The node has unsubscribed from a topic.",
                            MakeTraceSourceAccessor(&PubsubRouter::m_unsubscribeTrace),
                            "ns3::PubsubRouter::TopicTracedCallback")
            .AddTraceSource("FirstReceive",
                            "The first copy of a message has come in.",
                            MakeTraceSourceAccessor(&PubsubRouter::m_firstReceiveTrace),
                            "ns3::PubsubRouter::MessageTracedCallback")
            .AddTraceSource("Duplicate",
                            "A further copy of a message has come in.",
                            MakeTraceSourceAccessor(&PubsubRouter::m_duplicateTrace),
                            "ns3::PubsubRouter::MessageTracedCallback")
            .AddTraceSource("Unwanted",
                            "A message of a topic to which the node is not subscribed has come in.",
                            MakeTraceSourceAccessor(&PubsubRouter::m_unwantedTrace),
                            "ns3::PubsubRouter::MessageTracedCallback");
    return tid;
}

PubsubRouter::PubsubRouter() = default;

PubsubRouter::~PubsubRouter() = default;

void
PubsubRouter::DoDispose()
{
    m_host = nullptr;
    m_pool = nullptr;
    m_seen.Clear();
    m_peers.clear();
    m_waiting.clear();
    Object::DoDispose();
}

void
PubsubRouter::SetHost(PubsubHost* host)
{
    m_host = host;
}

void
PubsubRouter::SetMessagePool(Ptr<MessagePool> pool)
{
    m_pool = pool;
}

int64_t
PubsubRouter::AssignStreams(int64_t)
{
    return 0;
}

PubsubRouter::Step::Step(PubsubRouter& router)
    : m_router(router)
{
    m_router.m_steps++;
}

PubsubRouter::Step::~Step()
{
    // What is done may ask for more.
    for (std::size_t i = 0; m_router.m_steps == 1 && i < m_router.m_waiting.size(); i++)
    {
        const std::function<void()> task = std::move(m_router.m_waiting[i]);
        task();
    }
    if (--m_router.m_steps == 0)
    {
        m_router.m_waiting.clear();
    }
}

void
PubsubRouter::Start(Time now)
{
    WhenIdle([this, now] {
        m_seen.SetTtl(m_seenTtl);
        m_seen.SetRefresh(m_refreshSeen);
        DoStart(now);
    });
}

void
PubsubRouter::Stop(Time now)
{
    WhenIdle([this, now] {
        DoStop(now);
        m_peers.clear();
        m_seen.Clear();
    });
}

void
PubsubRouter::AddPeer(Time now, const PeerInfo& peer)
{
    WhenIdle([this, now, peer] {
        m_peers.emplace(peer.id, peer);
        DoAddPeer(now, peer);
    });
}

void
PubsubRouter::RemovePeer(Time now, PeerId peer)
{
    WhenIdle([this, now, peer] {
        if (m_peers.count(peer) > 0)
        {
            DoRemovePeer(now, peer);
            m_peers.erase(peer);
        }
    });
}

void
PubsubRouter::Subscribe(Time now, const std::string& topic)
{
    WhenIdle([this, now, topic] {
        if (m_topics.insert(topic).second)
        {
            NS_LOG_INFO("subscribes to " << topic);
            m_subscribeTrace(topic);
            DoSubscribe(now, topic);
        }
    });
}

void
PubsubRouter::Unsubscribe(Time now, const std::string& topic)
{
    WhenIdle([this, now, topic] {
        if (m_topics.erase(topic) > 0)
        {
            NS_LOG_INFO("unsubscribes from " << topic);
            m_unsubscribeTrace(topic);
            DoUnsubscribe(now, topic);
        }
    });
}

bool
PubsubRouter::IsSubscribed(const std::string& topic) const
{
    return m_topics.count(topic) > 0;
}

void
PubsubRouter::Publish(Time now, Ptr<const PubsubMessage> message)
{
    Step step(*this);
    if (m_seen.Add(message, now))
    {
        DoPublish(now, message);
    }
}

void
PubsubRouter::PublishBatch(Time now, const Messages& messages)
{
    Step step(*this);
    Messages unseen;
    for (const auto& message : messages)
    {
        if (m_seen.Add(message, now))
        {
            unseen.push_back(message);
        }
    }
    DoPublishBatch(now, unseen);
}

void
PubsubRouter::HandleRpc(Time now, PeerId peer, const PubsubRpc& rpc)
{
    Step step(*this);
    const auto known = FindPeer(m_peers, peer);
    if (known == m_peers.end() || !AcceptsFrom(now, peer))
    {
        return;
    }
    HandleExtensions(now, peer, rpc);
    for (const PubsubRpc::SubOpts& opts : rpc.subscriptions)
    {
        HandleSubscription(now, peer, opts);
    }
    for (const auto& message : rpc.publish)
    {
        HandleMessage(now, known->second, message);
    }
    if (rpc.HasControl())
    {
        HandleControl(now, peer, rpc);
    }
}

void
PubsubRouter::HandleMessage(Time now, const PeerInfo& peer, Ptr<const PubsubMessage> message)
{
    m_received++;
    if (!WantsTopic(message->GetTopic()))
    {
        NS_LOG_LOGIC("unwanted " << message->GetId().ToString() << " of peer " << peer.id);
        m_unwantedTrace(message, peer);
        return;
    }
    if (!m_seen.Add(message, now))
    {
        NS_LOG_LOGIC("copy of " << message->GetId().ToString() << " of peer " << peer.id);
        m_duplicateTrace(message, peer);
        HandleDuplicate(now, peer.id, message);
        return;
    }
    NS_LOG_LOGIC("first " << message->GetId().ToString() << " of peer " << peer.id);
    m_firstReceiveTrace(message, peer);
    HandleFirst(now, peer.id, message);
    m_host->Validate(peer.id, message);
}

void
PubsubRouter::Validated(Time now,
                        PeerId peer,
                        Ptr<const PubsubMessage> message,
                        ValidationResult result)
{
    Step step(*this);
    if (result != ValidationResult::ACCEPT)
    {
        NS_LOG_INFO((result == ValidationResult::REJECT ? "rejects " : "ignores ")
                    << message->GetId().ToString() << " of peer " << peer);
        HandleInvalid(now, peer, message, result);
        return;
    }
    m_host->Deliver(message);
    DoForward(now, peer, message);
}

void
PubsubRouter::HandleMalformed(Time now, PeerId peer)
{
    Step step(*this);
    DoHandleMalformed(now, peer);
}

void
PubsubRouter::HandleDropped(PeerId peer)
{
    DoHandleDropped(peer);
}

void
PubsubRouter::DoStart(Time)
{
}

void
PubsubRouter::DoStop(Time)
{
}

void
PubsubRouter::DoAddPeer(Time, const PeerInfo&)
{
}

void
PubsubRouter::DoRemovePeer(Time, PeerId)
{
}

void
PubsubRouter::DoSubscribe(Time, const std::string&)
{
}

void
PubsubRouter::DoUnsubscribe(Time, const std::string&)
{
}

void
PubsubRouter::DoHandleMalformed(Time, PeerId)
{
}

void
PubsubRouter::DoHandleDropped(PeerId)
{
}

bool
PubsubRouter::AcceptsFrom(Time, PeerId)
{
    return true;
}

bool
PubsubRouter::WantsTopic(const std::string& topic) const
{
    return IsSubscribed(topic);
}

void
PubsubRouter::HandleSubscription(Time, PeerId, const PubsubRpc::SubOpts&)
{
}

void
PubsubRouter::HandleControl(Time, PeerId, const PubsubRpc&)
{
}

void
PubsubRouter::HandleExtensions(Time, PeerId, const PubsubRpc&)
{
}

void
PubsubRouter::DoPublishBatch(Time now, const Messages& messages)
{
    for (const auto& message : messages)
    {
        DoPublish(now, message);
    }
}

std::string
PubsubRouter::GetProtocolId() const
{
    return "/meshsub/1.2.0";
}

void
PubsubRouter::HandleFirst(Time, PeerId, Ptr<const PubsubMessage>)
{
}

void
PubsubRouter::HandleDuplicate(Time, PeerId, Ptr<const PubsubMessage>)
{
}

void
PubsubRouter::HandleInvalid(Time, PeerId, Ptr<const PubsubMessage>, ValidationResult)
{
}

} // namespace ns3
