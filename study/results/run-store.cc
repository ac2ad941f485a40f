/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-store.h"

#include "results-values.h"

namespace ns3
{

RunStore::RunStore(ResultsDatabase& database)
    : m_sqlite(database.GetSqlite())
{
}

int64_t
RunStore::FindScenario(const std::string& key)
{
    SqliteStatement& find = m_sqlite.Prepare("SELECT id FROM scenario WHERE key = ?");
    const int64_t id = find.BindText(key).Step() ? find.GetInteger(0) : 0;
    find.Reset();
    return id;
}

int64_t
RunStore::AddScenario(const std::string& key, const std::string& text)
{
    const int64_t known = FindScenario(key);
    if (known != 0)
    {
        return known;
    }
    m_sqlite.Prepare("INSERT INTO scenario (key, text) VALUES (?, ?)")
        .BindText(key)
        .BindText(text)
        .Run();
    return m_sqlite.GetLastId();
}

std::vector<KnownRun>
RunStore::FindRuns(int64_t scenario)
{
    std::vector<KnownRun> runs;
    SqliteStatement& find =
        m_sqlite.Prepare("SELECT id, rng_run, results_version, status, wall_s, peak_bytes FROM run"
                         " WHERE scenario = ?");
    find.Bind(scenario);
    while (find.Step())
    {
        runs.push_back({find.GetInteger(0),
                        static_cast<uint32_t>(find.GetInteger(1)),
                        static_cast<uint32_t>(find.GetInteger(2)),
                        ResultsValues::ReadStatus(find.GetText(3)),
                        find.GetReal(4),
                        static_cast<uint64_t>(find.GetInteger(5))});
    }
    return runs;
}

int64_t
RunStore::FindRun(const StoredRunKey& key)
{
    SqliteStatement& find = m_sqlite.Prepare(
        "SELECT id FROM run WHERE scenario = ? AND rng_run = ? AND results_version = ?");
    find.Bind(key.scenario).Bind(key.rngRun).Bind(key.version);
    const int64_t id = find.Step() ? find.GetInteger(0) : 0;
    find.Reset();
    return id;
}

RunOutcome
RunStore::ReadOutcome(int64_t run, bool hasMetrics)
{
    RunOutcome outcome;
    SqliteStatement& find = m_sqlite.Prepare(
        "SELECT status, message, exit_status, wall_s, peak_bytes FROM run WHERE id = ?");
    if (find.Bind(run).Step())
    {
        outcome.status = ResultsValues::ReadStatus(find.GetText(0));
        outcome.message = find.GetText(1);
        outcome.exitStatus = static_cast<int>(find.GetInteger(2));
        outcome.wallSeconds = find.GetReal(3);
        outcome.peakBytes = static_cast<uint64_t>(find.GetInteger(4));
    }
    find.Reset();
    if (hasMetrics)
    {
        SqliteStatement& metrics = m_sqlite.Prepare("SELECT name, value FROM metric WHERE run = ?");
        metrics.Bind(run);
        while (metrics.Step())
        {
            std::string& name = m_metricNames[metrics.GetInteger(0)];
            if (name.empty())
            {
                SqliteStatement& names =
                    m_sqlite.Prepare("SELECT name FROM metric_name WHERE id = ?");
                name = names.Bind(metrics.GetInteger(0)).Step() ? names.GetText(0) : "";
                names.Reset();
            }
            outcome.metrics[name] = metrics.GetReal(1);
        }
    }
    return outcome;
}

RunOutcome
RunStore::ReadOutcome(int64_t run, const std::set<std::string>& names)
{
    RunOutcome outcome = ReadOutcome(run, false);
    SqliteStatement& find =
        m_sqlite.Prepare("SELECT value FROM metric JOIN metric_name n ON n.id = "
                         "metric.name WHERE run = ? AND n.name = ?");
    for (const std::string& name : names)
    {
        if (find.Bind(run).BindText(name).Step())
        {
            outcome.metrics[name] = find.GetReal(0);
        }
        find.Reset();
    }
    return outcome;
}

void
RunStore::SetStatus(int64_t run, const RunOutcome& outcome)
{
    m_sqlite.Prepare("UPDATE run SET status = ?, message = ? WHERE id = ?")
        .BindText(ResultsValues::WriteStatus(outcome.status))
        .BindText(outcome.message)
        .Bind(run)
        .Run();
}

int64_t
RunStore::Store(const StoredRunKey& key,
                const RunOutcome& outcome,
                const RunOrigin& origin,
                int64_t replaced)
{
    const int64_t present = FindRun(key);
    if (present != 0 && present != replaced)
    {
        return present;
    }
    if (present != 0)
    {
        Remove(present);
    }
    m_sqlite
        .Prepare("INSERT INTO run (scenario, rng_run, results_version, status, message,"
                 " exit_status, wall_s, peak_bytes, seed, begun, host, software)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .Bind(key.scenario)
        .Bind(key.rngRun)
        .Bind(key.version)
        .BindText(ResultsValues::WriteStatus(outcome.status))
        .BindText(outcome.message)
        .Bind(outcome.exitStatus)
        .BindReal(outcome.wallSeconds)
        .Bind(static_cast<int64_t>(outcome.peakBytes))
        .Bind(origin.seed)
        .BindText(origin.begun)
        .BindText(origin.host)
        .Bind(GetSoftware(origin.software))
        .Run();
    const int64_t run = m_sqlite.GetLastId();
    for (const auto& [name, value] : outcome.metrics)
    {
        const int64_t metric = GetMetric(name);
        m_sqlite.Prepare("INSERT INTO metric (run, name, value) VALUES (?, ?, ?)")
            .Bind(run)
            .Bind(metric)
            .BindReal(value)
            .Run();
    }
    for (const auto& [name, histogram] : outcome.histograms)
    {
        const int64_t metric = GetMetric(name);
        m_sqlite.Prepare("INSERT INTO histogram (run, name, bins) VALUES (?, ?, ?)")
            .Bind(run)
            .Bind(metric)
            .BindBlob(ResultsValues::WriteHistogram(histogram))
            .Run();
    }
    return run;
}

int64_t
RunStore::GetMetric(const std::string& name)
{
    SqliteStatement& find = m_sqlite.Prepare("SELECT id FROM metric_name WHERE name = ?");
    const int64_t id = find.BindText(name).Step() ? find.GetInteger(0) : 0;
    find.Reset();
    if (id != 0)
    {
        return id;
    }
    m_sqlite.Prepare("INSERT INTO metric_name (name) VALUES (?)").BindText(name).Run();
    return m_sqlite.GetLastId();
}

int64_t
RunStore::GetSoftware(const SoftwareVersions& software)
{
    SqliteStatement& find =
        m_sqlite.Prepare("SELECT id FROM software WHERE module = ? AND ns3 = ? AND compiler = ?");
    find.BindText(software.module).BindText(software.ns3).BindText(software.compiler);
    const int64_t id = find.Step() ? find.GetInteger(0) : 0;
    find.Reset();
    if (id != 0)
    {
        return id;
    }
    m_sqlite.Prepare("INSERT INTO software (module, ns3, compiler) VALUES (?, ?, ?)")
        .BindText(software.module)
        .BindText(software.ns3)
        .BindText(software.compiler)
        .Run();
    return m_sqlite.GetLastId();
}

void
RunStore::Remove(int64_t run)
{
    m_sqlite.Prepare("DELETE FROM metric WHERE run = ?").Bind(run).Run();
    m_sqlite.Prepare("DELETE FROM histogram WHERE run = ?").Bind(run).Run();
    m_sqlite.Prepare("DELETE FROM run WHERE id = ?").Bind(run).Run();
}

} // namespace ns3
