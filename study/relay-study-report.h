/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RELAY_STUDY_REPORT_H
#define WAKU_RELAY_STUDY_REPORT_H

#include "relay-run.h"
#include "relay-sweep.h"
#include "study-row.h"

#include "ns3/waku-scaling-model.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What relay-study writes: a report in Markdown, `report.md`, and its plots `load`,
 * `latency` and `ratios`.
 */
struct RelayStudyReport
{
    const RelaySweep& sweep;           //!< what was simulated
    const WakuScalingModel& model;     //!< the closed form
    const RelayRuns& runs;             //!< what the runs show
    const std::vector<StudyRow>& rows; //!< beside the closed form

    /** \param folder an existing folder; ends the program if the report can't be written there */
    void Write(const std::string& folder) const;

  private:
    /** \param folder an existing folder \return whether the plot was drawn */
    bool PlotLoad(const std::string& folder) const;
    /** \param folder an existing folder \return whether the plot was drawn */
    bool PlotLatency(const std::string& folder) const;
    /** \param out gets the heading and what was simulated */
    void WriteHeading(std::ostream& out) const;
    /** \param out gets how long and how often each case was simulated */
    void WriteCases(std::ostream& out) const;
    /** \param out gets what is behind the differences */
    void WriteNotes(std::ostream& out) const;
    /** \param out gets a line for each run */
    void WriteRuns(std::ostream& out) const;
};

} // namespace ns3

#endif /* WAKU_RELAY_STUDY_REPORT_H */
