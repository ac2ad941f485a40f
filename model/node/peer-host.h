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
 * \brief What a PeerProtocol needs from the node on which it is mounted: the time, and all I/O.
 *
 * No method calls the protocol before it returns, except that Send() may call FrameDropped() and
 * FrameSent() for a frame. A protocol can send and cancel only its own frames, not those of other
 * protocols on the same connection.
 */
class PeerHost
{
  public:
    virtual ~PeerHost() = default;

    /** \return current time, from the start of the simulation */
    virtual Time GetNow() const = 0;

    /**
     * Send a frame.
     * \param peer the receiving peer
     * \param frame the frame
     * \return whether the frame was sent or waits; false if the peer has disconnected or the send
     *        queue has no room
     */
    virtual bool Send(PeerId peer, Ptr<const StreamFrame> frame) = 0;

    /**
     * Send a frame before the waiting frames that are neither control frames nor sent by this
     * method. By default it is sent like any other.
     * \param peer the receiving peer
     * \param frame the frame
     * \return as Send()
     */
    virtual bool SendAhead(PeerId peer, Ptr<const StreamFrame> frame)
    {
        return Send(peer, frame);
    }

    /**
     * Remove a frame from the send queue.
     * \param peer the receiving peer
     * \param frame the frame
     * \return whether the frame was removed from the send queue
     */
    virtual bool Cancel(PeerId peer, const StreamFrame* frame) = 0;

    /**
     * Close the connection to a peer when the current event is over, with all protocols that it
     * carries, and do not dial the peer again.
     * \param peer the peer
     */
    virtual void Disconnect(PeerId peer) = 0;

    /**
     * Connect to a node and keep the connection, at once or when the node goes online.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     */
    virtual void Dial(const Address& remote) = 0;

    /**
     * Try once to connect to a node whose address comes from another node, which may lie.
     * \param remote IP address and port (InetSocketAddress or Inet6SocketAddress)
     * \return whether the node is dialled; see PeerConnectionManager::DialSuggested()
     */
    virtual bool DialSuggested(const Address& remote) = 0;

    /**
     * Call a function later, unless the node goes offline before.
     * \param delay time until the call
     * \param task the function, which gets the current time
     */
    virtual void After(Time delay, std::function<void(Time now)> task) = 0;

    /**
     * \return a number that no other node of the run with this protocol has. Its low 24 bits are
     *        the id of the ns-3 node; the others count applications of this kind that the ns-3 node
     *        had before.
     */
    virtual uint32_t GetNodeNumber() const = 0;
};

} // namespace ns3

#endif /* WAKU_PEER_HOST_H */
