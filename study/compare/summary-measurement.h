/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SUMMARY_MEASUREMENT_H
#define WAKU_SUMMARY_MEASUREMENT_H

#include "measurement.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Read the summary of a run, which programs write with --json: percentiles of latency,
 * histogram of hops, and all other numbers as metrics by their path.
 *
 * \param path path of the file
 * \return the summary; throws MeasurementError if the file is no such summary
 */
Measurement ReadSummaryMeasurement(const std::string& path);

} // namespace ns3

#endif /* WAKU_SUMMARY_MEASUREMENT_H */
