/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-validation-queue.h"

#include "ns3/simulator.h"

namespace ns3
{

void
ValidationQueue::SetWorkers(uint32_t workers)
{
    m_workers = workers;
}

void
ValidationQueue::SetLimit(uint32_t limit)
{
    m_limit = limit;
}

bool
ValidationQueue::Submit(Time duration, std::function<void()> done)
{
    const bool free = m_workers == 0 || m_busy < m_workers;
    if (free && duration.IsZero())
    {
        done();
    }
    else if (m_busy + m_waiting.size() >= m_limit)
    {
        return false;
    }
    else if (free)
    {
        Begin({duration, std::move(done)});
    }
    else
    {
        m_waiting.push_back({duration, std::move(done)});
    }
    return true;
}

void
ValidationQueue::Clear()
{
    m_generation++;
    m_busy = 0;
    m_waiting.clear();
}

void
ValidationQueue::Begin(Work work)
{
    m_busy++;
    Simulator::Schedule(
        work.duration,
        [this, generation = m_generation, done = std::move(work.done)] { End(generation, done); });
}

void
ValidationQueue::End(uint32_t generation, const std::function<void()>& done)
{
    if (generation != m_generation)
    {
        return;
    }
    m_busy--;
    if (!m_waiting.empty())
    {
        Work next = std::move(m_waiting.front());
        m_waiting.pop_front();
        Begin(std::move(next));
    }
    done();
}

} // namespace ns3
