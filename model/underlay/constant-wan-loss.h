/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CONSTANT_WAN_LOSS_H
#define WAKU_CONSTANT_WAN_LOSS_H

#include "wan-loss-model.h"

#include <unordered_map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The same loss probability between any two hosts, but for pairs that are named.
 */
class ConstantWanLoss : public WanLossModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Set the loss between two hosts, in both directions.
     * \param a index of a host
     * \param b index of a host
     * \param probability the probability of loss, 0 to 1
     */
    void SetPairLoss(uint32_t a, uint32_t b, double probability);

    double GetLossProbability(uint32_t from, uint32_t to) const override;

  private:
    double m_probability{0};                      //!< of every other pair
    std::unordered_map<uint64_t, double> m_pairs; //!< by pair, the smaller index in the high half
};

} // namespace ns3

#endif /* WAKU_CONSTANT_WAN_LOSS_H */
