/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_LIMITS_H
#define WAKU_REPORT_LIMITS_H

#include "report-data.h"
#include "report-document.h"
#include "report-item.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Add the part of a report for an entry with `limits`: a table, a plot and a CSV file of the
 * limits that searches found, with their 95 % intervals and what broke.
 * \param document document to add it to
 * \param item a checked entry of a report
 * \param data the study
 * \param folder path of the document's folder
 * \param name name of the plot and of the CSV file
 */
void AddReportLimits(ReportDocument& document,
                     const ReportItem& item,
                     const ReportData& data,
                     const std::string& folder,
                     const std::string& name);

} // namespace ns3

#endif /* WAKU_REPORT_LIMITS_H */
