/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-relative.h"

#include "metric-label.h"
#include "report-axes.h"
#include "report-csv.h"
#include "report-number.h"
#include "study-plot.h"

#include "ns3/study-confidence-interval.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>

namespace ns3
{

namespace
{

constexpr double PER_CENT = 100;

/// The value of a parameter; empty if it is not there.
std::string
GetParameter(const ReportParameters& parameters, const std::string& key)
{
    for (const auto& [name, value] : parameters)
    {
        if (name == key)
        {
            return value;
        }
    }
    return "";
}

/// Whether parameters are those to compare with.
bool
IsBase(const ReportItem& item, const ReportParameters& parameters)
{
    return std::all_of(item.relativeTo.begin(), item.relativeTo.end(), [&](const auto& wanted) {
        return GetParameter(parameters, wanted.first) == wanted.second;
    });
}

/// Parameters without those that tell what is compared with what.
ReportParameters
GetRest(const ReportItem& item, ReportParameters parameters)
{
    const auto isCompared = [&item](const auto& parameter) {
        return std::any_of(
            item.relativeTo.begin(),
            item.relativeTo.end(),
            [&parameter](const auto& wanted) { return wanted.first == parameter.first; });
    };
    parameters.erase(std::remove_if(parameters.begin(), parameters.end(), isCompared),
                     parameters.end());
    return parameters;
}

/// Differences of a metric in per cent, for the runs that two cells both have.
std::vector<double>
GetDifferences(const ReportData::Cell& cell,
               const ReportData::Cell& base,
               const std::string& metric)
{
    std::vector<double> differences;
    const auto values = cell.metrics.find(metric);
    const auto others = base.metrics.find(metric);
    if (values == cell.metrics.end() || others == base.metrics.end())
    {
        return differences;
    }
    for (std::size_t i = 0; i < cell.rngRuns.size(); i++)
    {
        const auto same = std::find(base.rngRuns.begin(), base.rngRuns.end(), cell.rngRuns[i]);
        if (same != base.rngRuns.end())
        {
            const double other = others->second.at(same - base.rngRuns.begin());
            const double difference = PER_CENT * (values->second.at(i) / other - 1);
            if (std::isfinite(difference))
            {
                differences.push_back(difference);
            }
        }
    }
    return differences;
}

/// Combinations beside those that they are compared with.
struct RelativeValues
{
    ReportData shown; //!< the combinations that are compared with others
    /** Differences by combination and metric. */
    std::vector<std::vector<ConfidenceInterval>> differences;
    std::vector<std::vector<std::size_t>> runs; //!< number of differences, likewise
};

RelativeValues
Compare(const ReportItem& item, const ReportData& data)
{
    std::map<ReportParameters, const ReportData::Cell*> bases;
    for (const ReportData::Cell& cell : data.cells)
    {
        if (IsBase(item, cell.parameters))
        {
            bases[GetRest(item, cell.parameters)] = &cell;
        }
    }
    RelativeValues relative;
    for (const ReportData::Cell& cell : data.cells)
    {
        const auto base = bases.find(GetRest(item, cell.parameters));
        if (IsBase(item, cell.parameters) || base == bases.end())
        {
            continue;
        }
        relative.shown.cells.push_back(cell);
        relative.differences.emplace_back();
        relative.runs.emplace_back();
        for (const std::string& metric : item.metrics)
        {
            const std::vector<double> values = GetDifferences(cell, *base->second, metric);
            relative.differences.back().push_back(ConfidenceInterval::Of(values));
            relative.runs.back().push_back(values.size());
        }
    }
    if (relative.shown.cells.empty() && !data.cells.empty())
    {
        throw std::invalid_argument("relative_to: the study has no combination with " +
                                    ReportAxes::Describe(item.relativeTo) +
                                    " beside others of the same remaining parameters");
    }
    return relative;
}

/// Stop if no run has one of the metrics.
void
CheckMetrics(const ReportItem& item, const RelativeValues& relative)
{
    for (std::size_t i = 0; i < item.metrics.size(); i++)
    {
        bool hasRuns = false;
        bool hasMetric = false;
        for (std::size_t cell = 0; cell < relative.runs.size(); cell++)
        {
            hasRuns = hasRuns || !relative.shown.cells[cell].rngRuns.empty();
            hasMetric = hasMetric || relative.runs[cell][i] > 0;
        }
        if (hasRuns && !hasMetric)
        {
            throw std::invalid_argument("no runs to compare have the metric " + item.metrics[i]);
        }
    }
}

/// Leave out the keys that tell what is compared, if all that is shown has the same values of them.
void
DropSameKeys(const ReportItem& item, ReportData& shown)
{
    const auto isSame = [&](const auto& wanted) {
        return std::all_of(shown.cells.begin(), shown.cells.end(), [&](const auto& cell) {
            return GetParameter(cell.parameters, wanted.first) ==
                   GetParameter(shown.cells.front().parameters, wanted.first);
        });
    };
    if (std::all_of(item.relativeTo.begin(), item.relativeTo.end(), isSame))
    {
        for (ReportData::Cell& cell : shown.cells)
        {
            cell.parameters = GetRest(item, cell.parameters);
        }
    }
}

/// A difference with its sign and one digit after the point, such as "+1.3 ± 0.4".
std::string
DescribeDifference(const ConfidenceInterval& difference, std::size_t runs)
{
    if (runs == 0)
    {
        return "–";
    }
    char text[64];
    std::snprintf(text, sizeof(text), "%+.1f", difference.mean);
    std::string described = text;
    if (difference.halfWidth)
    {
        std::snprintf(text, sizeof(text), " ± %.1f", *difference.halfWidth);
        described += text;
    }
    return described;
}

ReportTable
MakeRelativeTable(const ReportItem& item, const RelativeValues& relative)
{
    const std::vector<std::string> keys = GetVariedKeys(GetCombinations(relative.shown));
    ReportTable table;
    for (const std::string& key : keys)
    {
        table.columns.push_back({ReportDocument::Code(key), false});
    }
    table.columns.push_back({"runs"});
    for (const std::string& metric : item.metrics)
    {
        table.columns.push_back({MetricLabel::OfMetric(metric).name + ", %"});
    }
    for (std::size_t cell = 0; cell < relative.differences.size(); cell++)
    {
        const auto& runs = relative.runs[cell];
        std::vector<std::string> row = GetKeyValues(keys, relative.shown.cells[cell].parameters);
        row.push_back(std::to_string(*std::max_element(runs.begin(), runs.end())));
        for (std::size_t i = 0; i < item.metrics.size(); i++)
        {
            row.push_back(DescribeDifference(relative.differences[cell][i], runs[i]));
        }
        table.rows.push_back(row);
    }
    std::vector<std::string> largest(keys.size() + 1);
    largest.front() = "largest";
    for (std::size_t i = 0; i < item.metrics.size(); i++)
    {
        ConfidenceInterval most;
        std::size_t runs = 0;
        for (std::size_t cell = 0; cell < relative.differences.size(); cell++)
        {
            const double mean = relative.differences[cell][i].mean;
            most.mean = std::abs(mean) > std::abs(most.mean) ? mean : most.mean;
            runs += relative.runs[cell][i];
        }
        largest.push_back(DescribeDifference(most, runs));
    }
    table.rows.push_back(largest);
    return table;
}

void
WriteRelative(std::ostream& out, const ReportItem& item, const RelativeValues& relative)
{
    const std::vector<std::string> keys = GetVariedKeys(GetCombinations(relative.shown));
    std::vector<std::string> header = keys;
    for (const char* name : {"metric", "runs", "difference_percent", "ci95"})
    {
        header.emplace_back(name);
    }
    WriteCsvLine(out, header);
    for (std::size_t cell = 0; cell < relative.differences.size(); cell++)
    {
        for (std::size_t i = 0; i < item.metrics.size(); i++)
        {
            const ConfidenceInterval& difference = relative.differences[cell][i];
            const std::size_t runs = relative.runs[cell][i];
            std::vector<std::string> line =
                GetKeyValues(keys, relative.shown.cells[cell].parameters);
            line.push_back(item.metrics[i]);
            line.push_back(std::to_string(runs));
            line.push_back(runs > 0 ? ToCsv(difference.mean) : "");
            line.push_back(ToCsv(difference.halfWidth));
            WriteCsvLine(out, line);
        }
    }
}

StudyPlot
PlotRelative(const ReportItem& item, const RelativeValues& relative, const std::string& title)
{
    const ReportAxes axes(item, GetCombinations(relative.shown));
    StudyPlot plot;
    plot.title = title;
    StudyPlot::Axis values;
    values.label = "difference to " + ReportAxes::Describe(item.relativeTo) + " (%)";
    plot.x = axes.HasRows() ? values : axes.GetAxis();
    plot.y = axes.HasRows() ? axes.GetAxis() : values;
    const std::size_t curves = axes.GetSeries().size() * item.metrics.size();
    for (std::size_t series = 0; series < axes.GetSeries().size(); series++)
    {
        for (std::size_t i = 0; i < item.metrics.size(); i++)
        {
            PlotCurve curve;
            const std::string& name = axes.GetSeries()[series];
            curve.title =
                (name.empty() ? "" : name + ", ") + MetricLabel::OfMetric(item.metrics[i]).name;
            curve.style =
                axes.HasRows() ? PlotCurve::Style::POINTS : PlotCurve::Style::LINES_POINTS;
            const double offset = axes.HasRows() ? GetRowOffset(plot.curves.size(), curves) : 0;
            for (std::size_t cell : axes.GetOrder())
            {
                if (axes.GetSeriesOf(cell) == series && relative.runs[cell][i] > 0)
                {
                    const double place = axes.GetPlaceOf(cell) + offset;
                    const double mean = relative.differences[cell][i].mean;
                    curve.points.push_back(axes.HasRows() ? PlotCurve::Point{mean, place}
                                                          : PlotCurve::Point{place, mean});
                }
            }
            plot.curves.push_back(curve);
        }
    }
    return plot;
}

} // namespace

void
AddReportRelative(ReportDocument& document,
                  const ReportItem& item,
                  const ReportData& data,
                  const std::string& folder,
                  const std::string& name)
{
    RelativeValues relative = Compare(item, data);
    CheckMetrics(item, relative);
    DropSameKeys(item, relative.shown);
    const std::string title =
        item.title.empty() ? "Difference to the runs with " + ReportAxes::Describe(item.relativeTo)
                           : item.title;
    document.AddHeading(title);
    WriteCsvFile(folder + "/" + name + ".csv",
                 [&](std::ostream& out) { WriteRelative(out, item, relative); });
    PlotRelative(item, relative, title).Draw(folder, name);
    document.AddPicture(name, title);
    document.AddParagraph("Differences to the runs with " + ReportAxes::Describe(item.relativeTo) +
                          " and the same RngRun, in per cent. The last row has the largest.");
    document.AddTable(MakeRelativeTable(item, relative));
}

} // namespace ns3
