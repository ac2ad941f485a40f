/* SPDX-License-Identifier: GPL-2.0-only */
#include "overlay-measures.h"

#include "overlay-boost.h"
#include "overlay-random-subset.h"

#include "ns3/abort.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/visitors.hpp>
#include <boost/pending/disjoint_sets.hpp>

namespace ns3
{

namespace
{

/** \copydoc GetDistanceHistogram */
std::vector<uint32_t>
CountDistances(const BoostOverlay& graph, uint32_t node)
{
    constexpr auto unreached = std::numeric_limits<uint32_t>::max();
    std::vector<uint32_t> distances(boost::num_vertices(graph), unreached);
    distances[node] = 0;
    boost::breadth_first_search(
        graph,
        node,
        boost::visitor(boost::make_bfs_visitor(
            boost::record_distances(distances.data(), boost::on_tree_edge()))));

    std::vector<uint32_t> histogram;
    for (uint32_t distance : distances)
    {
        if (distance == unreached)
        {
            continue;
        }
        if (histogram.size() <= distance)
        {
            histogram.resize(distance + 1);
        }
        ++histogram[distance];
    }
    return histogram;
}

} // namespace

DegreeStatistics
GetDegreeStatistics(const OverlayGraph& graph)
{
    DegreeStatistics statistics;
    const uint32_t nodes = graph.GetNNodes();
    if (nodes == 0)
    {
        return statistics;
    }
    statistics.min = graph.GetDegree(0);
    statistics.mean = 2.0 * graph.GetNLinks() / nodes;
    double squares = 0;
    for (uint32_t node = 0; node < nodes; ++node)
    {
        const uint32_t degree = graph.GetDegree(node);
        statistics.min = std::min(statistics.min, degree);
        statistics.max = std::max(statistics.max, degree);
        squares += (degree - statistics.mean) * (degree - statistics.mean);
        if (statistics.counts.size() <= degree)
        {
            statistics.counts.resize(degree + 1);
        }
        ++statistics.counts[degree];
    }
    statistics.variance = squares / nodes;
    return statistics;
}

uint32_t
GetNComponents(const OverlayGraph& graph)
{
    const uint32_t nodes = graph.GetNNodes();
    std::vector<uint32_t> ranks(nodes);
    std::vector<uint32_t> parents(nodes);
    boost::disjoint_sets sets(ranks.data(), parents.data());
    for (uint32_t node = 0; node < nodes; ++node)
    {
        sets.make_set(node);
    }
    uint32_t components = nodes;
    for (const auto& [a, b] : graph.GetLinks())
    {
        const uint32_t setA = sets.find_set(a);
        const uint32_t setB = sets.find_set(b);
        if (setA != setB)
        {
            sets.link(setA, setB);
            --components;
        }
    }
    return components;
}

bool
IsConnected(const OverlayGraph& graph)
{
    return GetNComponents(graph) <= 1;
}

std::vector<uint32_t>
GetDistanceHistogram(const OverlayGraph& graph, uint32_t node)
{
    NS_ABORT_MSG_IF(node >= graph.GetNNodes(),
                    "GetDistanceHistogram: no node " << node << " among " << graph.GetNNodes()
                                                     << " nodes");
    return CountDistances(ToBoost(graph), node);
}

DistanceStatistics
GetDistanceStatistics(const OverlayGraph& graph,
                      Ptr<UniformRandomVariable> rng,
                      uint32_t exactUpTo,
                      uint32_t samples)
{
    NS_ABORT_MSG_IF(samples < 1 || samples > exactUpTo,
                    "GetDistanceStatistics: samples=" << samples << " must be from 1 to exactUpTo="
                                                      << exactUpTo);
    const uint32_t components = GetNComponents(graph);
    NS_ABORT_MSG_IF(components > 1,
                    "GetDistanceStatistics: the graph of "
                        << graph.GetNNodes() << " nodes is disconnected, in " << components
                        << " components, so it has no diameter");

    const uint32_t nodes = graph.GetNNodes();
    DistanceStatistics statistics;
    statistics.sampled = nodes > exactUpTo;
    statistics.sources = statistics.sampled ? samples : nodes;
    RandomSubset all(nodes);
    const auto& sources = all.Draw(statistics.sampled ? samples : 0, rng);

    const BoostOverlay copy = ToBoost(graph);
    double hops = 0;
    for (uint32_t i = 0; i < statistics.sources; ++i)
    {
        const std::vector<uint32_t> histogram = CountDistances(copy, sources[i]);
        const auto farthest = static_cast<uint32_t>(histogram.size()) - 1;
        statistics.diameter = std::max(statistics.diameter, farthest);
        for (uint32_t distance = 1; distance <= farthest; ++distance)
        {
            hops += static_cast<double>(distance) * histogram[distance];
        }
    }
    if (nodes > 1)
    {
        statistics.meanDistance = hops / statistics.sources / (nodes - 1);
    }
    return statistics;
}

} // namespace ns3
