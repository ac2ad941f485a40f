/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-file-builder.h"

#include "overlay-error.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace ns3
{

OverlayFileBuilder::OverlayFileBuilder(const std::string& path, Locator locate)
    : m_path(path),
      m_locate(std::move(locate))
{
}

uint32_t
OverlayFileBuilder::AddNode(const std::optional<std::string>& id, const std::string& place)
{
    const uint32_t node = GetNNodes();
    if (id && !m_nodes.emplace(*id, node).second)
    {
        Fail(place, "second node with id '" + *id + "'");
    }
    m_names.emplace_back();
    return node;
}

void
OverlayFileBuilder::SetName(uint32_t node, const std::string& name)
{
    m_names.at(node) = name == std::to_string(node) ? "" : name;
}

std::optional<uint32_t>
OverlayFileBuilder::FindNode(const std::string& id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? std::nullopt : std::optional(found->second);
}

uint32_t
OverlayFileBuilder::GetNode(const std::string& id, const std::string& place) const
{
    const std::optional<uint32_t> node = FindNode(id);
    if (!node)
    {
        Fail(place, "unknown node id '" + id + "'");
    }
    return *node;
}

void
OverlayFileBuilder::AddRow(uint32_t a, uint32_t b, const std::string& place)
{
    if (a == b)
    {
        const std::string& name = m_names.at(a);
        Fail(place, "node '" + (name.empty() ? std::to_string(a) : name) + "' linked to itself");
    }
    m_rows.emplace_back(a, b);
}

OverlayGraph
OverlayFileBuilder::Build() const
{
    WAKU_OVERLAY_ERROR_IF(m_names.empty(), m_path << ": the overlay has no nodes");
    OverlayGraph graph(GetNNodes());
    for (uint32_t node = 0; node < GetNNodes(); ++node)
    {
        graph.SetName(node, m_names[node]);
    }
    for (uint32_t row = 0; row < m_rows.size(); ++row)
    {
        if (graph.AddLink(m_rows[row].first, m_rows[row].second))
        {
            graph.SetFileRow(graph.GetNLinks() - 1, row);
        }
    }
    return graph;
}

void
OverlayFileBuilder::Fail(const std::string& place, const std::string& error) const
{
    throw OverlayError(m_path + ":" + (m_locate ? m_locate(place) : place) + ": " + error);
}

std::vector<std::string>
GetFileIds(const OverlayGraph& graph, const std::string& path)
{
    std::vector<std::string> ids;
    std::unordered_set<std::string> seen;
    for (uint32_t node = 0; node < graph.GetNNodes(); ++node)
    {
        const std::string& name = graph.GetName(node);
        ids.push_back(name.empty() ? std::to_string(node) : name);
        WAKU_OVERLAY_ERROR_IF(!seen.insert(ids.back()).second,
                              path << ": node " << node << " has the id '" << ids.back()
                                   << "' of another node");
    }
    return ids;
}

std::string
LoadOverlayFile(const std::string& path)
{
    std::ifstream file(path);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    // a folder can be opened, but not read
    WAKU_OVERLAY_ERROR_IF(!file.is_open() || file.bad() || std::filesystem::is_directory(path),
                          path << ": cannot be read");
    return text;
}

void
SaveOverlayFile(const std::string& path, const std::string& text)
{
    std::ofstream file(path);
    file << text;
    file.close();
    WAKU_OVERLAY_ERROR_IF(!file, path << ": cannot be written");
}

} // namespace ns3
