/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-merge.h"

#include "results-values.h"

#include <filesystem>
#include <system_error>

namespace ns3
{

namespace
{

/// Tables that say which number of the other database is which one here.
const char* const MERGE_MAPS = R"sql(
INSERT OR IGNORE INTO main.scenario (key, text) SELECT key, text FROM other.scenario ORDER BY id;
INSERT OR IGNORE INTO main.software (module, ns3, compiler)
    SELECT module, ns3, compiler FROM other.software ORDER BY id;
INSERT OR IGNORE INTO main.metric_name (name) SELECT name FROM other.metric_name ORDER BY id;
INSERT INTO main.study (name, file, begun) SELECT name, file, begun FROM other.study WHERE true
    ORDER BY id
    ON CONFLICT (name, file) DO UPDATE SET begun = max(begun, excluded.begun);
CREATE TEMP TABLE of_scenario (other INTEGER PRIMARY KEY, own INTEGER);
INSERT INTO of_scenario SELECT o.id, m.id FROM other.scenario o JOIN main.scenario m USING (key);
CREATE TEMP TABLE of_software (other INTEGER PRIMARY KEY, own INTEGER);
INSERT INTO of_software SELECT o.id, m.id FROM other.software o
    JOIN main.software m USING (module, ns3, compiler);
CREATE TEMP TABLE of_name (other INTEGER PRIMARY KEY, own INTEGER);
INSERT INTO of_name SELECT o.id, m.id FROM other.metric_name o JOIN main.metric_name m USING (name);
CREATE TEMP TABLE of_study (other INTEGER PRIMARY KEY, own INTEGER);
INSERT INTO of_study SELECT o.id, m.id FROM other.study o JOIN main.study m USING (name, file);
CREATE TEMP TABLE of_run (other INTEGER PRIMARY KEY, own INTEGER, is_new INTEGER);
INSERT INTO of_run SELECT o.id, m.id, 0 FROM other.run o JOIN of_scenario s ON s.other = o.scenario
    JOIN main.run m ON m.scenario = s.own AND m.rng_run = o.rng_run
    AND m.results_version = o.results_version;
INSERT INTO of_run SELECT id, row_number() OVER (ORDER BY id) +
    (SELECT coalesce(max(seq), 0) FROM main.sqlite_sequence WHERE name = 'run'), 1
    FROM other.run WHERE id NOT IN (SELECT other FROM of_run);
)sql";

const char* const MERGE_RUNS = R"sql(
INSERT INTO main.run SELECT r.own, s.own, o.rng_run, o.results_version, o.status, o.message,
    o.exit_status, o.wall_s, o.peak_bytes, o.seed, o.begun, o.host, w.own
    FROM of_run r JOIN other.run o ON o.id = r.other JOIN of_scenario s ON s.other = o.scenario
    JOIN of_software w ON w.other = o.software WHERE r.is_new ORDER BY r.own;
INSERT INTO main.metric SELECT r.own, n.own, m.value FROM of_run r
    CROSS JOIN other.metric m ON m.run = r.other JOIN of_name n ON n.other = m.name WHERE r.is_new;
INSERT INTO main.histogram (run, name, bins) SELECT r.own, n.own, h.bins FROM of_run r
    CROSS JOIN other.histogram h ON h.run = r.other JOIN of_name n ON n.other = h.name
    WHERE r.is_new;
INSERT OR IGNORE INTO main.cell (study, results_version, place, parameters, scenario)
    SELECT t.own, c.results_version, c.place, c.parameters, s.own FROM other.cell c
    JOIN of_study t ON t.other = c.study JOIN of_scenario s ON s.other = c.scenario ORDER BY c.id;
INSERT INTO main.wanted SELECT m.id, w.rng_run, w.results_version FROM other.cell c
    JOIN of_study t ON t.other = c.study JOIN of_scenario s ON s.other = c.scenario
    JOIN main.cell m ON m.study = t.own AND m.results_version = c.results_version
    AND m.parameters = c.parameters AND m.scenario = s.own
    JOIN other.wanted w ON w.cell = c.id WHERE true
    ON CONFLICT (cell, rng_run) DO UPDATE
    SET results_version = max(results_version, excluded.results_version);
)sql";

const char* const DROP_MERGE_MAPS = R"sql(
DROP TABLE temp.of_scenario; DROP TABLE temp.of_software; DROP TABLE temp.of_name;
DROP TABLE temp.of_study; DROP TABLE temp.of_run;
)sql";

/// Runs that are in both databases; the second column is whether their results are the same.
std::string
GetComparison()
{
    std::string ofMachine;
    for (const std::string& name : ResultsValues::GetMachineMetrics())
    {
        ofMachine += (ofMachine.empty() ? "'" : ", '") + name + "'";
    }
    const std::string own =
        "SELECT n.name, m.value FROM main.metric m JOIN main.metric_name n ON n.id = m.name"
        " WHERE m.run = r.own AND n.name NOT IN (" +
        ofMachine + ")";
    const std::string other =
        "SELECT n.name, m.value FROM other.metric m JOIN other.metric_name n ON n.id = m.name"
        " WHERE m.run = r.other AND n.name NOT IN (" +
        ofMachine + ")";
    const std::string ownBins =
        "SELECT n.name, h.bins FROM main.histogram h JOIN main.metric_name n ON n.id = h.name"
        " WHERE h.run = r.own";
    const std::string otherBins =
        "SELECT n.name, h.bins FROM other.histogram h JOIN other.metric_name n ON n.id = h.name"
        " WHERE h.run = r.other";
    const auto isEmpty = [](const std::string& a, const std::string& b) {
        return " AND NOT EXISTS (" + a + " EXCEPT " + b + ")";
    };
    return "SELECT r.own, a.status = b.status" + isEmpty(own, other) + isEmpty(other, own) +
           isEmpty(ownBins, otherBins) + isEmpty(otherBins, ownBins) +
           ", a.rng_run, a.results_version, a.status, b.status, s.text FROM of_run r"
           " JOIN main.run a ON a.id = r.own JOIN other.run b ON b.id = r.other"
           " JOIN main.scenario s ON s.id = a.scenario WHERE NOT r.is_new ORDER BY r.own";
}

/// Parameters of a run of this database, to tell it in a sentence.
std::string
DescribeRun(SqliteDatabase& sqlite, int64_t run)
{
    SqliteStatement& find = sqlite.Prepare(
        "SELECT c.parameters, r.rng_run FROM main.run r JOIN main.cell c ON c.scenario = r.scenario"
        " WHERE r.id = ? ORDER BY c.id");
    std::string text = "run " + std::to_string(run);
    if (find.Bind(run).Step())
    {
        text += " (" + find.GetText(0) + ", RngRun " + std::to_string(find.GetInteger(1)) + ")";
    }
    find.Reset();
    return text;
}

void
CompareRuns(ResultsDatabase& into, const std::string& from, MergedResults& merged)
{
    SqliteDatabase& sqlite = into.GetSqlite();
    SqliteStatement& compare = sqlite.Prepare(GetComparison());
    while (compare.Step())
    {
        if (compare.GetInteger(1) != 0)
        {
            merged.same++;
            continue;
        }
        const std::string own = compare.GetText(4);
        const std::string other = compare.GetText(5);
        merged.conflicts.push_back(from + ": has other results than " + into.GetPath() + " of " +
                                   DescribeRun(sqlite, compare.GetInteger(0)) +
                                   (own == other ? "" : ": " + other + " instead of " + own) +
                                   "; those of " + into.GetPath() + " stay");
    }
}

void
CompareCells(ResultsDatabase& into, const std::string& from, MergedResults& merged)
{
    SqliteStatement& compare = into.GetSqlite().Prepare(
        "SELECT y.name, c.parameters FROM other.cell c JOIN of_study t ON t.other = c.study"
        " JOIN main.study y ON y.id = t.own JOIN of_scenario s ON s.other = c.scenario"
        " JOIN main.cell m ON m.study = t.own AND m.results_version = c.results_version"
        " AND m.parameters = c.parameters WHERE m.scenario <> s.own ORDER BY 1, 2");
    while (compare.Step())
    {
        merged.conflicts.push_back(from + ": has another scenario than " + into.GetPath() +
                                   " for " + compare.GetText(1) + " of study " +
                                   compare.GetText(0) + "; that of " + into.GetPath() + " stays");
    }
}

} // namespace

MergedResults
MergeResults(ResultsDatabase& into, const std::string& from)
{
    std::error_code ignored;
    if (std::filesystem::equivalent(into.GetPath(), from, ignored))
    {
        throw ResultsError(from + ": can't be merged into itself");
    }
    ResultsDatabase(from, ResultsDatabase::READ); // says if it is something else
    SqliteDatabase& sqlite = into.GetSqlite();
    sqlite.Prepare("ATTACH ? AS other").BindText(from).Run();
    MergedResults merged;
    {
        SqliteTransaction transaction(sqlite, SqliteTransaction::DURABLE);
        sqlite.Execute(MERGE_MAPS);
        CompareRuns(into, from, merged);
        CompareCells(into, from, merged);
        merged.added =
            static_cast<std::size_t>(sqlite.GetInteger("SELECT count(*) FROM of_run WHERE is_new"));
        sqlite.Execute(MERGE_RUNS);
        sqlite.Execute(DROP_MERGE_MAPS);
        transaction.Commit();
    }
    sqlite.ForgetStatements();
    sqlite.Execute("DETACH other");
    return merged;
}

} // namespace ns3
