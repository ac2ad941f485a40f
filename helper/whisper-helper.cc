/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-helper.h"

#include "application-addresses.h"
#include "checked-attribute.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/node.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/remote-applications.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/waku-traffic-generator.h"
#include "ns3/wan-ranks.h"

#include <map>
#include <optional>

namespace ns3
{

namespace
{

/// Where nodes of Ethereum's networks listen.
constexpr uint16_t DEFAULT_PORT = 30303;

Ptr<WhisperNode>
GetWhisperNode(const ApplicationContainer& applications, uint32_t index)
{
    Ptr<WhisperNode> node = DynamicCast<WhisperNode>(applications.Get(index));
    NS_ABORT_MSG_IF(!node, "WhisperHelper: application " << index << " is no WhisperNode");
    return node;
}

bool
IsLight(Ptr<WhisperNode> node)
{
    BooleanValue isLight;
    BooleanValue isRestricted;
    node->GetProtocol()->GetAttribute("LightNode", isLight);
    node->GetProtocol()->GetAttribute("RestrictLightConnections", isRestricted);
    return isLight.Get() && isRestricted.Get();
}

void
CheckIndexes(const std::set<uint32_t>& indexes, uint32_t nodes, const std::string& what)
{
    NS_ABORT_MSG_IF(!indexes.empty() && *indexes.rbegin() >= nodes,
                    "WhisperHelper: " << what << " " << *indexes.rbegin() << " of " << nodes
                                      << " nodes");
}

} // namespace

WhisperHelper::WhisperHelper()
    : m_node("ns3::WhisperNode"),
      m_protocol("ns3::WhisperProtocol"),
      m_edgeProtocol("ns3::WhisperProtocol"),
      m_connections("ns3::PeerConnectionManager"),
      m_user("ns3::WhisperUser"),
      m_traffic("ns3::WakuTrafficGenerator"),
      m_mailServer("ns3::WhisperMailServer"),
      m_attacker("ns3::WhisperAttacker")
{
    m_connections.Set("Port", UintegerValue(DEFAULT_PORT));
    m_connections.Set("SendQueuePolicy", StringValue("Disconnect"));
}

void
WhisperHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    RefuseAttribute(m_node,
                    "SetAttribute",
                    name,
                    {{"Protocol", "SetProtocolAttribute"},
                     {"Connections", "SetConnectionAttribute"},
                     {"User", "SetUserAttribute"},
                     {"Traffic", "SetTrafficAttribute or SetTraffic"},
                     {"Attacker", "SetAttackers and SetAttackerAttribute"}});
    SetCheckedAttribute(m_node, name, value);
}

void
WhisperHelper::SetProtocolAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_protocol, name, value);
    SetCheckedAttribute(m_edgeProtocol, name, value);
}

void
WhisperHelper::SetEdgeProtocolAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_edgeProtocol, name, value);
}

void
WhisperHelper::SetConnectionAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_connections, name, value);
}

void
WhisperHelper::SetUserAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_user, name, value);
}

void
WhisperHelper::SetTrafficAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_traffic, name, value);
    m_hasTraffic = true;
}

void
WhisperHelper::SetTransmissionCycle(Time cycle)
{
    SetProtocolAttribute("Immediate", BooleanValue(cycle.IsZero()));
    if (!cycle.IsZero())
    {
        SetProtocolAttribute("TransmissionCycle", TimeValue(cycle));
    }
}

void
WhisperHelper::SetProofOfWork(double pow)
{
    SetProtocolAttribute("PowTarget", DoubleValue(pow));
    SetProtocolAttribute("MinPow", DoubleValue(pow));
}

void
WhisperHelper::SetUserTopics(uint32_t byUser, uint32_t inAll)
{
    SetUserAttribute("TopicsByUser", UintegerValue(byUser));
    SetUserAttribute("PublicTopics", UintegerValue(inAll));
}

void
WhisperHelper::SetTraffic(double messagesPerHour, uint32_t size, Time start, Time stop)
{
    Ptr<ConstantRandomVariable> constant = CreateObject<ConstantRandomVariable>();
    constant->SetAttribute("Constant", DoubleValue(size));
    SetTrafficAttribute("MessagesPerHour", DoubleValue(messagesPerHour));
    SetTrafficAttribute("Size", PointerValue(constant));
    SetTrafficAttribute("Start", TimeValue(start));
    SetTrafficAttribute("Stop", TimeValue(stop));
}

void
WhisperHelper::SetMailServerAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_mailServer, name, value);
}

void
WhisperHelper::SetAttackerAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_attacker, name, value);
}

void
WhisperHelper::SetEdgeNodes(const std::set<uint32_t>& nodes)
{
    m_edgeNodes = nodes;
}

void
WhisperHelper::SetMailServers(const std::set<uint32_t>& nodes)
{
    m_mailServers = nodes;
}

void
WhisperHelper::SetAttackers(const std::set<uint32_t>& nodes)
{
    m_attackers = nodes;
}

void
WhisperHelper::SharePow() const
{
    if (WanRanks::GetSize() == 1)
    {
        return;
    }
    const auto isModelled = [](const ObjectFactory& protocol) {
        BooleanValue value;
        protocol.Create<WhisperProtocol>()->GetAttribute("ModelPow", value);
        return value.Get();
    };
    const bool isModelledHere = isModelled(m_protocol);
    NS_ABORT_MSG_IF(!m_attackers.empty(),
                    "WhisperHelper: SetAttackers in a distributed simulation, where other ranks "
                    "can't know the proof of work of what they send");
    NS_ABORT_MSG_IF(!m_edgeNodes.empty() && isModelled(m_edgeProtocol) != isModelledHere,
                    "WhisperHelper: ModelPow of edge nodes is not that of the others, as it has "
                    "to be in a distributed simulation");
    std::optional<double> target;
    if (isModelledHere)
    {
        DoubleValue value;
        m_protocol.Create<WhisperProtocol>()->GetAttribute("PowTarget", value);
        target = value.Get();
    }
    const std::optional<double> other = GetEnvelopePool()->GetModelledTarget();
    NS_ABORT_MSG_IF(other && other != target,
                    "WhisperHelper: ModelPow and PowTarget are not those of another helper, as "
                    "they have to be in a distributed simulation");
    GetEnvelopePool()->SetModelledTarget(target);
}

Ptr<WhisperNode>
WhisperHelper::CreateNode(const Parts& parts) const
{
    const ObjectFactory& protocol = parts.isEdge ? m_edgeProtocol : m_protocol;
    Ptr<WhisperUser> user = m_user.Create<WhisperUser>();
    ObjectFactory factory = m_node;
    factory.Set("Protocol", PointerValue(protocol.Create<WhisperProtocol>()));
    factory.Set("Connections", PointerValue(m_connections.Create<PeerConnectionManager>()));
    factory.Set("User", PointerValue(user));
    if (parts.isHostile)
    {
        factory.Set("Attacker", PointerValue(m_attacker.Create<WhisperAttacker>()));
    }
    else if (m_hasTraffic)
    {
        factory.Set("Traffic", PointerValue(m_traffic.Create<WakuTrafficGenerator>()));
    }
    Ptr<WhisperNode> node = factory.Create<WhisperNode>();
    if (parts.isServer)
    {
        user->SetAttribute("OfflineShare", StringValue("0"));
        node->SetMailServer(m_mailServer.Create<WhisperMailServer>());
    }
    return node;
}

ApplicationContainer
WhisperHelper::Install(const NodeContainer& nodes) const
{
    CheckIndexes(m_edgeNodes, nodes.GetN(), "edge node");
    CheckIndexes(m_mailServers, nodes.GetN(), "mail server");
    CheckIndexes(m_attackers, nodes.GetN(), "attacker");
    SharePow();
    ApplicationContainer applications;
    std::map<Parts, Ptr<WhisperNode>> elsewhere;
    for (uint32_t i = 0; i < nodes.GetN(); i++)
    {
        const Parts parts{m_edgeNodes.count(i) > 0,
                          m_mailServers.count(i) > 0,
                          m_attackers.count(i) > 0};
        if (WanRanks::IsLocal(*nodes.Get(i)))
        {
            Ptr<WhisperNode> node = CreateNode(parts);
            node->GetUser()->SetIndex(i, nodes.GetN());
            nodes.Get(i)->AddApplication(node);
            applications.Add(node);
            continue;
        }
        Ptr<WhisperNode>& node = elsewhere[parts];
        node = node ? node : CreateNode(parts);
        RemoteApplications::Add(nodes.Get(i), node);
        applications.Add(node);
    }
    return applications;
}

void
WhisperHelper::ConnectAll(const ApplicationContainer& applications,
                          const OverlayGraph& overlay,
                          const ApplicationAddresses& addresses) const
{
    addresses.Check("WhisperHelper", applications, overlay);
    for (const auto& link : overlay.GetLinks())
    {
        Ptr<WhisperNode> dialler = GetWhisperNode(applications, link.first);
        if (!dialler->GetNode())
        {
            continue; // another rank of a distributed simulation has it
        }
        if (!IsLight(dialler) || !IsLight(GetWhisperNode(applications, link.second)))
        {
            const uint16_t port =
                GetWhisperNode(applications, link.second)->GetConnections()->GetPort();
            dialler->Dial(addresses.GetWithPort(link.second, port));
        }
    }
    ConnectMailServers(applications, overlay, addresses);
}

void
WhisperHelper::ConnectMailServers(const ApplicationContainer& applications,
                                  const OverlayGraph& overlay,
                                  const ApplicationAddresses& addresses) const
{
    auto server = m_mailServers.begin();
    for (uint32_t i = 0; server != m_mailServers.end() && i < applications.GetN(); i++)
    {
        Ptr<WhisperNode> node = GetWhisperNode(applications, i);
        if (node->GetUser()->HasPauses())
        {
            const uint16_t port =
                GetWhisperNode(applications, *server)->GetConnections()->GetPort();
            const Address address = addresses.GetWithPort(*server, port);
            node->UseMailServer(address);
            if (node->GetNode() && !overlay.HasLink(i, *server))
            {
                node->Dial(address);
            }
            server = std::next(server) == m_mailServers.end() ? m_mailServers.begin()
                                                              : std::next(server);
        }
    }
}

void
WhisperHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const Ipv4InterfaceContainer& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
WhisperHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const std::vector<Ipv4Address>& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
WhisperHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const std::vector<Ipv6Address>& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
WhisperHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const Ipv6InterfaceContainer& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
WhisperHelper::WriteEverySecond(const ApplicationContainer& applications,
                                uint32_t messages,
                                uint32_t size,
                                Time start,
                                int64_t stream)
{
    Ptr<UniformRandomVariable> writer = CreateObject<UniformRandomVariable>();
    writer->SetStream(stream);
    for (uint32_t i = 0; i < messages; i++)
    {
        Ptr<WhisperNode> node =
            GetWhisperNode(applications, writer->GetInteger(0, applications.GetN() - 1));
        if (node->GetNode())
        {
            Simulator::Schedule(start + Seconds(i), [node, size] { node->Publish(size); });
        }
    }
}

int64_t
WhisperHelper::AssignStreams(NodeContainer c, int64_t stream) const
{
    int64_t next = stream;
    for (auto node = c.Begin(); node != c.End(); ++node)
    {
        for (const auto& application : RemoteApplications::GetAll(**node))
        {
            if (Ptr<WhisperNode> found = DynamicCast<WhisperNode>(application))
            {
                next += found->AssignStreams(next);
            }
        }
    }
    return next - stream;
}

int64_t
WhisperHelper::AssignStreams(const ApplicationContainer& applications, int64_t stream)
{
    int64_t next = stream;
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        next += GetWhisperNode(applications, i)->AssignStreams(next);
    }
    return next - stream;
}

} // namespace ns3
