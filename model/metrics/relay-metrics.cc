/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-metrics.h"

#include "ns3/abort.h"
#include "ns3/waku-relay.h"
#include "ns3/wan-ranks.h"

#include <set>

namespace ns3
{

/// Listens to one node.
class RelayMetrics::Probe
{
  public:
    Probe(RelayMetrics& metrics, uint32_t node)
        : m_metrics(metrics),
          m_traffic(metrics.m_traffic.Get(node)),
          m_node(node)
    {
    }

    void Listen(Ptr<WakuRelay> application)
    {
        m_relay = application;
        ConnectTraceSource(*application, "Online", MakeCallback(&Probe::Online, this));
        ConnectTraceSource(*application, "Subscribe", MakeCallback(&Probe::Subscribe, this));
        ConnectTraceSource(*application, "Unsubscribe", MakeCallback(&Probe::Unsubscribe, this));
        ConnectTraceSource(*application, "Publish", MakeCallback(&Probe::Publish, this));
        ConnectTraceSource(*application, "Send", MakeCallback(&Probe::Send, this));
        ConnectTraceSource(*application, "FirstReceive", MakeCallback(&Probe::FirstReceive, this));
        ConnectTraceSource(*application, "Duplicate", MakeCallback(&Probe::Duplicate, this));
        ConnectTraceSource(*application, "Unwanted", MakeCallback(&Probe::Unwanted, this));
        ConnectTraceSource(*application, "Deliver", MakeCallback(&Probe::Deliver, this));
        ConnectTraceSource(*application, "Drop", MakeCallback(&Probe::Drop, this));
        ConnectTraceSource(*application, "PeerUp", MakeCallback(&Probe::PeerUp, this));
        ConnectTraceSource(*application, "PeerDown", MakeCallback(&Probe::PeerDown, this));
        if (application->IsOnline())
        {
            Online(true);
        }
    }

  private:
    void Online(bool isOnline)
    {
        m_isOnline = isOnline;
        for (const std::string& topic : m_relay->GetRouter()->GetTopics())
        {
            m_metrics.m_propagation.SetSubscribed(m_node, topic, isOnline);
        }
    }

    void Subscribe(const std::string& topic)
    {
        if (m_isOnline)
        {
            m_metrics.m_propagation.SetSubscribed(m_node, topic, true);
        }
    }

    void Unsubscribe(const std::string& topic)
    {
        if (m_isOnline)
        {
            m_metrics.m_propagation.SetSubscribed(m_node, topic, false);
        }
    }

    void Publish(Ptr<const PubsubMessage> message)
    {
        m_metrics.m_traffic.HandlePublish();
        m_metrics.ListenToPool();
        m_metrics.m_propagation.Publish(m_node, message->GetId().bytes, message->GetTopic());
    }

    void Send(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        m_metrics.m_propagation.Send(message->GetId().bytes);
        m_traffic.AddSent(message->GetPayloadSize(), message->GetSize());
    }

    void FirstReceive(Ptr<const PubsubMessage> message, const PeerInfo& peer)
    {
        const uint32_t from = m_metrics.m_hosts.NodeOf(peer);
        m_metrics.m_propagation.FirstReceive(m_node, from, message->GetId().bytes);
        m_traffic.AddReceived(message->GetPayloadSize(), message->GetSize());
    }

    void Duplicate(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        m_metrics.m_propagation.Duplicate(message->GetId().bytes);
        m_traffic.AddReceived(message->GetPayloadSize(), message->GetSize());
    }

    void Unwanted(Ptr<const PubsubMessage> message, const PeerInfo&)
    {
        m_metrics.m_unwanted++;
        m_traffic.AddReceived(message->GetPayloadSize(), message->GetSize());
    }

    void Deliver(Ptr<const PubsubMessage> message)
    {
        m_metrics.m_propagation.Deliver(m_node, message->GetId().bytes);
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
    NodeTraffic& m_traffic;
    uint32_t m_node;
    Ptr<WakuRelay> m_relay;
    bool m_isOnline{false};
};

RelayMetrics::RelayMetrics(const ApplicationContainer& applications,
                           const NetDeviceContainer& devices)
    : m_applications(applications),
      m_hosts(applications, devices),
      m_traffic(applications, devices),
      m_propagation(applications.GetN(), WanRanks::GetSize() > 1)
{
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(applications.Get(i));
        NS_ABORT_MSG_IF(!relay, "RelayMetrics: application " << i << " is no WakuRelay");
        if (relay->GetNode())
        {
            m_probes.push_back(std::make_unique<Probe>(*this, i));
            m_probes.back()->Listen(relay);
        }
    }
}

RelayMetrics::~RelayMetrics() = default;

void
RelayMetrics::ListenToPool()
{
    if (m_hasPool)
    {
        return;
    }
    m_hasPool = true;
    std::set<Ptr<MessagePool>> pools;
    for (uint32_t i = 0; i < m_applications.GetN(); i++)
    {
        if (m_applications.Get(i)->GetNode())
        {
            const auto router = DynamicCast<WakuRelay>(m_applications.Get(i))->GetRouter();
            pools.insert(router ? router->GetMessagePool() : nullptr);
        }
    }
    if (pools.size() == 1)
    {
        ConnectTraceSource(**pools.begin(),
                           "Expire",
                           MakeCallback(&RelayMetrics::HandleExpire, this));
    }
}

void
RelayMetrics::HandleExpire(Ptr<const PubsubMessage> message)
{
    m_propagation.Forget(message->GetId().bytes);
}

void
RelayMetrics::CountFrom(Time start)
{
    m_traffic.CountFrom(start);
}

void
RelayMetrics::Reduce()
{
    if (m_propagation.IsDistributed())
    {
        m_totals = std::make_unique<RunTotals>(m_traffic);
        m_propagation.Reduce(*m_totals, {&m_peersUp, &m_peersDown, &m_dropped, &m_unwanted});
    }
}

RunSummary
RelayMetrics::Summarize() const
{
    NS_ABORT_MSG_IF(m_propagation.IsDistributed() && !m_totals,
                    "RelayMetrics: Summarize before Reduce, which every rank of a distributed "
                    "simulation has to call, would show one rank");
    RunSummary summary;
    summary.nodes = GetNNodes();
    summary.AddPropagation(GetPropagation());
    (m_totals ? *m_totals : RunTotals(m_traffic)).AddTo(summary);
    return summary;
}

} // namespace ns3
