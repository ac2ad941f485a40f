/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-report.h"

#include "report-distribution.h"
#include "report-document.h"
#include "report-limits.h"
#include "report-measured.h"
#include "report-quantity.h"
#include "report-relative.h"
#include "report-sources.h"
#include "report-text.h"
#include "report-values.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <stdexcept>

namespace ns3
{

namespace
{

/// Failed runs that are listed; of more, the rest is counted.
constexpr std::size_t LISTED_FAILURES = 200;

/// A name for the files of an entry that no other one has.
std::string
MakeFileName(const ReportItem& item, std::set<std::string>& used)
{
    std::string text = item.limits              ? "limits"
                       : !item.measured.empty() ? "measured"
                       : !item.metrics.empty()  ? "relative-" + item.relativeTo.front().first
                                                : item.metric + item.distribution;
    text = text.empty() ? item.theory.front() : text;
    text += item.against.empty() ? "" : "-" + item.against;
    std::string name;
    for (char letter : text)
    {
        const bool isPlain = std::isalnum(static_cast<unsigned char>(letter)) || letter == '.' ||
                             letter == '_' || letter == '-';
        const bool isSecond = !isPlain && !name.empty() && name.back() == '-';
        name += isSecond ? "" : std::string(1, isPlain ? letter : '-');
    }
    std::string unique = name;
    for (int number = 2; !used.insert(unique).second; number++)
    {
        unique = name + "-" + std::to_string(number);
    }
    return unique;
}

/// Numbers as ranges, such as "1 to 5, 7".
std::string
DescribeNumbers(const std::set<uint32_t>& numbers)
{
    std::string text;
    for (auto number = numbers.begin(); number != numbers.end();)
    {
        const uint32_t first = *number;
        uint32_t last = first;
        while (++number != numbers.end() && *number == last + 1)
        {
            last++;
        }
        text += (text.empty() ? "" : ", ") + std::to_string(first) +
                (last > first ? " to " + std::to_string(last) : "");
    }
    return text;
}

/// Whether parameters have the values that an entry asks for; these are taken out of them.
bool
TakeWhere(const ReportItem& item, ReportParameters& parameters)
{
    for (const auto& wanted : item.where)
    {
        const auto found = std::find(parameters.begin(), parameters.end(), wanted);
        if (found == parameters.end())
        {
            return false;
        }
        parameters.erase(found);
    }
    return true;
}

/// The part of a study that an entry asks for.
ReportData
SelectWhere(const ReportItem& item, const ReportData& data)
{
    ReportData selected;
    for (const ReportData::Cell& cell : data.cells)
    {
        ReportParameters parameters = cell.parameters;
        if (TakeWhere(item, parameters))
        {
            selected.cells.push_back(cell);
            selected.cells.back().parameters = parameters;
        }
    }
    for (const ReportLimit& limit : data.limits)
    {
        ReportParameters parameters = limit.parameters;
        if (TakeWhere(item, parameters))
        {
            selected.limits.push_back(limit);
            selected.limits.back().parameters = parameters;
        }
    }
    if (selected.cells.empty() && !data.cells.empty())
    {
        throw std::invalid_argument("where: the study has no combination with " +
                                    ReportAxes::Describe(item.where));
    }
    return selected;
}

/// Add the part of a report for an entry. \return the widest interval, relative to its mean
double
AddItem(ReportDocument& document,
        const ReportItem& item,
        const ReportData& data,
        const std::string& folder,
        const std::string& name)
{
    if (item.limits)
    {
        AddReportLimits(document, item, data, folder, name);
        return 0;
    }
    if (!item.measured.empty())
    {
        AddReportMeasured(document, item, data, folder, name);
        return 0;
    }
    if (!item.relativeTo.empty())
    {
        AddReportRelative(document, item, data, folder, name);
        return 0;
    }
    if (!item.distribution.empty())
    {
        AddReportDistribution(document, item, data, folder, name);
        return 0;
    }
    const ReportValues values(item, data);
    values.AddTo(document, folder, name);
    return values.GetWidestInterval();
}

void
AddHeader(ReportDocument& document, const ReportData& data)
{
    std::set<uint32_t> rngRuns;
    std::size_t runs = 0;
    for (const ReportData::Cell& cell : data.cells)
    {
        rngRuns.insert(cell.rngRuns.begin(), cell.rngRuns.end());
        runs += cell.rngRuns.size();
    }
    document.AddParagraph("This command repeats the study: " + ReportDocument::Code(data.command));
    for (const std::string& warning : GetReportWarnings(data))
    {
        document.AddWarning(warning);
    }
    ReportTable table;
    table.columns = {{"", false}, {"", false}};
    for (const auto& [name, text] : data.provenance)
    {
        table.rows.push_back({name, text});
    }
    table.rows.push_back({"RngRun", DescribeNumbers(rngRuns)});
    table.rows.push_back(
        {"runs in this report",
         JoinText(runs, ", of ", data.cells.size(), " combinations of parameters")});
    document.AddTable(table);
}

void
AddFailures(ReportDocument& document, const ReportData& data)
{
    ReportTable table;
    table.columns = {{"parameters", false}, {"RngRun"}, {"status", false}, {"message", false}};
    std::size_t more = 0;
    for (const ReportData::Cell& cell : data.cells)
    {
        for (const ReportData::Failure& failure : cell.failures)
        {
            if (table.rows.size() == LISTED_FAILURES)
            {
                more++;
                continue;
            }
            table.rows.push_back({ReportAxes::Describe(cell.parameters),
                                  std::to_string(failure.rngRun),
                                  failure.status,
                                  ReportDocument::Code(failure.message)});
        }
    }
    if (table.rows.empty())
    {
        return;
    }
    document.AddHeading("Failed runs");
    document.AddParagraph("No value of this report contains these runs.");
    document.AddTable(table);
    if (more > 0)
    {
        document.AddParagraph(JoinText("So did ", more, " further runs."));
    }
}

} // namespace

ReportNeeds
ReportNeeds::Of(const std::vector<ReportItem>& items)
{
    ReportNeeds needs;
    needs.metrics.insert("delivery_ratio");
    for (const ReportItem& item : items)
    {
        CheckReportItem(item);
        needs.metrics.insert(item.metrics.begin(), item.metrics.end());
        for (const ReportQuantity& quantity : ReportQuantity::Of(item))
        {
            const std::vector<std::string> metrics = quantity.GetMetrics();
            needs.metrics.insert(metrics.begin(), metrics.end());
        }
        if (!item.distribution.empty())
        {
            needs.histograms.insert(item.distribution);
        }
        for (const MeasuredCase& measured : item.measured)
        {
            needs.runHistograms = true;
            for (const auto& [name, values] : measured.metrics)
            {
                needs.metrics.insert(name);
            }
        }
    }
    return needs;
}

void
WriteStudyReport(const ReportData& data,
                 const std::vector<ReportItem>& items,
                 const std::string& folder)
{
    for (const ReportItem& item : items)
    {
        CheckReportItem(item);
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
    {
        throw std::runtime_error("can't make the folder " + folder + ": " + error.message());
    }
    ReportDocument document(data.study, folder);
    AddHeader(document, data);
    std::set<std::string> names;
    double widest = 0;
    for (const ReportItem& item : items)
    {
        const std::string name = MakeFileName(item, names);
        if (item.where.empty())
        {
            widest = std::max(widest, AddItem(document, item, data, folder, name));
            continue;
        }
        const ReportData selected = SelectWhere(item, data);
        widest = std::max(widest, AddItem(document, item, selected, folder, name));
        document.AddParagraph("Only where " + ReportAxes::Describe(item.where) + ".");
    }
    const std::vector<std::string> sources = GetErrorSources(data, widest);
    if (!sources.empty())
    {
        document.AddHeading("Sources of error");
        document.AddList(sources);
    }
    AddFailures(document, data);
    if (!data.file.empty())
    {
        document.AddHeading("The study's file");
        document.AddVerbatim(data.file);
    }
    document.Write();
}

} // namespace ns3
