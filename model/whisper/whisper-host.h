/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_HOST_H
#define WAKU_WHISPER_HOST_H

#include "whisper-error.h"
#include "whisper-message.h"

#include "ns3/nstime.h"
#include "ns3/peer-info.h"
#include "ns3/rlpx-frame.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief The I/O that WhisperProtocol needs from the application that owns it.
 *
 * IsWritable(), Send() and WakeAt() must not call the protocol. If Send() finds that a connection
 * is broken, the application calls WhisperProtocol::RemovePeer() later.
 */
class WhisperHost
{
  public:
    virtual ~WhisperHost() = default;

    /**
     * \param peer a peer
     * \return whether envelopes can be sent to the peer now. If not, they wait and go into later
     *         bundles.
     */
    virtual bool IsWritable(PeerId peer) const = 0;

    /**
     * Send a frame. Frames are sent in the order of the calls.
     * \param peer the receiving peer
     * \param frame the frame
     */
    virtual void Send(PeerId peer, const RlpxFrame& frame) = 0;

    /**
     * Deliver an envelope on a topic of this node. An envelope that peers forward is delivered
     * once. An envelope from a mail server is delivered each time that the mail server sends it.
     * \param envelope the envelope
     */
    virtual void Deliver(Ptr<const WhisperEnvelope> envelope) = 0;

    /**
     * Handle the end of a mail server's response.
     * \param peer the mail server
     * \param complete the message of the mail server; with a cursor in it, another request gets the
     *        next page
     */
    virtual void HistoryComplete(PeerId peer, const WhisperRequestComplete& complete) = 0;

    /**
     * Close the connection to a peer. The protocol has already removed the peer.
     * \param peer the peer
     * \param error why the peer is disconnected
     */
    virtual void Disconnect(PeerId peer, WhisperError error) = 0;

    /**
     * Call WhisperProtocol::Wake() at a later time. Each call replaces the one before.
     * \param at the time of the call
     */
    virtual void WakeAt(Time at) = 0;
};

} // namespace ns3

#endif /* WAKU_WHISPER_HOST_H */
