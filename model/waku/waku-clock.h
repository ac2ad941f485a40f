/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_CLOCK_H
#define WAKU_CLOCK_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief UNIX time at which a simulation starts unless an attribute `UnixEpoch` says otherwise,
 * seconds.
 */
constexpr uint64_t WAKU_UNIX_EPOCH = 1767225600;

/**
 * \ingroup waku
 * \param epoch UNIX time at which the simulation starts, seconds
 * \param now time from the start of the simulation
 * \return timestamp of a WakuMessage (14/WAKU2-MESSAGE): UNIX time in nanoseconds
 */
inline int64_t
ToWakuTimestamp(uint64_t epoch, Time now)
{
    return static_cast<int64_t>(epoch) * 1000000000 + now.GetNanoSeconds();
}

} // namespace ns3

#endif /* WAKU_CLOCK_H */
