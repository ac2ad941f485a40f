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
 * \brief Draws subsets of 0..n-1, each as likely as any other of its size, in random order.
 *
 * A draw of k numbers is the first k steps of a Fisher-Yates shuffle. It costs O(k), since it can
 * start from whatever order the draw before left.
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
     * \param k how many to draw; at most n
     * \param rng the source of randomness
     * \return numbers of which the first k are the draw; the reference holds until the next draw
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
    std::vector<uint32_t> m_numbers; //!< a permutation
};

} // namespace ns3

#endif /* WAKU_OVERLAY_RANDOM_SUBSET_H */
