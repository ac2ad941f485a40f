/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_PEER_RECORD_H
#define WAKU_PUBSUB_PEER_RECORD_H

#include "ns3/address.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Make the record of a node for the peer exchange of PRUNE: an encoded PeerInfo (gossipsub
 * v1.1, "Protobuf") with peer id and signed peer record.
 *
 * The peer id is the multihash of an Ed25519 public key (libp2p specs, peer-ids): 38 bytes. The
 * key stands for a real one: it is a hash of the address. The signed peer record is an envelope
 * (RFC 0002) around a PeerRecord (RFC 0003) with the node's multiaddress. Nothing is signed, so the
 * signature is 64 zeros; a real node skips such a peer and accepts the RPC. A record has 215 bytes
 * with an IPv4 address.
 * \param host IP address, with or without port
 * \param port port on which the node listens
 * \return the record
 */
std::string EncodePeerRecord(const Address& host, uint16_t port);

/**
 * \ingroup waku
 * \param record a record from a peer, which may be any bytes
 * \return IP address and port (InetSocketAddress or Inet6SocketAddress) in the first multiaddress
 *        of the signed peer record; an invalid address if there is none, or the record is malformed
 */
Address DecodePeerRecord(const std::string& record);

} // namespace ns3

#endif /* WAKU_PUBSUB_PEER_RECORD_H */
