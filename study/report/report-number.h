/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REPORT_NUMBER_H
#define WAKU_REPORT_NUMBER_H

#include "ns3/study-confidence-interval.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \param value a number
 * \return the number with up to five digits, without an exponent where it is of usual size
 */
std::string FormatNumber(double value);

/**
 * \ingroup waku
 * \param interval mean and interval
 * \return `mean ± half width`, the half width with two digits and the mean as precise; the mean
 *         alone if there is no interval
 */
std::string FormatInterval(const ConfidenceInterval& interval);

} // namespace ns3

#endif /* WAKU_REPORT_NUMBER_H */
