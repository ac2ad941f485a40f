/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REGION_WAN_LATENCY_H
#define WAKU_REGION_WAN_LATENCY_H

#include "wan-latency-model.h"
#include "wan-regions.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A propagation delay for each pair of regions, the same for all hosts of these regions.
 *
 * The two directions of a pair may have different delays. The program stops when a packet is sent
 * between two regions for which no delay is set.
 */
class RegionWanLatency : public WanLatencyModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** \param regions the region of each host */
    void SetRegions(Ptr<WanRegions> regions);

    /** \return the region of each host */
    Ptr<WanRegions> GetRegions() const;

    /**
     * Set the delay between two regions in both directions, or the delay within a region.
     * \param a name of one region
     * \param b name of the other region; the same name for the delay within the region
     * \param delay one-way propagation delay, at least 0
     */
    void SetDelay(const std::string& a, const std::string& b, Time delay);

    /**
     * Set the delay between two regions in one direction.
     * \param from name of the region of the sending host
     * \param to name of the region of the receiving host
     * \param delay one-way propagation delay, at least 0
     */
    void SetOneWayDelay(const std::string& from, const std::string& to, Time delay);

    Time GetDelay(uint32_t from, uint32_t to) const override;

    /** \return the smallest delay that is set; 0 if none is set */
    Time GetMinimumDelay() const override;

    Time GetMinimumDelayBetween(const std::vector<uint32_t>& groups) const override;

  protected:
    void DoDispose() override;

  private:
    Ptr<WanRegions> m_regions; //!< region of each host

    /** Delay by sending region and receiving region; negative if not set. */
    std::vector<std::vector<Time>> m_delays;
};

} // namespace ns3

#endif /* WAKU_REGION_WAN_LATENCY_H */
