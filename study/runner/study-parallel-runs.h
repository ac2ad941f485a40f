/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_PARALLEL_RUNS_H
#define WAKU_STUDY_PARALLEL_RUNS_H

#include "ns3/abort.h"
#include "ns3/progress-line.h"
#include "ns3/study-fields.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Does jobs in parallel, each in a process of its own, since ns-3 has one simulator in each
 * process. ParallelRuns does it for typed results.
 *
 * On a terminal it shows a progress bar with the time left, elsewhere plain lines.
 */
class ParallelJobs
{
  public:
    /** Result of a job: texts without line breaks. */
    using Texts = std::vector<std::string>;
    /** Does a job and returns its result. */
    using Job = std::function<Texts()>;
    /** Called with number and result of each finished job. It may add jobs. */
    using Listener = std::function<void(std::size_t number, const Texts& texts)>;

    /** \param workers number of processes in parallel; 0: one for each core */
    explicit ParallelJobs(uint32_t workers);

    /**
     * Add a job.
     * \param name name of the job, which is shown when it is finished
     * \param weight duration of the job, in any unit, to estimate the time left
     * \param job the job
     * \param isNext whether it is done before the jobs that wait
     */
    void Add(const std::string& name, double weight, Job job, bool isNext = false);

    /**
     * Do all jobs, in the order of Add. If a job fails, the program ends with status 1.
     * \param listener called with each finished job
     */
    void Run(const Listener& listener);

  private:
    /** A job and its state. */
    struct Entry
    {
        std::size_t number; //!< number of the job
        std::string name;   //!< name of the job
        double weight;      //!< duration of the job
        Job job;            //!< what to do
        int process{-1};    //!< id of its process while it runs
        int pipe{-1};       //!< pipe from which its result is read
        std::string result; //!< result read so far
    };

    /**
     * Begin a job.
     * \param entry the job
     */
    void Begin(Entry& entry);
    /**
     * Read from the pipe of a job.
     * \param entry the job
     * \return whether the job has ended
     */
    bool Read(Entry& entry);
    /**
     * Show that a job has ended.
     * \param entry the job
     */
    void Report(const Entry& entry);

    uint32_t m_workers;          //!< number of processes in parallel
    std::deque<Entry> m_waiting; //!< jobs that have not begun
    std::size_t m_added{0};      //!< number of all jobs
    double m_done{0};            //!< weight of finished jobs
    double m_total{0};           //!< weight of all jobs
    double m_start{0};           //!< time at which Run began, seconds
    ProgressLine m_progress;     //!< shows how far it is
};

/**
 * \ingroup waku
 * \brief Does independent simulation runs in parallel, and returns a typed row of each.
 *
 * \tparam Row result of a run; Row::GetFields() are its StudyFields
 */
template <typename Row>
class ParallelRuns
{
  public:
    /** Does a run and returns its row. */
    using Job = std::function<Row()>;
    /** Called with number and row of each finished run. It may add runs. */
    using Listener = std::function<void(std::size_t number, const Row& row)>;

    /** \param workers number of processes in parallel; 0: one for each core */
    explicit ParallelRuns(uint32_t workers = 0)
        : m_jobs(workers)
    {
    }

    /**
     * Add a run.
     * \param name name of the run, which is shown when it is finished
     * \param weight duration of the run, in any unit, to estimate the time left
     * \param job the run
     * \param isNext whether it is done before the runs that wait
     */
    void Add(const std::string& name, double weight, Job job, bool isNext = false)
    {
        m_jobs.Add(
            name,
            weight,
            [job = std::move(job)] { return Row::GetFields().Write(job()); },
            isNext);
        m_rows.emplace_back();
    }

    /**
     * Do all runs. If a run fails, the program ends with an error that names it.
     * \param listener called with each finished run
     * \return the rows of all runs, in the order of Add
     */
    std::vector<Row> Run(const Listener& listener = nullptr)
    {
        m_jobs.Run([this, &listener](std::size_t number, const ParallelJobs::Texts& texts) {
            const auto row = Row::GetFields().Read(texts);
            NS_ABORT_MSG_IF(!row, "ParallelRuns: run " << number << " returned no row");
            m_rows[number] = *row;
            if (listener)
            {
                listener(number, *row);
            }
        });
        return m_rows;
    }

  private:
    ParallelJobs m_jobs;     //!< does the runs
    std::vector<Row> m_rows; //!< rows of the runs
};

} // namespace ns3

#endif /* WAKU_STUDY_PARALLEL_RUNS_H */
