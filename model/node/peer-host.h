/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_HOST_H
#define WAKU_PEER_HOST_H

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/peer-info.h"
#include "ns3/stream-frame.h"

#include <functional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a PeerProtocol asks of the node on which it is mounted: the time, and everything that
 * is I/O.
 *
 * None of its methods calls the protocol before it returns, but for FrameDropped() and FrameSent()
 * of a frame that goes its way in Send(). Frames come from the protocol alone: those of other
 * protocols on the same connection are out of its reach.
 */
class PeerHost
{
  public:
    virtual ~PeerHost() = default;

    /** \return the present, counted from the start of the simulation */
    virtual Time GetNow() const = 0;

    /**
     * \param peer to whom
     * \param frame what
     * \return whether it was sent or waits; false if the peer is gone or has no room
     */
    virtual bool Send(PeerId peer, Ptr<const StreamFrame> frame) = 0;

    /**
     * \param peer to whom
     * \param frame what to take back
     * \return whether it waited in the send queue
     */
    virtual bool Cancel(PeerId peer, const StreamFrame* frame) = 0;

    /**
     * Close the connection of a peer when the present event is over, with all that it carries, and
     * do not dial it again.
     * \param peer whose
     */
    virtual void Disconnect(PeerId peer) = 0;

    /**
     * Connect to a node and stay connected: at once, or when the node goes online.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     */
    virtual void Dial(const Address& remote) = 0;

    /**
     * Try once to connect to a node that another one, which may lie, has named.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     * \return whether it is dialled; PeerConnectionManager::DialSuggested() says when not
     */
    virtual bool DialSuggested(const Address& remote) = 0;

    /**
     * Call back later, unless the node goes offline before.
     * \param delay after how long
     * \param task what; gets the present
     */
    virtual void After(Time delay, std::function<void(Time now)> task) = 0;

    /**
     * \return a number that no other node of the run with this protocol has: that of the ns-3 node
     * in the low 24 bits, and how many applications of this kind the ns-3 node got before
     */
    virtual uint32_t GetNodeNumber() const = 0;
};

} // namespace ns3

#endif /* WAKU_PEER_HOST_H */
