/* SPDX-License-Identifier: GPL-2.0-only */
#include "event-wan-latency.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(EventWanLatency);

namespace
{

/// A number from 0 to 1 that several others decide (splitmix64 of each in turn).
double
HashToUnit(std::initializer_list<uint64_t> parts)
{
    uint64_t hash = 0;
    for (const uint64_t part : parts)
    {
        hash = (hash ^ part) + 0x9E3779B97F4A7C15ULL;
        hash = (hash ^ hash >> 30) * 0xBF58476D1CE4E5B9ULL;
        hash = (hash ^ hash >> 27) * 0x94D049BB133111EBULL;
        hash ^= hash >> 31;
    }
    return static_cast<double>(hash >> 11) * 0x1.0p-53;
}

/// A time between minus and plus a bound.
Time
Spread(Time bound, double unit)
{
    return NanoSeconds(static_cast<int64_t>((2 * unit - 1) * bound.GetNanoSeconds()));
}

} // namespace

TypeId
EventWanLatency::GetTypeId()
{
    static TypeId tid = TypeId("ns3::EventWanLatency")
                            .SetParent<WanLatencyModel>()
                            .SetGroupName("Waku")
                            .AddConstructor<EventWanLatency>();
    return tid;
}

Ptr<EventWanLatency>
EventWanLatency::Of(const Ptr<WanChannel>& channel)
{
    auto latency = DynamicCast<EventWanLatency>(channel->GetLatencyModel());
    if (!latency)
    {
        latency = CreateObject<EventWanLatency>();
        latency->m_base = channel->GetLatencyModel();
        channel->SetLatencyModel(latency);
    }
    return latency;
}

void
EventWanLatency::Add(const void* source, const std::vector<uint32_t>& hosts, const Jitter& jitter)
{
    Entry entry{source, {}, jitter};
    for (const uint32_t host : hosts)
    {
        entry.isHost.resize(std::max<std::size_t>(entry.isHost.size(), host + 1));
        entry.isHost[host] = true;
    }
    m_entries.push_back(entry);
}

void
EventWanLatency::Remove(const void* source)
{
    m_entries.erase(std::remove_if(m_entries.begin(),
                                   m_entries.end(),
                                   [source](const Entry& entry) { return entry.source == source; }),
                    m_entries.end());
}

Time
EventWanLatency::GetDelay(uint32_t from, uint32_t to) const
{
    Time delay = m_base->GetDelay(from, to);
    const auto now = static_cast<uint64_t>(Simulator::Now().GetNanoSeconds());
    for (const Entry& entry : m_entries)
    {
        const auto isOne = [&entry](uint32_t host) {
            return host < entry.isHost.size() && entry.isHost[host];
        };
        if (!isOne(from) && !isOne(to))
        {
            continue;
        }
        const Jitter& jitter = entry.jitter;
        const uint64_t period = now / static_cast<uint64_t>(jitter.period.GetNanoSeconds());
        const uint64_t low = std::min(from, to);
        const uint64_t high = std::max(from, to);
        delay += Spread(jitter.pair, HashToUnit({jitter.seed, low, high, period})) +
                 Spread(jitter.packet, HashToUnit({~jitter.seed, from, to, now}));
    }
    return std::max(delay, Time(0));
}

Time
EventWanLatency::GetMinimumDelay() const
{
    return Time(0);
}

bool
EventWanLatency::IsVariable() const
{
    return true;
}

int64_t
EventWanLatency::AssignStreams(int64_t stream)
{
    return m_base->AssignStreams(stream);
}

void
EventWanLatency::DoDispose()
{
    m_base = nullptr;
    m_entries.clear();
    WanLatencyModel::DoDispose();
}

} // namespace ns3
