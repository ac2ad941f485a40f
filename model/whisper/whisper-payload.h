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
 * The plaintext consists of a byte of flags, the size of the payload (1 to 3 bytes, little endian),
 * the payload, padding, and a signature of 65 bytes if there is one. The padding extends the whole
 * plaintext to the next multiple of 256 bytes; it has 256 bytes if the plaintext without padding is
 * such a multiple. Encryption adds 28 bytes with a symmetric key (AES-GCM: salt and tag) and 113
 * bytes with an asymmetric key (ECIES).
 */
struct WhisperPayloadFormat
{
    bool isAsymmetric{false}; //!< true: encrypted with a public key; false: with a symmetric key
    bool isSigned{true};      //!< whether the sender signs the payload
};

/**
 * \ingroup waku
 * \brief Random bytes that make envelopes with the same payload different.
 */
using WhisperSalt = std::array<uint8_t, 12>;

/**
 * \ingroup waku
 * \brief Size of the largest payload, in bytes.
 */
constexpr uint64_t MAX_WHISPER_PAYLOAD = 0xffffff;

/**
 * \ingroup waku
 * \param payloadSize length of the payload in bytes, at most MAX_WHISPER_PAYLOAD
 * \param format signature and encryption
 * \return length of the data of the envelope, in bytes
 */
uint64_t GetWhisperDataSize(uint64_t payloadSize, const WhisperPayloadFormat& format);

/**
 * \ingroup waku
 * \brief Make the data of an envelope.
 *
 * Nothing is encrypted. The data starts with the salt, followed by the plaintext. Padding,
 * signature and the other bytes that encryption adds are zeros.
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
 * \return length of the payload, in bytes; nothing if the data is malformed
 */
std::optional<uint64_t> GetWhisperPayloadSize(const VirtualBytes& data);

/**
 * \ingroup waku
 * \param data the data of an envelope
 * \return the payload; nothing if the data is malformed
 */
std::optional<VirtualBytes> UnwrapWhisperPayload(const VirtualBytes& data);

} // namespace ns3

#endif /* WAKU_WHISPER_PAYLOAD_H */
