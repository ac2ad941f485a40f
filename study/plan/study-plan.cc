/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-plan.h"

#include "until.h"

#include "ns3/ranked-run.h"
#include "ns3/rng-seed-manager.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace ns3
{

namespace
{

const std::string PROTOCOL = "protocol";

/// Key of the load of a network.
const std::string LOAD = "traffic.messages_per_hour";

/// Beginning of the message of a run that delivers less than the study expects.
const std::string NOT_AS_EXPECTED = "not as expected: ";

/// Bytes of headers around a message of any protocol: framing, TCP and IP.
constexpr double HEADERS = 160;

/// Place of the last setting of a key.
std::string
FindPlace(const std::vector<StudyFile::Setting>& settings,
          const std::string& key,
          const std::string& otherwise)
{
    std::string place = otherwise;
    for (const StudyFile::Setting& setting : settings)
    {
        place = setting.key == key ? setting.place : place;
    }
    return place;
}

/// Load at which the node with most neighbours has to send all the time; 1 where its up link is not
/// limited.
double
EstimateLoad(const Scenario& scenario)
{
    const double bytesPerHour = static_cast<double>(scenario.underlay.up.bitsPerSecond) / 8 * 3600;
    if (bytesPerHour == 0)
    {
        return 1;
    }
    const double mesh = scenario.protocol->GetMeshDegree(scenario.overlay, scenario.attributes);
    const bool isMesh = mesh < scenario.overlay.GetMeanDegree();
    const double copies = std::max(1.0, (isMesh ? mesh : scenario.overlay.GetLargestDegree()) - 1);
    return bytesPerHour / (copies * (scenario.traffic.payload + HEADERS)) / scenario.overlay.nodes /
           scenario.protocol->GetNShards();
}

/// Value of a key as a number.
double
GetNumber(const Scenario& scenario, const std::string& key)
{
    const ScenarioValues values = scenario.GetValues();
    const auto found = values.find(key);
    return found == values.end() ? 0 : std::atof(found->second.c_str());
}

/// Throws an error if runs have no metric that decides when they are enough.
void
CheckMetrics(const StudyFile& study, const std::map<std::string, double>& metrics)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : metrics)
    {
        names.push_back(name);
    }
    for (const auto& [name, precision] :
         study.until ? study.until->precisions : std::map<std::string, double>())
    {
        if (metrics.count(name) == 0)
        {
            const std::string nearest = FindNearestName(name, names);
            throw std::runtime_error("until: runs have no metric " + name +
                                     (nearest.empty() ? "" : "; is " + nearest + " meant?"));
        }
    }
}

std::string
WriteNumber(double value)
{
    std::ostringstream text;
    text.precision(15);
    text << value;
    return text.str();
}

} // namespace

StudyPlan::StudyPlan(const StudyFile& study)
    : m_study(study),
      m_firstRun(static_cast<uint32_t>(RngSeedManager::GetRun()))
{
    std::vector<StudyFile::Setting> settings;
    const ScenarioAttributes changed = ScenarioAttributes::GetChanged();
    for (const auto& [path, value] : changed.GetValues())
    {
        settings.push_back({path, value, "--" + path});
    }
    settings.insert(settings.end(), study.scenario.begin(), study.scenario.end());
    AddCells(0, {}, settings);
    if (study.search)
    {
        for (const Cell& cell : m_cells)
        {
            MakeSearch(cell);
        }
    }
}

void
StudyPlan::AddCells(std::size_t axis,
                    const std::vector<std::pair<std::string, std::string>>& parameters,
                    const std::vector<StudyFile::Setting>& settings)
{
    if (axis == m_study.vary.size())
    {
        m_cells.push_back({parameters, MakeScenario(settings)});
        return;
    }
    for (const StudyFile::Axis::Option& option : m_study.vary[axis].options)
    {
        auto parametersOfOption = parameters;
        parametersOfOption.insert(parametersOfOption.end(),
                                  option.parameters.begin(),
                                  option.parameters.end());
        auto settingsOfOption = settings;
        settingsOfOption.insert(settingsOfOption.end(),
                                option.settings.begin(),
                                option.settings.end());
        AddCells(axis + 1, parametersOfOption, settingsOfOption);
    }
}

Scenario
StudyPlan::MakeScenario(const std::vector<StudyFile::Setting>& settings) const
{
    try
    {
        // Its other keys depend on the protocol.
        std::string protocol = "waku-relay";
        for (const StudyFile::Setting& setting : settings)
        {
            protocol = setting.key == PROTOCOL ? setting.value : protocol;
        }
        Scenario scenario(protocol);
        for (const StudyFile::Setting& setting : settings)
        {
            if (setting.key != PROTOCOL)
            {
                scenario.Set(setting.key, setting.value);
            }
        }
        scenario.Check();
        scenario.events.CheckRanks(m_study.ranks);
        return scenario;
    }
    catch (const ScenarioError& error)
    {
        throw StudyFileError(FindPlace(settings, error.GetKey(), m_study.scenarioPlace),
                             error.what());
    }
}

PlannedRun
StudyPlan::MakeRun(const Cell& cell, uint32_t number) const
{
    PlannedRun run;
    run.scenario = cell.scenario.GetValues();
    run.parameters = cell.parameters;
    run.rngRun = m_firstRun + number - 1;
    run.cost = cell.scenario.GetCost();
    run.memoryBytes = cell.scenario.GetMemory();
    run.timeLimit = m_study.timeLimit;
    run.processes = m_study.ranks;
    return run;
}

std::unique_ptr<LoadSearch>
StudyPlan::MakeSearch(const Cell& cell) const
{
    const StudyFile::Search& search = *m_study.search;
    Scenario scenario(cell.scenario);
    LoadSearchSettings settings;
    settings.axis = search.axis;
    settings.holds = search.holds;
    settings.precision = search.precision;
    settings.runs = search.runs;
    settings.mostRuns = search.mostRuns;
    settings.hasTimeToLive = scenario.GetValues().count("ttl") > 0;
    const double current = GetNumber(scenario, search.axis);
    settings.first = search.from           ? *search.from
                     : search.axis == LOAD ? EstimateLoad(scenario)
                     : current > 0         ? current
                                           : 1;
    const auto make = [this, scenario, parameters = cell.parameters](double value,
                                                                     uint32_t number) {
        Cell at{parameters, scenario};
        at.parameters.emplace_back(m_study.search->axis, WriteNumber(value));
        try
        {
            at.scenario.Set(m_study.search->axis, WriteNumber(value));
            at.scenario.Check();
        }
        catch (const ScenarioError& error)
        {
            throw StudyFileError(m_study.search->place, error.what());
        }
        return MakeRun(at, number);
    };
    make(settings.first, 1);
    try
    {
        return std::make_unique<LoadSearch>(settings, make);
    }
    catch (const std::invalid_argument& error)
    {
        throw StudyFileError(search.place, error.what());
    }
}

std::vector<std::unique_ptr<RunGroup>>
StudyPlan::MakeGroups() const
{
    std::vector<std::unique_ptr<RunGroup>> groups;
    for (const Cell& cell : m_cells)
    {
        const auto make = [this, &cell](uint32_t number) { return MakeRun(cell, number); };
        if (m_study.search)
        {
            groups.push_back(MakeSearch(cell));
        }
        else if (m_study.until)
        {
            groups.push_back(std::make_unique<UntilPrecise>(*m_study.until, make));
        }
        else
        {
            groups.push_back(std::make_unique<FixedRuns>(m_study.runs, make));
        }
    }
    return groups;
}

RunOutcome
StudyPlan::Simulate(const PlannedRun& run) const
{
    RunOutcome outcome = RankedRun::Simulate(run);
    CheckMetrics(m_study, outcome.metrics);
    Judge(outcome);
    return outcome;
}

void
StudyPlan::Judge(RunOutcome& outcome) const
{
    if (outcome.status == RunOutcome::FAILED && outcome.message.rfind(NOT_AS_EXPECTED, 0) == 0)
    {
        outcome.status = RunOutcome::DONE;
        outcome.message.clear();
    }
    if (outcome.status != RunOutcome::DONE || m_study.expect.IsMetBy(outcome.metrics))
    {
        return;
    }
    outcome.status = RunOutcome::FAILED;
    outcome.message = NOT_AS_EXPECTED + m_study.expect.GetText();
    for (const std::string& name : m_study.expect.GetUnmet(outcome.metrics))
    {
        outcome.message += "; " + name + " is " + WriteNumber(outcome.metrics.at(name));
    }
}

} // namespace ns3
