/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-csv.h"

#include "ns3/results-text.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace ns3
{

std::string
ToCsv(std::optional<double> value)
{
    return value ? ResultsText::WriteNumber(*value) : "";
}

void
WriteCsvLine(std::ostream& out, const std::vector<std::string>& fields)
{
    for (std::size_t i = 0; i < fields.size(); i++)
    {
        out << (i > 0 ? "," : "") << ResultsText::WriteCsvField(fields[i]);
    }
    out << "\n";
}

void
WriteCsvFile(const std::string& path, const std::function<void(std::ostream&)>& write)
{
    std::ofstream out(path);
    write(out);
    out.close();
    if (!out)
    {
        throw std::runtime_error("can't write " + path);
    }
}

std::vector<ReportCombination>
GetCombinations(const ReportData& data)
{
    std::vector<ReportCombination> combinations;
    for (const ReportData::Cell& cell : data.cells)
    {
        combinations.push_back({&cell.parameters, &cell.scenario});
    }
    return combinations;
}

std::vector<std::string>
GetVariedKeys(const std::vector<ReportCombination>& combinations)
{
    std::vector<std::string> keys;
    for (const ReportCombination& combination : combinations)
    {
        for (const auto& parameter : *combination.parameters)
        {
            if (std::find(keys.begin(), keys.end(), parameter.first) == keys.end())
            {
                keys.push_back(parameter.first);
            }
        }
    }
    return keys;
}

std::vector<std::string>
GetKeyValues(const std::vector<std::string>& keys, const ReportParameters& parameters)
{
    std::vector<std::string> values;
    for (const std::string& key : keys)
    {
        const auto known =
            std::find_if(parameters.begin(), parameters.end(), [&](const auto& parameter) {
                return parameter.first == key;
            });
        values.push_back(known == parameters.end() ? "" : known->second);
    }
    return values;
}

} // namespace ns3
