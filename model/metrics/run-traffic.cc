/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-traffic.h"

#include "ns3/abort.h"
#include "ns3/node-list.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-ranks.h"

#include <set>

namespace ns3
{

RunTraffic::RunTraffic(const ApplicationContainer& applications, const NetDeviceContainer& devices)
    : m_nodes(applications.GetN()),
      m_isPartial(!Simulator::Now().IsZero())
{
    NS_ABORT_MSG_IF(devices.GetN() != 0 && devices.GetN() != applications.GetN(),
                    "RunTraffic: " << devices.GetN() << " devices for " << applications.GetN()
                                   << " applications");
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        if (!applications.Get(i)->GetNode())
        {
            continue; // the application runs on another rank of a distributed simulation
        }
        m_applications++;
        m_nodes[i].Listen(Ptr<Object>(applications.Get(i)));
        if (devices.GetN() > 0)
        {
            m_nodes[i].Listen(devices.Get(i));
        }
    }
}

void
RunTraffic::CountFrom(Time start)
{
    Simulator::Schedule(start - Simulator::Now(), &RunTraffic::Begin, this);
}

void
RunTraffic::Published(Time, uint32_t, const ObservedMessage&, const std::string&)
{
    NS_ABORT_MSG_IF(!m_isCounting && WanRanks::GetSize() > 1,
                    "RunTraffic: a message is published before bytes count; a distributed "
                    "simulation has to say when, with CountFrom");
    Begin();
}

void
RunTraffic::Sent(Time, uint32_t node, uint32_t to, const ObservedMessage& message)
{
    m_payloadSent += to == UNKNOWN ? 0 : message.payload;
    m_nodes.at(node).AddSent(message);
}

void
RunTraffic::ReceivedFirst(Time, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    AddToBalance(from, message);
    m_nodes.at(node).AddReceived(message);
}

void
RunTraffic::ReceivedAgain(Time, uint32_t node, uint32_t from, const ObservedMessage& message)
{
    AddToBalance(from, message);
    m_nodes.at(node).AddReceived(message);
}

void
RunTraffic::ReceivedAside(Time, uint32_t node, uint32_t, const ObservedMessage& message)
{
    m_nodes.at(node).AddReceived(message);
}

void
RunTraffic::Begin()
{
    if (m_isCounting)
    {
        return;
    }
    m_isCounting = true;
    m_start = Simulator::Now();
    for (NodeTraffic& node : m_nodes)
    {
        node.Begin();
    }
}

TrafficBytes
RunTraffic::GetIngress() const
{
    TrafficBytes sum;
    for (const NodeTraffic& node : m_nodes)
    {
        sum += node.GetIngress();
    }
    return sum;
}

void
RunTraffic::AddToBalance(uint32_t from, const ObservedMessage& message)
{
    m_payloadReceived += from == UNKNOWN || message.isServed ? 0 : message.payload;
}

bool
RunTraffic::IsWhole() const
{
    std::size_t applications = 0;
    for (auto node = NodeList::Begin(); node != NodeList::End(); ++node)
    {
        applications += (*node)->GetNApplications();
    }
    return !m_isPartial && applications == m_applications;
}

ByteBalance
RunTraffic::GetBalance() const
{
    ByteBalance balance;
    std::set<Ptr<Channel>> channels;
    bool hasFrames = true;
    for (const NodeTraffic& node : m_nodes)
    {
        hasFrames = hasFrames && node.HasFrames();
        balance.protocolSent += node.GetAllSent();
        balance.protocolReceived += node.GetAllReceived();
        if (node.GetWanDevice() && node.GetWanDevice()->GetChannel())
        {
            channels.insert(node.GetWanDevice()->GetChannel());
        }
    }
    for (const Ptr<Channel>& channel : channels)
    {
        balance.ip += DynamicCast<WanChannel>(channel)->GetLedger();
    }
    if (!m_isPartial)
    {
        balance.payloadSent = m_payloadSent;
        balance.payloadReceived = m_payloadReceived;
    }
    balance.unmeasured = !IsWhole() || !hasFrames;
    return balance;
}

TrafficBytes
RunTraffic::GetEgress() const
{
    TrafficBytes sum;
    for (const NodeTraffic& node : m_nodes)
    {
        sum += node.GetEgress();
    }
    return sum;
}

} // namespace ns3
