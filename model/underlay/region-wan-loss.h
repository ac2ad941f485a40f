/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REGION_WAN_LOSS_H
#define WAKU_REGION_WAN_LOSS_H

#include "wan-loss-model.h"
#include "wan-regions.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A loss probability for each pair of regions; 0 for pairs without one.
 *
 * The attribute Regions has to be set first. The program stops when a packet is sent while it is
 * not set, or when the sending or receiving host is in no region.
 */
class RegionWanLoss : public WanLossModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** \param regions the region of each host */
    void SetRegions(Ptr<WanRegions> regions);

    /** \return the region of each host */
    Ptr<WanRegions> GetRegions() const;

    /**
     * Set the loss between two regions in both directions, or the loss within a region. The program
     * stops if Regions is not set, if no region has a name that is given, or if the probability is
     * out of range.
     * \param a name of one region
     * \param b name of the other region; the same name for the loss within the region
     * \param probability loss probability, 0 to 1
     */
    void SetLoss(const std::string& a, const std::string& b, double probability);

    /**
     * Set the loss between two regions in one direction. The program stops as above.
     * \param from name of the region of the sending host
     * \param to name of the region of the receiving host
     * \param probability loss probability, 0 to 1
     */
    void SetOneWayLoss(const std::string& from, const std::string& to, double probability);

    double GetLossProbability(uint32_t from, uint32_t to) const override;

  protected:
    void DoDispose() override;

  private:
    Ptr<WanRegions> m_regions; //!< region of each host

    /** Loss probability by sending region and receiving region. */
    std::vector<std::vector<double>> m_probabilities;
};

} // namespace ns3

#endif /* WAKU_REGION_WAN_LOSS_H */
