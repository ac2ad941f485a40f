/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_PEER_RECORD_H
#define WAKU_PUBSUB_PEER_RECORD_H

#include "ns3/address.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Make the record of a node for the peer exchange of PRUNE (gossipsub v1.1): 4 or 16 bytes
 * of its IP address, then 2 bytes of its port, in network byte order. Real nodes have a peer id and
 * a signed record in its place.
 * \param host IP address, with or without port
 * \param port port on which the node listens
 * \return the record
 */
std::string EncodePeerRecord(const Address& host, uint16_t port);

/**
 * \ingroup waku
 * \param record a record from a peer, which may be any bytes
 * \return IP address and port (InetSocketAddress or Inet6SocketAddress); an invalid address if the
 *        record has a wrong length
 */
Address DecodePeerRecord(const std::string& record);

} // namespace ns3

#endif /* WAKU_PUBSUB_PEER_RECORD_H */
