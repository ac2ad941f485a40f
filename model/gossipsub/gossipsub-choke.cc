/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-choke.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace ns3
{

namespace
{

/// Copies that come later than so many thresholds, or seconds, are not noticed.
constexpr int64_t ARRIVAL_TTL = 10;
/// Peers that are remembered for a message that was asked of others.
constexpr std::size_t MAX_WAITING = 64;

const PeerSet NO_CHOKED_PEERS;

const PeerSet&
FindPeers(const std::map<std::string, PeerSet>& topics, const std::string& topic)
{
    const auto found = topics.find(topic);
    return found == topics.end() ? NO_CHOKED_PEERS : found->second;
}

void
ErasePeer(std::map<std::string, PeerSet>& topics, const std::string& topic, PeerId peer)
{
    const auto found = topics.find(topic);
    if (found != topics.end())
    {
        found->second.Erase(peer);
        if (found->second.IsEmpty())
        {
            topics.erase(found);
        }
    }
}

} // namespace

GossipSubChoke::GossipSubChoke(const GossipSubExtensionParameters& parameters,
                               GossipSubExtensionHost& host)
    : m_parameters(parameters),
      m_host(host)
{
}

const PeerSet&
GossipSubChoke::GetChoked(const std::string& topic) const
{
    return FindPeers(m_choked, topic);
}

const PeerSet&
GossipSubChoke::GetChoking(const std::string& topic) const
{
    return FindPeers(m_choking, topic);
}

void
GossipSubChoke::AddPeer(PeerId peer)
{
    m_peers.insert(peer);
}

void
GossipSubChoke::RemovePeer(PeerId peer)
{
    m_peers.erase(peer);
    m_outbox.erase(peer);
    for (Topics* topics : {&m_choked, &m_choking})
    {
        for (auto entry = topics->begin(); entry != topics->end();)
        {
            entry->second.Erase(peer);
            entry = entry->second.IsEmpty() ? topics->erase(entry) : std::next(entry);
        }
    }
}

void
GossipSubChoke::Leave(PeerId peer, const std::string& topic)
{
    ErasePeer(m_choked, topic, peer);
    ErasePeer(m_choking, topic, peer);
    const auto outbox = m_outbox.find(peer);
    if (outbox != m_outbox.end())
    {
        outbox->second.erase(topic);
    }
}

void
GossipSubChoke::Handle(PeerId peer, const PubsubExtensionRpc& rpc)
{
    for (const std::string& topic : rpc.choke)
    {
        if (m_host.GetForwardPeers(topic).Contains(peer))
        {
            m_choking[topic].Insert(peer);
        }
    }
    for (const std::string& topic : rpc.unchoke)
    {
        ErasePeer(m_choking, topic, peer);
    }
}

bool
GossipSubChoke::HasOtherUnchoked(PeerId peer, const std::string& topic) const
{
    const PeerSet& mesh = m_host.GetForwardPeers(topic);
    const PeerSet& choked = GetChoked(topic);
    return std::any_of(mesh.begin(), mesh.end(), [&](PeerId other) {
        return other != peer && !choked.Contains(other);
    });
}

void
GossipSubChoke::SetChoked(PeerId peer, const std::string& topic, bool choked)
{
    if (choked)
    {
        m_choked[topic].Insert(peer);
    }
    else
    {
        ErasePeer(m_choked, topic, peer);
    }
    // What was not told yet and no longer holds is not told.
    const auto [entry, isNew] = m_outbox[peer].emplace(topic, choked);
    if (!isNew)
    {
        m_outbox[peer].erase(entry);
    }
}

void
GossipSubChoke::HandleMessage(Time now, PeerId peer, const PubsubMessage& message)
{
    m_requests.erase(message.GetId());
    if (message.GetData().GetSize() < m_parameters.chokeMessageThreshold)
    {
        return;
    }
    const std::string& topic = message.GetTopic();
    const auto [entry, isFirst] = m_arrivals.emplace(message.GetId(), Arrival{now, false, {}});
    Arrival& arrival = entry->second;
    if (GetChoked(topic).Contains(peer))
    {
        if (arrival.unchoked || !arrival.chokedSenders.Insert(peer) ||
            arrival.chokedSenders.GetSize() > 1)
        {
            return;
        }
        // The first of them: it is unchoked unless an unchoked peer follows closely.
        m_host.DoLater(m_parameters.unchokeThreshold, [this, id = message.GetId(), topic](Time) {
            const auto found = m_arrivals.find(id);
            if (found == m_arrivals.end() || found->second.unchoked)
            {
                return;
            }
            for (const PeerId sender : found->second.chokedSenders)
            {
                if (GetChoked(topic).Contains(sender))
                {
                    SetChoked(sender, topic, false);
                }
            }
        });
        return;
    }
    arrival.unchoked = true;
    if (!isFirst && now - arrival.first > m_parameters.chokeThreshold && m_peers.count(peer) > 0 &&
        m_host.GetForwardPeers(topic).Contains(peer) && HasOtherUnchoked(peer, topic))
    {
        SetChoked(peer, topic, true);
    }
}

void
GossipSubChoke::HandleKnown(Time now, PeerId peer, const std::string& topic, const MessageId& id)
{
    if (GetChoked(topic).Contains(peer))
    {
        m_host.CountAsDuplicate(now, peer, id);
    }
}

bool
GossipSubChoke::MayAsk(PeerId peer, const MessageId& id)
{
    const auto [entry, isNew] = m_requests.emplace(id, Request());
    if (isNew)
    {
        m_host.DoLater(m_parameters.iWantTimeout, [this, id](Time now) { AskAgain(now, id); });
        return true;
    }
    Request& request = entry->second;
    if (request.asked < request.limit)
    {
        request.asked++;
        return true;
    }
    if (request.waiting.size() < MAX_WAITING)
    {
        request.waiting.push_back(peer);
    }
    return false;
}

void
GossipSubChoke::AskAgain(Time now, const MessageId& id)
{
    const auto found = m_requests.find(id);
    if (found == m_requests.end())
    {
        return;
    }
    Request& request = found->second;
    if (m_host.HasSeenId(id, now) || request.limit > MAX_WAITING)
    {
        m_requests.erase(found);
        return;
    }
    request.limit *= 2;
    PubsubRpc rpc;
    rpc.iwant.push_back(id);
    while (request.asked < request.limit && !request.waiting.empty())
    {
        const PeerId peer = request.waiting.front();
        request.waiting.erase(request.waiting.begin());
        if (m_host.GetAllPeers().Contains(peer))
        {
            request.asked++;
            m_host.SendExtensionRpc(peer, rpc);
        }
    }
    m_host.DoLater(m_parameters.iWantTimeout, [this, id](Time at) { AskAgain(at, id); });
}

void
GossipSubChoke::OfferLazily(PeerList& peers, const PubsubMessage& message)
{
    const PeerSet& choking = GetChoking(message.GetTopic());
    if (choking.IsEmpty() || message.GetData().GetSize() < m_parameters.chokeMessageThreshold)
    {
        return;
    }
    PubsubRpc rpc;
    rpc.ihave.push_back({message.GetTopic(), {message.GetId()}});
    PeerList eager;
    for (const PeerId peer : peers)
    {
        if (choking.Contains(peer))
        {
            m_host.SendExtensionRpc(peer, rpc);
        }
        else
        {
            eager.push_back(peer);
        }
    }
    peers = std::move(eager);
}

void
GossipSubChoke::Heartbeat(Time now)
{
    for (const auto& [peer, topics] : m_outbox)
    {
        auto extension = std::make_shared<PubsubExtensionRpc>();
        for (const auto& [topic, isChoked] : topics)
        {
            (isChoked ? extension->choke : extension->unchoke).push_back(topic);
        }
        PubsubRpc rpc;
        rpc.extension = std::move(extension);
        if (!topics.empty())
        {
            m_host.SendExtensionRpc(peer, rpc);
        }
    }
    m_outbox.clear();
    const Time ttl = std::max(Seconds(ARRIVAL_TTL), m_parameters.chokeThreshold * ARRIVAL_TTL);
    for (auto entry = m_arrivals.begin(); entry != m_arrivals.end();)
    {
        entry = entry->second.first + ttl < now ? m_arrivals.erase(entry) : std::next(entry);
    }
}

} // namespace ns3
