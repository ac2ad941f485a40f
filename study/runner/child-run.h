/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CHILD_RUN_H
#define WAKU_CHILD_RUN_H

#include "ns3/planned-run.h"

#include <cstdint>
#include <functional>
#include <string>
#include <sys/types.h>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A run in a child process of its own, since ns-3 has one simulator in each process and a
 * run that crashes must not harm others.
 *
 * The child is a fork of this process. It ends with this process, whatever ends that (on Linux). It
 * is in a process group of its own, so that processes which it starts are stopped with it. What it
 * prints is not shown; the last lines are the message of a run that ended badly. It leaves no core
 * dump.
 *
 * Memory is limited by the address space that the child takes in addition to what it was born with
 * (RLIMIT_AS): a larger run gets a std::bad_alloc at once, where watching its resident memory would
 * need a clock and notice it too late. If memory runs out all the same, the kernel stops the run
 * and not its runner.
 */
class ChildRun
{
  public:
    /** Does a run, in the child process. */
    using Job = std::function<RunOutcome(const PlannedRun&)>;

    /** Limits of a run. */
    struct Limits
    {
        double seconds{0};  //!< real time after which it is stopped; 0 for no limit
        uint64_t memory{0}; //!< memory it may take, bytes; 0 for no limit
    };

    /**
     * Begin a run. A std::runtime_error says if there can be no further process.
     * \param run the run
     * \param job what the child does
     * \param limits limits of the run
     */
    ChildRun(const PlannedRun& run, const Job& job, const Limits& limits);
    /** Stops the run if it has not ended. */
    ~ChildRun();
    ChildRun(const ChildRun&) = delete;
    ChildRun& operator=(const ChildRun&) = delete;

    /** \return file from which the result is read */
    int GetResultFile() const
    {
        return m_resultFile;
    }

    /** \return file from which the output is read */
    int GetOutputFile() const
    {
        return m_outputFile;
    }

    /** \return seconds until the time limit; below 0 if there is none */
    double GetSecondsLeft() const;

    /**
     * Read what the child has written, and stop it if its time is over. It does not wait.
     * \return whether the run has ended
     */
    bool Proceed();

    /** \return how the run ended, once Proceed() said that it has */
    const RunOutcome& GetOutcome() const
    {
        return m_outcome;
    }

  private:
    /**
     * What the child does.
     * \param run the run
     * \param job does it
     * \param limits limits of the run
     * \param parent number of the process that began it
     * \param result file for the result
     * \param output file for the output
     */
    [[noreturn]] static void BeChild(const PlannedRun& run,
                                     const Job& job,
                                     const Limits& limits,
                                     pid_t parent,
                                     int result,
                                     int output);
    /** Read what the child has written. */
    void Read();
    /** Stop the child and what it has started. */
    void Kill();
    /**
     * Set the outcome.
     * \param status status of the process, from wait4()
     */
    void Conclude(int status);
    /** \return last lines that the child printed, on one line */
    std::string GetLastLines() const;

    Limits m_limits;           //!< limits of the run
    pid_t m_process{-1};       //!< number of the process; -1 if it has ended
    int m_resultFile{-1};      //!< file from which the result is read
    int m_outputFile{-1};      //!< file from which the output is read
    std::string m_result;      //!< result as far as it was read
    std::string m_output;      //!< end of the output as far as it was read
    double m_begun{0};         //!< when it began, seconds
    uint64_t m_memoryKills{0}; //!< how many processes the kernel had stopped then
    bool m_isTooLate{false};   //!< whether it was stopped since its time was over
    RunOutcome m_outcome;      //!< how it ended
};

} // namespace ns3

#endif /* WAKU_CHILD_RUN_H */
