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
 * \brief What WhisperProtocol asks of the application that owns it: everything that is I/O.
 *
 * IsWritable(), Send() and WakeAt() must not call the protocol; a connection that proves broken in
 * Send() is to be reported by a later WhisperProtocol::RemovePeer().
 */
class WhisperHost
{
  public:
    virtual ~WhisperHost() = default;

    /**
     * \param peer a peer
     * \return whether it takes envelopes now; while it does not, they wait and join later bundles
     */
    virtual bool IsWritable(PeerId peer) const = 0;

    /**
     * \param peer to whom
     * \param frame what, in the order of the calls
     */
    virtual void Send(PeerId peer, const RlpxFrame& frame) = 0;

    /**
     * Called once for each envelope that peers forward. What a mail server sends is not remembered:
     * it is delivered as often as it is asked for.
     * \param envelope an envelope on a topic of this node
     */
    virtual void Deliver(Ptr<const WhisperEnvelope> envelope) = 0;

    /**
     * A mail server has answered.
     * \param peer the mail server
     * \param complete what it says; a cursor asks for another request
     */
    virtual void HistoryComplete(PeerId peer, const WhisperRequestComplete& complete) = 0;

    /**
     * \param peer whose connection is to be closed; the protocol has forgotten it already
     * \param error why
     */
    virtual void Disconnect(PeerId peer, WhisperError error) = 0;

    /**
     * Call WhisperProtocol::Wake() later.
     * \param at when; replaces the time asked for before
     */
    virtual void WakeAt(Time at) = 0;
};

} // namespace ns3

#endif /* WAKU_WHISPER_HOST_H */
