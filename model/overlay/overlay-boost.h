/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_BOOST_H
#define WAKU_OVERLAY_BOOST_H

#include "overlay-graph.h"

#include <boost/graph/adjacency_list.hpp>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The graph type that the module passes to Boost.Graph's algorithms.
 */
using BoostOverlay = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;

/**
 * \ingroup waku
 * \param graph a graph
 * \return a copy as a Boost graph; nodes keep their numbers, links keep their order
 */
inline BoostOverlay
ToBoost(const OverlayGraph& graph)
{
    return BoostOverlay(graph.GetLinks().begin(), graph.GetLinks().end(), graph.GetNNodes());
}

} // namespace ns3

#endif /* WAKU_OVERLAY_BOOST_H */
