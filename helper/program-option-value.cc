/* SPDX-License-Identifier: GPL-2.0-only */
#include "program-option-value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>

namespace ns3
{

namespace OptionValue
{

namespace
{

const char* const A_TIME = "a time such as 100ms";
const char* const A_DATA_RATE = "a data rate such as 100Mbps";

// Sums of such times, and bits of such rates, are far from the end of ns-3's 64 bits.
constexpr double MOST_SECONDS = 1e9;
const char* const MOST_TIME = "a time of at most 1000000000s";
constexpr double MOST_BIT_RATE = 1e15;
const char* const MOST_DATA_RATE = "a data rate of at most 1000000Gbps";

/// A unit and how many of the base unit it is.
using Units = std::vector<std::pair<std::string, double>>;

template <typename T>
std::string
ReadCount(const std::string& text, T& value)
{
    T count = 0;
    const char* end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc() || last != end)
    {
        return "a whole number from 0 to " + std::to_string(std::numeric_limits<T>::max());
    }
    value = count;
    return "";
}

/// A finite number with one of some units behind it, or nothing, in base units; else nothing.
std::optional<double>
ReadQuantity(const std::string& text, const std::string& digits, const Units& units)
{
    const std::size_t split = std::min(text.find_first_not_of(digits), text.size());
    const std::string unit = text.substr(split);
    const auto found = std::find_if(units.begin(), units.end(), [&](const auto& known) {
        return known.first == unit;
    });
    double number = 0;
    if (!Read(text.substr(0, split), number).empty() || (!unit.empty() && found == units.end()))
    {
        return std::nullopt;
    }
    return unit.empty() ? number : number * found->second;
}

/// Units of data rates as ns-3 has them, in bit/s.
Units
GetRateUnits()
{
    Units units;
    const auto add = [&units](const std::string& prefix, double factor, bool isBinary) {
        units.emplace_back(prefix + "b/s", factor);
        units.emplace_back(prefix + "B/s", 8 * factor);
        if (!isBinary)
        {
            units.emplace_back(prefix + "bps", factor);
            units.emplace_back(prefix + "Bps", 8 * factor);
        }
    };
    add("", 1, false);
    add("k", 1e3, false);
    add("K", 1e3, false);
    add("M", 1e6, false);
    add("G", 1e9, false);
    add("Ki", 1024, true);
    add("Mi", 1048576, true);
    add("Gi", 1073741824, true);
    return units;
}

template <typename T>
std::string
Join(const std::vector<T>& items)
{
    std::string text;
    for (std::size_t i = 0; i < items.size(); i++)
    {
        text += (i == 0 ? "" : ",") + Write(items[i]);
    }
    return text;
}

template <typename T>
std::string
ToText(const T& value)
{
    std::ostringstream out;
    out << std::setprecision(12) << value;
    return out.str();
}

} // namespace

std::string
Read(const std::string& text, bool& value)
{
    std::string word = text;
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    if (word.empty())
    {
        value = !value;
    }
    else if (word == "true" || word == "t" || word == "1")
    {
        value = true;
    }
    else if (word == "false" || word == "f" || word == "0")
    {
        value = false;
    }
    else
    {
        return "true or false";
    }
    return "";
}

std::string
Read(const std::string& text, std::string& value)
{
    value = text;
    return "";
}

std::string
Read(const std::string& text, std::vector<std::string>& value)
{
    std::istringstream in(text);
    for (std::string item; std::getline(in, item, ',');)
    {
        value.push_back(item);
    }
    return "";
}

std::string
Read(const std::string& text, std::vector<uint32_t>& value)
{
    std::vector<std::string> items;
    Read(text, items);
    std::vector<uint32_t> counts;
    for (const std::string& item : items)
    {
        counts.push_back(0);
        const std::string allowed = Read(item, counts.back());
        if (!allowed.empty())
        {
            return allowed + ", or several with commas between";
        }
    }
    if (counts.empty())
    {
        return "whole numbers with commas between";
    }
    value = counts;
    return "";
}

std::string
Read(const std::string& text, uint32_t& value)
{
    return ReadCount(text, value);
}

std::string
Read(const std::string& text, uint64_t& value)
{
    return ReadCount(text, value);
}

std::string
Read(const std::string& text, double& value)
{
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    double number = 0;
    const bool isWhole =
        (in >> std::noskipws >> number) && in.peek() == std::char_traits<char>::eof();
    if (!isWhole || !std::isfinite(number))
    {
        return "a number";
    }
    value = number;
    return "";
}

std::string
Read(const std::string& text, Time& value)
{
    static const Units units = {{"s", 1},
                                {"ms", 1e-3},
                                {"us", 1e-6},
                                {"ns", 1e-9},
                                {"ps", 1e-12},
                                {"fs", 1e-15},
                                {"min", 60},
                                {"h", 3600},
                                {"d", 86400},
                                {"y", 365 * 86400.0}};
    const std::optional<double> seconds = ReadQuantity(text, "+-0123456789.eE", units);
    if (!seconds)
    {
        return A_TIME;
    }
    if (std::abs(*seconds) > MOST_SECONDS)
    {
        return MOST_TIME;
    }
    value = Time(text);
    return "";
}

std::string
Read(const std::string& text, DataRate& value)
{
    static const Units units = GetRateUnits();
    const std::optional<double> bitRate = ReadQuantity(text, "0123456789.", units);
    if (!bitRate)
    {
        return A_DATA_RATE;
    }
    if (*bitRate > MOST_BIT_RATE)
    {
        return MOST_DATA_RATE;
    }
    value = DataRate(text);
    return "";
}

std::string
Write(bool value)
{
    return value ? "true" : "false";
}

std::string
Write(const std::string& value)
{
    return value;
}

std::string
Write(const std::vector<std::string>& value)
{
    return Join(value);
}

std::string
Write(const std::vector<uint32_t>& value)
{
    return Join(value);
}

std::string
Write(uint32_t value)
{
    return ToText(value);
}

std::string
Write(uint64_t value)
{
    return ToText(value);
}

std::string
Write(double value)
{
    return ToText(value);
}

std::string
Write(const Time& value)
{
    if (value.IsNegative())
    {
        return value.IsZero() ? "0s" : "-" + Write(Time(0) - value);
    }
    const std::string text = ToText(value.As());
    return text.front() == '+' ? text.substr(1) : text;
}

std::string
Write(const DataRate& value)
{
    return ToText(value);
}

std::string
JoinWithOr(const std::vector<std::string>& items)
{
    std::string text;
    for (std::size_t i = 0; i < items.size(); i++)
    {
        const char* before = i == 0 ? "" : (i + 1 < items.size() ? ", " : " or ");
        text += before + items[i];
    }
    return text;
}

} // namespace OptionValue

} // namespace ns3
