/* SPDX-License-Identifier: GPL-2.0-only */
#include "propagation-log.h"

#include "ns3/abort.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

/// Gets a list of a log; stops the program if there is none.
const Json&
GetList(const Json& parent, const std::string& key, const std::string& path)
{
    NS_ABORT_MSG_IF(!parent.is_object() || !parent.contains(key) || !parent[key].is_array(),
                    path << ": " << key << " is missing or no list");
    return parent[key];
}

/// Converts a list to indexes; stops the program if it contains anything else.
std::vector<uint32_t>
GetIndexes(const Json& list, const std::string& place)
{
    NS_ABORT_MSG_IF(!list.is_array(), place << " is no list");
    std::vector<uint32_t> indexes;
    for (const Json& index : list)
    {
        NS_ABORT_MSG_IF(!index.is_number_unsigned() || index.get<uint64_t>() > UINT32_MAX,
                        place << " holds " << index.dump() << ", not an index");
        indexes.push_back(index.get<uint32_t>());
    }
    return indexes;
}

} // namespace

void
PropagationLog::Add(Time since, uint32_t link, uint32_t from, uint32_t to)
{
    Step& step = m_steps[since.GetMilliSeconds()];
    step.links.push_back(link);
    step.nodes.push_back(from);
    step.nodes.push_back(to);
    m_transmissions++;
}

void
PropagationLog::Write(const std::string& path) const
{
    Json json = {{"Timestamps", Json::array()}, {"Links", Json::array()}, {"Nodes", Json::array()}};
    for (const auto& [milliseconds, step] : m_steps)
    {
        json["Timestamps"].push_back(milliseconds);
        json["Links"].push_back(step.links);
        json["Nodes"].push_back(step.nodes);
    }
    std::ofstream out(path);
    out << json.dump() << "\n";
    out.close();
    NS_ABORT_MSG_IF(!out, "PropagationLog: can't write " << path);
}

PropagationLog
PropagationLog::Read(const std::string& path)
{
    std::ifstream in(path);
    NS_ABORT_MSG_IF(!in, path << ": can't be read");
    const Json json = Json::parse(in, nullptr, false);
    NS_ABORT_MSG_IF(json.is_discarded(), path << ": is no JSON");
    const Json& times = GetList(json, "Timestamps", path);
    const Json& links = GetList(json, "Links", path);
    const Json& nodes = GetList(json, "Nodes", path);
    NS_ABORT_MSG_IF(links.size() != times.size() || nodes.size() != times.size(),
                    path << ": " << times.size() << " Timestamps, " << links.size() << " Links and "
                         << nodes.size() << " Nodes, not equally many");
    PropagationLog log;
    for (std::size_t i = 0; i < times.size(); i++)
    {
        const std::string place = "[" + std::to_string(i) + "]";
        NS_ABORT_MSG_IF(!times[i].is_number_integer(),
                        path << ": Timestamps" << place << " is " << times[i].dump()
                             << ", not whole milliseconds");
        Step& step = log.m_steps[times[i].get<int64_t>()];
        for (uint32_t link : GetIndexes(links[i], path + ": Links" + place))
        {
            step.links.push_back(link);
            log.m_transmissions++;
        }
        for (uint32_t node : GetIndexes(nodes[i], path + ": Nodes" + place))
        {
            step.nodes.push_back(node);
        }
    }
    return log;
}

} // namespace ns3
