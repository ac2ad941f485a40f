/* SPDX-License-Identifier: GPL-2.0-only */
#include "scaling-plot.h"

#include "ns3/gnuplot.h"
#include "ns3/study-plot.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace ns3
{

namespace
{

constexpr double MEGABYTE = 1e6;
constexpr double DAY_HOURS = 24;
constexpr int POINTS_PER_DECADE = 10;

bool
IsLoad(const ScalingCase& scalingCase)
{
    return scalingCase.quantity == ScalingCase::Quantity::BYTES_PER_HOUR ||
           scalingCase.quantity == ScalingCase::Quantity::BYTES_PER_DAY;
}

double
MegabytesPerHour(const ScalingCase& scalingCase, double users)
{
    const bool daily = scalingCase.quantity == ScalingCase::Quantity::BYTES_PER_DAY;
    return scalingCase.evaluate(users) / MEGABYTE / (daily ? DAY_HOURS : 1);
}

/** \return numbers of users evenly spread on a logarithmic axis, even so that graphs exist */
std::vector<double>
Axis(const std::vector<double>& users)
{
    double low = 100;
    double high = 1000000;
    if (!users.empty())
    {
        low = *std::min_element(users.begin(), users.end());
        high = *std::max_element(users.begin(), users.end());
        high = high > low ? high : 10 * low;
    }
    const int steps = std::max(1, static_cast<int>(POINTS_PER_DECADE * std::log10(high / low)));
    std::vector<double> axis;
    for (int i = 0; i <= steps; ++i)
    {
        const double n = low * std::pow(high / low, static_cast<double>(i) / steps);
        axis.push_back(2 * std::max(1.0, std::round(n / 2)));
    }
    axis.erase(std::unique(axis.begin(), axis.end()), axis.end());
    return axis;
}

/** \return a gnuplot command that fills a horizontal band */
std::string
Band(int number, const std::string& low, const std::string& high, const std::string& colour)
{
    return "set object " + std::to_string(number) + " rectangle from graph 0, " + low +
           " to graph 1, " + high + " behind fillcolor rgb \"" + colour +
           "\" fillstyle solid 0.2 noborder";
}

std::string
MakeScript(const std::string& picture,
           const ScalingReport& report,
           const std::vector<double>& users)
{
    const std::vector<double> axis = Axis(users);
    double lowest = 1;
    double highest = 10000;
    int lines = 0;
    Gnuplot plot(picture, report.model + ": received load per node");
    plot.SetTerminal("pngcairo size 1600,900 font \"sans,14\"");
    plot.SetLegend("number of users", "MB/hour");
    for (const auto& scalingCase : report.cases)
    {
        if (!IsLoad(scalingCase))
        {
            continue;
        }
        Gnuplot2dDataset line(scalingCase.legend);
        line.SetStyle(Gnuplot2dDataset::LINES);
        // Lines beyond the last colour are dashed.
        const auto colours = static_cast<int>(GetPlotColours().size());
        line.SetExtra("linewidth 3 linecolor rgb \"" + GetPlotColours().at(lines % colours) +
                      "\" dashtype " + std::to_string(lines / colours + 1));
        bool empty = true;
        for (const double n : axis)
        {
            const double load = MegabytesPerHour(scalingCase, n);
            if (load > 0) // a logarithmic axis cannot show 0
            {
                line.Add(n, load);
                empty = false;
                lowest = std::min(lowest, load);
                highest = std::max(highest, load);
            }
        }
        if (!empty)
        {
            plot.AddDataset(line);
            ++lines;
        }
    }
    if (lines == 0)
    {
        throw std::domain_error("there is nothing to plot: all loads are 0");
    }

    std::ostringstream ranges;
    ranges << "set xrange [" << axis.front() << ":" << axis.back() << "]\n"
           << "set yrange [" << std::pow(10, std::floor(std::log10(lowest))) << ":"
           << std::pow(10, std::ceil(std::log10(highest))) << "]";
    plot.AppendExtra("set logscale xy");
    plot.AppendExtra(ranges.str());
    plot.AppendExtra("set key outside bottom center horizontal Left reverse height 0.7");
    plot.AppendExtra("set grid");
    plot.AppendExtra(Band(1, "graph 0", "first 10", "blue"));
    plot.AppendExtra(Band(2, "first 10", "first 100", "green"));
    plot.AppendExtra(Band(3, "first 100", "first 3000", "orange"));
    plot.AppendExtra(Band(4, "first 3000", "graph 1", "red"));

    std::ostringstream script;
    plot.GenerateOutput(script);
    return script.str();
}

/**
 * Run the gnuplot program on a script. The script is passed in a file, since a broken pipe would
 * end this program.
 */
void
RunGnuplot(const std::string& script)
{
    char path[] = "/tmp/waku-scaling-plot-XXXXXX";
    const int descriptor = mkstemp(path);
    if (descriptor < 0)
    {
        throw std::runtime_error("cannot write a gnuplot script to /tmp");
    }
    FILE* file = fdopen(descriptor, "w");
    const std::size_t written = std::fwrite(script.data(), 1, script.size(), file);
    const bool whole = std::fclose(file) == 0 && written == script.size();
    const int status = whole ? std::system((std::string("gnuplot ") + path).c_str()) : -1;
    std::remove(path);
    if (status != 0)
    {
        throw std::runtime_error("gnuplot failed; is it installed, and the folder writable?");
    }
}

} // namespace

void
WriteScalingPlot(const std::string& file,
                 const ScalingReport& report,
                 const std::vector<double>& users)
{
    const std::size_t dot = file.rfind('.');
    const std::string ending = dot == std::string::npos ? "" : file.substr(dot);
    if (file.find_first_of("\"\\\n") != std::string::npos)
    {
        throw std::invalid_argument("plot file \"" + file +
                                    "\": quotation marks, backslashes and line ends are not "
                                    "allowed in its name");
    }
    if (ending == ".png")
    {
        RunGnuplot(MakeScript(file, report, users));
        return;
    }
    if (ending != ".plt" && ending != ".gp" && ending != ".gnuplot")
    {
        throw std::invalid_argument("plot file \"" + file +
                                    "\" must end in .png, .plt, .gp or .gnuplot");
    }
    const std::string script = MakeScript(file.substr(0, dot) + ".png", report, users);
    std::ofstream os(file);
    os << script;
    if (!os.flush())
    {
        throw std::runtime_error("cannot write \"" + file + "\"");
    }
}

} // namespace ns3
