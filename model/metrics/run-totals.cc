/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-totals.h"

#include "ns3/wan-ranks.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace ns3
{

RunTotals::RunTotals(const RunTraffic& traffic)
    : m_nodes(traffic.GetNNodes()),
      m_ingress(traffic.GetIngress()),
      m_egress(traffic.GetEgress()),
      m_balance(traffic.GetBalance())
{
    RunSummary summary;
    summary.AddSimulator();
    m_events = summary.events;
    m_peakRssBytes = summary.peakRssBytes;
}

bool
RunTotals::Reduce(PropagationJournal& journal, const std::vector<uint64_t*>& counts)
{
    std::vector<uint64_t*> sums = {&m_events};
    for (TrafficBytes* bytes : {&m_ingress, &m_egress})
    {
        sums.insert(sums.end(), {&bytes->payload, &bytes->protocol, &bytes->ip, &bytes->messages});
    }
    const std::vector<uint64_t*> balance = m_balance.GetNumbers();
    sums.insert(sums.end(), balance.begin(), balance.end());
    sums.insert(sums.end(), counts.begin(), counts.end());
    std::vector<uint64_t> own = {m_peakRssBytes};
    for (const uint64_t* sum : sums)
    {
        own.push_back(*sum);
    }
    const std::size_t size = own.size() * sizeof(uint64_t);
    // A journal is large: there are as few copies of it as can be.
    std::string bytes = journal.Serialize();
    bytes.append(reinterpret_cast<const char*>(own.data()), size);
    journal = PropagationJournal();
    std::vector<std::string> all = WanRanks::Gather(std::move(bytes));
    if (all.empty())
    {
        return false;
    }
    for (uint64_t* sum : sums)
    {
        *sum = 0;
    }
    for (std::string& part : all)
    {
        std::vector<uint64_t> numbers(own.size());
        std::memcpy(numbers.data(), part.data() + part.size() - size, size);
        m_peakRssBytes = std::max(m_peakRssBytes, numbers.front());
        for (std::size_t i = 0; i < sums.size(); i++)
        {
            *sums[i] += numbers[i + 1];
        }
        journal.Add(part);
        part = std::string();
    }
    return true;
}

void
RunTotals::AddTo(RunSummary& summary) const
{
    summary.ingress = m_ingress.PerNode(m_nodes);
    summary.egress = m_egress.PerNode(m_nodes);
    summary.AddSimulator();
    summary.events = m_events;
    summary.peakRssBytes = m_peakRssBytes;
}

} // namespace ns3
