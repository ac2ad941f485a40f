/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_STUDY_REPORT_H
#define WAKU_RELAY_STUDY_REPORT_H

#include "study-row.h"

#include "ns3/relay-run.h"
#include "ns3/relay-study.h"
#include "ns3/waku-scaling-model.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The output of relay-study: a report in Markdown and HTML, and the plots `load`, `latency`
 * and `ratios`.
 */
struct RelayStudyReport
{
    const RelayStudy& options;         //!< the settings
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
     */
    void PlotLoad(const std::string& folder) const;
    /**
     * \param folder path of an existing folder
     */
    void PlotLatency(const std::string& folder) const;
    /**
     * Write the command and the settings.
     * \param document document to add them to
     */
    void AddSettings(ReportDocument& document) const;
    /**
     * Write how long and how often each case was simulated.
     * \param document document to add it to
     */
    void AddCases(ReportDocument& document) const;
    /**
     * Write a line for each run.
     * \param document document to add them to
     */
    void AddRuns(ReportDocument& document) const;
    /** \return the reasons of the differences */
    std::vector<std::string> GetNotes() const;
};

} // namespace ns3

#endif /* WAKU_RELAY_STUDY_REPORT_H */
