/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_DECODER_H
#define WAKU_WHISPER_DECODER_H

#include "whisper-error.h"
#include "whisper-message.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Decodes packets that contain no envelopes. WhisperParser reads packets with envelopes.
 */
class WhisperDecoder
{
  public:
    /**
     * \param dialect the protocol
     * \param code code of a packet
     * \return whether Decode() decodes packets with this code
     */
    static bool Knows(WhisperDialect dialect, uint64_t code);

    /**
     * Decode a packet.
     * \param dialect the protocol
     * \param code code of the packet, for which Knows() is true
     * \param bytes bytes of the packet
     * \param size number of bytes
     * \param [out] message the decoded message
     * \return NONE, or what is wrong with the packet
     */
    static WhisperError Decode(WhisperDialect dialect,
                               uint64_t code,
                               const uint8_t* bytes,
                               uint64_t size,
                               WhisperMessage& message);

    /**
     * Decode what a sync response has after its envelopes.
     * \param bytes the bytes
     * \param size number of bytes
     * \param [out] response gets cursor, isFinal and error
     * \return NONE, or BAD_SYNC
     */
    static WhisperError DecodeSyncTail(const uint8_t* bytes,
                                       uint64_t size,
                                       WhisperSyncResponse& response);
};

} // namespace ns3

#endif /* WAKU_WHISPER_DECODER_H */
