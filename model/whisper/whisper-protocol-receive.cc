/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-encoder.h"
#include "whisper-payload.h"
#include "whisper-protocol.h"

#include "ns3/peer-address.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint32_t SYNC_OVERHEAD = 16; //!< most bytes of a sync response beside its envelopes

} // namespace

bool
WhisperProtocol::EnforcesLimits() const
{
    return m_enforceRateLimits &&
           (m_packetLimitIp > 0 || m_packetLimitPeer > 0 || m_packetLimitTopic > 0 ||
            m_byteLimitIp > 0 || m_byteLimitPeer > 0 || m_byteLimitTopic > 0);
}

bool
WhisperProtocol::IsWithinLimits(Time now, Peer& peer, const WhisperMessage& message, uint64_t size)
{
    if (std::holds_alternative<WhisperPing>(message))
    {
        return true;
    }
    const auto [ofAddress, isNew] =
        m_addressLimits.try_emplace(HostOf(peer.info.address), WATCHED_BURST);
    if (isNew)
    {
        ofAddress->second.SetPacketLimits(m_packetLimitIp, 0);
        ofAddress->second.SetByteLimits(m_byteLimitIp, 0);
    }
    if (!peer.in->Allows(now, size) || !ofAddress->second.Allows(now, size))
    {
        return false;
    }
    peer.in->Take(size);
    ofAddress->second.Take(size);
    if (const auto* messages = std::get_if<WhisperMessages>(&message))
    {
        for (const auto& envelope : messages->envelopes)
        {
            if (!peer.in->AllowsTopicOf(now, *envelope))
            {
                return false;
            }
            peer.in->TakeTopicOf(*envelope);
        }
    }
    return true;
}

void
WhisperProtocol::HandleMessage(Time now, PeerId id, const WhisperMessage& message, uint64_t size)
{
    Peer* peer = FindPeer(id);
    if (!peer)
    {
        return;
    }
    ++m_counters.packetsReceived;
    m_counters.bytesReceived += size;
    if (!peer->isReady && !std::holds_alternative<WhisperStatus>(message) &&
        !std::holds_alternative<WhisperPing>(message))
    {
        Fail(*peer, WhisperError::NO_STATUS);
    }
    else if (peer->in && !IsWithinLimits(now, *peer, message, size))
    {
        Fail(*peer, WhisperError::RATE_LIMIT_EXCEEDED);
    }
    else
    {
        std::visit([&](const auto& kind) { Handle(now, *peer, kind); }, message);
    }
    Schedule(now);
}

void
WhisperProtocol::HandleError(Time now, PeerId id, WhisperError error)
{
    if (Peer* peer = FindPeer(id))
    {
        Fail(*peer, error);
        Schedule(now);
    }
}

void
WhisperProtocol::Handle(Time now, Peer& peer, const WhisperStatus& message)
{
    if (peer.isReady)
    {
        Fail(peer, WhisperError::SECOND_STATUS);
        return;
    }
    if (!m_isWaku && message.version != WhisperStatus().version)
    {
        Fail(peer, WhisperError::VERSION_MISMATCH);
        return;
    }
    if (m_isLight && m_restrictLight && message.options.isLight.value_or(false))
    {
        Fail(peer, WhisperError::TWO_LIGHT_NODES);
        return;
    }
    Apply(peer, message.options);
    peer.isReady = true;
    peer.tickerStart = now;
    --m_handshakes;
    WantTransmissionTo(now, peer);
}

void
WhisperProtocol::Handle(Time now, Peer& peer, const WhisperStatusUpdate& message)
{
    Apply(peer, message.options);
    WantTransmissionTo(now, peer);
}

WhisperError
WhisperProtocol::Check(Time now, const WhisperEnvelope& envelope, bool isOwn, double& pow)
{
    const uint64_t time = GetUnixTime(now);
    const uint64_t sent = envelope.GetSent();
    const auto allowance = static_cast<uint64_t>(m_syncAllowance.GetNanoSeconds() / 1000000000);
    pow = envelope.GetPow();
    if (sent > time)
    {
        if (sent - time > allowance)
        {
            return WhisperError::FROM_FUTURE;
        }
        // As in whisperv6, one second is added for latency.
        pow = envelope.GetPow(static_cast<uint32_t>(sent - time + 1));
    }
    if (envelope.GetExpiry() < time)
    {
        return envelope.GetExpiry() + 2 * allowance < time ? WhisperError::VERY_OLD
                                                           : WhisperError::EXPIRED;
    }
    if (envelope.GetSize() > m_maxMessageSize)
    {
        return WhisperError::ENVELOPE_TOO_LARGE;
    }
    if (!m_minPow.Accepts(now, [pow](double minPow) { return pow >= minPow; }))
    {
        return WhisperError::LOW_POW;
    }
    const auto matches = [&envelope](const WhisperInterest& interest) {
        return interest.Matches(envelope.GetTopic());
    };
    if (!isOwn && !m_interest.Accepts(now, matches))
    {
        return WhisperError::OUTSIDE_INTEREST;
    }
    return WhisperError::NONE;
}

WhisperError
WhisperProtocol::Accept(Time now, Peer& peer, Ptr<const WhisperEnvelope> envelope)
{
    ++m_counters.envelopesReceived;
    m_receiveTrace(envelope, peer.info);
    double pow;
    const WhisperError error = Check(now, *envelope, false, pow);
    if (error != WhisperError::NONE)
    {
        Count(error);
        m_rejectTrace(envelope, peer.info, error);
        return error;
    }
    if (WhisperEnvelopeCache::Entry* entry = m_cache.Find(*envelope))
    {
        entry->known.Add(peer.slot);
        ++m_counters.duplicates;
        m_duplicateTrace(envelope, peer.info);
        return WhisperError::NONE;
    }
    m_cache.Add(envelope, pow, false).known.Add(peer.slot);
    ++m_counters.accepted;
    m_acceptTrace(envelope, peer.info);
    if (m_mailServer)
    {
        m_mailServer->Archive(GetUnixTime(now), envelope);
    }
    if (m_topics.count(envelope->GetTopic()) > 0)
    {
        if (!m_delivered.Has(envelope))
        {
            ++m_counters.delivered;
            m_deliverTrace(envelope, peer.info);
            m_host->Deliver(envelope);
        }
    }
    else if (GetInterest().GetKind() == WhisperInterest::Kind::ALL)
    {
        ++m_counters.relayedOnly;
    }
    else if (GetInterest().Matches(envelope->GetTopic()))
    {
        ++m_counters.falsePositives;
        m_falsePositiveTrace(envelope, peer.info);
    }
    return WhisperError::NONE;
}

void
WhisperProtocol::Handle(Time now, Peer& peer, const WhisperMessages& message)
{
    if (peer.transmitAt <= now + m_handlingTime)
    {
        Tick(now, peer);
    }
    const uint64_t acceptedBefore = m_counters.accepted;
    const PeerId id = peer.info.id;
    WhisperError reason = WhisperError::NONE;
    std::vector<WhisperEnvelopeError> errors;
    for (const auto& envelope : message.envelopes)
    {
        const WhisperError error = Accept(now, peer, envelope);
        if (FindPeer(id) != &peer)
        {
            // The application has closed the connection during delivery.
            WantTransmission(now);
            return;
        }
        const bool drops = DropsWhisperPeer(error);
        if (drops && reason == WhisperError::NONE)
        {
            reason = error;
        }
        if (drops || error == WhisperError::VERY_OLD || error == WhisperError::FROM_FUTURE)
        {
            errors.push_back(
                {envelope->GetHash(),
                 drops ? WhisperEnvelopeError::OTHER : WhisperEnvelopeError::TIME_NOT_SYNCED,
                 GetWhisperErrorName(error)});
        }
    }
    if (m_confirmations)
    {
        Confirm(peer, message.envelopes, std::move(errors));
    }
    if (reason != WhisperError::NONE)
    {
        m_errorTrace(peer.info, reason);
        Drop(peer, reason);
    }
    if (m_counters.accepted > acceptedBefore)
    {
        WantTransmission(now);
    }
}

void
WhisperProtocol::Confirm(Peer& peer,
                         const WhisperBundle& envelopes,
                         std::vector<WhisperEnvelopeError> errors)
{
    const WhisperHash batch = m_pool->GetBatchHash(envelopes);
    Send(peer, WhisperEncoder::EncodeMessageResponse({1, batch, std::move(errors)}));
    Send(peer, WhisperEncoder::EncodeBatchAcknowledged({batch}));
}

void
WhisperProtocol::Handle(Time now, Peer& peer, const WhisperP2pMessage& message)
{
    if (!peer.isTrusted)
    {
        Fail(peer, WhisperError::UNTRUSTED_P2P);
        return;
    }
    const PeerInfo info = peer.info;
    for (const auto& envelope : message.envelopes)
    {
        ++m_counters.p2pReceived;
        m_p2pTrace(envelope, info);
        if (m_topics.count(envelope->GetTopic()) > 0 && !m_cache.Find(*envelope) &&
            !m_delivered.Has(envelope))
        {
            if (envelope->GetExpiry() >= GetUnixTime(now))
            {
                m_delivered.Add(envelope);
            }
            m_host->Deliver(envelope);
        }
    }
}

void
WhisperProtocol::Handle(Time, Peer& peer, const WhisperP2pRequest& message)
{
    if (!m_mailServer)
    {
        Fail(peer, WhisperError::NO_MAIL_SERVER);
        return;
    }
    const std::optional<VirtualBytes> payload = UnwrapWhisperPayload(message.envelope->GetData());
    const std::optional<WhisperMailRequest> request =
        payload ? WhisperMailRequest::Decode(payload->ToVector()) : std::nullopt;
    if (!request)
    {
        Fail(peer, WhisperError::BAD_P2P_REQUEST);
        return;
    }
    WhisperRequestComplete complete;
    complete.requestId = message.envelope->GetHash();
    if (request->lower > request->upper)
    {
        complete.error = "lower is above upper";
    }
    else if (!request->cursor.empty() && request->cursor.size() != WhisperMailServer::CURSOR_SIZE)
    {
        complete.error = "invalid cursor";
    }
    else
    {
        WhisperMailServer::Page page = m_mailServer->Find(*request, m_maxPacketSize);
        if (!page.envelopes.empty())
        {
            Send(peer, WhisperEncoder::EncodeP2pMessage(page.envelopes));
            complete.lastEnvelopeHash = page.envelopes.back()->GetHash();
        }
        complete.cursor = std::move(page.cursor);
    }
    Send(peer, WhisperEncoder::EncodeRequestComplete(complete));
}

void
WhisperProtocol::Handle(Time, Peer& peer, const WhisperRequestComplete& message)
{
    if (!peer.isTrusted)
    {
        Fail(peer, WhisperError::UNTRUSTED_P2P);
        return;
    }
    m_host->HistoryComplete(peer.info.id, message);
}

void
WhisperProtocol::Handle(Time, Peer& peer, const WhisperBatchAcknowledged& message)
{
    m_acknowledgeTrace(peer.info, message.batch, 0);
}

void
WhisperProtocol::Handle(Time, Peer& peer, const WhisperMessageResponse& message)
{
    m_acknowledgeTrace(peer.info, message.batch, static_cast<uint32_t>(message.errors.size()));
}

void
WhisperProtocol::Handle(Time, Peer& peer, const WhisperSyncRequest& message)
{
    if (!m_mailServer)
    {
        Fail(peer, WhisperError::NO_MAIL_SERVER);
        return;
    }
    // The page is a packet of its own, so that it is as large as one for a mail client.
    WhisperMailServer::Page page =
        m_mailServer->Find(message.request,
                           m_maxPacketSize - std::min(m_maxPacketSize, SYNC_OVERHEAD));
    if (!page.envelopes.empty())
    {
        Send(peer, WhisperEncoder::EncodeSyncResponse({std::move(page.envelopes), {}, false, ""}));
    }
    Send(peer, WhisperEncoder::EncodeSyncResponse({{}, std::move(page.cursor), true, ""}));
}

void
WhisperProtocol::Handle(Time now, Peer& peer, const WhisperSyncResponse& message)
{
    if (!peer.sync || !m_mailServer)
    {
        Fail(peer, WhisperError::UNTRUSTED_P2P);
        return;
    }
    for (const auto& envelope : message.envelopes)
    {
        ++m_counters.synced;
        m_syncTrace(envelope, peer.info);
        m_mailServer->Archive(GetUnixTime(now), envelope);
    }
    if (!message.error.empty() || (message.isFinal && message.cursor.empty()))
    {
        peer.sync = nullptr;
    }
    else if (message.isFinal)
    {
        peer.sync->cursor = message.cursor;
        Send(peer, WhisperEncoder::EncodeSyncRequest({*peer.sync}));
    }
}

void
WhisperProtocol::Handle(Time, Peer& peer, const WhisperPing& message)
{
    if (!message.isAnswer)
    {
        SendPing(peer, WhisperPing::PONG_ID);
    }
}

} // namespace ns3
