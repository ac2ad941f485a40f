/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ENCODER_H
#define WAKU_WHISPER_ENCODER_H

#include "whisper-message.h"

#include "ns3/rlpx-frame.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Encodes Whisper and Waku 1 packets as frames (EIP-627, "Packet Format and Usage";
 *        6/WAKU1, "ABNF specification").
 *
 * EIP-627 does not define confirmations, the light node flag and P2P request complete. They have
 * the form in which status-im/whisper writes them.
 */
class WhisperEncoder
{
  public:
    /**
     * \param dialect the protocol
     * \param status the handshake
     * \return the frame
     */
    static RlpxFrame EncodeStatus(WhisperDialect dialect, const WhisperStatus& status);

    /**
     * \param dialect the protocol
     * \param update the changed settings; in Whisper 6 either minPow or bloom
     * \return the frame
     */
    static RlpxFrame EncodeStatusUpdate(WhisperDialect dialect, const WhisperStatusUpdate& update);

    /**
     * \param envelopes envelopes that the receiver delivers and forwards
     * \return the frame
     */
    static RlpxFrame EncodeMessages(const WhisperBundle& envelopes);

    /**
     * \param envelopes envelopes that the receiver delivers and does not forward
     * \return the frame
     */
    static RlpxFrame EncodeP2pMessage(const WhisperBundle& envelopes);

    /**
     * \param request request to a mail server
     * \return the frame
     */
    static RlpxFrame EncodeP2pRequest(const WhisperP2pRequest& request);

    /**
     * \param complete response of a mail server
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
     * \param request request to another mail server
     * \return the frame
     */
    static RlpxFrame EncodeSyncRequest(const WhisperSyncRequest& request);

    /**
     * \param response response to another mail server
     * \return the frame
     */
    static RlpxFrame EncodeSyncResponse(const WhisperSyncResponse& response);

    /**
     * \param envelopesSize sum of the RLP sizes of some envelopes, in bytes
     * \return size of the frame-data of a packet with these envelopes, in bytes
     */
    static uint64_t GetDataSize(uint64_t envelopesSize);
};

} // namespace ns3

#endif /* WAKU_WHISPER_ENCODER_H */
