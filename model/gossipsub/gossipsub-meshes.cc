/* SPDX-License-Identifier: GPL-2.0-only */
#include "gossipsub-meshes.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// Backoffs that have ended are forgotten at every such heartbeat, unless BackoffTicks says when.
constexpr uint64_t BACKOFF_TICKS = 15;
/// A backoff that a peer asks for is not longer than a year, lest the sum overflow.
constexpr uint64_t MAX_BACKOFF = 366 * 86400;

} // namespace

/// The mesh of one topic at one moment.
class GossipSubMeshes::View : public GossipSubMeshView
{
  public:
    View(GossipSubMeshes& meshes, Time now, TopicMesh& topic, Outbox& outbox)
        : m_meshes(meshes),
          m_now(now),
          m_topic(topic),
          m_outbox(outbox)
    {
    }

    const GossipSubParameters& GetParameters() const override
    {
        return m_meshes.m_parameters;
    }

    const PeerSet& GetMesh() const override
    {
        return m_topic.GetMesh();
    }

    PeerList GetCandidates() override
    {
        return m_meshes.m_peers.Select(m_topic.GetSubscribers(),
                                       [this](PeerId id, const GossipSubPeer& peer) {
                                           return !m_topic.GetMesh().Contains(id) && !peer.direct &&
                                                  !m_meshes.IsBackedOff(m_now, m_topic, peer);
                                       });
    }

    bool IsOutbound(PeerId peer) const override
    {
        return m_meshes.m_peers.At(peer).outbound;
    }

    double GetScore(PeerId peer) override
    {
        return m_meshes.m_peers.GetScore(peer);
    }

    void Shuffle(PeerList& peers) override
    {
        m_meshes.m_peers.Shuffle(peers);
    }

    void Graft(PeerId peer) override
    {
        m_meshes.Enter(m_now, m_topic, peer);
        m_outbox[peer].graft.push_back(m_topic.GetName());
    }

    void Prune(PeerId peer) override
    {
        m_meshes.Prune(m_now, m_topic, peer, GetParameters().doPx, m_outbox);
    }

  private:
    GossipSubMeshes& m_meshes; //!< all of them
    Time m_now;                //!< the moment
    TopicMesh& m_topic;        //!< the topic
    Outbox& m_outbox;          //!< gets GRAFT and PRUNE
};

GossipSubMeshes::GossipSubMeshes(const GossipSubParameters& parameters,
                                 GossipSubPeers& peers,
                                 Owner& owner)
    : m_parameters(parameters),
      m_peers(peers),
      m_owner(owner)
{
}

GossipSubMeshes::~GossipSubMeshes() = default;

const TopicMesh*
GossipSubMeshes::Find(const std::string& topic) const
{
    const auto found = m_topics.find(topic);
    return found == m_topics.end() ? nullptr : &found->second;
}

TopicMesh&
GossipSubMeshes::Get(const std::string& topic)
{
    return m_topics.try_emplace(topic, topic).first->second;
}

void
GossipSubMeshes::ForgetIfUnused(const TopicMesh& topic)
{
    if (topic.IsUnused())
    {
        m_topics.erase(m_topics.find(topic.GetName()));
    }
}

void
GossipSubMeshes::Clear()
{
    m_topics.clear();
}

bool
GossipSubMeshes::IsBackedOff(Time now, const TopicMesh& topic, const GossipSubPeer& peer) const
{
    const Time end = topic.GetBackoffEnd(peer.host);
    // With BackoffTicks, a backoff holds until it is forgotten.
    return !end.IsZero() && (m_parameters.backoffTicks > 0 || now < end + GetBackoffSlack());
}

Time
GossipSubMeshes::GetBackoffSlack() const
{
    return m_parameters.heartbeatInterval * static_cast<int64_t>(m_parameters.backoffSlack);
}

bool
GossipSubMeshes::IsGraftable(Time now, const TopicMesh& topic, PeerId id)
{
    const GossipSubPeer& peer = m_peers.At(id);
    return !peer.direct && !IsBackedOff(now, topic, peer) && m_peers.GetScore(id) >= 0;
}

void
GossipSubMeshes::Enter(Time now, TopicMesh& topic, PeerId peer)
{
    if (topic.Enter(peer))
    {
        m_peers.GetScores().Graft(now, peer, topic.GetName());
        m_owner.HasEntered(peer, topic.GetName());
    }
}

void
GossipSubMeshes::TellLeft(const TopicMesh& topic, PeerId peer)
{
    m_peers.GetScores().Prune(peer, topic.GetName());
    m_owner.HasLeft(peer, topic.GetName());
}

void
GossipSubMeshes::Join(Time now, const std::string& name)
{
    TopicMesh& topic = Get(name);
    const PeerSet fanout = topic.Join();
    PeerList grafted = m_peers.Select(topic.GetSubscribers(), [&](PeerId id, const GossipSubPeer&) {
        return fanout.Contains(id) && IsGraftable(now, topic, id);
    });
    if (grafted.size() < m_parameters.d)
    {
        const PeerList others = m_peers.SelectRandom(
            topic.GetSubscribers(),
            m_parameters.d - grafted.size(),
            [&](PeerId id, const GossipSubPeer&) {
                return std::find(grafted.begin(), grafted.end(), id) == grafted.end() &&
                       IsGraftable(now, topic, id);
            });
        grafted.insert(grafted.end(), others.begin(), others.end());
    }
    PubsubRpc rpc;
    rpc.graft.push_back(name);
    for (PeerId peer : grafted)
    {
        Enter(now, topic, peer);
        m_owner.Send(peer, rpc);
    }
}

void
GossipSubMeshes::Leave(Time now, const std::string& name)
{
    TopicMesh& topic = Get(name);
    const Time backoff = m_parameters.unsubscribeBackoff;
    for (PeerId peer : topic.Leave())
    {
        TellLeft(topic, peer);
        topic.BackOff(m_peers.At(peer).host, now + backoff);
        PubsubRpc rpc;
        rpc.prune.push_back(MakePrune(peer, topic, false, backoff));
        m_owner.Send(peer, rpc);
    }
    ForgetIfUnused(topic);
}

void
GossipSubMeshes::AddSubscriber(Time now, PeerId peer, const std::string& name)
{
    TopicMesh& topic = Get(name);
    topic.AddSubscriber(peer);
    if (!topic.IsJoined())
    {
        return;
    }
    Outbox outbox;
    View view(*this, now, topic, outbox);
    m_owner.GetMeshPolicy()->HandleSubscription(view);
    if (m_parameters.graftSubscribers && topic.GetMesh().GetSize() < m_parameters.dLow &&
        !topic.GetMesh().Contains(peer) && IsGraftable(now, topic, peer))
    {
        view.Graft(peer);
    }
    for (const auto& [receiver, rpc] : outbox)
    {
        m_owner.Send(receiver, rpc);
    }
}

void
GossipSubMeshes::RemoveSubscriber(Time now, PeerId peer, const std::string& name)
{
    const auto found = m_topics.find(name);
    if (found == m_topics.end())
    {
        return;
    }
    TopicMesh& topic = found->second;
    if (topic.RemoveSubscriber(peer))
    {
        TellLeft(topic, peer);
        if (m_parameters.backoffOnDeparture)
        {
            topic.BackOff(m_peers.At(peer).host, now + m_parameters.pruneBackoff);
        }
    }
    ForgetIfUnused(topic);
}

void
GossipSubMeshes::RemovePeer(Time now, PeerId peer)
{
    for (auto entry = m_topics.begin(); entry != m_topics.end();)
    {
        TopicMesh& topic = entry->second;
        if (topic.RemoveSubscriber(peer))
        {
            TellLeft(topic, peer);
        }
        if (m_parameters.backoffOnDeparture && topic.IsJoined())
        {
            topic.BackOff(m_peers.At(peer).host, now + m_parameters.pruneBackoff);
        }
        ++entry;
        ForgetIfUnused(topic);
    }
}

const TopicMesh&
GossipSubMeshes::UseFanout(Time now, const std::string& name)
{
    TopicMesh& topic = Get(name);
    topic.TouchFanout(now);
    MaintainFanout(topic);
    return topic;
}

void
GossipSubMeshes::MaintainFanout(TopicMesh& topic)
{
    const PeerSet fanout = topic.GetFanout();
    for (PeerId peer : fanout)
    {
        if (!m_peers.MayPublish(peer))
        {
            topic.RemoveFromFanout(peer);
        }
    }
    const std::size_t size = topic.GetFanout().GetSize();
    if (size >= m_parameters.d)
    {
        return;
    }
    const PeerList others = m_peers.SelectRandom(topic.GetSubscribers(),
                                                 m_parameters.d - size,
                                                 [&](PeerId id, const GossipSubPeer& peer) {
                                                     return !topic.GetFanout().Contains(id) &&
                                                            !peer.direct && m_peers.MayPublish(id);
                                                 });
    for (PeerId other : others)
    {
        topic.AddToFanout(other);
    }
}

void
GossipSubMeshes::Heartbeat(Time now, uint64_t number, Outbox& outbox, const Gossip& gossip)
{
    const uint64_t ticks =
        m_parameters.backoffTicks > 0 ? m_parameters.backoffTicks : BACKOFF_TICKS;
    for (auto entry = m_topics.begin(); entry != m_topics.end();)
    {
        TopicMesh& topic = entry->second;
        ++entry;
        if (number % ticks == 0)
        {
            topic.ForgetBackoffs(now - GetBackoffSlack());
        }
        if (topic.IsJoined())
        {
            MaintainMesh(now, number, topic, outbox);
            gossip(topic, topic.GetMesh());
        }
        else if (topic.HasFanout(now, m_parameters.fanoutTtl))
        {
            MaintainFanout(topic);
            gossip(topic, topic.GetFanout());
        }
        else
        {
            topic.ClearFanout();
            ForgetIfUnused(topic);
        }
    }
}

void
GossipSubMeshes::MaintainMesh(Time now, uint64_t number, TopicMesh& topic, Outbox& outbox)
{
    const PeerScoreParameters* scoring = m_peers.GetScores().GetParameters();
    if (scoring)
    {
        const PeerSet mesh = topic.GetMesh();
        for (PeerId peer : mesh)
        {
            if (m_peers.GetScore(peer) < 0)
            {
                Prune(now, topic, peer, false, outbox);
            }
        }
    }
    View view(*this, now, topic, outbox);
    Ptr<const GossipSubMeshPolicy> policy = m_owner.GetMeshPolicy();
    policy->Balance(view);
    if (scoring && number % m_parameters.opportunisticGraftTicks == 0 &&
        topic.GetMesh().GetSize() > 1)
    {
        policy->GraftOpportunistically(view, scoring->opportunisticGraftThreshold);
    }
}

void
GossipSubMeshes::Prune(Time now, TopicMesh& topic, PeerId peer, bool px, Outbox& outbox)
{
    if (topic.Leave(peer))
    {
        TellLeft(topic, peer);
    }
    const Time backoff = m_parameters.pruneBackoff;
    topic.BackOff(m_peers.At(peer).host, now + backoff);
    outbox[peer].prune.push_back(MakePrune(peer, topic, px, backoff));
}

PubsubRpc::Prune
GossipSubMeshes::MakePrune(PeerId peer, const TopicMesh& topic, bool px, Time backoff)
{
    PubsubRpc::Prune prune;
    prune.topic = topic.GetName();
    prune.backoff = static_cast<uint64_t>(backoff.GetSeconds());
    if (!px)
    {
        return prune;
    }
    const PeerList others = m_peers.SelectRandom(
        topic.GetSubscribers(),
        m_parameters.prunePeers,
        [&](PeerId id, const GossipSubPeer&) { return id != peer && m_peers.GetScore(id) >= 0; });
    for (PeerId other : others)
    {
        const std::string record = m_owner.GetPeerRecord(other);
        if (!record.empty())
        {
            prune.peers.push_back(record);
        }
    }
    return prune;
}

void
GossipSubMeshes::HandleGraft(Time now,
                             PeerId peer,
                             const std::vector<std::string>& topics,
                             PubsubRpc& reply)
{
    bool px = m_parameters.doPx;
    for (const std::string& name : topics)
    {
        const auto found = m_topics.find(name);
        if (found == m_topics.end() || !found->second.IsJoined())
        {
            // No answer, lest a flood of them be answered.
            px = false;
            continue;
        }
        TopicMesh& topic = found->second;
        if (topic.GetMesh().Contains(peer))
        {
            continue;
        }
        if (m_parameters.admitNegative && !m_peers.At(peer).direct && !m_peers.MayPublish(peer) &&
            !IsEarlyGraft(now, topic, m_peers.At(peer)))
        {
            continue;
        }
        if (AdmitsGraft(now, peer, topic, px))
        {
            Enter(now, topic, peer);
            continue;
        }
        const Time backoff = m_parameters.pruneBackoff;
        topic.BackOff(m_peers.At(peer).host, now + backoff);
        reply.prune.push_back(MakePrune(peer, topic, px, backoff));
    }
}

bool
GossipSubMeshes::IsEarlyGraft(Time now, const TopicMesh& topic, const GossipSubPeer& peer) const
{
    return now + m_parameters.graftTolerance < topic.GetBackoffEnd(peer.host);
}

bool
GossipSubMeshes::AdmitsGraft(Time now, PeerId id, TopicMesh& topic, bool& px)
{
    const GossipSubPeer& peer = m_peers.At(id);
    const bool isEarly = !peer.direct && IsEarlyGraft(now, topic, peer);
    if (isEarly)
    {
        // Once more if it comes as fast as a flood.
        const Time threshold = m_parameters.graftFloodThreshold;
        const Time end = topic.GetBackoffEnd(peer.host);
        const bool flood = !threshold.IsZero() && now < end + threshold - m_parameters.pruneBackoff;
        m_owner.Penalise(id, m_parameters.graftPenalty * (flood ? 2 : 1));
    }
    const bool isNegative = !m_parameters.admitNegative && m_peers.GetScore(id) < 0;
    if (peer.direct || isEarly || isNegative)
    {
        px = false;
        return false;
    }
    if (topic.GetMesh().GetSize() < m_parameters.dHigh)
    {
        return true;
    }
    Outbox outbox;
    View view(*this, now, topic, outbox);
    return m_owner.GetMeshPolicy()->AdmitsAboveDHigh(view, id);
}

std::vector<std::string>
GossipSubMeshes::HandlePrune(Time now, PeerId peer, const std::vector<PubsubRpc::Prune>& prunes)
{
    const PeerScoreParameters* scoring = m_peers.GetScores().GetParameters();
    std::vector<std::string> records;
    for (const PubsubRpc::Prune& prune : prunes)
    {
        const auto found = m_topics.find(prune.topic);
        if (found == m_topics.end() || !found->second.IsJoined())
        {
            continue;
        }
        TopicMesh& topic = found->second;
        const double score = m_peers.GetScore(peer);
        if (topic.Leave(peer))
        {
            TellLeft(topic, peer);
        }
        const uint64_t seconds = std::min(prune.backoff, MAX_BACKOFF);
        const Time backoff = seconds > 0 ? Seconds(seconds) + m_parameters.receivedBackoffSlack
                                         : m_parameters.pruneBackoff;
        topic.BackOff(m_peers.At(peer).host, now + backoff);
        if (!scoring || score >= scoring->acceptPxThreshold)
        {
            records.insert(records.end(), prune.peers.begin(), prune.peers.end());
        }
    }
    if (records.size() > m_parameters.prunePeers)
    {
        m_peers.Shuffle(records);
        records.resize(m_parameters.prunePeers);
    }
    return records;
}

void
GossipSubMeshes::TellScores(Time now)
{
    for (const auto& [name, topic] : m_topics)
    {
        for (PeerId peer : topic.GetMesh())
        {
            m_peers.GetScores().Graft(now, peer, name);
        }
    }
}

} // namespace ns3
