/* SPDX-License-Identifier: GPL-2.0-only */
#include "message-tracker.h"

#include "ns3/abort.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

MessageTracker::MessageTracker(const ApplicationContainer& applications,
                               const NetDeviceContainer& devices,
                               const std::vector<MessageFeed::Protocol>& protocols)
    : MessageTracker(applications, devices, protocols, WanRanks::GetSize() > 1)
{
}

MessageTracker::MessageTracker(const ApplicationContainer& applications,
                               const NetDeviceContainer& devices,
                               const std::vector<MessageFeed::Protocol>& protocols,
                               bool isDistributed)
    : m_traffic(applications, devices),
      m_propagation(applications.GetN()),
      m_journal(isDistributed ? std::make_optional<PropagationJournal>() : std::nullopt),
      m_feed(applications,
             devices,
             isDistributed ? std::vector<MessageObserver*>{&m_traffic, &*m_journal}
                           : std::vector<MessageObserver*>{&m_traffic, &m_propagation, &m_check},
             protocols),
      m_isWhole(!isDistributed)
{
    m_check.SetMemory([this] { return m_feed.GetMemory(); });
    m_check.SetScope(
        [this] { return m_totals ? m_totals->GetBalance().unmeasured == 0 : m_traffic.IsWhole(); });
}

MessageTracker::~MessageTracker() = default;

std::vector<uint64_t*>
MessageTracker::GetCounts()
{
    return {};
}

void
MessageTracker::CountFrom(Time start)
{
    m_traffic.CountFrom(start);
}

void
MessageTracker::Reduce()
{
    if (m_journal)
    {
        m_totals = RunTotals(m_traffic);
        if (m_totals->Reduce(*m_journal, GetCounts()))
        {
            m_journal->Replay(m_propagation);
            m_journal->Replay(m_check);
            m_isWhole = true;
        }
    }
}

std::string
MessageTracker::FindFailure() const
{
    if (!m_isWhole || !m_check.GetFailure().empty())
    {
        return m_check.GetFailure();
    }
    return (m_totals ? *m_totals : RunTotals(m_traffic)).GetBalance().GetFailure();
}

std::string
MessageTracker::TakeFailure()
{
    m_isFailureTaken = true;
    return FindFailure();
}

RunSummary
MessageTracker::Summarize() const
{
    const std::string failure = m_isFailureTaken ? "" : FindFailure();
    NS_ABORT_MSG_IF(!failure.empty(),
                    "MessageTracker: what must hold in every run does not: " << failure);
    NS_ABORT_MSG_IF(m_journal && !m_totals,
                    "MessageTracker: Summarize before Reduce, which every rank of a distributed "
                    "simulation has to call, would show one rank");
    RunSummary summary;
    summary.nodes = GetNNodes();
    summary.AddPropagation(m_propagation);
    (m_totals ? *m_totals : RunTotals(m_traffic)).AddTo(summary);
    return summary;
}

} // namespace ns3
