/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LATENCY_PLOT_H
#define WAKU_LATENCY_PLOT_H

#include "ns3/latency-histogram.h"
#include "ns3/latency-reference.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Draw the distribution of simulated latencies beside that of measured ones.
 * \param path path of the plot, without extension
 * \param simulated latencies of a simulation
 * \param reference measured latencies, or an empty reference
 * \return whether the picture was drawn
 */
bool DrawLatencies(const std::string& path,
                   const LatencyHistogram& simulated,
                   const LatencyReference& reference);

} // namespace ns3

#endif /* WAKU_LATENCY_PLOT_H */
