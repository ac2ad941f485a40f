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
 * \brief Write FOLDER/NAME.plt, and let the gnuplot program draw FOLDER/NAME.png from it.
 *
 * \param folder path of an existing folder
 * \param name name of the plot
 * \param plot the plot; the function sets its output file and terminal
 * \return whether the picture was drawn; false if gnuplot is missing or failed
 */
bool DrawPlot(const std::string& folder, const std::string& name, Gnuplot plot);

/**
 * \ingroup waku
 * \brief Draw the ratio of simulation to closed form for each row of a study, with its confidence
 * interval if there is one.
 *
 * \param folder path of an existing folder
 * \param name name of the plot
 * \param rows rows of the study
 * \return whether the picture was drawn; false if gnuplot is missing or failed
 */
bool DrawRatios(const std::string& folder,
                const std::string& name,
                const std::vector<StudyRow>& rows);

} // namespace ns3

#endif /* WAKU_STUDY_PLOT_H */
