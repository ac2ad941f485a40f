/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_NODES_H
#define WAKU_LIGHT_NODES_H

#include "ns3/overlay-graph.h"

#include <cstdint>
#include <set>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Choose at random nodes that can be light nodes: the other nodes stay connected, and each
 * chosen node has one of them as a neighbour.
 *
 * \param overlay a connected graph
 * \param share share of nodes to choose, 0 to 1; the program ends with an error if so many cannot
 *        be chosen
 * \param stream number of the random variable stream
 * \param name name of the share in the error message, such as a program's `--light`
 * \return the chosen nodes
 */
std::set<uint32_t> ChooseLightNodes(const OverlayGraph& overlay,
                                    double share,
                                    int64_t stream,
                                    const std::string& name = "the share of light nodes");

} // namespace ns3

#endif /* WAKU_LIGHT_NODES_H */
