/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WANTED_RUNS_H
#define WAKU_WANTED_RUNS_H

#include "ns3/results-database.h"
#include "ns3/run-group.h"
#include "ns3/run-store.h"
#include "ns3/study-store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A study that a runner does.
 */
struct RunnableStudy
{
    std::string name;                              //!< name of the study
    std::string file;                              //!< text of its file
    std::vector<std::unique_ptr<RunGroup>> groups; //!< its runs, in the order of the file
    std::set<std::string> judged;                  //!< metrics that `judge` needs
    /**
     * Says whether a run that ended by itself is as the study expects, in its status and message.
     * Stored runs are judged again, since the study may expect something else now.
     */
    std::function<void(RunOutcome&)> judge;
};

/**
 * \ingroup waku
 * \brief Which runs of a study have not ended, asked from its groups as results come in, and
 * looked up in the results database.
 */
class WantedRuns
{
  public:
    /** Which runs are wanted. */
    struct Options
    {
        uint32_t version{0};       //!< of the results, WAKU_RESULTS_VERSION
        bool acceptsOthers{false}; //!< whether results of other versions count
        bool retriesFailed{false}; //!< whether runs that did not end well are done again
        uint32_t slice{1};         //!< which slice of the groups, from 1
        uint32_t slices{1};        //!< how many slices there are
    };

    /** How many runs the database had. */
    struct Counts
    {
        std::size_t done{0};                    //!< ended well
        std::size_t failed{0};                  //!< ended in another way
        std::map<uint32_t, std::size_t> others; //!< with results of another version, by version
    };

    /** A run that has not ended. */
    struct Run
    {
        PlannedRun plan;                                //!< the run, without its scenario
        std::shared_ptr<const ScenarioValues> scenario; //!< its scenario
        StoredRunKey key;                               //!< its key in the database
        int64_t replaced{0};                            //!< stored run that it replaces; 0: none
        std::vector<std::size_t> groups;                //!< groups that want it
        bool hasBegun{false};                           //!< whether it has begun
        /** \return the run with its scenario */
        PlannedRun GetPlan() const;
    };

    /**
     * \param database an open database, which must outlive this object
     * \param study the study, which must outlive this object
     * \param options which runs are wanted
     */
    WantedRuns(ResultsDatabase& database, const RunnableStudy& study, const Options& options);

    /**
     * Ask all groups of the slice.
     * \return keys of the runs that can begin
     */
    std::vector<std::string> AskAll();
    /**
     * Say that a run has begun, here or elsewhere.
     * \param key key of the run
     * \return keys of further runs that can begin
     */
    std::vector<std::string> Begin(const std::string& key);
    /**
     * Say that a run has ended.
     * \param key key of the run
     * \param run number of the run in the database
     * \param outcome how it ended
     * \return keys of further runs that can begin
     */
    std::vector<std::string> End(const std::string& key, int64_t run, const RunOutcome& outcome);

    /**
     * \param key key of a run that has not ended
     * \return the run
     */
    const Run& Get(const std::string& key) const
    {
        return m_runs.at(key);
    }

    /**
     * \param key key of a run that has not ended
     * \return memory that it will probably take, bytes: what runs with its scenario took, else what
     *         its plan says, else what the largest run of the study took
     */
    uint64_t EstimateMemory(const std::string& key) const;
    /**
     * \param key key of a run that has not ended
     * \return real time that it will probably take, seconds: what runs with its scenario took; 0 if
     *         there are none
     */
    double EstimateSeconds(const std::string& key) const;

    /** \return how many runs the database had */
    const Counts& GetCounts() const
    {
        return m_counts;
    }

    /** \return how many runs the groups of the slice have at most */
    std::size_t GetMostRuns() const;

  private:
    /** What is known of a scenario. */
    struct Scenario
    {
        std::string key;                              //!< PlannedRun::GetKey() without the RngRun
        std::shared_ptr<const ScenarioValues> values; //!< the scenario
        int64_t id{0};                                //!< in the database; 0: not there
        std::map<uint32_t, KnownRun> runs;            //!< its runs, by RngRun
        std::map<uint32_t, KnownRun> others;          //!< those of other versions of results
        uint64_t peakBytes{0};                        //!< of its run that took most memory
        double wallSeconds{0};                        //!< of its run that took longest
    };

    /** What is known of a group. */
    struct Group
    {
        RunGroup::Known known;  //!< finished runs
        std::size_t waiting{0}; //!< runs that have not begun
        bool hasNews{false};    //!< whether runs have ended since it was asked
    };

    /** A run that has to be written down as wanted. */
    struct Want
    {
        std::size_t group;  //!< group that wants it
        PlannedRun plan;    //!< the run, without its scenario
        Scenario* scenario; //!< its scenario
        uint32_t version;   //!< of the results that count
    };

    /**
     * Ask a group, and look up what it wants, until it wants nothing that is known.
     * \param number number of the group
     * \param [in,out] added keys of new runs
     */
    void Ask(std::size_t number, std::vector<std::string>& added);
    /**
     * Take up a run that a group wants.
     * \param number number of the group
     * \param plan the run
     * \param [in,out] added keys of new runs
     * \return whether the group has learned something
     */
    bool Take(std::size_t number, PlannedRun plan, std::vector<std::string>& added);
    /**
     * \param plan a run
     * \return what is known of its scenario
     */
    Scenario& FindScenario(const PlannedRun& plan);
    /**
     * \param scenario a scenario
     * \param rngRun number of a run
     * \return the run whose results count; null if there is none
     */
    KnownRun* FindStored(Scenario& scenario, uint32_t rngRun) const;
    /**
     * Count a wanted run, if there are results of another version alone.
     * \param scenario its scenario
     * \param rngRun its number
     */
    void CountOther(const Scenario& scenario, uint32_t rngRun);
    /**
     * Look up the runs of a scenario in the database.
     * \param scenario the scenario
     */
    void ReadRuns(Scenario& scenario);
    /**
     * Judge a stored run by what the study expects.
     * \param stored the run, whose status is set
     */
    void JudgeAgain(KnownRun& stored);
    /** Write down the runs that are wanted, and those that were judged again. */
    void WriteWants();

    SqliteDatabase& m_sqlite;     //!< the database
    RunStore m_store;             //!< its runs
    const RunnableStudy& m_study; //!< the study
    Options m_options;            //!< which runs are wanted
    StudyStore m_wanted;          //!< what is written down as wanted
    int64_t m_lastRun;            //!< number of the last run that was there at the beginning
    std::vector<Group> m_groups;  //!< of all groups
    std::vector<Want> m_wants;    //!< to be written down
    std::map<int64_t, RunOutcome> m_judged; //!< stored runs with another status, to be written down
    Counts m_counts;                        //!< how many runs the database had
    uint64_t m_largestPeak{0};              //!< memory of the largest known run
    Scenario* m_lastScenario{nullptr};      //!< scenario that was looked up last
    std::unordered_map<std::string, std::unique_ptr<Scenario>> m_scenarios; //!< by key
    std::unordered_map<std::string, Run> m_runs; //!< runs that have not ended, by key
};

} // namespace ns3

#endif /* WAKU_WANTED_RUNS_H */
