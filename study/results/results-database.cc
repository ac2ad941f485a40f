/* SPDX-License-Identifier: GPL-2.0-only */
#include "results-database.h"

#include "results-schema.h"

namespace ns3
{

ResultsDatabase::ResultsDatabase(const std::string& path, SqliteDatabase::Access access)
    : m_sqlite(path, access)
{
    PrepareResultsSchema(m_sqlite, access);
}

} // namespace ns3
