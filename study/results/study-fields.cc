/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-fields.h"

#include <charconv>
#include <iomanip>
#include <limits>
#include <sstream>

namespace ns3
{

namespace FieldValue
{

namespace
{

/// The shortest text that is read as the same number.
std::string
WriteShortest(double value)
{
    for (int digits = 6;; digits++)
    {
        std::ostringstream out;
        out.imbue(std::locale::classic());
        out << std::setprecision(digits) << value;
        double read = 0;
        if (digits >= std::numeric_limits<double>::max_digits10 ||
            (Read(out.str(), read) && read == value))
        {
            return out.str();
        }
    }
}

} // namespace

std::string
Write(double value)
{
    return WriteShortest(value);
}

std::string
Write(uint64_t value)
{
    return std::to_string(value);
}

std::string
Write(const Points& value)
{
    std::string text;
    for (const auto& [x, y] : value)
    {
        text += (text.empty() ? "" : ";") + Write(x) + " " + Write(y);
    }
    return text;
}

bool
Read(const std::string& text, double& value)
{
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    return (in >> std::noskipws >> value) && in.peek() == std::char_traits<char>::eof();
}

bool
Read(const std::string& text, uint64_t& value)
{
    const char* end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && last == end;
}

bool
Read(const std::string& text, Points& value)
{
    value.clear();
    std::istringstream in(text);
    for (std::string point; std::getline(in, point, ';');)
    {
        const std::size_t space = point.find(' ');
        value.emplace_back();
        if (space == std::string::npos || !Read(point.substr(0, space), value.back().first) ||
            !Read(point.substr(space + 1), value.back().second))
        {
            return false;
        }
    }
    return true;
}

} // namespace FieldValue

} // namespace ns3
