/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-error.h"
#include "overlay-generators.h"
#include "overlay-measures.h"
#include "overlay-random-subset.h"

#include <algorithm>
#include <optional>

namespace ns3
{

namespace
{

/** One run of Steger and Wormald's algorithm. */
class StegerWormald
{
  public:
    /**
     * \param nodes the number of nodes
     * \param degree the neighbours of each
     */
    StegerWormald(uint32_t nodes, uint32_t degree)
        : m_degree(degree),
          m_graph(nodes)
    {
        m_points.reserve(static_cast<std::size_t>(nodes) * degree);
        for (uint32_t node = 0; node < nodes; ++node)
        {
            m_points.insert(m_points.end(), degree, node);
        }
    }

    /**
     * \param rng the source of randomness
     * \return the graph, or nothing if the points that were left could not be paired
     */
    std::optional<OverlayGraph> Run(Ptr<UniformRandomVariable> rng)
    {
        std::size_t failures = 0;
        while (!m_points.empty())
        {
            if (PairTwo(rng))
            {
                failures = 0;
            }
            else if (++failures > m_points.size())
            {
                // Searching for a pair that may be linked costs more than drawing one, so it is
                // done rarely.
                if (!IsPairLeft())
                {
                    return std::nullopt;
                }
                failures = 0;
            }
        }
        return std::move(m_graph);
    }

  private:
    /**
     * Draw two points and link their nodes if the nodes may be linked.
     * \param rng the source of randomness
     * \return whether they were linked
     */
    bool PairTwo(Ptr<UniformRandomVariable> rng)
    {
        const auto last = static_cast<uint32_t>(m_points.size()) - 1;
        const uint32_t i = rng->GetInteger(0, last);
        const uint32_t j = rng->GetInteger(0, last);
        if (m_points[i] == m_points[j] || !m_graph.AddLink(m_points[i], m_points[j]))
        {
            return false;
        }
        for (uint32_t taken : {std::max(i, j), std::min(i, j)})
        {
            m_points[taken] = m_points.back();
            m_points.pop_back();
        }
        return true;
    }

    /** \return whether any two nodes with free points may still be linked */
    bool IsPairLeft() const
    {
        std::vector<uint32_t> open(m_points);
        std::sort(open.begin(), open.end());
        open.erase(std::unique(open.begin(), open.end()), open.end());
        if (open.size() > m_degree)
        {
            return true; // a node with a free point has fewer than degree neighbours
        }
        for (auto a = open.begin(); a != open.end(); ++a)
        {
            if (std::any_of(a + 1, open.end(), [&](uint32_t b) { return !m_graph.HasLink(*a, b); }))
            {
                return true;
            }
        }
        return false;
    }

    uint32_t m_degree;              //!< the neighbours of each node
    OverlayGraph m_graph;           //!< the links so far
    std::vector<uint32_t> m_points; //!< the node of each free point
};

/**
 * \param graph a graph
 * \return its complement: the graph with exactly the links that this graph does not have
 */
OverlayGraph
Complement(const OverlayGraph& graph)
{
    OverlayGraph complement(graph.GetNNodes());
    for (uint32_t a = 0; a < graph.GetNNodes(); ++a)
    {
        for (uint32_t b = a + 1; b < graph.GetNNodes(); ++b)
        {
            if (!graph.HasLink(a, b))
            {
                complement.AddLink(a, b);
            }
        }
    }
    return complement;
}

/**
 * Draw a connected graph of degree 2. With many nodes, random pairing rarely gives a connected one.
 * \param nodes the number of nodes
 * \param rng the source of randomness
 * \return a ring through all nodes in random order
 */
OverlayGraph
RandomRing(uint32_t nodes, Ptr<UniformRandomVariable> rng)
{
    RandomSubset all(nodes);
    const std::vector<uint32_t>& order = all.Draw(nodes, rng);
    OverlayGraph ring(nodes);
    for (uint32_t i = 0; i < nodes; ++i)
    {
        ring.AddLink(order[i], order[(i + 1) % nodes]);
    }
    return ring;
}

/**
 * Draw a graph once. Pairing rarely succeeds for a high degree, so the complement is drawn then: it
 * is regular too, and all graphs stay equally likely.
 * \param nodes the number of nodes
 * \param degree the neighbours of each
 * \param rng the source of randomness
 * \return a graph, connected or not, or nothing if the draw failed
 */
std::optional<OverlayGraph>
DrawRegular(uint32_t nodes, uint32_t degree, Ptr<UniformRandomVariable> rng)
{
    if (degree < nodes - degree)
    {
        return StegerWormald(nodes, degree).Run(rng);
    }
    const auto missing = StegerWormald(nodes, nodes - 1 - degree).Run(rng);
    return missing ? std::optional(Complement(*missing)) : std::nullopt;
}

} // namespace

OverlayGraph
RandomRegular(uint32_t nodes, uint32_t degree, Ptr<UniformRandomVariable> rng)
{
    const uint64_t points = static_cast<uint64_t>(nodes) * degree;
    WAKU_OVERLAY_ERROR_IF(degree < 1 || degree >= nodes,
                          "RandomRegular(nodes=" << nodes << ", degree=" << degree
                                                 << "): degree must be from 1 to nodes - 1");
    WAKU_OVERLAY_ERROR_IF(points % 2 != 0,
                          "RandomRegular(nodes=" << nodes << ", degree=" << degree
                                                 << "): nodes times degree must be even");
    WAKU_OVERLAY_ERROR_IF(points > OverlayGraph::NO_LINK,
                          "RandomRegular(nodes=" << nodes << ", degree=" << degree
                                                 << "): nodes times degree must be at most "
                                                 << OverlayGraph::NO_LINK);
    WAKU_OVERLAY_ERROR_IF(degree == 1 && nodes > 2,
                          "RandomRegular(nodes=" << nodes << ", degree=" << degree
                                                 << "): disconnected; degree must be at least 2");

    if (degree == 2)
    {
        return RandomRing(nodes, rng);
    }
    constexpr int draws = 1000; // the first one is nearly always good
    for (int draw = 0; draw < draws; ++draw)
    {
        std::optional<OverlayGraph> graph = DrawRegular(nodes, degree, rng);
        if (graph && IsConnected(*graph))
        {
            return std::move(*graph);
        }
    }
    throw OverlayError("RandomRegular(nodes=" + std::to_string(nodes) +
                       ", degree=" + std::to_string(degree) + "): no connected graph in " +
                       std::to_string(draws) + " draws");
}

} // namespace ns3
