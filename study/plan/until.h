/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_UNTIL_H
#define WAKU_UNTIL_H

#include "ns3/run-group.h"
#include "ns3/study-confidence-interval.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/** Makes the run with a number, ns-3's RngRun. */
using MakeNumberedRun = std::function<PlannedRun(uint32_t rngRun)>;

/**
 * \ingroup waku
 * \brief A fixed number of runs: RngRun 1 to that number.
 */
class FixedRuns : public RunGroup
{
  public:
    /**
     * \param runs number of runs
     * \param makeRun makes the run with a number
     */
    FixedRuns(uint32_t runs, MakeNumberedRun makeRun);

    std::vector<PlannedRun> GetWanted(const Known& known) const override;
    std::size_t GetMostRuns() const override;

    bool NeedsMetrics() const override
    {
        return false;
    }

  private:
    uint32_t m_runs;           //!< number of runs
    MakeNumberedRun m_makeRun; //!< makes the run with a number
};

/**
 * \ingroup waku
 * \brief When UntilPrecise has enough runs.
 */
struct UntilSettings
{
    /** Half width of the 95 % interval of each metric's mean, as a share of the mean, 0.0001 to 1.
     */
    std::map<std::string, double> precisions;
    uint32_t least{3};     //!< least number of runs, 2 or more
    uint32_t atMost{1000}; //!< largest number of runs
};

/**
 * \ingroup waku
 * \brief The result of UntilPrecise.
 */
struct UntilResult
{
    bool isComplete{false}; //!< whether no more runs are wanted
    bool isPrecise{false};  //!< whether all intervals are as narrow as asked for
    uint32_t runs{0};       //!< finished runs
    uint32_t good{0};       //!< runs that ended well; the intervals are of these
    std::map<std::string, ConfidenceInterval> intervals; //!< mean of each metric
    std::string problem; //!< why the runs ended before they were enough: a sentence, or empty
};

/**
 * \ingroup waku
 * \brief Runs, with RngRun 1, 2, ..., until the means of metrics are known precisely.
 *
 * It begins with the least number of runs, and adds as many as the intervals so far let expect, one
 * at least and at most half of those that there are. It ends when all intervals were narrow enough
 * twice in a row.
 *
 * Runs that end when an interval is narrow end more often where values are close together by
 * chance, so the interval covers the true mean less often than the 95 % of a fixed number of runs.
 * Measured with values that are normally distributed, it covers it in at least 92.5 % of cases with
 * `least` 3, in at least 93 % with 5 (the least where about 20 runs are needed; 94 to 95 % with 5
 * or with more than 50). With skewed values (exponential) it is 82 to 93 %, where a fixed number of
 * 5 runs has 88 %.
 *
 * Runs that failed or crashed count as runs but their values are left out. If half or more of the
 * runs did not end well, no runs are added.
 */
class UntilPrecise : public RunGroup
{
  public:
    /**
     * \param settings when the runs are enough. If one is not allowed, std::invalid_argument is
     *        thrown.
     * \param makeRun makes the run with a number
     */
    UntilPrecise(const UntilSettings& settings, MakeNumberedRun makeRun);

    std::vector<PlannedRun> GetWanted(const Known& known) const override;
    std::size_t GetMostRuns() const override;

    /**
     * \param known finished runs
     * \return the means, as far as they can be told from these runs
     */
    UntilResult GetResult(const Known& known) const;

  private:
    struct State;

    /** Repeat the decisions with known results, until a result is missing or no run is wanted. */
    State Replay(const Known& known) const;

    UntilSettings m_settings;  //!< when the runs are enough
    MakeNumberedRun m_makeRun; //!< makes the run with a number
};

} // namespace ns3

#endif /* WAKU_UNTIL_H */
