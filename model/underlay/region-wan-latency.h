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
 * The matrix may differ by direction. A pair of regions without a delay stops the program when a
 * packet needs it.
 */
class RegionWanLatency : public WanLatencyModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** \param regions which host is in which region */
    void SetRegions(Ptr<WanRegions> regions);

    /** \return which host is in which region */
    Ptr<WanRegions> GetRegions() const;

    /**
     * Set the delay between two regions, or inside one, in both directions.
     * \param a name of a region
     * \param b name of a region
     * \param delay one-way propagation delay, at least 0
     */
    void SetDelay(const std::string& a, const std::string& b, Time delay);

    /**
     * Set the delay between two regions in one direction.
     * \param from name of the region of the host that sends
     * \param to name of the region of the host that receives
     * \param delay one-way propagation delay, at least 0
     */
    void SetOneWayDelay(const std::string& from, const std::string& to, Time delay);

    Time GetDelay(uint32_t from, uint32_t to) const override;

    /** \return the smallest delay in the matrix; 0 if it is empty */
    Time GetMinimumDelay() const override;

    Time GetMinimumDelayBetween(const std::vector<uint32_t>& groups) const override;

  protected:
    void DoDispose() override;

  private:
    Ptr<WanRegions> m_regions;               //!< which host is in which region
    std::vector<std::vector<Time>> m_delays; //!< by region from and region to; negative: not set
};

} // namespace ns3

#endif /* WAKU_REGION_WAN_LATENCY_H */
