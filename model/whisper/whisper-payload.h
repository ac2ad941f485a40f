/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_PAYLOAD_H
#define WAKU_WHISPER_PAYLOAD_H

#include "ns3/virtual-bytes.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How the data of an envelope is made from a payload (go-ethereum's whisperv6, message.go;
 *        26/WAKU2-PAYLOAD describes the same format).
 *
 * The plaintext is a byte of flags, the payload's size (1 to 3 bytes, little endian), the payload,
 * padding up to the next multiple of 256 bytes (a whole 256 if it is one already), and a signature
 * of 65 bytes that counts in that multiple. Encryption adds 28 bytes with a symmetric key (AES-GCM:
 * salt and tag), 113 with an asymmetric one (ECIES).
 */
struct WhisperPayloadFormat
{
    bool isAsymmetric{false}; //!< encrypted to a public key, else with a symmetric one
    bool isSigned{true};      //!< signed by the sender
};

/**
 * \ingroup waku
 * \brief The random bytes that make two envelopes of equal payload different.
 */
using WhisperSalt = std::array<uint8_t, 12>;

/**
 * \ingroup waku
 * \brief Largest payload, bytes.
 */
constexpr uint64_t MAX_WHISPER_PAYLOAD = 0xffffff;

/**
 * \ingroup waku
 * \param payloadSize length of the payload, bytes, at most MAX_WHISPER_PAYLOAD
 * \param format signature and encryption
 * \return length of the data, bytes
 */
uint64_t GetWhisperDataSize(uint64_t payloadSize, const WhisperPayloadFormat& format);

/**
 * \ingroup waku
 * \brief Make the data of an envelope.
 *
 * It is not really encrypted. The salt comes first, then the plaintext; padding, signature and the
 * rest of what encryption adds are zeros.
 * \param payload the user's payload, at most MAX_WHISPER_PAYLOAD bytes
 * \param salt random bytes
 * \param format signature and encryption
 * \return the data
 */
VirtualBytes WrapWhisperPayload(const VirtualBytes& payload,
                                const WhisperSalt& salt,
                                const WhisperPayloadFormat& format);

/**
 * \ingroup waku
 * \param data the data of an envelope
 * \return length of the payload, bytes; nothing if the data can't be read
 */
std::optional<uint64_t> GetWhisperPayloadSize(const VirtualBytes& data);

/**
 * \ingroup waku
 * \param data the data of an envelope
 * \return the payload; nothing if the data can't be read
 */
std::optional<VirtualBytes> UnwrapWhisperPayload(const VirtualBytes& data);

} // namespace ns3

#endif /* WAKU_WHISPER_PAYLOAD_H */
