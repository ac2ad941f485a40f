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
 * A host is identified by its index. Devices are numbered from 0 in the order in which they were
 * attached to the channel (WanNetDevice::GetHostIndex).
 */
class WanLatencyModel : public Object
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /**
     * \param from index of the sending host
     * \param to index of the receiving host
     * \return the one-way propagation delay now, at least 0. It is the same for every packet of the
     *         pair unless IsVariable, and the same in both directions unless the model says
     *         otherwise.
     */
    virtual Time GetDelay(uint32_t from, uint32_t to) const = 0;

    /** \return whether the delay of a pair may change during the simulation */
    virtual bool IsVariable() const;

    /**
     * \return a lower bound of the delays of all pairs of hosts. A distributed simulation can use
     *         it as its look-ahead, and runs faster the larger it is. 0 is always valid.
     */
    virtual Time GetMinimumDelay() const = 0;

    /**
     * \param groups the group of each host, for instance the rank that simulates it
     * \return a lower bound of the delays between hosts of different groups; at least
     *         GetMinimumDelay()
     */
    virtual Time GetMinimumDelayBetween(const std::vector<uint32_t>& groups) const;

    /**
     * Assign fixed random variable streams to the model.
     * \param stream the first stream number to use
     * \return the number of streams used
     */
    virtual int64_t AssignStreams(int64_t stream);
};

} // namespace ns3

#endif /* WAKU_WAN_LATENCY_MODEL_H */
