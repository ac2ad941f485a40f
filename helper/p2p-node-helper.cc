/* SPDX-License-Identifier: GPL-2.0-only */
#include "p2p-node-helper.h"

#include "application-addresses.h"
#include "checked-attribute.h"

#include "ns3/abort.h"
#include "ns3/node.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/peer-protocol.h"
#include "ns3/pointer.h"
#include "ns3/remote-applications.h"
#include "ns3/waku-traffic-generator.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

P2pNodeHelper::P2pNodeHelper()
    : P2pNodeHelper("P2pNodeHelper", "ns3::P2pNode", {})
{
}

P2pNodeHelper::P2pNodeHelper(const std::string& name,
                             const std::string& type,
                             const RefusedAttributes& refused)
    : m_name(name),
      m_node(type),
      m_refused(refused),
      m_connections("ns3::PeerConnectionManager"),
      m_traffic("ns3::WakuTrafficGenerator")
{
    m_refused.emplace("Connections", "SetConnectionAttribute");
    m_refused.emplace("Traffic", "SetTrafficAttribute");
}

P2pNodeHelper::~P2pNodeHelper() = default;

void
P2pNodeHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    RefuseAttribute(m_node, "SetAttribute", name, m_refused);
    SetCheckedAttribute(m_node, name, value);
}

void
P2pNodeHelper::SetConnectionAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_connections, name, value);
}

void
P2pNodeHelper::SetTrafficAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_traffic, name, value);
    m_hasTraffic = true;
}

ObjectFactory
P2pNodeHelper::MakeFactory() const
{
    ObjectFactory factory = m_node;
    factory.Set("Connections", PointerValue(m_connections.Create<PeerConnectionManager>()));
    return factory;
}

void
P2pNodeHelper::AddTraffic(ObjectFactory& factory) const
{
    if (m_hasTraffic)
    {
        factory.Set("Traffic", PointerValue(m_traffic.Create<WakuTrafficGenerator>()));
    }
}

ApplicationContainer
P2pNodeHelper::Install(const NodeContainer& nodes) const
{
    const auto create = [this](uint32_t) {
        ObjectFactory factory = MakeFactory();
        AddTraffic(factory);
        return factory.Create<P2pNode>();
    };
    return InstallEach(nodes, create, [](uint32_t) { return 0; });
}

ApplicationContainer
P2pNodeHelper::InstallEach(const NodeContainer& nodes,
                           const std::function<Ptr<P2pNode>(uint32_t index)>& create,
                           const std::function<uint32_t(uint32_t index)>& kindOf) const
{
    const auto createWhole = [&](uint32_t index) {
        Ptr<P2pNode> application = create(index);
        for (const ObjectFactory& protocol : m_protocols)
        {
            application->Mount(protocol.Create<PeerProtocol>());
        }
        return application;
    };
    ApplicationContainer applications;
    std::map<uint32_t, Ptr<P2pNode>> standIns;
    for (uint32_t i = 0; i < nodes.GetN(); i++)
    {
        if (WanRanks::IsLocal(*nodes.Get(i)))
        {
            const Ptr<P2pNode> application = createWhole(i);
            nodes.Get(i)->AddApplication(application);
            applications.Add(application);
            continue;
        }
        Ptr<P2pNode>& standIn = standIns[kindOf(i)];
        standIn = standIn ? standIn : createWhole(i);
        RemoteApplications::Add(nodes.Get(i), standIn);
        applications.Add(standIn);
    }
    return applications;
}

Ptr<P2pNode>
P2pNodeHelper::GetNode(const ApplicationContainer& applications, uint32_t index) const
{
    const Ptr<Application> application = applications.Get(index);
    const TypeId wanted = m_node.GetTypeId();
    const TypeId type = application->GetInstanceTypeId();
    NS_ABORT_MSG_IF(type != wanted && !type.IsChildOf(wanted),
                    m_name << ": application " << index << " is no "
                           << wanted.GetName().substr(std::string("ns3::").size()));
    return DynamicCast<P2pNode>(application);
}

bool
P2pNodeHelper::IsToConnect(const P2pNode&, const P2pNode&) const
{
    return true;
}

void
P2pNodeHelper::ConnectAll(const ApplicationContainer& applications,
                          const OverlayGraph& overlay,
                          const ApplicationAddresses& addresses) const
{
    addresses.Check(m_name, applications, overlay);
    for (const auto& link : overlay.GetLinks())
    {
        const Ptr<P2pNode> dialler = GetNode(applications, link.first);
        if (!dialler->GetNode())
        {
            continue; // another rank of a distributed simulation has it
        }
        const Ptr<P2pNode> other = GetNode(applications, link.second);
        if (IsToConnect(*dialler, *other))
        {
            const uint16_t port = other->GetConnections()->GetPort();
            dialler->Dial(addresses.GetWithPort(link.second, port));
        }
    }
}

void
P2pNodeHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const Ipv4InterfaceContainer& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
P2pNodeHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const std::vector<Ipv4Address>& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
P2pNodeHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const std::vector<Ipv6Address>& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

void
P2pNodeHelper::Connect(const ApplicationContainer& applications,
                       const OverlayGraph& overlay,
                       const Ipv6InterfaceContainer& addresses) const
{
    ConnectAll(applications, overlay, ApplicationAddresses(addresses));
}

int64_t
P2pNodeHelper::AssignStreams(NodeContainer c, int64_t stream) const
{
    ApplicationContainer applications;
    for (auto node = c.Begin(); node != c.End(); ++node)
    {
        for (const Ptr<Application>& application : RemoteApplications::GetAll(**node))
        {
            const TypeId type = application->GetInstanceTypeId();
            if (type == m_node.GetTypeId() || type.IsChildOf(m_node.GetTypeId()))
            {
                applications.Add(application);
            }
        }
    }
    return AssignStreamsOf(applications, stream);
}

int64_t
P2pNodeHelper::AssignStreamsOf(const ApplicationContainer& applications, int64_t stream) const
{
    int64_t next = stream;
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        next += GetNode(applications, i)->AssignStreams(next);
    }
    return next - stream;
}

} // namespace ns3
