/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-reader.h"

#include "results-values.h"
#include "run-costs.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

namespace ns3
{

namespace
{

/// The runs that a study wants, as far as they have ended; parameters: study, version of results.
const std::string RUNS_OF_STUDY =
    " FROM cell c CROSS JOIN wanted w ON w.cell = c.id"
    " CROSS JOIN run r ON r.scenario = c.scenario AND r.rng_run = w.rng_run"
    " AND r.results_version = w.results_version"
    " WHERE c.study = ? AND c.results_version = ?";

/// With more metrics than that it is faster to read all metrics of a run.
constexpr std::size_t MOST_SINGLE_METRICS = 4;

uint32_t
GetAskedVersion(const StoredStudy& study, uint32_t version)
{
    return version != 0 ? version : study.GetVersion();
}

/// Text of all studies, for errors.
std::string
JoinNames(const std::vector<StoredStudy>& studies)
{
    std::string names;
    for (const StoredStudy& study : studies)
    {
        names += (names.empty() ? "" : ", ") + study.name;
    }
    return names;
}

} // namespace

uint32_t
StoredStudy::GetVersion() const
{
    return versions.empty() ? 0 : *versions.rbegin();
}

ResultsReader::ResultsReader(ResultsDatabase& database)
    : m_sqlite(database.GetSqlite())
{
}

std::vector<StoredStudy>
ResultsReader::GetStudies() const
{
    std::map<std::string, StoredStudy> studies;
    SqliteStatement& select =
        m_sqlite.Prepare("SELECT id, name, file, begun FROM study ORDER BY begun, id");
    while (select.Step())
    {
        StoredStudy study;
        study.id = select.GetInteger(0);
        study.name = select.GetText(1);
        study.file = select.GetText(2);
        study.begun = select.GetText(3);
        studies[study.name] = study;
    }
    std::vector<StoredStudy> all;
    for (auto& [name, study] : studies)
    {
        SqliteStatement& versions =
            m_sqlite.Prepare("SELECT DISTINCT results_version FROM cell WHERE study = ?");
        versions.Bind(study.id);
        while (versions.Step())
        {
            study.versions.insert(static_cast<uint32_t>(versions.GetInteger(0)));
        }
        all.push_back(std::move(study));
    }
    return all;
}

StoredStudy
ResultsReader::FindStudy(const std::string& name) const
{
    const std::vector<StoredStudy> studies = GetStudies();
    if (studies.empty())
    {
        throw ResultsError(m_sqlite.GetPath() + ": has no study");
    }
    if (name.empty() && studies.size() == 1)
    {
        return studies.front();
    }
    for (const StoredStudy& study : studies)
    {
        if (!name.empty() && study.name == name)
        {
            return study;
        }
    }
    throw ResultsError(m_sqlite.GetPath() +
                       (name.empty() ? ": has several studies; name one of them: "
                                     : ": has no study " + name + "; it has ") +
                       JoinNames(studies));
}

std::vector<StoredCell>
ResultsReader::GetCells(const StoredStudy& study, uint32_t version) const
{
    std::vector<std::pair<int64_t, StoredCell>> placed;
    SqliteStatement& select = m_sqlite.Prepare(
        "SELECT c.place, c.id, c.parameters, count(w.rng_run), count(r.id), sum(r.status = 'done')"
        " FROM cell c LEFT JOIN wanted w ON w.cell = c.id"
        " LEFT JOIN run r ON r.scenario = c.scenario AND r.rng_run = w.rng_run"
        " AND r.results_version = w.results_version"
        " WHERE c.study = ? AND c.results_version = ? GROUP BY c.id");
    select.Bind(study.id).Bind(GetAskedVersion(study, version));
    while (select.Step())
    {
        StoredCell cell;
        cell.id = select.GetInteger(1);
        cell.parameters = ResultsValues::ReadParameters(select.GetText(2));
        cell.wanted = static_cast<std::size_t>(select.GetInteger(3));
        cell.done = static_cast<std::size_t>(select.GetInteger(5));
        cell.failed = static_cast<std::size_t>(select.GetInteger(4)) - cell.done;
        placed.emplace_back(select.GetInteger(0), std::move(cell));
    }
    std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
        return a.first != b.first
                   ? a.first < b.first
                   : ResultsValues::IsBefore(a.second.parameters, b.second.parameters);
    });
    std::vector<StoredCell> cells;
    for (auto& [place, cell] : placed)
    {
        cells.push_back(std::move(cell));
    }
    return cells;
}

std::vector<std::string>
ResultsReader::GetMetricNames(const StoredStudy& study, uint32_t version) const
{
    std::vector<std::string> names;
    SqliteStatement& select =
        m_sqlite.Prepare("SELECT name FROM metric_name WHERE id IN (SELECT DISTINCT m.name" + [] {
            std::string from = RUNS_OF_STUDY;
            return from.insert(from.find(" WHERE"), " CROSS JOIN metric m ON m.run = r.id");
        }() + ") ORDER BY name");
    select.Bind(study.id).Bind(GetAskedVersion(study, version));
    while (select.Step())
    {
        names.push_back(select.GetText(0));
    }
    return names;
}

std::vector<StoredRun>
ResultsReader::ReadGoodRuns(const StoredStudy& study,
                            const std::vector<std::string>& metrics,
                            uint32_t version) const
{
    return Read(study, metrics, version, "r.status = 'done'");
}

std::vector<StoredRun>
ResultsReader::ReadRuns(const StoredStudy& study,
                        const std::vector<std::string>& metrics,
                        uint32_t version) const
{
    return Read(study, metrics, version, "1");
}

std::vector<StoredRun>
ResultsReader::ReadFailedRuns(const StoredStudy& study, uint32_t version) const
{
    return Read(study, {}, version, "r.status <> 'done'");
}

std::vector<StoredRun>
ResultsReader::Read(const StoredStudy& study,
                    const std::vector<std::string>& metrics,
                    uint32_t version,
                    const std::string& condition) const
{
    std::unordered_map<int64_t, std::size_t> places;
    for (const StoredCell& cell : GetCells(study, version))
    {
        places.emplace(cell.id, places.size());
    }
    std::vector<StoredRun> runs;
    SqliteStatement& select =
        m_sqlite.Prepare("SELECT r.id, c.id, r.rng_run, r.results_version, r.status, r.message" +
                         RUNS_OF_STUDY + " AND " + condition);
    select.Bind(study.id).Bind(GetAskedVersion(study, version));
    while (select.Step())
    {
        const auto place = places.find(select.GetInteger(1));
        if (place == places.end())
        {
            continue; // Another process has added it since.
        }
        StoredRun run;
        run.id = select.GetInteger(0);
        run.cell = place->second;
        run.rngRun = static_cast<uint32_t>(select.GetInteger(2));
        run.version = static_cast<uint32_t>(select.GetInteger(3));
        run.status = ResultsValues::ReadStatus(select.GetText(4));
        run.message = select.GetText(5);
        runs.push_back(std::move(run));
    }
    std::sort(runs.begin(), runs.end(), [](const StoredRun& a, const StoredRun& b) {
        return std::tie(a.cell, a.rngRun) < std::tie(b.cell, b.rngRun);
    });
    ReadValues(metrics, runs);
    return runs;
}

void
ResultsReader::ReadValues(const std::vector<std::string>& names, std::vector<StoredRun>& runs) const
{
    const RunCosts costs(m_sqlite);
    // Where the value of a metric goes, by the metric's number in the database.
    std::unordered_multimap<int64_t, std::size_t> places;
    for (std::size_t i = 0; i < names.size(); i++)
    {
        SqliteStatement& find = m_sqlite.Prepare("SELECT id FROM metric_name WHERE name = ?");
        if (find.BindText(names[i]).Step())
        {
            places.emplace(find.GetInteger(0), i);
        }
        find.Reset();
    }
    SqliteStatement& single =
        m_sqlite.Prepare("SELECT value FROM metric WHERE run = ? AND name = ?");
    SqliteStatement& all = m_sqlite.Prepare("SELECT name, value FROM metric WHERE run = ?");
    for (StoredRun& run : runs)
    {
        run.values.assign(names.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 0; i < names.size(); i++)
        {
            if (RunCosts::IsCost(names[i]))
            {
                run.values[i] = costs.Get(run.id, names[i]);
            }
        }
        if (names.size() <= MOST_SINGLE_METRICS)
        {
            for (const auto& [metric, place] : places)
            {
                if (single.Bind(run.id).Bind(metric).Step())
                {
                    run.values[place] = single.GetReal(0);
                }
                single.Reset();
            }
            continue;
        }
        all.Bind(run.id);
        while (all.Step())
        {
            const auto [begin, end] = places.equal_range(all.GetInteger(0));
            for (auto place = begin; place != end; ++place)
            {
                run.values[place->second] = all.GetReal(1);
            }
        }
    }
}

ResultsProvenance
ResultsReader::GetProvenance(const StoredStudy& study, uint32_t version) const
{
    ResultsProvenance provenance;
    SqliteStatement& runs = m_sqlite.Prepare(
        "SELECT r.host, r.seed, r.results_version, r.software, min(r.begun), max(r.begun),"
        " sum(r.wall_s), max(r.peak_bytes)" +
        RUNS_OF_STUDY + " GROUP BY r.host, r.seed, r.results_version, r.software");
    runs.Bind(study.id).Bind(GetAskedVersion(study, version));
    std::set<int64_t> software;
    while (runs.Step())
    {
        provenance.hosts.insert(runs.GetText(0));
        provenance.seeds.insert(static_cast<uint32_t>(runs.GetInteger(1)));
        provenance.versions.insert(static_cast<uint32_t>(runs.GetInteger(2)));
        software.insert(runs.GetInteger(3));
        const std::string first = runs.GetText(4);
        provenance.firstBegun =
            provenance.firstBegun.empty() ? first : std::min(first, provenance.firstBegun);
        provenance.lastBegun = std::max(provenance.lastBegun, runs.GetText(5));
        provenance.wallSeconds += runs.GetReal(6);
        provenance.peakBytes =
            std::max(provenance.peakBytes, static_cast<uint64_t>(runs.GetInteger(7)));
    }
    SqliteStatement& select = m_sqlite.Prepare(
        "SELECT id, module, ns3, compiler FROM software ORDER BY module, ns3, compiler");
    while (select.Step())
    {
        if (software.count(select.GetInteger(0)) > 0)
        {
            provenance.software.push_back(
                {select.GetText(1), select.GetText(2), select.GetText(3)});
        }
    }
    return provenance;
}

RunOutcome::Histogram
ResultsReader::ReadHistogram(const StoredCell& cell, const std::string& name) const
{
    std::map<double, uint64_t> sum;
    SqliteStatement& select =
        m_sqlite.Prepare("SELECT h.bins FROM cell c CROSS JOIN wanted w ON w.cell = c.id"
                         " CROSS JOIN run r ON r.scenario = c.scenario AND r.rng_run = w.rng_run"
                         " AND r.results_version = w.results_version"
                         " CROSS JOIN histogram h ON h.run = r.id"
                         " WHERE c.id = ? AND r.status = 'done'"
                         " AND h.name = (SELECT id FROM metric_name WHERE name = ?)");
    select.Bind(cell.id).BindText(name);
    while (select.Step())
    {
        for (const auto& [value, count] : ResultsValues::ReadHistogram(select.GetText(0)))
        {
            sum[value] += count;
        }
    }
    return RunOutcome::Histogram(sum.begin(), sum.end());
}

std::map<std::string, RunOutcome::Histogram>
ResultsReader::ReadHistograms(const StoredRun& run) const
{
    std::map<std::string, RunOutcome::Histogram> histograms;
    SqliteStatement& select = m_sqlite.Prepare(
        "SELECT n.name, h.bins FROM histogram h JOIN metric_name n ON n.id = h.name"
        " WHERE h.run = ?");
    select.Bind(run.id);
    while (select.Step())
    {
        histograms[select.GetText(0)] = ResultsValues::ReadHistogram(select.GetText(1));
    }
    return histograms;
}

ScenarioValues
ResultsReader::GetScenario(const StoredCell& cell) const
{
    SqliteStatement& select = m_sqlite.Prepare(
        "SELECT s.text FROM cell c JOIN scenario s ON s.id = c.scenario WHERE c.id = ?");
    ScenarioValues scenario;
    if (select.Bind(cell.id).Step())
    {
        scenario = ResultsValues::ReadScenario(select.GetText(0));
    }
    select.Reset();
    return scenario;
}

PlannedRun
ResultsReader::GetPlan(int64_t run) const
{
    PlannedRun plan;
    SqliteStatement& select = m_sqlite.Prepare(
        "SELECT s.text, r.rng_run, c.parameters FROM run r JOIN scenario s ON s.id = r.scenario"
        " LEFT JOIN cell c ON c.scenario = s.id LEFT JOIN study y ON y.id = c.study"
        " WHERE r.id = ? ORDER BY y.begun DESC, c.id DESC LIMIT 1");
    if (!select.Bind(run).Step())
    {
        throw ResultsError(m_sqlite.GetPath() + ": has no run " + std::to_string(run) +
                           "; waku-study list " + m_sqlite.GetPath() + " lists its runs");
    }
    plan.scenario = ResultsValues::ReadScenario(select.GetText(0));
    plan.rngRun = static_cast<uint32_t>(select.GetInteger(1));
    plan.parameters = ResultsValues::ReadParameters(select.GetText(2));
    select.Reset();
    return plan;
}

} // namespace ns3
