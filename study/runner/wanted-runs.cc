/* SPDX-License-Identifier: GPL-2.0-only */
#include "wanted-runs.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3
{

PlannedRun
WantedRuns::Run::GetPlan() const
{
    PlannedRun whole = plan;
    whole.scenario = *scenario;
    return whole;
}

WantedRuns::WantedRuns(ResultsDatabase& database,
                       const RunnableStudy& study,
                       const Options& options)
    : m_sqlite(database.GetSqlite()),
      m_store(database),
      m_study(study),
      m_options(options),
      m_wanted(database, study.name, study.file, options.version),
      m_lastRun(m_sqlite.GetInteger("SELECT max(id) FROM run")),
      m_groups(study.groups.size())
{
}

std::size_t
WantedRuns::GetMostRuns() const
{
    std::size_t most = 0;
    for (std::size_t i = m_options.slice - 1; i < m_groups.size(); i += m_options.slices)
    {
        most += m_study.groups[i]->GetMostRuns();
    }
    return most;
}

std::vector<std::string>
WantedRuns::AskAll()
{
    std::vector<std::string> added;
    for (std::size_t i = m_options.slice - 1; i < m_groups.size(); i += m_options.slices)
    {
        Ask(i, added);
    }
    WriteWants();
    return added;
}

std::vector<std::string>
WantedRuns::Begin(const std::string& key)
{
    std::vector<std::string> added;
    Run& run = m_runs.at(key);
    if (std::exchange(run.hasBegun, true))
    {
        return added;
    }
    for (const std::size_t number : std::vector<std::size_t>(run.groups))
    {
        Group& group = m_groups[number];
        group.waiting--;
        if (group.waiting == 0 && group.hasNews)
        {
            Ask(number, added);
        }
    }
    WriteWants();
    return added;
}

std::vector<std::string>
WantedRuns::End(const std::string& key, int64_t run, const RunOutcome& outcome)
{
    const Run ended = std::move(m_runs.at(key));
    m_runs.erase(key);
    Scenario& scenario = *m_scenarios.at(key.substr(0, key.rfind('-')));
    scenario.runs[ended.plan.rngRun] = {run,
                                        ended.plan.rngRun,
                                        m_options.version,
                                        outcome.status,
                                        outcome.wallSeconds,
                                        outcome.peakBytes};
    scenario.peakBytes = std::max(scenario.peakBytes, outcome.peakBytes);
    scenario.wallSeconds = std::max(scenario.wallSeconds, outcome.wallSeconds);
    m_largestPeak = std::max(m_largestPeak, outcome.peakBytes);
    std::vector<std::string> added;
    for (const std::size_t number : ended.groups)
    {
        Group& group = m_groups[number];
        RunOutcome& known = group.known[key];
        known = outcome;
        known.histograms.clear();
        group.hasNews = true;
        // A group whose runs wait has something to do, and asking a large one takes time.
        if (group.waiting == 0)
        {
            Ask(number, added);
        }
    }
    WriteWants();
    return added;
}

uint64_t
WantedRuns::EstimateMemory(const std::string& key) const
{
    const Scenario& scenario = *m_scenarios.at(key.substr(0, key.rfind('-')));
    const double planned = m_runs.at(key).plan.memoryBytes;
    return scenario.peakBytes > 0 ? scenario.peakBytes
           : planned > 0          ? static_cast<uint64_t>(planned)
                                  : m_largestPeak;
}

double
WantedRuns::EstimateSeconds(const std::string& key) const
{
    return m_scenarios.at(key.substr(0, key.rfind('-')))->wallSeconds;
}

void
WantedRuns::Ask(std::size_t number, std::vector<std::string>& added)
{
    bool isNew = true;
    while (isNew)
    {
        isNew = false;
        m_groups[number].hasNews = false;
        for (PlannedRun& plan : m_study.groups[number]->GetWanted(m_groups[number].known))
        {
            isNew = Take(number, std::move(plan), added) || isNew;
        }
    }
}

bool
WantedRuns::Take(std::size_t number, PlannedRun plan, std::vector<std::string>& added)
{
    Scenario& scenario = FindScenario(plan);
    plan.scenario.clear();
    const std::string key = scenario.key + "-" + std::to_string(plan.rngRun);
    Group& group = m_groups[number];
    if (group.known.count(key) > 0)
    {
        return false;
    }
    KnownRun* stored = FindStored(scenario, plan.rngRun);
    if (stored)
    {
        JudgeAgain(*stored);
    }
    const bool isRetry = stored && m_options.retriesFailed && stored->id <= m_lastRun &&
                         stored->status != RunOutcome::DONE;
    const bool isKnown = stored && !isRetry;
    const uint32_t version = isKnown ? stored->version : m_options.version;
    if (!m_wanted.IsWanted(number, plan, scenario.id, version))
    {
        m_wants.push_back({number, plan, &scenario, version});
    }
    if (isKnown)
    {
        CountOther(scenario, plan.rngRun);
        RunOutcome& outcome = group.known[key];
        outcome.status = stored->status;
        if (m_study.groups[number]->NeedsMetrics())
        {
            outcome = m_store.ReadOutcome(stored->id);
            outcome.status = stored->status;
        }
        if (stored->id <= m_lastRun)
        {
            (outcome.status == RunOutcome::DONE ? m_counts.done : m_counts.failed)++;
        }
        return true;
    }
    const auto [run, isNew] = m_runs.try_emplace(key);
    if (isNew)
    {
        CountOther(scenario, plan.rngRun);
        run->second.plan = std::move(plan);
        run->second.scenario = scenario.values;
        run->second.key = {scenario.id, run->second.plan.rngRun, m_options.version};
        run->second.replaced = isRetry && stored->version == m_options.version ? stored->id : 0;
        added.push_back(key);
    }
    std::vector<std::size_t>& groups = run->second.groups;
    if (std::find(groups.begin(), groups.end(), number) == groups.end())
    {
        groups.push_back(number);
        group.waiting += run->second.hasBegun ? 0 : 1;
    }
    return false;
}

WantedRuns::Scenario&
WantedRuns::FindScenario(const PlannedRun& plan)
{
    // Runs of a cell come one after the other, and hashing takes longer than comparing.
    if (m_lastScenario && *m_lastScenario->values == plan.scenario)
    {
        return *m_lastScenario;
    }
    const std::string whole = plan.GetKey();
    const std::string key = whole.substr(0, whole.rfind('-'));
    std::unique_ptr<Scenario>& scenario = m_scenarios[key];
    if (!scenario)
    {
        scenario = std::make_unique<Scenario>();
        scenario->key = key;
        scenario->values = std::make_shared<const ScenarioValues>(plan.scenario);
        scenario->id = m_store.FindScenario(key);
        ReadRuns(*scenario);
    }
    m_lastScenario = scenario.get();
    return *scenario;
}

void
WantedRuns::ReadRuns(Scenario& scenario)
{
    if (scenario.id == 0)
    {
        return;
    }
    for (const KnownRun& run : m_store.FindRuns(scenario.id))
    {
        scenario.peakBytes = std::max(scenario.peakBytes, run.peakBytes);
        scenario.wallSeconds = std::max(scenario.wallSeconds, run.wallSeconds);
        if (run.version == m_options.version)
        {
            scenario.runs[run.rngRun] = run;
        }
        else if (scenario.others[run.rngRun].version <= run.version)
        {
            scenario.others[run.rngRun] = run; // the newest one
        }
    }
    m_largestPeak = std::max(m_largestPeak, scenario.peakBytes);
}

KnownRun*
WantedRuns::FindStored(Scenario& scenario, uint32_t rngRun) const
{
    const auto run = scenario.runs.find(rngRun);
    if (run != scenario.runs.end())
    {
        return &run->second;
    }
    const auto other = scenario.others.find(rngRun);
    const bool doesCount = other != scenario.others.end() && m_options.acceptsOthers;
    return doesCount ? &other->second : nullptr;
}

void
WantedRuns::CountOther(const Scenario& scenario, uint32_t rngRun)
{
    const auto other = scenario.others.find(rngRun);
    if (other != scenario.others.end() && scenario.runs.count(rngRun) == 0)
    {
        m_counts.others[other->second.version]++;
    }
}

void
WantedRuns::JudgeAgain(KnownRun& stored)
{
    const bool hasEnded = stored.status == RunOutcome::DONE || stored.status == RunOutcome::FAILED;
    if (!m_study.judge || !hasEnded || m_judged.count(stored.id) > 0 ||
        (m_study.judged.empty() && stored.status == RunOutcome::DONE))
    {
        return;
    }
    RunOutcome outcome = m_store.ReadOutcome(stored.id, m_study.judged);
    m_study.judge(outcome);
    if (outcome.status != stored.status)
    {
        stored.status = outcome.status;
        m_judged[stored.id] = outcome;
    }
}

void
WantedRuns::WriteWants()
{
    if (m_wants.empty() && m_judged.empty())
    {
        return;
    }
    SqliteTransaction transaction(m_sqlite);
    for (const auto& [run, outcome] : m_judged)
    {
        m_store.SetStatus(run, outcome);
    }
    for (Want& want : m_wants)
    {
        if (want.scenario->id == 0)
        {
            PlannedRun plan;
            plan.scenario = *want.scenario->values;
            want.scenario->id = m_store.AddScenario(want.scenario->key, plan.GetScenarioText());
        }
        m_wanted.Want(want.group, want.plan, want.scenario->id, want.version);
        const std::string key = want.scenario->key + "-" + std::to_string(want.plan.rngRun);
        const auto run = m_runs.find(key);
        if (run != m_runs.end())
        {
            run->second.key.scenario = want.scenario->id;
        }
    }
    transaction.Commit();
    m_judged.clear();
    m_wants.clear();
}

} // namespace ns3
