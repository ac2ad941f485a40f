/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_MEASURED_H
#define WAKU_REPORT_MEASURED_H

#include "report-data.h"
#include "report-document.h"
#include "report-item.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Add the part of a report for an entry with `measured`: one table and one CSV file of the
 * figures of all cases, measured and simulated, with the spread between repetitions and intervals,
 * and one page with the distribution functions of latencies.
 *
 * A case without runs that ended well has no rows.
 * \param document document to add it to
 * \param item a checked entry of a report
 * \param data the study, with histograms of each run
 * \param folder path of the document's folder
 * \param name name of the page and of the CSV file
 * \throws std::invalid_argument with a sentence, if not just one combination of the study is the
 *         one of a case; MeasurementError if a measured file is wrong
 */
void AddReportMeasured(ReportDocument& document,
                       const ReportItem& item,
                       const ReportData& data,
                       const std::string& folder,
                       const std::string& name);

} // namespace ns3

#endif /* WAKU_REPORT_MEASURED_H */
