/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RANDOM_WAN_LATENCY_H
#define WAKU_RANDOM_WAN_LATENCY_H

#include "wan-latency-model.h"

#include "ns3/random-variable-stream.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A propagation delay drawn once for each pair of hosts, from any ns-3 random variable.
 *
 * A pair has the same delay in both directions and for the whole simulation, and it does not depend
 * on which pairs talk, or when. To have that without memory for each pair, the model draws a pool
 * of delays (attribute Draws) from the variable when it is first asked, and a fixed hash of the
 * pair of host indices picks one of them. Over the pairs the delays are thus distributed as the
 * pool, which differs from the variable's own distribution by about 1/sqrt(Draws) (0.4 % at the
 * default, as a Kolmogorov-Smirnov distance). Seed and run number change the pool.
 */
class RandomWanLatency : public WanLatencyModel
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    Time GetDelay(uint32_t from, uint32_t to) const override;

    /** \return the smallest delay in the pool */
    Time GetMinimumDelay() const override;

    int64_t AssignStreams(int64_t stream) override;

  protected:
    void DoDispose() override;

  private:
    /** Draw the pool, unless that was done. */
    void FillPool() const;

    Ptr<RandomVariableStream> m_variable; //!< delays, in seconds
    uint32_t m_draws{0};                  //!< size of the pool
    mutable std::vector<Time> m_pool;     //!< the delays that pairs pick from
    mutable Time m_minimum;               //!< the smallest of them
};

} // namespace ns3

#endif /* WAKU_RANDOM_WAN_LATENCY_H */
