/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_RUNNER_H
#define WAKU_STUDY_RUNNER_H

#include "ns3/child-run.h"
#include "ns3/memory-budget.h"
#include "ns3/results-database.h"
#include "ns3/run-claims.h"
#include "ns3/run-progress.h"
#include "ns3/run-queue.h"
#include "ns3/run-store.h"
#include "ns3/stop-signals.h"
#include "ns3/study-settings.h"
#include "ns3/wanted-runs.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Does the runs of a study that are not in its results database, in child processes.
 *
 * It asks the groups of the study which runs they want, does them, the longest first, stores each
 * as it ends, and asks its group again. Whatever ends a runner, the database has all runs that had
 * ended, and the next runner goes on from there. Several runners on one database share the work.
 *
 * A run that crashes, takes too long or too much memory is stored as such, and the others go on.
 * Such a run is not done again unless it is asked for.
 *
 * Results that take power cuts are written before the next results are awaited; meanwhile the
 * children work, so that no worker waits for the disk.
 */
class StudyRunner
{
  public:
    /** How a study is done. */
    struct Settings
    {
        uint32_t workers{0};       //!< runs at the same time; 0: one for each core
        double timeLimit{0};       //!< of runs whose plan has none, seconds; 0 for no limit
        uint64_t memory{0};        //!< of all runs together, bytes; 0: what is available
        bool retriesFailed{false}; //!< do runs again that did not end well
        bool acceptsOthers{false}; //!< use results of other versions (WAKU_RESULTS_VERSION)
        uint32_t slice{1};         //!< which slice of the study's groups, from 1
        uint32_t slices{1};        //!< how many slices there are; groups are split, not runs
        uint32_t seed{1};          //!< ns-3's RngSeed of the runs, to be stored with them
        bool isQuiet{false};       //!< show no progress
        std::string viewFolder;    //!< folder for a page of each run (ViewHelper); empty for none
        uint32_t version{WAKU_RESULTS_VERSION}; //!< of the results

        /**
         * Set the slice.
         * \param text slice and number of slices, such as `2/5`; a std::invalid_argument says if it
         *        is something else
         */
        void SetSlice(const std::string& text);
    };

    /** What was done. */
    struct Result
    {
        std::size_t done{0};          //!< runs that ended well
        std::size_t failed{0};        //!< runs that ended in another way
        std::size_t skipped{0};       //!< runs that the database had
        std::size_t ofOthers{0};      //!< runs that other runners did meanwhile
        std::size_t skippedFailed{0}; //!< those of both that had not ended well
        int stopSignal{0}; //!< signal that stopped the runner; 0 if the study is complete
        /**
         * \return status of a program: 130 if it was stopped, 1 if a run did not end well, else 0
         */
        int GetExitStatus() const;
    };

    /**
     * \param database a database, open to write, which must outlive this object
     * \param study the study, which must outlive this object
     * \param job does a run, in the child process
     * \param settings how the study is done
     */
    StudyRunner(ResultsDatabase& database,
                const RunnableStudy& study,
                ChildRun::Job job,
                const Settings& settings);
    ~StudyRunner();
    StudyRunner(const StudyRunner&) = delete;
    StudyRunner& operator=(const StudyRunner&) = delete;

    /**
     * Do the study. SIGINT, SIGTERM and SIGHUP stop it. A ResultsError says if the database cannot
     * be written; then all children are stopped.
     * \return what was done
     */
    Result Run();

    /**
     * List the runs that Run() would begin with, with the real time and memory that earlier runs
     * took. Runs that depend on the results of others are not known yet.
     * \param out where they are listed
     */
    void DryRun(std::ostream& out);

  private:
    /** A run whose child works. */
    struct Running
    {
        std::string key;                 //!< of the run
        std::unique_ptr<ChildRun> child; //!< its child
        std::string begun;               //!< when it began, ISO 8601, UTC
        uint64_t memory{0};              //!< what was taken for it, bytes
        uint32_t workers{1};             //!< how many workers it takes
    };

    /** A run whose child has ended. */
    struct Ended
    {
        std::string key;    //!< of the run
        std::string begun;  //!< when it began, ISO 8601, UTC
        RunOutcome outcome; //!< how it ended
    };

    /**
     * Let runs wait for a worker.
     * \param keys their keys
     */
    void Enqueue(const std::vector<std::string>& keys);
    /** Begin runs until all workers have one. */
    void BeginRuns();
    /**
     * \param key key of a run
     * \return whether there are workers and memory for it
     */
    bool Fits(const std::string& key) const;
    /**
     * Begin a run, unless another runner does it.
     * \param key key of the run
     */
    void BeginRun(const std::string& key);
    /** Wait until a child writes or ends, a time limit is over, or it is time for something else.
     */
    void Wait();
    /** \return how long to wait at most, milliseconds; below 0 for no limit */
    int GetPatience() const;
    /** Take the children that have ended from the running ones. */
    void CollectEnded();
    /** Store the runs that have ended, and ask their groups for more. */
    void StoreEnded();
    /**
     * Count and show a run that has ended, and ask its groups for more.
     * \param key key of the run
     * \param run number of the run in the database
     * \param outcome how it ended
     */
    void Conclude(const std::string& key, int64_t run, const RunOutcome& outcome);
    /** Look again at the runs that other runners do. */
    void LookAtOthers();
    /** Say that there are results of other versions. */
    void WarnOfOthers();
    /** Stop all children, and say how to go on. */
    void Stop();
    /** \return how many runs a worker has */
    uint32_t GetWorkersTaken() const;

    ResultsDatabase& m_database;       //!< the database
    RunStore m_store;                  //!< its runs
    ChildRun::Job m_job;               //!< does a run
    Settings m_settings;               //!< how the study is done
    const RunnableStudy& m_study;      //!< the study
    StopSignals m_signals;             //!< tells when to stop
    RunClaims m_claims;                //!< runs that this runner does
    WantedRuns m_wanted;               //!< runs that have not ended
    RunQueue m_queue;                  //!< runs that wait for a worker
    MemoryBudget m_memory;             //!< memory of all runs together
    RunProgress m_progress;            //!< shows how far it is
    RunOrigin m_origin;                //!< host, seed and software of the runs
    std::list<Running> m_running;      //!< runs whose children work
    std::vector<Ended> m_ended;        //!< runs that are to be stored
    std::vector<std::string> m_others; //!< runs that other runners do
    double m_lastLook{0};              //!< when they were last looked at, seconds
    RunProgress::Counts m_counts;      //!< how many runs are in which state
    Result m_result;                   //!< what was done
};

} // namespace ns3

#endif /* WAKU_STUDY_RUNNER_H */
