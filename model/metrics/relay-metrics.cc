/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-metrics.h"

#include "ns3/abort.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/simulator.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-net-device.h"
#include "ns3/wan-ranks.h"

#include <algorithm>
#include <cstring>

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

/// Counts of the run that are sums over ranks, but for the largest memory of a rank.
struct RelayMetrics::Totals
{
    TrafficBytes in;
    TrafficBytes out;
    uint64_t peersUp{0};
    uint64_t peersDown{0};
    uint64_t dropped{0};
    uint64_t events{0};
    uint64_t peakRssBytes{0};

    void Add(const Totals& other)
    {
        in += other.in;
        out += other.out;
        peersUp += other.peersUp;
        peersDown += other.peersDown;
        dropped += other.dropped;
        events += other.events;
        peakRssBytes = std::max(peakRssBytes, other.peakRssBytes);
    }
};

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
        const Address host = PeerConnectionManager::HostOf(peer.address);
        auto found = m_metrics.m_nodeOfHost.find(host);
        if (found != m_metrics.m_nodeOfHost.end())
        {
            return found->second;
        }
        return m_metrics.m_isDistributed && m_wanDevice ? NodeOfOtherRank(host) : UINT32_MAX;
    }

    /** The channel knows the addresses of all hosts. */
    uint32_t NodeOfOtherRank(const Address& host) const
    {
        const auto channel = StaticCast<WanChannel>(m_wanDevice->GetChannel());
        const Ptr<WanNetDevice> device = Ipv4Address::IsMatchingType(host)
                                             ? channel->FindDevice(Ipv4Address::ConvertFrom(host))
                                             : channel->FindDevice(Ipv6Address::ConvertFrom(host));
        auto found = m_metrics.m_nodeOfDevice.find(PeekPointer(device));
        return found == m_metrics.m_nodeOfDevice.end() ? UINT32_MAX : found->second;
    }

    void Publish(Ptr<const PubsubMessage> message)
    {
        m_metrics.HandlePublish(m_node, message);
    }

    void Send(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        if (m_metrics.m_isDistributed)
        {
            m_metrics.m_journal.Send(message->GetId());
        }
        m_metrics.m_propagation.Send(PeekPointer(message));
        m_egress.payload += message->GetPayloadSize();
        m_egress.messages += message->GetSize();
    }

    void FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
    {
        const uint32_t from = NodeOf(peer);
        if (m_metrics.m_isDistributed)
        {
            m_metrics.m_journal.FirstReceive(Simulator::Now(), m_node, from, message->GetId());
        }
        m_metrics.m_propagation.FirstReceive(m_node, from, PeekPointer(message));
        m_ingress.payload += message->GetPayloadSize();
        m_ingress.messages += message->GetSize();
    }

    void Duplicate(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        if (m_metrics.m_isDistributed)
        {
            m_metrics.m_journal.Duplicate(message->GetId());
        }
        m_metrics.m_propagation.Duplicate(PeekPointer(message));
        m_ingress.payload += message->GetPayloadSize();
        m_ingress.messages += message->GetSize();
    }

    void Deliver(Ptr<const PubsubMessage> message)
    {
        if (m_metrics.m_isDistributed)
        {
            m_metrics.m_journal.Deliver(Simulator::Now(), m_node, message->GetId());
        }
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
    : m_propagation(applications.GetN()),
      m_isDistributed(WanRanks::GetSize() > 1)
{
    NS_ABORT_MSG_IF(devices.GetN() != 0 && devices.GetN() != applications.GetN(),
                    "RelayMetrics: " << devices.GetN() << " devices for " << applications.GetN()
                                     << " applications");
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        m_probes.push_back(std::make_unique<Probe>(*this, i));
        if (devices.GetN() > 0)
        {
            m_nodeOfDevice.emplace(PeekPointer(devices.Get(i)), i);
        }
        Ptr<Node> node = applications.Get(i)->GetNode();
        if (!node)
        {
            continue;
        }
        m_probes.back()->Listen(applications.Get(i));
        if (devices.GetN() > 0)
        {
            m_probes.back()->Listen(devices.Get(i));
        }
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
    NS_ABORT_MSG_IF(m_isDistributed && !m_counting,
                    "RelayMetrics: a message is published before bytes count; a distributed "
                    "simulation has to say when, with CountFrom");
    BeginBytes();
    if (m_isDistributed)
    {
        m_journal.Publish(Simulator::Now(), node, message->GetId());
    }
    m_propagation.Publish(Simulator::Now(), node, PeekPointer(message));
}

void
RelayMetrics::CountFrom(Time start)
{
    Simulator::Schedule(start - Simulator::Now(), &RelayMetrics::BeginBytes, this);
}

void
RelayMetrics::BeginBytes()
{
    if (m_counting)
    {
        return;
    }
    m_counting = true;
    m_firstPublish = Simulator::Now();
    for (const auto& probe : m_probes)
    {
        probe->BeginBytes();
    }
}

RelayMetrics::Totals
RelayMetrics::GetTotals() const
{
    if (m_reduced)
    {
        return *m_reduced;
    }
    Totals totals;
    for (const auto& probe : m_probes)
    {
        totals.in += probe->GetIngress();
        totals.out += probe->GetEgress();
    }
    totals.peersUp = m_peersUp;
    totals.peersDown = m_peersDown;
    totals.dropped = m_dropped;
    RunSummary summary;
    summary.AddSimulator();
    totals.events = summary.events;
    totals.peakRssBytes = summary.peakRssBytes;
    return totals;
}

void
RelayMetrics::Reduce()
{
    if (!m_isDistributed)
    {
        return;
    }
    const Totals own = GetTotals();
    const std::string bytes(reinterpret_cast<const char*>(&own), sizeof(own));
    const auto all = WanRanks::Gather(bytes + m_journal.Serialize());
    PropagationJournal journal;
    m_reduced = std::make_unique<Totals>(all.empty() ? own : Totals());
    for (const std::string& part : all)
    {
        Totals totals;
        std::memcpy(&totals, part.data(), sizeof(totals));
        m_reduced->Add(totals);
        journal.Add(part.substr(sizeof(totals)));
    }
    if (!all.empty())
    {
        m_propagation.Reset();
        journal.Replay(m_propagation);
    }
    m_peersUp = m_reduced->peersUp;
    m_peersDown = m_reduced->peersDown;
    m_dropped = m_reduced->dropped;
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
    const Totals totals = GetTotals();
    summary.ingress = totals.in.PerNode(GetNNodes());
    summary.egress = totals.out.PerNode(GetNNodes());
    summary.AddSimulator();
    summary.events = totals.events;
    summary.peakRssBytes = totals.peakRssBytes;
    return summary;
}

} // namespace ns3
