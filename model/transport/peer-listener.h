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
 * \brief Listens on a TCP port of a node, on IPv4 and, if the node has it, on IPv6.
 */
class PeerListener
{
  public:
    /** Gets a connection that came in, and the IP address and port of the other side. */
    using AcceptCallback = std::function<void(Ptr<Socket>, const Address&)>;

    PeerListener() = default;
    PeerListener(const PeerListener&) = delete;
    PeerListener& operator=(const PeerListener&) = delete;

    /**
     * A port that is in use stops the program.
     * \param node where to listen
     * \param socketFactory TypeId of the socket factory
     * \param port on which port
     * \param accept gets what comes in
     */
    void Start(Ptr<Node> node, TypeId socketFactory, uint16_t port, AcceptCallback accept);

    /** Connections whose handshake is under way will be closed. */
    void Stop();

  private:
    /** Listen on every address. */
    void ListenAll();
    /** \param local address to listen on */
    void Listen(const Address& local);
    /** Close the listening sockets. */
    void CloseAll();
    /** Replace the listening sockets. */
    void ListenAgain();
    /** \param socket that has connected \param from where it comes from */
    void HandleAccept(Ptr<Socket> socket, const Address& from);
    /** \param header of a segment \param socket a listener, or what it accepts */
    void HandleReceive(Ptr<const Packet>, const TcpHeader& header, Ptr<const TcpSocketBase> socket);

    Ptr<Node> m_node;                     //!< where to listen
    TypeId m_socketFactory;               //!< makes the sockets
    uint16_t m_port{0};                   //!< on which port
    AcceptCallback m_accept;              //!< gets what comes in
    std::vector<Ptr<Socket>> m_listeners; //!< listening sockets
    EventId m_listenAgain;                //!< a stray segment came to a listener
};

} // namespace ns3

#endif /* WAKU_PEER_LISTENER_H */
