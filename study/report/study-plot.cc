/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-plot.h"

#include "plot-axis.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

namespace ns3
{

namespace
{

/// gnuplot's numbers of marks with different shapes: first filled ones.
const std::array<int, 10> MARKS = {7, 5, 9, 11, 13, 6, 4, 8, 10, 12};

constexpr int CROSS = 2;             //!< gnuplot's number of a mark like an x
constexpr double WIDTH = 1200;       //!< of a picture, pixels
constexpr double HEIGHT = 660;       //!< of a picture without its key, pixels
constexpr double KEY_WIDTH = 1050;   //!< room for the key, pixels
constexpr double KEY_ROW = 26;       //!< height of a row of the key, pixels
constexpr double NAMED_ROW = 36;     //!< height of a row of a plot with named rows, pixels
constexpr double MARK_ROW = 14;      //!< room for a mark in such a row, pixels
constexpr double NAMED_REST = 170;   //!< height of the rest of such a plot, pixels
constexpr double LETTER = 10.3;      //!< width of a letter, pixels
constexpr double KEY_SAMPLE = 60;    //!< width of the sample beside a title of the key, pixels
constexpr double PIXELS_PER_CM = 50; //!< of a picture in the PDF
constexpr double NAME_GAP = 60;      //!< room beside the names of rows, pixels

/// Break a text into lines.
std::string
Wrap(const std::string& text, std::size_t width)
{
    std::istringstream words(text);
    std::string wrapped;
    std::size_t length = 0;
    for (std::string word; words >> word; length += word.size() + 1)
    {
        const bool isNewLine = length > 0 && length + word.size() > width;
        wrapped += length == 0 ? "" : isNewLine ? "\n" : " ";
        length = isNewLine ? 0 : length;
        wrapped += word;
    }
    return wrapped;
}

/// Columns and rows of a key.
struct KeyLayout
{
    std::size_t columns{1}; //!< titles beside each other
    std::size_t rows{0};    //!< lines of titles
    std::size_t longest{0}; //!< letters of the longest title

    explicit KeyLayout(const std::vector<PlotCurve>& curves)
    {
        std::size_t titles = 0;
        for (const PlotCurve& curve : curves)
        {
            titles += curve.title.empty() ? 0 : 1;
            longest = std::max(longest, curve.title.size());
        }
        const double width = KEY_SAMPLE + LETTER * static_cast<double>(longest);
        columns = std::clamp<std::size_t>(static_cast<std::size_t>(KEY_WIDTH / width), 1, 4);
        columns = std::max<std::size_t>(1, std::min(columns, titles));
        rows = (titles + columns - 1) / columns;
    }
};

/// Pixels to the left of the first letter of the rows' names and of the axis, if rows have names.
double
GetNameWidth(const StudyPlot::Axis& rows)
{
    std::size_t longest = 0;
    for (const auto& tic : rows.tics)
    {
        longest = std::max(longest, tic.first.size());
    }
    return NAME_GAP + LETTER * static_cast<double>(longest);
}

/// How gnuplot draws a curve.
std::string
GetStyle(const PlotCurve& curve, std::size_t number)
{
    const std::size_t colour = curve.colour.value_or(number);
    std::string style;
    switch (curve.style)
    {
    case PlotCurve::Style::POINTS:
        style = "points";
        break;
    case PlotCurve::Style::LINES:
        style = "lines";
        break;
    case PlotCurve::Style::LINES_POINTS:
        style = "linespoints";
        break;
    case PlotCurve::Style::STEPS:
        style = "steps";
        break;
    }
    // Each round of colours has a dash and marks of its own.
    const std::size_t round = colour / GetPlotColours().size();
    const std::size_t dash = curve.isDashed || round > 0 ? 2 + round % 4 : 1;
    std::ostringstream out;
    out << style << " linecolor rgb \"" << GetPlotColours().at(colour % GetPlotColours().size())
        << "\" linewidth 2 dashtype " << dash;
    if (curve.style == PlotCurve::Style::POINTS || curve.style == PlotCurve::Style::LINES_POINTS)
    {
        // A cross does not cover the mark of the runs that it is compared with.
        out << " pointtype " << (curve.isDashed ? CROSS : MARKS.at(colour % MARKS.size()))
            << " pointsize 1.5";
    }
    return out.str();
}

/// Whether error bars of a curve are given by their lengths: all reach as far up as down, and none
/// to a value below the least one, which a logarithmic axis could not show.
bool
HasLengths(const PlotCurve& curve, double least)
{
    const bool isX = curve.errorBars == PlotCurve::ErrorBars::X;
    return std::all_of(curve.points.begin(), curve.points.end(), [&](const auto& point) {
        return point.below == point.above && (isX ? point.x : point.y) - point.below >= least;
    });
}

/// The points of a curve as a block of data, with lengths or ends of the error bars.
void
WriteData(std::ostream& out, const PlotCurve& curve, double leastX, double leastY)
{
    const bool isX = curve.errorBars == PlotCurve::ErrorBars::X;
    const double least = isX ? leastX : leastY;
    const bool hasLengths = HasLengths(curve, least);
    for (const PlotCurve::Point& point : curve.points)
    {
        out << point.x << " " << point.y;
        const double value = isX ? point.x : point.y;
        if (curve.errorBars && hasLengths)
        {
            out << " " << point.below;
        }
        else if (curve.errorBars)
        {
            out << " " << std::max(value - point.below, std::min(value, least)) << " "
                << value + point.above;
        }
        out << "\n";
    }
}

/// All places of points on an axis, with the ends of their error bars.
std::vector<double>
CollectValues(const std::vector<PlotCurve>& curves, PlotCurve::ErrorBars axis)
{
    std::vector<double> values;
    for (const PlotCurve& curve : curves)
    {
        for (const PlotCurve::Point& point : curve.points)
        {
            const double value = axis == PlotCurve::ErrorBars::X ? point.x : point.y;
            values.push_back(value);
            if (curve.errorBars == axis)
            {
                values.push_back(value - point.below);
                values.push_back(value + point.above);
            }
        }
    }
    return values;
}

/// Whether points of all curves are at few places of the x axis, so that tics can be there.
bool
HasFewPlaces(const std::vector<PlotCurve>& curves)
{
    constexpr std::size_t FEW = 9;
    std::vector<double> places;
    for (const PlotCurve& curve : curves)
    {
        const bool isMarked = curve.style == PlotCurve::Style::LINES_POINTS;
        for (const PlotCurve::Point& point : curve.points)
        {
            if (isMarked && std::find(places.begin(), places.end(), point.x) == places.end())
            {
                places.push_back(point.x);
            }
        }
        if (places.size() > FEW)
        {
            return false;
        }
    }
    return !places.empty();
}

std::string
QuoteForShell(const std::string& text)
{
    std::string quoted = "'";
    for (char letter : text)
    {
        quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
    }
    return quoted + "'";
}

/// The pdfcairo terminal writes the time into its file; put a fixed one in its place.
void
RemoveCreationDate(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    std::stringstream whole;
    whole << in.rdbuf();
    in.close();
    std::string text = whole.str();
    const std::string key = "/CreationDate (D:";
    const std::size_t place = text.find(key);
    if (place == std::string::npos)
    {
        return;
    }
    const std::string fixed = "20000101000000";
    std::size_t digits = 0;
    for (std::size_t i = place + key.size(); i < text.size() && std::isdigit(text[i]); i++)
    {
        text[i] = fixed[digits++ % fixed.size()];
    }
    std::ofstream(path, std::ios::binary) << text;
}

/// Whether the rows of a plot have names.
bool
HasNamedRows(const StudyPlot& plot)
{
    return plot.y.isDownward && !plot.y.tics.empty();
}

PlotAxis
GetXAxis(const StudyPlot& plot)
{
    return {plot.x,
            "x",
            CollectValues(plot.curves, PlotCurve::ErrorBars::X),
            plot.x.tics.empty() && HasFewPlaces(plot.curves)};
}

PlotAxis
GetYAxis(const StudyPlot& plot)
{
    return {plot.y, "y", CollectValues(plot.curves, PlotCurve::ErrorBars::Y), false};
}

} // namespace

const std::vector<std::string>&
GetPlotColours()
{
    static const std::vector<std::string> colours =
        {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};
    return colours;
}

double
StudyPlot::GetHeight() const
{
    const double rowHeight =
        std::clamp(MARK_ROW * static_cast<double>(curves.size()), NAMED_ROW, 3 * NAMED_ROW);
    return KEY_ROW * static_cast<double>(KeyLayout(curves).rows) +
           (HasNamedRows(*this) ? NAMED_REST + rowHeight * static_cast<double>(y.tics.size())
                                : HEIGHT);
}

void
StudyPlot::WriteSettings(std::ostream& out, double width) const
{
    const KeyLayout key(curves);
    const double left = HasNamedRows(*this) ? GetNameWidth(y) : 0;
    const auto titleLetters = static_cast<std::size_t>((width - left) / LETTER * 0.8);
    out << "set title " << QuoteForGnuplot(Wrap(title, titleLetters)) << "\n"
        << GetXAxis(*this).GetCommands() << GetYAxis(*this).GetCommands()
        << "set grid linetype 1 linecolor rgb \"#DDDDDD\" linewidth 1\n"
        << "set border 3\nset tics nomirror out\nset rmargin 4\n";
    if (HasNamedRows(*this))
    {
        out << "set lmargin at screen " << left / width << "\n";
    }
    // gnuplot takes letters for wider than they are.
    out << (key.rows > 0 ? "set key outside bottom center horizontal Left reverse maxcols " +
                               std::to_string(key.columns) + " samplen 3 width -" +
                               std::to_string(key.longest / 20) + " height 0.7 spacing 1.1\n"
                         : std::string("set key off\n"));
    if (verticalMark)
    {
        out << "set arrow from " << *verticalMark << ", graph 0 to " << *verticalMark
            << ", graph 1 nohead linecolor rgb \"#444444\" dashtype 2\n";
    }
}

void
StudyPlot::WriteCurves(std::ostream& out, const std::string& block) const
{
    const double leastX = GetXAxis(*this).GetFrom();
    const double leastY = GetYAxis(*this).GetFrom();
    for (std::size_t i = 0; i < curves.size(); i++)
    {
        out << block << i << " << EOD\n";
        WriteData(out, curves[i], leastX, leastY);
        out << "EOD\n";
    }
}

void
StudyPlot::WritePlot(std::ostream& out, const std::string& block) const
{
    const std::string separator = ", \\\n     ";
    std::string plots;
    for (std::size_t i = 0; i < curves.size(); i++)
    {
        const PlotCurve& curve = curves[i];
        if (curve.points.empty())
        {
            continue;
        }
        const std::string data = block + std::to_string(i);
        const std::string quoted =
            curve.title.empty() ? "notitle" : "title " + QuoteForGnuplot(curve.title);
        if (curve.errorBars)
        {
            const bool isX = *curve.errorBars == PlotCurve::ErrorBars::X;
            const std::size_t colour = curve.colour.value_or(i);
            plots += (plots.empty() ? "" : separator) + data + " with " +
                     (isX ? "xerrorbars" : "yerrorbars") + " linecolor rgb \"" +
                     GetPlotColours().at(colour % GetPlotColours().size()) +
                     "\" linewidth 2 pointtype 0 notitle";
        }
        plots +=
            (plots.empty() ? "" : separator) + data + " with " + GetStyle(curve, i) + " " + quoted;
    }
    out << "plot " << (plots.empty() ? "NaN notitle" : plots) << "\n";
}

void
StudyPlot::WriteScript(std::ostream& out, const std::string& name) const
{
    const double height = GetHeight();
    std::ostringstream text;
    text.precision(10);
    text << "set encoding utf8\nset terminal pngcairo noenhanced size " << WIDTH << "," << height
         << " background rgb \"white\" font \"sans,14\"\nset output \"" << name << ".png\"\n";
    WriteSettings(text, WIDTH);
    WriteCurves(text, "$curve");
    WritePlot(text, "$curve");
    text << "set terminal pdfcairo noenhanced size " << WIDTH / PIXELS_PER_CM << "cm,"
         << height / PIXELS_PER_CM << "cm font \"sans,11\"\nset output \"" << name
         << ".pdf\"\nreplot\nunset output\n";
    out << text.str();
}

bool
StudyPlot::Draw(const std::string& folder, const std::string& name) const
{
    std::ostringstream script;
    WriteScript(script, name);
    return RunPlotScript(folder, name, script.str());
}

bool
RunPlotScript(const std::string& folder, const std::string& name, const std::string& script)
{
    const std::string path = folder + "/" + name + ".plt";
    // Where gnuplot fails there are no pictures, rather than those of another run.
    std::filesystem::remove(folder + "/" + name + ".png");
    std::filesystem::remove(folder + "/" + name + ".pdf");
    std::ofstream out(path);
    out << script;
    out.close();
    if (!out)
    {
        throw std::runtime_error("can't write " + path);
    }
    const std::string command = "cd " + QuoteForShell(folder) + " && gnuplot " +
                                QuoteForShell(name + ".plt") + " >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0)
    {
        return false;
    }
    RemoveCreationDate(folder + "/" + name + ".pdf");
    return true;
}

double
GetRowOffset(std::size_t curve, std::size_t curves)
{
    const double step =
        std::min(0.33, 0.66 / static_cast<double>(std::max<std::size_t>(1, curves)));
    return static_cast<double>(curve) * step;
}

bool
DrawRatios(const std::string& folder, const std::string& name, const std::vector<StudyRow>& rows)
{
    StudyPlot plot;
    const bool hasIntervals = std::any_of(rows.begin(), rows.end(), [](const StudyRow& row) {
        return row.ratio.halfWidth.has_value();
    });
    plot.title = std::string("Simulated to closed form") +
                 (hasIntervals ? ", with 95 % confidence intervals" : "");
    plot.x.label = "ratio";
    plot.y.isDownward = true;
    plot.verticalMark = 1;
    // A curve has error bars on all of its points or on none.
    std::map<std::pair<uint32_t, bool>, PlotCurve> sizes;
    std::map<uint32_t, std::size_t> colours;
    std::set<uint32_t> numbers;
    for (const StudyRow& row : rows)
    {
        numbers.insert(row.nodes);
    }
    for (const StudyRow& row : rows)
    {
        auto known = std::find_if(plot.y.tics.begin(), plot.y.tics.end(), [&](const auto& tic) {
            return tic.first == row.name;
        });
        const auto line = static_cast<double>(known - plot.y.tics.begin());
        if (known == plot.y.tics.end())
        {
            plot.y.tics.emplace_back(row.name, line);
        }
        const bool hasInterval = row.ratio.halfWidth.has_value();
        const std::size_t colour = colours.emplace(row.nodes, colours.size()).first->second;
        PlotCurve& curve = sizes[{row.nodes, hasInterval}];
        curve.title = std::to_string(row.nodes) + " nodes";
        curve.style = PlotCurve::Style::POINTS;
        curve.colour = colour;
        if (hasInterval)
        {
            curve.errorBars = PlotCurve::ErrorBars::X;
        }
        const double half = row.ratio.halfWidth.value_or(0);
        curve.points.push_back(
            {row.ratio.mean, line + GetRowOffset(colour, numbers.size()), half, half});
    }
    std::set<std::string> titles;
    for (auto& [size, curve] : sizes)
    {
        curve.title = titles.insert(curve.title).second ? curve.title : "";
        plot.curves.push_back(curve);
    }
    plot.y.from = -0.7;
    plot.y.to = static_cast<double>(plot.y.tics.size());
    return plot.Draw(folder, name);
}

} // namespace ns3
