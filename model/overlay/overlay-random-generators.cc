/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-error.h"
#include "overlay-generators.h"
#include "overlay-measures.h"
#include "overlay-random-subset.h"

#include <cmath>
#include <set>

namespace ns3
{

namespace
{

/**
 * Stop the program unless a random graph is connected.
 * \param graph the graph
 * \param call the generator and its values, for the message
 * \param advice what makes a connected graph likely
 */
void
RequireConnected(const OverlayGraph& graph, const std::string& call, const std::string& advice)
{
    const uint32_t components = GetNComponents(graph);
    WAKU_OVERLAY_ERROR_IF(components > 1,
                          call << ": disconnected, in " << components << " components; " << advice);
}

} // namespace

OverlayGraph
ErdosRenyi(uint32_t nodes, double probability, Ptr<UniformRandomVariable> rng)
{
    std::ostringstream call;
    call << "ErdosRenyi(nodes=" << nodes << ", probability=" << probability << ")";
    WAKU_OVERLAY_ERROR_IF(nodes < 1, call.str() << ": nodes must be at least 1");
    WAKU_OVERLAY_ERROR_IF(!(probability > 0 && probability <= 1),
                          call.str() << ": probability must be above 0 and at most 1");

    // All pairs (a, b) with b < a form a sequence. The number of pairs from one link to the next is
    // geometrically distributed, so pairs that are not linked cost nothing (Batagelj and Brandes
    // 2005). Boost.Graph's iterator for this expects a geometric distribution that starts at
    // another number than Boost.Random's.
    OverlayGraph graph(nodes);
    const double logMiss = std::log1p(-probability);
    double row = 1;
    double column = -1;
    while (row < nodes)
    {
        column +=
            1 + (probability < 1 ? std::floor(std::log1p(-rng->GetValue(0.0, 1.0)) / logMiss) : 0);
        while (row < nodes && column >= row)
        {
            column -= row;
            ++row;
        }
        if (row < nodes)
        {
            graph.AddLink(static_cast<uint32_t>(row), static_cast<uint32_t>(column));
        }
    }
    std::ostringstream advice;
    advice << "likely connected for a probability well above ln(nodes)/nodes = "
           << std::log(nodes) / nodes;
    RequireConnected(graph, call.str(), advice.str());
    return graph;
}

OverlayGraph
WattsStrogatz(uint32_t nodes, uint32_t degree, double beta, Ptr<UniformRandomVariable> rng)
{
    std::ostringstream call;
    call << "WattsStrogatz(nodes=" << nodes << ", degree=" << degree << ", beta=" << beta << ")";
    WAKU_OVERLAY_ERROR_IF(degree < 2 || degree % 2 != 0 || degree >= nodes,
                          call.str() << ": degree must be even, at least 2 and below nodes");
    WAKU_OVERLAY_ERROR_IF(!(beta >= 0 && beta <= 1), call.str() << ": beta must be from 0 to 1");

    std::vector<std::set<uint32_t>> neighbors(nodes);
    const auto link = [&](uint32_t a, uint32_t b) {
        neighbors[a].insert(b);
        neighbors[b].insert(a);
    };
    std::vector<OverlayGraph::Link> links;
    for (uint32_t step = 1; step <= degree / 2; ++step)
    {
        for (uint32_t node = 0; node < nodes; ++node)
        {
            links.emplace_back(node, (node + step) % nodes);
            link(links.back().first, links.back().second);
        }
    }
    for (auto& [near, far] : links)
    {
        const bool full = neighbors[near].size() == nodes - 1;
        if (rng->GetValue(0.0, 1.0) >= beta || full)
        {
            continue;
        }
        uint32_t drawn;
        do
        {
            drawn = rng->GetInteger(0, nodes - 1);
        } while (drawn == near || neighbors[near].count(drawn) > 0);
        neighbors[near].erase(far);
        neighbors[far].erase(near);
        link(near, drawn);
        far = drawn;
    }

    OverlayGraph graph(nodes);
    for (const auto& [near, far] : links)
    {
        graph.AddLink(near, far);
    }
    RequireConnected(graph, call.str(), "a higher degree or a lower beta is likely connected");
    return graph;
}

OverlayGraph
BarabasiAlbert(uint32_t nodes, uint32_t links, Ptr<UniformRandomVariable> rng)
{
    WAKU_OVERLAY_ERROR_IF(links < 1 || links >= nodes,
                          "BarabasiAlbert(nodes=" << nodes << ", links=" << links
                                                  << "): links must be from 1 to nodes - 1");
    OverlayGraph graph(nodes);
    std::vector<uint32_t> ends; // contains each node once for each of its links
    const auto connect = [&](uint32_t newer, uint32_t older) {
        const bool added = graph.AddLink(newer, older);
        if (added)
        {
            ends.push_back(newer);
            ends.push_back(older);
        }
        return added;
    };
    for (uint32_t newer = 1; newer <= links; ++newer)
    {
        for (uint32_t older = 0; older < newer; ++older)
        {
            connect(newer, older);
        }
    }
    for (uint32_t newer = links + 1; newer < nodes; ++newer)
    {
        const auto last = static_cast<uint32_t>(ends.size()) - 1; // the newer node is beyond it
        for (uint32_t made = 0; made < links;)
        {
            made += connect(newer, ends[rng->GetInteger(0, last)]) ? 1 : 0;
        }
    }
    return graph;
}

OverlayGraph
RandomDial(uint32_t nodes, uint32_t dials, Ptr<UniformRandomVariable> rng)
{
    std::ostringstream call;
    call << "RandomDial(nodes=" << nodes << ", dials=" << dials << ")";
    WAKU_OVERLAY_ERROR_IF(dials < 1 || dials >= nodes,
                          call.str() << ": dials must be from 1 to nodes - 1");
    OverlayGraph graph(nodes);
    RandomSubset others(nodes - 1);
    for (uint32_t node = 0; node < nodes; ++node)
    {
        const std::vector<uint32_t>& drawn = others.Draw(dials, rng);
        for (uint32_t i = 0; i < dials; ++i)
        {
            graph.AddLink(node, drawn[i] < node ? drawn[i] : drawn[i] + 1);
        }
    }
    RequireConnected(graph, call.str(), "more dials are likely connected");
    return graph;
}

} // namespace ns3
