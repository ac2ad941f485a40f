/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_REQUEST_RATE_LIMIT_H
#define WAKU_REQUEST_RATE_LIMIT_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Counts requests in periods that follow each other, as nwaku's strict token buckets do. The
 * first period starts with the first request.
 */
class RequestRateLimit
{
  public:
    /**
     * \param now current time
     * \param limit most requests in a period; 0 for no limit
     * \param period length of a period
     * \return whether a request is within the limit; it is counted if it is
     */
    bool Take(Time now, uint32_t limit, Time period)
    {
        if (limit == 0)
        {
            return true;
        }
        if (m_count == 0 || now >= m_start + period)
        {
            m_start = now;
            m_count = 0;
        }
        if (m_count >= limit)
        {
            return false;
        }
        m_count++;
        return true;
    }

  private:
    Time m_start;        //!< start of the period
    uint32_t m_count{0}; //!< requests in the period
};

} // namespace ns3

#endif /* WAKU_REQUEST_RATE_LIMIT_H */
