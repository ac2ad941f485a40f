/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_TOTALS_H
#define WAKU_RUN_TOTALS_H

#include "node-traffic.h"
#include "propagation-journal.h"
#include "run-summary.h"
#include "run-traffic.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What is added up over the nodes of a run, and over the ranks of a distributed one.
 */
class RunTotals
{
  public:
    /** \param traffic bytes so far; the simulator is asked for the rest */
    explicit RunTotals(const RunTraffic& traffic);

    /**
     * Collective, at the end of a distributed simulation: rank 0 gets what all ranks have. Nothing
     * changes on other ranks.
     * \param journal of this rank; on rank 0 that of all ranks afterwards
     * \param counts of this rank, the same on every rank; on rank 0 their sums afterwards
     * \return whether this rank has got it
     */
    bool Reduce(PropagationJournal& journal, const std::vector<uint64_t*>& counts);

    /** \param summary gets bytes, events and memory, and what else the simulator says */
    void AddTo(RunSummary& summary) const;

  private:
    uint32_t m_nodes;           //!< number of nodes
    TrafficBytes m_ingress;     //!< received
    TrafficBytes m_egress;      //!< sent
    uint64_t m_events{0};       //!< of the simulator
    uint64_t m_peakRssBytes{0}; //!< the largest of a rank
};

} // namespace ns3

#endif /* WAKU_RUN_TOTALS_H */
