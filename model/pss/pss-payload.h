/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_PAYLOAD_H
#define WAKU_PSS_PAYLOAD_H

#include "pss-address.h"

#include "ns3/virtual-bytes.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How a payload is encrypted (pss/pss.go, SendRaw, SendSym, SendAsym).
 */
enum class PssEncryption
{
    RAW,        //!< not at all
    SYMMETRIC,  //!< AES-GCM with a key that sender and receivers share
    ASYMMETRIC, //!< ECIES with the public key of the receiver
};

/**
 * \ingroup waku
 * \brief Stands for a key. Who has it can read what was encrypted with it.
 */
using PssKey = uint64_t;

/**
 * \ingroup waku
 * \param address overlay address of a node
 * \return the key that stands for the key pair of the node
 */
PssKey GetPssKeyOf(const PssAddress& address);

/**
 * \ingroup waku
 * \brief An encrypted payload after decryption.
 */
struct PssPlaintext
{
    PssKey key{0};        //!< key with which it was encrypted
    VirtualBytes payload; //!< the payload
};

/**
 * \ingroup waku
 * \brief Size of the largest payload that can be encrypted, in bytes.
 */
constexpr uint64_t MAX_PSS_PAYLOAD = 0xffffff;

/**
 * \ingroup waku
 * \param payloadSize length of the payload, in bytes; at most MAX_PSS_PAYLOAD if it is encrypted
 * \param encryption how it is encrypted
 * \return length of the payload of the message (pss/crypto/crypto.go, Wrap): flags, 1 to 3 bytes of
 *         the size, the payload, 16 bytes of padding, a signature of 65 bytes, and 28 bytes of
 *         AES-GCM or 113 of ECIES; in bytes
 */
uint64_t GetPssPayloadSize(uint64_t payloadSize, PssEncryption encryption);

/**
 * \ingroup waku
 * \brief Make the payload of a message.
 *
 * Nothing is encrypted. The first 16 of the bytes that encryption adds are the key and the salt,
 * then come flags, size and payload. Padding, signature and the other bytes are zeros.
 * \param payload the user's payload, at most MAX_PSS_PAYLOAD bytes if it is encrypted
 * \param encryption how it is encrypted
 * \param key the key
 * \param salt random number that makes equal payloads different
 * \return the payload of the message
 */
VirtualBytes WrapPssPayload(const VirtualBytes& payload,
                            PssEncryption encryption,
                            PssKey key,
                            uint64_t salt);

/**
 * \ingroup waku
 * \param wrapped payload of an encrypted message
 * \param encryption how it is encrypted: SYMMETRIC or ASYMMETRIC
 * \return key and payload; nothing if the bytes are malformed
 */
std::optional<PssPlaintext> UnwrapPssPayload(const VirtualBytes& wrapped, PssEncryption encryption);

} // namespace ns3

#endif /* WAKU_PSS_PAYLOAD_H */
