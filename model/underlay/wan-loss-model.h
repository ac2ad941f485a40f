/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_LOSS_MODEL_H
#define WAKU_WAN_LOSS_MODEL_H

#include "ns3/object.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The probability that a packet between two hosts of a WanChannel is lost on the way.
 *
 * Hosts are identified as in WanLatencyModel. The model only gives the probability. The sending
 * device draws whether a packet is lost, from a random stream of its own, so that the outcome does
 * not depend on the packets of other hosts.
 */
class WanLossModel : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param from index of the sending host
     * \param to index of the receiving host
     * \return loss probability of each packet, 0 to 1
     */
    virtual double GetLossProbability(uint32_t from, uint32_t to) const = 0;
};

} // namespace ns3

#endif /* WAKU_WAN_LOSS_MODEL_H */
