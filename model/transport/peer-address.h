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
 * \return the IP address alone, which identifies a node
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
 * \return the IP address with the port; any other address unchanged
 */
Address WithPort(const Address& address, uint16_t port);

/**
 * \ingroup waku
 * \param address any address
 * \return the address as text: an IP address, with its port, in the usual notation; any other
 *         address as ns-3 prints it
 */
std::string DescribeAddress(const Address& address);

/**
 * \ingroup waku
 * \param node a node
 * \param isIpv6 whether the address family is IPv6, else IPv4
 * \return whether the node has the address family
 */
bool HasAddressFamily(const Node& node, bool isIpv6);

/**
 * \ingroup waku
 * \param node a node
 * \param host an IP address, without port
 * \return whether it is an address of the node
 */
bool HasAddress(const Node& node, const Address& host);

/**
 * \ingroup waku
 * \brief Check whether an address that an untrusted node has named can be that of another node.
 * \param node this node
 * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
 * \return whether the address is a unicast address with a port, of an address family that this node
 *         has, and not one of this node's own addresses
 */
bool IsDiallable(const Node& node, const Address& remote);

} // namespace ns3

#endif /* WAKU_PEER_ADDRESS_H */
