/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_DISPATCHER_H
#define WAKU_STREAM_DISPATCHER_H

#include "ns3/socket.h"

#include <boost/container/flat_map.hpp>

namespace ns3
{

class MessageStream;

/**
 * \ingroup waku
 * \brief Passes the events of a node's sockets to their streams.
 *
 * A FlowSocket tells its stream itself. Other sockets have six callbacks; to save memory, all
 * sockets of a node share one set of them.
 */
class StreamDispatcher
{
  public:
    StreamDispatcher() = default;

    StreamDispatcher(const StreamDispatcher&) = delete;
    StreamDispatcher& operator=(const StreamDispatcher&) = delete;

    /**
     * Pass the events of a socket to a stream, until Detach.
     * \param socket a TCP socket
     * \param stream the stream
     */
    void Attach(Ptr<Socket> socket, MessageStream& stream);

    /**
     * Ignore further events of a socket.
     * \param socket the socket
     */
    void Detach(Ptr<Socket> socket);

  private:
    /** Make the callbacks that all sockets share. */
    void MakeCallbacks();
    /**
     * \param socket a socket
     * \return stream of the socket, or null
     */
    MessageStream* Find(const Ptr<Socket>& socket) const;
    /**
     * Handle that a socket has connected.
     * \param socket the socket
     */
    void HandleConnected(Ptr<Socket> socket);
    /**
     * Handle that a socket has closed, or could not connect.
     * \param socket the socket
     */
    void HandleClosed(Ptr<Socket> socket);
    /**
     * Handle that a socket has bytes to read.
     * \param socket the socket
     */
    void HandleRead(Ptr<Socket> socket);
    /**
     * Handle that a socket has sent bytes.
     * \param socket the socket
     * \param bytes number of bytes sent for the first time
     */
    void HandleDataSent(Ptr<Socket> socket, uint32_t bytes);
    /**
     * Handle that the buffer of a socket has room.
     * \param socket the socket
     * \param room the room, in bytes
     */
    void HandleRoom(Ptr<Socket> socket, uint32_t room);

    Callback<void, Ptr<Socket>> m_connected;          //!< shared by all sockets; null until needed
    Callback<void, Ptr<Socket>> m_closed;             //!< shared by all sockets
    Callback<void, Ptr<Socket>> m_read;               //!< shared by all sockets
    Callback<void, Ptr<Socket>, uint32_t> m_dataSent; //!< shared by all sockets
    Callback<void, Ptr<Socket>, uint32_t> m_room;     //!< shared by all sockets
    /** Stream of each socket. For look-up only; flat, since it is used several times per packet. */
    boost::container::flat_map<const Socket*, MessageStream*> m_streams;
};

} // namespace ns3

#endif /* WAKU_STREAM_DISPATCHER_H */
