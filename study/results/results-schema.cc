/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-schema.h"

#include <string>

namespace ns3
{

namespace
{

/// SQLite's application_id of results databases: "waku" in ASCII.
constexpr int RESULTS_APPLICATION_ID = 0x77616b75;

/// doc/results-database.rst says what the tables are for.
const char* const RESULTS_TABLES = R"sql(
CREATE TABLE study (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    begun TEXT NOT NULL,
    UNIQUE (name, file)
);
CREATE TABLE scenario (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
);
CREATE TABLE cell (
    id INTEGER PRIMARY KEY,
    study INTEGER NOT NULL REFERENCES study,
    results_version INTEGER NOT NULL,
    place INTEGER NOT NULL,
    parameters TEXT NOT NULL,
    scenario INTEGER NOT NULL REFERENCES scenario,
    UNIQUE (study, results_version, parameters)
);
CREATE TABLE wanted (
    cell INTEGER NOT NULL REFERENCES cell,
    rng_run INTEGER NOT NULL,
    results_version INTEGER NOT NULL,
    PRIMARY KEY (cell, rng_run)
) WITHOUT ROWID;
CREATE TABLE software (
    id INTEGER PRIMARY KEY,
    module TEXT NOT NULL,
    ns3 TEXT NOT NULL,
    compiler TEXT NOT NULL,
    UNIQUE (module, ns3, compiler)
);
CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scenario INTEGER NOT NULL REFERENCES scenario,
    rng_run INTEGER NOT NULL,
    results_version INTEGER NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL,
    exit_status INTEGER NOT NULL,
    wall_s REAL NOT NULL,
    peak_bytes INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    begun TEXT NOT NULL,
    host TEXT NOT NULL,
    software INTEGER NOT NULL REFERENCES software,
    UNIQUE (scenario, rng_run, results_version)
);
CREATE TABLE metric_name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE metric (
    run INTEGER NOT NULL REFERENCES run,
    name INTEGER NOT NULL REFERENCES metric_name,
    value REAL,
    PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE TABLE histogram (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run,
    name INTEGER NOT NULL REFERENCES metric_name,
    bins BLOB NOT NULL,
    UNIQUE (run, name)
);
CREATE TABLE runner (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL,
    boot TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    heartbeat REAL NOT NULL
);
CREATE TABLE claim (
    scenario INTEGER NOT NULL REFERENCES scenario,
    rng_run INTEGER NOT NULL,
    results_version INTEGER NOT NULL,
    runner INTEGER NOT NULL REFERENCES runner,
    begun TEXT NOT NULL,
    PRIMARY KEY (scenario, rng_run, results_version)
) WITHOUT ROWID;
)sql";

void
MakeResultsTables(SqliteDatabase& database)
{
    SqliteTransaction transaction(database);
    // Another process may have made them while this one waited.
    if (database.GetInteger("PRAGMA user_version") == 0)
    {
        database.Execute(RESULTS_TABLES);
        database.Execute("PRAGMA application_id = " + std::to_string(RESULTS_APPLICATION_ID));
        database.Execute("PRAGMA user_version = " + std::to_string(RESULTS_SCHEMA_VERSION));
    }
    transaction.Commit();
}

} // namespace

void
PrepareResultsSchema(SqliteDatabase& database, SqliteDatabase::Access access)
{
    const bool isEmpty = database.GetInteger("PRAGMA schema_version") == 0;
    if (isEmpty && access == SqliteDatabase::WRITE)
    {
        database.UseWriteAheadLog();
        MakeResultsTables(database);
    }
    const std::string& path = database.GetPath();
    if (database.GetInteger("PRAGMA application_id") != RESULTS_APPLICATION_ID)
    {
        throw ResultsError(path + ": not a results database of waku-study");
    }
    const int64_t version = database.GetInteger("PRAGMA user_version");
    if (version != RESULTS_SCHEMA_VERSION)
    {
        throw ResultsError(path + ": has version " + std::to_string(version) +
                           " of the tables, from a newer waku-study; this one reads version " +
                           std::to_string(RESULTS_SCHEMA_VERSION));
    }
}

} // namespace ns3
