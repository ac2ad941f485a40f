/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-measured.h"

#include "report-axes.h"
#include "report-csv.h"
#include "report-number.h"
#include "study-plot-page.h"

#include "ns3/comparison.h"
#include "ns3/measured-file.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace ns3
{

namespace
{

/// Points of a drawn distribution function.
constexpr std::size_t DRAWN_POINTS = 1000;

/// Repetitions of one measurement, and all together.
struct Repetitions
{
    std::vector<Measurement> each; //!< of each file
    Measurement all;               //!< merged
};

/// A line of the table.
struct MeasuredRow
{
    std::string name;                                  //!< name of the figure
    double scale{1};                                   //!< from its unit to that of the table
    std::optional<double> measured;                    //!< of all repetitions
    std::vector<double> repetitions;                   //!< of each
    double simulated{0};                               //!< of all runs
    std::optional<Bootstrap::Interval> simulatedRange; //!< its 95 % interval
    std::optional<double> error;                       //!< simulated / measured - 1
};

const ReportData::Cell&
FindCell(const MeasuredCase& measured, const ReportData& data)
{
    const ReportData::Cell* found = nullptr;
    for (const ReportData::Cell& cell : data.cells)
    {
        const bool isIt =
            std::all_of(measured.where.begin(), measured.where.end(), [&cell](const auto& wanted) {
                return std::find(cell.parameters.begin(), cell.parameters.end(), wanted) !=
                       cell.parameters.end();
            });
        if (isIt && found)
        {
            throw std::invalid_argument("measured: several combinations have " +
                                        ReportAxes::Describe(measured.where));
        }
        found = isIt ? &cell : found;
    }
    if (!found)
    {
        throw std::invalid_argument("measured: the study has no combination with " +
                                    ReportAxes::Describe(measured.where));
    }
    return *found;
}

SimulatedRuns
CollectRuns(const MeasuredCase& measured, const ReportData::Cell& cell)
{
    SimulatedRuns simulated;
    simulated.name = measured.name;
    for (std::size_t i = 0; i < cell.rngRuns.size(); i++)
    {
        SimulatedRuns::Run run = SimulatedRuns::Run::Of(cell.runHistograms.at(i));
        for (const auto& [name, values] : measured.metrics)
        {
            const auto known = cell.metrics.find(name);
            if (known != cell.metrics.end())
            {
                run.metrics[name] = known->second.at(i);
            }
        }
        simulated.runs.push_back(std::move(run));
    }
    return simulated;
}

Repetitions
ReadRepetitions(const MeasuredCase& measured)
{
    MeasuredFileOptions options;
    options.columns = measured.columns;
    options.firstMessage = measured.firstMessage;
    Repetitions repetitions;
    for (const std::string& file : measured.files)
    {
        repetitions.each.push_back(ReadMeasuredFile(file, options));
        repetitions.all.Merge(repetitions.each.back());
    }
    repetitions.all.metrics = measured.metrics;
    return repetitions;
}

/// Comparisons of each repetition with the runs, of which only the measured figures are read.
std::vector<Comparison>
CompareEach(const Repetitions& repetitions, const SimulatedRuns& simulated)
{
    std::vector<Comparison> comparisons;
    for (const Measurement& one : repetitions.each)
    {
        if (repetitions.each.size() > 1)
        {
            comparisons.push_back(Comparison::Of(one, simulated, Bootstrap(100)));
        }
    }
    return comparisons;
}

MeasuredRow
MakeRow(const Comparison::Figure& figure, const std::string& name, double scale)
{
    MeasuredRow row;
    row.name = name;
    row.scale = scale;
    row.measured = figure.measured;
    row.simulated = figure.simulated;
    row.simulatedRange = figure.simulatedRange;
    row.error = figure.error;
    return row;
}

MeasuredRow
MakeScoreRow(const Comparison::Score& score, const std::string& name)
{
    MeasuredRow row;
    row.name = name;
    row.simulated = score.value;
    row.simulatedRange = score.range;
    return row;
}

void
AddHops(const Comparison& comparison,
        const std::vector<Comparison>& each,
        std::vector<MeasuredRow>& rows)
{
    const auto getShare = [](const SampleDistribution& hops, double number) {
        return hops.GetShareUpTo(number) - hops.GetShareUpTo(number - 1);
    };
    const double most = std::max(comparison.measuredHops.GetPercentile(100),
                                 comparison.simulatedHops.GetPercentile(100));
    for (double hops = 0; hops <= std::min(most, 20.0); hops++)
    {
        MeasuredRow row;
        row.name =
            "receivers " + FormatNumber(hops) + (hops == 1 ? " hop away" : " hops away") + ", %";
        row.scale = 100;
        row.measured = getShare(comparison.measuredHops, hops);
        row.simulated = getShare(comparison.simulatedHops, hops);
        for (const Comparison& one : each)
        {
            row.repetitions.push_back(getShare(one.measuredHops, hops));
        }
        if (*row.measured > 0 || row.simulated > 0)
        {
            rows.push_back(row);
        }
    }
}

std::vector<MeasuredRow>
MakeRows(const MeasuredCase& measured,
         const Comparison& comparison,
         const std::vector<Comparison>& each)
{
    std::vector<MeasuredRow> rows;
    for (std::size_t i = 0; i < comparison.latency.size(); i++)
    {
        const Comparison::Figure& figure = comparison.latency[i];
        rows.push_back(MakeRow(figure, "latency, " + figure.name + ", ms", 1000));
        for (const Comparison& one : each)
        {
            rows.back().repetitions.push_back(one.latency.at(i).measured);
        }
    }
    if (comparison.scores)
    {
        rows.push_back(MakeScoreRow(comparison.scores->kolmogorov, "Kolmogorov-Smirnov distance"));
        for (std::size_t i = 1; i < each.size(); i++)
        {
            // How far repetitions are from each other is the least that can be asked for.
            rows.back().repetitions.push_back(
                each[0].measured.GetKolmogorovSmirnovDistance(each[i].measured));
        }
        rows.push_back(MakeScoreRow(comparison.scores->agreement, "agreement"));
        for (std::size_t i = 1; i < each.size(); i++)
        {
            rows.back().repetitions.push_back(
                Comparison::GetAgreement(each[0].measured, each[i].measured));
        }
    }
    if (comparison.hopScores)
    {
        AddHops(comparison, each, rows);
    }
    for (const Comparison::Figure& figure : comparison.metrics)
    {
        rows.push_back(MakeRow(figure, figure.name, 1));
        const std::vector<double>& values = measured.metrics.at(figure.name);
        if (values.size() > 1)
        {
            rows.back().repetitions = values;
        }
    }
    return rows;
}

std::string
DescribeRange(double lower, double upper)
{
    return FormatNumber(lower) + " to " + FormatNumber(upper);
}

std::string
DescribeRepetitions(const MeasuredRow& row)
{
    if (row.repetitions.empty())
    {
        return "";
    }
    const auto [least, most] = std::minmax_element(row.repetitions.begin(), row.repetitions.end());
    return *least == *most ? FormatNumber(row.scale * *least)
                           : DescribeRange(row.scale * *least, row.scale * *most);
}

std::string
DescribeError(const std::optional<double>& error)
{
    if (!error || !std::isfinite(*error))
    {
        return "";
    }
    std::ostringstream text;
    text << std::showpos << std::fixed << std::setprecision(1) << 100 * *error << " %";
    return text.str();
}

void
AddToTable(ReportTable& table, const std::string& name, const std::vector<MeasuredRow>& rows)
{
    for (const MeasuredRow& row : rows)
    {
        std::string simulated = FormatNumber(row.scale * row.simulated);
        if (row.simulatedRange)
        {
            simulated += " (" +
                         DescribeRange(row.scale * row.simulatedRange->lower,
                                       row.scale * row.simulatedRange->upper) +
                         ")";
        }
        table.rows.push_back({&row == &rows.front() ? name : "",
                              row.name,
                              row.measured ? FormatNumber(row.scale * *row.measured) : "",
                              DescribeRepetitions(row),
                              simulated,
                              DescribeError(row.error)});
    }
}

void
AddToCsv(std::ostream& out, const std::string& name, const std::vector<MeasuredRow>& rows)
{
    for (const MeasuredRow& row : rows)
    {
        std::vector<std::string> line = {name, row.name};
        const auto add = [&line, &row](std::optional<double> value) {
            line.push_back(ToCsv(value ? std::make_optional(row.scale * *value) : std::nullopt));
        };
        const auto end = [&row](bool isLower) -> std::optional<double> {
            if (row.repetitions.empty())
            {
                return std::nullopt;
            }
            const auto ends = std::minmax_element(row.repetitions.begin(), row.repetitions.end());
            return isLower ? *ends.first : *ends.second;
        };
        add(row.measured);
        add(end(true));
        add(end(false));
        add(row.simulated);
        add(row.simulatedRange ? std::make_optional(row.simulatedRange->lower) : std::nullopt);
        add(row.simulatedRange ? std::make_optional(row.simulatedRange->upper) : std::nullopt);
        line.push_back(ToCsv(row.error));
        WriteCsvLine(out, line);
    }
}

PlotCurve
MakeCurve(const SampleDistribution& distribution, const std::string& title)
{
    PlotCurve curve;
    curve.title = title;
    curve.style = PlotCurve::Style::STEPS;
    const auto cdf = distribution.GetCdf();
    const std::size_t stride = std::max<std::size_t>(1, cdf.size() / DRAWN_POINTS);
    for (std::size_t i = 0; i < cdf.size(); i++)
    {
        if (i % stride == 0 || i + 1 == cdf.size())
        {
            curve.points.push_back({1000 * cdf[i].first, cdf[i].second});
        }
    }
    return curve;
}

StudyPlot
MakePlot(const Comparison& comparison, const std::vector<Comparison>& each)
{
    StudyPlot plot;
    plot.title = comparison.name;
    plot.x.label = "publish to delivery, ms";
    plot.y = {"share of deliveries", false, 0, 1.02};
    for (std::size_t i = 0; i < each.size(); i++)
    {
        plot.curves.push_back(MakeCurve(each[i].measured, "measured, " + std::to_string(i + 1)));
    }
    if (each.empty())
    {
        plot.curves.push_back(MakeCurve(comparison.measured, "measured"));
    }
    plot.curves.push_back(MakeCurve(comparison.simulated, "simulated"));
    return plot;
}

} // namespace

void
AddReportMeasured(ReportDocument& document,
                  const ReportItem& item,
                  const ReportData& data,
                  const std::string& folder,
                  const std::string& name)
{
    const std::string title = item.title.empty() ? "Real nodes beside the simulation" : item.title;
    document.AddHeading(title);
    ReportTable table;
    table.columns = {{"case", false},
                     {"figure", false},
                     {"measured"},
                     {"repetitions"},
                     {"simulated (95 % interval)"},
                     {"error"}};
    StudyPlotPage page;
    std::ostringstream csv;
    WriteCsvLine(csv,
                 {"case",
                  "figure",
                  "measured",
                  "repetitions_lowest",
                  "repetitions_highest",
                  "simulated",
                  "simulated_lower",
                  "simulated_upper",
                  "error"});
    for (const MeasuredCase& measured : item.measured)
    {
        const SimulatedRuns simulated = CollectRuns(measured, FindCell(measured, data));
        if (simulated.runs.empty())
        {
            document.AddWarning(measured.name + ": no run ended well.");
            continue;
        }
        const Repetitions repetitions = ReadRepetitions(measured);
        const Comparison comparison = Comparison::Of(repetitions.all, simulated);
        const std::vector<Comparison> each = CompareEach(repetitions, simulated);
        const std::vector<MeasuredRow> rows = MakeRows(measured, comparison, each);
        AddToTable(table, measured.name, rows);
        AddToCsv(csv, measured.name, rows);
        if (!comparison.latency.empty())
        {
            page.plots.push_back(MakePlot(comparison, each));
        }
    }
    WriteCsvFile(folder + "/" + name + ".csv", [&csv](std::ostream& out) { out << csv.str(); });
    if (!page.plots.empty())
    {
        page.Draw(folder, name);
        document.AddPicture(name, "Distribution functions of measured and simulated latencies");
    }
    document.AddTable(table);
    document.AddParagraph(
        "Repetitions of a measurement show what can be asked for: figures of each, and for "
        "distance "
        "and agreement those of two repetitions. Intervals are a bootstrap's over runs.");
}

} // namespace ns3
