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
 * \brief What the degrees of a graph's nodes look like.
 */
struct DegreeStatistics
{
    uint32_t min{0};              //!< the fewest neighbours of a node
    uint32_t max{0};              //!< the most neighbours of a node
    double mean{0};               //!< mean over nodes
    double variance{0};           //!< variance over nodes (divided by their number)
    std::vector<uint32_t> counts; //!< how many nodes have as many neighbours as the index says
};

/**
 * \ingroup waku
 * \brief How far apart a graph's nodes are, in hops.
 */
struct DistanceStatistics
{
    uint32_t diameter{0};   //!< the largest distance found; a lower bound if sampled
    double meanDistance{0}; //!< mean over pairs of distinct nodes; an estimate if sampled
    uint32_t sources{0};    //!< how many nodes the distances were measured from
    bool sampled{false};    //!< whether that was a random part of the nodes
};

/**
 * \ingroup waku
 * \param graph a graph
 * \return the statistics; all zero without nodes
 */
DegreeStatistics GetDegreeStatistics(const OverlayGraph& graph);

/**
 * \ingroup waku
 * \param graph a graph
 * \return the number of its connected components; O(nodes + links)
 */
uint32_t GetNComponents(const OverlayGraph& graph);

/**
 * \ingroup waku
 * \param graph a graph
 * \return whether there is a path between any two nodes; true with one node or none
 */
bool IsConnected(const OverlayGraph& graph);

/**
 * \ingroup waku
 * \param graph a graph
 * \param node a node
 * \return how many nodes are as many hops away as the index says: 1 at 0 (the node), its degree at
 *         1, ...; nodes that it cannot reach are in no entry
 */
std::vector<uint32_t> GetDistanceHistogram(const OverlayGraph& graph, uint32_t node);

/**
 * \ingroup waku
 * Diameter and mean distance by a breadth-first search from every node, O(nodes (nodes + links)),
 * or, in graphs with more nodes than a limit, from a random sample of nodes. A graph that is not
 * connected has neither and stops the program with a message.
 * \param graph a connected graph
 * \param rng the source of randomness for the sample
 * \param exactUpTo the most nodes for which all are searched from
 * \param samples how many nodes are searched from in larger graphs, from 1 to exactUpTo
 * \return the statistics, which say whether they are of a sample
 */
DistanceStatistics GetDistanceStatistics(const OverlayGraph& graph,
                                         Ptr<UniformRandomVariable> rng,
                                         uint32_t exactUpTo = 2000,
                                         uint32_t samples = 100);

} // namespace ns3

#endif /* WAKU_OVERLAY_MEASURES_H */
