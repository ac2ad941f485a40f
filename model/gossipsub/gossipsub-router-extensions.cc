/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include <algorithm>
#include <utility>

namespace ns3
{

GossipSubExtensions*
GossipSubRouter::GetExtensions() const
{
    return m_extensions.get();
}

void
GossipSubRouter::SetPartialMessageHandler(PartialMessageHandler* handler)
{
    m_partialHandler = handler;
    if (m_extensions)
    {
        m_extensions->partials.SetHandler(handler);
    }
}

void
GossipSubRouter::SetPartialTopic(const std::string& topic, bool requests, bool supports)
{
    m_partialTopics[topic] = {requests, supports};
    if (m_extensions)
    {
        m_extensions->partials.SetTopic(topic, {requests, supports});
    }
    if (IsSubscribed(topic))
    {
        Announce(topic, true);
    }
}

void
GossipSubRouter::StartExtensions()
{
    m_extensions = nullptr;
    if (!m_extensionParameters.GetSet().Any())
    {
        return;
    }
    GossipSubExtensionHost& host = *this;
    m_extensions = std::make_unique<GossipSubExtensions>(m_extensionParameters, host);
    m_extensions->partials.SetHandler(m_partialHandler);
    for (const auto& [topic, options] : m_partialTopics)
    {
        m_extensions->partials.SetTopic(topic, options);
    }
}

PubsubRpc::SubOpts
GossipSubRouter::MakeSubOpts(const std::string& topic, bool subscribe) const
{
    PubsubRpc::SubOpts opts{subscribe, topic};
    if (m_extensions && m_extensionParameters.partialMessages && subscribe)
    {
        const auto options = m_extensions->partials.GetTopic(topic);
        opts.requestsPartial = options.requests;
        opts.supportsPartial = options.supports;
    }
    return opts;
}

void
GossipSubRouter::EmitGossip(const TopicMesh& topic,
                            const PeerSet& exclude,
                            GossipSubGossip::Offers& offers)
{
    if (!m_extensions || !m_extensionParameters.partialMessages)
    {
        m_gossip.Emit(topic.GetName(), topic.GetSubscribers(), exclude, offers);
        return;
    }
    PeerSet all = exclude;
    const PeerSet replaced = m_extensions->partials.GetReplaced(topic.GetName());
    for (const PeerId peer : replaced)
    {
        all.Insert(peer);
    }
    m_gossip.Emit(topic.GetName(), topic.GetSubscribers(), all, offers);
}

std::string
GossipSubRouter::GetProtocolId() const
{
    return m_extensionParameters.GetSet().Any() ? "/meshsub/1.3.0" : "/meshsub/1.2.0";
}

void
GossipSubRouter::HandleExtensions(Time now, PeerId peer, const PubsubRpc& rpc)
{
    if (rpc.extension)
    {
        TraceExtension(m_controlReceivedTrace, peer, *rpc.extension);
    }
    if (m_extensions)
    {
        m_extensions->HandleRpc(now, peer, rpc);
    }
}

void
GossipSubRouter::TraceControl(const ControlTrace& trace, PeerId peer, const PubsubRpc& rpc)
{
    static const std::string none;
    for (const PubsubRpc::IHave& ihave : rpc.ihave)
    {
        trace(peer, GossipSubControl::IHAVE, ihave.topic, ihave.messageIds.size());
    }
    if (!rpc.iwant.empty())
    {
        trace(peer, GossipSubControl::IWANT, none, rpc.iwant.size());
    }
    for (const std::string& topic : rpc.graft)
    {
        trace(peer, GossipSubControl::GRAFT, topic, 0);
    }
    for (const PubsubRpc::Prune& prune : rpc.prune)
    {
        trace(peer, GossipSubControl::PRUNE, prune.topic, 0);
    }
    if (!rpc.idontwant.empty())
    {
        trace(peer, GossipSubControl::IDONTWANT, none, rpc.idontwant.size());
    }
}

void
GossipSubRouter::TraceExtension(const ControlTrace& trace,
                                PeerId peer,
                                const PubsubExtensionRpc& extension)
{
    static const std::string none;
    if (extension.supported)
    {
        trace(peer, GossipSubControl::EXTENSIONS, none, 0);
    }
    for (const PubsubPreamble& preamble : extension.preambles)
    {
        trace(peer, GossipSubControl::PREAMBLE, preamble.topic, 1);
    }
    for (std::size_t i = 0; i < extension.imReceiving.size(); i++)
    {
        trace(peer, GossipSubControl::IMRECEIVING, none, 1);
    }
    for (const std::string& topic : extension.choke)
    {
        trace(peer, GossipSubControl::CHOKE, topic, 0);
    }
    for (const std::string& topic : extension.unchoke)
    {
        trace(peer, GossipSubControl::UNCHOKE, topic, 0);
    }
    if (extension.partial)
    {
        trace(peer, GossipSubControl::PARTIAL, extension.partial->topic, 0);
    }
    for (const auto& [bytes, control] : {std::pair(&extension.ping, GossipSubControl::PING),
                                         std::pair(&extension.pong, GossipSubControl::PONG)})
    {
        if (*bytes)
        {
            trace(peer, control, none, 0);
        }
    }
}

void
GossipSubRouter::SendExtensionRpc(PeerId peer, const PubsubRpc& rpc)
{
    Send(peer, rpc);
}

void
GossipSubRouter::SendHeldBack(PeerId peer, Ptr<const PubsubMessage> message)
{
    GetHost().SendMessage(peer, message);
}

void
GossipSubRouter::HasHeldBack(PeerId peer, Ptr<const PubsubMessage> message)
{
    m_heldBackTrace(peer, message);
}

void
GossipSubRouter::HasExpired(PeerId peer)
{
    m_preambleExpiredTrace(peer);
}

void
GossipSubRouter::HasPong(PeerId peer, const std::string& bytes)
{
    m_pongTrace(peer, bytes);
}

void
GossipSubRouter::PenaliseOnce(PeerId peer)
{
    if (m_peers.Contains(peer))
    {
        Penalise(peer, 1);
    }
}

bool
GossipSubRouter::HasSeenId(const MessageId& id, Time now)
{
    return HasSeen(PeekPointer(GetMessagePool()->Find(id)), now);
}

bool
GossipSubRouter::IsUnwantedBy(const MessageId& id, PeerId peer) const
{
    const Ptr<const PubsubMessage> message = GetMessagePool()->Find(id);
    return message && m_gossip.IsUnwanted(*message, peer);
}

void
GossipSubRouter::CountAsDuplicate(Time now, PeerId peer, const MessageId& id)
{
    const Ptr<const PubsubMessage> message = GetMessagePool()->Find(id);
    if (message && HasSeen(PeekPointer(message), now))
    {
        m_peers.GetScores().Duplicate(now, peer, *message);
    }
}

const PeerSet&
GossipSubRouter::GetForwardPeers(const std::string& topic) const
{
    const TopicMesh* found = m_meshes.Find(topic);
    return found && found->IsJoined() ? GetMesh(topic) : GetFanout(topic);
}

GossipSubPeers&
GossipSubRouter::GetAllPeers()
{
    return m_peers;
}

void
GossipSubRouter::DoLater(Time delay, std::function<void(Time now)> task)
{
    After(delay, std::move(task));
}

GossipSubRouter::PeerList
GossipSubRouter::PrepareOwn(Time now, Ptr<const PubsubMessage> message)
{
    m_gossip.Keep(message);
    PeerList peers = m_recipients.OfOwn(now, *message);
    if (m_extensionParameters.iDontWantOnPublish && m_gossip.DeservesIDontWant(*message))
    {
        PubsubRpc rpc;
        rpc.idontwant.push_back(message->GetId());
        const PubsubSharedRpc shared(std::move(rpc));
        for (const PeerId peer : peers)
        {
            SendShared(peer, shared);
        }
    }
    if (m_extensions)
    {
        m_extensions->PrepareSending(peers, message, true);
    }
    return peers;
}

void
GossipSubRouter::SendOwn(PeerId peer, Ptr<const PubsubMessage> message)
{
    if (m_parameters.ownMessagesFirst)
    {
        GetHost().SendOwnMessage(peer, message);
    }
    else
    {
        GetHost().SendMessage(peer, message);
    }
}

void
GossipSubRouter::AddToBatch(Ptr<const PubsubMessage> message)
{
    m_batch.push_back(message);
    if (m_batch.size() == 1)
    {
        After(m_extensionParameters.batchWindow,
              [this](Time now) { DoPublishBatch(now, std::exchange(m_batch, {})); });
    }
}

void
GossipSubRouter::DoPublishBatch(Time now, const Messages& messages)
{
    std::vector<PeerList> receivers;
    std::size_t rounds = 0;
    std::vector<std::size_t> order;
    for (const auto& message : messages)
    {
        order.push_back(receivers.size());
        receivers.push_back(PrepareOwn(now, message));
        rounds = std::max(rounds, receivers.back().size());
    }
    // A copy of each message in turn (go-libp2p-pubsub, RoundRobinMessageIDScheduler).
    for (std::size_t round = 0; round < rounds; round++)
    {
        m_peers.Shuffle(order);
        for (const std::size_t i : order)
        {
            if (round < receivers[i].size())
            {
                SendOwn(receivers[i][round], messages[i]);
            }
        }
    }
}

} // namespace ns3
