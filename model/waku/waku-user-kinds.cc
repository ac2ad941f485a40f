/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-user-kinds.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

/// How many of the first `count` of `all` are among `part` that are spread evenly.
uint64_t
CountSpread(uint64_t count, uint64_t part, uint64_t all)
{
    return all == 0 ? 0 : count * part / all;
}

} // namespace

WakuUserKinds::WakuUserKinds(uint32_t users,
                             uint32_t services,
                             double naiveShare,
                             double selectiveShare)
    : m_users(users),
      m_services(std::min(services, users)),
      m_naive(static_cast<uint32_t>(std::lround(naiveShare * users))),
      m_selective(static_cast<uint32_t>(std::lround(selectiveShare * users)))
{
    NS_ABORT_MSG_IF(m_naive + m_selective > m_users - m_services,
                    "WakuUserKinds: of " << m_users << " users, " << m_naive + m_selective
                                         << " have light nodes and " << m_services
                                         << " service nodes, which are more");
}

WakuUserKind
WakuUserKinds::Get(uint32_t user) const
{
    if (user < m_services)
    {
        return WakuUserKind::SERVICE;
    }
    const uint64_t place = user - m_services;
    const uint64_t others = m_users - m_services;
    const uint64_t lightBefore = CountSpread(place, GetNLight(), others);
    if (CountSpread(place + 1, GetNLight(), others) == lightBefore)
    {
        return WakuUserKind::RELAY;
    }
    const bool isNaive = CountSpread(lightBefore + 1, m_naive, GetNLight()) >
                         CountSpread(lightBefore, m_naive, GetNLight());
    return isNaive ? WakuUserKind::NAIVE : WakuUserKind::SELECTIVE;
}

uint32_t
WakuUserKinds::GetN(WakuUserKind kind) const
{
    switch (kind)
    {
    case WakuUserKind::SERVICE:
        return m_services;
    case WakuUserKind::NAIVE:
        return m_naive;
    case WakuUserKind::SELECTIVE:
        return m_selective;
    default:
        return m_users - m_services - GetNLight();
    }
}

} // namespace ns3
