/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-post-office.h"

#include "pss-forwarding.h"

namespace ns3
{

PssPostOffice::PssPostOffice(Host& host)
    : m_host(host)
{
}

void
PssPostOffice::SetUp(PssKademlia& kademlia, const Settings& settings)
{
    m_kademlia = &kademlia;
    m_settings = settings;
    m_cache.SetTtl(settings.cacheTtl);
}

uint32_t
PssPostOffice::GetUnixTime(Time now) const
{
    return m_settings.unixEpoch + static_cast<uint32_t>(now.GetNanoSeconds() / 1000000000);
}

bool
PssPostOffice::TakesNeighbourhood(PssTopic topic) const
{
    const auto abilities = m_handlers.GetAbilities(topic);
    return abilities && abilities->isNeighbourhood;
}

bool
PssPostOffice::IsRecipient(const PssMessage& message) const
{
    const PssAddress& own = m_kademlia->GetBase();
    return MatchesPssAddress(message.GetTo(), own) ||
           (TakesNeighbourhood(message.GetTopic()) &&
            m_kademlia->GetDepth() <= GetPssProximity(ExtendPssAddress(message.GetTo()), own));
}

std::optional<VirtualBytes>
PssPostOffice::Decrypt(const PssMessage& message) const
{
    const PssMessageFields& fields = message.GetFields();
    if (fields.isRaw)
    {
        return fields.payload;
    }
    const auto plaintext = UnwrapPssPayload(fields.payload, fields.GetEncryption());
    const bool hasKey =
        plaintext && (plaintext->key == GetPssKeyOf(m_kademlia->GetBase()) ||
                      (fields.isSymmetric && m_keys.count({fields.topic, plaintext->key}) > 0));
    return hasKey ? std::optional<VirtualBytes>(plaintext->payload) : std::nullopt;
}

bool
PssPostOffice::CanRead(const PssMessage& message) const
{
    return m_handlers.HasHandler(message.GetFields()) && Decrypt(message);
}

void
PssPostOffice::Send(Time now, const Ptr<const PssMessage>& message)
{
    m_cache.Add(message->GetDigest(), now);
    Forward(now, message);
}

void
PssPostOffice::Handle(Time now, PeerId peer, const Ptr<const PssMessage>& message)
{
    if (message->GetExpire() < GetUnixTime(now))
    {
        m_host.MessageRejected(peer, message, PssError::EXPIRED);
        return;
    }
    const bool isDuplicate = m_cache.Has(message->GetDigest(), now);
    m_host.MessageReceived(peer, message, isDuplicate);
    if (isDuplicate)
    {
        return;
    }
    m_cache.Add(message->GetDigest(), now);
    const auto abilities = m_handlers.GetAbilities(message->GetTopic());
    if (message->GetFields().isRaw && abilities && !abilities->isRaw)
    {
        m_host.MessageRejected(peer, message, PssError::NO_RAW_HANDLER);
        return;
    }
    if (!IsRecipient(*message) || !Process(now, message))
    {
        Forward(now, message);
    }
}

bool
PssPostOffice::Process(Time now, const Ptr<const PssMessage>& message)
{
    const std::optional<VirtualBytes> payload = Decrypt(*message);
    if (!payload)
    {
        return false;
    }
    if (message->GetTo().size() < PSS_ADDRESS_BYTES || TakesNeighbourhood(message->GetTopic()))
    {
        Forward(now, message);
    }
    if (m_handlers.HasHandler(message->GetFields()))
    {
        m_host.MessageDelivered(message);
        m_handlers.Call(message, *payload);
    }
    return true;
}

bool
PssPostOffice::SendToPeers(Time now, const Ptr<const PssMessage>& message)
{
    const uint32_t sent = ForwardPssMessage(*m_kademlia, message->GetTo(), [&](PeerId peer) {
        return m_host.SendMessage(peer, message);
    });
    m_cache.Add(message->GetDigest(), now);
    return sent > 0;
}

void
PssPostOffice::Forward(Time now, const Ptr<const PssMessage>& message)
{
    if (!SendToPeers(now, message))
    {
        DropLate(now);
        m_outbox.push_back({now, message});
    }
}

void
PssPostOffice::DropLate(Time now)
{
    while (!m_outbox.empty() && now > m_outbox.front().since + m_settings.maxRetryTime)
    {
        const Ptr<const PssMessage> late = m_outbox.front().message;
        m_outbox.pop_front();
        m_host.MessageDropped(late);
    }
}

void
PssPostOffice::Retry(Time now)
{
    std::deque<Waiting> waiting;
    waiting.swap(m_outbox);
    for (const Waiting& one : waiting)
    {
        if (now > one.since + m_settings.maxRetryTime)
        {
            m_host.MessageDropped(one.message);
        }
        else if (!SendToPeers(now, one.message))
        {
            m_outbox.push_back(one);
        }
    }
}

void
PssPostOffice::Clear()
{
    m_cache.Clear();
    m_outbox.clear();
}

} // namespace ns3
