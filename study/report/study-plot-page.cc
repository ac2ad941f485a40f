/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-plot-page.h"

#include <algorithm>
#include <sstream>

namespace ns3
{

namespace
{

constexpr double PANEL_WIDTH = 800;        //!< of a plot, pixels
constexpr double PANEL_HEIGHT = 470;       //!< of a plot, pixels
constexpr double PANEL_PIXELS_PER_CM = 50; //!< of a picture in the PDF

} // namespace

void
StudyPlotPage::WriteScript(std::ostream& out, const std::string& name) const
{
    const std::size_t rows = std::max<std::size_t>(1, (plots.size() + columns - 1) / columns);
    const double width = PANEL_WIDTH * static_cast<double>(columns);
    const double height = PANEL_HEIGHT * static_cast<double>(rows);
    std::ostringstream text;
    text.precision(10);
    text << "set encoding utf8\n";
    for (std::size_t i = 0; i < plots.size(); i++)
    {
        plots[i].WriteCurves(text, "$plot" + std::to_string(i) + "curve");
    }
    const auto draw = [&](const std::string& terminal, const std::string& ending) {
        text << "set terminal " << terminal << "\nset output \"" << name << ending
             << "\"\nset multiplot layout " << rows << "," << columns << "\n";
        for (std::size_t i = 0; i < plots.size(); i++)
        {
            text << "reset\n";
            plots[i].WriteSettings(text, PANEL_WIDTH);
            plots[i].WritePlot(text, "$plot" + std::to_string(i) + "curve");
        }
        text << "unset multiplot\nunset output\n";
    };
    std::ostringstream png;
    png << "pngcairo noenhanced size " << width << "," << height
        << " background rgb \"white\" font \"sans,13\"";
    draw(png.str(), ".png");
    std::ostringstream pdf;
    pdf << "pdfcairo noenhanced size " << width / PANEL_PIXELS_PER_CM << "cm,"
        << height / PANEL_PIXELS_PER_CM << "cm font \"sans,10\"";
    draw(pdf.str(), ".pdf");
    out << text.str();
}

bool
StudyPlotPage::Draw(const std::string& folder, const std::string& name) const
{
    std::ostringstream script;
    WriteScript(script, name);
    return RunPlotScript(folder, name, script.str());
}

} // namespace ns3
