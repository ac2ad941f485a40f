/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_L4_PROTOCOL_H
#define WAKU_WAN_TCP_L4_PROTOCOL_H

#include "ns3/tcp-l4-protocol.h"

#include <boost/container/flat_map.hpp>
#include <cstdint>

namespace ns3
{

class Ipv4EndPoint;
class WanTcpSocket;

/**
 * \ingroup waku
 * \brief TCP that finds the socket of a segment in O(log connections).
 *
 * Ipv4EndPointDemux compares a segment with every end point of the host: with 50 connections a
 * node, a sixth of a simulation's time. Here connected WanTcpSockets of IPv4 are found by remote
 * address and ports; whatever is not found there (SYNs, other sockets, IPv6) goes TcpL4Protocol's
 * way. What a segment does is the same either way.
 */
class WanTcpL4Protocol : public TcpL4Protocol
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** Names a connection at its host: remote address, remote port, local port. */
    using Key = uint64_t;

    /**
     * \param remote address of the other side
     * \param remotePort its port
     * \param localPort port of this side
     * \return the name of the connection
     */
    static Key MakeKey(Ipv4Address remote, uint16_t remotePort, uint16_t localPort);

    /** \param key of a connection \param socket gets its segments until Remove */
    void Add(Key key, WanTcpSocket& socket);

    /** \param key of a connection \param socket that had its segments; another's stays */
    void Remove(Key key, const WanTcpSocket& socket);

    using TcpL4Protocol::Receive;
    /**
     * \param packet a TCP segment
     * \param header its IPv4 header
     * \param incomingInterface where it came in
     * \return whether a socket took it
     */
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> incomingInterface) override;

  private:
    /**
     * \param packet a TCP segment
     * \param header its IP header
     * \param incomingInterface where it came in
     * \return the end point of the connection it belongs to, or null if that is not known here
     */
    Ipv4EndPoint* FindEndPoint(Ptr<const Packet> packet,
                               const Ipv4Header& header,
                               Ptr<Ipv4Interface> incomingInterface) const;

    boost::container::flat_map<Key, WanTcpSocket*> m_connections; //!< look-up only; never iterated
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_L4_PROTOCOL_H */
