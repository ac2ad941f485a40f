/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-distribution.h"

#include "metric-label.h"
#include "report-axes.h"
#include "report-csv.h"
#include "report-number.h"
#include "report-text.h"
#include "study-plot.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

/// More distribution functions than that cannot be told apart.
constexpr std::size_t MOST_DISTRIBUTIONS = 12;

/// Steps of a drawn distribution function; the CSV file has all.
constexpr double DRAWN_STEPS = 400;

/// Name and unit of a histogram's values.
MetricLabel
GetHistogramLabel(const std::string& histogram)
{
    return histogram == "latency_s" ? MetricLabel{"latency", "s"} : MetricLabel{"hops", ""};
}

uint64_t
CountAll(const RunOutcome::Histogram& histogram)
{
    uint64_t count = 0;
    for (const auto& bin : histogram)
    {
        count += bin.second;
    }
    return count;
}

const RunOutcome::Histogram&
FindHistogram(const ReportData::Cell& cell, const std::string& name)
{
    static const RunOutcome::Histogram none;
    const auto known = cell.histograms.find(name);
    return known == cell.histograms.end() ? none : known->second;
}

/// A distribution function, with as many points as a picture shows.
PlotCurve
MakeDistribution(const RunOutcome::Histogram& histogram, const std::string& title)
{
    PlotCurve curve;
    curve.title = title;
    curve.style = PlotCurve::Style::STEPS;
    const auto all = static_cast<double>(CountAll(histogram));
    double sum = 0;
    double drawn = -1;
    for (const auto& [value, count] : histogram)
    {
        if (curve.points.empty())
        {
            curve.points.push_back({value, 0});
        }
        sum += static_cast<double>(count);
        const double step = std::floor(sum / all * DRAWN_STEPS);
        if (step > drawn || value == histogram.back().first)
        {
            curve.points.push_back({value, sum / all});
            drawn = step;
        }
    }
    return curve;
}

ReportTable
MakePercentileTable(const ReportItem& item, const ReportData& data)
{
    const std::vector<std::string> keys = GetVariedKeys(GetCombinations(data));
    const std::string unit = item.distribution == "latency_s" ? ", s" : "";
    ReportTable table;
    for (const std::string& key : keys)
    {
        table.columns.push_back({ReportDocument::Code(key), false});
    }
    for (const char* name : {"runs", "deliveries"})
    {
        table.columns.push_back({name});
    }
    for (const char* name : {"mean", "5 %", "median", "95 %", "99 %", "largest"})
    {
        table.columns.push_back({name + unit});
    }
    for (const ReportData::Cell& cell : data.cells)
    {
        const RunOutcome::Histogram& histogram = FindHistogram(cell, item.distribution);
        const uint64_t count = CountAll(histogram);
        std::vector<std::string> row = GetKeyValues(keys, cell.parameters);
        row.push_back(std::to_string(cell.rngRuns.size()));
        row.push_back(std::to_string(count));
        double mean = 0;
        for (const auto& [value, number] : histogram)
        {
            mean += value * static_cast<double>(number) / static_cast<double>(count);
        }
        row.push_back(count == 0 ? "–" : FormatNumber(mean));
        for (double share : {0.05, 0.5, 0.95, 0.99, 1.0})
        {
            row.push_back(count == 0 ? "–" : FormatNumber(GetHistogramQuantile(histogram, share)));
        }
        table.rows.push_back(row);
    }
    return table;
}

/// A line for each bin.
void
WriteHistograms(std::ostream& out, const ReportItem& item, const ReportData& data)
{
    const std::vector<std::string> keys = GetVariedKeys(GetCombinations(data));
    std::vector<std::string> header = keys;
    for (const std::string& name : {item.distribution, std::string("count"), std::string("share")})
    {
        header.push_back(name);
    }
    WriteCsvLine(out, header);
    for (const ReportData::Cell& cell : data.cells)
    {
        const RunOutcome::Histogram& histogram = FindHistogram(cell, item.distribution);
        const uint64_t count = CountAll(histogram);
        uint64_t sum = 0;
        for (const auto& [value, number] : histogram)
        {
            sum += number;
            std::vector<std::string> line = GetKeyValues(keys, cell.parameters);
            line.push_back(ToCsv(value));
            line.push_back(std::to_string(number));
            line.push_back(ToCsv(static_cast<double>(sum) / static_cast<double>(count)));
            WriteCsvLine(out, line);
        }
    }
}

} // namespace

double
GetHistogramQuantile(const RunOutcome::Histogram& histogram, double share)
{
    const double rank = share * static_cast<double>(CountAll(histogram));
    double sum = 0;
    for (const auto& [value, count] : histogram)
    {
        sum += static_cast<double>(count);
        if (sum >= rank && count > 0)
        {
            return value;
        }
    }
    return histogram.empty() ? 0 : histogram.back().first;
}

void
AddReportDistribution(ReportDocument& document,
                      const ReportItem& item,
                      const ReportData& data,
                      const std::string& folder,
                      const std::string& name)
{
    const MetricLabel label = GetHistogramLabel(item.distribution);
    const std::string title = item.title.empty() ? "Distribution of " + label.name : item.title;
    document.AddHeading(title);
    WriteCsvFile(folder + "/" + name + ".csv",
                 [&](std::ostream& out) { WriteHistograms(out, item, data); });
    StudyPlot plot;
    plot.title = title;
    plot.x.label = label.GetText();
    plot.x.isLogarithmic = item.logX.value_or(false);
    plot.y = {"share of deliveries", false, 0, 1.02};
    std::size_t withRuns = 0;
    for (const ReportData::Cell& cell : data.cells)
    {
        const RunOutcome::Histogram& histogram = FindHistogram(cell, item.distribution);
        if (histogram.empty())
        {
            continue;
        }
        withRuns++;
        if (withRuns <= MOST_DISTRIBUTIONS)
        {
            const std::string series = ReportAxes::Describe(cell.parameters);
            plot.curves.push_back(
                MakeDistribution(histogram, series.empty() ? "simulated" : series));
        }
    }
    plot.Draw(folder, name);
    document.AddPicture(name, title);
    document.AddParagraph("All deliveries of all runs of a combination.");
    if (withRuns > MOST_DISTRIBUTIONS)
    {
        document.AddParagraph(JoinText("The plot shows the first ",
                                       MOST_DISTRIBUTIONS,
                                       " of ",
                                       withRuns,
                                       " combinations; the table has all."));
    }
    document.AddTable(MakePercentileTable(item, data));
}

} // namespace ns3
