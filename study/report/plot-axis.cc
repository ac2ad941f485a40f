/* SPDX-License-Identifier: GPL-2.0-only */
#include "plot-axis.h"

#include "report-number.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace ns3
{

namespace
{

/// Room beside the outermost points, as a share of the axis.
constexpr double AXIS_MARGIN = 0.05;

/// An axis begins at 0 if the smallest value is below this share of the largest.
constexpr double NEAR_ZERO = 0.6;

/// Least distance of two tics, as a share of the axis.
constexpr double TIC_DISTANCE = 0.06;

/// Decades of a logarithmic axis beyond which tics are at powers of 10 alone.
constexpr double MANY_DECADES = 2.5;

/// Decades of a logarithmic axis below which it has tics at 1, 1.5, 2, 3, 4, ...
constexpr double FEW_DECADES = 0.7;

/// Whether a number has few digits, so that it can be a tic.
bool
IsShort(double value)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.3g", value);
    return std::abs(std::atof(text) - value) <= 1e-9 * std::abs(value);
}

} // namespace

PlotAxis::PlotAxis(const StudyPlot::Axis& axis,
                   const std::string& name,
                   std::vector<double> values,
                   bool ticsAtValues)
    : m_axis(axis),
      m_name(name),
      m_values(std::move(values)),
      m_ticsAtValues(ticsAtValues)
{
    const auto useless = [&axis](double value) {
        return !std::isfinite(value) || (axis.isLogarithmic && value <= 0);
    };
    m_values.erase(std::remove_if(m_values.begin(), m_values.end(), useless), m_values.end());
    std::sort(m_values.begin(), m_values.end());
    m_ticsAtValues = m_ticsAtValues && std::all_of(m_values.begin(), m_values.end(), IsShort);
    m_values.erase(std::unique(m_values.begin(), m_values.end()), m_values.end());
    ChooseRange();
}

void
PlotAxis::ChooseRange()
{
    double low = m_values.empty() ? 1 : m_values.front();
    double high = m_values.empty() ? 1 : m_values.back();
    if (m_axis.isLogarithmic)
    {
        const double factor = std::max(std::pow(high / low, AXIS_MARGIN), 1.2);
        m_from = low / factor;
        m_to = high * factor;
    }
    else
    {
        const bool fromZero = low >= 0 && low <= NEAR_ZERO * high && !m_ticsAtValues;
        const double span = high - (fromZero ? 0 : low);
        const double margin = span > 0 ? AXIS_MARGIN * span : std::max(std::abs(high) / 10, 1e-9);
        m_from = fromZero ? 0 : low - margin;
        m_to = high + margin;
    }
    m_from = m_axis.from.value_or(m_from);
    m_to = m_axis.to.value_or(m_to);
}

double
PlotAxis::GetPlace(double value) const
{
    return m_axis.isLogarithmic ? std::log(value / m_from) / std::log(m_to / m_from)
                                : (value - m_from) / (m_to - m_from);
}

std::vector<double>
PlotAxis::GetTicsAtValues() const
{
    std::vector<double> tics;
    for (double value : m_values)
    {
        if (tics.empty() || GetPlace(value) - GetPlace(tics.back()) >= TIC_DISTANCE)
        {
            tics.push_back(value);
        }
    }
    return tics;
}

std::vector<double>
PlotAxis::GetLogarithmicTics() const
{
    const double decades = std::log10(m_to / m_from);
    std::vector<double> digits = {1};
    if (decades < FEW_DECADES)
    {
        digits = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9};
    }
    else if (decades < MANY_DECADES)
    {
        digits = {1, 2, 5};
    }
    std::vector<double> tics;
    const int first = static_cast<int>(std::floor(std::log10(m_from)));
    const int last = static_cast<int>(std::ceil(std::log10(m_to)));
    for (int exponent = first; exponent <= last; exponent++)
    {
        for (double digit : digits)
        {
            const double tic = digit * std::pow(10, exponent);
            if (tic >= m_from && tic <= m_to)
            {
                tics.push_back(tic);
            }
        }
    }
    return tics;
}

std::string
PlotAxis::GetTics() const
{
    std::vector<std::pair<std::string, double>> tics = m_axis.tics;
    if (tics.empty() && (m_ticsAtValues || m_axis.isLogarithmic))
    {
        std::vector<double> places = m_ticsAtValues ? GetTicsAtValues() : GetLogarithmicTics();
        if (m_ticsAtValues && places.size() < m_values.size())
        {
            // No room for all: tics where an axis usually has them.
            places = m_axis.isLogarithmic ? GetLogarithmicTics() : std::vector<double>();
        }
        for (double place : places)
        {
            tics.emplace_back(FormatNumber(place), place);
        }
    }
    std::ostringstream out;
    for (const auto& [name, place] : tics)
    {
        out << (out.tellp() > 0 ? ", " : "") << QuoteForGnuplot(name) << " " << place;
    }
    return out.str();
}

std::string
PlotAxis::GetCommands() const
{
    std::ostringstream out;
    out.precision(10);
    if (m_axis.isLogarithmic)
    {
        out << "set logscale " << m_name << "\n";
    }
    out << "set " << m_name << "label " << QuoteForGnuplot(m_axis.label) << "\n"
        << "set " << m_name << "range [" << (m_axis.isDownward ? m_to : m_from) << ":"
        << (m_axis.isDownward ? m_from : m_to) << "]\n";
    const std::string tics = GetTics();
    if (!tics.empty())
    {
        out << "set " << m_name << "tics (" << tics << ")\n";
    }
    return out.str();
}

std::string
QuoteForGnuplot(const std::string& text)
{
    std::string quoted = "\"";
    for (char letter : text)
    {
        if (letter == '\n')
        {
            quoted += "\\n";
            continue;
        }
        if (letter == '"' || letter == '\\')
        {
            quoted += '\\';
        }
        quoted += letter;
    }
    return quoted + "\"";
}

} // namespace ns3
