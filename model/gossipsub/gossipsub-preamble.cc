/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-preamble.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace ns3
{

namespace
{

/// Peers that are remembered for a message that is coming (nim-libp2p, preamblestore.nim).
constexpr std::size_t MAX_OTHERS = 6;
/// Rate of a peer of which nothing is known, and weight of a new sample (bandwidth.nim).
constexpr double INITIAL_RATE = 2500000;
constexpr double SAMPLE_WEIGHT = 0.3;
/// What a peer announced and what it said to be receiving is forgotten after so many seconds.
constexpr int64_t PREAMBLE_TTL = 60;

PubsubRpc
WrapPreamble(PubsubExtensionRpc extension)
{
    PubsubRpc rpc;
    rpc.extension = std::make_shared<PubsubExtensionRpc>(std::move(extension));
    return rpc;
}

/// Remove the entries of a map for which a predicate of the value holds.
template <typename Map, typename Predicate>
void
RemoveIf(Map& map, Predicate predicate)
{
    for (auto entry = map.begin(); entry != map.end();)
    {
        entry = predicate(entry->second) ? map.erase(entry) : std::next(entry);
    }
}

} // namespace

GossipSubPreamble::GossipSubPreamble(const GossipSubExtensionParameters& parameters,
                                     GossipSubExtensionHost& host)
    : m_parameters(parameters),
      m_host(host)
{
}

void
GossipSubPreamble::AddPeer(PeerId peer)
{
    m_peers[peer].rate = INITIAL_RATE;
}

void
GossipSubPreamble::RemovePeer(PeerId peer)
{
    m_peers.erase(peer);
}

Time
GossipSubPreamble::GetDuration(uint32_t length, double rate)
{
    return MilliSeconds(250) + Seconds(1.05 * length / std::max(rate, 1.0));
}

void
GossipSubPreamble::Handle(Time now, PeerId peer, const PubsubExtensionRpc& rpc)
{
    for (const PubsubPreamble& preamble : rpc.preambles)
    {
        HandlePreamble(now, peer, preamble);
    }
    for (const PubsubImReceiving& receiving : rpc.imReceiving)
    {
        HandleImReceiving(now, peer, receiving);
    }
}

void
GossipSubPreamble::HandlePreamble(Time now, PeerId id, const PubsubPreamble& preamble)
{
    Peer& peer = m_peers.at(id);
    if (peer.preambles >= m_parameters.maxPreambles)
    {
        return;
    }
    peer.preambles++;
    if (m_host.HasSeenId(preamble.id, now) || peer.sending.count(preamble.id) > 0 ||
        m_pushed.count(preamble.id) > 0)
    {
        return;
    }
    peer.sending[preamble.id] = now;
    const Coming coming{preamble.topic,
                        preamble.length,
                        id,
                        now + GetDuration(preamble.length, peer.rate),
                        {}};
    const PeerSet& mesh = m_host.GetForwardPeers(preamble.topic);
    if (!mesh.Contains(id))
    {
        m_asked.emplace(preamble.id, coming);
        return;
    }
    m_pushed.emplace(preamble.id, coming);
    if (m_parameters.preambleFastPeersOnly && !IsFast(id, mesh))
    {
        return;
    }
    PubsubExtensionRpc extension;
    extension.imReceiving.push_back({preamble.id, preamble.length});
    const PubsubRpc rpc = WrapPreamble(std::move(extension));
    const PeerList receivers = mesh.Get();
    for (const PeerId receiver : receivers)
    {
        if (receiver != id && m_peers.count(receiver) > 0)
        {
            m_host.SendExtensionRpc(receiver, rpc);
        }
    }
}

bool
GossipSubPreamble::IsFast(PeerId id, const PeerSet& peers) const
{
    std::vector<double> rates;
    for (const PeerId peer : peers)
    {
        const auto found = m_peers.find(peer);
        if (found != m_peers.end())
        {
            rates.push_back(found->second.rate);
        }
    }
    std::sort(rates.begin(), rates.end());
    const std::size_t middle = rates.size() / 2;
    const double median =
        rates.size() % 2 == 0 ? (rates[middle - 1] + rates[middle]) / 2 : rates[middle];
    return m_peers.at(id).rate >= median;
}

void
GossipSubPreamble::HandleImReceiving(Time now, PeerId id, const PubsubImReceiving& receiving)
{
    Peer& peer = m_peers.at(id);
    const auto coming = m_pushed.find(receiving.id);
    if (peer.receiving.size() >= m_parameters.maxImReceiving ||
        (coming != m_pushed.end() && coming->second.length != receiving.length))
    {
        return;
    }
    peer.receiving[receiving.id] = {receiving.length, now};
}

void
GossipSubPreamble::HandleIDontWant(PeerId id, const MessageIds& ids)
{
    const auto peer = m_peers.find(id);
    if (peer == m_peers.end())
    {
        return;
    }
    for (const MessageId& message : ids)
    {
        peer->second.receiving.erase(message);
        AddOther(id, message);
    }
}

bool
GossipSubPreamble::AddOther(PeerId peer, const MessageId& id)
{
    bool isComing = false;
    for (Messages* messages : {&m_pushed, &m_asked})
    {
        const auto found = messages->find(id);
        if (found == messages->end())
        {
            continue;
        }
        isComing = true;
        std::vector<PeerId>& others = found->second.others;
        if (std::find(others.begin(), others.end(), peer) == others.end())
        {
            others.push_back(peer);
        }
        if (others.size() > MAX_OTHERS)
        {
            others.erase(others.begin());
        }
    }
    return isComing;
}

bool
GossipSubPreamble::IsComing(PeerId peer, const MessageId& id)
{
    const bool isComing = AddOther(peer, id);
    m_savedIWants += isComing;
    return isComing;
}

void
GossipSubPreamble::HandleMessage(Time now, PeerId id, const PubsubMessage& message)
{
    const uint64_t length = message.GetData().GetSize();
    const auto pushed = m_pushed.find(message.GetId());
    if (pushed != m_pushed.end())
    {
        if (m_parameters.penaliseLatePreambles && pushed->second.sender == id &&
            pushed->second.length != length)
        {
            m_host.PenaliseOnce(id);
        }
        m_pushed.erase(pushed);
    }
    m_asked.erase(message.GetId());
    const auto peer = m_peers.find(id);
    if (peer == m_peers.end())
    {
        return;
    }
    peer->second.receiving.erase(message.GetId());
    const auto sending = peer->second.sending.find(message.GetId());
    if (sending == peer->second.sending.end())
    {
        return;
    }
    const double seconds = std::max((now - sending->second).GetSeconds(), 0.001);
    peer->second.rate = SAMPLE_WEIGHT * length / seconds + (1 - SAMPLE_WEIGHT) * peer->second.rate;
    peer->second.sending.erase(sending);
}

void
GossipSubPreamble::Announce(const PeerList& peers, const PubsubMessage& message)
{
    const uint64_t length = message.GetData().GetSize();
    if (length < m_parameters.preambleThreshold)
    {
        return;
    }
    PubsubExtensionRpc extension;
    extension.preambles.push_back(
        {message.GetTopic(), message.GetId(), static_cast<uint32_t>(length)});
    const PubsubRpc rpc = WrapPreamble(std::move(extension));
    for (const PeerId peer : peers)
    {
        if (m_peers.count(peer) > 0)
        {
            m_host.SendExtensionRpc(peer, rpc);
        }
    }
}

void
GossipSubPreamble::HoldBack(PeerList& peers, Ptr<const PubsubMessage> message)
{
    PeerList held;
    const auto isReceiving = [&](PeerId id) {
        const auto peer = m_peers.find(id);
        return peer != m_peers.end() && peer->second.receiving.count(message->GetId()) > 0;
    };
    std::copy_if(peers.begin(), peers.end(), std::back_inserter(held), isReceiving);
    peers.erase(std::remove_if(peers.begin(), peers.end(), isReceiving), peers.end());
    for (const PeerId peer : held)
    {
        m_host.HasHeldBack(peer, message);
    }
    if (held.empty() || m_parameters.preambleFallback == PreambleFallback::PULL)
    {
        return;
    }
    const auto length = static_cast<uint32_t>(message->GetData().GetSize());
    m_host.DoLater(GetDuration(length, INITIAL_RATE), [this, held, message](Time) {
        for (const PeerId peer : held)
        {
            if (m_peers.count(peer) > 0 && !m_host.IsUnwantedBy(message->GetId(), peer))
            {
                m_host.SendHeldBack(peer, message);
            }
        }
    });
}

void
GossipSubPreamble::Heartbeat(Time now)
{
    const auto isOld = [now](Time since) { return since + Seconds(PREAMBLE_TTL) < now; };
    for (auto& [id, peer] : m_peers)
    {
        peer.preambles = 0;
        RemoveIf(peer.sending, isOld);
        RemoveIf(peer.receiving,
                 [&](const Peer::Receipt& receipt) { return isOld(receipt.since); });
    }
    const auto hasExpired = [now](const Coming& coming) { return coming.end <= now; };
    // What was asked for and has not come either may be asked for again at the next IHAVE.
    RemoveIf(m_asked, hasExpired);
    Messages late;
    for (const auto& [id, coming] : m_pushed)
    {
        if (hasExpired(coming))
        {
            late.emplace(id, coming);
        }
    }
    RemoveIf(m_pushed, hasExpired);
    for (const auto& [id, coming] : late)
    {
        m_host.HasExpired(coming.sender);
        if (m_parameters.penaliseLatePreambles)
        {
            m_host.PenaliseOnce(coming.sender);
        }
        if (m_parameters.preambleFallback == PreambleFallback::PULL)
        {
            AskAnother(now, id, coming);
        }
    }
}

void
GossipSubPreamble::AskAnother(Time now, const MessageId& id, const Coming& late)
{
    std::vector<PeerId> others = late.others;
    others.erase(std::remove_if(others.begin(),
                                others.end(),
                                [this](PeerId peer) { return m_peers.count(peer) == 0; }),
                 others.end());
    if (others.empty())
    {
        return;
    }
    m_host.GetAllPeers().Shuffle(others);
    Coming asked = late;
    asked.sender = others.front();
    asked.end = now + GetDuration(late.length, m_peers.at(asked.sender).rate);
    asked.others.clear();
    m_asked.emplace(id, asked);
    PubsubRpc rpc;
    rpc.iwant.push_back(id);
    m_host.SendExtensionRpc(asked.sender, rpc);
}

} // namespace ns3
