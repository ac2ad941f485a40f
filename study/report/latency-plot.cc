/* SPDX-License-Identifier: GPL-2.0-only */
#include "latency-plot.h"

#include "study-plot.h"

#include "ns3/gnuplot.h"

#include <filesystem>
#include <utility>

namespace ns3
{

namespace
{

void
AddCurve(Gnuplot& plot, const LatencyHistogram& latency, const std::string& title)
{
    Gnuplot2dDataset curve(title);
    curve.SetStyle(Gnuplot2dDataset::STEPS);
    for (const auto& point : latency.GetCdf())
    {
        curve.Add(1000 * point.first, point.second);
    }
    plot.AddDataset(curve);
}

void
AddPercentiles(Gnuplot& plot, const RunSummary::Quantiles& known, const std::string& title)
{
    Gnuplot2dDataset points(title);
    points.SetStyle(Gnuplot2dDataset::POINTS);
    const std::pair<double, double> percentiles[] = {{known.p5, 0.05},
                                                     {known.p25, 0.25},
                                                     {known.p50, 0.5},
                                                     {known.p75, 0.75},
                                                     {known.p95, 0.95},
                                                     {known.p99, 0.99}};
    for (const auto& point : percentiles)
    {
        points.Add(1000 * point.first, point.second);
    }
    plot.AddDataset(points);
}

} // namespace

bool
DrawLatencies(const std::string& path,
              const LatencyHistogram& simulated,
              const LatencyReference& reference)
{
    Gnuplot plot;
    plot.SetTitle("Publish to delivery, all (message, receiver) pairs");
    plot.SetLegend("latency, ms", "share");
    plot.SetExtra("set grid\nset key bottom right");
    AddCurve(plot, simulated, "simulation");
    if (reference.histogram.GetCount() > 0)
    {
        AddCurve(plot, reference.histogram, "nwaku under Shadow");
    }
    else if (reference)
    {
        AddPercentiles(plot, reference.quantiles, "nwaku under Shadow, percentiles");
    }
    const std::filesystem::path file(path);
    const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
    return DrawPlot(folder, file.filename().string(), plot);
}

} // namespace ns3
