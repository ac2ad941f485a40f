/* SPDX-License-Identifier: GPL-2.0-only */
#include "comparison-report.h"

#include "csv-line.h"

#include "ns3/report-document.h"
#include "ns3/study-plot.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>

namespace ns3
{

namespace
{

/// Curves of a plot beside the measured one.
constexpr std::size_t MOST_CURVES = 7;

/// A number of so many digits after the point.
std::string
WriteFixed(double value, int digits)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return std::isfinite(value) ? text.str() : "-";
}

/// A number of about five digits.
std::string
WriteShort(double value)
{
    std::ostringstream text;
    text << std::setprecision(5) << value;
    return std::isfinite(value) ? text.str() : "-";
}

using WriteNumber = std::string (*)(double);

std::string
WriteMilliseconds(double seconds)
{
    return WriteFixed(1000 * seconds, 1);
}

std::string
WritePercentage(double share)
{
    return (share >= 0 ? "+" : "") + WriteFixed(100 * share, 1) + " %";
}

std::string
WriteThree(double value)
{
    return WriteFixed(value, 3);
}

/// A value with its interval.
std::string
WriteWithRange(double value, const std::optional<Bootstrap::Interval>& range, WriteNumber write)
{
    return write(value) +
           (range ? " (" + write(range->lower) + " to " + write(range->upper) + ")" : "");
}

ReportTable
MakeFigureTable(const std::vector<Comparison::Figure>& figures,
                const std::string& title,
                WriteNumber write)
{
    ReportTable table;
    table.columns = {{title, false}, {"measured"}, {"simulated"}, {"error"}};
    for (const Comparison::Figure& figure : figures)
    {
        table.rows.push_back({figure.name,
                              WriteWithRange(figure.measured, figure.measuredRange, write),
                              WriteWithRange(figure.simulated, figure.simulatedRange, write),
                              WriteWithRange(figure.error, figure.errorRange, WritePercentage)});
    }
    return table;
}

ReportTable
MakeHopTable(const Comparison& comparison)
{
    ReportTable table;
    table.columns = {{"hops"}, {"measured"}, {"simulated"}};
    const auto getShare = [](const SampleDistribution& hops, double number) {
        return hops.GetShareUpTo(number) - hops.GetShareUpTo(number - 1);
    };
    const double most = std::max(comparison.measuredHops.GetPercentile(100),
                                 comparison.simulatedHops.GetPercentile(100));
    for (double hops = 0; hops <= std::min(most, 50.0); hops++)
    {
        const double measured = getShare(comparison.measuredHops, hops);
        const double simulated = getShare(comparison.simulatedHops, hops);
        if (measured > 0 || simulated > 0)
        {
            table.rows.push_back({WriteFixed(hops, 0),
                                  WriteFixed(100 * measured, 1) + " %",
                                  WriteFixed(100 * simulated, 1) + " %"});
        }
    }
    table.rows.push_back({"mean",
                          WriteFixed(comparison.measuredHops.GetMean(), 2),
                          WriteFixed(comparison.simulatedHops.GetMean(), 2)});
    return table;
}

ReportTable
MakeScoreTable(const std::vector<Comparison>& comparisons)
{
    ReportTable table;
    table.columns = {{"simulation", false},
                     {"agreement"},
                     {"Kolmogorov-Smirnov"},
                     {"Wasserstein, ms"},
                     {"runs"}};
    for (const Comparison& comparison : comparisons)
    {
        if (comparison.scores)
        {
            const Comparison::Scores& scores = *comparison.scores;
            table.rows.push_back(
                {comparison.name,
                 WriteWithRange(scores.agreement.value, scores.agreement.range, WriteThree),
                 WriteWithRange(scores.kolmogorov.value, scores.kolmogorov.range, WriteThree),
                 WriteWithRange(scores.wasserstein.value,
                                scores.wasserstein.range,
                                WriteMilliseconds),
                 std::to_string(comparison.runs)});
        }
    }
    return table;
}

ReportTable
MakeTheoryTable(const std::vector<ComparedTheory>& theory)
{
    ReportTable table;
    table.columns = {{"closed form", false},
                     {"simulation", false},
                     {"predicts", false},
                     {"closed form"},
                     {"simulated"},
                     {"measured"},
                     {"error of the closed form"}};
    for (const ComparedTheory& one : theory)
    {
        table.rows.push_back(
            {one.name,
             one.simulation,
             one.reading,
             WriteShort(one.closedForm),
             one.simulated ? WriteShort(*one.simulated) : "-",
             one.measured ? WriteShort(*one.measured) : "-",
             one.measured ? WritePercentage(one.closedForm / *one.measured - 1) : "-"});
    }
    return table;
}

/// What the intervals are of.
std::string
DescribeIntervals(const Comparison& comparison)
{
    std::string text;
    if (!comparison.groupedBy.empty())
    {
        text = std::to_string(comparison.groups) + " measured " + comparison.groupedBy + "s";
    }
    if (comparison.runs > 1)
    {
        text += (text.empty() ? "" : " and ") + std::to_string(comparison.runs) + " simulated runs";
    }
    return text.empty() ? "There are no intervals, since there is one simulated run, and "
                          "measurements are not told apart by message or node."
                        : "In parentheses: 95 % intervals over " + text + ".";
}

/// Calls with each heading, paragraph and table.
template <typename Heading, typename Paragraph, typename Table>
void
ForEachPart(const ComparisonReport& report, Heading heading, Paragraph paragraph, Table table)
{
    const ReportTable scores = MakeScoreTable(report.comparisons);
    if (!scores.rows.empty())
    {
        heading("Agreement of latencies");
        table(scores);
        paragraph(
            "Agreement is 1 - W / m, at least 0: W is the difference between a percentile of the "
            "measured latencies and the same percentile of the simulated ones, in the mean over "
            "all percentiles (the 1-Wasserstein distance), and m is the mean of the measured "
            "latencies. 1 says that the distributions are the same, 0.97 that latencies are wrong "
            "by 3 % of the mean latency.");
    }
    for (const Comparison& comparison : report.comparisons)
    {
        heading(comparison.name);
        if (!comparison.latency.empty())
        {
            table(MakeFigureTable(comparison.latency, "latency, ms", WriteMilliseconds));
            paragraph(DescribeIntervals(comparison) +
                      (comparison.fromPercentiles
                           ? " Of the measurement only percentiles are known, so distances are "
                             "those of latencies evenly spread between them."
                           : ""));
        }
        if (comparison.hopScores)
        {
            table(MakeHopTable(comparison));
        }
        if (!comparison.metrics.empty())
        {
            table(MakeFigureTable(comparison.metrics, "metric", WriteShort));
        }
    }
    if (!report.theory.empty())
    {
        heading("Closed forms");
        table(MakeTheoryTable(report.theory));
    }
}

void
CloseFile(std::ofstream& out, const std::string& path)
{
    out.close();
    if (!out)
    {
        throw std::runtime_error("can't write " + path);
    }
}

} // namespace

void
ComparisonReport::WriteTables(std::ostream& out) const
{
    ForEachPart(
        *this,
        [&](const std::string& text) { out << "## " << text << "\n\n"; },
        [&](const std::string& text) { out << text << "\n\n"; },
        [&](const ReportTable& table) {
            table.WriteMarkdown(out);
            out << "\n";
        });
}

void
ComparisonReport::WriteCsv(const std::string& path) const
{
    std::ofstream out(path);
    out << std::setprecision(9)
        << "simulation,figure,measured,measured_lower,measured_upper,simulated,simulated_lower,"
           "simulated_upper,error,error_lower,error_upper\n";
    const auto writeRange = [&](double value, const std::optional<Bootstrap::Interval>& range) {
        out << "," << value << ",";
        range ? out << range->lower << "," << range->upper : out << ",";
    };
    for (const Comparison& comparison : comparisons)
    {
        const auto writeFigure = [&](const Comparison::Figure& figure, const std::string& prefix) {
            out << QuoteCsvField(comparison.name) << "," << prefix << figure.name;
            writeRange(figure.measured, figure.measuredRange);
            writeRange(figure.simulated, figure.simulatedRange);
            writeRange(figure.error, figure.errorRange);
            out << "\n";
        };
        const auto writeScore = [&](const Comparison::Score& score, const std::string& name) {
            out << QuoteCsvField(comparison.name) << "," << name << ",,,";
            writeRange(score.value, score.range);
            out << ",,,\n";
        };
        for (const Comparison::Figure& figure : comparison.latency)
        {
            writeFigure(figure, "latency_s.");
        }
        for (const auto& [scores, prefix] : {std::make_pair(comparison.scores, "latency_s."),
                                             std::make_pair(comparison.hopScores, "hops.")})
        {
            if (scores)
            {
                writeScore(scores->agreement, std::string(prefix) + "agreement");
                writeScore(scores->wasserstein, std::string(prefix) + "wasserstein");
                writeScore(scores->kolmogorov, std::string(prefix) + "kolmogorov_smirnov");
            }
        }
        for (const Comparison::Figure& figure : comparison.metrics)
        {
            writeFigure(figure, "");
        }
    }
    CloseFile(out, path);
}

void
ComparisonReport::Draw(const std::string& folder, bool isHops) const
{
    StudyPlot plot;
    plot.title = isHops ? "Hops of first copies, measured and simulated"
                        : "Publish to delivery, measured and simulated";
    plot.x.label = isHops ? "hops" : "latency, ms";
    plot.y.label = "share of deliveries";
    plot.y.from = 0;
    plot.y.to = 1;
    double most = 0;
    for (const Comparison& comparison : comparisons)
    {
        if (isHops && comparison.hopScores)
        {
            most = std::max({most,
                             comparison.measuredHops.GetPercentile(100),
                             comparison.simulatedHops.GetPercentile(100)});
        }
    }
    for (double hops = 0; most <= 20 && hops <= most; hops++)
    {
        plot.x.tics.emplace_back(WriteFixed(hops, 0), hops);
    }
    const std::string name = isHops ? "hops" : "latency";
    std::ofstream csv(folder + "/" + name + "-cdf.csv");
    csv << std::setprecision(9) << "curve," << (isHops ? "hops" : "latency_s") << ",share\n";
    const auto add = [&](const SampleDistribution& distribution, const std::string& title) {
        PlotCurve curve;
        curve.title = title;
        curve.style = PlotCurve::Style::STEPS;
        const auto cdf = distribution.GetCdf();
        for (const auto& [value, share] : cdf)
        {
            csv << QuoteCsvField(title) << "," << value << "," << share << "\n";
        }
        // A picture has no room for more points than this.
        const std::size_t stride = std::max<std::size_t>(1, cdf.size() / 2000);
        for (std::size_t i = 0; i < cdf.size(); i++)
        {
            if (i % stride == 0 || i + 1 == cdf.size())
            {
                curve.points.push_back({(isHops ? 1 : 1000) * cdf[i].first, cdf[i].second});
            }
        }
        plot.curves.push_back(curve);
    };
    for (const Comparison& comparison : comparisons)
    {
        const SampleDistribution& measured = isHops ? comparison.measuredHops : comparison.measured;
        const SampleDistribution& simulated =
            isHops ? comparison.simulatedHops : comparison.simulated;
        if (measured.GetWeight() == 0 || plot.curves.size() > MOST_CURVES)
        {
            continue;
        }
        if (plot.curves.empty())
        {
            add(measured, "measured");
        }
        add(simulated, "simulated" + (comparisons.size() > 1 ? ": " + comparison.name : ""));
    }
    CloseFile(csv, folder + "/" + name + "-cdf.csv");
    plot.Draw(folder, name);
}

void
ComparisonReport::Write(const std::string& folder) const
{
    ReportDocument document(study + ": measured and simulated", folder);
    document.AddParagraph("Measured: " + comparisons.at(0).source + ".");
    document.AddParagraph("Made by `" + command + "`.");
    const auto has = [&](auto distribution) {
        return std::any_of(comparisons.begin(), comparisons.end(), [&](const Comparison& one) {
            return (one.*distribution).GetWeight() > 0;
        });
    };
    if (has(&Comparison::measured))
    {
        Draw(folder, false);
        document.AddPicture("latency",
                            "Distribution functions of measured and simulated latencies");
    }
    if (has(&Comparison::measuredHops))
    {
        Draw(folder, true);
        document.AddPicture("hops", "Distribution functions of measured and simulated hops");
    }
    ForEachPart(
        *this,
        [&](const std::string& text) { document.AddHeading(text); },
        [&](const std::string& text) { document.AddParagraph(text); },
        [&](const ReportTable& table) { document.AddTable(table); });
    WriteCsv(folder + "/comparison.csv");
    document.Write();
}

} // namespace ns3
