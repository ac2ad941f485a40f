/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-row.h"

#include "ns3/user-error.h"

#include <fstream>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ns3
{

namespace
{

/// A mean, and if there is one its interval.
std::string
Format(const ConfidenceInterval& interval, int digits)
{
    const std::string mean = FormatFixed(interval.mean, digits);
    return interval.halfWidth ? mean + " ± " + FormatFixed(*interval.halfWidth, digits) : mean;
}

/// A number of a CSV file; empty if there is none.
std::string
ToField(std::optional<double> value)
{
    std::ostringstream out;
    if (value)
    {
        out << *value;
    }
    return out.str();
}

/// A number of a JSON file; null if there is none.
nlohmann::json
ToJson(std::optional<double> value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace

std::string
FormatFixed(double value, int digits)
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(digits) << value;
    return out.str();
}

ReportTable
StudyRow::MakeTable(const std::vector<StudyRow>& rows)
{
    ReportTable table;
    table.columns = {{"nodes"}, {"case", false}, {"closed form"}, {"simulated"}, {"ratio"}};
    for (const StudyRow& row : rows)
    {
        table.rows.push_back({std::to_string(row.nodes),
                              row.name,
                              FormatFixed(row.closedForm, 3) + " " + row.unit,
                              Format(row.simulated, 3) + " " + row.unit,
                              Format(row.ratio, 4)});
    }
    return table;
}

void
StudyRow::WriteTable(std::ostream& out, const std::vector<StudyRow>& rows)
{
    MakeTable(rows).WriteMarkdown(out);
}

void
StudyRow::WriteCsv(const std::string& path, const std::vector<StudyRow>& rows)
{
    std::ofstream out(path);
    out << "nodes,case,unit,closed_form,simulated,simulated_ci95,ratio,ratio_ci95,runs,traffic_s\n";
    for (const StudyRow& row : rows)
    {
        out << row.nodes << ",\"" << row.name << "\"," << row.unit << "," << row.closedForm << ","
            << row.simulated.mean << "," << ToField(row.simulated.halfWidth) << ","
            << row.ratio.mean << "," << ToField(row.ratio.halfWidth) << "," << row.runs << ","
            << row.seconds << "\n";
    }
    out.close();
    if (!out)
    {
        StopAtUserError("can't write " + path);
    }
}

void
StudyRow::WriteJson(const std::string& path,
                    const std::string& study,
                    const std::vector<StudyRow>& rows)
{
    nlohmann::json json = {{"protocol", study}, {"rows", nlohmann::json::array()}};
    for (const StudyRow& row : rows)
    {
        json["rows"].push_back({{"nodes", row.nodes},
                                {"case", row.name},
                                {"unit", row.unit},
                                {"closed_form", row.closedForm},
                                {"simulated", row.simulated.mean},
                                {"simulated_ci95", ToJson(row.simulated.halfWidth)},
                                {"ratio", row.ratio.mean},
                                {"ratio_ci95", ToJson(row.ratio.halfWidth)},
                                {"runs", row.runs},
                                {"traffic_s", row.seconds}});
    }
    std::ofstream out(path);
    out << json.dump(1) << "\n";
    out.close();
    if (!out)
    {
        StopAtUserError("can't write " + path);
    }
}

} // namespace ns3
