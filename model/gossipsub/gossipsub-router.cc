/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include "gossipsub-nim-policy.h"
#include "gossipsub-specification-policy.h"
#include "pubsub-rpc-split.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/simulation-singleton.h"

#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("GossipSubRouter");

namespace
{

const PeerSet NO_PEERS;

/// One policy for all routers of a simulation, since policies have no state.
template <typename T>
struct SharedPolicy
{
    Ptr<T> policy{CreateObject<T>()};
};

} // namespace

GossipSubRouter::GossipSubRouter()
    : m_meshes(m_parameters, m_peers, *this),
      m_gossip(m_parameters, m_peers),
      m_recipients(m_parameters, m_peers, m_meshes, m_gossip)
{
}

GossipSubRouter::~GossipSubRouter() = default;

int64_t
GossipSubRouter::AssignStreams(int64_t stream)
{
    m_peers.GetRandom()->SetStream(stream);
    return 1;
}

std::string
GossipSubRouter::FindFault() const
{
    const std::string fault = m_parameters.FindFault();
    return fault.empty() && m_scoring ? m_scoring->FindFault() : fault;
}

void
GossipSubRouter::DoStart(Time now)
{
    m_parameters.Check();
    m_gossip.Start();
    m_peers.GetScores().SetChangeCallback([this](PeerId peer, double oldScore, double newScore) {
        m_scoreTrace(peer, oldScore, newScore);
    });
    StartExtensions();
    m_decays = false;
    // The subscriptions outlive a stop.
    m_peers.SetScoring(m_scoring, GetSeenTtl());
    for (const std::string& topic : GetTopics())
    {
        m_meshes.Join(now, topic);
    }
    Time phase = m_parameters.heartbeatInitialDelay;
    if (phase.IsZero())
    {
        // Each node has its own phase.
        const double interval = m_parameters.heartbeatInterval.GetSeconds();
        phase = Seconds(m_peers.GetRandom()->GetValue(0, interval));
    }
    After(phase, [this](Time at) { Heartbeat(at); });
    ScheduleDecay();
}

void
GossipSubRouter::DoStop(Time)
{
    m_peers.Clear();
    m_meshes.Clear();
    m_gossip.Clear();
    m_validating.clear();
    m_extensions = nullptr;
    m_batch.clear();
}

void
GossipSubRouter::DoDispose()
{
    m_peers.GetScores().SetChangeCallback(nullptr);
    m_peers.GetScores().SetAppSpecificScore(nullptr);
    DoStop(Time(0));
    m_scoring = nullptr;
    m_meshPolicy = nullptr;
    PubsubRouter::DoDispose();
}

void
GossipSubRouter::AddDirectPeer(const Address& address)
{
    m_peers.AddDirect(address);
}

void
GossipSubRouter::SetAppSpecificScore(PeerScore::AppSpecificScore score)
{
    m_peers.GetScores().SetAppSpecificScore(std::move(score));
}

const PeerSet&
GossipSubRouter::GetMesh(const std::string& topic) const
{
    const TopicMesh* found = m_meshes.Find(topic);
    return found ? found->GetMesh() : NO_PEERS;
}

const PeerSet&
GossipSubRouter::GetFanout(const std::string& topic) const
{
    const TopicMesh* found = m_meshes.Find(topic);
    return found ? found->GetFanout() : NO_PEERS;
}

const PeerSet&
GossipSubRouter::GetSubscribers(const std::string& topic) const
{
    const TopicMesh* found = m_meshes.Find(topic);
    return found ? found->GetSubscribers() : NO_PEERS;
}

double
GossipSubRouter::GetScore(PeerId peer)
{
    return m_peers.GetScore(peer);
}

Ptr<const GossipSubMeshPolicy>
GossipSubRouter::GetMeshPolicy()
{
    if (m_meshPolicy)
    {
        return m_meshPolicy;
    }
    if (m_parameters.nimMesh)
    {
        return SimulationSingleton<SharedPolicy<NimMeshPolicy>>::Get()->policy;
    }
    return SimulationSingleton<SharedPolicy<SpecificationMeshPolicy>>::Get()->policy;
}

void
GossipSubRouter::HasEntered(PeerId peer, const std::string& topic)
{
    NS_LOG_INFO("grafts peer " << peer << " into the mesh of " << topic);
    m_graftTrace(peer, topic);
}

void
GossipSubRouter::HasLeft(PeerId peer, const std::string& topic)
{
    NS_LOG_INFO("prunes peer " << peer << " from the mesh of " << topic);
    if (m_extensions)
    {
        m_extensions->choke.Leave(peer, topic);
    }
    m_pruneTrace(peer, topic);
}

void
GossipSubRouter::Penalise(PeerId peer, double penalty)
{
    NS_LOG_INFO("penalises peer " << peer << ": " << penalty);
    m_peers.GetScores().AddPenalty(peer, penalty);
    DisconnectIfGraylisted(peer);
}

std::string
GossipSubRouter::GetPeerRecord(PeerId peer) const
{
    return GetHost().GetPeerRecord(peer);
}

void
GossipSubRouter::TraceSent(PeerId peer, const PubsubRpc& rpc)
{
    TraceControl(m_controlSentTrace, peer, rpc);
    if (rpc.extension)
    {
        TraceExtension(m_controlSentTrace, peer, *rpc.extension);
    }
}

void
GossipSubRouter::Send(PeerId peer, const PubsubRpc& rpc)
{
    if (rpc.IsEmpty())
    {
        return;
    }
    const auto sendPart = [this, peer](const PubsubRpc& part) {
        TraceSent(peer, part);
        GetHost().SendRpc(peer, part);
    };
    const uint32_t maxSize = GetHost().GetMaxRpcSize();
    if (BoundRpcSize(rpc) <= maxSize)
    {
        sendPart(rpc);
        return;
    }
    for (const PubsubRpc& part : SplitRpc(rpc, maxSize))
    {
        sendPart(part);
    }
}

void
GossipSubRouter::SendShared(PeerId peer, const PubsubSharedRpc& rpc)
{
    if (BoundRpcSize(rpc.Get()) > GetHost().GetMaxRpcSize())
    {
        Send(peer, rpc.Get());
        return;
    }
    TraceSent(peer, rpc.Get());
    GetHost().SendSharedRpc(peer, rpc);
}

void
GossipSubRouter::DoAddPeer(Time, const PeerInfo& peer)
{
    m_peers.Add(peer);
    DisconnectIfGraylisted(peer.id);
    PubsubRpc rpc;
    for (const std::string& topic : GetTopics())
    {
        rpc.subscriptions.push_back(MakeSubOpts(topic, true));
    }
    if (m_extensions)
    {
        m_extensions->AddTo(rpc);
    }
    Send(peer.id, rpc);
}

void
GossipSubRouter::DoRemovePeer(Time now, PeerId peer)
{
    m_meshes.RemovePeer(now, peer);
    m_gossip.RemovePeer(peer);
    if (m_extensions)
    {
        m_extensions->RemovePeer(peer);
    }
    m_peers.Remove(now, peer);
}

void
GossipSubRouter::Announce(const std::string& topic, bool subscribe)
{
    PubsubRpc rpc;
    rpc.subscriptions.push_back(MakeSubOpts(topic, subscribe));
    const PubsubSharedRpc shared(std::move(rpc));
    for (const auto& peer : m_peers.Get())
    {
        SendShared(peer.first, shared);
    }
}

void
GossipSubRouter::DoSubscribe(Time now, const std::string& topic)
{
    NS_ABORT_MSG_IF(topic.size() > m_parameters.maxTopicLength,
                    "GossipSubRouter: the name of a topic has " << topic.size()
                                                                << " bytes, above MaxTopicLength, "
                                                                << m_parameters.maxTopicLength);
    Announce(topic, true);
    m_meshes.Join(now, topic);
}

void
GossipSubRouter::DoUnsubscribe(Time now, const std::string& topic)
{
    Announce(topic, false);
    m_meshes.Leave(now, topic);
}

void
GossipSubRouter::HandleSubscription(Time now, PeerId id, const PubsubRpc::SubOpts& opts)
{
    GossipSubPeer& peer = m_peers.At(id);
    if (GetSubscribers(opts.topic).Contains(id) == opts.subscribe)
    {
        return;
    }
    if (!opts.subscribe)
    {
        peer.subscriptions--;
        m_meshes.RemoveSubscriber(now, id, opts.topic);
        return;
    }
    if (peer.subscriptions == m_parameters.maxSubscriptions ||
        opts.topic.size() > m_parameters.maxTopicLength)
    {
        m_refusedSubscriptions++;
        Penalise(id, m_parameters.subscriptionPenalty);
        return;
    }
    peer.subscriptions++;
    m_meshes.AddSubscriber(now, id, opts.topic);
}

bool
GossipSubRouter::AcceptsFrom(Time, PeerId peer)
{
    return !m_peers.IsGraylisted(peer);
}

void
GossipSubRouter::DisconnectIfGraylisted(PeerId peer)
{
    if (m_parameters.disconnectGraylisted && m_peers.IsGraylisted(peer))
    {
        GetHost().Disconnect(peer);
    }
}

void
GossipSubRouter::DoHandleMalformed(Time, PeerId peer)
{
    if (m_peers.Contains(peer))
    {
        Penalise(peer, m_parameters.malformedPenalty);
    }
}

void
GossipSubRouter::HandleControl(Time now, PeerId peer, const PubsubRpc& rpc)
{
    TraceControl(m_controlReceivedTrace, peer, rpc);
    PubsubRpc reply;
    if (!rpc.ihave.empty())
    {
        const auto isUnseen = [&](const std::string& topic, const MessageId& id) {
            return IsSubscribed(topic) && !HasSeen(PeekPointer(GetMessagePool()->Find(id)), now) &&
                   (!m_extensions || m_extensions->MayAsk(peer, id));
        };
        reply.iwant = m_gossip.HandleIHave(now, peer, rpc.ihave, isUnseen);
    }
    if (!rpc.iwant.empty())
    {
        for (const auto& message : m_gossip.HandleIWant(peer, rpc.iwant, *GetMessagePool()))
        {
            m_iWantServedTrace(peer, message);
            if (m_extensions)
            {
                m_extensions->preamble.Announce({peer}, *message);
            }
            GetHost().SendMessage(peer, message);
        }
    }
    m_meshes.HandleGraft(now, peer, rpc.graft, reply);
    for (const std::string& record : m_meshes.HandlePrune(now, peer, rpc.prune))
    {
        GetHost().Connect(record);
    }
    if (!rpc.idontwant.empty())
    {
        HandleIDontWant(peer, rpc.idontwant);
    }
    Send(peer, reply);
}

void
GossipSubRouter::HandleIDontWant(PeerId peer, const MessageIds& ids)
{
    for (const MessageId& id : m_gossip.HandleIDontWant(peer, ids))
    {
        Ptr<const PubsubMessage> message =
            m_parameters.iDontWantCancels ? GetMessagePool()->Find(id) : nullptr;
        if (message && GetHost().CancelMessage(peer, message))
        {
            m_suppressedTrace(peer, message);
        }
    }
}

void
GossipSubRouter::SendIDontWant(const PeerSet& senders, Ptr<const PubsubMessage> message)
{
    const TopicMesh* topic =
        m_gossip.DeservesIDontWant(*message) ? m_meshes.Find(message->GetTopic()) : nullptr;
    if (!topic)
    {
        return;
    }
    PubsubRpc rpc;
    rpc.idontwant.push_back(message->GetId());
    const PubsubSharedRpc shared(std::move(rpc));
    const auto sendTo = [&](const PeerList& peers) {
        for (PeerId peer : peers)
        {
            const bool isReplaced =
                m_extensions && m_extensions->partials.Replaces(peer, message->GetTopic());
            if (!senders.Contains(peer) && !isReplaced)
            {
                SendShared(peer, shared);
            }
        }
    };
    sendTo(topic->GetMesh().Get());
    sendTo(m_recipients.OfIDontWantOutsideMesh(*topic, *message));
}

void
GossipSubRouter::HandleFirst(Time now, PeerId peer, Ptr<const PubsubMessage> message)
{
    PeerSet senders;
    senders.Insert(peer);
    if (!m_parameters.iDontWantAfterValidation)
    {
        SendIDontWant(senders, message);
    }
    m_gossip.Fulfil(*message);
    if (m_extensions)
    {
        m_extensions->HandleMessage(now, peer, *message);
    }
    if (m_validating.size() < m_parameters.maxValidating)
    {
        m_validating[PeekPointer(message)] = std::move(senders);
    }
}

void
GossipSubRouter::HandleDuplicate(Time now, PeerId peer, Ptr<const PubsubMessage> message)
{
    if (m_extensions)
    {
        m_extensions->HandleMessage(now, peer, *message);
    }
    const auto validating = m_validating.find(PeekPointer(message));
    if (validating == m_validating.end())
    {
        m_peers.GetScores().Duplicate(now, peer, *message);
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
    PeerSet senders = TakeValidating(message);
    if (result != ValidationResult::REJECT)
    {
        return;
    }
    m_peers.GetScores().Reject(now, peer, senders.Get(), message);
    PeerList blamed = senders.Get();
    if (!senders.Contains(peer))
    {
        blamed.push_back(peer);
    }
    for (PeerId one : blamed)
    {
        if (m_peers.Contains(one))
        {
            DisconnectIfGraylisted(one);
        }
    }
}

void
GossipSubRouter::DoPublish(Time now, Ptr<const PubsubMessage> message)
{
    if (m_extensionParameters.batchWindow.IsStrictlyPositive())
    {
        AddToBatch(message);
        return;
    }
    const PeerList peers = PrepareOwn(now, message);
    for (PeerId peer : peers)
    {
        SendOwn(peer, message);
    }
}

void
GossipSubRouter::DoHandleDropped(PeerId peer)
{
    m_peers.GetScores().AddDrop(peer);
}

void
GossipSubRouter::DoForward(Time now, PeerId from, Ptr<const PubsubMessage> message)
{
    const PeerSet early = TakeValidating(message);
    if (m_parameters.iDontWantAfterValidation)
    {
        SendIDontWant(early, message);
    }
    m_peers.GetScores().Deliver(now, from, early.Get(), message);
    m_gossip.Keep(message);
    PeerList peers = m_recipients.OfRelayed(*message, from, early);
    if (m_extensions)
    {
        m_extensions->PrepareSending(peers, message, false);
    }
    SendToAll(peers, message);
}

void
GossipSubRouter::SendToAll(const PeerList& peers, Ptr<const PubsubMessage> message)
{
    for (PeerId peer : peers)
    {
        GetHost().SendMessage(peer, message);
    }
}

} // namespace ns3
