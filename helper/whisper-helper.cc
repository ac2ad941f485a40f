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
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-ranks.h"

#include <optional>

namespace ns3
{

namespace
{

/// Where nodes of Ethereum's networks listen.
constexpr uint16_t DEFAULT_PORT = 30303;

/// Transmission cycles over which the dials of a node are spread, so that the tickers of its
/// connections are in all phases.
constexpr int64_t DIAL_CYCLES = 10;

Ptr<WhisperNode>
GetWhisperNode(const ApplicationContainer& applications, uint32_t index)
{
    Ptr<WhisperNode> node = DynamicCast<WhisperNode>(applications.Get(index));
    NS_ABORT_MSG_IF(!node, "WhisperHelper: application " << index << " is no WhisperNode");
    return node;
}

bool
IsLight(const P2pNode& node)
{
    const Ptr<WhisperProtocol> protocol = dynamic_cast<const WhisperNode&>(node).GetProtocol();
    BooleanValue isLight;
    BooleanValue isRestricted;
    protocol->GetAttribute("LightNode", isLight);
    protocol->GetAttribute("RestrictLightConnections", isRestricted);
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
    : P2pNodeHelper("WhisperHelper",
                    "ns3::WhisperNode",
                    {{"Protocol", "SetProtocolAttribute"},
                     {"User", "SetUserAttribute"},
                     {"Traffic", "SetTrafficAttribute or SetTraffic"},
                     {"Attacker", "SetAttackers and SetAttackerAttribute"}}),
      m_protocol("ns3::WhisperProtocol"),
      m_edgeProtocol("ns3::WhisperProtocol"),
      m_user("ns3::WhisperUser"),
      m_mailServer("ns3::WhisperMailServer"),
      m_attacker("ns3::WhisperAttacker")
{
    GetConnections().Set("Port", UintegerValue(DEFAULT_PORT));
    GetConnections().Set("SendQueuePolicy", StringValue("Disconnect"));
    GetConnections().Set("DialSpread", TimeValue(DIAL_CYCLES * MilliSeconds(300)));
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
WhisperHelper::SetUserAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_user, name, value);
}

void
WhisperHelper::SetTransmissionCycle(Time cycle)
{
    SetProtocolAttribute("Immediate", BooleanValue(cycle.IsZero()));
    SetConnectionAttribute("DialSpread", TimeValue(DIAL_CYCLES * cycle));
    if (!cycle.IsZero())
    {
        SetProtocolAttribute("TransmissionCycle", TimeValue(cycle));
    }
}

void
WhisperHelper::UseDevp2p()
{
    SetProtocolAttribute("Devp2p", BooleanValue(true));
    SetAttribute("WriteInterval", TimeValue(MicroSeconds(10)));
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
    const PointerValue protocolOfNode(protocol.Create<WhisperProtocol>());
    ObjectFactory factory = MakeFactory();
    factory.Set("Protocol", protocolOfNode);
    factory.Set("User", PointerValue(user));
    if (parts.isHostile)
    {
        factory.Set("Attacker", PointerValue(m_attacker.Create<WhisperAttacker>()));
    }
    else
    {
        AddTraffic(factory);
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
    const auto partsOf = [this](uint32_t i) {
        return Parts{m_edgeNodes.count(i) > 0,
                     m_mailServers.count(i) > 0,
                     m_attackers.count(i) > 0};
    };
    const auto create = [&](uint32_t i) {
        const Ptr<WhisperNode> node = CreateNode(partsOf(i));
        if (WanRanks::IsLocal(*nodes.Get(i)))
        {
            node->GetUser()->SetIndex(i, nodes.GetN());
        }
        return node;
    };
    return InstallEach(nodes, create, [&](uint32_t i) {
        const Parts parts = partsOf(i);
        return (parts.isEdge ? 1U : 0U) | (parts.isServer ? 2U : 0U) | (parts.isHostile ? 4U : 0U);
    });
}

bool
WhisperHelper::IsToConnect(const P2pNode& dialler, const P2pNode& other) const
{
    return !IsLight(dialler) || !IsLight(other);
}

void
WhisperHelper::ConnectAll(const ApplicationContainer& applications,
                          const OverlayGraph& overlay,
                          const ApplicationAddresses& addresses) const
{
    P2pNodeHelper::ConnectAll(applications, overlay, addresses);
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
WhisperHelper::AssignStreams(const ApplicationContainer& applications, int64_t stream)
{
    return WhisperHelper().AssignStreamsOf(applications, stream);
}

} // namespace ns3
