/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_BOOST_H
#define WAKU_OVERLAY_BOOST_H

#include "overlay-graph.h"

#include <boost/graph/adjacency_list.hpp>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The form in which Boost.Graph's algorithms take an overlay.
 */
using BoostOverlay = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

/**
 * \ingroup waku
 * \param graph a graph
 * \return a copy for Boost.Graph, with the same numbers of nodes and order of links
 */
inline BoostOverlay
ToBoost(const OverlayGraph& graph)
{
    return BoostOverlay(graph.GetLinks().begin(), graph.GetLinks().end(), graph.GetNNodes());
}

} // namespace ns3

#endif /* WAKU_OVERLAY_BOOST_H */
