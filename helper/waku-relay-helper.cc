/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-relay-helper.h"

#include "application-addresses.h"
#include "checked-attribute.h"

#include "ns3/abort.h"
#include "ns3/gossipsub-preset.h"
#include "ns3/node.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/peer-score-parameters.h"
#include "ns3/pointer.h"
#include "ns3/pubsub-router.h"
#include "ns3/remote-applications.h"
#include "ns3/string.h"
#include "ns3/waku-relay.h"
#include "ns3/waku-traffic-generator.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

namespace
{

Ptr<WakuRelay>
GetRelay(const ApplicationContainer& applications, uint32_t index)
{
    Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(applications.Get(index));
    NS_ABORT_MSG_IF(!relay, "WakuRelayHelper: application " << index << " is no WakuRelay");
    return relay;
}

} // namespace

WakuRelayHelper::WakuRelayHelper(const std::string& mode)
    : m_mode(mode),
      m_relay("ns3::WakuRelay"),
      m_peerScore("ns3::PeerScoreParameters"),
      m_topicScore("ns3::TopicScoreParameters"),
      m_connections("ns3::PeerConnectionManager"),
      m_traffic("ns3::WakuTrafficGenerator")
{
    NS_ABORT_MSG_IF(mode != "Static" && mode != "GossipSub",
                    "WakuRelayHelper: mode is \"" << mode << "\", not Static or GossipSub");
    m_relay.Set("Mode", StringValue(mode));
    m_router.SetTypeId("ns3::" + mode + "Router");
}

void
WakuRelayHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    RefuseAttribute(m_relay,
                    "SetAttribute",
                    name,
                    {{"Mode", "WakuRelayHelper's constructor"},
                     {"Router", "WakuRelayHelper's constructor and SetRouterAttribute"},
                     {"Connections", "SetConnectionAttribute"},
                     {"Traffic", "SetTrafficAttribute"}});
    SetCheckedAttribute(m_relay, name, value);
}

void
WakuRelayHelper::SetRouterAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_router, name, value);
    m_hasOwnScoring = m_hasOwnScoring || name == "Scoring";
}

void
WakuRelayHelper::RequireGossipSub(const char* setter) const
{
    NS_ABORT_MSG_IF(m_mode != "GossipSub",
                    "WakuRelayHelper: mode is " << m_mode << "; " << setter << " is GossipSub's");
}

void
WakuRelayHelper::SetPreset(const std::string& name)
{
    RequireGossipSub("SetPreset");
    const GossipSubPreset preset = GossipSubPreset::Get(name);
    for (const auto& attribute : preset.router)
    {
        SetRouterAttribute(attribute.first, StringValue(attribute.second));
    }
    for (const auto& attribute : preset.peerScore)
    {
        SetPeerScoreAttribute(attribute.first, StringValue(attribute.second));
    }
    for (const auto& attribute : preset.topicScore)
    {
        SetTopicScoreAttribute(attribute.first, StringValue(attribute.second));
    }
}

void
WakuRelayHelper::SetPeerScoreAttribute(const std::string& name, const AttributeValue& value)
{
    RequireGossipSub("SetPeerScoreAttribute");
    RefuseAttribute(m_peerScore,
                    "SetPeerScoreAttribute",
                    name,
                    {{"DefaultTopic", "SetTopicScoreAttribute"}});
    SetCheckedAttribute(m_peerScore, name, value);
    m_hasScoring = true;
}

void
WakuRelayHelper::SetTopicScoreAttribute(const std::string& name, const AttributeValue& value)
{
    RequireGossipSub("SetTopicScoreAttribute");
    SetCheckedAttribute(m_topicScore, name, value);
    m_hasScoring = true;
}

void
WakuRelayHelper::SetConnectionAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_connections, name, value);
}

void
WakuRelayHelper::SetTrafficAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_traffic, name, value);
    m_hasTraffic = true;
}

Ptr<WakuRelay>
WakuRelayHelper::CreateRelay(const ObjectFactory& router) const
{
    ObjectFactory factory = m_relay;
    factory.Set("Connections", PointerValue(m_connections.Create<PeerConnectionManager>()));
    if (m_hasTraffic)
    {
        factory.Set("Traffic", PointerValue(m_traffic.Create<WakuTrafficGenerator>()));
    }
    Ptr<WakuRelay> relay = factory.Create<WakuRelay>();
    relay->SetRouter(router.Create<PubsubRouter>());
    return relay;
}

ApplicationContainer
WakuRelayHelper::Install(const NodeContainer& nodes) const
{
    ApplicationContainer applications;
    ObjectFactory router = m_router;
    NS_ABORT_MSG_IF(m_hasScoring && m_hasOwnScoring,
                    "WakuRelayHelper: SetRouterAttribute sets Scoring, which SetPreset, "
                    "SetPeerScoreAttribute and SetTopicScoreAttribute set too; use one way");
    if (m_hasScoring)
    {
        Ptr<PeerScoreParameters> scoring = m_peerScore.Create<PeerScoreParameters>();
        scoring->SetAttribute("DefaultTopic",
                              PointerValue(m_topicScore.Create<TopicScoreParameters>()));
        router.Set("Scoring", PointerValue(scoring));
    }
    Ptr<WakuRelay> elsewhere;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        if (WanRanks::IsLocal(**node))
        {
            Ptr<WakuRelay> relay = CreateRelay(router);
            (*node)->AddApplication(relay);
            applications.Add(relay);
            continue;
        }
        elsewhere = elsewhere ? elsewhere : CreateRelay(router);
        RemoteApplications::Add(*node, elsewhere);
        applications.Add(elsewhere);
    }
    return applications;
}

void
WakuRelayHelper::ConnectAll(const ApplicationContainer& applications,
                            const OverlayGraph& overlay,
                            const ApplicationAddresses& addresses) const
{
    addresses.Check("WakuRelayHelper", applications, overlay);
    for (const auto& link : overlay.GetLinks())
    {
        if (applications.Get(link.first)->GetNode())
        {
            const uint16_t port = GetRelay(applications, link.second)->GetConnections()->GetPort();
            GetRelay(applications, link.first)->Dial(addresses.GetWithPort(link.second, port));
        }
    }
}

void
WakuRelayHelper::Connect(const ApplicationContainer& applications,
                         const OverlayGraph& overlay,
                         const Ipv4InterfaceContainer& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
WakuRelayHelper::Connect(const ApplicationContainer& applications,
                         const OverlayGraph& overlay,
                         const std::vector<Ipv4Address>& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
WakuRelayHelper::Connect(const ApplicationContainer& applications,
                         const OverlayGraph& overlay,
                         const std::vector<Ipv6Address>& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
WakuRelayHelper::Connect(const ApplicationContainer& applications,
                         const OverlayGraph& overlay,
                         const Ipv6InterfaceContainer& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

int64_t
WakuRelayHelper::AssignStreams(NodeContainer c, int64_t stream) const
{
    int64_t next = stream;
    for (auto node = c.Begin(); node != c.End(); ++node)
    {
        for (const auto& application : RemoteApplications::GetAll(**node))
        {
            if (Ptr<WakuRelay> found = DynamicCast<WakuRelay>(application))
            {
                next += found->AssignStreams(next);
            }
        }
    }
    return next - stream;
}

int64_t
WakuRelayHelper::AssignStreams(const ApplicationContainer& applications, int64_t stream)
{
    int64_t next = stream;
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        next += GetRelay(applications, i)->AssignStreams(next);
    }
    return next - stream;
}

} // namespace ns3
