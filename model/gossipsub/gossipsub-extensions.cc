/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-extensions.h"

#include <algorithm>
#include <memory>

namespace ns3
{

GossipSubExtensions::GossipSubExtensions(const GossipSubExtensionParameters& parameters,
                                         GossipSubExtensionHost& host)
    : pingPong(parameters, host),
      preamble(parameters, host),
      partials(parameters, host),
      choke(parameters, host),
      m_parameters(parameters),
      m_host(host)
{
}

void
GossipSubExtensions::AddTo(PubsubRpc& hello) const
{
    if (m_parameters.GetSet().Any())
    {
        auto extension = std::make_shared<PubsubExtensionRpc>();
        extension->supported = m_parameters.GetSet();
        hello.extension = std::move(extension);
    }
}

void
GossipSubExtensions::RemovePeer(PeerId peer)
{
    m_common.erase(peer);
    preamble.RemovePeer(peer);
    partials.RemovePeer(peer);
    choke.RemovePeer(peer);
}

PubsubExtensionSet
GossipSubExtensions::GetCommon(PeerId peer) const
{
    const auto found = m_common.find(peer);
    return found == m_common.end() ? PubsubExtensionSet() : found->second;
}

void
GossipSubExtensions::Begin(PeerId peer, const PubsubExtensionSet& common)
{
    if (common.preamble)
    {
        preamble.AddPeer(peer);
    }
    if (common.partialMessages)
    {
        partials.AddPeer(peer);
    }
    if (common.choke)
    {
        choke.AddPeer(peer);
    }
    if (common.test)
    {
        auto extension = std::make_shared<PubsubExtensionRpc>();
        extension->test = true;
        PubsubRpc rpc;
        rpc.extension = std::move(extension);
        m_host.SendExtensionRpc(peer, rpc);
    }
}

void
GossipSubExtensions::HandleRpc(Time now, PeerId peer, const PubsubRpc& rpc)
{
    const bool tells = rpc.extension && rpc.extension->supported;
    const auto known = m_common.find(peer);
    if (known == m_common.end())
    {
        const PubsubExtensionSet common =
            tells ? rpc.extension->supported->And(m_parameters.GetSet()) : PubsubExtensionSet();
        m_common.emplace(peer, common);
        Begin(peer, common);
    }
    else if (tells)
    {
        m_host.PenaliseOnce(peer);
    }
    const PubsubExtensionSet common = GetCommon(peer);
    if (common.partialMessages)
    {
        for (const PubsubRpc::SubOpts& opts : rpc.subscriptions)
        {
            partials.HandleSubscription(peer, opts);
        }
    }
    if (common.preamble && !rpc.idontwant.empty())
    {
        preamble.HandleIDontWant(peer, rpc.idontwant);
    }
    if (common.choke && !rpc.ihave.empty())
    {
        for (const PubsubRpc::IHave& ihave : rpc.ihave)
        {
            for (const MessageId& id : ihave.messageIds)
            {
                choke.HandleKnown(now, peer, ihave.topic, id);
            }
        }
    }
    if (!rpc.extension)
    {
        return;
    }
    if (common.pingPong)
    {
        pingPong.Handle(peer, *rpc.extension);
    }
    if (common.preamble)
    {
        preamble.Handle(now, peer, *rpc.extension);
    }
    if (common.choke)
    {
        choke.Handle(peer, *rpc.extension);
    }
    if (common.partialMessages && rpc.extension->partial)
    {
        partials.Handle(now, peer, *rpc.extension->partial);
    }
}

void
GossipSubExtensions::HandleMessage(Time now, PeerId peer, const PubsubMessage& message)
{
    if (m_parameters.preamble)
    {
        preamble.HandleMessage(now, peer, message);
    }
    if (m_parameters.choke)
    {
        choke.HandleMessage(now, peer, message);
    }
}

bool
GossipSubExtensions::MayAsk(PeerId peer, const MessageId& id)
{
    return !(m_parameters.preamble && preamble.IsComing(peer, id)) &&
           (!m_parameters.choke || choke.MayAsk(peer, id));
}

void
GossipSubExtensions::PrepareSending(PeerList& peers, Ptr<const PubsubMessage> message, bool isOwn)
{
    if (m_parameters.partialMessages)
    {
        const auto isReplaced = [&](PeerId peer) {
            return partials.Replaces(peer, message->GetTopic());
        };
        peers.erase(std::remove_if(peers.begin(), peers.end(), isReplaced), peers.end());
    }
    if (m_parameters.choke && !isOwn)
    {
        choke.OfferLazily(peers, *message);
    }
    if (m_parameters.preamble && !isOwn)
    {
        preamble.HoldBack(peers, message);
    }
    if (m_parameters.preamble)
    {
        preamble.Announce(peers, *message);
    }
}

void
GossipSubExtensions::Heartbeat(Time now)
{
    pingPong.Heartbeat();
    preamble.Heartbeat(now);
    partials.Heartbeat();
    choke.Heartbeat(now);
}

} // namespace ns3
