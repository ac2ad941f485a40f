/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-metrics.h"

#include "ns3/abort.h"
#include "ns3/wan-ranks.h"
#include "ns3/whisper-node.h"

#include <set>
#include <string>

namespace ns3
{

namespace
{

std::string
GetTopicName(WhisperTopic topic)
{
    return std::to_string(topic);
}

} // namespace

/// Listens to one node.
class WhisperMetrics::Probe
{
  public:
    Probe(WhisperMetrics& metrics, uint32_t node)
        : m_metrics(metrics),
          m_traffic(metrics.m_traffic.Get(node)),
          m_node(node)
    {
    }

    void Listen(Ptr<Application> application)
    {
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

    void Subscribe(const std::vector<WhisperTopic>& topics)
    {
        SetSubscribed(topics, true);
    }

  private:
    void SetSubscribed(const std::vector<WhisperTopic>& topics, bool isSubscribed)
    {
        for (WhisperTopic topic : topics)
        {
            m_metrics.m_propagation.SetSubscribed(m_node, GetTopicName(topic), isSubscribed);
        }
    }

    void Unsubscribe(const std::vector<WhisperTopic>& topics)
    {
        SetSubscribed(topics, false);
    }

    void Publish(Ptr<const WhisperEnvelope> envelope)
    {
        m_metrics.m_traffic.HandlePublish();
        m_metrics.ListenToPool();
        m_metrics.m_propagation.Publish(m_node,
                                        envelope->GetHash(),
                                        GetTopicName(envelope->GetTopic()));
    }

    void Expire(Ptr<const WhisperEnvelope> envelope)
    {
        m_metrics.m_propagation.Expire(envelope->GetHash());
    }

    void Send(Ptr<const WhisperEnvelope> envelope, const PeerInfo&)
    {
        m_metrics.m_propagation.Send(envelope->GetHash());
        m_traffic.AddSent(envelope->GetPayloadSize(), envelope->GetRlpSize());
    }

    void Accept(Ptr<const WhisperEnvelope> envelope, const PeerInfo& peer)
    {
        const uint32_t from = m_metrics.m_hosts.NodeOf(peer);
        m_metrics.m_propagation.FirstReceive(m_node, from, envelope->GetHash());
        m_traffic.AddReceived(envelope->GetPayloadSize(), envelope->GetRlpSize());
    }

    void Duplicate(Ptr<const WhisperEnvelope> envelope, const PeerInfo&)
    {
        m_metrics.m_propagation.Duplicate(envelope->GetHash());
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
        m_metrics.m_propagation.Deliver(m_node, envelope->GetHash());
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
    NodeTraffic& m_traffic;
    uint32_t m_node;
};

WhisperMetrics::WhisperMetrics(const ApplicationContainer& applications,
                               const NetDeviceContainer& devices)
    : m_applications(applications),
      m_hosts(applications, devices),
      m_traffic(applications, devices),
      // A single rank as well: what happens at one moment at several nodes is taken in the order
      // of the journal.
      m_propagation(applications.GetN(), WanRanks::IsEnabled())
{
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        Ptr<WhisperNode> node = DynamicCast<WhisperNode>(applications.Get(i));
        NS_ABORT_MSG_IF(!node, "WhisperMetrics: application " << i << " is no WhisperNode");
        if (!node->GetNode())
        {
            continue; // another rank of a distributed simulation has it
        }
        m_probes.push_back(std::make_unique<Probe>(*this, i));
        m_probes.back()->Listen(node);
        const auto& topics = node->GetProtocol()->GetTopics();
        m_probes.back()->Subscribe({topics.begin(), topics.end()});
    }
}

WhisperMetrics::~WhisperMetrics() = default;

void
WhisperMetrics::ListenToPool()
{
    if (m_hasPool)
    {
        return;
    }
    m_hasPool = true;
    std::set<Ptr<WhisperEnvelopePool>> pools;
    for (uint32_t i = 0; i < m_applications.GetN(); i++)
    {
        if (m_applications.Get(i)->GetNode())
        {
            const auto node = DynamicCast<WhisperNode>(m_applications.Get(i));
            pools.insert(node->GetProtocol()->GetEnvelopePool());
        }
    }
    if (pools.size() == 1)
    {
        ConnectTraceSource(**pools.begin(),
                           "Expire",
                           MakeCallback(&WhisperMetrics::HandleExpire, this));
    }
}

void
WhisperMetrics::HandleExpire(Ptr<const WhisperEnvelope> envelope)
{
    m_propagation.Forget(envelope->GetHash());
}

void
WhisperMetrics::CountFrom(Time start)
{
    m_traffic.CountFrom(start);
}

void
WhisperMetrics::Reduce()
{
    if (!m_propagation.IsDistributed())
    {
        return;
    }
    std::vector<uint64_t*> counts = {&m_falsePositives,
                                     &m_historyEnvelopes,
                                     &m_overflows,
                                     &m_peersDown};
    for (uint64_t& error : m_errors)
    {
        counts.push_back(&error);
    }
    m_totals = std::make_unique<RunTotals>(m_traffic);
    m_propagation.Reduce(*m_totals, counts);
}

RunSummary
WhisperMetrics::Summarize() const
{
    NS_ABORT_MSG_IF(m_propagation.IsDistributed() && !m_totals,
                    "WhisperMetrics: Summarize before Reduce, which every rank of a distributed "
                    "simulation has to call, would show one rank");
    RunSummary summary;
    summary.protocol = "whisper";
    summary.nodes = GetNNodes();
    summary.AddPropagation(GetPropagation());
    (m_totals ? *m_totals : RunTotals(m_traffic)).AddTo(summary);
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
    return summary;
}

} // namespace ns3
