/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-backoff.h"

#include <algorithm>

namespace ns3
{

void
PruneBackoff::Add(const Address& host, Time until)
{
    Time& end = m_ends[host];
    end = std::max(end, until);
}

Time
PruneBackoff::GetEnd(const Address& host) const
{
    const auto found = m_ends.find(host);
    return found == m_ends.end() ? Time(0) : found->second;
}

void
PruneBackoff::Clear(Time now)
{
    for (auto end = m_ends.begin(); end != m_ends.end();)
    {
        end = end->second < now ? m_ends.erase(end) : std::next(end);
    }
}

} // namespace ns3
