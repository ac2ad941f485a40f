/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_PROPAGATION_H
#define WAKU_RUN_PROPAGATION_H

#include "propagation-journal.h"
#include "propagation-metrics.h"
#include "run-totals.h"
#include "topic-propagation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How the messages of a run spread, told at the moment at which something happens: counted
 * at once, or in a distributed simulation noted until Reduce.
 */
class RunPropagation
{
  public:
    /** What tells messages apart. */
    using Key = PropagationMetrics::Key;

    /** \param nodes how many nodes there are \param isDistributed whether to note until Reduce */
    RunPropagation(uint32_t nodes, bool isDistributed);

    /** \return counts and latencies; in a distributed simulation nothing before Reduce */
    PropagationMetrics& GetMetrics()
    {
        return m_propagation.GetMetrics();
    }

    /** \return counts and latencies; in a distributed simulation nothing before Reduce */
    const PropagationMetrics& GetMetrics() const
    {
        return m_propagation.GetMetrics();
    }

    /** \return whether it notes until Reduce */
    bool IsDistributed() const
    {
        return m_isDistributed;
    }

    /**
     * \param node whose subscription changes
     * \param topic of messages
     * \param isSubscribed whether it is to get them from now on
     */
    void SetSubscribed(uint32_t node, const std::string& topic, bool isSubscribed);

    /** \param node who publishes \param key what \param topic its topic */
    void Publish(uint32_t node, const Key& key, const std::string& topic);

    /** \param key a full message that goes from one node to a neighbour */
    void Send(const Key& key);

    /** \param node who gets its first copy \param from who sent it \param key what */
    void FirstReceive(uint32_t node, uint32_t from, const Key& key);

    /** \param key what somebody gets again */
    void Duplicate(const Key& key);

    /** \param node who delivers \param key what */
    void Deliver(uint32_t node, const Key& key);

    /** \param key what nobody forwards any more */
    void Expire(const Key& key);

    /** \param key what nobody will get any more; what has happened to it still counts */
    void Forget(const Key& key);

    /** \return messages of which something is still remembered */
    std::size_t GetNTracked() const
    {
        return m_propagation.GetNTracked();
    }

    /**
     * Collective, at the end of a distributed simulation: rank 0 gets what all ranks noted.
     * \param totals of this rank; on rank 0 those of all ranks afterwards
     * \param counts as those of RunTotals::Reduce
     */
    void Reduce(RunTotals& totals, const std::vector<uint64_t*>& counts);

  private:
    bool m_isDistributed;           //!< whether it notes until Reduce
    TopicPropagation m_propagation; //!< counts
    PropagationJournal m_journal;   //!< what is noted
};

} // namespace ns3

#endif /* WAKU_RUN_PROPAGATION_H */
