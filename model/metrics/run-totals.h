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
 * \brief Sums over the nodes of a run, and over the ranks of a distributed run.
 */
class RunTotals
{
  public:
    /** \param traffic bytes of the run so far */
    explicit RunTotals(const RunTraffic& traffic);

    /**
     * Gather the measurements of all ranks at rank 0, at the end of a distributed simulation. The
     * call is collective. Nothing changes on other ranks.
     * \param [in,out] journal journal of this rank; on rank 0 it becomes that of all ranks
     * \param [in,out] counts counts of this rank, the same ones on every rank; on rank 0 they
     *        become the sums over all ranks
     * \return whether this rank has the results
     */
    bool Reduce(PropagationJournal& journal, const std::vector<uint64_t*>& counts);

    /**
     * Add bytes, events, memory and other values of the simulator to a summary.
     * \param [in,out] summary the summary
     */
    void AddTo(RunSummary& summary) const;

    /** \return what must add up */
    const ByteBalance& GetBalance() const
    {
        return m_balance;
    }

  private:
    uint32_t m_nodes;           //!< number of nodes
    TrafficBytes m_ingress;     //!< bytes received
    TrafficBytes m_egress;      //!< bytes sent
    ByteBalance m_balance;      //!< what must add up
    uint64_t m_events{0};       //!< events of the simulator
    uint64_t m_peakRssBytes{0}; //!< largest memory of a rank
};

} // namespace ns3

#endif /* WAKU_RUN_TOTALS_H */
