/* SPDX-License-Identifier: GPL-2.0-only */
#include "view-node-watch.h"

#include "message-probe.h"

#include "ns3/compact-callback.h"
#include "ns3/p2p-node.h"
#include "ns3/pubsub-protocol.h"
#include "ns3/simulator.h"
#include "ns3/waku-relay.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace ns3
{

namespace
{

/// Names of GossipSubControl.
constexpr std::array<const char*, GOSSIPSUB_CONTROLS> VIEW_CONTROL_NAMES = {"IHAVE",
                                                                            "IWANT",
                                                                            "GRAFT",
                                                                            "PRUNE",
                                                                            "IDONTWANT",
                                                                            "EXTENSIONS",
                                                                            "PREAMBLE",
                                                                            "IMRECEIVING",
                                                                            "CHOKE",
                                                                            "UNCHOKE",
                                                                            "PARTIAL",
                                                                            "PING",
                                                                            "PONG"};

/// The words of a name such as GraftFloodAdversary, in small letters.
std::string
SplitWords(const std::string& name)
{
    std::string words;
    for (const char letter : name)
    {
        const auto code = static_cast<unsigned char>(letter);
        words += std::isupper(code) && !words.empty() ? " " : "";
        words += static_cast<char>(std::tolower(code));
    }
    return words;
}

} // namespace

ViewNodeWatch::ViewNodeWatch(const Sinks& sinks, uint32_t node, Ptr<Application> application)
    : m_sinks(sinks),
      m_node(node)
{
    const auto p2p = DynamicCast<P2pNode>(application);
    if (!p2p)
    {
        return;
    }
    ConnectTraceSource(*p2p, "Online", MakeCompactCallback<&ViewNodeWatch::Online>(this));
    ConnectTraceSource(*p2p, "PeerUp", MakeCompactCallback<&ViewNodeWatch::PeerUp>(this));
    ConnectTraceSource(*p2p, "PeerDown", MakeCompactCallback<&ViewNodeWatch::PeerDown>(this));
    ConnectTraceSource(*p2p, "Tx", MakeCompactCallback<&ViewNodeWatch::Tx>(this));
    ConnectTraceSource(*p2p, "Rx", MakeCompactCallback<&ViewNodeWatch::Rx>(this));
    const auto relay = DynamicCast<WakuRelay>(application);
    const auto pubsub = relay ? nullptr : p2p->FindProtocol<PubsubProtocol>();
    const auto router = DynamicCast<GossipSubRouter>(relay    ? relay->GetRouter()
                                                     : pubsub ? pubsub->GetRouter()
                                                              : nullptr);
    if (router)
    {
        ConnectTraceSource(*router, "Graft", MakeCompactCallback<&ViewNodeWatch::Graft>(this));
        ConnectTraceSource(*router, "Prune", MakeCompactCallback<&ViewNodeWatch::Prune>(this));
        ConnectTraceSource(*router, "Score", MakeCompactCallback<&ViewNodeWatch::Score>(this));
        ConnectTraceSource(*router,
                           "ControlSent",
                           MakeCompactCallback<&ViewNodeWatch::ControlSent>(this));
        ConnectTraceSource(*router,
                           "ControlReceived",
                           MakeCompactCallback<&ViewNodeWatch::ControlReceived>(this));
    }
}

ViewNodeWatch::Role
ViewNodeWatch::GetRole(Ptr<Application> application)
{
    const auto p2p = DynamicCast<P2pNode>(application);
    const auto protocol = p2p ? p2p->FindProtocol<PeerProtocol>() : nullptr;
    const std::string type = protocol ? protocol->GetInstanceTypeId().GetName() : "";
    const std::string ending = "Adversary";
    if (type.size() > ending.size() &&
        type.compare(type.size() - ending.size(), ending.size(), ending) == 0)
    {
        return {SplitWords(type.substr(type.rfind(':') + 1)), true};
    }
    return {p2p ? p2p->GetRole() : "node"};
}

uint32_t
ViewNodeWatch::Find(PeerId peer) const
{
    return peer < m_peers.size() ? m_peers[peer] : ViewSample::NONE;
}

void
ViewNodeWatch::Online(bool isOnline)
{
    m_sinks.network.PresenceChanged(Simulator::Now(), m_node, isOnline);
}

void
ViewNodeWatch::PeerUp(const PeerInfo& peer)
{
    m_peers.resize(std::max<std::size_t>(m_peers.size(), peer.id + 1), ViewSample::NONE);
    m_peers[peer.id] = m_sinks.sample.GetPosition(m_sinks.feed.NodeOf(peer.address));
    if (m_peers[peer.id] != ViewSample::NONE)
    {
        m_sinks.network.PeerUp(Simulator::Now(), m_node, m_peers[peer.id]);
    }
}

void
ViewNodeWatch::PeerDown(const PeerInfo& peer)
{
    const uint32_t position = Find(peer.id);
    if (position != ViewSample::NONE)
    {
        m_sinks.network.PeerDown(Simulator::Now(), m_node, position);
    }
}

void
ViewNodeWatch::Tx(uint32_t bytes)
{
    m_sinks.traffic.Add(Simulator::Now(), m_node, ViewTraffic::SENT, bytes);
}

void
ViewNodeWatch::Rx(uint32_t bytes)
{
    m_sinks.traffic.Add(Simulator::Now(), m_node, ViewTraffic::RECEIVED, bytes);
}

void
ViewNodeWatch::Graft(PeerId peer, const std::string& topic)
{
    if (Find(peer) != ViewSample::NONE)
    {
        m_sinks.network.MeshChanged(Simulator::Now(), m_node, Find(peer), topic, true);
    }
}

void
ViewNodeWatch::Prune(PeerId peer, const std::string& topic)
{
    if (Find(peer) != ViewSample::NONE)
    {
        m_sinks.network.MeshChanged(Simulator::Now(), m_node, Find(peer), topic, false);
    }
}

void
ViewNodeWatch::Score(PeerId peer, double, double after)
{
    if (Find(peer) != ViewSample::NONE)
    {
        m_sinks.network.Scored(m_node, Find(peer), after);
    }
}

void
ViewNodeWatch::ControlSent(PeerId peer, GossipSubControl control, const std::string&, uint32_t)
{
    const bool isRequest = control == GossipSubControl::IWANT;
    if ((isRequest || control == GossipSubControl::IHAVE) && Find(peer) != ViewSample::NONE)
    {
        m_sinks.network.Gossiped(m_node, Find(peer), isRequest);
    }
}

void
ViewNodeWatch::ControlReceived(PeerId, GossipSubControl control, const std::string&, uint32_t)
{
    m_sinks.traffic.AddControl(Simulator::Now(),
                               VIEW_CONTROL_NAMES.at(static_cast<std::size_t>(control)));
}

} // namespace ns3
