/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_LATENCY_MODEL_H
#define WAKU_WAN_LATENCY_MODEL_H

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The propagation delay between two hosts of a WanChannel.
 *
 * Hosts are named by their index: the order in which their devices were attached to the channel,
 * from 0 (WanNetDevice::GetHostIndex).
 */
class WanLatencyModel : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param from index of the host that sends
     * \param to index of the host that receives
     * \return the one-way propagation delay, at least 0. It is the same for every packet of the
     * pair, and in both directions unless the model says otherwise.
     */
    virtual Time GetDelay(uint32_t from, uint32_t to) const = 0;

    /**
     * \return a delay that no pair of hosts goes below: the look-ahead that a distributed
     * simulation may take. The larger the better; 0 is always true.
     */
    virtual Time GetMinimumDelay() const = 0;

    /**
     * \param groups the group of each host, as the rank that simulates it
     * \return a delay that no two hosts of different groups go below, at least GetMinimumDelay()
     */
    virtual Time GetMinimumDelayBetween(const std::vector<uint32_t>& groups) const;

    /**
     * Fix the random variable streams of the model.
     * \param stream the first stream number
     * \return how many streams were taken
     */
    virtual int64_t AssignStreams(int64_t stream);
};

} // namespace ns3

#endif /* WAKU_WAN_LATENCY_MODEL_H */
