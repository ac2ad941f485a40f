/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-payload.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint64_t PADDING = 256;             //!< the plaintext's size is a multiple of this
constexpr uint64_t SIGNATURE = 65;            //!< bytes of a signature
constexpr uint64_t SYMMETRIC_OVERHEAD = 28;   //!< AES-GCM: 12 bytes of salt, 16 of tag
constexpr uint64_t ASYMMETRIC_OVERHEAD = 113; //!< ECIES: 65 of key, 16 of IV, 32 of tag
constexpr uint8_t SIZE_MASK = 3;              //!< flags: number of bytes of the payload's size
constexpr uint8_t SIGNED_FLAG = 4;            //!< flags: there is a signature

/**
 * \param payloadSize length of a payload
 * \return number of bytes in which the length is written
 */
uint64_t
GetSizeBytes(uint64_t payloadSize)
{
    return payloadSize < 0x100 ? 1 : payloadSize < 0x10000 ? 2 : 3;
}

/** Position of a payload in the data. */
struct Place
{
    uint64_t offset; //!< offset of the payload, in bytes
    uint64_t size;   //!< length of the payload, in bytes
};

/**
 * \param data the data of an envelope
 * \return position of the payload
 */
std::optional<Place>
Locate(const VirtualBytes& data)
{
    constexpr uint64_t SALT = std::tuple_size<WhisperSalt>::value;
    if (data.GetSize() <= SALT)
    {
        return std::nullopt;
    }
    const uint64_t seen = std::min<uint64_t>(data.GetSize(), SALT + 1 + SIZE_MASK);
    const std::vector<uint8_t> start = data.Slice(0, seen).ToVector();
    const uint8_t flags = start[SALT];
    const uint64_t sizeBytes = flags & SIZE_MASK;
    if (sizeBytes == 0 || (flags & ~(SIZE_MASK | SIGNED_FLAG)) || SALT + 1 + sizeBytes > seen)
    {
        return std::nullopt;
    }
    uint64_t size = 0;
    for (uint64_t i = 0; i < sizeBytes; ++i)
    {
        size |= static_cast<uint64_t>(start[SALT + 1 + i]) << 8 * i;
    }
    const uint64_t offset = SALT + 1 + sizeBytes;
    if (size > data.GetSize() - offset)
    {
        return std::nullopt;
    }
    return Place{offset, size};
}

} // namespace

uint64_t
GetWhisperDataSize(uint64_t payloadSize, const WhisperPayloadFormat& format)
{
    NS_ABORT_MSG_IF(payloadSize > MAX_WHISPER_PAYLOAD,
                    "a Whisper payload of " << payloadSize << " bytes; the most is "
                                            << MAX_WHISPER_PAYLOAD);
    const uint64_t raw =
        1 + GetSizeBytes(payloadSize) + payloadSize + (format.isSigned ? SIGNATURE : 0);
    const uint64_t padded = raw - raw % PADDING + PADDING;
    return padded + (format.isAsymmetric ? ASYMMETRIC_OVERHEAD : SYMMETRIC_OVERHEAD);
}

VirtualBytes
WrapWhisperPayload(const VirtualBytes& payload,
                   const WhisperSalt& salt,
                   const WhisperPayloadFormat& format)
{
    const uint64_t total = GetWhisperDataSize(payload.GetSize(), format);
    const uint64_t sizeBytes = GetSizeBytes(payload.GetSize());
    std::vector<uint8_t> head(salt.begin(), salt.end());
    head.push_back(static_cast<uint8_t>(sizeBytes | (format.isSigned ? SIGNED_FLAG : 0)));
    for (uint64_t i = 0; i < sizeBytes; ++i)
    {
        head.push_back(static_cast<uint8_t>(payload.GetSize() >> 8 * i));
    }
    head.insert(head.end(), payload.GetHead().begin(), payload.GetHead().end());
    const uint64_t zeros = total - head.size();
    return VirtualBytes(std::move(head), zeros);
}

std::optional<uint64_t>
GetWhisperPayloadSize(const VirtualBytes& data)
{
    const std::optional<Place> place = Locate(data);
    return place ? std::optional<uint64_t>(place->size) : std::nullopt;
}

std::optional<VirtualBytes>
UnwrapWhisperPayload(const VirtualBytes& data)
{
    const std::optional<Place> place = Locate(data);
    return place ? std::optional<VirtualBytes>(data.Slice(place->offset, place->size))
                 : std::nullopt;
}

} // namespace ns3
