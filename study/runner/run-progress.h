/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RUN_PROGRESS_H
#define WAKU_RUN_PROGRESS_H

#include "ns3/planned-run.h"
#include "ns3/progress-line.h"

#include <cstddef>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Shows how far the runs of a study are: done, failed, running, time left, the last result.
 *
 * On a terminal it is one line that changes; elsewhere there is a line now and then. Runs that did
 * not end well have lines of their own.
 */
class RunProgress
{
  public:
    /** How many runs are in which state. */
    struct Counts
    {
        std::size_t known{0};   //!< had ended before
        std::size_t done{0};    //!< ended well
        std::size_t failed{0};  //!< ended in another way
        std::size_t running{0}; //!< have begun
        std::size_t wanted{0};  //!< are known to be wanted, with those that have ended
        std::size_t most{0};    //!< the study has at most
        double costDone{0};     //!< expected duration of those that have ended, in any unit
        double costLeft{0};     //!< of those that are known and have not ended, in the same unit
    };

    /** \param isQuiet whether nothing is shown */
    explicit RunProgress(bool isQuiet);

    /**
     * Show a run that has ended.
     * \param run the run
     * \param outcome how it ended
     * \param counts how many runs are in which state
     */
    void Show(const PlannedRun& run, const RunOutcome& outcome, const Counts& counts);
    /**
     * Say a sentence.
     * \param sentence the sentence
     */
    void Say(const std::string& sentence);
    /**
     * Show the last state.
     * \param counts how many runs are in which state
     */
    void End(const Counts& counts);

    /**
     * \param run a run
     * \return its parameters and its number, such as `nodes=100 degree=6 run 2`
     */
    static std::string GetName(const PlannedRun& run);

  private:
    /**
     * \param counts how many runs are in which state
     * \return them as text
     */
    std::string Describe(const Counts& counts) const;

    bool m_isQuiet;           //!< whether nothing is shown
    ProgressLine m_line;      //!< shows it
    double m_begun;           //!< when the study began, seconds
    double m_lastShown{-1e9}; //!< when a line was shown, seconds
    double m_share{0};        //!< what is done
};

} // namespace ns3

#endif /* WAKU_RUN_PROGRESS_H */
