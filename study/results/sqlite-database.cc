/* SPDX-License-Identifier: GPL-2.0-only */
#include "sqlite-database.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <sqlite3.h>
#include <thread>

namespace ns3
{

namespace
{

/// How long a process waits for others that write, milliseconds.
constexpr int SQLITE_PATIENCE = 60000;

bool
DoesFileExist(const std::string& path)
{
    return std::ifstream(path).good();
}

/// The path as a URI of a file that nobody changes.
std::string
GetImmutableUri(const std::string& path)
{
    std::string uri = "file:";
    for (const char c : path)
    {
        uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
    }
    return uri + "?immutable=1";
}

} // namespace

SqliteStatement::SqliteStatement(sqlite3* database, const std::string& path, const std::string& sql)
    : m_database(database),
      m_path(path)
{
    Check(sqlite3_prepare_v3(database,
                             sql.c_str(),
                             static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT,
                             &m_statement,
                             nullptr));
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

SqliteStatement&
SqliteStatement::Bind(int64_t value)
{
    Check(sqlite3_bind_int64(m_statement, ++m_bound, value));
    return *this;
}

SqliteStatement&
SqliteStatement::BindReal(double value)
{
    Check(sqlite3_bind_double(m_statement, ++m_bound, value));
    return *this;
}

SqliteStatement&
SqliteStatement::BindText(const std::string& value)
{
    Check(sqlite3_bind_text64(m_statement,
                              ++m_bound,
                              value.data(),
                              value.size(),
                              SQLITE_TRANSIENT,
                              SQLITE_UTF8));
    return *this;
}

SqliteStatement&
SqliteStatement::BindBlob(const std::string& value)
{
    Check(
        sqlite3_bind_blob64(m_statement, ++m_bound, value.data(), value.size(), SQLITE_TRANSIENT));
    return *this;
}

bool
SqliteStatement::Step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
    {
        return true;
    }
    if (code != SQLITE_DONE)
    {
        const ResultsError error = SqliteDatabase::MakeError(m_database, m_path, code);
        Reset();
        throw error;
    }
    Reset();
    return false;
}

void
SqliteStatement::Run()
{
    while (Step())
    {
    }
}

void
SqliteStatement::Reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_bound = 0;
}

int64_t
SqliteStatement::GetInteger(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double
SqliteStatement::GetReal(int column) const
{
    return IsNull(column) ? std::numeric_limits<double>::quiet_NaN()
                          : sqlite3_column_double(m_statement, column);
}

std::string
SqliteStatement::GetText(int column) const
{
    const void* bytes = sqlite3_column_blob(m_statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
}

bool
SqliteStatement::IsNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

void
SqliteStatement::Check(int code) const
{
    if (code != SQLITE_OK)
    {
        throw SqliteDatabase::MakeError(m_database, m_path, code);
    }
}

SqliteDatabase::SqliteDatabase(const std::string& path, Access access)
    : m_path(path)
{
    if (access == READ && !DoesFileExist(path))
    {
        throw ResultsError(path + ": no such file");
    }
    try
    {
        Open(path, SQLITE_OPEN_READWRITE | (access == WRITE ? SQLITE_OPEN_CREATE : 0));
        GetInteger("PRAGMA schema_version");
    }
    catch (const ResultsError&)
    {
        // A folder in which nobody can write has no place for the files of WAL.
        if (access == WRITE || DoesFileExist(path + "-wal"))
        {
            throw;
        }
        Open(GetImmutableUri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    }
}

void
SqliteDatabase::Closer::operator()(sqlite3* database) const
{
    sqlite3_close(database);
}

void
SqliteDatabase::Open(const std::string& name, int flags)
{
    m_statements.clear();
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &opened, flags, nullptr);
    m_database.reset(opened);
    if (code != SQLITE_OK)
    {
        throw MakeError(opened, m_path, code);
    }
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, SQLITE_PATIENCE);
    Execute("PRAGMA cache_size = -65536"); // KiB; it takes no more than it needs
}

void
SqliteDatabase::Execute(const std::string& sql)
{
    const int code = sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
    {
        throw MakeError(m_database.get(), m_path, code);
    }
}

SqliteStatement&
SqliteDatabase::Prepare(const std::string& sql)
{
    auto& statement = m_statements[sql];
    if (!statement)
    {
        statement = std::make_unique<SqliteStatement>(m_database.get(), m_path, sql);
    }
    statement->Reset();
    return *statement;
}

int64_t
SqliteDatabase::GetInteger(const std::string& sql)
{
    SqliteStatement& statement = Prepare(sql);
    const int64_t value = statement.Step() ? statement.GetInteger(0) : 0;
    statement.Reset();
    return value;
}

void
SqliteDatabase::UseWriteAheadLog()
{
    const char* const sql = "PRAGMA journal_mode = WAL";
    const auto getCode = [&] {
        return sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr);
    };
    // SQLite reads first and then wants to write, for which it never waits by itself.
    const std::chrono::milliseconds pause(5);
    int code = getCode();
    for (int left = SQLITE_PATIENCE / 5; (code & 0xff) == SQLITE_BUSY && left > 0; left--)
    {
        std::this_thread::sleep_for(pause);
        code = getCode();
    }
    if (code != SQLITE_OK)
    {
        throw MakeError(m_database.get(), m_path, code);
    }
}

void
SqliteDatabase::ForgetStatements()
{
    m_statements.clear();
}

int64_t
SqliteDatabase::GetLastId() const
{
    return sqlite3_last_insert_rowid(m_database.get());
}

int64_t
SqliteDatabase::GetChanges() const
{
    return sqlite3_changes(m_database.get());
}

ResultsError
SqliteDatabase::MakeError(sqlite3* database, const std::string& path, int code)
{
    const int kind = code & 0xff;
    if (kind == SQLITE_FULL || code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC ||
        code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_TRUNCATE)
    {
        return ResultsError(path + ": can't be written, the disk is full or a quota is reached; "
                                   "what was stored before is kept");
    }
    if (kind == SQLITE_NOTADB)
    {
        return ResultsError(path + ": not a results database of waku-study");
    }
    const std::string why = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    return ResultsError(path + ": " + why);
}

SqliteTransaction::SqliteTransaction(SqliteDatabase& database, Durability durability)
    : m_database(database)
{
    m_database.Execute(durability == DURABLE ? "PRAGMA synchronous = FULL"
                                             : "PRAGMA synchronous = NORMAL");
    m_database.Execute("BEGIN IMMEDIATE");
}

SqliteTransaction::~SqliteTransaction()
{
    if (m_isOpen)
    {
        try
        {
            m_database.Execute("ROLLBACK");
        }
        catch (const ResultsError&)
        {
            // SQLite has taken it back by itself, as after an error of the disk.
        }
    }
}

void
SqliteTransaction::Commit()
{
    m_database.Execute("COMMIT");
    m_isOpen = false;
}

} // namespace ns3
