/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-promises.h"

#include <algorithm>

namespace ns3
{

void
GossipPromises::Add(const MessageId& id, PeerId peer, Time expiry)
{
    std::vector<Promise>& promises = m_promises[id];
    const bool known = std::any_of(promises.begin(), promises.end(), [peer](const Promise& p) {
        return p.peer == peer;
    });
    if (!known)
    {
        promises.push_back({peer, expiry});
    }
}

void
GossipPromises::Fulfil(const MessageId& id)
{
    if (!m_promises.empty())
    {
        m_promises.erase(id);
    }
}

std::vector<PeerId>
GossipPromises::GetPeers(const MessageId& id) const
{
    std::vector<PeerId> peers;
    const auto found = m_promises.find(id);
    if (found != m_promises.end())
    {
        for (const Promise& promise : found->second)
        {
            peers.push_back(promise.peer);
        }
    }
    return peers;
}

void
GossipPromises::RemovePeer(PeerId peer)
{
    for (auto entry = m_promises.begin(); entry != m_promises.end();)
    {
        std::vector<Promise>& promises = entry->second;
        promises.erase(std::remove_if(promises.begin(),
                                      promises.end(),
                                      [peer](const Promise& p) { return p.peer == peer; }),
                       promises.end());
        entry = promises.empty() ? m_promises.erase(entry) : std::next(entry);
    }
}

GossipPromises::Broken
GossipPromises::TakeBroken(Time now)
{
    std::map<PeerId, uint32_t> broken;
    for (auto entry = m_promises.begin(); entry != m_promises.end();)
    {
        std::vector<Promise>& promises = entry->second;
        const auto expired =
            std::stable_partition(promises.begin(), promises.end(), [now](const Promise& p) {
                return p.expiry >= now;
            });
        for (auto promise = expired; promise != promises.end(); ++promise)
        {
            broken[promise->peer]++;
        }
        promises.erase(expired, promises.end());
        entry = promises.empty() ? m_promises.erase(entry) : std::next(entry);
    }
    return Broken(broken.begin(), broken.end());
}

} // namespace ns3
