/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_DECODER_H
#define WAKU_WHISPER_DECODER_H

#include "whisper-error.h"
#include "whisper-message.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Reads the packets that hold no envelopes; WhisperParser reads those that do.
 */
class WhisperDecoder
{
  public:
    /**
     * \param dialect the protocol
     * \param code a packet's code
     * \return whether Decode() reads it
     */
    static bool Knows(WhisperDialect dialect, uint64_t code);

    /**
     * \param dialect the protocol
     * \param code a packet's code, one that it knows
     * \param bytes the packet
     * \param size its length
     * \param [out] message what it says
     * \return NONE, or what is wrong
     */
    static WhisperError Decode(WhisperDialect dialect,
                               uint64_t code,
                               const uint8_t* bytes,
                               uint64_t size,
                               WhisperMessage& message);
};

} // namespace ns3

#endif /* WAKU_WHISPER_DECODER_H */
