/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-latency-model.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(WanLatencyModel);

TypeId
WanLatencyModel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::WanLatencyModel").SetParent<Object>().SetGroupName("Waku");
    return tid;
}

Time
WanLatencyModel::GetMinimumDelayBetween(const std::vector<uint32_t>&) const
{
    return GetMinimumDelay();
}

bool
WanLatencyModel::IsVariable() const
{
    return false;
}

int64_t
WanLatencyModel::AssignStreams(int64_t)
{
    return 0;
}

} // namespace ns3
