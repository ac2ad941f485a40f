/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SQLITE_DATABASE_H
#define WAKU_SQLITE_DATABASE_H

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace ns3
{

/**
 * \ingroup waku
 * \brief A results database that cannot be read or written. The text is one sentence that names the
 * file.
 */
class ResultsError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/**
 * \ingroup waku
 * \brief A statement of SQL, from SqliteDatabase::Prepare(). All functions throw a ResultsError if
 * SQLite reports an error.
 */
class SqliteStatement
{
  public:
    /**
     * \param database database of the statement
     * \param path path of its file, for errors
     * \param sql the statement
     */
    SqliteStatement(sqlite3* database, const std::string& path, const std::string& sql);
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    /**
     * Give the next parameter its value.
     * \param value the value
     * \return this object
     */
    SqliteStatement& Bind(int64_t value);
    /** \copydoc Bind(int64_t) NaN is stored as NULL. */
    SqliteStatement& BindReal(double value);
    /** \copydoc Bind(int64_t) */
    SqliteStatement& BindText(const std::string& value);
    /** \copydoc Bind(int64_t) */
    SqliteStatement& BindBlob(const std::string& value);

    /**
     * Go to the next row of the result.
     * \return whether there is one; otherwise the statement can be bound again
     */
    bool Step();
    /** Do the statement, whatever rows it has, and make it ready to be bound again. */
    void Run();
    /** Forget rows and values, so that the statement can be bound again. */
    void Reset();

    /**
     * \param column of the current row, from 0
     * \return its value; 0 for NULL
     */
    int64_t GetInteger(int column) const;
    /**
     * \param column of the current row, from 0
     * \return its value; NaN for NULL
     */
    double GetReal(int column) const;
    /**
     * \param column of the current row, from 0
     * \return its text or bytes; empty for NULL
     */
    std::string GetText(int column) const;
    /**
     * \param column of the current row, from 0
     * \return whether it is NULL
     */
    bool IsNull(int column) const;

  private:
    /**
     * Throw a ResultsError if a call of SQLite failed.
     * \param code what the call returned
     */
    void Check(int code) const;

    sqlite3* m_database;                //!< database of the statement
    const std::string& m_path;          //!< path of its file
    sqlite3_stmt* m_statement{nullptr}; //!< SQLite's statement
    int m_bound{0};                     //!< how many parameters have values
};

/**
 * \ingroup waku
 * \brief An open SQLite database. All functions throw a ResultsError if SQLite reports an error.
 */
class SqliteDatabase
{
  public:
    /** How to open a file. */
    enum Access
    {
        READ, //!< an existing file, to read it
        WRITE //!< to read and write; the file is made if there is none
    };

    /**
     * \param path path of the file
     * \param access how to open it
     */
    SqliteDatabase(const std::string& path, Access access);
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    /**
     * Do statements without parameters and results.
     * \param sql statements, each with a semicolon
     */
    void Execute(const std::string& sql);
    /**
     * \param sql a statement
     * \return the statement, ready to be bound. It is kept, and returned again for the same text.
     */
    SqliteStatement& Prepare(const std::string& sql);
    /**
     * \param sql a statement without parameters
     * \return the first column of its first row; 0 if there is none
     */
    int64_t GetInteger(const std::string& sql);
    /** Write changes to a log beside the file from now on (WAL), so that readers never wait. */
    void UseWriteAheadLog();
    /** Forget the statements of Prepare(), as has to be done before a database is detached. */
    void ForgetStatements();
    /** \return id of the row that was last inserted */
    int64_t GetLastId() const;
    /** \return how many rows the last statement has changed */
    int64_t GetChanges() const;

    /** \return path of the file */
    const std::string& GetPath() const
    {
        return m_path;
    }

    /**
     * \param database an open database; may be null
     * \param path path of its file
     * \param code what a call of SQLite returned
     * \return error that says in one sentence what went wrong
     */
    static ResultsError MakeError(sqlite3* database, const std::string& path, int code);

  private:
    /**
     * Open the file.
     * \param name path or URI of the file
     * \param flags SQLite's flags
     */
    void Open(const std::string& name, int flags);

    /** Closes SQLite's database. */
    struct Closer
    {
        /** \param database the database */
        void operator()(sqlite3* database) const;
    };

    std::string m_path;                                                   //!< path of the file
    std::unique_ptr<sqlite3, Closer> m_database;                          //!< SQLite's database
    std::map<std::string, std::unique_ptr<SqliteStatement>> m_statements; //!< by text
};

/**
 * \ingroup waku
 * \brief A transaction that is taken back unless it is committed. It waits until it may write, so
 * that what it reads does not change before it writes.
 */
class SqliteTransaction
{
  public:
    /** What of a committed transaction can be lost. */
    enum Durability
    {
        WHILE_POWERED, //!< nothing unless the power fails; it is fast
        DURABLE        //!< nothing: Commit() waits for the disk
    };

    /**
     * \param database an open database
     * \param durability what can be lost
     */
    explicit SqliteTransaction(SqliteDatabase& database, Durability durability = WHILE_POWERED);
    ~SqliteTransaction();
    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;

    /** Keep what was done. */
    void Commit();

  private:
    SqliteDatabase& m_database; //!< the database
    bool m_isOpen{true};        //!< whether it is neither committed nor taken back
};

} // namespace ns3

#endif /* WAKU_SQLITE_DATABASE_H */
