/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-claims.h"

#include "process-identity.h"
#include "results-values.h"

#include <chrono>
#include <cmath>

namespace ns3
{

namespace
{

double
GetUnixTime()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

RunClaims::RunClaims(ResultsDatabase& database)
    : m_sqlite(database.GetSqlite()),
      m_runs(database)
{
}

RunClaims::~RunClaims()
{
    try
    {
        if (m_runner != 0)
        {
            SqliteTransaction transaction(m_sqlite);
            Remove(m_runner);
            transaction.Commit();
        }
    }
    catch (const ResultsError&)
    {
        // The claims end with this process.
    }
}

RunClaims::Answer
RunClaims::Claim(const StoredRunKey& key, int64_t replaced)
{
    SqliteTransaction transaction(m_sqlite);
    const int64_t stored = m_runs.FindRun(key);
    if (stored != 0 && stored != replaced)
    {
        return STORED;
    }
    SqliteStatement& find = m_sqlite.Prepare(
        "SELECT runner FROM claim WHERE scenario = ? AND rng_run = ? AND results_version = ?");
    find.Bind(key.scenario).Bind(key.rngRun).Bind(key.version);
    const int64_t holder = find.Step() ? find.GetInteger(0) : 0;
    find.Reset();
    if (holder != 0 && IsAlive(holder))
    {
        return IN_PROGRESS;
    }
    if (holder != 0)
    {
        Remove(holder);
    }
    if (m_runner == 0)
    {
        Register();
    }
    m_sqlite
        .Prepare("INSERT INTO claim (scenario, rng_run, results_version, runner, begun)"
                 " VALUES (?, ?, ?, ?, ?)")
        .Bind(key.scenario)
        .Bind(key.rngRun)
        .Bind(key.version)
        .Bind(m_runner)
        .BindText(ResultsValues::GetUtcTime())
        .Run();
    transaction.Commit();
    return CLAIMED;
}

void
RunClaims::Release(const StoredRunKey& key)
{
    m_sqlite
        .Prepare("DELETE FROM claim WHERE scenario = ? AND rng_run = ? AND results_version = ?"
                 " AND runner = ?")
        .Bind(key.scenario)
        .Bind(key.rngRun)
        .Bind(key.version)
        .Bind(m_runner)
        .Run();
}

void
RunClaims::Beat()
{
    const double now = GetUnixTime();
    if (m_runner == 0 || std::abs(now - m_lastBeat) < HEARTBEAT)
    {
        return;
    }
    m_sqlite.Prepare("UPDATE runner SET heartbeat = ? WHERE id = ?")
        .BindReal(now)
        .Bind(m_runner)
        .Run();
    m_lastBeat = now;
    if (m_sqlite.GetChanges() == 0)
    {
        Register(); // Another runner took this one for dead.
    }
}

bool
RunClaims::IsAlive(int64_t runner)
{
    if (runner == m_runner)
    {
        return true;
    }
    SqliteStatement& find =
        m_sqlite.Prepare("SELECT host, boot, pid, started, heartbeat FROM runner WHERE id = ?");
    ProcessIdentity identity;
    double heartbeat = 0;
    if (find.Bind(runner).Step())
    {
        identity = {find.GetText(0), find.GetText(1), find.GetInteger(2), find.GetText(3)};
        heartbeat = find.GetReal(4);
    }
    find.Reset();
    const ProcessIdentity::State state = identity.GetState();
    return state == ProcessIdentity::ALIVE ||
           (state == ProcessIdentity::UNKNOWN && GetUnixTime() - heartbeat < TIMEOUT);
}

void
RunClaims::Register()
{
    const ProcessIdentity identity = ProcessIdentity::Get();
    m_lastBeat = GetUnixTime();
    m_sqlite
        .Prepare("INSERT INTO runner (host, boot, pid, started, heartbeat) VALUES (?, ?, ?, ?, ?)")
        .BindText(identity.host)
        .BindText(identity.boot)
        .Bind(identity.pid)
        .BindText(identity.started)
        .BindReal(m_lastBeat)
        .Run();
    m_runner = m_sqlite.GetLastId();
}

void
RunClaims::Remove(int64_t runner)
{
    m_sqlite.Prepare("DELETE FROM claim WHERE runner = ?").Bind(runner).Run();
    m_sqlite.Prepare("DELETE FROM runner WHERE id = ?").Bind(runner).Run();
}

} // namespace ns3
