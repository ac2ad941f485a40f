/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-column.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace ViewColumn
{

void
WriteText(std::ostream& out, const std::string& text)
{
    const std::string json =
        nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    for (const char letter : json)
    {
        switch (letter)
        {
        case '<':
            out << "\\u003c";
            break;
        case '>':
            out << "\\u003e";
            break;
        case '&':
            out << "\\u0026";
            break;
        default:
            out << letter;
        }
    }
}

void
WriteReal(std::ostream& out, double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.6g", std::isfinite(value) ? value : 0.0);
    out << text;
}

void
WriteNumbers(std::ostream& out, const std::vector<uint32_t>& list)
{
    WriteList(out, list, [&out](uint32_t value) {
        value == UINT32_MAX ? out << -1 : out << value;
    });
}

void
WriteNumbers(std::ostream& out, const std::vector<uint64_t>& list)
{
    WriteList(out, list, [&out](uint64_t value) { out << value; });
}

void
WriteReals(std::ostream& out, const std::vector<double>& list)
{
    WriteList(out, list, [&out](double value) { WriteReal(out, value); });
}

} // namespace ViewColumn

} // namespace ns3
