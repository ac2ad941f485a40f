/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-metrics.h"

#include "pss-probe.h"

#include "ns3/abort.h"
#include "ns3/compact-callback.h"

namespace ns3
{

PssMetrics::PssMetrics(const ApplicationContainer& applications, const NetDeviceContainer& devices)
    : MessageTracker(applications, devices, {PssProbe::MakeProtocol()})
{
    // One for all nodes.
    const auto deliver = MakeCompactCallback<&PssMetrics::Deliver>(this);
    const auto undeliverable = MakeCompactCallback<&PssMetrics::Undeliverable>(this);
    const auto reject = MakeCompactCallback<&PssMetrics::Reject>(this);
    const auto error = MakeCompactCallback<&PssMetrics::Error>(this);
    const auto overflow = MakeCompactCallback<&PssMetrics::Overflow>(this);
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        const auto node = DynamicCast<PssNode>(applications.Get(i));
        NS_ABORT_MSG_IF(!node, "PssMetrics: application " << i << " is no PssNode");
        ConnectTraceSource(*node, "Deliver", deliver);
        ConnectTraceSource(*node, "Undeliverable", undeliverable);
        ConnectTraceSource(*node, "Reject", reject);
        ConnectTraceSource(*node, "Error", error);
        ConnectTraceSource(*node, "Overflow", overflow);
    }
}

std::vector<uint64_t*>
PssMetrics::GetCounts()
{
    std::vector<uint64_t*> counts = {&m_handled, &m_undeliverable, &m_overflows};
    for (uint64_t& error : m_errors)
    {
        counts.push_back(&error);
    }
    return counts;
}

void
PssMetrics::Deliver(Ptr<const PssMessage>)
{
    m_handled++;
}

void
PssMetrics::Undeliverable(Ptr<const PssMessage>)
{
    m_undeliverable++;
}

void
PssMetrics::Reject(Ptr<const PssMessage>, const PeerInfo&, PssError error)
{
    m_errors.at(static_cast<std::size_t>(error))++;
}

void
PssMetrics::Error(const PeerInfo&, PssError error)
{
    m_errors.at(static_cast<std::size_t>(error))++;
}

void
PssMetrics::Overflow(const PeerInfo&)
{
    m_overflows++;
}

RunSummary
PssMetrics::Summarize() const
{
    RunSummary summary = MessageTracker::Summarize();
    summary.protocol = "pss";
    summary.counts = {{"handled", m_handled},
                      {"expired_messages", GetNErrors(PssError::EXPIRED)},
                      {"undeliverable_messages", m_undeliverable},
                      {"send_queue_overflows", m_overflows}};
    return summary;
}

} // namespace ns3
