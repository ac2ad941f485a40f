/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-gossip.h"

#include <algorithm>
#include <utility>

namespace ns3
{

GossipSubGossip::GossipSubGossip(const GossipSubParameters& parameters, GossipSubPeers& peers)
    : m_parameters(parameters),
      m_peers(peers)
{
}

GossipSubGossip::~GossipSubGossip() = default;

void
GossipSubGossip::Start()
{
    m_cache = MessageCache(m_parameters.mcacheLen, m_parameters.mcacheGossip);
    m_dontWant = DontWantCache(m_parameters.iDontWantMessageTtl);
}

void
GossipSubGossip::Clear()
{
    m_cache.Clear();
    m_dontWant.Clear();
    m_promises.Clear();
    m_counters.clear();
}

void
GossipSubGossip::Keep(Ptr<const PubsubMessage> message)
{
    m_cache.Put(message);
}

void
GossipSubGossip::Emit(const std::string& topic,
                      const PeerSet& subscribers,
                      const PeerSet& exclude,
                      Offers& offers)
{
    MessageIds ids = m_cache.GetGossipIds(topic);
    if (ids.empty())
    {
        return;
    }
    GossipSubPeers::PeerList chosen =
        m_peers.Select(subscribers, [&](PeerId id, const GossipSubPeer& peer) {
            return !exclude.Contains(id) && !peer.direct && m_peers.MayGossip(id);
        });
    const auto share = static_cast<std::size_t>(m_parameters.gossipFactor * chosen.size());
    const std::size_t count =
        std::min(chosen.size(), std::max<std::size_t>(m_parameters.dLazy, share));
    m_peers.Shuffle(chosen);
    chosen.resize(count);
    if (ids.size() <= m_parameters.maxIHaveLength)
    {
        offers.push_back({{topic, std::move(ids)}, std::move(chosen)});
        return;
    }
    for (PeerId peer : chosen)
    {
        // Each peer hears of others, so that together they hear of more.
        m_peers.Shuffle(ids);
        offers.push_back(
            {{topic, MessageIds(ids.begin(), ids.begin() + m_parameters.maxIHaveLength)}, {peer}});
    }
}

void
GossipSubGossip::EndHeartbeat()
{
    m_cache.Shift();
    m_dontWant.Shift();
}

MessageIds
GossipSubGossip::HandleIHave(Time now,
                             PeerId id,
                             const std::vector<PubsubRpc::IHave>& offers,
                             const Interest& interest)
{
    if (!m_peers.MayGossip(id))
    {
        return {};
    }
    Counters& peer = m_counters[id];
    const uint32_t most = std::min(m_parameters.maxIHaveLength, m_parameters.maxIWantLength);
    if (++peer.iHaveMessages > m_parameters.maxIHaveMessages || peer.asked >= most)
    {
        return {};
    }
    MessageIds wanted = FindInteresting(offers, interest);
    if (wanted.empty())
    {
        return {};
    }
    m_peers.Shuffle(wanted);
    wanted.resize(std::min<std::size_t>(wanted.size(), most - peer.asked));
    peer.asked += wanted.size();
    if (m_parameters.promisePenalty == 0 && !m_parameters.askOnce)
    {
        return wanted;
    }
    m_promises.Add(wanted[m_peers.GetRandom()->GetInteger(0, wanted.size() - 1)],
                   id,
                   now + m_parameters.iWantFollowupTime);
    return wanted;
}

MessageIds
GossipSubGossip::FindInteresting(const std::vector<PubsubRpc::IHave>& offers,
                                 const Interest& interest) const
{
    MessageIds found;
    for (const PubsubRpc::IHave& offer : offers)
    {
        const std::size_t most =
            std::min<std::size_t>(offer.messageIds.size(), m_parameters.maxIHaveLength);
        for (std::size_t i = 0; i < most; i++)
        {
            const MessageId& id = offer.messageIds[i];
            if (interest(offer.topic, id) && !(m_parameters.askOnce && m_promises.Contains(id)))
            {
                found.push_back(id);
            }
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<Ptr<const PubsubMessage>>
GossipSubGossip::HandleIWant(PeerId peer, MessageIds ids, const MessagePool& pool)
{
    std::vector<Ptr<const PubsubMessage>> served;
    if (!m_peers.MayGossip(peer) ||
        ++m_counters[peer].iWantMessages > m_parameters.maxIWantMessages)
    {
        return served;
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const MessageId& id : ids)
    {
        Ptr<const PubsubMessage> message = pool.Find(id);
        if (!message || m_dontWant.Contains(id, peer))
        {
            continue;
        }
        const uint32_t requests = m_cache.CountRequest(PeekPointer(message), peer);
        if (requests > 0 && requests <= m_parameters.gossipRetransmission)
        {
            served.push_back(message);
        }
    }
    return served;
}

MessageIds
GossipSubGossip::HandleIDontWant(PeerId id, const MessageIds& ids)
{
    Counters& peer = m_counters[id];
    if (++peer.iDontWantMessages > m_parameters.maxIDontWantMessages)
    {
        return {};
    }
    const std::size_t left = m_parameters.maxIDontWantIds - peer.iDontWantIds;
    const std::size_t most =
        std::min({ids.size(), std::size_t{m_parameters.maxIDontWantLength}, left});
    const MessageIds noted(ids.begin(), ids.begin() + most);
    peer.iDontWantIds += most;
    for (const MessageId& messageId : noted)
    {
        m_dontWant.Add(messageId, id);
    }
    return noted;
}

bool
GossipSubGossip::DeservesIDontWant(const PubsubMessage& message) const
{
    return m_parameters.sendIDontWant &&
           message.GetData().GetSize() >= m_parameters.iDontWantMessageThreshold;
}

GossipPromises::Broken
GossipSubGossip::TakeBroken(Time now)
{
    return m_promises.IsEmpty() ? GossipPromises::Broken() : m_promises.TakeBroken(now);
}

} // namespace ns3
