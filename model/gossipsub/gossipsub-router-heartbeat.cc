/* SPDX-License-Identifier: GPL-2.0-only */

// GossipSubRouter: what happens at each heartbeat and each decay of scores.

#include "gossipsub-router.h"

#include <algorithm>
#include <utility>

namespace ns3
{

void
GossipSubRouter::Heartbeat(Time now)
{
    // Attributes may have changed.
    m_parameters.Check();
    if (PeekPointer(m_scoring) != m_peers.GetScores().GetParameters())
    {
        const bool begins = !m_peers.GetScores().IsEnabled();
        m_peers.SetScoring(m_scoring, GetSeenTtl());
        if (begins)
        {
            m_meshes.TellScores(now);
        }
        ScheduleDecay();
    }
    m_heartbeats++;
    m_gossip.BeginHeartbeat();
    for (const auto& [peer, count] : m_gossip.TakeBroken(now))
    {
        m_brokenPromiseTrace(peer, count);
        Penalise(peer, count * m_parameters.promisePenalty);
    }
    GossipSubMeshes::Outbox outbox;
    GossipSubGossip::Offers offers;
    m_meshes.Heartbeat(now,
                       m_heartbeats,
                       outbox,
                       [&](const TopicMesh& topic, const PeerSet& exclude) {
                           EmitGossip(topic, exclude, offers);
                       });
    SendAtHeartbeat(outbox, offers);
    m_gossip.EndHeartbeat();
    if (m_extensions)
    {
        m_extensions->Heartbeat(now);
    }
    After(m_parameters.heartbeatInterval, [this](Time at) { Heartbeat(at); });
}

void
GossipSubRouter::ScheduleDecay()
{
    const PeerScoreParameters* scoring = m_peers.GetScores().GetParameters();
    if (scoring && !m_decays)
    {
        m_decays = true;
        After(scoring->decayInterval, [this](Time at) { DecayScores(at); });
    }
}

void
GossipSubRouter::DecayScores(Time now)
{
    m_decays = false;
    if (!m_peers.GetScores().IsEnabled())
    {
        return;
    }
    m_peers.GetScores().Decay(now);
    for (const auto& peer : m_peers.Get())
    {
        DisconnectIfGraylisted(peer.first);
    }
    ScheduleDecay();
}

void
GossipSubRouter::SendAtHeartbeat(GossipSubMeshes::Outbox& outbox,
                                 const GossipSubGossip::Offers& offers)
{
    std::vector<std::pair<PeerId, std::size_t>> receivers;
    std::vector<PubsubSharedRpc> alone;
    for (std::size_t i = 0; i < offers.size(); i++)
    {
        PubsubRpc rpc;
        rpc.ihave.push_back(offers[i].ihave);
        alone.emplace_back(std::move(rpc));
        for (const PeerId peer : offers[i].peers)
        {
            receivers.emplace_back(peer, i);
        }
    }
    std::sort(receivers.begin(), receivers.end());
    auto next = outbox.begin();
    for (auto receiver = receivers.begin(); receiver != receivers.end();)
    {
        const PeerId peer = receiver->first;
        for (; next != outbox.end() && next->first < peer; ++next)
        {
            Send(next->first, next->second);
        }
        const auto end = std::find_if(receiver, receivers.end(), [peer](const auto& other) {
            return other.first != peer;
        });
        const bool hasMore = next != outbox.end() && next->first == peer;
        if (!hasMore && end - receiver == 1)
        {
            SendShared(peer, alone[receiver->second]);
            ++receiver;
            continue;
        }
        PubsubRpc rpc;
        if (hasMore)
        {
            rpc = std::move(next->second);
            ++next;
        }
        for (; receiver != end; ++receiver)
        {
            rpc.ihave.push_back(offers[receiver->second].ihave);
        }
        Send(peer, rpc);
    }
    for (; next != outbox.end(); ++next)
    {
        Send(next->first, next->second);
    }
}

} // namespace ns3
