/* SPDX-License-Identifier: GPL-2.0-only */
#include "constant-wan-latency.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(ConstantWanLatency);

TypeId
ConstantWanLatency::GetTypeId()
{
    static TypeId tid = TypeId("ns3::ConstantWanLatency")
                            .SetParent<WanLatencyModel>()
                            .SetGroupName("Waku")
                            .AddConstructor<ConstantWanLatency>()
                            .AddAttribute("Delay",
                                          "One-way propagation delay between any two hosts",
                                          TimeValue(MilliSeconds(100)),
                                          MakeTimeAccessor(&ConstantWanLatency::m_delay),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

Time
ConstantWanLatency::GetDelay(uint32_t, uint32_t) const
{
    return m_delay;
}

Time
ConstantWanLatency::GetMinimumDelay() const
{
    return m_delay;
}

} // namespace ns3
