/* SPDX-License-Identifier: GPL-2.0-only */
#include "region-wan-loss.h"

#include "ns3/abort.h"
#include "ns3/pointer.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(RegionWanLoss);

TypeId
RegionWanLoss::GetTypeId()
{
    static TypeId tid = TypeId("ns3::RegionWanLoss")
                            .SetParent<WanLossModel>()
                            .SetGroupName("Waku")
                            .AddConstructor<RegionWanLoss>()
                            .AddAttribute("Regions",
                                          "Which host is in which region; must be set",
                                          PointerValue(),
                                          MakePointerAccessor(&RegionWanLoss::SetRegions,
                                                              &RegionWanLoss::GetRegions),
                                          MakePointerChecker<WanRegions>());
    return tid;
}

void
RegionWanLoss::SetRegions(Ptr<WanRegions> regions)
{
    m_regions = regions;
}

Ptr<WanRegions>
RegionWanLoss::GetRegions() const
{
    return m_regions;
}

void
RegionWanLoss::SetLoss(const std::string& a, const std::string& b, double probability)
{
    SetOneWayLoss(a, b, probability);
    SetOneWayLoss(b, a, probability);
}

void
RegionWanLoss::SetOneWayLoss(const std::string& from, const std::string& to, double probability)
{
    NS_ABORT_MSG_IF(!m_regions, "RegionWanLoss::Regions is not set");
    NS_ABORT_MSG_IF(!(probability >= 0 && probability <= 1),
                    "RegionWanLoss: loss " << probability << " between " << from << " and " << to
                                           << "; allowed is 0 to 1");
    m_probabilities.resize(m_regions->GetNRegions());
    for (auto& row : m_probabilities)
    {
        row.resize(m_probabilities.size(), 0.0);
    }
    m_probabilities[m_regions->GetIndex(from)][m_regions->GetIndex(to)] = probability;
}

double
RegionWanLoss::GetLossProbability(uint32_t from, uint32_t to) const
{
    NS_ABORT_MSG_IF(!m_regions, "RegionWanLoss::Regions is not set");
    const uint32_t a = m_regions->GetRegion(from);
    const uint32_t b = m_regions->GetRegion(to);
    return std::max(a, b) < m_probabilities.size() ? m_probabilities[a][b] : 0.0;
}

void
RegionWanLoss::DoDispose()
{
    m_regions = nullptr;
    WanLossModel::DoDispose();
}

} // namespace ns3
