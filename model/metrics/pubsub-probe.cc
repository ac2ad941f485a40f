/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-probe.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"

namespace ns3
{

namespace
{

const MessageFeed::Registration g_pubsubProbe("pubsub", &PubsubProbe::MakeProtocol);

} // namespace

ObservedMessage
PubsubProbe::Describe(const PubsubMessage& message)
{
    return {message.GetId().GetKey(), message.GetPayloadSize(), message.GetSize()};
}

PubsubProbe::PubsubProbe(MessageFeed& feed, uint32_t node, Ptr<P2pNode> application)
    : MessageProbe(feed, node),
      m_pubsub(application->FindProtocol<PubsubProtocol>())
{
    NS_ABORT_MSG_IF(!m_pubsub, "PubsubProbe: node " << node << " does not speak pubsub");
    ConnectTraceSource(*application, "Online", MakeCompactCallback<&PubsubProbe::Online>(this));
    const auto connect = [this](const char* name, const CallbackBase& sink) {
        ConnectTraceSource(*m_pubsub, name, sink);
    };
    connect("Subscribe", MakeCompactCallback<&PubsubProbe::Subscribe>(this));
    connect("Unsubscribe", MakeCompactCallback<&PubsubProbe::Unsubscribe>(this));
    connect("Publish", MakeCompactCallback<&PubsubProbe::Publish>(this));
    connect("Send", MakeCompactCallback<&PubsubProbe::Send>(this));
    connect("FirstReceive", MakeCompactCallback<&PubsubProbe::FirstReceive>(this));
    connect("Duplicate", MakeCompactCallback<&PubsubProbe::Duplicate>(this));
    connect("Unwanted", MakeCompactCallback<&PubsubProbe::Unwanted>(this));
    connect("Deliver", MakeCompactCallback<&PubsubProbe::Deliver>(this));
    if (application->IsOnline())
    {
        Online(true);
    }
}

MessageFeed::Protocol
PubsubProbe::MakeProtocol()
{
    return [](MessageFeed& feed,
              uint32_t node,
              Ptr<Application> application) -> std::unique_ptr<MessageProbe> {
        const bool isPlain = application->GetInstanceTypeId() == P2pNode::GetTypeId();
        const auto p2p = isPlain ? DynamicCast<P2pNode>(application) : nullptr;
        const bool isOne = p2p && p2p->FindProtocol<PubsubProtocol>();
        return isOne ? std::make_unique<PubsubProbe>(feed, node, p2p) : nullptr;
    };
}

Ptr<Object>
PubsubProbe::GetPool() const
{
    const auto router = m_pubsub->GetRouter();
    return router ? router->GetMessagePool() : nullptr;
}

Time
PubsubProbe::GetMemory() const
{
    TimeValue seenTtl;
    m_pubsub->GetRouter()->GetAttribute("SeenTtl", seenTtl);
    return seenTtl.Get();
}

void
PubsubProbe::ListenToPool()
{
    ConnectTraceSource(*GetPool(), "Expire", MakeCompactCallback<&PubsubProbe::Forget>(this));
}

void
PubsubProbe::Online(bool isOnline)
{
    m_isOnline = isOnline;
    for (const std::string& topic : m_pubsub->GetRouter()->GetTopics())
    {
        Tell(&MessageObserver::SetSubscribed, topic, isOnline);
    }
}

void
PubsubProbe::Subscribe(const std::string& topic)
{
    if (m_isOnline)
    {
        Tell(&MessageObserver::SetSubscribed, topic, true);
    }
}

void
PubsubProbe::Unsubscribe(const std::string& topic)
{
    if (m_isOnline)
    {
        Tell(&MessageObserver::SetSubscribed, topic, false);
    }
}

void
PubsubProbe::Publish(Ptr<const PubsubMessage> message)
{
    GetFeed().ListenToPools();
    Tell(&MessageObserver::Published, Describe(*message), message->GetTopic());
}

void
PubsubProbe::Send(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::Sent, NodeOf(peer), Describe(*message));
}

void
PubsubProbe::FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedFirst, NodeOf(peer), Describe(*message));
}

void
PubsubProbe::Duplicate(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAgain, NodeOf(peer), Describe(*message));
}

void
PubsubProbe::Unwanted(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAside, NodeOf(peer), Describe(*message));
}

void
PubsubProbe::Deliver(Ptr<const PubsubMessage> message)
{
    Tell(&MessageObserver::Delivered, Describe(*message));
}

void
PubsubProbe::Forget(Ptr<const PubsubMessage> message)
{
    GetFeed().Tell(&MessageObserver::Forgotten, Describe(*message));
}

} // namespace ns3
