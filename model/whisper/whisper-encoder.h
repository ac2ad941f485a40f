/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ENCODER_H
#define WAKU_WHISPER_ENCODER_H

#include "whisper-message.h"

#include "ns3/rlpx-frame.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Writes Whisper and Waku 1 packets as frames (EIP-627, "Packet Format and Usage";
 *        6/WAKU1, "ABNF specification").
 *
 * Where EIP-627 is silent, packets have the form in which status-im/whisper writes them:
 * confirmations, light node flag, P2P request complete.
 */
class WhisperEncoder
{
  public:
    /**
     * \param dialect the protocol
     * \param status handshake
     * \return the frame
     */
    static RlpxFrame EncodeStatus(WhisperDialect dialect, const WhisperStatus& status);

    /**
     * \param dialect the protocol
     * \param update changed settings; in Whisper 6 just one of minPow and bloom
     * \return the frame
     */
    static RlpxFrame EncodeStatusUpdate(WhisperDialect dialect, const WhisperStatusUpdate& update);

    /**
     * \param envelopes what to deliver and forward
     * \return the frame
     */
    static RlpxFrame EncodeMessages(const WhisperBundle& envelopes);

    /**
     * \param envelopes what to deliver only
     * \return the frame
     */
    static RlpxFrame EncodeP2pMessage(const WhisperBundle& envelopes);

    /**
     * \param request question to a mail server
     * \return the frame
     */
    static RlpxFrame EncodeP2pRequest(const WhisperP2pRequest& request);

    /**
     * \param complete answer of a mail server
     * \return the frame
     */
    static RlpxFrame EncodeRequestComplete(const WhisperRequestComplete& complete);

    /**
     * \param acknowledged confirmation of a bundle
     * \return the frame
     */
    static RlpxFrame EncodeBatchAcknowledged(const WhisperBatchAcknowledged& acknowledged);

    /**
     * \param response confirmation of a bundle with errors
     * \return the frame
     */
    static RlpxFrame EncodeMessageResponse(const WhisperMessageResponse& response);

    /**
     * \param envelopesSize sum of the RLP sizes of some envelopes, bytes
     * \return size of frame-data that holds a list of them, bytes
     */
    static uint64_t GetDataSize(uint64_t envelopesSize);
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENCODER_H */
