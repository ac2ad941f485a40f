/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-node.h"

#include "ns3/abort.h"
#include "ns3/flow-net-device.h"
#include "ns3/flow-socket-factory.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/object-part.h"
#include "ns3/peer-address.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(PssNode);

namespace
{

/// Where nodes of Swarm listen.
constexpr uint16_t SWARM_PORT = 30399;

/**
 * \param node a node
 * \return the first of its IP addresses that is no loopback address; invalid if there is none
 */
Address
FindOwnAddress(const Node& node)
{
    if (const Ptr<FlowSocketFactory> flow = node.GetObject<FlowSocketFactory>())
    {
        const FlowNetDevice& device = *flow->GetDevice();
        return HasAddressFamily(node, false) ? Address(device.GetIpv4Address())
                                             : Address(device.GetIpv6Address());
    }
    const Ptr<Ipv4> ipv4 = node.GetObject<Ipv4>();
    for (uint32_t i = 0; ipv4 && i < ipv4->GetNInterfaces(); i++)
    {
        for (uint32_t j = 0; j < ipv4->GetNAddresses(i); j++)
        {
            const Ipv4Address address = ipv4->GetAddress(i, j).GetLocal();
            if (address != Ipv4Address::GetLoopback())
            {
                return address;
            }
        }
    }
    const Ptr<Ipv6> ipv6 = node.GetObject<Ipv6>();
    for (uint32_t i = 0; ipv6 && i < ipv6->GetNInterfaces(); i++)
    {
        for (uint32_t j = 0; j < ipv6->GetNAddresses(i); j++)
        {
            const Ipv6Address address = ipv6->GetAddress(i, j).GetAddress();
            if (!address.IsLocalhost() && !address.IsLinkLocal())
            {
                return address;
            }
        }
    }
    return Address();
}

} // namespace

TypeId
PssNode::GetTypeId()
{
    static TypeId tid = [] {
        TypeId type = TypeId("ns3::PssNode")
                          .SetParent<P2pNode>()
                          .SetGroupName("Waku")
                          .AddConstructor<PssNode>()
                          .AddAttribute("User",
                                        "To whom built-in traffic goes, and how.",
                                        PointerValue(),
                                        MakePointerAccessor(&PssNode::m_user),
                                        MakePointerChecker<PssUser>());
        AddAttributesOfPart(type, PssProtocol::GetTypeId(), &PssNode::FindProtocolOf);
        AddTraceSourcesOfPart(type, PssProtocol::GetTypeId(), &PssNode::FindProtocolOf);
        return type;
    }();
    return tid;
}

PssNode::PssNode()
    : m_protocol(CreateObject<PssProtocol>())
{
    Mount(m_protocol);
}

PssNode::~PssNode() = default;

ObjectBase*
PssNode::FindProtocolOf(ObjectBase* whole)
{
    const auto* node = dynamic_cast<PssNode*>(whole);
    return node ? PeekPointer(node->m_protocol) : nullptr;
}

void
PssNode::NotifyConstructionCompleted()
{
    if (!m_user)
    {
        m_user = CreateObject<PssUser>();
    }
    m_protocol->GetPostOffice().GetHandlers().Add(m_user->GetTopic(), m_user->MakeHandler());
    m_protocol->GetPostOffice().AddSymmetricKey(PssUser::GROUP_KEY, m_user->GetTopic());
    P2pNode::NotifyConstructionCompleted();
}

Ptr<PeerConnectionManager>
PssNode::CreateConnections() const
{
    return CreateObjectWithAttributes<PeerConnectionManager>("Port",
                                                             UintegerValue(SWARM_PORT),
                                                             "SendQueuePolicy",
                                                             StringValue("Disconnect"));
}

void
PssNode::DoDispose()
{
    m_user->Dispose();
    P2pNode::DoDispose();
}

std::string
PssNode::GetRole() const
{
    return "pss node";
}

int64_t
PssNode::AssignStreams(int64_t stream)
{
    const int64_t next = stream + P2pNode::AssignStreams(stream);
    return next + m_user->AssignStreams(next) - stream;
}

void
PssNode::StartApplication()
{
    StringValue policy;
    GetConnections()->GetAttribute("SendQueuePolicy", policy);
    NS_ABORT_MSG_IF(policy.Get() != "Disconnect",
                    "PssNode: SendQueuePolicy of Connections is \""
                        << policy.Get()
                        << "\", not Disconnect: a stream of RLPx frames can't miss one");
    const Address own = FindOwnAddress(*GetNode());
    if (!own.IsInvalid())
    {
        m_protocol->SetUnderlayAddress(WithPort(own, GetConnections()->GetPort()));
    }
    P2pNode::StartApplication();
}

uint32_t
PssNode::Register(PssTopic topic, const PssHandler& handler)
{
    return m_protocol->GetPostOffice().GetHandlers().Add(topic, handler);
}

Ptr<const PssMessage>
PssNode::Send(const PssPost& post, Time ttl)
{
    return m_protocol->Send(post, ttl);
}

Ptr<const PssMessage>
PssNode::Publish(uint32_t size)
{
    return IsOnline() ? Send(m_user->Write(GetOverlayAddress(), VirtualBytes({}, size))) : nullptr;
}

void
PssNode::PublishTraffic(uint32_t size)
{
    Publish(size);
}

} // namespace ns3
