/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-limits.h"

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace ns3
{

namespace
{

/// What tells a stored run of a search from others: its parameters as text, and RngRun.
using RunName = std::pair<std::string, uint32_t>;

std::string
DescribeParameters(const std::vector<std::pair<std::string, std::string>>& parameters)
{
    std::string text;
    for (const auto& [key, value] : parameters)
    {
        text += key + "=" + value + "\n";
    }
    return text;
}

/// Runs of a stored study, with the metrics that a search needs.
std::map<RunName, RunOutcome>
ReadOutcomes(const ResultsReader& reader, const StoredStudy& study)
{
    const std::vector<StoredCell> cells = reader.GetCells(study);
    const std::vector<std::string> metrics = reader.GetMetricNames(study);
    std::map<RunName, RunOutcome> outcomes;
    for (const StoredRun& run : reader.ReadRuns(study, metrics))
    {
        RunOutcome& outcome =
            outcomes[{DescribeParameters(cells[run.cell].parameters), run.rngRun}];
        outcome.status = run.status;
        outcome.message = run.message;
        for (std::size_t i = 0; i < metrics.size(); i++)
        {
            if (!std::isnan(run.values[i]))
            {
                outcome.metrics[metrics[i]] = run.values[i];
            }
        }
    }
    return outcomes;
}

/// Ask a search for its runs until the database has none of them.
LoadSearchResult
Replay(const LoadSearch& search, const std::map<RunName, RunOutcome>& outcomes)
{
    RunGroup::Known known;
    for (bool hasMore = true; hasMore;)
    {
        hasMore = false;
        for (const PlannedRun& run : search.GetWanted(known))
        {
            const auto found = outcomes.find({DescribeParameters(run.parameters), run.rngRun});
            if (found != outcomes.end())
            {
                hasMore = known.emplace(run.GetKey(), found->second).second || hasMore;
            }
        }
    }
    return search.GetResult(known);
}

} // namespace

std::vector<LoadSearchResult>
FindStudyLimits(const StudyPlan& plan, const ResultsReader& reader, const StoredStudy& study)
{
    const std::map<RunName, RunOutcome> outcomes = ReadOutcomes(reader, study);
    std::vector<LoadSearchResult> limits;
    for (const StudyPlan::Cell& cell : plan.GetCells())
    {
        limits.push_back(Replay(*plan.MakeSearch(cell), outcomes));
    }
    return limits;
}

ReportPlan
PlanStudyReport(const ResultsReader& reader, const StoredStudy& study)
{
    const StudyFile file = StudyFile::Parse(study.file, study.name);
    ReportPlan report;
    report.items = file.report;
    if (!file.search)
    {
        return report;
    }
    const StudyPlan plan(file);
    const std::vector<LoadSearchResult> limits = FindStudyLimits(plan, reader, study);
    for (std::size_t i = 0; i < limits.size(); i++)
    {
        const StudyPlan::Cell& cell = plan.GetCells()[i];
        report.limits.push_back({cell.parameters,
                                 cell.scenario.GetValues(),
                                 file.search->axis,
                                 limits[i].limit,
                                 limits[i].lower,
                                 limits[i].upper,
                                 limits[i].cause,
                                 limits[i].runs,
                                 limits[i].problem});
        report.limits.back().scenario.erase(file.search->axis);
    }
    return report;
}

} // namespace ns3
