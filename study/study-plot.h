/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_PLOT_H
#define WAKU_STUDY_PLOT_H

#include "study-row.h"

#include "ns3/gnuplot.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes FOLDER/NAME.plt and has the program gnuplot draw FOLDER/NAME.png from it.
 *
 * \param folder an existing folder
 * \param name of the plot
 * \param plot what to draw; its output file and terminal are set here
 * \return whether the picture was drawn; false if gnuplot is missing or failed
 */
bool DrawPlot(const std::string& folder, const std::string& name, Gnuplot plot);

/**
 * \ingroup waku
 * \brief Draws the ratio of simulation to closed form of every line of a study, with its confidence
 * interval if there is one.
 *
 * \param folder an existing folder
 * \param name of the plot
 * \param rows the lines
 * \return whether the picture was drawn
 */
bool DrawRatios(const std::string& folder,
                const std::string& name,
                const std::vector<StudyRow>& rows);

} // namespace ns3

#endif /* WAKU_STUDY_PLOT_H */
