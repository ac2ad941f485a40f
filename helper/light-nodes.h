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
 * \brief Choose nodes that may be light nodes, at random: the others stay connected, and each of
 * the chosen has one of them for a neighbour.
 *
 * \param overlay a connected graph
 * \param share how many of its nodes to choose, 0 to 1; stops if so many can't be
 * \param stream number of the random variable stream
 * \param name what the message calls the share, such as a program's `--light`
 * \return the chosen nodes
 */
std::set<uint32_t> ChooseLightNodes(const OverlayGraph& overlay,
                                    double share,
                                    int64_t stream,
                                    const std::string& name = "the share of light nodes");

} // namespace ns3

#endif /* WAKU_LIGHT_NODES_H */
