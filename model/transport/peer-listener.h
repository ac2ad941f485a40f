/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_LISTENER_H
#define WAKU_PEER_LISTENER_H

#include "ns3/address.h"
#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/socket.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace ns3
{

class TcpHeader;
class TcpSocketBase;

/**
 * \ingroup waku
 * \brief Listens on a TCP port of a node: on IPv4 and, if the node has IPv6, also on IPv6.
 */
class PeerListener
{
  public:
    /** Called with the socket of an incoming connection, and the remote IP address and port. */
    using AcceptCallback = std::function<void(Ptr<Socket>, const Address&)>;

    PeerListener() = default;
    PeerListener(const PeerListener&) = delete;
    PeerListener& operator=(const PeerListener&) = delete;

    /**
     * Start to listen. A port that is in use stops the program.
     * \param node the node
     * \param socketFactory TypeId of the socket factory
     * \param port the TCP port
     * \param accept called with each incoming connection
     */
    void Start(Ptr<Node> node, TypeId socketFactory, uint16_t port, AcceptCallback accept);

    /** Stop listening. Connections whose handshake is not finished will be closed. */
    void Stop();

  private:
    /** Listen on all IPv4 addresses and, if the node has IPv6, on all IPv6 addresses. */
    void ListenAll();
    /**
     * Create a listening socket.
     * \param local address and port to listen on
     */
    void Listen(const Address& local);
    /** Close the listening sockets. */
    void CloseAll();
    /** Replace the listening sockets. */
    void ListenAgain();
    /**
     * Handle an incoming connection.
     * \param socket socket of the connection
     * \param from remote IP address and port
     */
    void HandleAccept(Ptr<Socket> socket, const Address& from);
    /**
     * Handle a segment that arrives at a listening socket, or at a socket forked from one.
     * \param header header of the segment
     * \param socket the socket
     */
    void HandleReceive(Ptr<const Packet>, const TcpHeader& header, Ptr<const TcpSocketBase> socket);

    Ptr<Node> m_node;                     //!< the node
    TypeId m_socketFactory;               //!< TypeId of the socket factory
    uint16_t m_port{0};                   //!< the TCP port
    AcceptCallback m_accept;              //!< called with each incoming connection
    std::vector<Ptr<Socket>> m_listeners; //!< listening sockets
    EventId m_listenAgain;                //!< scheduled replacement of the listening sockets
};

} // namespace ns3

#endif /* WAKU_PEER_LISTENER_H */
