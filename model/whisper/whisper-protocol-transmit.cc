/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-encoder.h"
#include "whisper-payload.h"
#include "whisper-pow.h"
#include "whisper-protocol.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint8_t EMPTY_LIST = 0xc0; //!< RLP of a list without items

} // namespace

void
WhisperProtocol::CheckOwnPow(Time now)
{
    NS_ABORT_MSG_IF(
        !m_minPow.Accepts(now, [this](double minPow) { return m_powTarget >= minPow; }),
        "WhisperProtocol: PowTarget is "
            << m_powTarget << ", below MinPow, " << m_minPow.GetCurrent()
            << ": this node refuses its own messages; WhisperHelper::SetProofOfWork sets both");
}

WhisperPublication
WhisperProtocol::Publish(Time now, const WhisperPost& post)
{
    NS_ABORT_MSG_IF(!m_isRunning, "WhisperProtocol::Publish() was called before Start()");
    WhisperSalt salt;
    for (std::size_t i = 0; i < salt.size(); i += 3)
    {
        const uint32_t draw = m_uniform->GetInteger(0, 0xffffff);
        salt[i] = static_cast<uint8_t>(draw >> 16);
        salt[i + 1] = static_cast<uint8_t>(draw >> 8);
        salt[i + 2] = static_cast<uint8_t>(draw);
    }
    WhisperEnvelopeFields fields;
    fields.ttl = post.ttl == 0 ? m_defaultTtl : post.ttl;
    fields.expiry = GetUnixTime(now) + fields.ttl;
    fields.topic = post.topic;
    fields.data = WrapWhisperPayload(post.payload, salt, {post.isAsymmetric, m_isSigned});
    // There is no search for the nonce of an envelope that this node itself refuses as too large.
    const bool isTooLarge = WhisperEnvelope::HEADER_SIZE + fields.data.GetSize() > m_maxMessageSize;
    const double target = isTooLarge ? 0 : post.powTarget.value_or(m_powTarget);
    const std::optional<double> modelled = m_pool->GetModelledTarget();
    NS_ABORT_MSG_IF(modelled && !isTooLarge && (!m_modelPow || target != *modelled),
                    "WhisperProtocol: a proof of work of "
                        << target << (m_modelPow ? " is modelled" : " is real")
                        << ", but other ranks take it for a modelled one of " << *modelled
                        << ": in a distributed simulation with ModelPow, PowTarget has to be the "
                           "same for all messages");
    WhisperPublication publication;
    publication.envelope = Seal(now, std::move(fields), target, publication.ready);
    if (publication.ready > now)
    {
        m_mining.push_back({publication.ready, publication.envelope});
    }
    else
    {
        publication.error = Inject(now, publication.envelope);
    }
    Schedule(now);
    return publication;
}

Ptr<const WhisperEnvelope>
WhisperProtocol::Seal(Time now, WhisperEnvelopeFields fields, double target, Time& ready)
{
    const WhisperSeal seal = m_modelPow ? ModelWhisperNonce(fields, target, m_attempts->GetValue())
                                        : MineWhisperNonce(fields, target);
    fields.nonce = seal.nonce;
    const Time begin = m_mining.empty() ? now : std::max(now, m_mining.back().ready);
    ready = begin;
    if (m_hashRate > 0)
    {
        ready += Seconds(seal.attempts / m_hashRate);
    }
    return m_pool->Add(fields, seal.modelledPow);
}

WhisperError
WhisperProtocol::Inject(Time now, Ptr<const WhisperEnvelope> envelope)
{
    double pow;
    const WhisperError error = Check(now, *envelope, true, pow);
    if (error != WhisperError::NONE)
    {
        Count(error);
        m_rejectTrace(envelope, PeerInfo(), error);
        return error;
    }
    if (m_cache.Find(*envelope))
    {
        return WhisperError::NONE;
    }
    m_cache.Add(envelope, pow, true);
    ++m_counters.published;
    m_publishTrace(envelope);
    if (m_mailServer)
    {
        m_mailServer->Archive(GetUnixTime(now), envelope);
    }
    WantTransmission(now);
    return WhisperError::NONE;
}

void
WhisperProtocol::SendBundle(Time, PeerId id, const WhisperBundle& envelopes)
{
    if (Peer* peer = FindPeer(id))
    {
        SendMessages(*peer, envelopes, WhisperEncoder::EncodeMessages(envelopes));
    }
}

std::optional<WhisperHash>
WhisperProtocol::RequestHistory(Time now, PeerId id, const WhisperMailRequest& request)
{
    Peer* peer = FindPeer(id);
    if (!peer)
    {
        return std::nullopt;
    }
    WhisperSalt salt{};
    for (std::size_t i = 0; i < 4; ++i)
    {
        salt[i] = static_cast<uint8_t>(m_uniform->GetInteger(0, 0xff));
    }
    WhisperEnvelopeFields fields;
    fields.ttl = m_defaultTtl;
    fields.expiry = GetUnixTime(now) + fields.ttl;
    fields.data = WrapWhisperPayload(VirtualBytes(request.Encode()), salt, {false, m_isSigned});
    const Ptr<const WhisperEnvelope> envelope = m_pool->Add(fields);
    peer->isTrusted = true;
    Send(*peer, WhisperEncoder::EncodeP2pRequest({envelope}));
    return envelope->GetHash();
}

bool
WhisperProtocol::RequestSync(Time, PeerId id, const WhisperMailRequest& request)
{
    NS_ABORT_MSG_IF(request.limit == 0 || request.limit > WhisperSyncRequest::MAX_LIMIT,
                    "WhisperProtocol::RequestSync: a limit of " << request.limit << ", not 1 to "
                                                                << WhisperSyncRequest::MAX_LIMIT);
    NS_ABORT_MSG_IF(request.lower > request.upper || !request.topics.empty(),
                    "WhisperProtocol::RequestSync: lower is above upper, or there are topics");
    Peer* peer = m_mailServer ? FindPeer(id) : nullptr;
    if (!peer)
    {
        return false;
    }
    peer->sync = std::make_unique<WhisperMailRequest>(request);
    Send(*peer, WhisperEncoder::EncodeSyncRequest({request}));
    return true;
}

void
WhisperProtocol::WantTransmission(Time now)
{
    for (const auto& [id, peer] : m_peers)
    {
        WantTransmissionTo(now, *peer);
    }
}

void
WhisperProtocol::WantTransmissionTo(Time now, Peer& peer)
{
    // A peer that has not sent its status gets all envelopes once it has.
    const bool isPending = peer.transmitAt < Time::Max();
    if (!peer.isReady || (isPending && !m_isImmediate))
    {
        return;
    }
    while (peer.cursor < m_cache.GetEnd() && !IsDue(now, peer, m_cache.Get(peer.cursor)))
    {
        ++peer.cursor;
    }
    if (peer.cursor < m_cache.GetEnd() && !(m_isImmediate && TransmitTo(now, peer)) && !isPending)
    {
        AwaitTick(now, peer);
    }
}

void
WhisperProtocol::AwaitTick(Time now, Peer& peer)
{
    peer.transmitAt = NextTick(now, peer.tickerStart, m_transmissionCycle);
    if (m_timerLateness.IsStrictlyPositive())
    {
        const double most = static_cast<double>(m_timerLateness.GetNanoSeconds());
        peer.transmitAt += NanoSeconds(static_cast<int64_t>(m_uniform->GetValue(0, most)));
    }
    m_ticks.emplace(peer.transmitAt, peer.info.id);
}

void
WhisperProtocol::Tick(Time now, Peer& peer)
{
    m_ticks.erase({peer.transmitAt, peer.info.id});
    peer.transmitAt = Time::Max();
    if (!TransmitTo(now, peer))
    {
        AwaitTick(now, peer);
    }
}

bool
WhisperProtocol::TransmitTo(Time now, Peer& peer)
{
    if (peer.cursor == m_cache.GetEnd())
    {
        return true;
    }
    if (!m_host->IsWritable(peer.info.id))
    {
        return false;
    }
    const uint64_t limit = m_splitBundles ? m_maxPacketSize : RlpxFrame::MAX_DATA_SIZE;
    const auto fits = [&peer, limit](uint64_t envelopesSize) {
        const uint64_t dataSize = WhisperEncoder::GetDataSize(envelopesSize);
        return dataSize <= limit &&
               (!peer.out ||
                static_cast<double>(RlpxFrame::GetSizeFor(dataSize)) <= peer.out->GetMaxBytes());
    };
    WhisperBundle bundle;
    uint64_t size = 0;
    std::optional<uint64_t> held; // position of the first that has to wait for its topic
    for (uint64_t position = peer.cursor; position < m_cache.GetEnd(); ++position)
    {
        const WhisperEnvelopeCache::Entry& entry = m_cache.Get(position);
        if (!IsDue(now, peer, entry))
        {
            continue;
        }
        const uint64_t more = entry.envelope->GetRlpSize();
        if (!bundle.empty() && !fits(size + more))
        {
            if (!TrySend(now, peer, bundle))
            {
                return false;
            }
            peer.cursor = held.value_or(position);
            bundle.clear();
            size = 0;
            if (!m_host->IsWritable(peer.info.id))
            {
                return false;
            }
        }
        if (peer.out && !peer.out->AllowsTopicOf(now, *entry.envelope))
        {
            held = held.value_or(position);
            continue;
        }
        if (peer.out)
        {
            peer.out->TakeTopicOf(*entry.envelope);
        }
        bundle.push_back(entry.envelope);
        size += more;
    }
    if (!bundle.empty() && !TrySend(now, peer, bundle))
    {
        return false;
    }
    peer.cursor = held.value_or(m_cache.GetEnd());
    return !held;
}

bool
WhisperProtocol::IsDue(Time now, const Peer& peer, const WhisperEnvelopeCache::Entry& entry) const
{
    return entry.envelope && !entry.known.Has(peer.slot) && (entry.isOwn || !m_isLight) &&
           entry.pow >= peer.powRequirement && entry.envelope->GetExpiry() >= GetUnixTime(now) &&
           peer.interest.Matches(entry.envelope->GetTopic());
}

bool
WhisperProtocol::TrySend(Time now, Peer& peer, const WhisperBundle& bundle)
{
    const RlpxFrame frame = WhisperEncoder::EncodeMessages(bundle);
    if (peer.out && !peer.out->Allows(now, frame.GetSize()))
    {
        for (const auto& envelope : bundle)
        {
            peer.out->ReturnTopicOf(*envelope);
        }
        return false;
    }
    for (const auto& envelope : bundle)
    {
        m_cache.Find(*envelope)->known.Add(peer.slot);
    }
    SendMessages(peer, bundle, frame);
    return true;
}

void
WhisperProtocol::SendMessages(Peer& peer, const WhisperBundle& bundle, const RlpxFrame& frame)
{
    m_counters.envelopesSent += bundle.size();
    for (const auto& envelope : bundle)
    {
        m_sendTrace(envelope, peer.info);
    }
    Send(peer, frame);
}

void
WhisperProtocol::Send(Peer& peer, const RlpxFrame& frame)
{
    if (peer.out)
    {
        peer.out->Take(frame.GetSize());
    }
    if (m_isDevp2p)
    {
        SendFrame(peer, frame.ToDevp2p(RlpxFrame::DEVP2P_IDS));
    }
    else
    {
        SendFrame(peer, frame);
    }
}

void
WhisperProtocol::SendFrame(const Peer& peer, const RlpxFrame& frame)
{
    ++m_counters.packetsSent;
    m_counters.bytesSent += frame.GetSize();
    m_packetTrace(peer.info, frame.GetPacketId(), frame.GetSize());
    m_host->Send(peer.info.id, frame);
}

void
WhisperProtocol::SendPing(const Peer& peer, uint8_t id)
{
    const RlpxFrame frame = RlpxFrame(id, {VirtualBytes({EMPTY_LIST})}).ToDevp2p(0);
    ++m_counters.packetsSent;
    m_counters.bytesSent += frame.GetSize();
    m_host->Send(peer.info.id, frame);
}

void
WhisperProtocol::AwaitPing(Time now, Peer& peer)
{
    peer.pingAt = now + m_pingInterval;
    m_pings.emplace(peer.pingAt, peer.info.id);
}

void
WhisperProtocol::Sweep(Time now)
{
    std::vector<uint64_t*> cursors;
    cursors.reserve(m_peers.size());
    for (const auto& [id, peer] : m_peers)
    {
        cursors.push_back(&peer->cursor);
    }
    for (const auto& envelope : m_cache.Expire(GetUnixTime(now), cursors))
    {
        ++m_counters.expired;
        m_expireTrace(envelope);
    }
}

Time
WhisperProtocol::NextTick(Time now, Time start, Time period)
{
    const int64_t since = (now - start).GetTimeStep();
    const int64_t step = period.GetTimeStep();
    return since < 0 ? start : start + TimeStep((since / step + 1) * step);
}

void
WhisperProtocol::Wake(Time now)
{
    if (!m_isRunning)
    {
        return;
    }
    m_wakeAt = Time::Max();
    if (m_handshakes > 0)
    {
        EndLateHandshakes(now);
    }
    while (!m_mining.empty() && m_mining.front().ready <= now)
    {
        const Ptr<const WhisperEnvelope> envelope = m_mining.front().envelope;
        m_mining.pop_front();
        Inject(now, envelope);
    }
    if (m_sweepAt <= now)
    {
        Sweep(now);
    }
    while (!m_ticks.empty() && m_ticks.begin()->first <= now)
    {
        Tick(now, *FindPeer(m_ticks.begin()->second));
    }
    while (!m_pings.empty() && m_pings.begin()->first <= now)
    {
        Peer& peer = *FindPeer(m_pings.begin()->second);
        m_pings.erase(m_pings.begin());
        SendPing(peer, WhisperPing::PING_ID);
        AwaitPing(now, peer);
    }
    Schedule(now);
}

void
WhisperProtocol::EndLateHandshakes(Time now)
{
    std::vector<PeerId> late;
    for (const auto& [id, peer] : m_peers)
    {
        if (!peer->isReady && peer->handshakeEnd <= now)
        {
            late.push_back(id);
        }
    }
    for (PeerId id : late)
    {
        HandleError(now, id, WhisperError::HANDSHAKE_TIMEOUT);
    }
}

void
WhisperProtocol::Schedule(Time now)
{
    if (!m_isRunning)
    {
        return;
    }
    m_sweepAt = Time::Max();
    if (m_cache.GetSize() > 0)
    {
        const int64_t expired = static_cast<int64_t>(m_cache.GetEarliestExpiry()) + 1 - m_unixEpoch;
        const Time before = Seconds(static_cast<double>(expired)) - TimeStep(1);
        m_sweepAt = NextTick(std::max(before, now), m_phase, m_expirationCycle);
    }
    Time at = m_ticks.empty() ? m_sweepAt : std::min(m_ticks.begin()->first, m_sweepAt);
    if (!m_pings.empty())
    {
        at = std::min(at, m_pings.begin()->first);
    }
    if (!m_mining.empty())
    {
        at = std::min(at, m_mining.front().ready);
    }
    if (m_handshakes > 0)
    {
        for (const auto& [id, peer] : m_peers)
        {
            at = peer->isReady ? at : std::min(at, peer->handshakeEnd);
        }
    }
    if (at < Time::Max() && at != m_wakeAt)
    {
        m_wakeAt = at;
        m_host->WakeAt(at);
    }
}

} // namespace ns3
