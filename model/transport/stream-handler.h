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
 * \brief What a protocol wants to know of its streams.
 *
 * A protocol hears of a peer's bytes only between PeerUp and PeerDown. It can be told of a peer
 * long after that one has connected, and that a peer is gone while the connection stays for other
 * protocols (PeerConnectionManager says when).
 */
class StreamHandler
{
  public:
    virtual ~StreamHandler() = default;
    /**
     * Nothing that happens to the peer may be told before this returns.
     * \param peer whose stream begins; once for each connection of the peer
     * \return the parser of its bytes
     */
    virtual std::unique_ptr<StreamParser> CreateParser(PeerId peer) = 0;
    /** \param peer is connected and speaks the protocol; frames can be sent */
    virtual void PeerUp(const PeerInfo& peer) = 0;
    /** \param peer is gone, or does not speak the protocol after all */
    virtual void PeerDown(const PeerInfo& peer) = 0;
    /**
     * \param peer to whom
     * \param frame all bytes of it have been handed to TCP
     */
    virtual void FrameSent(const PeerInfo& peer, Ptr<const StreamFrame> frame) = 0;
    /**
     * \param peer to whom
     * \param frame found no room in the send queue, or the peer turned out not to speak the
     *        protocol
     */
    virtual void FrameDropped(const PeerInfo& peer, Ptr<const StreamFrame> frame) = 0;
};

} // namespace ns3

#endif /* WAKU_STREAM_HANDLER_H */
