/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_PLOT_PAGE_H
#define WAKU_STUDY_PLOT_PAGE_H

#include "study-plot.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Plots on one page, row by row.
 */
struct StudyPlotPage
{
    std::vector<StudyPlot> plots; //!< the plots
    std::size_t columns{2};       //!< plots beside each other

    /**
     * Write a gnuplot script that draws NAME.png and NAME.pdf in the folder in which it is run.
     * \param out stream to write to
     * \param name name of the page
     */
    void WriteScript(std::ostream& out, const std::string& name) const;

    /**
     * Draw the page as RunPlotScript() does.
     * \param folder path of an existing folder
     * \param name name of the page
     * \return whether the pictures were drawn
     */
    bool Draw(const std::string& folder, const std::string& name) const;
};

} // namespace ns3

#endif /* WAKU_STUDY_PLOT_PAGE_H */
