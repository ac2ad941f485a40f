/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_GENERATORS_H
#define WAKU_OVERLAY_GENERATORS_H

#include "overlay-graph.h"

#include "ns3/random-variable-stream.h"

/**
 * \file
 * \ingroup waku
 * Families of overlay graphs. Values out of range, and a random graph that comes out disconnected,
 * throw an OverlayError that names the values. The same stream gives the same graph.
 */

namespace ns3
{

/**
 * \ingroup waku
 * A random d-regular graph, simple and connected, by the algorithm of Steger and Wormald
 * ("Generating random regular graphs quickly", 1999): points, d for each node, are paired at
 * random, and a pair that would make a loop or a second link is drawn again. The graph is drawn
 * anew where no pair is left that fits, and until it is connected. Degree 2 is a random ring, and a
 * graph of degree n/2 or more the complement of such a draw.
 *
 * For large n all such graphs become equally likely while d grows slower than n^(1/3) (Kim and Vu
 * 2003). Of the 70 cubic graphs with 6 nodes, as small as it gets, none is more than 4 % off.
 *
 * \param nodes the number of nodes n
 * \param degree the neighbours d of each node, 1 <= d < n, n times d even; 1 needs n = 2
 * \param rng the source of randomness
 * \return the graph
 */
OverlayGraph RandomRegular(uint32_t nodes, uint32_t degree, Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * Everybody is connected to everybody.
 * \param nodes the number of nodes, at least 1
 * \return the graph
 */
OverlayGraph Complete(uint32_t nodes);

/**
 * \ingroup waku
 * A ring in which everybody is connected to the nearest degree / 2 nodes on each side.
 * \param nodes the number of nodes
 * \param degree the neighbours of each node: even, from 2 to nodes - 1
 * \return the graph
 */
OverlayGraph RingLattice(uint32_t nodes, uint32_t degree);

/**
 * \ingroup waku
 * 2^dimension nodes, connected where their numbers differ in one bit.
 * \param dimension from 0 to 24
 * \return the graph
 */
OverlayGraph Hypercube(uint32_t dimension);

/**
 * \ingroup waku
 * A rectangular grid; node x + y * width has up to four neighbours.
 * \param width nodes in a row, at least 1; at least 3 on a torus
 * \param height rows, at least 1; at least 3 on a torus
 * \param torus whether the last row and column are connected to the first
 * \return the graph
 */
OverlayGraph Grid2D(uint32_t width, uint32_t height, bool torus = false);

/**
 * \ingroup waku
 * The graph G(n, p) of Erdős, Rényi and Gilbert: each pair is connected with the same probability,
 * apart from the others. It is drawn once, since drawing again would favour large graphs; it is
 * likely to be connected where p is well above ln(n) / n. O(nodes + links).
 * \param nodes the number of nodes, at least 1
 * \param probability of a link between two nodes, above 0, at most 1
 * \param rng the source of randomness
 * \return the graph
 */
OverlayGraph ErdosRenyi(uint32_t nodes, double probability, Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * A small world (Watts and Strogatz, "Collective dynamics of small-world networks", 1998): a ring
 * lattice of which each link's far end moves, with probability beta, to a random node that is not
 * yet a neighbour. Drawn once.
 * \param nodes the number of nodes
 * \param degree the mean degree: even, from 2 to nodes - 1
 * \param beta from 0 (the ring lattice) to 1
 * \param rng the source of randomness
 * \return the graph; it has nodes * degree / 2 links
 */
OverlayGraph WattsStrogatz(uint32_t nodes,
                           uint32_t degree,
                           double beta,
                           Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * A scale-free graph (Barabási and Albert, "Emergence of scaling in random networks", 1999): to a
 * complete graph of m + 1 nodes, nodes are added one by one, and each connects to m distinct nodes
 * that are drawn with probabilities proportional to their degrees.
 * \param nodes the number of nodes n, above m
 * \param links how many links m a new node brings, at least 1
 * \param rng the source of randomness
 * \return the graph; it has m (m + 1) / 2 + (n - m - 1) m links, the newer node first in each
 */
OverlayGraph BarabasiAlbert(uint32_t nodes, uint32_t links, Ptr<UniformRandomVariable> rng);

/**
 * \ingroup waku
 * Each node dials k distinct peers, all sets of k others being equally likely, as a node does that
 * picks from a full list of peers. Two nodes that dial each other share one connection, the one of
 * the lower number's dial. A node so has about 2k neighbours. Drawn once.
 * \param nodes the number of nodes
 * \param dials how many peers k each node dials, from 1 to nodes - 1
 * \param rng the source of randomness
 * \return the graph; the first end of each link dialled the second
 */
OverlayGraph RandomDial(uint32_t nodes, uint32_t dials, Ptr<UniformRandomVariable> rng);

} // namespace ns3

#endif /* WAKU_OVERLAY_GENERATORS_H */
