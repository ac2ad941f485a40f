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
 * \brief Leads the callbacks of a node's sockets to their streams.
 *
 * A callback of ns-3 takes some 300 bytes and a socket has six of them; the sockets of a node share
 * one set.
 */
class StreamDispatcher
{
  public:
    StreamDispatcher();

    StreamDispatcher(const StreamDispatcher&) = delete;
    StreamDispatcher& operator=(const StreamDispatcher&) = delete;

    /** \param socket a TCP socket \param stream is told what happens on it until Detach */
    void Attach(Ptr<Socket> socket, MessageStream& stream);

    /** \param socket a socket of which nobody wants to hear any more */
    void Detach(Ptr<Socket> socket);

  private:
    /** \param socket a socket \return its stream, or null */
    MessageStream* Find(const Ptr<Socket>& socket) const;
    /** \param socket it connected */
    void HandleConnected(Ptr<Socket> socket);
    /** \param socket it closed, or failed to connect */
    void HandleClosed(Ptr<Socket> socket);
    /** \param socket it has bytes */
    void HandleRead(Ptr<Socket> socket);
    /** \param socket it sent bytes for the first time \param bytes how many */
    void HandleDataSent(Ptr<Socket> socket, uint32_t bytes);
    /** \param socket it has room \param room how much */
    void HandleRoom(Ptr<Socket> socket, uint32_t room);

    Callback<void, Ptr<Socket>> m_connected;          //!< shared by all sockets
    Callback<void, Ptr<Socket>> m_closed;             //!< shared by all sockets
    Callback<void, Ptr<Socket>> m_read;               //!< shared by all sockets
    Callback<void, Ptr<Socket>, uint32_t> m_dataSent; //!< shared by all sockets
    Callback<void, Ptr<Socket>, uint32_t> m_room;     //!< shared by all sockets
    /** Look-up only, never iterated; flat, since it is asked several times for each packet. */
    boost::container::flat_map<const Socket*, MessageStream*> m_streams;
};

} // namespace ns3

#endif /* WAKU_STREAM_DISPATCHER_H */
