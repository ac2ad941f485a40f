/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_ADDRESS_H
#define WAKU_PEER_ADDRESS_H

#include "ns3/address.h"
#include "ns3/node.h"

#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \param address an IP address with or without port
 * \return the IP address alone, by which nodes are told apart
 */
Address HostOf(const Address& address);

/**
 * \ingroup waku
 * \param address any address
 * \return the port of an InetSocketAddress or Inet6SocketAddress; 0 for any other
 */
uint16_t GetPortOf(const Address& address);

/**
 * \ingroup waku
 * \param address an IP address with or without port
 * \param port a port
 * \return the IP address with that port; any other address as it is
 */
Address WithPort(const Address& address, uint16_t port);

/**
 * \ingroup waku
 * \param address any address
 * \return an IP address, and its port, as people write them; anything else as ns-3 does
 */
std::string DescribeAddress(const Address& address);

/**
 * \ingroup waku
 * \brief Whether an address that someone has named, who may lie, can be that of another node.
 * \param node this node
 * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
 * \return whether it is a unicast address of a family that this node has and none of its own, with
 * a port
 */
bool IsDiallable(const Node& node, const Address& remote);

} // namespace ns3

#endif /* WAKU_PEER_ADDRESS_H */
