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
 * Coloured bands end at 10, 100 and 3000 MB/hour (megabytes of 1000^2 bytes), the limits in "Waku
 * Scaling": good, fair, bearable for a desktop node, too much. Loads per day are plotted per hour.
 * Latencies are not plotted.
 *
 * \param file path of the file. A file that ends in `.png` is a picture, which the gnuplot program
 *        draws. A file that ends in `.plt`, `.gp` or `.gnuplot` is a gnuplot script that draws such
 *        a picture.
 * \param report the cases of the model
 * \param users numbers of users, of which the smallest and the largest are the ends of the axis;
 *        empty for 100 to 1 million
 * \throws std::invalid_argument for another extension, or a quotation mark in the name
 * \throws std::runtime_error if the file cannot be written or the gnuplot program fails
 */
void WriteScalingPlot(const std::string& file,
                      const ScalingReport& report,
                      const std::vector<double>& users);

} // namespace ns3

#endif /* WAKU_SCALING_PLOT_H */
