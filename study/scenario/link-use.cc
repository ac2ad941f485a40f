/* SPDX-License-Identifier: GPL-2.0-only */
#include "link-use.h"

#include "gather-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

LinkUse::LinkUse(const MessageTracker& tracker, const UnderlayPart& underlay)
    : m_tracker(tracker),
      m_underlay(underlay)
{
}

LinkUse::Bytes
LinkUse::Read() const
{
    Bytes bytes;
    for (uint32_t i = 0; i < m_tracker.GetNNodes(); i++)
    {
        const auto given = static_cast<int64_t>(m_tracker.GetEgress(i).ip);
        bytes.emplace_back(given - static_cast<int64_t>(m_tracker.GetWaiting(i)),
                           m_tracker.GetIngress(i).ip);
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
    const auto getUse = [seconds](int64_t bytes, ScenarioRate rate) {
        const auto bitsPerSecond = static_cast<double>(rate.bitsPerSecond);
        return bitsPerSecond == 0 || seconds == 0
                   ? 0
                   : static_cast<double>(bytes) * 8 / bitsPerSecond / seconds;
    };
    const Bytes after = Read();
    for (std::size_t i = 0; i < after.size() && i < m_before.size(); i++)
    {
        const auto node = static_cast<uint32_t>(i);
        const HostClasses& classes = m_underlay.classes;
        const double up =
            getUse(after[i].first - m_before[i].first, classes.GetUp(node, m_underlay.up));
        if (up > m_uplink)
        {
            m_uplink = up;
            m_busiest = node;
        }
        m_downlink = std::max(
            m_downlink,
            getUse(after[i].second - m_before[i].second, classes.GetDown(node, m_underlay.down)));
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
