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
 * \brief A loss probability for each pair of regions; 0 where none is set.
 *
 * The attribute Regions has to be set first. The program stops when a packet is sent without it, or
 * between hosts of which one is in no region.
 */
class RegionWanLoss : public WanLossModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** \param regions which host is in which region */
    void SetRegions(Ptr<WanRegions> regions);

    /** \return which host is in which region */
    Ptr<WanRegions> GetRegions() const;

    /**
     * Set the loss between two regions, or inside one, in both directions. Stops if Regions is not
     * set, if there is no region of a name, or if the probability is outside its range.
     * \param a name of a region
     * \param b name of a region
     * \param probability the probability of loss, 0 to 1
     */
    void SetLoss(const std::string& a, const std::string& b, double probability);

    double GetLossProbability(uint32_t from, uint32_t to) const override;

  protected:
    void DoDispose() override;

  private:
    Ptr<WanRegions> m_regions;                        //!< which host is in which region
    std::vector<std::vector<double>> m_probabilities; //!< by region from and region to
};

} // namespace ns3

#endif /* WAKU_REGION_WAN_LOSS_H */
