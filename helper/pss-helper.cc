/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-helper.h"

#include "checked-attribute.h"
#include "user-error.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/overlay-error.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-ranks.h"

#include <memory>
#include <vector>

namespace ns3
{

namespace
{

/// Where nodes of Swarm listen.
constexpr uint16_t PSS_PORT = 30399;

} // namespace

PssHelper::PssHelper()
    : P2pNodeHelper("PssHelper",
                    "ns3::PssNode",
                    {{"User", "SetUserAttribute"}, {"Traffic", "SetTraffic"}}),
      m_user("ns3::PssUser")
{
    GetConnections().Set("Port", UintegerValue(PSS_PORT));
    GetConnections().Set("SendQueuePolicy", StringValue("Disconnect"));
}

PssNetwork
PssHelper::CreateNetwork(uint32_t nodes, const PssKademliaSettings& settings, int64_t stream)
{
    if (nodes < 2)
    {
        StopAtUserError("a Kademlia network of " + std::to_string(nodes) +
                        " nodes, not at least 2");
    }
    return PssNetwork::Create(nodes, settings, stream);
}

PssNetwork
PssHelper::ReadNetwork(const std::string& path)
{
    try
    {
        return PssNetwork::Read(path);
    }
    catch (const OverlayError& error)
    {
        StopAtUserError(error.what());
    }
}

void
PssHelper::SetNetwork(const PssNetwork& network)
{
    m_network = network;
    SetAttribute("Discovery", BooleanValue(false));
    SetAttribute("AutoConnect", BooleanValue(false));
}

void
PssHelper::SetUserAttribute(const std::string& name, const AttributeValue& value)
{
    SetCheckedAttribute(m_user, name, value);
}

void
PssHelper::SetTraffic(double messagesPerHour, uint32_t size, Time start, Time stop)
{
    Ptr<ConstantRandomVariable> constant = CreateObject<ConstantRandomVariable>();
    constant->SetAttribute("Constant", DoubleValue(size));
    SetTrafficAttribute("MessagesPerHour", DoubleValue(messagesPerHour));
    SetTrafficAttribute("Size", PointerValue(constant));
    SetTrafficAttribute("Start", TimeValue(start));
    SetTrafficAttribute("Stop", TimeValue(stop));
}

ApplicationContainer
PssHelper::Install(const NodeContainer& nodes) const
{
    if (WanRanks::GetSize() > 1)
    {
        StopAtUserError("PssHelper: nodes of pss need a single process, not " +
                        std::to_string(WanRanks::GetSize()));
    }
    NS_ABORT_MSG_IF(m_network && m_network->GetAddresses().size() != nodes.GetN(),
                    "PssHelper: a network of " << m_network->GetAddresses().size() << " nodes for "
                                               << nodes.GetN());
    const auto contacts = std::make_shared<const std::vector<PssAddress>>(
        m_network ? m_network->GetAddresses()
                  : PssNetwork::DrawAddresses(nodes.GetN(), m_addressStream));
    const auto create = [&](uint32_t i) -> Ptr<P2pNode> {
        ObjectFactory factory = MakeFactory();
        AddTraffic(factory);
        factory.Set("User", PointerValue(m_user.Create<PssUser>()));
        const Ptr<PssNode> node = factory.Create<PssNode>();
        node->GetProtocol()->SetOverlayAddress(contacts->at(i));
        node->GetUser()->SetContacts(contacts);
        return node;
    };
    return InstallEach(nodes, create, [](uint32_t) { return 0; });
}

void
PssHelper::WriteEverySecond(const ApplicationContainer& applications,
                            uint32_t messages,
                            uint32_t size,
                            Time start,
                            int64_t stream)
{
    const auto writer = CreateObject<UniformRandomVariable>();
    writer->SetStream(stream);
    for (uint32_t i = 0; i < messages; i++)
    {
        const uint32_t index = writer->GetInteger(0, applications.GetN() - 1);
        const auto node = DynamicCast<PssNode>(applications.Get(index));
        NS_ABORT_MSG_IF(!node, "PssHelper: application " << index << " is no PssNode");
        Simulator::Schedule(start + Seconds(i), [node, size] { node->Publish(size); });
    }
}

} // namespace ns3
