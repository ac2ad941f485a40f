/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-limits.h"

#include "metric-label.h"
#include "report-axes.h"
#include "report-csv.h"
#include "report-number.h"
#include "study-plot.h"

#include <algorithm>

namespace ns3
{

namespace
{

std::vector<ReportCombination>
GetLimitCombinations(const ReportData& data)
{
    std::vector<ReportCombination> combinations;
    for (const ReportLimit& limit : data.limits)
    {
        combinations.push_back({&limit.parameters, &limit.scenario});
    }
    return combinations;
}

/// What the limits are of: the key of the first one, since searches of a study have the same.
MetricLabel
GetLimitLabel(const ReportData& data)
{
    return data.limits.empty() ? MetricLabel{"load", ""}
                               : MetricLabel::OfKey(data.limits.front().axis);
}

ReportTable
MakeLimitTable(const ReportData& data)
{
    const std::vector<std::string> keys = GetVariedKeys(GetLimitCombinations(data));
    ReportTable table;
    for (const std::string& key : keys)
    {
        table.columns.push_back({ReportDocument::Code(key), false});
    }
    table.columns.push_back({"limit: " + GetLimitLabel(data).GetText()});
    table.columns.push_back({"95 % interval"});
    table.columns.push_back({"runs"});
    table.columns.push_back({"what broke", false});
    for (const ReportLimit& limit : data.limits)
    {
        const bool isFound = limit.problem.empty();
        std::vector<std::string> row = GetKeyValues(keys, limit.parameters);
        row.push_back(isFound ? FormatNumber(limit.limit) : "–");
        row.push_back(isFound ? FormatNumber(limit.lower) + " to " + FormatNumber(limit.upper)
                              : "–");
        row.push_back(std::to_string(limit.runs));
        row.push_back(isFound ? limit.cause : "no limit: " + limit.problem);
        table.rows.push_back(row);
    }
    return table;
}

void
WriteLimits(std::ostream& out, const ReportData& data)
{
    const std::vector<std::string> keys = GetVariedKeys(GetLimitCombinations(data));
    std::vector<std::string> header = keys;
    for (const char* name : {"axis", "limit", "lower", "upper", "runs", "cause", "problem"})
    {
        header.emplace_back(name);
    }
    WriteCsvLine(out, header);
    for (const ReportLimit& limit : data.limits)
    {
        const bool isFound = limit.problem.empty();
        std::vector<std::string> line = GetKeyValues(keys, limit.parameters);
        line.push_back(limit.axis);
        for (double value : {limit.limit, limit.lower, limit.upper})
        {
            line.push_back(isFound ? ToCsv(value) : "");
        }
        line.push_back(std::to_string(limit.runs));
        line.push_back(limit.cause);
        line.push_back(limit.problem);
        WriteCsvLine(out, line);
    }
}

StudyPlot
PlotReportLimits(const ReportItem& item, const ReportData& data, const std::string& title)
{
    const ReportAxes axes(item, GetLimitCombinations(data));
    StudyPlot plot;
    plot.title = title;
    StudyPlot::Axis values;
    values.label = GetLimitLabel(data).GetText();
    values.isLogarithmic = item.logY.value_or(true);
    plot.x = axes.HasRows() ? values : axes.GetAxis();
    plot.y = axes.HasRows() ? axes.GetAxis() : values;
    for (const std::string& series : axes.GetSeries())
    {
        PlotCurve curve;
        curve.title = series;
        curve.style = axes.HasRows() ? PlotCurve::Style::POINTS : PlotCurve::Style::LINES_POINTS;
        curve.errorBars = axes.HasRows() ? PlotCurve::ErrorBars::X : PlotCurve::ErrorBars::Y;
        plot.curves.push_back(curve);
    }
    for (std::size_t i : axes.GetOrder())
    {
        const ReportLimit& limit = data.limits[i];
        if (limit.problem.empty())
        {
            const double below = std::max(0.0, limit.limit - limit.lower);
            const double above = std::max(0.0, limit.upper - limit.limit);
            const std::size_t series = axes.GetSeriesOf(i);
            const double offset =
                axes.HasRows() ? GetRowOffset(series, axes.GetSeries().size()) : 0;
            const double place = axes.GetPlaceOf(i) + offset;
            plot.curves[series].points.push_back(
                axes.HasRows() ? PlotCurve::Point{limit.limit, place, below, above}
                               : PlotCurve::Point{place, limit.limit, below, above});
        }
    }
    return plot;
}

} // namespace

void
AddReportLimits(ReportDocument& document,
                const ReportItem& item,
                const ReportData& data,
                const std::string& folder,
                const std::string& name)
{
    const std::string title =
        item.title.empty() ? "Limits: " + GetLimitLabel(data).name : item.title;
    document.AddHeading(title);
    if (data.limits.empty())
    {
        document.AddParagraph("The study has no searches for limits.");
        return;
    }
    WriteCsvFile(folder + "/" + name + ".csv", [&](std::ostream& out) { WriteLimits(out, data); });
    PlotReportLimits(item, data, title).Draw(folder, name);
    document.AddPicture(name, title);
    document.AddParagraph(
        "A limit is the value at which half of the runs meet the requirement; its 95 % interval "
        "follows from the runs near it.");
    document.AddTable(MakeLimitTable(data));
}

} // namespace ns3
