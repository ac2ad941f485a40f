/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_MEASURES_H
#define WAKU_OVERLAY_MEASURES_H

#include "overlay-graph.h"

#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Statistics of the degrees of a graph's nodes.
 */
struct DegreeStatistics
{
    uint32_t min{0};              //!< smallest degree
    uint32_t max{0};              //!< largest degree
    double mean{0};               //!< mean degree
    double variance{0};           //!< variance of the degrees, divided by the number of nodes
    std::vector<uint32_t> counts; //!< number of nodes by degree: counts[d] nodes have degree d
};

/**
 * \ingroup waku
 * \brief Statistics of the distances between a graph's nodes, in hops.
 */
struct DistanceStatistics
{
    uint32_t diameter{0};   //!< the largest distance found; a lower bound if sampled
    double meanDistance{0}; //!< mean over pairs of distinct nodes; an estimate if sampled
    uint32_t sources{0};    //!< number of nodes from which distances were measured
    bool sampled{false};    //!< whether these nodes are a random sample, not all nodes
};

/**
 * \ingroup waku
 * \param graph a graph
 * \return the statistics; all are zero if the graph has no nodes
 */
DegreeStatistics GetDegreeStatistics(const OverlayGraph& graph);

/**
 * \ingroup waku
 * \param graph a graph
 * \return the number of the graph's connected components, found in O(nodes + links)
 */
uint32_t GetNComponents(const OverlayGraph& graph);

/**
 * \ingroup waku
 * \param graph a graph
 * \return whether there is a path between any two nodes; true for a graph of at most one node
 */
bool IsConnected(const OverlayGraph& graph);

/**
 * \ingroup waku
 * \param graph a graph
 * \param node number of a node
 * \return the number of nodes at each distance from the node: element 0 is 1 (the node itself),
 *         element 1 is the node's degree, and so on. Nodes without a path to it are not counted.
 */
std::vector<uint32_t> GetDistanceHistogram(const OverlayGraph& graph, uint32_t node);

/**
 * \ingroup waku
 * Measure diameter and mean distance by a breadth-first search from every node, which costs
 * O(nodes (nodes + links)). In a graph with more than exactUpTo nodes the searches start only from
 * a random sample of nodes. A graph that is not connected stops the program with a message.
 * \param graph a connected graph
 * \param rng the source of randomness for the sample
 * \param exactUpTo the largest number of nodes for which every node is searched from
 * \param samples the number of nodes searched from in a larger graph, from 1 to exactUpTo
 * \return the statistics, which say whether they come from a sample
 */
DistanceStatistics GetDistanceStatistics(const OverlayGraph& graph,
                                         Ptr<UniformRandomVariable> rng,
                                         uint32_t exactUpTo = 2000,
                                         uint32_t samples = 100);

} // namespace ns3

#endif /* WAKU_OVERLAY_MEASURES_H */
