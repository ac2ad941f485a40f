/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-costs.h"

#include <algorithm>
#include <limits>

namespace ns3
{

namespace
{

const std::string WALL = "wall_s";
const std::string PEAK = "peak_rss_bytes";
const std::string WALL_PER_TRANSMISSION = "wall_us_per_transmission";
const std::string PEAK_PER_NODE = "peak_bytes_per_node";

constexpr double MICROSECONDS = 1e6; //!< in a second

} // namespace

RunCosts::RunCosts(SqliteDatabase& sqlite)
    : m_sqlite(sqlite)
{
}

const std::vector<std::string>&
RunCosts::GetNames()
{
    static const std::vector<std::string> names = {WALL,
                                                   PEAK,
                                                   WALL_PER_TRANSMISSION,
                                                   PEAK_PER_NODE};
    return names;
}

bool
RunCosts::IsCost(const std::string& name)
{
    const std::vector<std::string>& names = GetNames();
    return std::find(names.begin(), names.end(), name) != names.end();
}

double
RunCosts::Get(int64_t run, const std::string& name) const
{
    double wall = std::numeric_limits<double>::quiet_NaN();
    double peak = wall;
    SqliteStatement& find = m_sqlite.Prepare("SELECT wall_s, peak_bytes FROM run WHERE id = ?");
    if (find.Bind(run).Step())
    {
        wall = find.GetReal(0);
        peak = static_cast<double>(find.GetInteger(1));
    }
    find.Reset();
    if (name == WALL_PER_TRANSMISSION)
    {
        return MICROSECONDS * wall / GetMetric(run, "transmissions");
    }
    if (name == PEAK_PER_NODE)
    {
        return peak / GetMetric(run, "nodes");
    }
    return name == WALL ? wall : peak;
}

double
RunCosts::GetMetric(int64_t run, const std::string& name) const
{
    double value = std::numeric_limits<double>::quiet_NaN();
    SqliteStatement& find = m_sqlite.Prepare(
        "SELECT m.value FROM metric m JOIN metric_name n ON n.id = m.name WHERE m.run = ? AND"
        " n.name = ?");
    if (find.Bind(run).BindText(name).Step() && find.GetReal(0) > 0)
    {
        value = find.GetReal(0);
    }
    find.Reset();
    return value;
}

} // namespace ns3
