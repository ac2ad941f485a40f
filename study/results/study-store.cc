/* SPDX-License-Identifier: GPL-2.0-only */
#include "study-store.h"

#include "results-values.h"

#include <stdexcept>
#include <unordered_map>

namespace ns3
{

StudyStore::StudyStore(ResultsDatabase& database,
                       const std::string& name,
                       const std::string& file,
                       uint32_t version)
    : m_sqlite(database.GetSqlite()),
      m_version(version)
{
    SqliteTransaction transaction(m_sqlite);
    m_sqlite
        .Prepare("INSERT INTO study (name, file, begun) VALUES (?, ?, ?)"
                 " ON CONFLICT (name, file) DO UPDATE SET begun = excluded.begun")
        .BindText(name)
        .BindText(file)
        .BindText(ResultsValues::GetUtcTime())
        .Run();
    SqliteStatement& find = m_sqlite.Prepare("SELECT id FROM study WHERE name = ? AND file = ?");
    find.BindText(name).BindText(file).Step();
    m_study = find.GetInteger(0);
    find.Reset();
    ReadCells();
    transaction.Commit();
}

void
StudyStore::ReadCells()
{
    std::unordered_map<int64_t, Cell*> byId;
    SqliteStatement& cells = m_sqlite.Prepare(
        "SELECT id, place, scenario, parameters FROM cell WHERE study = ? AND results_version = ?");
    cells.Bind(m_study).Bind(m_version);
    while (cells.Step())
    {
        Cell& cell = m_cells[cells.GetText(3)];
        cell.id = cells.GetInteger(0);
        cell.place = static_cast<std::size_t>(cells.GetInteger(1));
        cell.scenario = cells.GetInteger(2);
        byId[cell.id] = &cell;
    }
    SqliteStatement& wanted = m_sqlite.Prepare(
        "SELECT w.cell, w.rng_run, w.results_version FROM cell c CROSS JOIN wanted w"
        " ON w.cell = c.id WHERE c.study = ? AND c.results_version = ?");
    wanted.Bind(m_study).Bind(m_version);
    while (wanted.Step())
    {
        byId.at(wanted.GetInteger(0))->runs[static_cast<uint32_t>(wanted.GetInteger(1))] =
            static_cast<uint32_t>(wanted.GetInteger(2));
    }
}

bool
StudyStore::IsWanted(std::size_t place,
                     const PlannedRun& run,
                     int64_t scenario,
                     uint32_t version) const
{
    const Cell* cell = FindCell(run.parameters);
    if (!cell || cell->place != place || cell->scenario != scenario)
    {
        return false;
    }
    const auto known = cell->runs.find(run.rngRun);
    return known != cell->runs.end() && known->second == version;
}

const StudyStore::Cell*
StudyStore::FindCell(const std::vector<std::pair<std::string, std::string>>& parameters) const
{
    // Runs of a cell come one after the other.
    if (!m_lastCell || m_lastParameters != parameters)
    {
        const auto found = m_cells.find(ResultsValues::WriteParameters(parameters));
        m_lastParameters = parameters;
        m_lastCell = found == m_cells.end() ? nullptr : &found->second;
    }
    return m_lastCell;
}

void
StudyStore::Want(std::size_t place, const PlannedRun& run, int64_t scenario, uint32_t version)
{
    if (IsWanted(place, run, scenario, version))
    {
        return;
    }
    const std::string parameters = ResultsValues::WriteParameters(run.parameters);
    Cell& cell = m_cells[parameters];
    if (cell.isWritten && cell.scenario != scenario)
    {
        throw std::logic_error("the study has two scenarios with the same parameters " +
                               parameters);
    }
    cell.isWritten = true;
    if (cell.id == 0 || cell.place != place || cell.scenario != scenario)
    {
        m_sqlite
            .Prepare("INSERT INTO cell (study, results_version, place, parameters, scenario)"
                     " VALUES (?, ?, ?, ?, ?) ON CONFLICT (study, results_version, parameters)"
                     " DO UPDATE SET place = excluded.place, scenario = excluded.scenario")
            .Bind(m_study)
            .Bind(m_version)
            .Bind(static_cast<int64_t>(place))
            .BindText(parameters)
            .Bind(scenario)
            .Run();
        SqliteStatement& find = m_sqlite.Prepare(
            "SELECT id FROM cell WHERE study = ? AND results_version = ? AND parameters = ?");
        find.Bind(m_study).Bind(m_version).BindText(parameters).Step();
        cell.id = find.GetInteger(0);
        find.Reset();
        cell.place = place;
        cell.scenario = scenario;
    }
    m_sqlite
        .Prepare("INSERT OR REPLACE INTO wanted (cell, rng_run, results_version) VALUES (?, ?, ?)")
        .Bind(cell.id)
        .Bind(run.rngRun)
        .Bind(version)
        .Run();
    cell.runs[run.rngRun] = version;
}

} // namespace ns3
