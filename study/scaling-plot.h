/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SCALING_PLOT_H
#define WAKU_SCALING_PLOT_H

#include "scaling-report.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Plot the loads of a model against the number of users, both on logarithmic axes.
 *
 * Bands end at 10, 100 and 3000 MB/hour (megabytes of 1000^2 bytes), the limits that "Waku Scaling"
 * draws: good, fair, what a desktop node bears, too much. Loads per day are plotted per hour;
 * latencies are left out.
 *
 * \param file a PNG picture if it ends in `.png`, drawn by the gnuplot program; a gnuplot script
 *        that makes such a picture if it ends in `.plt`, `.gp` or `.gnuplot`
 * \param report the cases
 * \param users the smallest and largest of these numbers bound the axis; empty for 100 to 1 million
 * \throws std::invalid_argument for another ending, or a quotation mark in the name
 * \throws std::runtime_error if the file cannot be written or the gnuplot program fails
 */
void WriteScalingPlot(const std::string& file,
                      const ScalingReport& report,
                      const std::vector<double>& users);

} // namespace ns3

#endif /* WAKU_SCALING_PLOT_H */
