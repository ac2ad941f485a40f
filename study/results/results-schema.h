/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RESULTS_SCHEMA_H
#define WAKU_RESULTS_SCHEMA_H

#include "ns3/sqlite-database.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Version of the tables of a results database, SQLite's `user_version`. Raise it with every
 * change of a table, and let PrepareResultsSchema() bring older files up to date.
 */
constexpr int RESULTS_SCHEMA_VERSION = 1;

/**
 * \ingroup waku
 * \brief Check that a file has the tables of a results database, and make them if it is empty. A
 * ResultsError says if it is something else, or if a newer version of the module wrote it.
 *
 * \param database an open file
 * \param access how it was opened
 */
void PrepareResultsSchema(SqliteDatabase& database, SqliteDatabase::Access access);

} // namespace ns3

#endif /* WAKU_RESULTS_SCHEMA_H */
