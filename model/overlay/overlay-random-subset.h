/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_OVERLAY_RANDOM_SUBSET_H
#define WAKU_OVERLAY_RANDOM_SUBSET_H

#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Draws k distinct numbers of 0..n-1 in random order; all draws are equally likely.
 *
 * A draw is the first k steps of a Fisher-Yates shuffle. It costs O(k), since it can start from the
 * order that the previous draw left.
 */
class RandomSubset
{
  public:
    /** \param n how many numbers there are to draw from */
    explicit RandomSubset(uint32_t n)
        : m_numbers(n)
    {
        std::iota(m_numbers.begin(), m_numbers.end(), 0);
    }

    /**
     * \param k how many numbers to draw; at most n
     * \param rng the source of randomness
     * \return all numbers, of which the first k are the draw; the reference is valid until the next
     *         draw
     */
    const std::vector<uint32_t>& Draw(uint32_t k, Ptr<UniformRandomVariable> rng)
    {
        const auto n = static_cast<uint32_t>(m_numbers.size());
        for (uint32_t i = 0; i < k; ++i)
        {
            std::swap(m_numbers[i], m_numbers[rng->GetInteger(i, n - 1)]);
        }
        return m_numbers;
    }

  private:
    std::vector<uint32_t> m_numbers; //!< a permutation of 0..n-1
};

} // namespace ns3

#endif /* WAKU_OVERLAY_RANDOM_SUBSET_H */
