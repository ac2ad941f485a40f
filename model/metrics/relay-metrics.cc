/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-metrics.h"

#include "ns3/abort.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/simulator.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-net-device.h"
#include "ns3/wan-ranks.h"

#include <algorithm>
#include <cstring>

namespace ns3
{

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
        m_traffic.Listen(Ptr<Object>(application));
        ConnectTraceSource(*application, "Publish", MakeCallback(&Probe::Publish, this));
        ConnectTraceSource(*application, "Send", MakeCallback(&Probe::Send, this));
        ConnectTraceSource(*application, "FirstReceive", MakeCallback(&Probe::FirstReceive, this));
        ConnectTraceSource(*application, "Duplicate", MakeCallback(&Probe::Duplicate, this));
        ConnectTraceSource(*application, "Deliver", MakeCallback(&Probe::Deliver, this));
        ConnectTraceSource(*application, "Drop", MakeCallback(&Probe::Drop, this));
        ConnectTraceSource(*application, "PeerUp", MakeCallback(&Probe::PeerUp, this));
        ConnectTraceSource(*application, "PeerDown", MakeCallback(&Probe::PeerDown, this));
    }

    void Listen(Ptr<NetDevice> device)
    {
        m_wanDevice = DynamicCast<WanNetDevice>(device);
        m_traffic.Listen(device);
    }

    NodeTraffic& GetTraffic()
    {
        return m_traffic;
    }

  private:
    uint32_t NodeOf(const PeerInfo& peer) const
    {
        const uint32_t node = m_metrics.m_hosts.NodeOf(peer);
        if (node != HostTable::UNKNOWN || !m_metrics.m_isDistributed || !m_wanDevice)
        {
            return node;
        }
        return NodeOfOtherRank(PeerConnectionManager::HostOf(peer.address));
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
        m_traffic.AddSent(message->GetPayloadSize(), message->GetSize());
    }

    void FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
    {
        const uint32_t from = NodeOf(peer);
        if (m_metrics.m_isDistributed)
        {
            m_metrics.m_journal.FirstReceive(Simulator::Now(), m_node, from, message->GetId());
        }
        m_metrics.m_propagation.FirstReceive(m_node, from, PeekPointer(message));
        m_traffic.AddReceived(message->GetPayloadSize(), message->GetSize());
    }

    void Duplicate(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        if (m_metrics.m_isDistributed)
        {
            m_metrics.m_journal.Duplicate(message->GetId());
        }
        m_metrics.m_propagation.Duplicate(PeekPointer(message));
        m_traffic.AddReceived(message->GetPayloadSize(), message->GetSize());
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

    RelayMetrics& m_metrics;
    uint32_t m_node;
    Ptr<WanNetDevice> m_wanDevice;
    NodeTraffic m_traffic;
};

RelayMetrics::RelayMetrics(const ApplicationContainer& applications,
                           const NetDeviceContainer& devices)
    : m_hosts(applications),
      m_propagation(applications.GetN()),
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
        if (!applications.Get(i)->GetNode())
        {
            continue;
        }
        m_probes.back()->Listen(applications.Get(i));
        if (devices.GetN() > 0)
        {
            m_probes.back()->Listen(devices.Get(i));
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
        probe->GetTraffic().Begin();
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
        totals.in += probe->GetTraffic().GetIngress();
        totals.out += probe->GetTraffic().GetEgress();
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
    return m_probes.at(node)->GetTraffic().GetIngress();
}

TrafficBytes
RelayMetrics::GetEgress(uint32_t node) const
{
    return m_probes.at(node)->GetTraffic().GetEgress();
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
