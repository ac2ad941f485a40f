/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SOCKET_LISTENER_H
#define WAKU_SOCKET_LISTENER_H

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Receiver of the events of one FlowSocket, in place of the callbacks of ns3::Socket: it
 * takes no memory of the socket's node and no look-up.
 */
class SocketListener
{
  public:
    virtual ~SocketListener() = default;

    /** The socket has connected. */
    virtual void HandleConnected() = 0;
    /** The socket has closed, or could not connect. */
    virtual void HandleClosed() = 0;
    /** The socket has bytes to read. */
    virtual void HandleRead() = 0;
    /**
     * The socket has sent bytes.
     * \param bytes number of bytes sent for the first time
     */
    virtual void HandleDataSent(uint32_t bytes) = 0;
    /** The socket's buffer has room. */
    virtual void HandleRoom() = 0;
};

} // namespace ns3

#endif /* WAKU_SOCKET_LISTENER_H */
