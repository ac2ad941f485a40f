/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_PARALLEL_RUNS_H
#define WAKU_STUDY_PARALLEL_RUNS_H

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Does independent simulation runs side by side, each in a process of its own, since ns-3's
 * simulator is one for each process.
 *
 * Shows a progress bar with the time left on a terminal, and plain lines elsewhere.
 */
class ParallelRuns
{
  public:
    /** Does a run and returns its results as text. */
    using Job = std::function<std::string()>;

    /** \param workers processes at a time; 0 for one for each core */
    explicit ParallelRuns(uint32_t workers = 0);

    /**
     * \param name shown when the job is done
     * \param weight how long it takes, in any unit, for the time left
     * \param job what to do
     */
    void Add(const std::string& name, double weight, Job job);

    /**
     * Do all jobs. Stops the program with the name of a job that fails.
     * \return their results in the order of Add
     */
    std::vector<std::string> Run();

  private:
    /** A job and how it goes. */
    struct Entry
    {
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

    uint32_t m_workers;           //!< processes at a time
    std::vector<Entry> m_entries; //!< the jobs
    double m_done{0};             //!< weight of what is done
    double m_total{0};            //!< weight of all
    double m_start{0};            //!< when Run began, seconds
};

} // namespace ns3

#endif /* WAKU_STUDY_PARALLEL_RUNS_H */
