/* SPDX-License-Identifier: GPL-2.0-only */
#include "scaling-report.h"

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace
{

const char* const SEPARATOR = "------------------------------------------------------------";

/** The published models' colours: heading; good, fair, bad, failing results; end. */
const char* const HEADING_COLOUR = "\033[95m";
const std::array<const char*, 4> RESULT_COLOURS = {"\033[94m", "\033[92m", "\033[93m", "\033[91m"};
const char* const NO_COLOUR = "\033[0m";

std::string
Coloured(const std::string& text, const char* colour, bool colours)
{
    return colours ? colour + text + NO_COLOUR : text;
}

const char*
ResultColour(const ScalingCase& scalingCase, double value)
{
    std::size_t level = 0;
    while (level < scalingCase.limits.size() && value >= scalingCase.limits[level])
    {
        ++level;
    }
    return RESULT_COLOURS[level];
}

void
WriteLines(std::ostream& os, const std::vector<std::string>& lines)
{
    for (const auto& line : lines)
    {
        os << line << "\n";
    }
}

const std::vector<double>&
UsersOf(const ScalingCase& scalingCase, const std::vector<double>& users)
{
    return users.empty() ? scalingCase.users : users;
}

void
WriteCase(std::ostream& os,
          const ScalingCase& scalingCase,
          const std::string& assumptionsHeading,
          const std::vector<double>& users,
          bool colours)
{
    os << Coloured(scalingCase.header, HEADING_COLOUR, colours) << "\n\n";
    if (!scalingCase.remarks.empty())
    {
        WriteLines(os, scalingCase.remarks);
        os << "\n";
    }
    os << assumptionsHeading << "\n";
    WriteLines(os, scalingCase.assumptions);
    os << "\n";
    for (const double n : users)
    {
        const double value = scalingCase.evaluate(n);
        os << Coloured(scalingCase.describeResult(n, value),
                       ResultColour(scalingCase, value),
                       colours)
           << "\n";
    }
    os << "\n";
    WriteLines(os, scalingCase.notes);
    os << SEPARATOR << "\n";
}

} // namespace

std::string
ScalingCase::GetQuantityName() const
{
    switch (quantity)
    {
    case Quantity::BYTES_PER_HOUR:
        return "received_bytes_per_hour";
    case Quantity::BYTES_PER_DAY:
        return "received_bytes_per_day";
    case Quantity::SECONDS:
        return "latency_s";
    case Quantity::PEERS:
        return "peers";
    }
    return "";
}

std::string
FormatWith(const char* format, double value)
{
    char text[400]; // enough for any finite double with a few decimals
    std::snprintf(text, sizeof(text), format, value);
    return text;
}

std::string
FormatUsers(double users)
{
    const std::array<const char*, 3> units = {"", "k", "m"};
    std::size_t unit = 0;
    while (unit + 1 < units.size() && users >= 1000 && std::fmod(users, 1000) == 0)
    {
        users /= 1000;
        ++unit;
    }
    const std::string digits = FormatTheoryNumber(users);
    return (digits.size() < 2 ? " " : "") + digits + units[unit];
}

void
WriteScalingText(std::ostream& os,
                 const ScalingReport& report,
                 const std::vector<double>& users,
                 bool colours)
{
    WriteLines(os, report.introduction);
    bool first = true;
    for (const auto& scalingCase : report.cases)
    {
        if (report.blankLineBetweenCases && !first)
        {
            os << "\n";
        }
        first = false;
        WriteCase(os, scalingCase, report.assumptionsHeading, UsersOf(scalingCase, users), colours);
    }
}

void
WriteScalingCsv(std::ostream& os, const ScalingReport& report, const std::vector<double>& users)
{
    os << "model,case,users,quantity,value\n";
    for (const auto& scalingCase : report.cases)
    {
        for (const double n : UsersOf(scalingCase, users))
        {
            os << report.model << "," << scalingCase.id << "," << FormatTheoryNumber(n) << ","
               << scalingCase.GetQuantityName() << ","
               << FormatTheoryNumber(scalingCase.evaluate(n)) << "\n";
        }
    }
}

void
WriteScalingJson(std::ostream& os, const ScalingReport& report, const std::vector<double>& users)
{
    nlohmann::ordered_json json;
    json["protocol"] = report.protocol;
    json["model"] = report.model;
    for (const auto& [info, value] : report.parameters)
    {
        nlohmann::ordered_json parameter;
        parameter["assumption"] = info.assumption;
        parameter["value"] = value;
        parameter["unit"] = info.unit;
        json["parameters"][info.name] = parameter;
    }
    json["cases"] = nlohmann::ordered_json::array();
    for (const auto& scalingCase : report.cases)
    {
        nlohmann::ordered_json entry;
        entry["case"] = scalingCase.id;
        entry["header"] = scalingCase.header;
        entry["results"] = nlohmann::ordered_json::array();
        for (const double n : UsersOf(scalingCase, users))
        {
            nlohmann::ordered_json result;
            result["users"] = n;
            result[scalingCase.GetQuantityName()] = scalingCase.evaluate(n);
            entry["results"].push_back(result);
        }
        json["cases"].push_back(entry);
    }
    os << json.dump(1) << "\n";
}

} // namespace ns3
