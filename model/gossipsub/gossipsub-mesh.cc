/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-router.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("GossipSubRouter");

namespace
{

/// Backoffs that have ended are forgotten at every such heartbeat.
constexpr uint64_t BACKOFF_TICKS = 15;
/// A node waits so many heartbeats longer than it must before it grafts a peer again, since its
/// clock may be ahead of the peer's (gossipsub v1.1, "Prune Backoff and Peer Exchange").
constexpr int64_t BACKOFF_SLACK = 2;

} // namespace

void
GossipSubRouter::Heartbeat(Time now)
{
    // Attributes may have changed.
    CheckAttributes();
    m_heartbeats++;
    PunishBrokenPromises(now);
    Outbox outbox;
    for (auto entry = m_topicStates.begin(); entry != m_topicStates.end();)
    {
        const std::string& name = entry->first;
        Topic& topic = entry->second;
        ++entry;
        if (m_heartbeats % BACKOFF_TICKS == 0)
        {
            topic.backoff.Clear(now - m_heartbeatInterval * BACKOFF_SLACK);
        }
        if (topic.joined)
        {
            MaintainMesh(now, name, topic, outbox);
            EmitGossip(name, topic, topic.mesh, outbox);
        }
        else if (!topic.fanout.IsEmpty() && topic.lastPublish + m_fanoutTtl >= now)
        {
            MaintainFanout(topic);
            EmitGossip(name, topic, topic.fanout, outbox);
        }
        else
        {
            topic.fanout.Clear();
            ForgetIfUnused(name);
        }
    }
    for (const auto& rpc : outbox)
    {
        Send(rpc.first, rpc.second);
    }
    m_cache.Shift();
    m_dontWant.Shift();
    After(m_heartbeatInterval, [this](Time at) { Heartbeat(at); });
}

bool
GossipSubRouter::IsBackedOff(const Topic& topic, const Peer& peer, Time now) const
{
    const Time end = topic.backoff.GetEnd(peer.host);
    return !end.IsZero() && now < end + m_heartbeatInterval * BACKOFF_SLACK;
}

void
GossipSubRouter::EnterMesh(Time now, const std::string& name, Topic& topic, PeerId peer)
{
    if (topic.mesh.Insert(peer))
    {
        NS_LOG_INFO("grafts peer " << peer << " into the mesh of " << name);
        m_score.Graft(now, peer, name);
        m_graftTrace(peer, name);
    }
}

bool
GossipSubRouter::LeaveMesh(const std::string& name, Topic& topic, PeerId peer)
{
    if (!topic.mesh.Erase(peer))
    {
        return false;
    }
    NS_LOG_INFO("prunes peer " << peer << " from the mesh of " << name);
    m_score.Prune(peer, name);
    m_pruneTrace(peer, name);
    return true;
}

void
GossipSubRouter::Join(Time now, const std::string& name, Topic& topic)
{
    topic.joined = true;
    const auto eligible = [&](PeerId id, const Peer& peer) {
        return !peer.direct && !IsBackedOff(topic, peer, now) && m_score.GetScore(id) >= 0;
    };
    PeerList grafted = Select(topic, [&](PeerId id, const Peer& peer) {
        return topic.fanout.Contains(id) && eligible(id, peer);
    });
    topic.fanout.Clear();
    if (grafted.size() < m_d)
    {
        const PeerList others =
            SelectRandom(topic, m_d - grafted.size(), [&](PeerId id, const Peer& peer) {
                return std::find(grafted.begin(), grafted.end(), id) == grafted.end() &&
                       eligible(id, peer);
            });
        grafted.insert(grafted.end(), others.begin(), others.end());
    }
    PubsubRpc rpc;
    rpc.graft.push_back(name);
    for (PeerId peer : grafted)
    {
        EnterMesh(now, name, topic, peer);
        Send(peer, rpc);
    }
}

void
GossipSubRouter::Leave(Time now, const std::string& name, Topic& topic)
{
    topic.joined = false;
    const PeerSet mesh = topic.mesh;
    for (PeerId peer : mesh)
    {
        LeaveMesh(name, topic, peer);
        topic.backoff.Add(At(peer).host, now + m_unsubscribeBackoff);
        PubsubRpc rpc;
        rpc.prune.push_back(MakePrune(peer, name, topic, false, m_unsubscribeBackoff));
        Send(peer, rpc);
    }
}

void
GossipSubRouter::MaintainMesh(Time now, const std::string& name, Topic& topic, Outbox& outbox)
{
    PruneBadPeers(now, name, topic, outbox);
    if (m_nimMesh)
    {
        BalanceAsNim(now, name, topic, outbox);
    }
    else
    {
        Balance(now, name, topic, outbox);
    }
    if (m_heartbeats % m_opportunisticGraftTicks == 0 && topic.mesh.GetSize() > 1)
    {
        GraftOpportunistically(now, name, topic, outbox);
    }
}

void
GossipSubRouter::Balance(Time now, const std::string& name, Topic& topic, Outbox& outbox)
{
    if (topic.mesh.GetSize() < m_dLow)
    {
        FillMesh(now, name, topic, outbox);
    }
    if (topic.mesh.GetSize() > m_dHigh)
    {
        PruneSurplus(now, name, topic, outbox);
    }
    if (topic.mesh.GetSize() >= m_dLow)
    {
        GraftOutbound(now, name, topic, outbox);
    }
}

void
GossipSubRouter::FillMesh(Time now, const std::string& name, Topic& topic, Outbox& outbox)
{
    GraftSome(now, name, topic, outbox, m_d - topic.mesh.GetSize(), [this](PeerId id, const Peer&) {
        return m_score.GetScore(id) >= 0;
    });
}

void
GossipSubRouter::PruneBadPeers(Time now, const std::string& name, Topic& topic, Outbox& outbox)
{
    if (!m_scoring)
    {
        return;
    }
    const PeerSet mesh = topic.mesh;
    for (PeerId peer : mesh)
    {
        if (m_score.GetScore(peer) < 0)
        {
            PruneOne(now, name, topic, outbox, peer, false);
        }
    }
}

void
GossipSubRouter::PruneSurplus(Time now, const std::string& name, Topic& topic, Outbox& outbox)
{
    PeerList peers = topic.mesh.Get();
    SortByScore(peers);
    // The best D_score stay, the others that stay are chosen at random.
    PeerList rest(peers.begin() + m_dScore, peers.end());
    Shuffle(rest);
    std::copy(rest.begin(), rest.end(), peers.begin() + m_dScore);
    BubbleUpOutbound(peers, m_d);
    for (std::size_t i = m_d; i < peers.size(); i++)
    {
        PruneOne(now, name, topic, outbox, peers[i], m_doPx);
    }
}

void
GossipSubRouter::GraftOutbound(Time now, const std::string& name, Topic& topic, Outbox& outbox)
{
    const std::size_t outbound = CountOutbound(topic.mesh.Get());
    if (outbound < m_dOut)
    {
        GraftSome(now, name, topic, outbox, m_dOut - outbound, [this](PeerId id, const Peer& peer) {
            return peer.outbound && m_score.GetScore(id) >= 0;
        });
    }
}

void
GossipSubRouter::GraftOpportunistically(Time now,
                                        const std::string& name,
                                        Topic& topic,
                                        Outbox& outbox)
{
    if (!m_scoring)
    {
        return;
    }
    PeerList peers = topic.mesh.Get();
    SortByScore(peers);
    const double median = m_score.GetScore(peers[(peers.size() - 1) / 2]);
    if (median < m_scoring->opportunisticGraftThreshold)
    {
        GraftSome(now,
                  name,
                  topic,
                  outbox,
                  m_opportunisticGraftPeers,
                  [this, median](PeerId id, const Peer&) { return m_score.GetScore(id) > median; });
    }
}

void
GossipSubRouter::GraftSome(Time now,
                           const std::string& name,
                           Topic& topic,
                           Outbox& outbox,
                           std::size_t count,
                           const Filter& filter)
{
    PeerList grafted = Select(topic, [&](PeerId id, const Peer& peer) {
        return !topic.mesh.Contains(id) && !peer.direct && !IsBackedOff(topic, peer, now) &&
               filter(id, peer);
    });
    if (m_nimMesh)
    {
        SortByScore(grafted);
    }
    else
    {
        Shuffle(grafted);
    }
    grafted.resize(std::min(count, grafted.size()));
    for (PeerId peer : grafted)
    {
        EnterMesh(now, name, topic, peer);
        outbox[peer].graft.push_back(name);
    }
}

void
GossipSubRouter::PruneOne(Time now,
                          const std::string& name,
                          Topic& topic,
                          Outbox& outbox,
                          PeerId peer,
                          bool px)
{
    LeaveMesh(name, topic, peer);
    topic.backoff.Add(At(peer).host, now + m_pruneBackoff);
    outbox[peer].prune.push_back(MakePrune(peer, name, topic, px, m_pruneBackoff));
}

PubsubRpc::Prune
GossipSubRouter::MakePrune(PeerId peer,
                           const std::string& name,
                           const Topic& topic,
                           bool px,
                           Time backoff)
{
    PubsubRpc::Prune prune;
    prune.topic = name;
    prune.backoff = static_cast<uint64_t>(backoff.GetSeconds());
    if (px)
    {
        const PeerList others = SelectRandom(topic, m_prunePeers, [&](PeerId id, const Peer&) {
            return id != peer && m_score.GetScore(id) >= 0;
        });
        for (PeerId other : others)
        {
            const std::string record = GetHost().GetPeerRecord(other);
            if (!record.empty())
            {
                prune.peers.push_back(record);
            }
        }
    }
    return prune;
}

void
GossipSubRouter::MaintainFanout(Topic& topic)
{
    const auto eligible = [this](PeerId id) {
        return !m_scoring || m_score.GetScore(id) >= m_scoring->publishThreshold;
    };
    const PeerSet fanout = topic.fanout;
    for (PeerId peer : fanout)
    {
        if (!eligible(peer))
        {
            topic.fanout.Erase(peer);
        }
    }
    if (topic.fanout.GetSize() < m_d)
    {
        const PeerList others =
            SelectRandom(topic, m_d - topic.fanout.GetSize(), [&](PeerId id, const Peer& peer) {
                return !topic.fanout.Contains(id) && !peer.direct && eligible(id);
            });
        for (PeerId other : others)
        {
            topic.fanout.Insert(other);
        }
    }
}

void
GossipSubRouter::HandleGraft(Time now, PeerId peer, const PubsubRpc& rpc, PubsubRpc& reply)
{
    bool px = m_doPx;
    PeerList refused;
    for (const std::string& name : rpc.graft)
    {
        m_controlReceivedTrace(peer, GossipSubControl::GRAFT, name, 0);
        const auto topic = m_topicStates.find(name);
        if (topic == m_topicStates.end() || !topic->second.joined)
        {
            // No answer, lest a flood of them be answered.
            px = false;
            continue;
        }
        if (topic->second.mesh.Contains(peer))
        {
            continue;
        }
        if (AdmitsGraft(now, peer, topic->second, px))
        {
            EnterMesh(now, name, topic->second, peer);
            continue;
        }
        topic->second.backoff.Add(At(peer).host, now + m_pruneBackoff);
        reply.prune.push_back(MakePrune(peer, name, topic->second, px, m_pruneBackoff));
    }
}

bool
GossipSubRouter::AdmitsGraft(Time now, PeerId id, Topic& topic, bool& px)
{
    const Peer& peer = At(id);
    if (peer.direct)
    {
        px = false;
        return false;
    }
    const Time end = topic.backoff.GetEnd(peer.host);
    if (now < end)
    {
        NS_LOG_INFO("peer " << id << " grafts within its backoff");
        px = false;
        // Once more if it comes as fast as a flood.
        const bool flood = now < end + m_graftFloodThreshold - m_pruneBackoff;
        Penalise(id, flood ? 2 : 1);
        return false;
    }
    if (m_score.GetScore(id) < 0)
    {
        px = false;
        return false;
    }
    return topic.mesh.GetSize() < m_dHigh ||
           (peer.outbound && (!m_nimMesh || CountOutbound(topic.mesh.Get()) < m_dOut));
}

void
GossipSubRouter::HandlePrune(Time now, PeerId peer, const PubsubRpc& rpc)
{
    std::vector<std::string> records;
    for (const PubsubRpc::Prune& prune : rpc.prune)
    {
        m_controlReceivedTrace(peer, GossipSubControl::PRUNE, prune.topic, 0);
        const auto topic = m_topicStates.find(prune.topic);
        if (topic == m_topicStates.end() || !topic->second.joined)
        {
            continue;
        }
        const double score = m_score.GetScore(peer);
        LeaveMesh(prune.topic, topic->second, peer);
        // Not longer than a year, lest the sum overflow.
        const uint64_t seconds = std::min<uint64_t>(prune.backoff, 366 * 86400);
        const Time backoff = seconds > 0 ? Seconds(seconds) : m_pruneBackoff;
        topic->second.backoff.Add(At(peer).host, now + backoff);
        if (!m_scoring || score >= m_scoring->acceptPxThreshold)
        {
            records.insert(records.end(), prune.peers.begin(), prune.peers.end());
        }
    }
    if (records.size() > m_prunePeers)
    {
        Shuffle(records);
        records.resize(m_prunePeers);
    }
    for (const std::string& record : records)
    {
        GetHost().Connect(record);
    }
}

} // namespace ns3
