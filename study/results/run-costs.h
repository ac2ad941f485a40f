/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_COSTS_H
#define WAKU_RUN_COSTS_H

#include "sqlite-database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What runs have cost the machine, as metrics that reports can show. They differ between
 * equal runs, so they are no results: diff and merge do not look at them.
 *
 * | metric                   | meaning | | ------------------------ |
 * ------------------------------------------------------------------- | | wall_s | real time of the
 * run, set-up included, s                            | | peak_rss_bytes           | most memory of
 * its process, bytes                                   | | wall_us_per_transmission | real time
 * over the transmissions, microseconds                      | | peak_bytes_per_node      | most
 * memory of its process over the nodes, bytes                    |
 */
class RunCosts
{
  public:
    /** \param sqlite an open results database, which must outlive this object */
    explicit RunCosts(SqliteDatabase& sqlite);

    /** \return the names of the metrics */
    static const std::vector<std::string>& GetNames();

    /**
     * \param name a name
     * \return whether it is one of these metrics
     */
    static bool IsCost(const std::string& name);

    /**
     * \param run number of a run in the database
     * \param name one of the names
     * \return the value; NaN if the run has stored none
     */
    double Get(int64_t run, const std::string& name) const;

  private:
    /**
     * \param run number of a run
     * \param name name of a stored metric
     * \return its value; NaN if the run has none
     */
    double GetMetric(int64_t run, const std::string& name) const;

    SqliteDatabase& m_sqlite; //!< the database
};

} // namespace ns3

#endif /* WAKU_RUN_COSTS_H */
