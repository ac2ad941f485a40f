/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_COUNTERS_H
#define WAKU_WHISPER_COUNTERS_H

#include "whisper-error.h"

#include <array>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How often what has happened at a node.
 */
struct WhisperCounters
{
    uint64_t packetsReceived{0};   //!< complete packets that made sense
    uint64_t bytesReceived{0};     //!< their frames, bytes
    uint64_t packetsSent{0};       //!< packets
    uint64_t bytesSent{0};         //!< their frames, bytes
    uint64_t envelopesReceived{0}; //!< envelopes in messages packets
    uint64_t envelopesSent{0};     //!< envelopes in messages packets
    uint64_t accepted{0};          //!< envelopes of others, kept and forwarded
    uint64_t duplicates{0};        //!< envelopes that were there already
    uint64_t delivered{0};         //!< accepted envelopes on a topic of this node
    uint64_t falsePositives{0};    //!< accepted, in the bloom filter, but on no topic of this node
    uint64_t relayedOnly{0};       //!< accepted by a full node, on no topic of it
    uint64_t p2pReceived{0};       //!< envelopes of mail servers
    uint64_t published{0};         //!< envelopes of this node
    uint64_t expired{0};           //!< envelopes swept
    uint64_t disconnects{0};       //!< peers that were dropped
    std::array<uint64_t, WHISPER_ERRORS> errors{}; //!< by WhisperError

    /**
     * \param error an error
     * \return how often
     */
    uint64_t Get(WhisperError error) const
    {
        return errors[static_cast<std::size_t>(error)];
    }
};

} // namespace ns3

#endif /* WAKU_WHISPER_COUNTERS_H */
