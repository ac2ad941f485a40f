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
 * \brief Which region each host of a WanChannel is in.
 *
 * Shared by the models that go by region: RegionWanLatency and RegionWanLoss. Hosts are named by
 * their index, as in WanLatencyModel; regions by their name, or by the order in which they were
 * added, from 0.
 */
class WanRegions : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param name name of a new region; one that exists stops the program
     * \return its index
     */
    uint32_t AddRegion(const std::string& name);

    /** \return the number of regions */
    uint32_t GetNRegions() const;

    /**
     * \param name name of a region; an unknown one stops the program
     * \return its index
     */
    uint32_t GetIndex(const std::string& name) const;

    /**
     * \param region index of a region; one that does not exist stops the program
     * \return its name
     */
    const std::string& GetName(uint32_t region) const;

    /**
     * Put a host into a region; a host that is in another one leaves that.
     * \param host index of the host
     * \param name name of the region; an unknown one stops the program
     */
    void SetRegion(uint32_t host, const std::string& name);

    /**
     * Deal hosts to the regions in proportion to their shares, rounded to the largest remainders,
     * and mixed: consecutive hosts go to different regions as far as the shares allow. No
     * randomness: the same shares give the same regions.
     * \param hosts how many hosts: 0 to hosts - 1
     * \param shares the share of each region, by its index: one for each, at least 0, not all 0;
     *        else the program stops
     */
    void DealHosts(uint32_t hosts, const std::vector<double>& shares);

    /**
     * \param host index of a host; one that was not put into a region stops the program
     * \return the index of its region
     */
    uint32_t GetRegion(uint32_t host) const;

  private:
    static constexpr uint32_t NONE = UINT32_MAX; //!< no region yet

    std::vector<std::string> m_names; //!< names of the regions
    std::vector<uint32_t> m_regions;  //!< region of each host
};

} // namespace ns3

#endif /* WAKU_WAN_REGIONS_H */
