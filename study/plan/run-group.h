/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_GROUP_H
#define WAKU_RUN_GROUP_H

#include "ns3/planned-run.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Runs of a study that depend on each other: those of one combination of parameters, or of
 * one search for a limit.
 *
 * What a group wants depends on nothing but the results so far, not on the order in which runs end.
 * So a study that was interrupted, or that several processes work on, has the same runs in the end.
 */
class RunGroup
{
  public:
    /**
     * Finished runs of the group by PlannedRun::GetKey(), whether they ended well or not; without
     * histograms.
     */
    using Known = std::map<std::string, RunOutcome>;

    virtual ~RunGroup() = default;

    /**
     * \param known finished runs
     * \return the runs that can begin without the results of others, except the finished ones; none
     *         if the group is complete
     */
    virtual std::vector<PlannedRun> GetWanted(const Known& known) const = 0;

    /**
     * \return whether what the group wants depends on more of finished runs than their status. If
     *         not, it may be given no more, so that a large study resumes at once.
     */
    virtual bool NeedsMetrics() const
    {
        return true;
    }

    /** \return how many runs the group has at most, to estimate the time that a study takes */
    virtual std::size_t GetMostRuns() const = 0;
};

} // namespace ns3

#endif /* WAKU_RUN_GROUP_H */
