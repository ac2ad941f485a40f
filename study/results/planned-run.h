/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PLANNED_RUN_H
#define WAKU_PLANNED_RUN_H

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The values of a scenario by key, such as `underlay.latency`, and of ns-3 attributes by
 * their path, such as `ns3::GossipSubRouter::D`. All keys are there, with the defaults of those
 * that a study file does not set.
 *
 * Numbers have their unit behind them and are in SI units: `0.1s`, `38000000bps`, `2000`. So equal
 * scenarios have equal values, however a file writes them.
 */
using ScenarioValues = std::map<std::string, std::string>;

/**
 * \ingroup waku
 * \brief A run that a study wants.
 */
struct PlannedRun
{
    ScenarioValues scenario; //!< the whole scenario, without the number of the run
    /** Varied keys as the study file calls them, with their values as they are written there. */
    std::vector<std::pair<std::string, std::string>> parameters;
    uint32_t rngRun{1};    //!< ns-3's RngRun
    double cost{1};        //!< expected duration in any unit; long runs begin first
    double memoryBytes{0}; //!< expected memory; 0 if not known
    double timeLimit{0};   //!< a run that takes longer is stopped, seconds; 0 for no limit
    uint32_t processes{1}; //!< MPI ranks; a run with several takes as many workers
    std::string view;      //!< page that shows the run (ViewHelper); empty for none

    /**
     * \return the scenario as text: a line `key: value` for each key, in alphabetical order
     */
    std::string GetScenarioText() const;

    /**
     * \return key of the run: the same for two runs exactly if scenario and RngRun are the same.
     * The version of the results (WAKU_RESULTS_VERSION) is not part of it.
     */
    std::string GetKey() const;
};

/**
 * \ingroup waku
 * \brief How a run ended, and its results.
 */
struct RunOutcome
{
    /** How a run ended. */
    enum Status
    {
        DONE,          //!< well
        FAILED,        //!< an invariant does not hold, or the run delivered less than expected
        CRASHED,       //!< its process ended with an error or by a signal
        TIMED_OUT,     //!< it took longer than its time limit
        OUT_OF_MEMORY, //!< it took more memory than there is for it
    };

    /** Values and how often each occurred, in the order of the values. */
    using Histogram = std::vector<std::pair<double, uint64_t>>;

    Status status{DONE};                         //!< how it ended
    std::string message;                         //!< why it did not end well
    int exitStatus{0};                           //!< of its process; -N after signal N
    std::map<std::string, double> metrics;       //!< by name, such as latency_s.p95
    std::map<std::string, Histogram> histograms; //!< latency_s in seconds, hops
    double wallSeconds{0};                       //!< real time it took
    uint64_t peakBytes{0};                       //!< most memory of its process
};

} // namespace ns3

#endif /* WAKU_PLANNED_RUN_H */
