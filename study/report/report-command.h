/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_COMMAND_H
#define WAKU_REPORT_COMMAND_H

#include "report-data.h"
#include "report-item.h"
#include "study-report.h"

#include "ns3/results-reader.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a study's file says of its report, and the limits that its searches found.
 */
struct ReportPlan
{
    std::vector<ReportItem> items;   //!< entries of the report
    std::vector<ReportLimit> limits; //!< limits of the study's searches, in the order of its file
};

/**
 * \ingroup waku
 * \brief Makes the plan of a report of the text of a study's file and its results.
 */
using ReportPlanner =
    std::function<ReportPlan(const ResultsReader& reader, const StoredStudy& study)>;

/**
 * \ingroup waku
 * \brief Read what a report tells from a results database.
 * \param reader reader of the database
 * \param study the study
 * \param needs what is read of its runs
 * \param path path of the database, whose name is in the command that repeats the study
 * \return the data, without limits
 */
ReportData ReadReportData(const ResultsReader& reader,
                          const StoredStudy& study,
                          const ReportNeeds& needs,
                          const std::string& path);

/**
 * \ingroup waku
 * \brief The command `waku-study report DB [--study=NAME] [--output=FOLDER]`.
 *
 * Errors of the user are exceptions derived from std::exception whose text is one sentence; wrong
 * options end the program (ProgramOptions).
 *
 * \param arguments `report`, and what follows it
 * \param out stream to which the path of the report is written
 * \param planner makes the plan of the report
 * \return status of the program
 */
int RunReportCommand(const std::vector<std::string>& arguments,
                     std::ostream& out,
                     const ReportPlanner& planner);

} // namespace ns3

#endif /* WAKU_REPORT_COMMAND_H */
