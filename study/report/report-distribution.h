/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_DISTRIBUTION_H
#define WAKU_REPORT_DISTRIBUTION_H

#include "report-data.h"
#include "report-document.h"
#include "report-item.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Add the part of a report for an entry with `distribution`: a table of percentiles, a plot
 * of overlaid distribution functions and a CSV file with the whole histograms.
 * \param document document to add it to
 * \param item a checked entry of a report
 * \param data the study
 * \param folder path of the document's folder
 * \param name name of the plot and of the CSV file
 */
void AddReportDistribution(ReportDocument& document,
                           const ReportItem& item,
                           const ReportData& data,
                           const std::string& folder,
                           const std::string& name);

/**
 * \ingroup waku
 * \param histogram values and how often each occurred
 * \param share a share, 0 to 1
 * \return the smallest value that the share of the values does not exceed; 0 if there is none
 */
double GetHistogramQuantile(const RunOutcome::Histogram& histogram, double share);

} // namespace ns3

#endif /* WAKU_REPORT_DISTRIBUTION_H */
