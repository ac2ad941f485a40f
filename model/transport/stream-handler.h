/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STREAM_HANDLER_H
#define WAKU_STREAM_HANDLER_H

#include "peer-info.h"
#include "stream-frame.h"
#include "stream-parser.h"

#include <memory>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Receives the events of a protocol's streams.
 *
 * A protocol gets bytes of a peer only between PeerUp and PeerDown. PeerUp may be called long after
 * the peer has connected, and PeerDown while the connection stays open for other protocols
 * (PeerConnectionManager describes when).
 */
class StreamHandler
{
  public:
    virtual ~StreamHandler() = default;
    /**
     * Create the parser for the bytes of a peer. It is called once for each connection of the peer.
     * The call must not lead to other events of the peer.
     * \param peer the peer
     * \return the parser
     */
    virtual std::unique_ptr<StreamParser> CreateParser(PeerId peer) = 0;
    /**
     * A peer that speaks the protocol is connected, and frames can be sent to it.
     * \param peer the peer
     */
    virtual void PeerUp(const PeerInfo& peer) = 0;
    /**
     * A peer has disconnected, or has turned out not to speak the protocol.
     * \param peer the peer
     */
    virtual void PeerDown(const PeerInfo& peer) = 0;
    /**
     * All bytes of a frame have been handed to TCP.
     * \param peer the receiving peer
     * \param frame the frame
     */
    virtual void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) = 0;
    /**
     * A frame was dropped: the send queue had no room for it, or the peer has turned out not to
     * speak the protocol.
     * \param peer the receiving peer
     * \param frame the frame
     */
    virtual void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) = 0;
};

} // namespace ns3

#endif /* WAKU_STREAM_HANDLER_H */
