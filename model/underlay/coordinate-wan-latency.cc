/* SPDX-License-Identifier: GPL-2.0-only */
#include "coordinate-wan-latency.h"

#include "ns3/abort.h"

#include <cmath>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(CoordinateWanLatency);

TypeId
CoordinateWanLatency::GetTypeId()
{
    static TypeId tid = TypeId("ns3::CoordinateWanLatency")
                            .SetParent<WanLatencyModel>()
                            .SetGroupName("Waku")
                            .AddConstructor<CoordinateWanLatency>()
                            .AddAttribute("Base",
                                          "One-way propagation delay at distance 0",
                                          TimeValue(MilliSeconds(5)),
                                          MakeTimeAccessor(&CoordinateWanLatency::m_base),
                                          MakeTimeChecker(Time(0)))
                            .AddAttribute("DelayPerUnit",
                                          "What a unit of distance adds to the delay",
                                          TimeValue(MilliSeconds(1)),
                                          MakeTimeAccessor(&CoordinateWanLatency::m_delayPerUnit),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

void
CoordinateWanLatency::SetPosition(uint32_t host, const Vector& position)
{
    NS_ABORT_MSG_IF(!std::isfinite(position.x + position.y + position.z),
                    "CoordinateWanLatency: position " << position << " of host " << host
                                                      << " is not finite");
    if (host >= m_positions.size())
    {
        m_positions.resize(host + 1, Vector(NAN, NAN, NAN));
    }
    m_positions[host] = position;
}

void
CoordinateWanLatency::SetPositions(const std::vector<Vector>& positions)
{
    for (uint32_t host = 0; host < positions.size(); host++)
    {
        SetPosition(host, positions[host]);
    }
}

Vector
CoordinateWanLatency::GetPosition(uint32_t host) const
{
    NS_ABORT_MSG_IF(host >= m_positions.size() || std::isnan(m_positions[host].x),
                    "CoordinateWanLatency: host " << host << " has no position; use SetPosition");
    return m_positions[host];
}

Time
CoordinateWanLatency::GetDelay(uint32_t from, uint32_t to) const
{
    const double distance = CalculateDistance(GetPosition(from), GetPosition(to));
    const double ticks = distance * static_cast<double>(m_delayPerUnit.GetTimeStep());
    return m_base + Time(static_cast<int64_t>(std::llround(ticks)));
}

Time
CoordinateWanLatency::GetMinimumDelay() const
{
    return m_base;
}

} // namespace ns3
