/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_DATABASE_H
#define WAKU_RESULTS_DATABASE_H

#include "ns3/sqlite-database.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A results database: one SQLite file with everything that is known of studies and their
 * runs. doc/results-database.rst describes its tables.
 *
 * The file is in WAL mode: several processes can read and write it at the same time, and whatever
 * ends them, it stays valid. Since WAL needs shared memory, they have to be on one machine.
 * ResultsWriter writes it, RunClaims shares the runs between processes, ResultsReader reads it.
 */
class ResultsDatabase
{
  public:
    static constexpr auto READ = SqliteDatabase::READ;   //!< an existing database, to read it
    static constexpr auto WRITE = SqliteDatabase::WRITE; //!< the database is made if there is none

    /**
     * Open a database. A ResultsError says if there is none, if the file is something else, or if
     * it was written by a newer version of this module.
     * \param path path of the file
     * \param access how to open it
     */
    ResultsDatabase(const std::string& path, SqliteDatabase::Access access);

    /** \return the open file */
    SqliteDatabase& GetSqlite()
    {
        return m_sqlite;
    }

    /** \return path of the file */
    const std::string& GetPath() const
    {
        return m_sqlite.GetPath();
    }

  private:
    SqliteDatabase m_sqlite; //!< the open file
};

} // namespace ns3

#endif /* WAKU_RESULTS_DATABASE_H */
