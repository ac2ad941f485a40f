/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include "pubsub-rpc-split.h"

#include "ns3/abort.h"
#include "ns3/peer-address.h"

#include <algorithm>

namespace ns3
{

namespace
{
const PeerSet NO_PEERS;
} // namespace

GossipSubRouter::GossipSubRouter()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

GossipSubRouter::~GossipSubRouter() = default;

int64_t
GossipSubRouter::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

void
GossipSubRouter::DoStart(Time now)
{
    CheckAttributes();
    TimeValue seenTtl;
    GetAttribute("SeenTtl", seenTtl);
    m_cache = MessageCache(m_mcacheLen, m_mcacheGossip);
    m_dontWant = DontWantCache(m_iDontWantMessageTtl);
    m_score.Configure(m_scoring, seenTtl.Get());
    m_score.SetChangeCallback([this](PeerId peer, double oldScore, double newScore) {
        m_scoreTrace(peer, oldScore, newScore);
    });
    // The subscriptions outlive a stop.
    for (const std::string& topic : GetTopics())
    {
        Join(now, topic, m_topicStates[topic]);
    }
    // Each node has its own phase.
    const Time phase = Seconds(m_random->GetValue(0, m_heartbeatInterval.GetSeconds()));
    After(phase, [this](Time at) { Heartbeat(at); });
    if (m_scoring)
    {
        After(m_scoring->decayInterval, [this](Time at) { DecayScores(at); });
    }
}

void
GossipSubRouter::DoStop(Time)
{
    m_peerStates.clear();
    m_topicStates.clear();
    m_score.Clear();
    m_cache.Clear();
    m_dontWant.Clear();
    m_promises.Clear();
    m_validating.clear();
}

void
GossipSubRouter::DoDispose()
{
    m_score.SetChangeCallback(nullptr);
    m_score.SetAppSpecificScore(nullptr);
    m_score.Clear();
    m_cache.Clear();
    m_validating.clear();
    m_peerStates.clear();
    m_topicStates.clear();
    m_scoring = nullptr;
    m_random = nullptr;
    PubsubRouter::DoDispose();
}

void
GossipSubRouter::AddDirectPeer(const Address& host)
{
    m_directPeers.insert(host);
}

void
GossipSubRouter::SetAppSpecificScore(PeerScore::AppSpecificScore score)
{
    m_score.SetAppSpecificScore(std::move(score));
}

const PeerSet&
GossipSubRouter::GetMesh(const std::string& topic) const
{
    const auto found = m_topicStates.find(topic);
    return found == m_topicStates.end() ? NO_PEERS : found->second.mesh;
}

const PeerSet&
GossipSubRouter::GetFanout(const std::string& topic) const
{
    const auto found = m_topicStates.find(topic);
    return found == m_topicStates.end() ? NO_PEERS : found->second.fanout;
}

const PeerSet&
GossipSubRouter::GetSubscribers(const std::string& topic) const
{
    const auto found = m_topicStates.find(topic);
    return found == m_topicStates.end() ? NO_PEERS : found->second.subscribers;
}

double
GossipSubRouter::GetScore(PeerId peer)
{
    return m_score.GetScore(peer);
}

GossipSubRouter::Peer&
GossipSubRouter::At(PeerId peer)
{
    return m_peerStates.at(peer);
}

void
GossipSubRouter::Send(PeerId peer, const PubsubRpc& rpc)
{
    if (rpc.IsEmpty())
    {
        return;
    }
    const uint32_t maxSize = GetHost().GetMaxRpcSize();
    if (BoundRpcSize(rpc) <= maxSize)
    {
        SendPart(peer, rpc);
        return;
    }
    for (const PubsubRpc& part : SplitRpc(rpc, maxSize))
    {
        SendPart(peer, part);
    }
}

void
GossipSubRouter::SendPart(PeerId peer, const PubsubRpc& rpc)
{
    static const std::string none;
    for (const PubsubRpc::IHave& ihave : rpc.ihave)
    {
        m_controlSentTrace(peer, GossipSubControl::IHAVE, ihave.topic, ihave.messageIds.size());
    }
    if (!rpc.iwant.empty())
    {
        m_controlSentTrace(peer, GossipSubControl::IWANT, none, rpc.iwant.size());
    }
    for (const std::string& topic : rpc.graft)
    {
        m_controlSentTrace(peer, GossipSubControl::GRAFT, topic, 0);
    }
    for (const PubsubRpc::Prune& prune : rpc.prune)
    {
        m_controlSentTrace(peer, GossipSubControl::PRUNE, prune.topic, 0);
    }
    if (!rpc.idontwant.empty())
    {
        m_controlSentTrace(peer, GossipSubControl::IDONTWANT, none, rpc.idontwant.size());
    }
    GetHost().SendRpc(peer, rpc);
}

void
GossipSubRouter::DoAddPeer(Time now, const PeerInfo& info)
{
    Peer& peer = m_peerStates[info.id];
    peer.host = HostOf(info.address);
    peer.outbound = info.outbound;
    peer.direct = m_directPeers.count(peer.host) > 0;
    m_score.AddPeer(now, info.id, peer.host);
    PubsubRpc rpc;
    for (const std::string& topic : GetTopics())
    {
        rpc.subscriptions.push_back({true, topic});
    }
    Send(info.id, rpc);
}

void
GossipSubRouter::DoRemovePeer(Time now, PeerId peer)
{
    for (auto topic = m_topicStates.begin(); topic != m_topicStates.end();)
    {
        const auto next = std::next(topic);
        RemoveSubscriber(peer, topic->second, topic->first);
        ForgetIfUnused(topic->first);
        topic = next;
    }
    m_promises.RemovePeer(peer);
    m_score.RemovePeer(now, peer);
    m_peerStates.erase(peer);
}

void
GossipSubRouter::RemoveSubscriber(PeerId peer, Topic& topic, const std::string& name)
{
    topic.subscribers.Erase(peer);
    topic.fanout.Erase(peer);
    LeaveMesh(name, topic, peer);
}

void
GossipSubRouter::ForgetIfUnused(const std::string& name)
{
    const auto found = m_topicStates.find(name);
    if (found != m_topicStates.end() && !found->second.joined &&
        found->second.subscribers.IsEmpty() && found->second.fanout.IsEmpty() &&
        found->second.backoff.IsEmpty())
    {
        m_topicStates.erase(found);
    }
}

void
GossipSubRouter::Announce(const std::string& topic, bool subscribe)
{
    PubsubRpc rpc;
    rpc.subscriptions.push_back({subscribe, topic});
    for (const auto& peer : m_peerStates)
    {
        Send(peer.first, rpc);
    }
}

void
GossipSubRouter::DoSubscribe(Time now, const std::string& topic)
{
    NS_ABORT_MSG_IF(topic.size() > m_maxTopicLength,
                    "GossipSubRouter: the name of a topic has "
                        << topic.size() << " bytes, above MaxTopicLength, " << m_maxTopicLength);
    Announce(topic, true);
    Join(now, topic, m_topicStates[topic]);
}

void
GossipSubRouter::DoUnsubscribe(Time now, const std::string& topic)
{
    Announce(topic, false);
    Leave(now, topic, m_topicStates[topic]);
    ForgetIfUnused(topic);
}

void
GossipSubRouter::HandleSubscription(Time now, PeerId id, const PubsubRpc::SubOpts& opts)
{
    Peer& peer = At(id);
    auto found = m_topicStates.find(opts.topic);
    const bool known = found != m_topicStates.end() && found->second.subscribers.Contains(id);
    if (known == opts.subscribe)
    {
        return;
    }
    if (!opts.subscribe)
    {
        peer.subscriptions--;
        RemoveSubscriber(id, found->second, opts.topic);
        ForgetIfUnused(opts.topic);
        return;
    }
    if (peer.subscriptions == m_maxSubscriptions || opts.topic.size() > m_maxTopicLength)
    {
        m_refusedSubscriptions++;
        Penalise(id, 1);
        return;
    }
    peer.subscriptions++;
    Topic& topic = m_topicStates[opts.topic];
    topic.subscribers.Insert(id);
    if (m_nimMesh && topic.joined)
    {
        FillMeshAtSubscription(now, opts.topic, topic);
    }
}

bool
GossipSubRouter::AcceptsFrom(Time, PeerId peer)
{
    return !m_scoring || At(peer).direct || m_score.GetScore(peer) >= m_scoring->graylistThreshold;
}

void
GossipSubRouter::Penalise(PeerId peer, uint32_t count)
{
    m_score.AddPenalty(peer, count);
    DisconnectIfGraylisted(peer);
}

void
GossipSubRouter::DisconnectIfGraylisted(PeerId peer)
{
    if (m_scoring && m_disconnectGraylisted && !At(peer).direct &&
        m_score.GetScore(peer) < m_scoring->graylistThreshold)
    {
        GetHost().Disconnect(peer);
    }
}

void
GossipSubRouter::DoHandleMalformed(Time, PeerId peer)
{
    if (m_peerStates.count(peer) > 0)
    {
        Penalise(peer, 1);
    }
}

void
GossipSubRouter::HandleControl(Time now, PeerId peer, const PubsubRpc& rpc)
{
    static const std::string none;
    PubsubRpc reply;
    if (!rpc.ihave.empty())
    {
        for (const PubsubRpc::IHave& ihave : rpc.ihave)
        {
            m_controlReceivedTrace(peer,
                                   GossipSubControl::IHAVE,
                                   ihave.topic,
                                   ihave.messageIds.size());
        }
        HandleIHave(now, peer, rpc, reply);
    }
    if (!rpc.iwant.empty())
    {
        m_controlReceivedTrace(peer, GossipSubControl::IWANT, none, rpc.iwant.size());
        HandleIWant(peer, rpc);
    }
    HandleGraft(now, peer, rpc, reply);
    HandlePrune(now, peer, rpc);
    if (!rpc.idontwant.empty())
    {
        m_controlReceivedTrace(peer, GossipSubControl::IDONTWANT, none, rpc.idontwant.size());
        HandleIDontWant(peer, rpc);
    }
    Send(peer, reply);
}

void
GossipSubRouter::HandleFirst(Time, PeerId peer, Ptr<const PubsubMessage> message)
{
    PeerSet senders;
    senders.Insert(peer);
    m_promises.Fulfil(message->GetId());
    if (!m_iDontWantAfterValidation)
    {
        SendIDontWant(senders, message);
    }
    if (m_validating.size() < m_maxValidating)
    {
        m_validating[PeekPointer(message)] = std::move(senders);
    }
}

void
GossipSubRouter::HandleDuplicate(Time now, PeerId peer, Ptr<const PubsubMessage> message)
{
    const auto validating = m_validating.find(PeekPointer(message));
    if (validating == m_validating.end())
    {
        m_score.Duplicate(now, peer, *message);
    }
    else
    {
        validating->second.Insert(peer);
    }
}

PeerSet
GossipSubRouter::TakeValidating(Ptr<const PubsubMessage> message)
{
    const auto found = m_validating.find(PeekPointer(message));
    if (found == m_validating.end())
    {
        return {};
    }
    PeerSet senders = std::move(found->second);
    m_validating.erase(found);
    return senders;
}

void
GossipSubRouter::HandleInvalid(Time now,
                               PeerId peer,
                               Ptr<const PubsubMessage> message,
                               ValidationResult result)
{
    const PeerSet others = TakeValidating(message);
    if (result != ValidationResult::REJECT)
    {
        return;
    }
    m_score.Reject(now, peer, others.Get(), message);
    for (PeerId other : others)
    {
        if (m_peerStates.count(other) > 0)
        {
            DisconnectIfGraylisted(other);
        }
    }
    if (m_peerStates.count(peer) > 0 && !others.Contains(peer))
    {
        DisconnectIfGraylisted(peer);
    }
}

void
GossipSubRouter::DoPublish(Time now, Ptr<const PubsubMessage> message)
{
    m_cache.Put(message);
    PeerList peers = GetPublishPeers(message, now);
    SendToAll(peers, message);
}

GossipSubRouter::PeerList
GossipSubRouter::GetPublishPeers(Ptr<const PubsubMessage> message, Time now)
{
    if (m_floodPublish)
    {
        const auto known = m_topicStates.find(message->GetTopic());
        return known == m_topicStates.end() ? PeerList()
                                            : GetFloodPeers(known->second, message->GetSize());
    }
    Topic& topic = m_topicStates[message->GetTopic()];
    if (!topic.joined)
    {
        topic.lastPublish = now;
        MaintainFanout(topic);
    }
    const PeerSet& peers = topic.joined ? topic.mesh : topic.fanout;
    return Select(topic, [&](PeerId id, const Peer& peer) {
        return peer.direct || (peers.Contains(id) && !m_dontWant.Contains(message->GetId(), id));
    });
}

GossipSubRouter::PeerList
GossipSubRouter::GetFloodPeers(const Topic& topic, uint32_t size)
{
    const auto eligible = [this](PeerId id, const Peer& peer) {
        return peer.direct || !m_scoring || m_score.GetScore(id) >= m_scoring->publishThreshold;
    };
    if (m_bandwidthEstimate == 0)
    {
        return Select(topic, eligible);
    }
    const double bytes = m_bandwidthEstimate / 8.0 * m_heartbeatInterval.GetSeconds();
    const std::size_t most = std::max<std::size_t>(bytes / size, m_dLow);
    PeerList peers = GetMeshAndDirect(topic);
    const std::size_t missing = most - std::min(most, peers.size());
    const PeerList others = SelectRandom(topic, missing, [&](PeerId id, const Peer& peer) {
        return !topic.mesh.Contains(id) && !peer.direct && eligible(id, peer);
    });
    peers.insert(peers.end(), others.begin(), others.end());
    return peers;
}

GossipSubRouter::PeerList
GossipSubRouter::GetMeshAndDirect(const Topic& topic)
{
    PeerList peers = topic.mesh.Get();
    if (!m_directPeers.empty())
    {
        const PeerList direct = Select(topic, [](PeerId, const Peer& peer) { return peer.direct; });
        peers.insert(peers.end(), direct.begin(), direct.end());
    }
    return peers;
}

void
GossipSubRouter::DoForward(Time now, PeerId from, Ptr<const PubsubMessage> message)
{
    const PeerSet early = TakeValidating(message);
    if (m_iDontWantAfterValidation)
    {
        SendIDontWant(early, message);
    }
    m_score.Deliver(now, from, early.Get(), message);
    m_cache.Put(message);
    const auto topic = m_topicStates.find(message->GetTopic());
    if (topic == m_topicStates.end() || !topic->second.joined)
    {
        return;
    }
    PeerList peers = GetMeshAndDirect(topic->second);
    const auto omitted = [&](PeerId peer) {
        return peer == from || (m_omitEarlySenders && early.Contains(peer)) ||
               m_dontWant.Contains(message->GetId(), peer);
    };
    peers.erase(std::remove_if(peers.begin(), peers.end(), omitted), peers.end());
    SendToAll(peers, message);
}

void
GossipSubRouter::SendToAll(PeerList& peers, Ptr<const PubsubMessage> message)
{
    Shuffle(peers);
    for (PeerId peer : peers)
    {
        GetHost().SendMessage(peer, message);
    }
}

void
GossipSubRouter::DecayScores(Time now)
{
    m_score.Decay(now);
    for (const auto& peer : m_peerStates)
    {
        DisconnectIfGraylisted(peer.first);
    }
    After(m_scoring->decayInterval, [this](Time at) { DecayScores(at); });
}

} // namespace ns3
