/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-plot.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

namespace ns3
{

bool
DrawPlot(const std::string& folder, const std::string& name, Gnuplot plot)
{
    const std::string script = name + ".plt";
    plot.SetOutputFilename(name + ".png");
    plot.SetTerminal("png size 900,600");
    std::ofstream out(folder + "/" + script);
    plot.GenerateOutput(out);
    out.close();
    NS_ABORT_MSG_IF(!out, "can't write " << folder << "/" << script);
    const std::string command = "cd '" + folder + "' && gnuplot '" + script + "' 2>/dev/null";
    return std::system(command.c_str()) == 0;
}

bool
DrawRatios(const std::string& folder, const std::string& name, const std::vector<StudyRow>& rows)
{
    Gnuplot plot;
    const bool hasIntervals = std::any_of(rows.begin(), rows.end(), [](const StudyRow& row) {
        return row.ratio.halfWidth.has_value();
    });
    plot.SetTitle(std::string("Simulated to closed form") +
                  (hasIntervals ? ", with 95 % confidence intervals" : ""));
    plot.SetLegend("ratio", "");
    std::vector<std::string> names;
    // A dataset has error bars on all of its points or on none.
    std::map<std::pair<uint32_t, bool>, Gnuplot2dDataset> sizes;
    for (const StudyRow& row : rows)
    {
        auto known = std::find(names.begin(), names.end(), row.name);
        const auto line = static_cast<double>(known - names.begin());
        if (known == names.end())
        {
            names.push_back(row.name);
        }
        const auto& interval = row.ratio.halfWidth;
        Gnuplot2dDataset& points =
            sizes
                .emplace(std::make_pair(row.nodes, interval.has_value()),
                         Gnuplot2dDataset(std::to_string(row.nodes) + " nodes"))
                .first->second;
        points.SetStyle(Gnuplot2dDataset::POINTS);
        if (interval)
        {
            points.SetErrorBars(Gnuplot2dDataset::X);
            points.Add(row.ratio.mean, line, *interval);
        }
        else
        {
            points.Add(row.ratio.mean, line);
        }
    }
    for (const auto& size : sizes)
    {
        plot.AddDataset(size.second);
    }
    std::ostringstream extra;
    extra << "set yrange [" << names.size() << ":-1]\nset grid\nset key bottom right\nset ytics (";
    for (std::size_t i = 0; i < names.size(); i++)
    {
        extra << (i > 0 ? ", " : "") << "\"" << names[i] << "\" " << i;
    }
    extra << ")\nset arrow from 1, graph 0 to 1, graph 1 nohead dashtype 2";
    plot.SetExtra(extra.str());
    return DrawPlot(folder, name, plot);
}

} // namespace ns3
