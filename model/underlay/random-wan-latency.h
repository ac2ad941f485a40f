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
 * A pair has the same delay in both directions and during the whole simulation. The delay does not
 * depend on which pairs communicate, or when. To need no memory for each pair, the model draws a
 * pool of delays from the variable when a delay is first needed (attribute Draws is their number),
 * and a fixed hash of the two host indices selects one of them. The delays of the pairs therefore
 * have the distribution of the pool. Its Kolmogorov-Smirnov distance from the distribution of the
 * variable is about 1/sqrt(Draws), 0.4 % by default. Seed and run number change the pool.
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
    /** Draw the pool, unless it has been drawn. */
    void FillPool() const;

    Ptr<RandomVariableStream> m_variable; //!< delays, in seconds
    uint32_t m_draws{0};                  //!< number of delays in the pool
    mutable std::vector<Time> m_pool;     //!< the pool of delays
    mutable Time m_minimum;               //!< smallest delay in the pool
};

} // namespace ns3

#endif /* WAKU_RANDOM_WAN_LATENCY_H */
