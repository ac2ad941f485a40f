/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-metrics.h"

#include "whisper-probe.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

WhisperMetrics::WhisperMetrics(const ApplicationContainer& applications,
                               const NetDeviceContainer& devices)
    // A single rank has a journal too, so that events at the same time are ordered as by several
    // ranks.
    : MessageTracker(applications, devices, {MakeMessageProbe<WhisperProbe>}, WanRanks::IsEnabled())
{
    using Metrics = WhisperMetrics;
    // One for all nodes.
    const auto falsePositive = MakeCompactCallback<&Metrics::FalsePositive>(this);
    const auto p2pReceive = MakeCompactCallback<&Metrics::P2pReceive>(this);
    const auto reject = MakeCompactCallback<&Metrics::Reject>(this);
    const auto error = MakeCompactCallback<&Metrics::Error>(this);
    const auto overflow = MakeCompactCallback<&Metrics::Overflow>(this);
    const auto peerDown = MakeCompactCallback<&Metrics::PeerDown>(this);
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        Ptr<WhisperNode> node = DynamicCast<WhisperNode>(applications.Get(i));
        NS_ABORT_MSG_IF(!node, "WhisperMetrics: application " << i << " is no WhisperNode");
        if (!node->GetNode())
        {
            continue; // the application runs on another rank of a distributed simulation
        }
        ConnectTraceSource(*node, "FalsePositive", falsePositive);
        ConnectTraceSource(*node, "P2pReceive", p2pReceive);
        ConnectTraceSource(*node, "Reject", reject);
        ConnectTraceSource(*node, "Error", error);
        ConnectTraceSource(*node, "Overflow", overflow);
        ConnectTraceSource(*node, "PeerDown", peerDown);
    }
}

std::vector<uint64_t*>
WhisperMetrics::GetCounts()
{
    std::vector<uint64_t*> counts = {&m_falsePositives,
                                     &m_historyEnvelopes,
                                     &m_overflows,
                                     &m_peersDown};
    for (uint64_t& error : m_errors)
    {
        counts.push_back(&error);
    }
    return counts;
}

void
WhisperMetrics::FalsePositive(Ptr<const WhisperEnvelope>, const PeerInfo&)
{
    m_falsePositives++;
}

void
WhisperMetrics::P2pReceive(Ptr<const WhisperEnvelope>, const PeerInfo&)
{
    m_historyEnvelopes++;
}

void
WhisperMetrics::Reject(Ptr<const WhisperEnvelope>, const PeerInfo&, WhisperError error)
{
    m_errors.at(static_cast<std::size_t>(error))++;
}

void
WhisperMetrics::Error(const PeerInfo&, WhisperError error)
{
    // An envelope that costs the connection has been counted as rejected.
    const bool isOfEnvelope =
        error >= WhisperError::EXPIRED && error <= WhisperError::OUTSIDE_INTEREST;
    m_errors.at(static_cast<std::size_t>(error)) += isOfEnvelope ? 0 : 1;
}

void
WhisperMetrics::Overflow(const PeerInfo&)
{
    m_overflows++;
}

void
WhisperMetrics::PeerDown(const PeerInfo&)
{
    m_peersDown++;
}

RunSummary
WhisperMetrics::Summarize() const
{
    RunSummary summary = MessageTracker::Summarize();
    summary.protocol = "whisper";
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
