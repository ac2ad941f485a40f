/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_RATE_BUCKET_H
#define WAKU_WHISPER_RATE_BUCKET_H

#include "ns3/nstime.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A token bucket that limits the rate of packets or bytes (6/WAKU1, "Rate Limits Field").
 *
 * Units are packets or bytes.
 */
class WhisperRateBucket
{
  public:
    /**
     * Set the rate.
     * \param rate units per second; 0: no limit
     * \param burst capacity of the bucket, in seconds at the rate
     */
    void SetRate(uint64_t rate, double burst = 1)
    {
        m_rate = static_cast<double>(rate);
        m_capacity = m_rate * burst;
        m_tokens = m_capacity;
    }

    /**
     * Check whether units may pass. An amount above the capacity may pass when the bucket is full.
     * \param now current time
     * \param amount number of units
     * \return whether the units may pass
     */
    bool Allows(Time now, uint64_t amount)
    {
        if (m_rate == 0)
        {
            return true;
        }
        m_tokens = std::min(m_capacity, m_tokens + m_rate * (now - m_last).GetSeconds());
        m_last = now;
        return m_tokens >= std::min(static_cast<double>(amount), m_capacity);
    }

    /** \return the largest number of units that may pass at once; infinite if there is no limit */
    double GetCapacity() const
    {
        return m_rate == 0 ? std::numeric_limits<double>::infinity() : m_capacity;
    }

    /**
     * Let units pass. Allows() has to be called before.
     * \param amount number of units
     */
    void Take(uint64_t amount)
    {
        if (m_rate > 0)
        {
            m_tokens -= static_cast<double>(amount);
        }
    }

    /**
     * Undo Take().
     * \param amount number of units
     */
    void Return(uint64_t amount)
    {
        if (m_rate > 0)
        {
            m_tokens += static_cast<double>(amount);
        }
    }

  private:
    double m_rate{0};     //!< units per second
    double m_capacity{0}; //!< capacity of the bucket
    double m_tokens{0};   //!< units that may pass
    Time m_last;          //!< time of the last update of m_tokens
};

} // namespace ns3

#endif /* WAKU_WHISPER_RATE_BUCKET_H */
