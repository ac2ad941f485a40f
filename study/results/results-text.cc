/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-text.h"

#include "study-fields.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace ResultsText
{

std::string
WriteNumber(double value)
{
    char text[64];
    const bool isInteger = std::abs(value) <= 1e15 && value == std::floor(value);
    const auto result = isInteger
                            ? std::to_chars(text, text + sizeof(text), static_cast<int64_t>(value))
                            : std::to_chars(text, text + sizeof(text), value);
    return std::string(text, result.ptr);
}

std::string
WriteCsvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
    {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text)
    {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

std::string
WriteJsonValue(const std::string& text)
{
    double number = 0;
    const bool isNumber = FieldValue::Read(text, number) && std::isfinite(number);
    return isNumber ? WriteNumber(number) : WriteJsonText(text);
}

std::string
WriteJsonText(const std::string& text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace ResultsText

} // namespace ns3
