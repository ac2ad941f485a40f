/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-router.h"

#include "ns3/log.h"

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("PubsubRouter");
NS_OBJECT_ENSURE_REGISTERED(PubsubRouter);

void
PubsubHost::HasSubscribed(const std::string&)
{
}

void
PubsubHost::HasUnsubscribed(const std::string&)
{
}

void
PubsubHost::HasReceivedFirst(Ptr<const PubsubMessage>, const PeerInfo&)
{
}

void
PubsubHost::HasReceivedDuplicate(Ptr<const PubsubMessage>, const PeerInfo&)
{
}

void
PubsubHost::HasReceivedUnwanted(Ptr<const PubsubMessage>, const PeerInfo&)
{
}

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

void
PubsubRouter::Start(Time)
{
    m_seen.SetTtl(m_seenTtl);
}

void
PubsubRouter::Stop(Time)
{
    m_peers.clear();
    m_seen.Clear();
}

void
PubsubRouter::AddPeer(Time, const PeerInfo& peer)
{
    m_peers.emplace(peer.id, peer);
}

void
PubsubRouter::RemovePeer(Time, PeerId peer)
{
    m_peers.erase(peer);
}

void
PubsubRouter::Subscribe(Time, const std::string& topic)
{
    if (m_topics.insert(topic).second)
    {
        NS_LOG_INFO("subscribes to " << topic);
        m_subscribeTrace(topic);
        if (m_host)
        {
            m_host->HasSubscribed(topic);
        }
    }
}

void
PubsubRouter::Unsubscribe(Time, const std::string& topic)
{
    if (m_topics.erase(topic) > 0)
    {
        NS_LOG_INFO("unsubscribes from " << topic);
        m_unsubscribeTrace(topic);
        if (m_host)
        {
            m_host->HasUnsubscribed(topic);
        }
    }
}

bool
PubsubRouter::IsSubscribed(const std::string& topic) const
{
    return m_topics.count(topic) > 0;
}

void
PubsubRouter::Publish(Time now, Ptr<const PubsubMessage> message)
{
    if (m_seen.Add(message, now))
    {
        DoPublish(now, message);
    }
}

void
PubsubRouter::HandleRpc(Time now, PeerId peer, const PubsubRpc& rpc)
{
    const auto known = m_peers.find(peer);
    if (known == m_peers.end() || !AcceptsFrom(now, peer))
    {
        return;
    }
    // A copy, since what follows may remove the peer.
    const PeerInfo info = known->second;
    for (const PubsubRpc::SubOpts& opts : rpc.subscriptions)
    {
        HandleSubscription(now, peer, opts);
    }
    for (const auto& message : rpc.publish)
    {
        HandleMessage(now, info, message);
    }
    if (rpc.HasControl() && m_peers.count(peer) > 0)
    {
        HandleControl(now, peer, rpc);
    }
}

void
PubsubRouter::HandleMessage(Time now, const PeerInfo& peer, Ptr<const PubsubMessage> message)
{
    if (!WantsTopic(message->GetTopic()))
    {
        NS_LOG_LOGIC("unwanted " << message->GetId().ToString() << " of peer " << peer.id);
        m_unwantedTrace(message, peer);
        m_host->HasReceivedUnwanted(message, peer);
        return;
    }
    if (!m_seen.Add(message, now))
    {
        NS_LOG_LOGIC("copy of " << message->GetId().ToString() << " of peer " << peer.id);
        m_duplicateTrace(message, peer);
        m_host->HasReceivedDuplicate(message, peer);
        HandleDuplicate(now, peer.id, message);
        return;
    }
    NS_LOG_LOGIC("first " << message->GetId().ToString() << " of peer " << peer.id);
    m_firstReceiveTrace(message, peer);
    m_host->HasReceivedFirst(message, peer);
    HandleFirst(now, peer.id, message);
    m_host->Validate(peer.id, message);
}

void
PubsubRouter::Validated(Time now,
                        PeerId peer,
                        Ptr<const PubsubMessage> message,
                        ValidationResult result)
{
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
PubsubRouter::HandleMalformed(Time, PeerId)
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
