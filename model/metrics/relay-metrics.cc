/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-metrics.h"

#include "ns3/abort.h"
#include "ns3/connection-manager.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/wan-net-device.h"

#include <algorithm>

namespace ns3
{

TrafficBytes&
TrafficBytes::operator+=(const TrafficBytes& other)
{
    payload += other.payload;
    protocol += other.protocol;
    ip += other.ip;
    messages += other.messages;
    return *this;
}

RunSummary::Bytes
TrafficBytes::PerNode(uint32_t nodes) const
{
    const double n = nodes;
    return {static_cast<double>(payload) / n,
            static_cast<double>(protocol) / n,
            static_cast<double>(ip) / n,
            static_cast<double>(protocol - std::min(protocol, messages)) / n};
}

/// Listens to one node.
class RelayMetrics::Probe
{
  public:
    Probe(RelayMetrics& metrics, uint32_t node)
        : m_metrics(metrics),
          m_node(node)
    {
    }

    void Listen(Ptr<Application> application)
    {
        Connect(application, "Publish", MakeCallback(&Probe::Publish, this));
        Connect(application, "Send", MakeCallback(&Probe::Send, this));
        Connect(application, "FirstReceive", MakeCallback(&Probe::FirstReceive, this));
        Connect(application, "Duplicate", MakeCallback(&Probe::Duplicate, this));
        Connect(application, "Deliver", MakeCallback(&Probe::Deliver, this));
        Connect(application, "Drop", MakeCallback(&Probe::Drop, this));
        Connect(application, "PeerUp", MakeCallback(&Probe::PeerUp, this));
        Connect(application, "PeerDown", MakeCallback(&Probe::PeerDown, this));
        Connect(application, "Tx", MakeCallback(&Probe::Tx, this));
        Connect(application, "Rx", MakeCallback(&Probe::Rx, this));
    }

    void Listen(Ptr<NetDevice> device)
    {
        m_wanDevice = DynamicCast<WanNetDevice>(device);
        if (!m_wanDevice)
        {
            Connect(device, "MacTx", MakeCallback(&Probe::MacTx, this));
            Connect(device, "MacRx", MakeCallback(&Probe::MacRx, this));
        }
    }

    void BeginBytes()
    {
        if (m_wanDevice)
        {
            m_txBefore = m_wanDevice->GetTxBytes();
            m_rxBefore = m_wanDevice->GetRxBytes();
        }
    }

    TrafficBytes GetIngress() const
    {
        TrafficBytes bytes = m_ingress;
        if (m_wanDevice && m_metrics.m_counting)
        {
            bytes.ip = m_wanDevice->GetRxBytes() - m_rxBefore;
        }
        return bytes;
    }

    TrafficBytes GetEgress() const
    {
        TrafficBytes bytes = m_egress;
        if (m_wanDevice && m_metrics.m_counting)
        {
            bytes.ip = m_wanDevice->GetTxBytes() - m_txBefore;
        }
        return bytes;
    }

  private:
    template <typename Source, typename Sink>
    void Connect(Ptr<Source> source, const std::string& name, const Sink& sink)
    {
        NS_ABORT_MSG_IF(!source->TraceConnectWithoutContext(name, sink),
                        "RelayMetrics: " << source->GetInstanceTypeId().GetName()
                                         << " has no trace source " << name);
    }

    uint32_t NodeOf(const PeerInfo& peer) const
    {
        auto found = m_metrics.m_nodeOfHost.find(ConnectionManager::HostOf(peer.address));
        return found == m_metrics.m_nodeOfHost.end() ? UINT32_MAX : found->second;
    }

    void Publish(Ptr<const PubsubMessage> message)
    {
        m_metrics.HandlePublish(m_node, message);
    }

    void Send(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        m_metrics.m_propagation.Send(PeekPointer(message));
        m_egress.payload += message->GetPayloadSize();
        m_egress.messages += message->GetSize();
    }

    void FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
    {
        m_metrics.m_propagation.FirstReceive(m_node, NodeOf(peer), PeekPointer(message));
        m_ingress.payload += message->GetPayloadSize();
        m_ingress.messages += message->GetSize();
    }

    void Duplicate(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        m_metrics.m_propagation.Duplicate(PeekPointer(message));
        m_ingress.payload += message->GetPayloadSize();
        m_ingress.messages += message->GetSize();
    }

    void Deliver(Ptr<const PubsubMessage> message)
    {
        m_metrics.m_propagation.Deliver(Simulator::Now(), m_node, PeekPointer(message));
    }

    void Drop(Ptr<const PubsubMessage>, const PeerInfo&)
    {
        m_metrics.m_dropped++;
    }

    void PeerUp(const PeerInfo&)
    {
        m_metrics.m_peersUp++;
    }

    void PeerDown(const PeerInfo&)
    {
        m_metrics.m_peersDown++;
    }

    void Tx(uint32_t bytes)
    {
        m_egress.protocol += m_metrics.m_counting ? bytes : 0;
    }

    void Rx(uint32_t bytes)
    {
        m_ingress.protocol += m_metrics.m_counting ? bytes : 0;
    }

    void MacTx(Ptr<const Packet> packet)
    {
        m_egress.ip += m_metrics.m_counting ? packet->GetSize() : 0;
    }

    void MacRx(Ptr<const Packet> packet)
    {
        m_ingress.ip += m_metrics.m_counting ? packet->GetSize() : 0;
    }

    RelayMetrics& m_metrics;
    uint32_t m_node;
    Ptr<WanNetDevice> m_wanDevice;
    uint64_t m_txBefore{0};
    uint64_t m_rxBefore{0};
    TrafficBytes m_ingress;
    TrafficBytes m_egress;
};

RelayMetrics::RelayMetrics(const ApplicationContainer& applications,
                           const NetDeviceContainer& devices)
    : m_propagation(applications.GetN())
{
    NS_ABORT_MSG_IF(devices.GetN() != 0 && devices.GetN() != applications.GetN(),
                    "RelayMetrics: " << devices.GetN() << " devices for " << applications.GetN()
                                     << " applications");
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        m_probes.push_back(std::make_unique<Probe>(*this, i));
        m_probes.back()->Listen(applications.Get(i));
        if (devices.GetN() > 0)
        {
            m_probes.back()->Listen(devices.Get(i));
        }
        Ptr<Node> node = applications.Get(i)->GetNode();
        Ptr<Ipv4> ipv4 = node->GetObject<Ipv4>();
        for (uint32_t k = 0; ipv4 && k < ipv4->GetNInterfaces(); k++)
        {
            for (uint32_t a = 0; a < ipv4->GetNAddresses(k); a++)
            {
                m_nodeOfHost.emplace(ipv4->GetAddress(k, a).GetLocal(), i);
            }
        }
        Ptr<Ipv6> ipv6 = node->GetObject<Ipv6>();
        for (uint32_t k = 0; ipv6 && k < ipv6->GetNInterfaces(); k++)
        {
            for (uint32_t a = 0; a < ipv6->GetNAddresses(k); a++)
            {
                m_nodeOfHost.emplace(ipv6->GetAddress(k, a).GetAddress(), i);
            }
        }
    }
}

RelayMetrics::~RelayMetrics() = default;

void
RelayMetrics::HandlePublish(uint32_t node, Ptr<const PubsubMessage> message)
{
    if (!m_counting)
    {
        m_counting = true;
        m_firstPublish = Simulator::Now();
        for (const auto& probe : m_probes)
        {
            probe->BeginBytes();
        }
    }
    m_propagation.Publish(Simulator::Now(), node, PeekPointer(message));
}

uint32_t
RelayMetrics::GetNNodes() const
{
    return static_cast<uint32_t>(m_probes.size());
}

TrafficBytes
RelayMetrics::GetIngress(uint32_t node) const
{
    return m_probes.at(node)->GetIngress();
}

TrafficBytes
RelayMetrics::GetEgress(uint32_t node) const
{
    return m_probes.at(node)->GetEgress();
}

RunSummary
RelayMetrics::Summarize() const
{
    RunSummary summary;
    summary.nodes = GetNNodes();
    summary.AddPropagation(m_propagation);
    TrafficBytes in;
    TrafficBytes out;
    for (const auto& probe : m_probes)
    {
        in += probe->GetIngress();
        out += probe->GetEgress();
    }
    summary.ingress = in.PerNode(GetNNodes());
    summary.egress = out.PerNode(GetNNodes());
    summary.AddSimulator();
    return summary;
}

} // namespace ns3
