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
 * \brief Counters of a Whisper node.
 */
struct WhisperCounters
{
    uint64_t packetsReceived{0};   //!< complete packets received and decoded without error
    uint64_t bytesReceived{0};     //!< bytes of the frames of these packets
    uint64_t packetsSent{0};       //!< packets sent
    uint64_t bytesSent{0};         //!< bytes of the frames of these packets
    uint64_t envelopesReceived{0}; //!< envelopes received in messages packets
    uint64_t envelopesSent{0};     //!< envelopes sent in messages packets
    uint64_t accepted{0};          //!< envelopes of other nodes that were kept and forwarded
    uint64_t duplicates{0};        //!< received envelopes that the node already had
    uint64_t delivered{0};         //!< accepted envelopes on a topic of this node
    uint64_t falsePositives{0};    //!< accepted, match the bloom filter, but no topic of the node
    uint64_t relayedOnly{0};       //!< accepted by a full node, but on no topic of the node
    uint64_t p2pReceived{0};       //!< envelopes received from mail servers
    uint64_t synced{0};            //!< envelopes that this mail server received from another one
    uint64_t published{0};         //!< envelopes published by this node
    uint64_t expired{0};           //!< envelopes removed since they had expired
    uint64_t disconnects{0};       //!< peers that this node disconnected
    std::array<uint64_t, WHISPER_ERRORS> errors{}; //!< number of errors, by WhisperError

    /**
     * \param error an error
     * \return how often the error occurred
     */
    uint64_t Get(WhisperError error) const
    {
        return errors[static_cast<std::size_t>(error)];
    }
};

} // namespace ns3

#endif /* WAKU_WHISPER_COUNTERS_H */
