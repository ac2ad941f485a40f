/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-envelope.h"

#include "whisper-payload.h"
#include "whisper-pow.h"
#include "whisper-rlp.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3
{

namespace
{

/**
 * Determine how many bytes of data to store as real bytes. It is the smallest possible number, so
 * that equal data is always stored in the same way.
 * \param data the data of an envelope
 * \return number of bytes at the start of the data to store as real bytes
 */
uint64_t
CountRealBytes(const VirtualBytes& data)
{
    const std::vector<uint8_t>& head = data.GetHead();
    uint64_t real = head.size();
    while (real > 0 && head[real - 1] == 0)
    {
        --real;
    }
    return std::max(real, std::min(data.GetSize(), WhisperEnvelope::KEY_SIZE));
}

/**
 * Add the RLP bytes of an envelope to a hash computation.
 * \param hash the hash computation
 * \param envelope an envelope
 */
void
Absorb(CryptoPP::Keccak_256& hash, const WhisperEnvelope& envelope)
{
    VirtualBytes(envelope.GetRlpHead(), envelope.GetRlpZeros())
        .ForEachPiece([&](const uint8_t* piece, std::size_t size) { hash.Update(piece, size); });
    hash.Update(envelope.GetRlpTail().data(), envelope.GetRlpTail().size());
}

} // namespace

WhisperEnvelope::WhisperEnvelope(const WhisperEnvelopeFields& fields,
                                 std::optional<double> modelledPow)
    : m_expiry(fields.expiry),
      m_ttl(fields.ttl),
      m_topic(fields.topic),
      m_nonce(fields.nonce),
      m_dataSize(fields.data.GetSize())
{
    const uint64_t real = CountRealBytes(fields.data);
    const std::vector<uint8_t> start = fields.data.Slice(0, real).ToVector();
    m_zeros = m_dataSize - real;
    m_payloadSize = GetWhisperPayloadSize(fields.data).value_or(m_dataSize);

    RlpWriter tail;
    tail.WriteUint(m_nonce);
    m_tail = tail.TakeBytes();

    RlpWriter body;
    const uint64_t behind = WriteWhisperFields(body, fields);
    const std::size_t inBody = body.GetBytes().size();
    RlpWriter list;
    list.WriteListHeader(inBody + behind + m_tail.size());
    m_head = list.TakeBytes();
    m_head.reserve(m_head.size() + inBody + (behind > 0 ? real : 0));
    m_head.insert(m_head.end(), body.GetBytes().begin(), body.GetBytes().end());
    m_dataStart = m_head.size() - (m_dataSize == 1 ? 1 : 0);
    if (behind > 0)
    {
        m_head.insert(m_head.end(), start.begin(), start.end());
    }

    CryptoPP::Keccak_256 hash;
    Absorb(hash, *this);
    hash.Final(m_hash.data());

    if (modelledPow)
    {
        m_work = *modelledPow * m_ttl;
    }
    else
    {
        const WhisperPowHasher hasher(fields);
        m_work = std::ldexp(1.0, static_cast<int>(hasher.CountLeadingZeros(m_nonce))) /
                 static_cast<double>(hasher.GetSize());
    }
}

VirtualBytes
WhisperEnvelope::GetData() const
{
    return VirtualBytes(std::vector<uint8_t>(m_head.begin() + m_dataStart, m_head.end()), m_zeros);
}

WhisperEnvelopeFields
WhisperEnvelope::GetFields() const
{
    return {m_expiry, m_ttl, m_topic, GetData(), m_nonce};
}

double
WhisperEnvelope::GetPow(uint32_t extra) const
{
    const uint64_t ttl = static_cast<uint64_t>(m_ttl) + extra;
    return ttl == 0 ? std::numeric_limits<double>::infinity() : m_work / static_cast<double>(ttl);
}

std::size_t
WhisperEnvelope::GetKeySize() const
{
    return m_dataStart + std::min(m_dataSize, KEY_SIZE);
}

bool
WhisperEnvelope::HasFields(const WhisperEnvelopeFields& fields) const
{
    return m_expiry == fields.expiry && m_ttl == fields.ttl && m_topic == fields.topic &&
           m_nonce == fields.nonce && m_dataSize == fields.data.GetSize() &&
           GetData() == fields.data;
}

WhisperHash
HashWhisperBatch(const std::vector<Ptr<const WhisperEnvelope>>& envelopes)
{
    uint64_t size = 0;
    for (const auto& envelope : envelopes)
    {
        size += envelope->GetRlpSize();
    }
    RlpWriter list;
    list.WriteListHeader(size);
    CryptoPP::Keccak_256 hash;
    hash.Update(list.GetBytes().data(), list.GetBytes().size());
    for (const auto& envelope : envelopes)
    {
        Absorb(hash, *envelope);
    }
    WhisperHash digest;
    hash.Final(digest.data());
    return digest;
}

} // namespace ns3
