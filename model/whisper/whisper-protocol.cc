/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-protocol.h"

#include "whisper-encoder.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/log.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("WhisperProtocol");

namespace
{

/**
 * \param limits limits of a peer
 * \return the one that binds this node, which has one address
 */
uint64_t
GetBinding(const WhisperRateLimits& limits)
{
    if (limits.ip == 0 || limits.peerId == 0)
    {
        return std::max(limits.ip, limits.peerId);
    }
    return std::min(limits.ip, limits.peerId);
}

} // namespace

WhisperProtocol::WhisperProtocol()
    : m_uniform(CreateObject<UniformRandomVariable>()),
      m_attempts(CreateObject<ExponentialRandomVariable>()),
      m_sweepAt(Time::Max()),
      m_wakeAt(Time::Max())
{
    m_attempts->SetAttribute("Mean", DoubleValue(1));
}

WhisperProtocol::~WhisperProtocol() = default;

void
WhisperProtocol::DoDispose()
{
    m_host = nullptr;
    m_pool = nullptr;
    m_mailServer = nullptr;
    m_peers.clear();
    m_cache.Clear();
    m_delivered.Clear();
    m_mining.clear();
    Object::DoDispose();
}

void
WhisperProtocol::SetHost(WhisperHost* host)
{
    m_host = host;
}

void
WhisperProtocol::SetEnvelopePool(Ptr<WhisperEnvelopePool> pool)
{
    m_pool = pool;
}

void
WhisperProtocol::SetMailServer(Ptr<WhisperMailServer> server)
{
    m_mailServer = server;
}

int64_t
WhisperProtocol::AssignStreams(int64_t stream)
{
    m_uniform->SetStream(stream);
    m_attempts->SetStream(stream + 1);
    return 2;
}

uint32_t
WhisperProtocol::GetUnixTime(Time now) const
{
    return m_unixEpoch + static_cast<uint32_t>(now.GetNanoSeconds() / 1000000000);
}

void
WhisperProtocol::Start(Time now)
{
    NS_LOG_FUNCTION(this << now);
    NS_ABORT_MSG_IF(!m_host, "WhisperProtocol::SetHost() was not called before Start()");
    NS_ABORT_MSG_IF(!m_pool, "WhisperProtocol::SetEnvelopePool() was not called before Start()");
    NS_ABORT_MSG_IF(!std::isfinite(m_minPowAttribute),
                    "attribute MinPow is " << m_minPowAttribute << ", has to be finite");
    NS_ABORT_MSG_IF(m_useTopicInterest && !m_isWaku,
                    "attribute TopicInterest is true, which needs attribute Waku1 to be true");
    m_isRunning = true;
    m_delivered.Expire(GetUnixTime(now));
    m_phase = now + NanoSeconds(static_cast<int64_t>(
                        m_uniform->GetValue(0, m_transmissionCycle.GetNanoSeconds())));
    m_minPow = WhisperTolerated<double>(m_minPowAttribute);
    m_interest = WhisperTolerated<WhisperInterest>(MakeInterest());
}

void
WhisperProtocol::Stop(Time now)
{
    NS_LOG_FUNCTION(this << now);
    m_isRunning = false;
    m_peers.clear();
    m_slots.clear();
    EmptyCache();
    m_mining.clear();
    m_ticks.clear();
    m_pings.clear();
    m_addressLimits.clear();
    m_handshakes = 0;
    m_sweepAt = Time::Max();
    m_wakeAt = Time::Max();
}

void
WhisperProtocol::EmptyCache()
{
    for (uint64_t position = m_cache.GetBegin(); position < m_cache.GetEnd(); ++position)
    {
        const WhisperEnvelopeCache::Entry& entry = m_cache.Get(position);
        if (entry.envelope && (entry.isOwn || m_topics.count(entry.envelope->GetTopic()) > 0))
        {
            m_delivered.Add(entry.envelope);
        }
    }
    m_cache.Clear();
}

WhisperInterest
WhisperProtocol::MakeInterest() const
{
    if (m_isFull)
    {
        return WhisperInterest();
    }
    if (m_useTopicInterest)
    {
        NS_ABORT_MSG_IF(m_topics.size() > MAX_TOPIC_INTEREST,
                        "a topic interest of " << m_topics.size() << " topics; the most is "
                                               << MAX_TOPIC_INTEREST);
        return WhisperInterest(std::vector<WhisperTopic>(m_topics.begin(), m_topics.end()));
    }
    WhisperBloomFilter bloom;
    for (WhisperTopic topic : m_topics)
    {
        bloom.Add(topic);
    }
    return WhisperInterest(bloom);
}

void
WhisperProtocol::AddInterest(WhisperOptions& options) const
{
    const WhisperInterest& interest = GetInterest();
    if (interest.GetKind() == WhisperInterest::Kind::TOPICS)
    {
        options.topicInterest = interest.GetTopics();
    }
    else
    {
        options.bloom = interest.GetBloom();
    }
}

WhisperOptions
WhisperProtocol::MakeOptions() const
{
    WhisperOptions options;
    options.minPow = m_minPow.GetCurrent();
    if (!m_isFull)
    {
        AddInterest(options);
    }
    options.isLight = m_isLight;
    options.confirmations = m_confirmations;
    if (m_packetLimitIp > 0 || m_packetLimitPeer > 0 || m_packetLimitTopic > 0)
    {
        options.packetLimits =
            WhisperRateLimits{m_packetLimitIp, m_packetLimitPeer, m_packetLimitTopic};
    }
    if (m_byteLimitIp > 0 || m_byteLimitPeer > 0 || m_byteLimitTopic > 0)
    {
        options.byteLimits = WhisperRateLimits{m_byteLimitIp, m_byteLimitPeer, m_byteLimitTopic};
    }
    return options;
}

void
WhisperProtocol::SendUpdate(const WhisperOptions& options)
{
    const RlpxFrame frame = WhisperEncoder::EncodeStatusUpdate(GetDialect(), {options});
    for (const auto& [id, peer] : m_peers)
    {
        Send(*peer, frame);
    }
}

void
WhisperProtocol::Subscribe(Time now, const std::vector<WhisperTopic>& topics)
{
    m_topics.insert(topics.begin(), topics.end());
    UpdateInterest(now);
}

void
WhisperProtocol::Unsubscribe(Time now, const std::vector<WhisperTopic>& topics)
{
    for (WhisperTopic topic : topics)
    {
        m_topics.erase(topic);
    }
    UpdateInterest(now);
}

void
WhisperProtocol::UpdateInterest(Time now)
{
    if (!m_isRunning)
    {
        return;
    }
    WhisperInterest interest = MakeInterest();
    if (interest == GetInterest())
    {
        return;
    }
    m_interest.Set(now, std::move(interest), m_syncAllowance);
    WhisperOptions options;
    AddInterest(options);
    SendUpdate(options);
}

void
WhisperProtocol::SetMinPow(Time now, double minPow)
{
    NS_ABORT_MSG_IF(!std::isfinite(minPow) || minPow < 0,
                    "a minimum proof of work of " << minPow
                                                  << "; it has to be at least 0 and finite");
    m_minPowAttribute = minPow;
    if (!m_isRunning)
    {
        return;
    }
    m_minPow.Set(now, minPow, m_syncAllowance);
    WhisperOptions options;
    options.minPow = minPow;
    SendUpdate(options);
}

WhisperProtocol::Peer*
WhisperProtocol::FindPeer(PeerId id)
{
    const auto found = m_peers.find(id);
    return found == m_peers.end() ? nullptr : found->second.get();
}

std::vector<PeerId>
WhisperProtocol::GetPeers() const
{
    std::vector<PeerId> peers;
    for (const auto& [id, peer] : m_peers)
    {
        peers.push_back(id);
    }
    return peers;
}

bool
WhisperProtocol::IsReady(PeerId peer) const
{
    const auto found = m_peers.find(peer);
    return found != m_peers.end() && found->second->isReady;
}

uint32_t
WhisperProtocol::TakeSlot()
{
    const auto free = std::find(m_slots.begin(), m_slots.end(), false);
    const auto slot = static_cast<uint32_t>(free - m_slots.begin());
    if (free == m_slots.end())
    {
        m_slots.push_back(true);
    }
    else
    {
        *free = true;
    }
    return slot;
}

void
WhisperProtocol::AddPeer(Time now, const PeerInfo& info)
{
    NS_LOG_FUNCTION(this << now << info.id);
    NS_ABORT_MSG_IF(!m_isRunning, "WhisperProtocol::AddPeer() was called before Start()");
    NS_ABORT_MSG_IF(FindPeer(info.id), "peer " << info.id << " is there already");
    auto peer = std::make_unique<Peer>();
    peer->info = info;
    peer->slot = TakeSlot();
    peer->cursor = m_cache.GetBegin();
    peer->handshakeEnd = now + m_handshakeTimeout;
    peer->transmitAt = Time::Max();
    peer->pingAt = Time::Max();
    ++m_handshakes;
    if (EnforcesLimits())
    {
        peer->in = std::make_unique<WhisperRateLimiter>(WATCHED_BURST);
        peer->in->SetPacketLimits(m_packetLimitPeer, m_packetLimitTopic);
        peer->in->SetByteLimits(m_byteLimitPeer, m_byteLimitTopic);
    }
    Peer& added = *m_peers.emplace(info.id, std::move(peer)).first->second;
    if (m_isDevp2p && m_pingInterval.IsStrictlyPositive())
    {
        AwaitPing(now, added);
    }
    WhisperStatus status;
    status.options = MakeOptions();
    Send(added, WhisperEncoder::EncodeStatus(GetDialect(), status));
    Schedule(now);
}

void
WhisperProtocol::RemovePeer(Time now, PeerId peer)
{
    NS_LOG_FUNCTION(this << now << peer);
    Forget(peer);
    Schedule(now);
}

void
WhisperProtocol::Forget(PeerId id)
{
    const auto found = m_peers.find(id);
    if (found != m_peers.end())
    {
        const Peer& peer = *found->second;
        m_slots[peer.slot] = false;
        m_cache.ForgetPeer(peer.slot);
        m_ticks.erase({peer.transmitAt, id});
        m_pings.erase({peer.pingAt, id});
        m_handshakes -= peer.isReady ? 0 : 1;
        m_peers.erase(found);
    }
}

void
WhisperProtocol::Drop(Peer& peer, WhisperError error)
{
    const PeerId id = peer.info.id;
    NS_LOG_INFO("peer " << id << " is dropped: " << GetWhisperErrorName(error));
    ++m_counters.disconnects;
    Forget(id);
    m_host->Disconnect(id, error);
}

void
WhisperProtocol::Fail(Peer& peer, WhisperError error)
{
    Count(error);
    m_errorTrace(peer.info, error);
    if (DropsWhisperPeer(error))
    {
        Drop(peer, error);
    }
}

void
WhisperProtocol::TrustPeer(PeerId id)
{
    if (Peer* peer = FindPeer(id))
    {
        peer->isTrusted = true;
    }
}

void
WhisperProtocol::Apply(Peer& peer, const WhisperOptions& options)
{
    if (options.minPow)
    {
        peer.powRequirement = *options.minPow;
    }
    if (options.topicInterest)
    {
        peer.interest = WhisperInterest(*options.topicInterest);
    }
    else if (options.bloom)
    {
        peer.interest = WhisperInterest(*options.bloom);
    }
    if (options.isLight)
    {
        peer.isLight = *options.isLight;
    }
    if ((options.packetLimits || options.byteLimits) && !peer.out)
    {
        peer.out = std::make_unique<WhisperRateLimiter>(1);
    }
    if (options.packetLimits)
    {
        peer.out->SetPacketLimits(GetBinding(*options.packetLimits), options.packetLimits->topic);
    }
    if (options.byteLimits)
    {
        peer.out->SetByteLimits(GetBinding(*options.byteLimits), options.byteLimits->topic);
    }
    // What was of no interest may be now.
    peer.cursor = m_cache.GetBegin();
}

} // namespace ns3
