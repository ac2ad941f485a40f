/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_TCP_L4_PROTOCOL_H
#define WAKU_WAN_TCP_L4_PROTOCOL_H

#include "ns3/tcp-l4-protocol.h"

#include <boost/container/flat_map.hpp>
#include <cstdint>

namespace ns3
{

class WanTcpSocket;

/**
 * \ingroup waku
 * \brief TCP that finds the socket of a segment in O(log connections).
 *
 * ns-3's Ipv4EndPointDemux compares a segment with every end point of the host. With 50 connections
 * per node this takes a sixth of a simulation's time. This class looks up connected WanTcpSockets
 * of IPv4 by remote address and ports. Segments that it does not find there (SYNs, segments of
 * other sockets, IPv6) are handled by TcpL4Protocol. The result is the same in both cases.
 */
class WanTcpL4Protocol : public TcpL4Protocol
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    /** Identifies a connection at its host: remote address, remote port and local port. */
    using Key = uint64_t;

    /**
     * \param remote address of the remote host
     * \param remotePort port at the remote host
     * \param localPort port at this host
     * \return the key of the connection
     */
    static Key MakeKey(Ipv4Address remote, uint16_t remotePort, uint16_t localPort);

    /**
     * Pass the segments of a connection to a socket, until Remove.
     * \param key key of the connection
     * \param socket socket of the connection
     */
    void Add(Key key, WanTcpSocket& socket);

    /**
     * Undo Add. Nothing changes if the segments of the connection go to another socket.
     * \param key key of the connection
     * \param socket socket of the connection
     */
    void Remove(Key key, const WanTcpSocket& socket);

    /**
     * Answer a segment of no connection with a reset (RFC 9293, section 3.10.7.2).
     * \param header header of the segment
     * \param from IP address of its sender
     * \param to IP address of this host
     */
    void Refuse(const TcpHeader& header, const Address& from, const Address& to);

    using TcpL4Protocol::Receive;
    /**
     * \param packet a TCP segment
     * \param header the IPv4 header of the segment
     * \param incomingInterface interface on which the segment arrived
     * \return whether a socket accepted the segment
     */
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> incomingInterface) override;

  private:
    /**
     * \param packet a TCP segment
     * \param header the IPv4 header of the segment
     * \param incomingInterface interface on which the segment arrived
     * \return the socket of the segment's connection; null if the connection was not added
     */
    WanTcpSocket* FindSocket(Ptr<const Packet> packet,
                             const Ipv4Header& header,
                             Ptr<Ipv4Interface> incomingInterface) const;

    boost::container::flat_map<Key, WanTcpSocket*> m_connections; //!< socket of each connection
};

} // namespace ns3

#endif /* WAKU_WAN_TCP_L4_PROTOCOL_H */
