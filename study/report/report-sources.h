/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_SOURCES_H
#define WAKU_REPORT_SOURCES_H

#include "report-data.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What may make the values of a report differ from the truth, as far as it is true of the
 * study: few runs, wide intervals, failed and missing runs, lost messages, several TCP segments in
 * a packet, modelled proof of work, warm-up, equal latencies.
 * \param data the study
 * \param widest widest 95 % interval of the report to each side, relative to its mean; 0 if none
 * \return a sentence each
 */
std::vector<std::string> GetErrorSources(const ReportData& data, double widest);

/**
 * \ingroup waku
 * \brief What a reader must know before the numbers: runs that failed and are left out, runs that
 * have not been done, results of several versions.
 * \param data the study
 * \return a sentence each
 */
std::vector<std::string> GetReportWarnings(const ReportData& data);

} // namespace ns3

#endif /* WAKU_REPORT_SOURCES_H */
