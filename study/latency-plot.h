/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LATENCY_PLOT_H
#define WAKU_LATENCY_PLOT_H

#include "latency-reference.h"

#include "ns3/latency-histogram.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Draws the distribution of simulated latencies beside measured ones.
 *
 * \param path of the plot, without ending
 * \param simulated latencies of a simulation
 * \param reference measured ones, if there are any
 * \return whether the picture was drawn
 */
bool DrawLatencies(const std::string& path,
                   const LatencyHistogram& simulated,
                   const LatencyReference& reference);

} // namespace ns3

#endif /* WAKU_LATENCY_PLOT_H */
