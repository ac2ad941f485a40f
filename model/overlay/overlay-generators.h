/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_GENERATORS_H
#define WAKU_OVERLAY_GENERATORS_H

#include "overlay-graph.h"

#include "ns3/random-variable-stream.h"

/**
 * \file
 * \ingroup waku
 * Generators of overlay graphs. A value out of range, and a random graph that is not connected,
 * are an OverlayError that names the values. The same random stream gives the same graph.
 */

namespace ns3
{

/**
 * \ingroup waku
 * A random d-regular graph, simple and connected, by the algorithm of Steger and Wormald
 * ("Generating random regular graphs quickly", 1999). Each node has d points. The algorithm pairs
 * points at random and draws again if a pair would make a loop or a second link between two nodes.
 * If no pair is left that may be linked, or if the graph is not connected, it starts again. Degree
 * 2 gives a random ring. A graph of degree n/2 or more is the complement of a graph drawn this way.
 *
 * For large n all such graphs are equally likely as long as d grows more slowly than n^(1/3) (Kim
 * and Vu 2003). For small n they nearly are: the probability of each of the 70 cubic graphs with 6
 * nodes is within 4 % of 1/70.
 *
 * \param nodes the number of nodes n
 * \param degree the number of neighbours d of each node, 1 <= d < n; n times d must be even, and
 *        d = 1 requires n = 2
 * \param rng the source of randomness
 * \return the graph
 */
OverlayGraph RandomRegular(uint32_t nodes, uint32_t degree, Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * A complete graph: each node is connected to every other node.
 * \param nodes the number of nodes, at least 1
 * \return the graph
 */
OverlayGraph Complete(uint32_t nodes);

/**
 * \ingroup waku
 * A ring in which each node is connected to the nearest degree / 2 nodes on each side.
 * \param nodes the number of nodes
 * \param degree the number of neighbours of each node: even, from 2 to nodes - 1
 * \return the graph
 */
OverlayGraph RingLattice(uint32_t nodes, uint32_t degree);

/**
 * \ingroup waku
 * A hypercube: 2^dimension nodes; two nodes are connected if their numbers differ in one bit.
 * \param dimension the dimension, from 0 to 24
 * \return the graph
 */
OverlayGraph Hypercube(uint32_t dimension);

/**
 * \ingroup waku
 * A rectangular grid; node x + y * width has up to four neighbours.
 * \param width the number of nodes in a row, at least 1; at least 3 on a torus
 * \param height the number of rows, at least 1; at least 3 on a torus
 * \param torus whether the last row is connected to the first row and the last column to the first
 *        column
 * \return the graph
 */
OverlayGraph Grid2D(uint32_t width, uint32_t height, bool torus = false);

/**
 * \ingroup waku
 * The random graph G(n, p) of Erdős, Rényi and Gilbert: each pair of nodes is connected with the
 * same probability, independently of the other pairs. It is drawn once, since repeating the draw
 * until the graph is connected would favour graphs with many links. It is likely to be connected if
 * p is well above ln(n) / n. The cost is O(nodes + links).
 * \param nodes the number of nodes, at least 1
 * \param probability the probability of a link between two nodes, above 0, at most 1
 * \param rng the source of randomness
 * \return the graph
 */
OverlayGraph ErdosRenyi(uint32_t nodes, double probability, Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * A small-world graph (Watts and Strogatz, "Collective dynamics of small-world networks", 1998). It
 * starts as a ring lattice; then the far end of each link moves, with probability beta, to a random
 * node that is not yet a neighbour. It is drawn once.
 * \param nodes the number of nodes
 * \param degree the mean degree: even, from 2 to nodes - 1
 * \param beta the probability that a link moves, from 0 (the ring lattice) to 1
 * \param rng the source of randomness
 * \return the graph; it has nodes * degree / 2 links
 */
OverlayGraph WattsStrogatz(uint32_t nodes,
                           uint32_t degree,
                           double beta,
                           Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * A scale-free graph (Barabási and Albert, "Emergence of scaling in random networks", 1999). It
 * starts as a complete graph of m + 1 nodes; then nodes are added one by one. Each new node
 * connects to m distinct nodes, drawn with probabilities proportional to their degrees.
 * \param nodes the number of nodes n, above m
 * \param links the number of links m that each new node adds, at least 1
 * \param rng the source of randomness
 * \return the graph; it has m (m + 1) / 2 + (n - m - 1) m links, and the first end of each link is
 *         the newer node
 */
OverlayGraph BarabasiAlbert(uint32_t nodes, uint32_t links, Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * Each node dials k distinct peers that it picks from a full list of nodes; all sets of k other
 * nodes are equally likely. Two nodes that pick each other share one link, dialled by the node with
 * the lower number. A node therefore has about 2k neighbours. The graph is drawn once.
 * \param nodes the number of nodes
 * \param dials the number of peers k that each node dials, from 1 to nodes - 1
 * \param rng the source of randomness
 * \return the graph; the first end of each link dialled the second end
 */
OverlayGraph RandomDial(uint32_t nodes, uint32_t dials, Ptr<UniformRandomVariable> rng);

} // namespace ns3

#endif /* WAKU_OVERLAY_GENERATORS_H */
