/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-command.h"

#include "ns3/program-options.h"
#include "ns3/results-values.h"

#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace ns3
{

namespace
{

/// What results come from, in the words of a report.
std::vector<std::pair<std::string, std::string>>
DescribeProvenance(const ResultsProvenance& provenance)
{
    const auto join = [](const auto& items) {
        std::ostringstream text;
        for (const auto& item : items)
        {
            text << (text.tellp() > 0 ? ", " : "") << item;
        }
        return text.str();
    };
    std::set<std::string> modules;
    std::set<std::string> ns3;
    std::set<std::string> compilers;
    for (const SoftwareVersions& software : provenance.software)
    {
        modules.insert(software.module);
        ns3.insert(software.ns3);
        compilers.insert(software.compiler);
    }
    return {{"version of the results", join(provenance.versions)},
            {"module waku", join(modules)},
            {"ns-3", join(ns3)},
            {"compiler", join(compilers)},
            {"seed (RngSeed)", join(provenance.seeds)},
            {"host", join(provenance.hosts)}};
}

} // namespace

ReportData
ReadReportData(const ResultsReader& reader,
               const StoredStudy& study,
               const ReportNeeds& needs,
               const std::string& path)
{
    ReportData data;
    data.study = study.name;
    data.file = study.file;
    data.command = "waku-study run " + study.name +
                   ".yaml --db=" + std::filesystem::path(path).filename().string();
    const ResultsProvenance provenance = reader.GetProvenance(study);
    data.provenance = DescribeProvenance(provenance);
    data.versions = provenance.versions;
    for (const StoredCell& stored : reader.GetCells(study))
    {
        ReportData::Cell cell;
        cell.parameters = stored.parameters;
        cell.scenario = reader.GetScenario(stored);
        cell.missing = stored.wanted - stored.done - stored.failed;
        for (const std::string& name : needs.histograms)
        {
            cell.histograms[name] = reader.ReadHistogram(stored, name);
        }
        data.cells.push_back(std::move(cell));
    }
    const std::vector<std::string> metrics(needs.metrics.begin(), needs.metrics.end());
    for (const StoredRun& run : reader.ReadGoodRuns(study, metrics))
    {
        ReportData::Cell& cell = data.cells.at(run.cell);
        cell.rngRuns.push_back(run.rngRun);
        if (needs.runHistograms)
        {
            cell.runHistograms.push_back(reader.ReadHistograms(run));
        }
        for (std::size_t i = 0; i < metrics.size(); i++)
        {
            cell.metrics[metrics[i]].push_back(run.values[i]);
        }
    }
    for (const StoredRun& run : reader.ReadFailedRuns(study))
    {
        data.cells.at(run.cell).failures.push_back(
            {run.rngRun, ResultsValues::WriteStatus(run.status), run.message});
    }
    return data;
}

int
RunReportCommand(const std::vector<std::string>& arguments,
                 std::ostream& out,
                 const ReportPlanner& planner)
{
    std::string path;
    std::vector<std::string> given = {"waku-study report"};
    std::size_t files = 0;
    for (std::size_t i = 1; i < arguments.size(); i++)
    {
        const bool isOption = arguments[i].compare(0, 1, "-") == 0;
        (isOption ? given.emplace_back() : path) = arguments[i];
        files += isOption ? 0 : 1;
    }
    std::string name;
    std::string folder;
    ProgramOptions options(__FILE__);
    options.Usage("Write the report of a study in a results database.");
    options.AddValue("study", "Name of the study; may be empty if there is one", name);
    options.AddValue("output", "Folder of the report; empty: the study's name and -report", folder);
    options.Parse(given);
    if (files != 1)
    {
        throw std::invalid_argument("usage: waku-study report DB [--study=NAME] [--output=FOLDER]");
    }
    ResultsDatabase database(path, ResultsDatabase::READ);
    const ResultsReader reader(database);
    const StoredStudy study = reader.FindStudy(name);
    const ReportPlan plan = planner(reader, study);
    ReportData data = ReadReportData(reader, study, ReportNeeds::Of(plan.items), path);
    data.limits = plan.limits;
    folder = folder.empty() ? study.name + "-report" : folder;
    WriteStudyReport(data, plan.items, folder);
    out << folder << "/report.html\n";
    return 0;
}

} // namespace ns3
