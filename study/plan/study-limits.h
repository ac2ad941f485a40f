/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_LIMITS_H
#define WAKU_STUDY_LIMITS_H

#include "load-search.h"
#include "study-plan.h"

#include "ns3/report-command.h"
#include "ns3/results-reader.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Find the limits of a study that searches, from the runs in a database.
 * \param plan the study
 * \param reader reader of the database
 * \param study the study in the database
 * \return the result of each cell's search, in the order of StudyPlan::GetCells()
 */
std::vector<LoadSearchResult> FindStudyLimits(const StudyPlan& plan,
                                              const ResultsReader& reader,
                                              const StoredStudy& study);

/**
 * \ingroup waku
 * \brief Plan the report of a stored study: the entries of its file, and the limits that its
 * searches found. It is the ReportPlanner of waku-study.
 * \param reader reader of the database
 * \param study the study in the database
 * \return the plan
 */
ReportPlan PlanStudyReport(const ResultsReader& reader, const StoredStudy& study);

} // namespace ns3

#endif /* WAKU_STUDY_LIMITS_H */
