/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-values.h"

#include "report-csv.h"
#include "report-number.h"
#include "report-text.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>

namespace ns3
{

namespace
{

/// A y axis is logarithmic if its largest value is at least so many times the smallest.
constexpr double WIDE_VALUES = 50;

/// The same where the x axis is logarithmic, so that powers are straight lines.
constexpr double WIDE_BESIDE_WIDE = 8;

/// More curves than that cannot be told apart.
constexpr std::size_t MOST_CURVES = 24;

/// A value in another unit.
ConfidenceInterval
Scale(ConfidenceInterval interval, double factor)
{
    interval.mean *= factor;
    if (interval.halfWidth)
    {
        *interval.halfWidth *= factor;
    }
    return interval;
}

/// A theory case by name beside a quantity; null if the quantity is not what it predicts.
const ReportTheory*
FindTheory(const ReportQuantity& quantity, const ReportValue& value, const std::string& name)
{
    for (std::size_t i = 0; i < quantity.theories.size(); i++)
    {
        if (quantity.theories[i]->name == name)
        {
            return &value.theories[i];
        }
    }
    return nullptr;
}

/// A name for all quantities, which have the same unit.
std::string
GetCommonName(const std::vector<ReportQuantity>& quantities)
{
    const std::string received = "received";
    const bool isReceived =
        std::all_of(quantities.begin(), quantities.end(), [&](const ReportQuantity& quantity) {
            return quantity.reading.name.compare(0, received.size(), received) == 0;
        });
    return quantities.size() == 1 ? quantities.front().reading.name
           : isReceived           ? "received by a node"
                                  : "value";
}

/// Whether two curves have the same points.
bool
IsSame(const PlotCurve& a, const PlotCurve& b)
{
    return std::equal(a.points.begin(),
                      a.points.end(),
                      b.points.begin(),
                      b.points.end(),
                      [](const PlotCurve::Point& p, const PlotCurve::Point& q) {
                          return p.x == q.x && std::abs(p.y - q.y) <= 1e-9 * std::abs(p.y);
                      });
}

} // namespace

ReportValues::ReportValues(const ReportItem& item, const ReportData& data)
    : m_item(item),
      m_data(data),
      m_quantities(ReportQuantity::Of(item)),
      m_axes(item, GetCombinations(data))
{
    CheckMetric();
    double largest = 0;
    for (const ReportQuantity& quantity : m_quantities)
    {
        m_values.emplace_back();
        for (const ReportData::Cell& cell : data.cells)
        {
            m_values.back().push_back(quantity.Evaluate(cell));
            largest = std::max(largest, std::abs(m_values.back().back().value.mean));
        }
    }
    m_unit = ScaledUnit::Of(m_quantities.front().reading.unit, largest);
}

void
ReportValues::CheckMetric() const
{
    std::set<std::string> known;
    bool hasRuns = false;
    for (const ReportData::Cell& cell : m_data.cells)
    {
        hasRuns = hasRuns || !cell.rngRuns.empty();
        for (const auto& [metric, values] : cell.metrics)
        {
            if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isnan(v); }))
            {
                known.insert(metric);
            }
        }
    }
    if (hasRuns && !m_item.metric.empty() && known.count(m_item.metric) == 0)
    {
        throw std::invalid_argument("no run of the study has the metric " + m_item.metric);
    }
}

std::string
ReportValues::GetTitle() const
{
    if (!m_item.title.empty())
    {
        return m_item.title;
    }
    std::string title = GetCommonName(m_quantities);
    title[0] = static_cast<char>(std::toupper(title[0]));
    return m_item.against.empty() ? title
                                  : title + " against " + MetricLabel::OfKey(m_item.against).name;
}

double
ReportValues::GetWidestInterval() const
{
    double widest = 0;
    for (const auto& values : m_values)
    {
        for (const ReportValue& value : values)
        {
            if (value.value.mean != 0)
            {
                widest = std::max(widest,
                                  value.value.halfWidth.value_or(0) / std::abs(value.value.mean));
            }
        }
    }
    return widest;
}

ReportTable
ReportValues::MakeTable() const
{
    return m_quantities.size() > 1 ? MakeTableOfTheories() : MakeTableOfQuantity();
}

ReportTable
ReportValues::MakeTableOfQuantity() const
{
    ReportTable table;
    const std::vector<std::string> keys = GetVariedKeys(GetCombinations(m_data));
    for (const std::string& key : keys)
    {
        table.columns.push_back({ReportDocument::Code(key), false});
    }
    const std::string unit = m_unit.unit.empty() ? "" : ", " + m_unit.unit;
    table.columns.push_back({"runs"});
    table.columns.push_back({m_quantities.front().reading.name + unit});
    for (const std::string& theory : m_item.theory)
    {
        table.columns.push_back({theory + unit});
        table.columns.push_back({"simulated / " + theory});
    }
    for (std::size_t cell : m_axes.GetOrder())
    {
        const ReportValue& value = m_values.front()[cell];
        std::vector<std::string> row = GetKeyValues(keys, m_data.cells[cell].parameters);
        row.push_back(std::to_string(value.runs));
        row.push_back(DescribeValue(value));
        for (const ReportTheory& theory : value.theories)
        {
            AddTheory(theory, row);
        }
        table.rows.push_back(row);
    }
    return table;
}

ReportTable
ReportValues::MakeTableOfTheories() const
{
    ReportTable table;
    const std::vector<std::string> keys = GetVariedKeys(GetCombinations(m_data));
    for (const std::string& key : keys)
    {
        table.columns.push_back({ReportDocument::Code(key), false});
    }
    const std::string unit = m_unit.unit.empty() ? "" : ", " + m_unit.unit;
    table.columns.push_back({"case", false});
    table.columns.push_back({"what it predicts", false});
    for (const std::string& name : {std::string("runs"),
                                    "simulated" + unit,
                                    "closed form" + unit,
                                    std::string("simulated / closed form")})
    {
        table.columns.push_back({name});
    }
    for (std::size_t cell : m_axes.GetOrder())
    {
        for (const std::string& name : m_item.theory)
        {
            for (std::size_t i = 0; i < m_quantities.size(); i++)
            {
                const ReportValue& value = m_values[i][cell];
                if (const ReportTheory* theory = FindTheory(m_quantities[i], value, name))
                {
                    std::vector<std::string> row =
                        GetKeyValues(keys, m_data.cells[cell].parameters);
                    row.push_back(ReportDocument::Code(name));
                    row.push_back(m_quantities[i].reading.name);
                    row.push_back(std::to_string(value.runs));
                    row.push_back(DescribeValue(value));
                    AddTheory(*theory, row);
                    table.rows.push_back(row);
                }
            }
        }
    }
    return table;
}

std::string
ReportValues::DescribeValue(const ReportValue& value) const
{
    return value.runs == 0 ? "–" : FormatInterval(Scale(value.value, m_unit.factor));
}

void
ReportValues::AddTheory(const ReportTheory& theory, std::vector<std::string>& row) const
{
    row.push_back(theory.hasClosedForm ? FormatNumber(theory.closedForm * m_unit.factor) : "–");
    row.push_back(theory.hasRatio ? FormatInterval(theory.ratio) : "–");
}

void
ReportValues::WriteCsv(std::ostream& out) const
{
    const std::vector<std::string> keys = GetVariedKeys(GetCombinations(m_data));
    std::vector<std::string> header = keys;
    for (const char* name : {"quantity", "unit", "runs", "mean", "ci95"})
    {
        header.emplace_back(name);
    }
    for (const std::string& theory : m_item.theory)
    {
        header.push_back(theory);
        header.push_back("ratio." + theory);
        header.push_back("ratio_ci95." + theory);
    }
    WriteCsvLine(out, header);
    for (std::size_t cell : m_axes.GetOrder())
    {
        for (std::size_t i = 0; i < m_quantities.size(); i++)
        {
            const ReportValue& value = m_values[i][cell];
            std::vector<std::string> line = GetKeyValues(keys, m_data.cells[cell].parameters);
            line.push_back(m_quantities[i].reading.name);
            line.push_back(m_quantities[i].reading.unit);
            line.push_back(std::to_string(value.runs));
            line.push_back(value.runs > 0 ? ToCsv(value.value.mean) : "");
            line.push_back(ToCsv(value.value.halfWidth));
            for (const std::string& name : m_item.theory)
            {
                const ReportTheory* theory = FindTheory(m_quantities[i], value, name);
                const bool hasRatio = theory && theory->hasRatio;
                line.push_back(theory && theory->hasClosedForm ? ToCsv(theory->closedForm) : "");
                line.push_back(hasRatio ? ToCsv(theory->ratio.mean) : "");
                line.push_back(hasRatio ? ToCsv(theory->ratio.halfWidth) : "");
            }
            WriteCsvLine(out, line);
        }
    }
}

PlotCurve::Point
ReportValues::MakePoint(std::size_t cell, double value, double half, double offset) const
{
    const double place = m_axes.GetPlaceOf(cell) + offset;
    value *= m_unit.factor;
    half *= m_unit.factor;
    return m_axes.HasRows() ? PlotCurve::Point{value, place, half, half}
                            : PlotCurve::Point{place, value, half, half};
}

double
ReportValues::GetOffset(std::size_t quantity, std::size_t series) const
{
    const std::size_t ofQuantity = m_axes.GetSeries().size();
    return m_axes.HasRows()
               ? GetRowOffset(quantity * ofQuantity + series, m_quantities.size() * ofQuantity)
               : 0;
}

PlotCurve
ReportValues::MakeCurve(std::size_t quantity, std::size_t series) const
{
    PlotCurve curve;
    const std::string& name = m_quantities[quantity].reading.name;
    curve.title = m_axes.GetSeries()[series];
    if (m_quantities.size() > 1)
    {
        curve.title += (curve.title.empty() ? "" : ", ") + name;
    }
    curve.title = curve.title.empty() ? "simulated" : curve.title;
    curve.style = m_axes.HasRows() ? PlotCurve::Style::POINTS : PlotCurve::Style::LINES_POINTS;
    curve.colour = quantity * m_axes.GetSeries().size() + series;
    const double offset = GetOffset(quantity, series);
    for (std::size_t cell : m_axes.GetOrder())
    {
        const ReportValue& value = m_values[quantity][cell];
        if (m_axes.GetSeriesOf(cell) == series && value.runs > 0)
        {
            const double half = value.value.halfWidth.value_or(0);
            curve.points.push_back(MakePoint(cell, value.value.mean, half, offset));
            if (half > 0)
            {
                curve.errorBars =
                    m_axes.HasRows() ? PlotCurve::ErrorBars::X : PlotCurve::ErrorBars::Y;
            }
        }
    }
    return curve;
}

PlotCurve
ReportValues::MakeTheoryCurve(std::size_t quantity, std::size_t theory, std::size_t series) const
{
    PlotCurve curve;
    curve.title = m_quantities[quantity].theories[theory]->name;
    curve.style = m_axes.HasRows() ? PlotCurve::Style::POINTS : PlotCurve::Style::LINES;
    curve.isDashed = true;
    const double offset = GetOffset(quantity, series);
    for (std::size_t cell : m_axes.GetOrder())
    {
        const ReportTheory& value = m_values[quantity][cell].theories[theory];
        if (m_axes.GetSeriesOf(cell) == series && value.hasClosedForm)
        {
            curve.points.push_back(MakePoint(cell, value.closedForm, 0, offset));
        }
    }
    return curve;
}

void
ReportValues::AddTheoryCurves(std::size_t quantity, StudyPlot& plot) const
{
    for (std::size_t theory = 0; theory < m_quantities[quantity].theories.size(); theory++)
    {
        std::vector<PlotCurve> curves;
        for (std::size_t series = 0; series < m_axes.GetSeries().size(); series++)
        {
            curves.push_back(MakeTheoryCurve(quantity, theory, series));
        }
        const bool isOne = std::all_of(curves.begin(), curves.end(), [&](const PlotCurve& curve) {
            return IsSame(curve, curves.front());
        });
        for (std::size_t series = 0; series < (isOne ? 1 : curves.size()); series++)
        {
            PlotCurve& curve = curves[series];
            const std::string& name = m_axes.GetSeries()[series];
            curve.title += isOne || name.empty() ? "" : ", " + name;
            // The closed form beside a curve has its colour.
            const bool isBeside = theory == 0 && (!isOne || curves.size() == 1);
            curve.colour = isBeside ? quantity * curves.size() + series : plot.curves.size();
            if (!curve.points.empty())
            {
                plot.curves.push_back(curve);
            }
        }
    }
}

StudyPlot
ReportValues::MakePlot() const
{
    StudyPlot plot;
    plot.title = GetTitle();
    StudyPlot::Axis values;
    values.label = MetricLabel{GetCommonName(m_quantities), m_unit.unit}.GetText();
    for (std::size_t quantity = 0; quantity < m_quantities.size(); quantity++)
    {
        for (std::size_t series = 0; series < m_axes.GetSeries().size(); series++)
        {
            plot.curves.push_back(MakeCurve(quantity, series));
        }
    }
    for (std::size_t quantity = 0; quantity < m_quantities.size(); quantity++)
    {
        AddTheoryCurves(quantity, plot);
    }
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (PlotCurve& curve : plot.curves)
    {
        curve.title = plot.curves.size() > MOST_CURVES ? "" : curve.title;
        for (const PlotCurve::Point& point : curve.points)
        {
            const double value = m_axes.HasRows() ? point.x : point.y;
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    const bool isLogarithmicX = !m_axes.HasRows() && m_axes.GetAxis().isLogarithmic;
    const bool isWide =
        least > 0 && most >= (isLogarithmicX ? WIDE_BESIDE_WIDE : WIDE_VALUES) * least;
    values.isLogarithmic = m_item.logY.value_or(isWide) && least > 0;
    const bool isAlone = plot.curves.size() == 1 && m_axes.GetSeries().front().empty();
    plot.curves.front().title = isAlone ? "" : plot.curves.front().title;
    plot.x = m_axes.HasRows() ? values : m_axes.GetAxis();
    plot.y = m_axes.HasRows() ? m_axes.GetAxis() : values;
    return plot;
}

std::vector<std::string>
ReportValues::GetRemarks() const
{
    std::vector<std::string> remarks;
    std::map<std::string, std::size_t> refusals;
    for (std::size_t quantity = 0; quantity < m_quantities.size(); quantity++)
    {
        const auto& theories = m_quantities[quantity].theories;
        for (std::size_t theory = 0; theory < theories.size(); theory++)
        {
            remarks.push_back(ReportDocument::Code(theories[theory]->name) + ": " +
                              theories[theory]->description);
            for (const ReportValue& value : m_values[quantity])
            {
                const std::string& refusal = value.theories[theory].refusal;
                if (!refusal.empty())
                {
                    refusals[ReportDocument::Code(theories[theory]->name) +
                             " cannot be compared in %: " + refusal + "."]++;
                }
            }
        }
    }
    for (const auto& [sentence, count] : refusals)
    {
        const std::size_t place = sentence.find('%');
        remarks.push_back(sentence.substr(0, place) +
                          JoinText(count, " of ", m_data.cells.size(), " combinations") +
                          sentence.substr(place + 1));
    }
    if (m_quantities.size() * m_axes.GetSeries().size() > MOST_CURVES)
    {
        remarks.emplace_back("The plot has too many curves for a key.");
    }
    return remarks;
}

void
ReportValues::AddTo(ReportDocument& document,
                    const std::string& folder,
                    const std::string& name) const
{
    document.AddHeading(GetTitle());
    WriteCsvFile(folder + "/" + name + ".csv", [this](std::ostream& out) { WriteCsv(out); });
    MakePlot().Draw(folder, name);
    document.AddPicture(name, GetTitle());
    const std::vector<std::string> remarks = GetRemarks();
    if (!remarks.empty())
    {
        document.AddList(remarks);
    }
    document.AddTable(MakeTable());
}

} // namespace ns3
