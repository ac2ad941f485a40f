/* SPDX-License-Identifier: GPL-2.0-only */
#include "link-use.h"

#include "gather-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

LinkUse::LinkUse(const MessageTracker& tracker, uint64_t up, uint64_t down)
    : m_tracker(tracker),
      m_up(static_cast<double>(up)),
      m_down(static_cast<double>(down))
{
}

LinkUse::Bytes
LinkUse::Read() const
{
    Bytes bytes;
    for (uint32_t i = 0; i < m_tracker.GetNNodes(); i++)
    {
        bytes.emplace_back(m_tracker.GetEgress(i).ip, m_tracker.GetIngress(i).ip);
    }
    return bytes;
}

void
LinkUse::Begin()
{
    m_before = Read();
    m_begin = Simulator::Now();
}

void
LinkUse::End()
{
    const double seconds = (Simulator::Now() - m_begin).GetSeconds();
    const auto getUse = [seconds](uint64_t bytes, double rate) {
        return rate == 0 || seconds == 0 ? 0 : static_cast<double>(bytes) * 8 / rate / seconds;
    };
    const Bytes after = Read();
    for (std::size_t i = 0; i < after.size() && i < m_before.size(); i++)
    {
        const double up = getUse(after[i].first - m_before[i].first, m_up);
        if (up > m_uplink)
        {
            m_uplink = up;
            m_busiest = static_cast<uint32_t>(i);
        }
        m_downlink = std::max(m_downlink, getUse(after[i].second - m_before[i].second, m_down));
    }
}

void
LinkUse::Reduce()
{
    const std::vector<double> own = {m_uplink, static_cast<double>(m_busiest), m_downlink};
    for (const std::vector<double>& rank : GatherNumbers(own))
    {
        if (rank[0] > m_uplink)
        {
            m_uplink = rank[0];
            m_busiest = static_cast<uint32_t>(rank[1]);
        }
        m_downlink = std::max(m_downlink, rank[2]);
    }
}

void
LinkUse::AddTo(std::map<std::string, double>& metrics) const
{
    metrics["utilisation.uplink"] = m_uplink;
    metrics["utilisation.downlink"] = m_downlink;
    metrics["utilisation.busiest_node"] = m_busiest;
}

} // namespace ns3
