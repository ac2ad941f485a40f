/* SPDX-License-Identifier: GPL-2.0-only */
#include "program-option-value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <limits>
#include <sstream>

namespace ns3
{

namespace OptionValue
{

namespace
{

const char* const A_TIME = "a time such as 100ms";
const char* const A_DATA_RATE = "a data rate such as 100Mbps";

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

/// Whether a text is a finite number, and one of some units or nothing behind it.
bool
IsQuantity(const std::string& text,
           const std::string& digits,
           const std::vector<std::string>& units)
{
    const std::size_t split = std::min(text.find_first_not_of(digits), text.size());
    const std::string unit = text.substr(split);
    double number = 0;
    return Read(text.substr(0, split), number).empty() &&
           (unit.empty() || std::find(units.begin(), units.end(), unit) != units.end());
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
    const std::vector<std::string> units =
        {"s", "ms", "us", "ns", "ps", "fs", "min", "h", "d", "y"};
    if (!IsQuantity(text, "+-0123456789.eE", units))
    {
        return A_TIME;
    }
    value = Time(text);
    return "";
}

std::string
Read(const std::string& text, DataRate& value)
{
    std::vector<std::string> units = {"bps", "b/s", "Bps", "B/s"};
    for (const std::string prefix : {"k", "K", "M", "G"})
    {
        for (const char* unit : {"bps", "b/s", "Bps", "B/s"})
        {
            units.push_back(prefix + unit);
        }
    }
    for (const std::string prefix : {"Ki", "Mi", "Gi"})
    {
        units.push_back(prefix + "b/s");
        units.push_back(prefix + "B/s");
    }
    if (!IsQuantity(text, "0123456789.", units))
    {
        return A_DATA_RATE;
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
    const std::string text = ToText(value.As());
    return text.front() == '+' ? text.substr(1) : text;
}

std::string
Write(const DataRate& value)
{
    return ToText(value);
}

} // namespace OptionValue

} // namespace ns3
