/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_STUDY_REPORT_H
#define WAKU_RELAY_STUDY_REPORT_H

#include "ns3/relay-run.h"
#include "ns3/relay-sweep.h"
#include "study-row.h"

#include "ns3/waku-scaling-model.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The output of relay-study: a report in Markdown, `report.md`, and the plots `load`,
 * `latency` and `ratios`.
 */
struct RelayStudyReport
{
    const RelaySweep& sweep;           //!< the settings
    const WakuScalingModel& model;     //!< the closed form
    const RelayRuns& runs;             //!< results of the runs
    const std::vector<StudyRow>& rows; //!< comparison with the closed form

    /**
     * Write report and plots. The program ends with an error if the report cannot be written.
     * \param folder path of an existing folder
     */
    void Write(const std::string& folder) const;

  private:
    /**
     * \param folder path of an existing folder
     * \return whether the plot was drawn
     */
    bool PlotLoad(const std::string& folder) const;
    /**
     * \param folder path of an existing folder
     * \return whether the plot was drawn
     */
    bool PlotLatency(const std::string& folder) const;
    /**
     * Write the heading and the settings.
     * \param out stream to write to
     */
    void WriteHeading(std::ostream& out) const;
    /**
     * Write how long and how often each case was simulated.
     * \param out stream to write to
     */
    void WriteCases(std::ostream& out) const;
    /**
     * Write the reasons of the differences.
     * \param out stream to write to
     */
    void WriteNotes(std::ostream& out) const;
    /**
     * Write a line for each run.
     * \param out stream to write to
     */
    void WriteRuns(std::ostream& out) const;
};

} // namespace ns3

#endif /* WAKU_RELAY_STUDY_REPORT_H */
