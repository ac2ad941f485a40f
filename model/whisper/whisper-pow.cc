/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-pow.h"

#include "whisper-rlp.h"

#include "ns3/abort.h"

#include <algorithm>
#include <cmath>

namespace ns3
{

namespace
{

constexpr unsigned MAX_MINED_BITS = 30; //!< a search for more bits would take too long

} // namespace

WhisperPowHasher::WhisperPowHasher(const WhisperEnvelopeFields& fields)
{
    RlpWriter body;
    const uint64_t behind = WriteWhisperFields(body, fields);
    RlpWriter list;
    list.WriteListHeader(body.GetBytes().size() + behind);
    m_size = list.GetBytes().size() + body.GetBytes().size() + behind;
    m_absorbed.Update(list.GetBytes().data(), list.GetBytes().size());
    m_absorbed.Update(body.GetBytes().data(), body.GetBytes().size());
    if (behind > 0)
    {
        fields.data.ForEachPiece(
            [this](const uint8_t* piece, std::size_t size) { m_absorbed.Update(piece, size); });
    }
}

unsigned
WhisperPowHasher::CountLeadingZeros(uint64_t nonce) const
{
    uint8_t bytes[8];
    for (unsigned i = 0; i < 8; ++i)
    {
        bytes[i] = static_cast<uint8_t>(nonce >> (56 - 8 * i));
    }
    CryptoPP::Keccak_256 hash(m_absorbed);
    hash.Update(bytes, sizeof(bytes));
    WhisperHash digest;
    hash.Final(digest.data());
    unsigned zeros = 0;
    for (uint8_t byte : digest)
    {
        for (uint8_t mask = 0x80; mask != 0; mask >>= 1)
        {
            if (byte & mask)
            {
                return zeros;
            }
            ++zeros;
        }
    }
    return zeros;
}

unsigned
GetWhisperPowBits(double target, uint64_t size, uint32_t ttl)
{
    const double bits = std::ceil(std::log2(target * static_cast<double>(size) * ttl));
    return bits < 1 ? 1 : static_cast<unsigned>(bits);
}

WhisperSeal
MineWhisperNonce(const WhisperEnvelopeFields& fields, double target)
{
    WhisperSeal seal;
    if (target <= 0)
    {
        return seal;
    }
    const WhisperPowHasher hasher(fields);
    const uint64_t size = WhisperEnvelope::HEADER_SIZE + fields.data.GetSize();
    const unsigned bits = GetWhisperPowBits(target, size, fields.ttl);
    NS_ABORT_MSG_IF(bits > MAX_MINED_BITS,
                    "a proof of work of " << target << " takes " << bits
                                          << " leading zero bits, more than " << MAX_MINED_BITS
                                          << ", too many to mine; set the attribute ModelPow");
    while (hasher.CountLeadingZeros(seal.nonce) < bits)
    {
        ++seal.nonce;
    }
    seal.attempts = static_cast<double>(seal.nonce) + 1;
    return seal;
}

WhisperSeal
ModelWhisperNonce(const WhisperEnvelopeFields& fields, double target, double draw)
{
    WhisperSeal seal;
    if (target <= 0)
    {
        return seal;
    }
    const uint64_t size = WhisperEnvelope::HEADER_SIZE + fields.data.GetSize();
    const unsigned bits = GetWhisperPowBits(target, size, fields.ttl);
    seal.attempts = std::max(1.0, std::ceil(std::ldexp(draw, static_cast<int>(bits))));
    seal.nonce = seal.attempts < 1.8e19 ? static_cast<uint64_t>(seal.attempts) - 1 : UINT64_MAX;
    seal.modelledPow = std::ldexp(1.0, static_cast<int>(bits)) /
                       static_cast<double>(WhisperPowHasher(fields).GetSize()) / fields.ttl;
    return seal;
}

} // namespace ns3
