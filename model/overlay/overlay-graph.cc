/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-graph.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3
{

OverlayGraph::OverlayGraph(uint32_t nodes)
    : m_peers(nodes)
{
}

bool
OverlayGraph::AddLink(uint32_t a, uint32_t b)
{
    CheckNode(a);
    CheckNode(b);
    NS_ABORT_MSG_IF(a == b, "OverlayGraph: node " << a << " cannot be linked to itself");
    NS_ABORT_MSG_IF(GetNLinks() == NO_LINK, "OverlayGraph: more than " << NO_LINK << " links");

    const uint32_t link = GetNLinks();
    for (const auto& [node, neighbor] : {Link{a, b}, Link{b, a}})
    {
        Peers& peers = m_peers[node];
        const auto at = std::lower_bound(peers.neighbors.begin(), peers.neighbors.end(), neighbor);
        if (at != peers.neighbors.end() && *at == neighbor)
        {
            return false;
        }
        peers.links.insert(peers.links.begin() + (at - peers.neighbors.begin()), link);
        peers.neighbors.insert(at, neighbor);
    }
    m_links.emplace_back(a, b);
    return true;
}

const std::vector<uint32_t>&
OverlayGraph::GetNeighbors(uint32_t node) const
{
    CheckNode(node);
    return m_peers[node].neighbors;
}

uint32_t
OverlayGraph::GetDegree(uint32_t node) const
{
    return static_cast<uint32_t>(GetNeighbors(node).size());
}

uint32_t
OverlayGraph::FindLink(uint32_t a, uint32_t b) const
{
    CheckNode(a);
    CheckNode(b);
    const Peers& peers = m_peers[a];
    const auto at = std::lower_bound(peers.neighbors.begin(), peers.neighbors.end(), b);
    return at != peers.neighbors.end() && *at == b ? peers.links[at - peers.neighbors.begin()]
                                                   : NO_LINK;
}

const std::string&
OverlayGraph::GetName(uint32_t node) const
{
    static const std::string none;
    CheckNode(node);
    return m_names.empty() ? none : m_names[node];
}

void
OverlayGraph::SetName(uint32_t node, std::string name)
{
    CheckNode(node);
    if (m_names.empty())
    {
        if (name.empty())
        {
            return;
        }
        m_names.resize(GetNNodes());
    }
    m_names[node] = std::move(name);
}

uint32_t
OverlayGraph::GetFileRow(uint32_t link) const
{
    CheckLink(link);
    return link < m_fileRows.size() ? m_fileRows[link] : link;
}

void
OverlayGraph::SetFileRow(uint32_t link, uint32_t row)
{
    CheckLink(link);
    while (m_fileRows.size() <= link)
    {
        m_fileRows.push_back(static_cast<uint32_t>(m_fileRows.size()));
    }
    m_fileRows[link] = row;
}

void
OverlayGraph::CheckNode(uint32_t node) const
{
    NS_ABORT_MSG_IF(node >= GetNNodes(),
                    "OverlayGraph: no node " << node << " among " << GetNNodes() << " nodes");
}

void
OverlayGraph::CheckLink(uint32_t link) const
{
    NS_ABORT_MSG_IF(link >= GetNLinks(),
                    "OverlayGraph: no link " << link << " among " << GetNLinks() << " links");
}

} // namespace ns3
