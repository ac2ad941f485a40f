/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-propagation.h"

#include "ns3/simulator.h"

namespace ns3
{

RunPropagation::RunPropagation(uint32_t nodes, bool isDistributed)
    : m_isDistributed(isDistributed),
      m_propagation(nodes)
{
}

void
RunPropagation::SetSubscribed(uint32_t node, const std::string& topic, bool isSubscribed)
{
    if (m_isDistributed)
    {
        m_journal.SetSubscribed(Simulator::Now(), node, topic, isSubscribed);
    }
    else
    {
        m_propagation.SetSubscribed(node, topic, isSubscribed);
    }
}

void
RunPropagation::Publish(uint32_t node, const Key& key, const std::string& topic)
{
    if (m_isDistributed)
    {
        m_journal.Publish(Simulator::Now(), node, key, topic);
    }
    else
    {
        m_propagation.Publish(Simulator::Now(), node, key, topic);
    }
}

void
RunPropagation::Send(const Key& key)
{
    if (m_isDistributed)
    {
        m_journal.Send(key);
    }
    else
    {
        m_propagation.Send(key);
    }
}

void
RunPropagation::FirstReceive(uint32_t node, uint32_t from, const Key& key)
{
    if (m_isDistributed)
    {
        m_journal.FirstReceive(Simulator::Now(), node, from, key);
    }
    else
    {
        m_propagation.FirstReceive(node, from, key);
    }
}

void
RunPropagation::Duplicate(const Key& key)
{
    if (m_isDistributed)
    {
        m_journal.Duplicate(key);
    }
    else
    {
        m_propagation.Duplicate(key);
    }
}

void
RunPropagation::Deliver(uint32_t node, const Key& key)
{
    if (m_isDistributed)
    {
        m_journal.Deliver(Simulator::Now(), node, key);
    }
    else
    {
        m_propagation.Deliver(Simulator::Now(), node, key);
    }
}

void
RunPropagation::Expire(const Key& key)
{
    m_propagation.Expire(key);
}

void
RunPropagation::Forget(const Key& key)
{
    m_propagation.Forget(key);
}

void
RunPropagation::Reduce(RunTotals& totals, const std::vector<uint64_t*>& counts)
{
    if (totals.Reduce(m_journal, counts))
    {
        m_journal.Replay(m_propagation);
    }
}

} // namespace ns3
