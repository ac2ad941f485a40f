/* SPDX-License-Identifier: GPL-2.0-only */
#include "shadow-graph.h"

#include "gml-reader.h"
#include "shadow-units.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <cstdlib>
#include <functional>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

namespace ns3
{

namespace
{

/// Value of a key that has to be there.
const StudyNode&
RequireGml(const StudyNode& node, const std::string& what, const std::string& key)
{
    const StudyNode* found = node.kind == StudyNode::MAP ? node.Find(key) : nullptr;
    if (!found)
    {
        throw StudyFileError(node.place, what + " has no " + key);
    }
    return *found;
}

uint32_t
ReadGmlId(const StudyNode& node, const std::string& what)
{
    const std::string& text = node.GetText(what);
    const bool isNumber = !text.empty() && text.size() <= 10 &&
                          text.find_first_not_of("0123456789") == std::string::npos;
    const uint64_t number = isNumber ? std::stoull(text) : UINT64_MAX;
    if (number > UINT32_MAX)
    {
        throw StudyFileError(node.place, what + " is " + text + ", not 0 to 4294967295");
    }
    return static_cast<uint32_t>(number);
}

uint64_t
ReadGmlRate(const StudyNode& vertex, const std::string& key)
{
    const StudyNode* found = vertex.Find(key);
    if (!found)
    {
        return 0;
    }
    const auto rate = ReadShadowRate(found->GetText(key));
    if (!rate)
    {
        throw StudyFileError(found->place,
                             key + " is " + found->text + ", not a rate such as 50 Mbit");
    }
    return *rate;
}

ShadowGraph::Path
ReadGmlPath(const StudyNode& edge)
{
    ShadowGraph::Path path;
    const StudyNode& latency = RequireGml(edge, "an edge", "latency");
    const auto time = ReadShadowTime(latency.GetText("latency"), true);
    if (!time || time->IsZero() || *time > Seconds(1000))
    {
        throw StudyFileError(latency.place,
                             "latency is " + latency.text +
                                 ", not a time such as 10 ms, above 0 and at most 1000 s");
    }
    path.latency = *time;
    if (const StudyNode* loss = edge.Find("packet_loss"))
    {
        char* end = nullptr;
        const std::string& text = loss->GetText("packet_loss");
        path.loss = std::strtod(text.c_str(), &end);
        if (*end != '\0' || text.empty() || !(path.loss >= 0 && path.loss <= 1))
        {
            throw StudyFileError(loss->place, "packet_loss is " + text + ", not 0 to 1");
        }
    }
    return path;
}

} // namespace

bool
ShadowGraph::Path::operator<(const Path& other) const
{
    return latency < other.latency || (latency == other.latency && loss < other.loss);
}

ShadowGraph::Path
ShadowGraph::Path::operator+(const Path& next) const
{
    return {latency + next.latency, 1 - (1 - loss) * (1 - next.loss)};
}

ShadowGraph
ShadowGraph::Parse(const std::string& gml, const std::string& source)
{
    ShadowGraph graph;
    graph.m_source = source;
    const StudyNode root = ReadGml(gml, source);
    const StudyNode& list = RequireGml(root, "the file", "graph");
    for (const StudyNode::Entry& entry : list.GetEntries("graph"))
    {
        if (entry.key == "directed")
        {
            graph.m_isDirected = entry.value.GetText("directed") == "1";
        }
        if (entry.key != "node")
        {
            continue;
        }
        Vertex vertex;
        vertex.id = ReadGmlId(RequireGml(entry.value, "a node", "id"), "id");
        vertex.place = entry.place;
        const StudyNode* label = entry.value.Find("label");
        vertex.label = label ? label->GetText("label") : std::to_string(vertex.id);
        vertex.up = ReadGmlRate(entry.value, "host_bandwidth_up");
        vertex.down = ReadGmlRate(entry.value, "host_bandwidth_down");
        if (!graph.m_vertexOf.emplace(vertex.id, graph.m_vertices.size()).second)
        {
            throw StudyFileError(entry.place,
                                 "the node " + std::to_string(vertex.id) + " is there twice");
        }
        graph.m_vertices.push_back(vertex);
    }
    for (const StudyNode::Entry& entry : list.entries)
    {
        if (entry.key != "edge")
        {
            continue;
        }
        const auto getEnd = [&](const std::string& key) {
            const StudyNode& end = RequireGml(entry.value, "an edge", key);
            const std::size_t index = graph.Find(ReadGmlId(end, key));
            if (index == graph.m_vertices.size())
            {
                throw StudyFileError(end.place, key + " is " + end.text + ", which is no node");
            }
            return index;
        };
        Edge edge;
        edge.source = getEnd("source");
        edge.target = getEnd("target");
        edge.path = ReadGmlPath(entry.value);
        const bool isBoth = !graph.m_isDirected && edge.source != edge.target;
        for (int i = 0; i < (isBoth ? 2 : 1); i++)
        {
            graph.m_edgeOf.emplace(std::make_pair(edge.source, edge.target), graph.m_edges.size());
            graph.m_edges.push_back(edge);
            std::swap(edge.source, edge.target);
        }
    }
    return graph;
}

std::string
ShadowGraph::FindFault(const std::string& gml)
{
    try
    {
        Parse(gml, "graph.gml");
        return "";
    }
    catch (const std::runtime_error& error)
    {
        return error.what();
    }
}

std::size_t
ShadowGraph::Find(uint32_t id) const
{
    const auto found = m_vertexOf.find(id);
    return found == m_vertexOf.end() ? m_vertices.size() : found->second;
}

const ShadowGraph::Edge&
ShadowGraph::GetEdge(std::size_t from, std::size_t to) const
{
    const auto key = std::make_pair(from, to);
    const std::size_t count = m_edgeOf.count(key);
    if (count != 1)
    {
        throw StudyFileError(m_vertices[from].place,
                             "there are " + std::to_string(count) + " edges from the node " +
                                 std::to_string(m_vertices[from].id) + " to the node " +
                                 std::to_string(m_vertices[to].id) + ", not one");
    }
    return m_edges[m_edgeOf.find(key)->second];
}

std::vector<ShadowGraph::Path>
ShadowGraph::FindShortest(std::size_t from) const
{
    using Weight = boost::property<boost::edge_weight_t, Path>;
    using Graph = boost::
        adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Weight>;
    Graph graph(m_vertices.size());
    for (const Edge& edge : m_edges)
    {
        boost::add_edge(edge.source, edge.target, Weight(edge.path), graph);
    }
    const Path infinite{Time::Max(), 1};
    std::vector<Path> paths(m_vertices.size(), infinite);
    boost::dijkstra_shortest_paths(
        graph,
        from,
        boost::distance_map(
            boost::make_iterator_property_map(paths.begin(), get(boost::vertex_index, graph)))
            .distance_compare(std::less<Path>())
            .distance_combine([](const Path& a, const Path& b) { return a + b; })
            .distance_inf(infinite)
            .distance_zero(Path()));
    return paths;
}

ShadowGraph::Paths
ShadowGraph::FindPaths(const std::vector<std::size_t>& used, bool shortest) const
{
    Paths paths;
    for (const std::size_t from : used)
    {
        const std::vector<Path> found = shortest ? FindShortest(from) : std::vector<Path>();
        for (const std::size_t to : used)
        {
            // The shortest path of a vertex to itself would be none.
            const Path path = shortest && from != to ? found[to] : GetEdge(from, to).path;
            if (path.latency == Time::Max())
            {
                throw StudyFileError(m_vertices[from].place,
                                     "there is no path from the node " +
                                         std::to_string(m_vertices[from].id) + " to the node " +
                                         std::to_string(m_vertices[to].id));
            }
            paths[{from, to}] = path;
        }
    }
    return paths;
}

} // namespace ns3
