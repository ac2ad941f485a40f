/* SPDX-License-Identifier: GPL-2.0-only */
#include "random-wan-latency.h"

#include "ns3/abort.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(RandomWanLatency);

namespace
{

/**
 * \param pair two host indices in one number
 * \return a number with all its bits mixed (the finalizer of splitmix64, a bijection)
 */
uint64_t
Mix(uint64_t pair)
{
    pair = (pair ^ pair >> 30) * 0xBF58476D1CE4E5B9ULL;
    pair = (pair ^ pair >> 27) * 0x94D049BB133111EBULL;
    return pair ^ pair >> 31;
}

} // namespace

TypeId
RandomWanLatency::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::RandomWanLatency")
            .SetParent<WanLatencyModel>()
            .SetGroupName("Waku")
            .AddConstructor<RandomWanLatency>()
            .AddAttribute("Delay",
                          "One-way propagation delay of a pair of hosts, in seconds; at least 0",
                          StringValue("ns3::UniformRandomVariable[Min=0.01|Max=0.15]"),
                          MakePointerAccessor(&RandomWanLatency::m_variable),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("Draws",
                          "How many delays are drawn for the pairs to pick from",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&RandomWanLatency::m_draws),
                          MakeUintegerChecker<uint32_t>(1, 1 << 26));
    return tid;
}

void
RandomWanLatency::FillPool() const
{
    if (!m_pool.empty())
    {
        return;
    }
    m_pool.reserve(m_draws);
    while (m_pool.size() < m_draws)
    {
        const double seconds = m_variable->GetValue();
        NS_ABORT_MSG_IF(!(seconds >= 0) || !std::isfinite(seconds),
                        "RandomWanLatency::Delay drew " << seconds
                                                        << " s; allowed are delays of at least 0");
        m_pool.push_back(Seconds(seconds));
    }
    m_minimum = *std::min_element(m_pool.begin(), m_pool.end());
}

Time
RandomWanLatency::GetDelay(uint32_t from, uint32_t to) const
{
    FillPool();
    const uint64_t pair = uint64_t(std::min(from, to)) << 32 | std::max(from, to);
    const uint64_t high = Mix(pair + 0x9E3779B97F4A7C15ULL) >> 32;
    return m_pool[high * m_pool.size() >> 32];
}

Time
RandomWanLatency::GetMinimumDelay() const
{
    FillPool();
    return m_minimum;
}

int64_t
RandomWanLatency::AssignStreams(int64_t stream)
{
    m_variable->SetStream(stream);
    m_pool.clear();
    return 1;
}

void
RandomWanLatency::DoDispose()
{
    m_variable = nullptr;
    WanLatencyModel::DoDispose();
}

} // namespace ns3
