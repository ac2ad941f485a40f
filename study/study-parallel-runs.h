/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_PARALLEL_RUNS_H
#define WAKU_STUDY_PARALLEL_RUNS_H

#include "study-fields.h"

#include "ns3/abort.h"

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
 * \brief Does jobs side by side, each in a process of its own, since ns-3's simulator is one for
 * each process. ParallelRuns says what the jobs return.
 *
 * Shows a progress bar with the time left on a terminal, and plain lines elsewhere.
 */
class ParallelJobs
{
  public:
    /** Texts, without line breaks, that a process hands over. */
    using Texts = std::vector<std::string>;
    /** Does a job. */
    using Job = std::function<Texts()>;
    /** Told of a job that is done, by its number; may add jobs. */
    using Listener = std::function<void(std::size_t number, const Texts& texts)>;

    /** \param workers processes at a time; 0 for one for each core */
    explicit ParallelJobs(uint32_t workers);

    /**
     * \param name shown when the job is done
     * \param weight how long it takes, in any unit, for the time left
     * \param job what to do
     * \param isNext whether it is to begin before those that wait
     */
    void Add(const std::string& name, double weight, Job job, bool isNext = false);

    /**
     * Do all jobs, in the order of Add. Ends the program with status 1 where a job fails.
     * \param listener told of each
     */
    void Run(const Listener& listener);

  private:
    /** A job and how it goes. */
    struct Entry
    {
        std::size_t number; //!< of the job
        std::string name;   //!< shown when done
        double weight;      //!< how long it takes
        Job job;            //!< what to do
        int process{-1};    //!< while it runs
        int pipe{-1};       //!< where its result comes from
        std::string result; //!< what came so far
    };

    /** \param entry a job to begin */
    void Begin(Entry& entry);
    /** \param entry a job whose pipe has something \return whether it has ended */
    bool Read(Entry& entry);
    /** \param entry the job that ended last */
    void Report(const Entry& entry);

    uint32_t m_workers;          //!< processes at a time
    std::deque<Entry> m_waiting; //!< jobs that have not begun
    std::size_t m_added{0};      //!< jobs in all
    double m_done{0};            //!< weight of what is done
    double m_total{0};           //!< weight of all
    double m_start{0};           //!< when Run began, seconds
};

/**
 * \ingroup waku
 * \brief Does independent simulation runs side by side and has a typed row of each.
 *
 * \tparam Row what a run returns; Row::GetFields() are its StudyFields
 */
template <typename Row>
class ParallelRuns
{
  public:
    /** Does a run. */
    using Job = std::function<Row()>;
    /** Told of a run that is done, by its number; may add runs. */
    using Listener = std::function<void(std::size_t number, const Row& row)>;

    /** \param workers processes at a time; 0 for one for each core */
    explicit ParallelRuns(uint32_t workers = 0)
        : m_jobs(workers)
    {
    }

    /**
     * \param name shown when the run is done
     * \param weight how long it takes, in any unit, for the time left
     * \param job what to do
     * \param isNext whether it is to begin before those that wait
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
     * Do all runs. Ends the program with the name of a run that fails.
     * \param listener told of each when it is done
     * \return their rows in the order of Add
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
    std::vector<Row> m_rows; //!< of the runs
};

} // namespace ns3

#endif /* WAKU_STUDY_PARALLEL_RUNS_H */
