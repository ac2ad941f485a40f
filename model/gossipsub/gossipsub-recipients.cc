/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-recipients.h"

#include <algorithm>

namespace ns3
{

GossipSubRecipients::GossipSubRecipients(const GossipSubParameters& parameters,
                                         GossipSubPeers& peers,
                                         GossipSubMeshes& meshes,
                                         const GossipSubGossip& gossip)
    : m_parameters(parameters),
      m_peers(peers),
      m_meshes(meshes),
      m_gossip(gossip)
{
}

GossipSubRecipients::PeerList
GossipSubRecipients::OfOwn(Time now, const PubsubMessage& message)
{
    PeerList peers = ChooseOfOwn(now, message);
    m_peers.Shuffle(peers);
    return peers;
}

GossipSubRecipients::PeerList
GossipSubRecipients::OfRelayed(const PubsubMessage& message, PeerId from, const PeerSet& early)
{
    const TopicMesh* topic = m_meshes.Find(message.GetTopic());
    if (!topic || !topic->IsJoined())
    {
        return {};
    }
    PeerList peers = GetMeshAndDirect(*topic);
    const auto omitted = [&](PeerId peer) {
        return peer == from || (m_parameters.omitEarlySenders && early.Contains(peer)) ||
               m_gossip.IsUnwanted(message, peer);
    };
    peers.erase(std::remove_if(peers.begin(), peers.end(), omitted), peers.end());
    m_peers.Shuffle(peers);
    return peers;
}

GossipSubRecipients::PeerList
GossipSubRecipients::ChooseOfOwn(Time now, const PubsubMessage& message)
{
    const TopicMesh* topic = m_meshes.Find(message.GetTopic());
    if (m_parameters.floodPublish)
    {
        return topic ? Flood(*topic, message.GetSize()) : PeerList();
    }
    if (!topic || !topic->IsJoined())
    {
        topic = &m_meshes.UseFanout(now, message.GetTopic());
    }
    const PeerSet& chosen = topic->IsJoined() ? topic->GetMesh() : topic->GetFanout();
    PeerList peers =
        m_peers.Select(topic->GetSubscribers(), [&](PeerId id, const GossipSubPeer& peer) {
            return peer.direct || (chosen.Contains(id) && !m_gossip.IsUnwanted(message, id));
        });
    if (m_parameters.publishToD && topic->IsJoined())
    {
        AddUpToD(*topic, peers);
    }
    return peers;
}

void
GossipSubRecipients::AddUpToD(const TopicMesh& topic, PeerList& peers)
{
    const std::size_t size = topic.GetMesh().GetSize();
    if (size >= m_parameters.d)
    {
        return;
    }
    const PeerList others = m_peers.SelectRandom(topic.GetSubscribers(),
                                                 m_parameters.d - size,
                                                 [&](PeerId id, const GossipSubPeer& peer) {
                                                     return !topic.GetMesh().Contains(id) &&
                                                            !peer.direct && m_peers.MayPublish(id);
                                                 });
    peers.insert(peers.end(), others.begin(), others.end());
}

GossipSubRecipients::PeerList
GossipSubRecipients::OfIDontWantOutsideMesh(const TopicMesh& topic, const PubsubMessage& message)
{
    PeerSet peers;
    if (m_parameters.iDontWantToDirect && m_peers.HasDirect())
    {
        for (PeerId id : topic.GetSubscribers())
        {
            if (m_peers.At(id).direct)
            {
                peers.Insert(id);
            }
        }
    }
    if (m_parameters.iDontWantToAsked)
    {
        for (PeerId id : m_gossip.GetAsked(message))
        {
            if (!topic.GetMesh().Contains(id))
            {
                peers.Insert(id);
            }
        }
    }
    return peers.Get();
}

GossipSubRecipients::PeerList
GossipSubRecipients::Flood(const TopicMesh& topic, uint32_t size)
{
    const auto eligible = [this](PeerId id, const GossipSubPeer& peer) {
        return peer.direct || m_peers.MayPublish(id);
    };
    if (m_parameters.bandwidthEstimate == 0)
    {
        return m_peers.Select(topic.GetSubscribers(), eligible);
    }
    const double bytes =
        m_parameters.bandwidthEstimate / 8.0 * m_parameters.heartbeatInterval.GetSeconds();
    const std::size_t most = std::max<std::size_t>(bytes / size, m_parameters.dLow);
    PeerList peers = GetMeshAndDirect(topic);
    const PeerList others = m_peers.SelectRandom(topic.GetSubscribers(),
                                                 most - std::min(most, peers.size()),
                                                 [&](PeerId id, const GossipSubPeer& peer) {
                                                     return !topic.GetMesh().Contains(id) &&
                                                            !peer.direct && eligible(id, peer);
                                                 });
    peers.insert(peers.end(), others.begin(), others.end());
    return peers;
}

GossipSubRecipients::PeerList
GossipSubRecipients::GetMeshAndDirect(const TopicMesh& topic)
{
    PeerList peers = topic.GetMesh().Get();
    if (m_peers.HasDirect())
    {
        const PeerList direct =
            m_peers.Select(topic.GetSubscribers(),
                           [](PeerId, const GossipSubPeer& peer) { return peer.direct; });
        peers.insert(peers.end(), direct.begin(), direct.end());
    }
    return peers;
}

} // namespace ns3
