/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-axes.h"

#include "metric-label.h"
#include "report-text.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <stdexcept>

namespace ns3
{

namespace
{

/// An x axis is logarithmic if its largest value is at least so many times the smallest.
constexpr double WIDE_RANGE = 10;

/// A number with text around it.
struct NumberInText
{
    std::string before; //!< text before the number
    double value;       //!< the number
    std::string after;  //!< text behind it
};

std::optional<NumberInText>
FindNumber(const std::string& text)
{
    const std::size_t place = text.find_first_of("0123456789");
    if (place == std::string::npos)
    {
        return std::nullopt;
    }
    const bool isNegative = place == 1 && text[0] == '-';
    const char* begin = text.c_str() + (isNegative ? 0 : place);
    char* end = nullptr;
    const double value = std::strtod(begin, &end);
    return NumberInText{isNegative ? "" : text.substr(0, place), value, end};
}

/// Value of a varied key in a combination; nothing if it does not vary it.
std::optional<std::string>
FindParameter(const ReportCombination& combination, const std::string& key)
{
    for (const auto& [known, value] : *combination.parameters)
    {
        if (known == key)
        {
            return value;
        }
    }
    return std::nullopt;
}

void
CheckIsVaried(const std::string& key, const std::vector<ReportCombination>& combinations)
{
    std::string known;
    for (const ReportCombination& combination : combinations)
    {
        if (FindParameter(combination, key))
        {
            return;
        }
        if (known.empty())
        {
            for (const auto& parameter : *combination.parameters)
            {
                known += (known.empty() ? "" : ", ") + parameter.first;
            }
        }
    }
    if (!combinations.empty())
    {
        throw std::invalid_argument("the study does not vary " + key + "; it varies " +
                                    (known.empty() ? "nothing" : known));
    }
}

/// The last part of a key that is the path of an attribute.
std::string
GetShortKey(const std::string& key)
{
    const std::size_t place = key.rfind("::");
    return place == std::string::npos ? key : key.substr(place + 2);
}

} // namespace

ReportAxes::ReportAxes(const ReportItem& item, const std::vector<ReportCombination>& combinations)
    : m_against(item.against),
      m_isLogarithmic(item.logX)
{
    for (const std::string& key : {item.against, item.series})
    {
        if (!key.empty())
        {
            CheckIsVaried(key, combinations);
        }
    }
    if (m_against.empty())
    {
        m_series = {""};
        m_seriesOf.assign(combinations.size(), 0);
        for (std::size_t i = 0; i < combinations.size(); i++)
        {
            m_places.push_back(static_cast<double>(i));
            m_names.emplace_back(Describe(*combinations[i].parameters), static_cast<double>(i));
        }
        return;
    }
    PlaceOnAxis(combinations);
    FindSeries(item.series, combinations);
}

void
ReportAxes::PlaceOnAxis(const std::vector<ReportCombination>& combinations)
{
    // The scenario has SI units; what is varied may be no key of it, or set several.
    std::vector<std::string> written;
    std::vector<std::string> inScenario;
    for (const ReportCombination& combination : combinations)
    {
        written.push_back(FindParameter(combination, m_against).value_or(""));
        const auto known = combination.scenario->find(m_against);
        inScenario.push_back(known == combination.scenario->end() ? "" : known->second);
    }
    if (PlaceNumbers(inScenario) || PlaceNumbers(written))
    {
        return;
    }
    m_label = MetricLabel::OfKey(m_against).name;
    for (const std::string& value : written)
    {
        const auto known = std::find_if(m_names.begin(), m_names.end(), [&](const auto& name) {
            return name.first == value;
        });
        m_places.push_back(static_cast<double>(known - m_names.begin()));
        if (known == m_names.end())
        {
            m_names.emplace_back(value, m_places.back());
        }
    }
}

bool
ReportAxes::PlaceNumbers(const std::vector<std::string>& texts)
{
    std::vector<double> places;
    std::optional<NumberInText> first;
    for (const std::string& text : texts)
    {
        const auto number = FindNumber(text);
        first = first ? first : number;
        if (!number || number->before != first->before || number->after != first->after)
        {
            return false;
        }
        places.push_back(number->value);
    }
    if (!first)
    {
        return false;
    }
    const MetricLabel label = MetricLabel::OfKey(m_against);
    const ScaledUnit unit =
        ScaledUnit::Of(label.unit, *std::max_element(places.begin(), places.end()));
    for (double place : places)
    {
        m_places.push_back(place * unit.factor);
    }
    m_label = MetricLabel{label.name, unit.unit}.GetText();
    if (m_against == "overlay" && first->before == "regular:")
    {
        m_label = "degree of the overlay";
    }
    else if (m_against == "overlay" && first->before == "dial:")
    {
        m_label = "nodes that each node dials";
    }
    else if (!first->before.empty())
    {
        m_label += ", " + first->before;
    }
    const bool hasUnit = m_label.find('(') != std::string::npos;
    if (!hasUnit && !first->after.empty())
    {
        m_label += " (" + first->after + ")";
    }
    return true;
}

void
ReportAxes::FindSeries(const std::string& first, const std::vector<ReportCombination>& combinations)
{
    for (const ReportCombination& combination : combinations)
    {
        ReportParameters rest = *combination.parameters;
        rest.erase(
            std::remove_if(rest.begin(),
                           rest.end(),
                           [&](const auto& parameter) { return parameter.first == m_against; }),
            rest.end());
        std::stable_partition(rest.begin(), rest.end(), [&](const auto& parameter) {
            return parameter.first == first;
        });
        const std::string name = Describe(rest);
        const auto known = std::find(m_series.begin(), m_series.end(), name);
        m_seriesOf.push_back(static_cast<std::size_t>(known - m_series.begin()));
        if (known == m_series.end())
        {
            m_series.push_back(name);
        }
    }
}

std::vector<std::size_t>
ReportAxes::GetOrder() const
{
    std::vector<std::size_t> order(m_places.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return m_seriesOf[a] != m_seriesOf[b] ? m_seriesOf[a] < m_seriesOf[b]
                                              : m_places[a] < m_places[b];
    });
    return order;
}

StudyPlot::Axis
ReportAxes::GetAxis() const
{
    StudyPlot::Axis axis;
    const auto count = static_cast<double>(m_names.size());
    if (HasRows())
    {
        axis.isDownward = true;
        axis.from = -0.7;
        axis.to = count;
        axis.tics = m_names;
        if (m_names.size() > MOST_NAMED_ROWS)
        {
            axis.label = "combination, in the order of the table";
            axis.tics.clear();
        }
        return axis;
    }
    axis.label = m_label;
    const auto [low, high] = std::minmax_element(m_places.begin(), m_places.end());
    const bool isWide = !m_places.empty() && *low > 0 && *high >= WIDE_RANGE * *low;
    axis.isLogarithmic = m_isLogarithmic.value_or(isWide) && !m_places.empty() && *low > 0;
    return axis;
}

std::string
ReportAxes::Describe(const ReportParameters& parameters)
{
    std::string text;
    for (const auto& [key, value] : parameters)
    {
        text += (text.empty() ? "" : ", ") + GetShortKey(key) + " = " + value;
    }
    return text;
}

} // namespace ns3
