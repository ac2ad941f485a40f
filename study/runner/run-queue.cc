/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-queue.h"

namespace ns3
{

RunQueue::RunQueue(uint32_t patience)
    : m_patience(patience)
{
}

void
RunQueue::Add(const std::string& key, double cost)
{
    m_runs.emplace(std::make_pair(-cost, m_added++), key);
}

std::string
RunQueue::Take(const Fits& fits)
{
    std::size_t tried = 0;
    for (auto run = m_runs.begin(); run != m_runs.end() && tried < LOOK_AHEAD; ++run, tried++)
    {
        const bool isFirst = run == m_runs.begin();
        if (!isFirst && m_passed >= m_patience)
        {
            break;
        }
        if (fits(run->second))
        {
            m_passed = isFirst ? 0 : m_passed + 1;
            const std::string key = run->second;
            m_runs.erase(run);
            return key;
        }
    }
    return "";
}

} // namespace ns3
