/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-regions.h"

#include "ns3/abort.h"

#include <algorithm>
#include <numeric>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WanRegions);

TypeId
WanRegions::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WanRegions")
                            .SetParent<Object>()
                            .SetGroupName("Waku")
                            .AddConstructor<WanRegions>();
    return tid;
}

uint32_t
WanRegions::AddRegion(const std::string& name)
{
    NS_ABORT_MSG_IF(std::find(m_names.begin(), m_names.end(), name) != m_names.end(),
                    "WanRegions::AddRegion: there is a region '" << name << "' already");
    m_names.push_back(name);
    return static_cast<uint32_t>(m_names.size() - 1);
}

uint32_t
WanRegions::GetNRegions() const
{
    return static_cast<uint32_t>(m_names.size());
}

uint32_t
WanRegions::GetIndex(const std::string& name) const
{
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    NS_ABORT_MSG_IF(found == m_names.end(), "WanRegions: there is no region '" << name << "'");
    return static_cast<uint32_t>(found - m_names.begin());
}

const std::string&
WanRegions::GetName(uint32_t region) const
{
    NS_ABORT_MSG_IF(region >= m_names.size(),
                    "WanRegions: there is no region " << region << "; there are "
                                                      << m_names.size());
    return m_names[region];
}

void
WanRegions::SetRegion(uint32_t host, const std::string& name)
{
    if (host >= m_regions.size())
    {
        m_regions.resize(host + 1, NONE);
    }
    m_regions[host] = GetIndex(name);
}

void
WanRegions::DealHosts(uint32_t hosts, const std::vector<double>& shares)
{
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    const bool negative =
        std::any_of(shares.begin(), shares.end(), [](double share) { return !(share >= 0); });
    NS_ABORT_MSG_IF(shares.size() != m_names.size() || negative || !(total > 0),
                    "WanRegions::DealHosts: " << shares.size() << " shares of sum " << total
                                              << " for " << m_names.size()
                                              << " regions; each region takes one of at least 0");
    m_regions.assign(hosts, NONE);
    std::vector<uint32_t> given(shares.size(), 0);
    for (uint32_t host = 0; host < hosts; host++)
    {
        uint32_t neediest = 0;
        double largestLack = -1;
        for (uint32_t region = 0; region < shares.size(); region++)
        {
            const double lack = shares[region] / total * (host + 1) - given[region];
            if (lack > largestLack)
            {
                largestLack = lack;
                neediest = region;
            }
        }
        given[neediest]++;
        m_regions[host] = neediest;
    }
}

uint32_t
WanRegions::GetRegion(uint32_t host) const
{
    NS_ABORT_MSG_IF(host >= m_regions.size() || m_regions[host] == NONE,
                    "WanRegions: host " << host << " is in no region; use SetRegion or DealHosts");
    return m_regions[host];
}

} // namespace ns3
