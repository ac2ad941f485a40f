/* SPDX-License-Identifier: GPL-2.0-only */
#include "pss-payload.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint64_t PADDING = 16;              //!< bytes of padding
constexpr uint64_t SIGNATURE = 65;            //!< bytes of a signature
constexpr uint64_t SYMMETRIC_OVERHEAD = 28;   //!< AES-GCM: 12 bytes of salt, 16 of tag
constexpr uint64_t ASYMMETRIC_OVERHEAD = 113; //!< ECIES: 65 of key, 16 of IV, 32 of tag
constexpr uint8_t SIZE_MASK = 3;              //!< flags: number of bytes of the size
constexpr uint8_t SIGNED_FLAG = 4;            //!< flags: there is a signature
constexpr uint64_t KEY_AND_SALT = 16;         //!< bytes of key and salt

uint64_t
CountSizeBytes(uint64_t payloadSize)
{
    return payloadSize < 0x100 ? 1 : payloadSize < 0x10000 ? 2 : 3;
}

uint64_t
GetOverhead(PssEncryption encryption)
{
    return encryption == PssEncryption::ASYMMETRIC ? ASYMMETRIC_OVERHEAD : SYMMETRIC_OVERHEAD;
}

void
AppendBigEndian(std::vector<uint8_t>& bytes, uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
    {
        bytes.push_back(static_cast<uint8_t>(number >> shift));
    }
}

} // namespace

PssKey
GetPssKeyOf(const PssAddress& address)
{
    PssKey key = 0;
    for (std::size_t i = 0; i < sizeof(key); i++)
    {
        key = key << 8 | address[i];
    }
    return key;
}

uint64_t
GetPssPayloadSize(uint64_t payloadSize, PssEncryption encryption)
{
    if (encryption == PssEncryption::RAW)
    {
        return payloadSize;
    }
    NS_ABORT_MSG_IF(payloadSize > MAX_PSS_PAYLOAD,
                    "an encrypted payload of " << payloadSize << " bytes; the most is "
                                               << MAX_PSS_PAYLOAD);
    return 1 + CountSizeBytes(payloadSize) + payloadSize + PADDING + SIGNATURE +
           GetOverhead(encryption);
}

VirtualBytes
WrapPssPayload(const VirtualBytes& payload, PssEncryption encryption, PssKey key, uint64_t salt)
{
    if (encryption == PssEncryption::RAW)
    {
        return payload;
    }
    const uint64_t total = GetPssPayloadSize(payload.GetSize(), encryption);
    const uint64_t sizeBytes = CountSizeBytes(payload.GetSize());
    std::vector<uint8_t> head;
    AppendBigEndian(head, key);
    AppendBigEndian(head, salt);
    head.push_back(static_cast<uint8_t>(sizeBytes | SIGNED_FLAG));
    for (uint64_t i = 0; i < sizeBytes; i++)
    {
        head.push_back(static_cast<uint8_t>(payload.GetSize() >> 8 * i));
    }
    head.insert(head.end(), payload.GetHead().begin(), payload.GetHead().end());
    const uint64_t zeros = total - head.size();
    return VirtualBytes(std::move(head), zeros);
}

std::optional<PssPlaintext>
UnwrapPssPayload(const VirtualBytes& wrapped, PssEncryption encryption)
{
    const uint64_t seen = std::min<uint64_t>(wrapped.GetSize(), KEY_AND_SALT + 1 + SIZE_MASK);
    const std::vector<uint8_t> start = wrapped.Slice(0, seen).ToVector();
    if (seen <= KEY_AND_SALT)
    {
        return std::nullopt;
    }
    const uint8_t flags = start[KEY_AND_SALT];
    const uint64_t sizeBytes = flags & SIZE_MASK;
    const uint64_t offset = KEY_AND_SALT + 1 + sizeBytes;
    if (sizeBytes == 0 || (flags & ~(SIZE_MASK | SIGNED_FLAG)) != 0 || offset > seen)
    {
        return std::nullopt;
    }
    uint64_t size = 0;
    for (uint64_t i = 0; i < sizeBytes; i++)
    {
        size |= static_cast<uint64_t>(start[KEY_AND_SALT + 1 + i]) << 8 * i;
    }
    const uint64_t rest = GetOverhead(encryption) - KEY_AND_SALT;
    if (offset + size + rest > wrapped.GetSize())
    {
        return std::nullopt;
    }
    PssPlaintext plaintext;
    for (std::size_t i = 0; i < sizeof(PssKey); i++)
    {
        plaintext.key = plaintext.key << 8 | start[i];
    }
    plaintext.payload = wrapped.Slice(offset, size);
    return plaintext;
}

} // namespace ns3
