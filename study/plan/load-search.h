/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LOAD_SEARCH_H
#define WAKU_LOAD_SEARCH_H

#include "ns3/requirement.h"
#include "ns3/run-group.h"
#include "ns3/threshold-fit.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a LoadSearch searches for, and how precisely.
 */
struct LoadSearchSettings
{
    std::string axis;       //!< the key that is varied, such as traffic.messages_per_hour
    Requirement holds;      //!< what has to hold
    double first{1};        //!< value to begin with, above 0
    double precision{0.05}; //!< distance of the interval's ends from the limit, 0.001 to 1
    uint32_t runs{5};       //!< runs at each value, 1 to 1000
    uint32_t mostRuns{200}; //!< from this number on, no runs are added near the limit
    double least{0};        //!< least value that the key takes
    double most{std::numeric_limits<double>::infinity()}; //!< largest value that it takes
    bool isWhole{false};       //!< whether the key takes whole numbers only
    bool hasTimeToLive{false}; //!< whether messages expire, as Whisper's envelopes do
};

/**
 * \ingroup waku
 * \brief The result of a LoadSearch.
 */
struct LoadSearchResult
{
    /** Runs at one value of the key. */
    struct Load
    {
        double value{0};                        //!< the value
        uint32_t runs{0};                       //!< finished runs
        uint32_t held{0};                       //!< runs at which the requirement held
        std::vector<PlannedRun> planned;        //!< the runs
        std::map<std::string, uint32_t> causes; //!< what broke in the runs that did not hold
    };

    bool isComplete{false};  //!< whether the search has ended, with a limit or not
    bool isPrecise{false};   //!< whether the interval is as narrow as asked for
    double limit{0};         //!< value at which half of the runs hold
    double lower{0};         //!< lower end of the 95 % interval of the limit
    double upper{0};         //!< upper end of the 95 % interval of the limit
    double spread{0};        //!< of the transition, see ThresholdFit
    double highestHeld{0};   //!< highest value at which most runs held; 0: none
    double lowestBroken{0};  //!< lowest value at which at least half did not hold; 0: none
    std::string cause;       //!< what broke there in most runs; see GetBreakCause()
    uint32_t runs{0};        //!< finished runs of all values
    std::vector<Load> loads; //!< all values that were run, in rising order
    /** Why there is no limit: a run crashed, or the key has no limit. Otherwise empty. */
    std::string problem;
};

/**
 * \ingroup waku
 * \brief Determine why a run does not meet a requirement.
 *
 * It is `uplink`, `downlink` or `validation`, whichever is busiest, if it is in use for at least
 * 90 % of the time; `send queue`, if peers were lost since too much waited or at least one in ten
 * messages sent waited for TCP, although nothing is that busy; `latency`, if a bound for latency
 * is not met; `TTL`, if envelopes expired although bounds for latencies are met; otherwise the name
 * of a metric that is not met, or `failed run`.
 *
 * \param requirement the requirement
 * \param outcome a finished run that does not meet it
 * \param hasTimeToLive whether messages expire
 * \return what broke
 */
std::string GetBreakCause(const Requirement& requirement,
                          const RunOutcome& outcome,
                          bool hasTimeToLive);

/**
 * \ingroup waku
 * \brief Finds the highest value of a key, such as messages per hour, at which a requirement holds.
 *
 * Runs differ by chance, so near the limit some hold and some do not. The limit is the value at
 * which half of them do. The search
 * 1. doubles or halves the value until most runs hold at one value and most do not at another;
 * 2. bisects on the logarithm of the value until the two are as close as the precision asks;
 * 3. fits a curve to all runs (ThresholdFit), and adds runs on both sides of the limit, where they
 *    tell most, until both ends of the limit's 95 % confidence interval are within `precision` of
 *    it, or until there are `mostRuns`.
 *
 * Where all runs below a value hold and all above do not, step 3 needs no further run. All runs
 * have different numbers (RngRun 1, 2, ...), since runs with the same number are not independent: a
 * network that is unlucky at one load is so at the next. Values have four digits, so that a value
 * in a file is the value that was simulated.
 *
 * A run that failed does not hold. If a run crashed, timed out, took too much memory or lacks a
 * metric, the search ends, and its result says why.
 */
class LoadSearch : public RunGroup
{
  public:
    /** Makes the run of a value of the key. */
    using MakeRun = std::function<PlannedRun(double value, uint32_t rngRun)>;

    /**
     * \param settings what is searched for. If one is not allowed, std::invalid_argument is thrown.
     * \param makeRun makes the run of a value of the key
     */
    LoadSearch(const LoadSearchSettings& settings, MakeRun makeRun);

    std::vector<PlannedRun> GetWanted(const Known& known) const override;
    std::size_t GetMostRuns() const override;

    /**
     * \param known finished runs
     * \return the limit, as far as it can be told from these runs
     */
    LoadSearchResult GetResult(const Known& known) const;

  private:
    struct State;
    /** A run and its key. */
    using KeyedRun = std::pair<PlannedRun, std::string>;

    /**
     * \param step a step of the search, which is a factor of 1 + precision
     * \return value of the step
     */
    double GetValue(int step) const;
    /** Repeat the search with known results, until a result is missing or the search has ended. */
    State Replay(const Known& known) const;
    /** Judge the runs of a step. \return whether all are known */
    bool AddRuns(int step, const Known& known, State& state) const;
    /** \return a run of a step, and its key */
    const KeyedRun& GetRun(int step, uint32_t rngRun) const;
    /** Bracket the limit. \return the next step, if there is one */
    std::optional<int> ChooseWhileBracketing(State& state) const;
    /** Narrow the interval. \return the next step, if there is one */
    std::optional<int> ChooseNearLimit(const State& state) const;
    /** \return limit and interval */
    ThresholdFit Fit(const State& state) const;
    /** \return whether the interval is as narrow as asked for */
    bool IsPrecise(const ThresholdFit& fit) const;

    LoadSearchSettings m_settings; //!< what is searched for
    MakeRun m_makeRun;             //!< makes the run of a value
    int m_doubling;                //!< steps from a value to at least twice the value

    // What was computed before, since a search is repeated with each result.
    mutable std::map<std::pair<int, uint32_t>, KeyedRun> m_made;          //!< by step and number
    mutable std::map<std::vector<uint32_t>, std::optional<int>> m_chosen; //!< by State::held
};

} // namespace ns3

#endif /* WAKU_LOAD_SEARCH_H */
