/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STUDY_PLOT_H
#define WAKU_STUDY_PLOT_H

#include "study-row.h"

#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \return the colours of curves as gnuplot writes them, such as `#0072B2`: those of Okabe and Ito,
 *         which people with any kind of colour vision tell apart, without the yellow one, which
 *         vanishes on white
 */
const std::vector<std::string>& GetPlotColours();

/**
 * \ingroup waku
 * \brief Points of a plot that belong together.
 */
struct PlotCurve
{
    /** How a curve is drawn. */
    enum class Style
    {
        POINTS,       //!< a mark at each point
        LINES,        //!< a line through the points
        LINES_POINTS, //!< both
        STEPS         //!< a step at each point, as distribution functions have
    };

    /** The direction of error bars. */
    enum class ErrorBars
    {
        X,
        Y
    };

    /** A point, with how far its error bar reaches. */
    struct Point
    {
        double x;        //!< place on the x axis
        double y;        //!< place on the y axis
        double below{0}; //!< length of the error bar to smaller values
        double above{0}; //!< length of the error bar to larger values
    };

    std::string title;                   //!< title in the key; empty for none
    Style style{Style::LINES_POINTS};    //!< how it is drawn
    std::optional<ErrorBars> errorBars;  //!< direction of the error bars, if there are any
    bool isDashed{false};                //!< whether it has dashes and crosses, as closed forms do
    std::optional<std::size_t> colour{}; //!< number of colour and mark; its own if not set
    std::vector<Point> points{};         //!< the points
};

/**
 * \ingroup waku
 * \brief A plot in the style of all reports, which the gnuplot program draws.
 *
 * Curves differ in colour (GetPlotColours()), marks and dashes. The key is below the plot, whose
 * height grows with it. Ranges and tics follow from the points.
 */
struct StudyPlot
{
    /** An axis. */
    struct Axis
    {
        std::string label;            //!< label with unit
        bool isLogarithmic{false};    //!< whether it is logarithmic
        std::optional<double> from{}; //!< its smallest value; by points if not set
        std::optional<double> to{};   //!< its largest value; by points if not set
        std::vector<std::pair<std::string, double>> tics{}; //!< named places, in place of numbers
        bool isDownward{false};                             //!< whether small values are at the top
    };

    std::string title;                    //!< title; long ones are broken into lines
    Axis x;                               //!< the x axis
    Axis y;                               //!< the y axis
    std::vector<PlotCurve> curves{};      //!< the curves
    std::optional<double> verticalMark{}; //!< place of a dashed vertical line, if there is one

    /** \return height of a picture, pixels */
    double GetHeight() const;

    /**
     * Write the settings of a gnuplot script: title, axes, key.
     * \param out stream to write to
     * \param width width of the plot, pixels
     */
    void WriteSettings(std::ostream& out, double width) const;

    /**
     * Write the points of each curve as a data block of gnuplot.
     * \param out stream to write to
     * \param block beginning of the names of data blocks, such as `$curve`
     */
    void WriteCurves(std::ostream& out, const std::string& block) const;

    /**
     * Write the command that plots the curves.
     * \param out stream to write to
     * \param block beginning of the names of data blocks
     */
    void WritePlot(std::ostream& out, const std::string& block) const;

    /**
     * Write a gnuplot script that draws NAME.png and NAME.pdf in the folder in which it is run.
     * \param out stream to write to
     * \param name name of the plot
     */
    void WriteScript(std::ostream& out, const std::string& name) const;

    /**
     * Write FOLDER/NAME.plt, and let the gnuplot program draw FOLDER/NAME.png and FOLDER/NAME.pdf
     * from it. The same plot gives the same bytes.
     * \param folder path of an existing folder
     * \param name name of the plot, of letters, digits, '.', '_' and '-'
     * \return whether the pictures were drawn; false if gnuplot is missing or failed
     * \throws std::runtime_error if the script cannot be written
     */
    bool Draw(const std::string& folder, const std::string& name) const;
};

/**
 * \ingroup waku
 * \brief Write FOLDER/NAME.plt, and let the gnuplot program draw FOLDER/NAME.png and
 * FOLDER/NAME.pdf by it. The same script gives the same bytes.
 * \param folder path of an existing folder
 * \param name name of the plot, of letters, digits, '.', '_' and '-'
 * \param script the script, which is run in the folder
 * \return whether the pictures were drawn; false if gnuplot is missing or failed
 * \throws std::runtime_error if the script cannot be written
 */
bool RunPlotScript(const std::string& folder, const std::string& name, const std::string& script);

/**
 * \ingroup waku
 * \brief Where in a named row a curve has its marks, so that they do not cover those of others.
 * \param curve number of the curve
 * \param curves number of curves
 * \return distance from the row, as a share of the distance of two rows; 0 for the first curve
 */
double GetRowOffset(std::size_t curve, std::size_t curves);

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
