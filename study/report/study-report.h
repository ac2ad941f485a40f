/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_REPORT_H
#define WAKU_STUDY_REPORT_H

#include "report-data.h"
#include "report-item.h"

#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a report reads of the runs of a study.
 */
struct ReportNeeds
{
    std::set<std::string> metrics;    //!< names of metrics
    std::set<std::string> histograms; //!< names of histograms
    bool runHistograms{false};        //!< whether histograms of each run are needed

    /**
     * \param items entries of a report
     * \return what they show, and what every report tells
     */
    static ReportNeeds Of(const std::vector<ReportItem>& items);
};

/**
 * \ingroup waku
 * \brief Write the report of a study: `report.md`, `report.html`, and NAME.png, NAME.pdf, NAME.plt
 * and NAME.csv for each entry.
 *
 * The same data give the same bytes; there is no date in them.
 *
 * \param data the study, with what ReportNeeds::Of() names
 * \param items entries of the report, in their order
 * \param folder path of the folder; it is made if there is none
 * \throws std::invalid_argument with a sentence, if an entry makes no sense, or names a key or
 *         metric that the study does not have
 * \throws std::runtime_error if a file cannot be written
 */
void WriteStudyReport(const ReportData& data,
                      const std::vector<ReportItem>& items,
                      const std::string& folder);

} // namespace ns3

#endif /* WAKU_STUDY_REPORT_H */
