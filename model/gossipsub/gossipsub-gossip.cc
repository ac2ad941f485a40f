/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include <algorithm>

namespace ns3
{

GossipSubRouter::Peer&
GossipSubRouter::CountersOf(PeerId id)
{
    Peer& peer = At(id);
    if (peer.heartbeat != m_heartbeats)
    {
        peer.heartbeat = m_heartbeats;
        peer.iHaveMessages = 0;
        peer.asked = 0;
        peer.iDontWantMessages = 0;
    }
    return peer;
}

void
GossipSubRouter::EmitGossip(const std::string& name,
                            const Topic& topic,
                            const PeerSet& exclude,
                            Outbox& outbox)
{
    MessageIds ids = m_cache.GetGossipIds(name);
    if (ids.empty())
    {
        return;
    }
    PeerList candidates = Select(topic, [&](PeerId id, const Peer& peer) {
        return !exclude.Contains(id) && !peer.direct &&
               (!m_scoring || m_score.GetScore(id) >= m_scoring->gossipThreshold);
    });
    const std::size_t share = static_cast<std::size_t>(m_gossipFactor * candidates.size());
    const std::size_t count = std::min(candidates.size(), std::max<std::size_t>(m_dLazy, share));
    Shuffle(candidates);
    candidates.resize(count);
    for (PeerId peer : candidates)
    {
        if (ids.size() > m_maxIHaveLength)
        {
            // Each peer hears of others, so that together they hear of more.
            Shuffle(ids);
        }
        const std::size_t most = std::min<std::size_t>(ids.size(), m_maxIHaveLength);
        outbox[peer].ihave.push_back({name, MessageIds(ids.begin(), ids.begin() + most)});
    }
}

void
GossipSubRouter::HandleIHave(Time now, PeerId id, const PubsubRpc& rpc, PubsubRpc& reply)
{
    if (m_scoring && m_score.GetScore(id) < m_scoring->gossipThreshold)
    {
        return;
    }
    Peer& peer = CountersOf(id);
    if (++peer.iHaveMessages > m_maxIHaveMessages || peer.asked >= m_maxIHaveLength)
    {
        return;
    }
    MessageIds wanted = FindUnseen(now, rpc);
    if (wanted.empty())
    {
        return;
    }
    Shuffle(wanted);
    wanted.resize(std::min<std::size_t>(wanted.size(), m_maxIHaveLength - peer.asked));
    peer.asked += wanted.size();
    m_promises.Add(wanted[m_random->GetInteger(0, wanted.size() - 1)],
                   id,
                   now + m_iWantFollowupTime);
    reply.iwant = std::move(wanted);
}

MessageIds
GossipSubRouter::FindUnseen(Time now, const PubsubRpc& rpc)
{
    MessageIds unseen;
    for (const PubsubRpc::IHave& ihave : rpc.ihave)
    {
        if (!IsSubscribed(ihave.topic))
        {
            continue;
        }
        const std::size_t most = std::min<std::size_t>(ihave.messageIds.size(), m_maxIHaveLength);
        for (std::size_t i = 0; i < most; i++)
        {
            const MessageId& id = ihave.messageIds[i];
            if (!HasSeen(PeekPointer(GetMessagePool()->Find(id)), now))
            {
                unseen.push_back(id);
            }
        }
    }
    std::sort(unseen.begin(), unseen.end());
    unseen.erase(std::unique(unseen.begin(), unseen.end()), unseen.end());
    return unseen;
}

void
GossipSubRouter::HandleIWant(PeerId peer, const PubsubRpc& rpc)
{
    if (m_scoring && m_score.GetScore(peer) < m_scoring->gossipThreshold)
    {
        return;
    }
    MessageIds ids = rpc.iwant;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const MessageId& id : ids)
    {
        Ptr<const PubsubMessage> message = GetMessagePool()->Find(id);
        if (!message || m_dontWant.Contains(id, peer))
        {
            continue;
        }
        const uint32_t requests = m_cache.CountRequest(PeekPointer(message), peer);
        if (requests > 0 && requests <= m_gossipRetransmission)
        {
            m_iWantServedTrace(peer, message);
            GetHost().SendMessage(peer, message);
        }
    }
}

void
GossipSubRouter::SendIDontWant(const PeerSet& senders, Ptr<const PubsubMessage> message)
{
    if (!m_sendIDontWant || message->GetData().GetSize() < m_iDontWantMessageThreshold)
    {
        return;
    }
    const auto topic = m_topicStates.find(message->GetTopic());
    if (topic == m_topicStates.end())
    {
        return;
    }
    PubsubRpc rpc;
    rpc.idontwant.push_back(message->GetId());
    for (PeerId peer : topic->second.mesh)
    {
        if (!senders.Contains(peer))
        {
            Send(peer, rpc);
        }
    }
}

void
GossipSubRouter::HandleIDontWant(PeerId id, const PubsubRpc& rpc)
{
    Peer& peer = CountersOf(id);
    if (++peer.iDontWantMessages > m_maxIDontWantMessages)
    {
        return;
    }
    const std::size_t most = std::min<std::size_t>(rpc.idontwant.size(), m_maxIDontWantLength);
    for (std::size_t i = 0; i < most; i++)
    {
        const MessageId& messageId = rpc.idontwant[i];
        m_dontWant.Add(messageId, id);
        Ptr<const PubsubMessage> message =
            m_iDontWantCancels ? GetMessagePool()->Find(messageId) : nullptr;
        if (message && GetHost().CancelMessage(id, message))
        {
            m_suppressedTrace(id, message);
        }
    }
}

void
GossipSubRouter::PunishBrokenPromises(Time now)
{
    if (m_promises.IsEmpty())
    {
        return;
    }
    for (const auto& broken : m_promises.TakeBroken(now))
    {
        m_brokenPromiseTrace(broken.first, broken.second);
        Penalise(broken.first, broken.second);
    }
}

} // namespace ns3
