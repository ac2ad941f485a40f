/* SPDX-License-Identifier: GPL-2.0-only */
#include "pubsub-validation-queue.h"

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
ValidationQueue::Submit(PeerHost& host, Time duration, std::function<void()> done)
{
    if (m_busy + m_waiting.size() >= m_limit)
    {
        return false;
    }
    if (IsFree())
    {
        Begin(host, {duration, std::move(done)});
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
    m_busy = 0;
    m_waiting.clear();
}

void
ValidationQueue::Begin(PeerHost& host, Work work)
{
    m_busy++;
    host.After(work.duration,
               [this, &host, done = std::move(work.done)](Time) { End(host, done); });
}

void
ValidationQueue::End(PeerHost& host, const std::function<void()>& done)
{
    m_busy--;
    if (!m_waiting.empty())
    {
        Work next = std::move(m_waiting.front());
        m_waiting.pop_front();
        Begin(host, std::move(next));
    }
    done();
}

} // namespace ns3
