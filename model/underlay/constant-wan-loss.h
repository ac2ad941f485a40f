/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CONSTANT_WAN_LOSS_H
#define WAKU_CONSTANT_WAN_LOSS_H

#include "wan-loss-model.h"

#include <unordered_map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The same loss probability between any two hosts, except for pairs with one of their own.
 */
class ConstantWanLoss : public WanLossModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * Set the loss between two hosts, in both directions.
     * \param a index of one host
     * \param b index of the other host
     * \param probability loss probability, 0 to 1
     */
    void SetPairLoss(uint32_t a, uint32_t b, double probability);

    double GetLossProbability(uint32_t from, uint32_t to) const override;

  private:
    double m_probability{0}; //!< loss probability of all pairs without one of their own

    /** Loss probability by pair of hosts. The key has the smaller index in its high half. */
    std::unordered_map<uint64_t, double> m_pairs;
};

} // namespace ns3

#endif /* WAKU_CONSTANT_WAN_LOSS_H */
