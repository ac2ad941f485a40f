/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CONSTANT_WAN_LATENCY_H
#define WAKU_CONSTANT_WAN_LATENCY_H

#include "wan-latency-model.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The same propagation delay between any two hosts.
 */
class ConstantWanLatency : public WanLatencyModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    Time GetDelay(uint32_t from, uint32_t to) const override;
    Time GetMinimumDelay() const override;

  private:
    Time m_delay; //!< the delay of every pair
};

} // namespace ns3

#endif /* WAKU_CONSTANT_WAN_LATENCY_H */
