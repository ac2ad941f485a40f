/* SPDX-License-Identifier: GPL-2.0-only */
#include "csv-columns.h"

#include "csv-line.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace ns3
{

namespace
{

const std::map<std::string, double> TIME_UNITS = {{"s", 1},
                                                  {"ms", 1e-3},
                                                  {"us", 1e-6},
                                                  {"ns", 1e-9}};

const std::vector<std::string> TIME_ROLES = {"latency", "published", "received"};

const std::vector<std::string> OTHER_ROLES = {"seq", "node", "publisher", "hops", "from"};

bool
IsAmong(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

CsvColumns
CsvColumns::Parse(const std::string& text)
{
    CsvColumns columns;
    std::istringstream items(text);
    for (std::string item; std::getline(items, item, ',');)
    {
        const auto refuse = [&](const std::string& what) {
            throw std::invalid_argument("columns \"" + text + "\": " + what);
        };
        const std::size_t equals = item.find('=');
        const std::size_t colon = item.rfind(':');
        const bool hasUnit = colon != std::string::npos;
        const std::string role = item.substr(0, std::min(equals, colon));
        const bool isTime = IsAmong(TIME_ROLES, role);
        if (!isTime && !IsAmong(OTHER_ROLES, role))
        {
            refuse("\"" + role +
                   "\" is not latency, published, received, seq, node, publisher, hops or from");
        }
        const auto unit = hasUnit ? TIME_UNITS.find(item.substr(colon + 1)) : TIME_UNITS.end();
        if (hasUnit != isTime || (isTime && unit == TIME_UNITS.end()))
        {
            refuse(isTime ? "\"" + item + "\" needs one of the units :s, :ms, :us and :ns"
                          : "\"" + role + "\" has no unit");
        }
        Column column;
        column.name = equals == std::string::npos
                          ? role
                          : item.substr(equals + 1, hasUnit ? colon - equals - 1 : colon);
        column.unit = isTime ? unit->second : 1;
        if (column.name.empty() || !columns.byRole.emplace(role, column).second)
        {
            refuse("\"" + role + "\" is there twice or its column has no name");
        }
    }
    const bool hasTimes = columns.byRole.count("published") + columns.byRole.count("received") == 2;
    if (columns.byRole.count("latency") == 0 && !hasTimes)
    {
        throw std::invalid_argument("columns \"" + text +
                                    "\": either latency or both published and received are needed");
    }
    return columns;
}

CsvColumns
CsvColumns::Guess(const std::string& header)
{
    CsvColumns columns;
    for (const CsvField& field : SplitCsvLine(header))
    {
        const std::size_t underscore = field.text.rfind('_');
        const std::string role = field.text.substr(0, underscore);
        const auto unit = underscore == std::string::npos
                              ? TIME_UNITS.end()
                              : TIME_UNITS.find(field.text.substr(underscore + 1));
        if (IsAmong(OTHER_ROLES, field.text))
        {
            columns.byRole.emplace(field.text, Column{field.text, 1});
        }
        else if (IsAmong(TIME_ROLES, role) && unit != TIME_UNITS.end())
        {
            columns.byRole.emplace(role, Column{field.text, unit->second});
        }
    }
    return columns;
}

} // namespace ns3
