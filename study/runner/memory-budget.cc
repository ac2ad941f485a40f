/* SPDX-License-Identifier: GPL-2.0-only */
#include "memory-budget.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace ns3
{

namespace
{

/// The number in a file; 0 if there is none.
uint64_t
ReadNumber(const std::string& path)
{
    uint64_t number = 0;
    std::ifstream(path) >> number;
    return number;
}

} // namespace

MemoryBudget::MemoryBudget(uint64_t bytes)
    : m_total(bytes > 0 ? bytes : GetAvailable())
{
}

bool
MemoryBudget::Fits(uint64_t bytes) const
{
    return m_runs == 0 || m_total == 0 || m_taken + bytes <= m_total;
}

void
MemoryBudget::Take(uint64_t bytes)
{
    m_taken += bytes;
    m_runs++;
}

void
MemoryBudget::Return(uint64_t bytes)
{
    m_taken -= bytes;
    m_runs--;
}

uint64_t
MemoryBudget::GetAvailable()
{
    uint64_t available = 0;
    std::ifstream in("/proc/meminfo");
    std::string name;
    std::string unit;
    for (uint64_t value = 0; in >> name >> value && std::getline(in, unit);)
    {
        if (name == "MemAvailable:")
        {
            available = value * 1024;
        }
    }
    const uint64_t limit = ReadNumber("/sys/fs/cgroup/memory.max");
    if (limit > 0)
    {
        const uint64_t used = std::min(limit, ReadNumber("/sys/fs/cgroup/memory.current"));
        available = available > 0 ? std::min(available, limit - used) : limit - used;
    }
    return available;
}

} // namespace ns3
