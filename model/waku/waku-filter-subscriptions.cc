/* SPDX-License-Identifier: GPL-2.0-only */
#include "waku-filter-subscriptions.h"

#include <algorithm>

namespace ns3
{

WakuFilterSubscriptions::Outcome
WakuFilterSubscriptions::Add(Time now,
                             PeerId peer,
                             const WakuFilterCriteria& criteria,
                             const Limits& limits)
{
    const auto known = m_peers.find(peer);
    if (known == m_peers.end() && m_peers.size() >= limits.peers)
    {
        return Outcome::TOO_MANY_PEERS;
    }
    std::size_t count = GetNCriteria(peer);
    for (const auto& criterion : criteria)
    {
        const bool isNew = known == m_peers.end() || known->second.criteria.count(criterion) == 0;
        count += isNew ? 1 : 0;
    }
    if (count > limits.criteria)
    {
        return Outcome::TOO_MANY_CRITERIA;
    }
    Subscription& subscription = m_peers[peer];
    subscription.refreshed = now;
    for (const auto& criterion : criteria)
    {
        subscription.criteria.insert(criterion);
        m_byCriterion[criterion].insert(peer);
    }
    return Outcome::OK;
}

WakuFilterSubscriptions::Outcome
WakuFilterSubscriptions::Remove(Time now, PeerId peer, const WakuFilterCriteria& criteria)
{
    const auto known = m_peers.find(peer);
    if (known == m_peers.end())
    {
        return Outcome::NOT_FOUND;
    }
    known->second.refreshed = now;
    bool hadAll = true;
    for (const auto& criterion : criteria)
    {
        if (known->second.criteria.erase(criterion) == 0)
        {
            hadAll = false;
            continue;
        }
        Forget(peer, criterion);
    }
    if (known->second.criteria.empty())
    {
        m_peers.erase(known);
    }
    return hadAll ? Outcome::OK : Outcome::NOT_FOUND;
}

WakuFilterSubscriptions::Outcome
WakuFilterSubscriptions::RemoveAll(PeerId peer)
{
    const auto known = m_peers.find(peer);
    if (known == m_peers.end())
    {
        return Outcome::NOT_FOUND;
    }
    for (const auto& criterion : known->second.criteria)
    {
        Forget(peer, criterion);
    }
    m_peers.erase(known);
    return Outcome::OK;
}

WakuFilterSubscriptions::Outcome
WakuFilterSubscriptions::Refresh(Time now, PeerId peer)
{
    const auto known = m_peers.find(peer);
    if (known == m_peers.end())
    {
        return Outcome::NOT_FOUND;
    }
    known->second.refreshed = now;
    return Outcome::OK;
}

void
WakuFilterSubscriptions::Expire(Time now, Time timeout)
{
    std::vector<PeerId> old;
    for (const auto& [peer, subscription] : m_peers)
    {
        if (subscription.refreshed + timeout < now)
        {
            old.push_back(peer);
        }
    }
    for (const PeerId peer : old)
    {
        RemoveAll(peer);
    }
}

std::vector<PeerId>
WakuFilterSubscriptions::Find(const std::string& pubsubTopic, const std::string& contentTopic) const
{
    std::vector<PeerId> peers;
    for (const std::string& wanted : {contentTopic, std::string()})
    {
        const auto found = m_byCriterion.find({pubsubTopic, wanted});
        if (found != m_byCriterion.end())
        {
            peers.insert(peers.end(), found->second.begin(), found->second.end());
        }
    }
    std::sort(peers.begin(), peers.end());
    peers.erase(std::unique(peers.begin(), peers.end()), peers.end());
    return peers;
}

std::size_t
WakuFilterSubscriptions::GetNCriteria(PeerId peer) const
{
    const auto known = m_peers.find(peer);
    return known == m_peers.end() ? 0 : known->second.criteria.size();
}

void
WakuFilterSubscriptions::Clear()
{
    m_peers.clear();
    m_byCriterion.clear();
}

void
WakuFilterSubscriptions::Forget(PeerId peer, const WakuFilterCriterion& criterion)
{
    const auto found = m_byCriterion.find(criterion);
    found->second.erase(peer);
    if (found->second.empty())
    {
        m_byCriterion.erase(found);
    }
}

} // namespace ns3
