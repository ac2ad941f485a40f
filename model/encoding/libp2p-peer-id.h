/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIBP2P_PEER_ID_H
#define WAKU_LIBP2P_PEER_ID_H

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief An Ed25519 key: the seed of a private key (RFC 8032), or a public key.
 */
using Ed25519Key = std::array<uint8_t, 32>;

/**
 * \ingroup waku
 * \param seed seed of a private key
 * \return its public key
 */
Ed25519Key GetEd25519PublicKey(const Ed25519Key& seed);

/**
 * \ingroup waku
 * \brief Make the peer id of a public key: the protocol buffer of the key as an identity multihash
 * (libp2p specs, peer-ids, "Peer Ids").
 * \param publicKey a public key
 * \return the 38 bytes of the peer id
 */
std::vector<uint8_t> MakePeerId(const Ed25519Key& publicKey);

/**
 * \ingroup waku
 * \param bytes bytes
 * \return the bytes in base58btc, which is the text form of a peer id, such as `12D3KooW...`
 */
std::string EncodeBase58(const std::vector<uint8_t>& bytes);

} // namespace ns3

#endif /* WAKU_LIBP2P_PEER_ID_H */
