/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-score.h"

#include <algorithm>

namespace ns3
{

void
PeerScore::UpdateMeshTime(Time now, PeerStats& stats) const
{
    if (!stats.counters)
    {
        return;
    }
    for (TopicStats& topic : stats.counters->topics)
    {
        if (topic.inMesh)
        {
            const TopicScoreParameters& p = *m_topicParameters[topic.topic];
            topic.meshTime = now - topic.graftTime;
            topic.deliveriesActive =
                topic.deliveriesActive || topic.meshTime > p.meshMessageDeliveriesActivation;
        }
    }
}

void
PeerScore::DecayStats(PeerStats& stats) const
{
    stats.stale = true;
    if (!stats.counters)
    {
        return;
    }
    const double toZero = m_parameters->decayToZero;
    const auto decay = [toZero](double& counter, double factor) {
        counter *= factor;
        counter = counter < toZero ? 0 : counter;
    };
    for (TopicStats& topic : stats.counters->topics)
    {
        const TopicScoreParameters& p = *m_topicParameters[topic.topic];
        decay(topic.firstDeliveries, p.firstMessageDeliveriesDecay);
        decay(topic.meshDeliveries, p.meshMessageDeliveriesDecay);
        decay(topic.meshFailurePenalty, p.meshFailurePenaltyDecay);
        decay(topic.invalidDeliveries, p.invalidMessageDeliveriesDecay);
    }
    decay(stats.counters->behaviourPenalty, m_parameters->behaviourPenaltyDecay);
    decay(stats.counters->drops, m_parameters->slowPeerPenaltyDecay);
}

void
PeerScore::Decay(Time now)
{
    for (auto& [peer, stats] : m_peers)
    {
        UpdateMeshTime(now, stats);
        if (m_parameters->updateAtDecay)
        {
            Update(peer, stats);
        }
        DecayStats(stats);
    }
    for (auto host = m_retained.begin(); host != m_retained.end();)
    {
        std::vector<Retained>& retained = host->second;
        const std::size_t before = retained.size();
        retained.erase(std::remove_if(retained.begin(),
                                      retained.end(),
                                      [now](const Retained& one) { return one.expiry <= now; }),
                       retained.end());
        ForgetRetained(host->first, before - retained.size());
        host = retained.empty() ? m_retained.erase(host) : std::next(host);
    }
    while (!m_records.empty() && m_records.front().validated + m_recordTtl <= now)
    {
        const auto latest = m_recordOf.find(PeekPointer(m_records.front().message));
        if (latest != m_recordOf.end() && latest->second == &m_records.front())
        {
            m_recordOf.erase(latest);
        }
        m_records.pop_front();
    }
}

} // namespace ns3
