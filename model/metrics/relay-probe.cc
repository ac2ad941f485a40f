/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-probe.h"

#include "ns3/compact-callback.h"
#include "ns3/waku-lightpush-protocol.h"

namespace ns3
{

namespace
{

ObservedMessage
Describe(const PubsubMessage& message)
{
    return {message.GetId().GetKey(), message.GetPayloadSize(), message.GetSize()};
}

} // namespace

RelayProbe::RelayProbe(MessageFeed& feed, uint32_t node, Ptr<WakuRelay> relay)
    : MessageProbe(feed, node),
      m_relay(relay)
{
    ConnectTraceSource(*relay, "Online", MakeCompactCallback<&RelayProbe::Online>(this));
    ConnectTraceSource(*relay, "Subscribe", MakeCompactCallback<&RelayProbe::Subscribe>(this));
    ConnectTraceSource(*relay, "Unsubscribe", MakeCompactCallback<&RelayProbe::Unsubscribe>(this));
    ConnectTraceSource(*relay, "Publish", MakeCompactCallback<&RelayProbe::Publish>(this));
    ConnectTraceSource(*relay, "Send", MakeCompactCallback<&RelayProbe::Send>(this));
    ConnectTraceSource(*relay,
                       "FirstReceive",
                       MakeCompactCallback<&RelayProbe::FirstReceive>(this));
    ConnectTraceSource(*relay, "Duplicate", MakeCompactCallback<&RelayProbe::Duplicate>(this));
    ConnectTraceSource(*relay, "Unwanted", MakeCompactCallback<&RelayProbe::Unwanted>(this));
    ConnectTraceSource(*relay, "Deliver", MakeCompactCallback<&RelayProbe::Deliver>(this));
    if (const auto lightpush = relay->FindProtocol<WakuLightpushProtocol>())
    {
        ConnectTraceSource(*lightpush, "Proved", MakeCompactCallback<&RelayProbe::Proved>(this));
    }
    if (relay->IsOnline())
    {
        Online(true);
    }
}

Ptr<Object>
RelayProbe::GetPool() const
{
    const auto router = m_relay->GetRouter();
    return router ? router->GetMessagePool() : nullptr;
}

void
RelayProbe::ListenToPool()
{
    ConnectTraceSource(*GetPool(), "Expire", MakeCompactCallback<&RelayProbe::Forget>(this));
}

void
RelayProbe::Online(bool isOnline)
{
    m_isOnline = isOnline;
    for (const std::string& topic : m_relay->GetRouter()->GetTopics())
    {
        Tell(&MessageObserver::SetSubscribed, topic, isOnline);
    }
}

void
RelayProbe::Subscribe(const std::string& topic)
{
    if (m_isOnline)
    {
        Tell(&MessageObserver::SetSubscribed, topic, true);
    }
}

void
RelayProbe::Unsubscribe(const std::string& topic)
{
    if (m_isOnline)
    {
        Tell(&MessageObserver::SetSubscribed, topic, false);
    }
}

void
RelayProbe::Publish(Ptr<const PubsubMessage> message)
{
    GetFeed().ListenToPools();
    Tell(&MessageObserver::Published, Describe(*message), message->GetTopic());
}

void
RelayProbe::Send(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::Sent, NodeOf(peer), Describe(*message));
}

void
RelayProbe::FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedFirst, NodeOf(peer), Describe(*message));
}

void
RelayProbe::Duplicate(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAgain, NodeOf(peer), Describe(*message));
}

void
RelayProbe::Unwanted(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAside, NodeOf(peer), Describe(*message));
}

void
RelayProbe::Deliver(Ptr<const PubsubMessage> message)
{
    Tell(&MessageObserver::Delivered, Describe(*message));
}

void
RelayProbe::Proved(Ptr<const PubsubMessage> before, Ptr<const PubsubMessage> after)
{
    const MessageKey& old = before->GetId().GetKey();
    const MessageKey& key = after->GetId().GetKey();
    if (old != key)
    {
        Tell(&MessageObserver::Renamed, old, key);
    }
}

void
RelayProbe::Forget(Ptr<const PubsubMessage> message)
{
    GetFeed().Tell(&MessageObserver::Forgotten, Describe(*message));
}

} // namespace ns3
