/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_REGIONS_H
#define WAKU_WAN_REGIONS_H

#include "ns3/object.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The region of each host of a WanChannel.
 *
 * RegionWanLatency and RegionWanLoss can share one WanRegions. A host is identified by its index,
 * as in WanLatencyModel. A region is identified by its name or by its index: regions are numbered
 * from 0 in the order in which they were added.
 */
class WanRegions : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param name name of a new region; a name that another region has stops the program
     * \return the index of the region
     */
    uint32_t AddRegion(const std::string& name);

    /** \return the number of regions */
    uint32_t GetNRegions() const;

    /**
     * \param name name of a region; an unknown name stops the program
     * \return the index of the region
     */
    uint32_t GetIndex(const std::string& name) const;

    /**
     * \param region index of a region; an unknown index stops the program
     * \return the name of the region
     */
    const std::string& GetName(uint32_t region) const;

    /**
     * Put a host into a region. A host is in one region at a time.
     * \param host index of the host
     * \param name name of the region; an unknown name stops the program
     */
    void SetRegion(uint32_t host, const std::string& name);

    /**
     * Distribute hosts over the regions in proportion to shares, rounded by the largest remainders.
     * Consecutive hosts go to different regions as far as the shares allow. Nothing is random: the
     * same shares give the same regions.
     * \param hosts number of hosts; the hosts 0 to hosts - 1 are distributed
     * \param shares share of each region, by its index. The program stops unless there is one share
     *        for each region, all shares are at least 0, and one is above 0.
     */
    void DealHosts(uint32_t hosts, const std::vector<double>& shares);

    /**
     * \param host index of a host; a host without a region stops the program
     * \return the index of the host's region
     */
    uint32_t GetRegion(uint32_t host) const;

  private:
    static constexpr uint32_t NONE = UINT32_MAX; //!< stands for no region

    std::vector<std::string> m_names; //!< name of each region
    std::vector<uint32_t> m_regions;  //!< region of each host, or NONE
};

} // namespace ns3

#endif /* WAKU_WAN_REGIONS_H */
