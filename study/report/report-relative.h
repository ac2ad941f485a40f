/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_RELATIVE_H
#define WAKU_REPORT_RELATIVE_H

#include "report-data.h"
#include "report-document.h"
#include "report-item.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Add the part of a report for an entry with `relative_to`: how much the metrics of each
 * combination differ from those of the combination with the same other parameters, in per cent.
 *
 * Runs with the same RngRun are compared with each other. A row of the table has the mean of a
 * metric's differences with its 95 % interval; the last row has the largest mean, up or down.
 *
 * \param document document to add the part to
 * \param item a checked entry of a report
 * \param data the study
 * \param folder path of the document's folder
 * \param name name of the plot and of the CSV file
 * \throws std::invalid_argument with a sentence, if the study has no combination to compare with,
 * or no run has one of the metrics
 */
void AddReportRelative(ReportDocument& document,
                       const ReportItem& item,
                       const ReportData& data,
                       const std::string& folder,
                       const std::string& name);

} // namespace ns3

#endif /* WAKU_REPORT_RELATIVE_H */
