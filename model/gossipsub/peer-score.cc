/* SPDX-License-Identifier: GPL-2.0-only */
#include "peer-score.h"

#include "ns3/find-peer.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// So many peers that have gone are remembered for an IP address; the worst, if there are more.
constexpr std::size_t MAX_RETAINED = 16;

double
Square(double value)
{
    return value * value;
}

bool
Contains(const std::vector<PeerId>& peers, PeerId peer)
{
    return std::find(peers.begin(), peers.end(), peer) != peers.end();
}

} // namespace

PeerScore::PeerScore() = default;

PeerScore::~PeerScore() = default;

void
PeerScore::Configure(Ptr<const PeerScoreParameters> parameters, Time recordTtl)
{
    m_parameters = parameters;
    m_recordTtl = recordTtl;
    if (m_parameters)
    {
        m_parameters->Check();
        m_hosts.Configure(*m_parameters);
    }
    else
    {
        Clear();
    }
    RefreshTopics();
    RecountHosts();
}

void
PeerScore::RefreshTopics()
{
    for (auto entry = m_topics.begin(); entry != m_topics.end();)
    {
        Topic& topic = entry->second;
        topic.parameters = m_parameters ? m_parameters->GetTopicParameters(entry->first) : nullptr;
        m_topicParameters[topic.index] = topic.parameters;
        entry = topic.parameters ? std::next(entry) : m_topics.erase(entry);
    }
    for (auto& peer : m_peers)
    {
        DropTopics(peer.second);
    }
    for (auto& host : m_retained)
    {
        for (Retained& one : host.second)
        {
            DropTopics(one.stats);
        }
    }
    if (m_topics.empty())
    {
        m_topicParameters.clear();
    }
}

void
PeerScore::DropTopics(PeerStats& stats) const
{
    const auto isGone = [this](const TopicStats& topic) { return !m_topicParameters[topic.topic]; };
    if (stats.counters)
    {
        auto& topics = stats.counters->topics;
        topics.erase(std::remove_if(topics.begin(), topics.end(), isGone), topics.end());
    }
    stats.stale = true;
}

void
PeerScore::SetChangeCallback(ChangeCallback callback)
{
    m_changed = std::move(callback);
}

void
PeerScore::SetAppSpecificScore(AppSpecificScore score)
{
    m_appSpecificScore = std::move(score);
}

void
PeerScore::Clear()
{
    m_peers.clear();
    m_retained.clear();
    m_hosts.Clear();
    m_recordOf.clear();
    m_records.clear();
}

double
PeerScore::GetScore(PeerId peer)
{
    const auto found = FindPeer(m_peers, peer);
    if (found == m_peers.end())
    {
        return 0;
    }
    PeerStats& stats = found->second;
    if (stats.stale && !m_parameters->updateAtDecay)
    {
        Update(peer, stats);
    }
    return stats.score;
}

void
PeerScore::Update(PeerId peer, PeerStats& stats)
{
    const double old = stats.score;
    stats.score = Compute(stats);
    stats.stale = false;
    if (m_changed && stats.score != old)
    {
        m_changed(peer, old, stats.score);
    }
}

double
PeerScore::Compute(const PeerStats& stats) const
{
    double score = ComputeTopics(stats);
    if (m_parameters->topicScoreCap > 0)
    {
        score = std::min(score, m_parameters->topicScoreCap);
    }
    if (m_appSpecificScore)
    {
        score += m_parameters->appSpecificWeight * m_appSpecificScore(stats.host);
    }
    if (m_parameters->ipColocationFactorWeight < 0)
    {
        score += m_parameters->ipColocationFactorWeight *
                 m_hosts.GetFactor(stats.host, m_parameters->ipColocationFactorThreshold);
    }
    const PeerCounters& counters = stats.Get();
    const double penalties = counters.behaviourPenalty - m_parameters->behaviourPenaltyThreshold;
    if (penalties > 0)
    {
        score += m_parameters->behaviourPenaltyWeight * Square(penalties);
    }
    const double drops = counters.drops - m_parameters->slowPeerPenaltyThreshold;
    if (drops > 0)
    {
        score += m_parameters->slowPeerPenaltyWeight * drops;
    }
    return score;
}

double
PeerScore::ComputeTopics(const PeerStats& stats) const
{
    double sum = 0;
    for (const TopicStats& topic : stats.Get().topics)
    {
        const TopicScoreParameters& p = *m_topicParameters[topic.topic];
        double score = 0;
        if (topic.inMesh)
        {
            const double p1 = topic.meshTime.GetSeconds() / p.timeInMeshQuantum.GetSeconds();
            score += p.timeInMeshWeight * std::min(p1, p.timeInMeshCap);
        }
        score += p.firstMessageDeliveriesWeight * topic.firstDeliveries;
        const double deficit = p.meshMessageDeliveriesThreshold - topic.meshDeliveries;
        if (topic.deliveriesActive && deficit > 0)
        {
            score += p.meshMessageDeliveriesWeight * Square(deficit);
        }
        score += p.meshFailurePenaltyWeight * topic.meshFailurePenalty;
        score += p.invalidMessageDeliveriesWeight * Square(topic.invalidDeliveries);
        sum += p.topicWeight * score;
    }
    return sum;
}

void
PeerScore::RecountHosts()
{
    m_hosts.Clear();
    for (const auto& peer : m_peers)
    {
        m_hosts.Add(peer.second.host);
    }
    for (const auto& host : m_retained)
    {
        for (std::size_t i = 0; i < host.second.size() && m_hosts.CountsRetained(); i++)
        {
            m_hosts.Add(host.first);
        }
    }
}

void
PeerScore::MarkStale(const Address& host)
{
    for (auto& peer : m_peers)
    {
        peer.second.stale = peer.second.stale || m_hosts.AreTogether(peer.second.host, host);
    }
}

void
PeerScore::AddPeer(PeerId peer, const Address& host)
{
    if (!m_parameters)
    {
        return;
    }
    PeerStats& stats = m_peers[peer];
    stats.host = host;
    Recall(stats, host);
    m_hosts.Add(host);
    if (!m_hosts.IsAlone(host))
    {
        MarkStale(host);
    }
}

void
PeerScore::RemovePeer(Time now, PeerId peer)
{
    const auto found = FindPeer(m_peers, peer);
    if (found == m_peers.end())
    {
        return;
    }
    const bool retain = GetScore(peer) <= 0 || m_parameters->retainPositive;
    const bool counts = retain && m_hosts.CountsRetained();
    PeerStats stats = std::move(found->second);
    m_peers.erase(found);
    if (!counts)
    {
        m_hosts.Remove(stats.host);
        MarkStale(stats.host);
    }
    const PeerCounters& counters = stats.Get();
    const bool blank =
        counters.topics.empty() && counters.behaviourPenalty == 0 && counters.drops == 0;
    if (!retain || (blank && !counts))
    {
        return;
    }
    for (TopicStats& topic : stats.Change().topics)
    {
        topic.firstDeliveries = 0;
        if (topic.inMesh)
        {
            AddMeshFailure(topic, *m_topicParameters[topic.topic]);
        }
        topic.inMesh = false;
    }
    const Address host = stats.host;
    Retain(host, std::move(stats), now + m_parameters->retainScore);
}

void
PeerScore::Retain(const Address& host, PeerStats stats, Time expiry)
{
    std::vector<Retained>& retained = m_retained[host];
    retained.push_back({std::move(stats), expiry});
    if (retained.size() > MAX_RETAINED)
    {
        retained.erase(std::max_element(retained.begin(),
                                        retained.end(),
                                        [this](const Retained& a, const Retained& b) {
                                            return Compute(a.stats) < Compute(b.stats);
                                        }));
        ForgetRetained(host, 1);
    }
}

void
PeerScore::ForgetRetained(const Address& host, std::size_t number)
{
    for (std::size_t i = 0; i < number && m_hosts.CountsRetained(); i++)
    {
        m_hosts.Remove(host);
        MarkStale(host);
    }
}

void
PeerScore::Recall(PeerStats& stats, const Address& host)
{
    const auto found = m_retained.find(host);
    if (found == m_retained.end())
    {
        return;
    }
    std::vector<Retained>& retained = found->second;
    const auto worst = std::min_element(retained.begin(),
                                        retained.end(),
                                        [this](const Retained& a, const Retained& b) {
                                            return Compute(a.stats) < Compute(b.stats);
                                        });
    stats = std::move(worst->stats);
    stats.stale = true;
    retained.erase(worst);
    if (retained.empty())
    {
        m_retained.erase(found);
    }
    ForgetRetained(host, 1);
}

const PeerScore::Topic*
PeerScore::FindTopic(const std::string& topic)
{
    if (!m_parameters)
    {
        return nullptr;
    }
    auto found = m_topics.find(topic);
    if (found == m_topics.end())
    {
        Ptr<const TopicScoreParameters> parameters = m_parameters->GetTopicParameters(topic);
        const uint32_t index = m_topicParameters.size();
        if (!parameters)
        {
            return nullptr;
        }
        m_topicParameters.push_back(parameters);
        found = m_topics.emplace(topic, Topic{index, parameters}).first;
    }
    return &found->second;
}

PeerScore::TopicStats&
PeerScore::GetTopicStats(PeerStats& stats, const Topic& topic)
{
    auto& topics = stats.Change().topics;
    for (TopicStats& candidate : topics)
    {
        if (candidate.topic == topic.index)
        {
            return candidate;
        }
    }
    topics.emplace_back();
    topics.back().topic = topic.index;
    return topics.back();
}

PeerScore::TopicStats*
PeerScore::FindTopicStats(PeerId peer, const Topic& topic)
{
    const auto found = FindPeer(m_peers, peer);
    if (found == m_peers.end())
    {
        return nullptr;
    }
    found->second.stale = true;
    return &GetTopicStats(found->second, topic);
}

void
PeerScore::Graft(Time now, PeerId peer, const std::string& name)
{
    const Topic* topic = FindTopic(name);
    TopicStats* stats = topic ? FindTopicStats(peer, *topic) : nullptr;
    if (stats)
    {
        stats->inMesh = true;
        stats->graftTime = now;
        stats->meshTime = Time(0);
        stats->deliveriesActive = false;
    }
}

void
PeerScore::Prune(PeerId peer, const std::string& name)
{
    const Topic* topic = FindTopic(name);
    TopicStats* stats = topic ? FindTopicStats(peer, *topic) : nullptr;
    if (stats)
    {
        AddMeshFailure(*stats, *topic->parameters);
        stats->inMesh = false;
    }
}

void
PeerScore::AddMeshFailure(TopicStats& stats, const TopicScoreParameters& parameters)
{
    const double deficit = parameters.meshMessageDeliveriesThreshold - stats.meshDeliveries;
    if (stats.deliveriesActive && deficit > 0)
    {
        stats.meshFailurePenalty += Square(deficit);
    }
}

void
PeerScore::AddMeshDelivery(TopicStats& stats, const TopicScoreParameters& parameters)
{
    if (stats.inMesh)
    {
        stats.meshDeliveries =
            std::min(stats.meshDeliveries + 1, parameters.meshMessageDeliveriesCap);
    }
}

void
PeerScore::AddInvalid(PeerId peer, const Topic& topic)
{
    TopicStats* stats = FindTopicStats(peer, topic);
    if (stats)
    {
        stats->invalidDeliveries++;
    }
}

void
PeerScore::Deliver(Time now,
                   PeerId first,
                   const std::vector<PeerId>& others,
                   Ptr<const PubsubMessage> message)
{
    const Topic* topic = FindTopic(message->GetTopic());
    if (!topic)
    {
        return;
    }
    const TopicScoreParameters& parameters = *topic->parameters;
    TopicStats* stats = FindTopicStats(first, *topic);
    if (stats)
    {
        stats->firstDeliveries =
            std::min(stats->firstDeliveries + 1, parameters.firstMessageDeliveriesCap);
        AddMeshDelivery(*stats, parameters);
    }
    if (parameters.meshMessageDeliveriesWeight == 0 && parameters.meshFailurePenaltyWeight == 0)
    {
        return;
    }
    for (PeerId other : others)
    {
        TopicStats* otherStats = other == first ? nullptr : FindTopicStats(other, *topic);
        if (otherStats)
        {
            AddMeshDelivery(*otherStats, parameters);
        }
    }
    m_records.push_back({message, true, now, others});
    m_records.back().peers.push_back(first);
    m_recordOf[PeekPointer(message)] = &m_records.back();
}

void
PeerScore::Reject(Time now,
                  PeerId first,
                  const std::vector<PeerId>& others,
                  Ptr<const PubsubMessage> message)
{
    const Topic* topic = FindTopic(message->GetTopic());
    if (!topic)
    {
        return;
    }
    AddInvalid(first, *topic);
    for (PeerId other : others)
    {
        if (other != first)
        {
            AddInvalid(other, *topic);
        }
    }
    m_records.push_back({message, false, now, {}});
    m_recordOf[PeekPointer(message)] = &m_records.back();
}

void
PeerScore::Duplicate(Time now, PeerId peer, const PubsubMessage& message)
{
    if (m_recordOf.empty())
    {
        return;
    }
    const auto found = m_recordOf.find(&message);
    const Topic* topic = found == m_recordOf.end() ? nullptr : FindTopic(message.GetTopic());
    if (!topic)
    {
        return;
    }
    Record& record = *found->second;
    if (!record.valid)
    {
        AddInvalid(peer, *topic);
        return;
    }
    if (now - record.validated > topic->parameters->meshMessageDeliveryWindow ||
        Contains(record.peers, peer))
    {
        return;
    }
    record.peers.push_back(peer);
    TopicStats* stats = FindTopicStats(peer, *topic);
    if (stats)
    {
        AddMeshDelivery(*stats, *topic->parameters);
    }
}

void
PeerScore::AddPenalty(PeerId peer, double penalty)
{
    const auto found = FindPeer(m_peers, peer);
    if (found != m_peers.end())
    {
        found->second.Change().behaviourPenalty += penalty;
        found->second.stale = true;
    }
}

void
PeerScore::AddDrop(PeerId peer)
{
    const auto found = FindPeer(m_peers, peer);
    if (found != m_peers.end())
    {
        found->second.Change().drops++;
        found->second.stale = true;
    }
}

} // namespace ns3
