/* SPDX-License-Identifier: GPL-2.0-only */
#include "latency-plot.h"

#include "study-plot.h"

#include <filesystem>
#include <utility>

namespace ns3
{

namespace
{

PlotCurve
MakeCurve(const LatencyHistogram& latency, const std::string& title)
{
    PlotCurve curve;
    curve.title = title;
    curve.style = PlotCurve::Style::STEPS;
    for (const auto& [seconds, share] : latency.GetCdf())
    {
        curve.points.push_back({1000 * seconds, share});
    }
    return curve;
}

PlotCurve
MakePercentiles(const RunSummary::Quantiles& known, const std::string& title)
{
    PlotCurve curve;
    curve.title = title;
    curve.style = PlotCurve::Style::POINTS;
    const std::pair<double, double> percentiles[] = {{known.p5, 0.05},
                                                     {known.p25, 0.25},
                                                     {known.p50, 0.5},
                                                     {known.p75, 0.75},
                                                     {known.p95, 0.95},
                                                     {known.p99, 0.99}};
    for (const auto& [seconds, share] : percentiles)
    {
        curve.points.push_back({1000 * seconds, share});
    }
    return curve;
}

} // namespace

bool
DrawLatencies(const std::string& path,
              const LatencyHistogram& simulated,
              const LatencyReference& reference)
{
    StudyPlot plot;
    plot.title = "Publish to delivery, all (message, receiver) pairs";
    plot.x.label = "latency, ms";
    plot.y = {"share of deliveries", false, 0, 1.02};
    plot.curves.push_back(MakeCurve(simulated, "simulation"));
    if (reference.histogram.GetCount() > 0)
    {
        plot.curves.push_back(MakeCurve(reference.histogram, "nwaku under Shadow"));
    }
    else if (reference)
    {
        plot.curves.push_back(
            MakePercentiles(reference.quantiles, "nwaku under Shadow, percentiles"));
    }
    const std::filesystem::path file(path);
    const std::string folder = file.has_parent_path() ? file.parent_path().string() : ".";
    return plot.Draw(folder, file.filename().string());
}

} // namespace ns3
