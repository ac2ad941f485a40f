/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_REPORT_ITEMS_H
#define WAKU_STUDY_REPORT_ITEMS_H

#include "study-node.h"

#include "ns3/report-item.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Read an entry of `report` of a study file. A StudyFileError is thrown if something in it
 * is wrong.
 *
 * \param node the entry
 * \return what the report shows
 */
ReportItem ReadStudyReportItem(const StudyNode& node);

} // namespace ns3

#endif /* WAKU_STUDY_REPORT_ITEMS_H */
