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
 * \brief Keeps packets or bytes below a rate (6/WAKU1, "Rate Limits Field"): a token bucket.
 */
class WhisperRateBucket
{
  public:
    /**
     * \param rate units a second; 0: no limit
     * \param burst how many seconds' worth may come at once
     */
    void SetRate(uint64_t rate, double burst = 1)
    {
        m_rate = static_cast<double>(rate);
        m_capacity = m_rate * burst;
        m_tokens = m_capacity;
    }

    /**
     * What is more than the bucket ever holds is taken from a full one, so that it passes at last.
     * \param now the present
     * \param amount how many units
     * \return whether they may pass
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

    /** \return the most units that may come at once; infinite without a limit */
    double GetCapacity() const
    {
        return m_rate == 0 ? std::numeric_limits<double>::infinity() : m_capacity;
    }

    /** \param amount how many units pass; after Allows() */
    void Take(uint64_t amount)
    {
        if (m_rate > 0)
        {
            m_tokens -= static_cast<double>(amount);
        }
    }

  private:
    double m_rate{0};     //!< units a second
    double m_capacity{0}; //!< most units
    double m_tokens{0};   //!< units that may pass
    Time m_last;          //!< when m_tokens was right
};

} // namespace ns3

#endif /* WAKU_WHISPER_RATE_BUCKET_H */
