/* SPDX-License-Identifier: GPL-2.0-only */
#include "region-wan-latency.h"

#include "ns3/abort.h"
#include "ns3/pointer.h"

#include <algorithm>
#include <set>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(RegionWanLatency);

TypeId
RegionWanLatency::GetTypeId()
{
    static TypeId tid = TypeId("ns3::RegionWanLatency")
                            .SetParent<WanLatencyModel>()
                            .SetGroupName("Waku")
                            .AddConstructor<RegionWanLatency>()
                            .AddAttribute("Regions",
                                          "Which host is in which region; must be set",
                                          PointerValue(),
                                          MakePointerAccessor(&RegionWanLatency::SetRegions,
                                                              &RegionWanLatency::GetRegions),
                                          MakePointerChecker<WanRegions>());
    return tid;
}

void
RegionWanLatency::SetRegions(Ptr<WanRegions> regions)
{
    m_regions = regions;
}

Ptr<WanRegions>
RegionWanLatency::GetRegions() const
{
    return m_regions;
}

void
RegionWanLatency::SetDelay(const std::string& a, const std::string& b, Time delay)
{
    SetOneWayDelay(a, b, delay);
    SetOneWayDelay(b, a, delay);
}

void
RegionWanLatency::SetOneWayDelay(const std::string& from, const std::string& to, Time delay)
{
    NS_ABORT_MSG_IF(!m_regions, "RegionWanLatency::Regions is not set");
    NS_ABORT_MSG_IF(delay.IsStrictlyNegative(),
                    "RegionWanLatency: delay " << delay << " from " << from << " to " << to
                                               << "; allowed are delays of at least 0");
    m_delays.resize(m_regions->GetNRegions());
    for (auto& row : m_delays)
    {
        row.resize(m_delays.size(), Time(-1));
    }
    m_delays[m_regions->GetIndex(from)][m_regions->GetIndex(to)] = delay;
}

Time
RegionWanLatency::GetDelay(uint32_t from, uint32_t to) const
{
    NS_ABORT_MSG_IF(!m_regions, "RegionWanLatency::Regions is not set");
    const uint32_t a = m_regions->GetRegion(from);
    const uint32_t b = m_regions->GetRegion(to);
    const Time delay = std::max(a, b) < m_delays.size() ? m_delays[a][b] : Time(-1);
    NS_ABORT_MSG_IF(delay.IsStrictlyNegative(),
                    "RegionWanLatency: no delay is set from region '"
                        << m_regions->GetName(a) << "' to '" << m_regions->GetName(b) << "'");
    return delay;
}

Time
RegionWanLatency::GetMinimumDelay() const
{
    Time minimum = Time::Max();
    for (const auto& row : m_delays)
    {
        for (const Time& delay : row)
        {
            minimum = delay.IsStrictlyNegative() ? minimum : std::min(minimum, delay);
        }
    }
    return minimum == Time::Max() ? Time(0) : minimum;
}

Time
RegionWanLatency::GetMinimumDelayBetween(const std::vector<uint32_t>& groups) const
{
    NS_ABORT_MSG_IF(!m_regions, "RegionWanLatency::Regions is not set");
    std::vector<std::set<uint32_t>> groupsOf(m_delays.size());
    for (uint32_t host = 0; host < groups.size(); host++)
    {
        const uint32_t region = m_regions->GetRegion(host);
        if (region < groupsOf.size())
        {
            groupsOf[region].insert(groups[host]);
        }
    }
    Time minimum = Time::Max();
    for (std::size_t a = 0; a < m_delays.size(); a++)
    {
        for (std::size_t b = 0; b < m_delays.size(); b++)
        {
            const bool apart = !groupsOf[a].empty() && !groupsOf[b].empty() &&
                               (groupsOf[a].size() > 1 || groupsOf[a] != groupsOf[b]);
            if (apart && !m_delays[a][b].IsStrictlyNegative())
            {
                minimum = std::min(minimum, m_delays[a][b]);
            }
        }
    }
    return minimum == Time::Max() ? GetMinimumDelay() : minimum;
}

void
RegionWanLatency::DoDispose()
{
    m_regions = nullptr;
    WanLatencyModel::DoDispose();
}

} // namespace ns3
