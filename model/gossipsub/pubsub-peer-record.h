/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_PEER_RECORD_H
#define WAKU_PUBSUB_PEER_RECORD_H

#include "ns3/address.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How PRUNE's peer exchange (gossipsub v1.1) names a node: the 4 or 16 bytes of its IP
 * address, then two of its port, in network byte order. It stands where real nodes have a peer id
 * and a signed record.
 * \param host IP address, with or without port
 * \param port on which the node listens
 * \return the record
 */
std::string EncodePeerRecord(const Address& host, uint16_t port);

/**
 * \ingroup waku
 * \param record what a peer gave for one
 * \return IP address and port (InetSocketAddress or Inet6SocketAddress); an invalid address if the
 * record has another length
 */
Address DecodePeerRecord(const std::string& record);

} // namespace ns3

#endif /* WAKU_PUBSUB_PEER_RECORD_H */
