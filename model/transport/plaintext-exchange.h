/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PLAINTEXT_EXCHANGE_H
#define WAKU_PLAINTEXT_EXCHANGE_H

#include "ns3/libp2p-peer-id.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The message by which each side of a connection tells its key and peer id (libp2p specs,
 * plaintext, "Messages"). Its length precedes it as a varint.
 */
class PlaintextExchange
{
  public:
    static constexpr auto PROTOCOL_ID = "/plaintext/2.0.0"; //!< protocol id of the handshake
    static constexpr uint32_t MAX_SIZE = 4096;              //!< longest message that is read, bytes

    /**
     * \param name any text
     * \return an Ed25519 public key that is always the same for the name. Its private key's seed is
     *         the SHA-256 of the name.
     */
    static Ed25519Key MakeKey(const std::string& name);

    /**
     * \param key an Ed25519 public key
     * \return the key as the protocol buffer PublicKey (libp2p specs, peer-ids, "Keys")
     */
    static std::vector<uint8_t> EncodeKey(const Ed25519Key& key);

    /**
     * \param key an Ed25519 public key
     * \return the message with its length
     */
    static std::vector<uint8_t> Encode(const Ed25519Key& key);

    /**
     * \param message a message without its length, of any bytes
     * \param [out] peerId the peer id of the sender, in bytes
     * \return whether the message is well-formed and the peer id is that of the key, which may be
     * of any type
     */
    static bool Decode(const std::vector<uint8_t>& message, std::vector<uint8_t>& peerId);
};

} // namespace ns3

#endif /* WAKU_PLAINTEXT_EXCHANGE_H */
