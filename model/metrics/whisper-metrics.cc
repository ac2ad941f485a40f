/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-metrics.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"
#include "ns3/whisper-node.h"

#include <algorithm>

namespace ns3
{

/// Listens to one node.
class WhisperMetrics::Probe
{
  public:
    Probe(WhisperMetrics& metrics, uint32_t node)
        : m_metrics(metrics),
          m_node(node)
    {
    }

    void Listen(Ptr<Application> application)
    {
        m_traffic.Listen(Ptr<Object>(application));
        ConnectTraceSource(*application, "Subscribe", MakeCallback(&Probe::Subscribe, this));
        ConnectTraceSource(*application, "Unsubscribe", MakeCallback(&Probe::Unsubscribe, this));
        ConnectTraceSource(*application, "Publish", MakeCallback(&Probe::Publish, this));
        ConnectTraceSource(*application, "Expire", MakeCallback(&Probe::Expire, this));
        ConnectTraceSource(*application, "Send", MakeCallback(&Probe::Send, this));
        ConnectTraceSource(*application, "Accept", MakeCallback(&Probe::Accept, this));
        ConnectTraceSource(*application, "Duplicate", MakeCallback(&Probe::Duplicate, this));
        ConnectTraceSource(*application, "FalsePositive", MakeCallback(&Probe::Extra, this));
        ConnectTraceSource(*application, "P2pReceive", MakeCallback(&Probe::P2pReceive, this));
        ConnectTraceSource(*application, "UserDeliver", MakeCallback(&Probe::Deliver, this));
        ConnectTraceSource(*application, "Reject", MakeCallback(&Probe::Reject, this));
        ConnectTraceSource(*application, "Error", MakeCallback(&Probe::Error, this));
        ConnectTraceSource(*application, "Overflow", MakeCallback(&Probe::Overflow, this));
        ConnectTraceSource(*application, "PeerDown", MakeCallback(&Probe::PeerDown, this));
    }

    NodeTraffic& GetTraffic()
    {
        return m_traffic;
    }

    void Subscribe(const std::vector<WhisperTopic>& topics)
    {
        for (WhisperTopic topic : topics)
        {
            m_metrics.m_subscribers[topic].insert(m_node);
        }
    }

  private:
    void Unsubscribe(const std::vector<WhisperTopic>& topics)
    {
        for (WhisperTopic topic : topics)
        {
            m_metrics.m_subscribers[topic].erase(m_node);
        }
    }

    void Publish(Ptr<const WhisperEnvelope> envelope)
    {
        m_metrics.HandlePublish(m_node, envelope);
    }

    void Expire(Ptr<const WhisperEnvelope> envelope)
    {
        m_metrics.HandleExpire(envelope);
    }

    void Send(Ptr<const WhisperEnvelope> envelope, const PeerInfo&)
    {
        m_metrics.m_propagation.Send(PeekPointer(envelope));
        m_traffic.AddSent(envelope->GetPayloadSize(), envelope->GetRlpSize());
    }

    void Accept(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer)
    {
        m_metrics.m_propagation.FirstReceive(m_node,
                                             m_metrics.m_hosts.NodeOf(peer),
                                             PeekPointer(envelope));
        m_traffic.AddReceived(envelope->GetPayloadSize(), envelope->GetRlpSize());
    }

    void Duplicate(Ptr<const WhisperEnvelope> envelope, const PeerInfo&)
    {
        m_metrics.m_propagation.Duplicate(PeekPointer(envelope));
        m_traffic.AddReceived(envelope->GetPayloadSize(), envelope->GetRlpSize());
    }

    void Extra(Ptr<const WhisperEnvelope>, const PeerInfo&)
    {
        m_metrics.m_falsePositives++;
    }

    void P2pReceive(Ptr<const WhisperEnvelope> envelope, const PeerInfo&)
    {
        m_metrics.m_historyEnvelopes++;
        m_traffic.AddReceived(envelope->GetPayloadSize(), envelope->GetRlpSize());
    }

    void Deliver(Ptr<const WhisperEnvelope> envelope)
    {
        m_metrics.HandleDeliver(m_node, envelope);
    }

    void Reject(Ptr<const WhisperEnvelope>, const PeerInfo&, WhisperError error)
    {
        m_metrics.m_errors.at(static_cast<std::size_t>(error))++;
    }

    void Error(const PeerInfo&, WhisperError error)
    {
        // An envelope that costs the connection has been counted as rejected.
        const bool isOfEnvelope =
            error >= WhisperError::EXPIRED && error <= WhisperError::OUTSIDE_INTEREST;
        m_metrics.m_errors.at(static_cast<std::size_t>(error)) += isOfEnvelope ? 0 : 1;
    }

    void Overflow(const PeerInfo&)
    {
        m_metrics.m_overflows++;
    }

    void PeerDown(const PeerInfo&)
    {
        m_metrics.m_peersDown++;
    }

    WhisperMetrics& m_metrics;
    uint32_t m_node;
    NodeTraffic m_traffic;
};

WhisperMetrics::WhisperMetrics(const ApplicationContainer& applications,
                               const NetDeviceContainer& devices)
    : m_hosts(applications),
      m_propagation(applications.GetN())
{
    NS_ABORT_MSG_IF(devices.GetN() != 0 && devices.GetN() != applications.GetN(),
                    "WhisperMetrics: " << devices.GetN() << " devices for " << applications.GetN()
                                       << " applications");
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        Ptr<WhisperNode> node = DynamicCast<WhisperNode>(applications.Get(i));
        NS_ABORT_MSG_IF(!node, "WhisperMetrics: application " << i << " is no WhisperNode");
        m_probes.push_back(std::make_unique<Probe>(*this, i));
        m_probes.back()->Listen(node);
        const auto& topics = node->GetProtocol()->GetTopics();
        m_probes.back()->Subscribe({topics.begin(), topics.end()});
        if (devices.GetN() > 0)
        {
            m_probes.back()->GetTraffic().Listen(devices.Get(i));
        }
    }
}

WhisperMetrics::~WhisperMetrics() = default;

void
WhisperMetrics::HandlePublish(uint32_t node, Ptr<const WhisperEnvelope> envelope)
{
    if (!m_isCounting)
    {
        m_isCounting = true;
        for (const auto& probe : m_probes)
        {
            probe->GetTraffic().Begin();
        }
    }
    Spread spread;
    spread.envelope = envelope;
    const auto subscribers = m_subscribers.find(envelope->GetTopic());
    if (subscribers != m_subscribers.end())
    {
        spread.missing = subscribers->second;
        spread.missing.erase(node);
    }
    m_propagation.Publish(Simulator::Now(),
                          node,
                          PeekPointer(envelope),
                          static_cast<uint32_t>(spread.missing.size()));
    m_spreads[PeekPointer(envelope)] = std::move(spread);
}

void
WhisperMetrics::HandleDeliver(uint32_t node, Ptr<const WhisperEnvelope> envelope)
{
    const auto spread = m_spreads.find(PeekPointer(envelope));
    if (spread != m_spreads.end() && spread->second.missing.erase(node) > 0)
    {
        m_propagation.Deliver(Simulator::Now(), node, PeekPointer(envelope));
        ForgetIfDone(PeekPointer(envelope));
    }
}

void
WhisperMetrics::HandleExpire(Ptr<const WhisperEnvelope> envelope)
{
    const auto spread = m_spreads.find(PeekPointer(envelope));
    if (spread != m_spreads.end())
    {
        spread->second.isExpired = true;
        ForgetIfDone(PeekPointer(envelope));
    }
}

void
WhisperMetrics::ForgetIfDone(const WhisperEnvelope* envelope)
{
    const auto spread = m_spreads.find(envelope);
    if (spread->second.isExpired && spread->second.missing.empty())
    {
        m_propagation.Forget(envelope);
        m_spreads.erase(spread);
    }
}

uint32_t
WhisperMetrics::GetNNodes() const
{
    return static_cast<uint32_t>(m_probes.size());
}

TrafficBytes
WhisperMetrics::GetIngress(uint32_t node) const
{
    return m_probes.at(node)->GetTraffic().GetIngress();
}

TrafficBytes
WhisperMetrics::GetEgress(uint32_t node) const
{
    return m_probes.at(node)->GetTraffic().GetEgress();
}

RunSummary
WhisperMetrics::Summarize() const
{
    RunSummary summary;
    summary.protocol = "whisper";
    summary.nodes = GetNNodes();
    summary.AddPropagation(m_propagation);
    TrafficBytes in;
    TrafficBytes out;
    for (const auto& probe : m_probes)
    {
        in += probe->GetTraffic().GetIngress();
        out += probe->GetTraffic().GetEgress();
    }
    summary.ingress = in.PerNode(GetNNodes());
    summary.egress = out.PerNode(GetNNodes());
    uint64_t rejected = 0;
    for (const WhisperError error : {WhisperError::EXPIRED,
                                     WhisperError::VERY_OLD,
                                     WhisperError::FROM_FUTURE,
                                     WhisperError::ENVELOPE_TOO_LARGE,
                                     WhisperError::LOW_POW,
                                     WhisperError::OUTSIDE_INTEREST})
    {
        rejected += GetNErrors(error);
    }
    summary.counts = {{"false_positives", m_falsePositives},
                      {"history_envelopes", m_historyEnvelopes},
                      {"rejected_envelopes", rejected},
                      {"send_queue_overflows", m_overflows}};
    summary.AddSimulator();
    return summary;
}

} // namespace ns3
