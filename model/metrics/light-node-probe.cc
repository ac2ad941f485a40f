/* SPDX-License-Identifier: GPL-2.0-only */
#include "light-node-probe.h"

#include "ns3/compact-callback.h"

namespace ns3
{

namespace
{

const MessageFeed::Registration g_lightNodeProbe("waku-light-node", [] {
    return MessageFeed::Protocol(MakeMessageProbe<LightNodeProbe>);
});

ObservedMessage
DescribeForLightNode(const PubsubMessage& message)
{
    return {message.GetId().GetKey(), message.GetPayloadSize(), message.GetSize(), true};
}

} // namespace

LightNodeProbe::LightNodeProbe(MessageFeed& feed, uint32_t node, Ptr<WakuLightNode> light)
    : MessageProbe(feed, node),
      m_light(light)
{
    ConnectTraceSource(*light, "Online", MakeCompactCallback<&LightNodeProbe::Online>(this));
    ConnectTraceSource(*light->GetFilter(),
                       "CriteriaChanged",
                       MakeCompactCallback<&LightNodeProbe::CriteriaChanged>(this));
    ConnectTraceSource(*light, "Publish", MakeCompactCallback<&LightNodeProbe::Publish>(this));
    ConnectTraceSource(*light,
                       "FirstReceive",
                       MakeCompactCallback<&LightNodeProbe::FirstReceive>(this));
    ConnectTraceSource(*light, "Duplicate", MakeCompactCallback<&LightNodeProbe::Duplicate>(this));
    ConnectTraceSource(*light, "Deliver", MakeCompactCallback<&LightNodeProbe::Deliver>(this));
    if (light->IsOnline())
    {
        Online(true);
    }
}

Ptr<Object>
LightNodeProbe::GetPool() const
{
    return m_light->GetMessagePool();
}

void
LightNodeProbe::Online(bool isOnline)
{
    m_isOnline = isOnline;
    for (const auto& [pubsubTopic, contentTopic] : m_light->GetFilter()->GetCriteria())
    {
        TellWanted(pubsubTopic, contentTopic, isOnline);
    }
}

void
LightNodeProbe::CriteriaChanged(const std::string& pubsubTopic,
                                const std::string& contentTopic,
                                bool isWanted)
{
    if (m_isOnline)
    {
        TellWanted(pubsubTopic, contentTopic, isWanted);
    }
}

void
LightNodeProbe::TellWanted(const std::string& pubsubTopic,
                           const std::string& contentTopic,
                           bool isWanted)
{
    Tell(contentTopic.empty() ? &MessageObserver::SetSubscribed : &MessageObserver::SetInterested,
         pubsubTopic,
         isWanted);
}

void
LightNodeProbe::Publish(Ptr<const PubsubMessage> message)
{
    GetFeed().ListenToPools();
    Tell(&MessageObserver::Published, DescribeForLightNode(*message), message->GetTopic());
}

void
LightNodeProbe::FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedFirst, NodeOf(peer), DescribeForLightNode(*message));
}

void
LightNodeProbe::Duplicate(Ptr<const PubsubMessage> message, const PeerInfo& peer)
{
    Tell(&MessageObserver::ReceivedAgain, NodeOf(peer), DescribeForLightNode(*message));
}

void
LightNodeProbe::Deliver(Ptr<const PubsubMessage> message)
{
    Tell(&MessageObserver::Delivered, DescribeForLightNode(*message));
}

} // namespace ns3
