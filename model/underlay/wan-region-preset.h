/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_REGION_PRESET_H
#define WAKU_WAN_REGION_PRESET_H

#include "region-wan-latency.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Regions of the world, the share of hosts in each, and the delays between them.
 *
 * \code
 *   wan.SetLatency(WanRegionPreset::Get("interop").MakeLatency(1000));
 * \endcode
 */
struct WanRegionPreset
{
    std::vector<std::string> names; //!< name of each region
    std::vector<double> weights;    //!< weight of each region; hosts are in proportion to them
    /** One-way delay by sending and receiving region; within a region too. */
    std::vector<std::vector<Time>> delays;

    /**
     * Get a preset:
     * - `interop`: the eight regions of libp2p/test-plans, gossipsub-interop/network_graph.py
     *   (Apache-2.0 or MIT), whose weights are about those of Ethereum's nodes.
     *
     * \param name name of a preset; an unknown name stops the program
     * \return the preset
     */
    static WanRegionPreset Get(const std::string& name);

    /** \return the names of all presets */
    static std::vector<std::string> GetNames();

    /**
     * \param hosts number of hosts; they are dealt to the regions by WanRegions::DealHosts
     * \return the delays between them
     */
    Ptr<RegionWanLatency> MakeLatency(uint32_t hosts) const;
};

} // namespace ns3

#endif /* WAKU_WAN_REGION_PRESET_H */
