/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_MESSAGE_H
#define WAKU_WHISPER_MESSAGE_H

#include "whisper-envelope.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Which protocol a node speaks.
 */
enum class WhisperDialect
{
    WHISPER_6, //!< EIP-627, "shh/6"
    WAKU_1,    //!< 6/WAKU1, "waku/1"
};

/**
 * \ingroup waku
 * \brief Codes of the packets (EIP-627, "Packet Codes"; 6/WAKU1, "Packet Codes").
 */
enum class WhisperCode : uint8_t
{
    STATUS = 0,                 //!< handshake
    MESSAGES = 1,               //!< envelopes
    POW_REQUIREMENT = 2,        //!< Whisper 6 only
    BLOOM_FILTER = 3,           //!< Whisper 6 only
    BATCH_ACKNOWLEDGED = 11,    //!< hash of a bundle
    MESSAGE_RESPONSE = 12,      //!< hash of a bundle and what was wrong in it
    STATUS_UPDATE = 22,         //!< Waku 1 only
    P2P_REQUEST_COMPLETE = 125, //!< answer of a mail server
    P2P_REQUEST = 126,          //!< question to a mail server
    P2P_MESSAGE = 127,          //!< envelopes that are not forwarded
};

/**
 * \ingroup waku
 * \brief Several envelopes.
 */
using WhisperBundle = std::vector<Ptr<const WhisperEnvelope>>;

/**
 * \ingroup waku
 * \brief Limits in packets or bytes a second (6/WAKU1, "Rate Limits Field"); 0: none.
 */
struct WhisperRateLimits
{
    uint64_t ip{0};     //!< of one IP address
    uint64_t peerId{0}; //!< of one peer
    uint64_t topic{0};  //!< of one topic
};

/**
 * \ingroup waku
 * \brief Settings that a node tells its peers; what is missing is not said or has not changed
 *        (6/WAKU1, "Status").
 */
struct WhisperOptions
{
    std::optional<double> minPow;                           //!< pow-requirement
    std::optional<WhisperBloomFilter> bloom;                //!< bloom-filter
    std::optional<bool> isLight;                            //!< light-node
    std::optional<bool> confirmations;                      //!< confirmations-enabled
    std::optional<WhisperRateLimits> packetLimits;          //!< packet-rate-limits; Waku 1 only
    std::optional<std::vector<WhisperTopic>> topicInterest; //!< topic-interest; Waku 1 only
    std::optional<WhisperRateLimits> byteLimits;            //!< bytes-rate-limits; Waku 1 only
};

/**
 * \ingroup waku
 * \brief Most topics in a topic interest (6/WAKU1, "Topic Interest Field").
 */
constexpr std::size_t MAX_TOPIC_INTEREST = 10000;

/**
 * \ingroup waku
 * \brief Handshake.
 */
struct WhisperStatus
{
    uint64_t version{6};    //!< not on the wire in Waku 1
    WhisperOptions options; //!< settings of the sender
};

/**
 * \ingroup waku
 * \brief Changed settings: PoW requirement, bloom filter exchange, status update.
 */
struct WhisperStatusUpdate
{
    WhisperOptions options; //!< what has changed
};

/**
 * \ingroup waku
 * \brief Envelopes to deliver and to forward.
 */
struct WhisperMessages
{
    WhisperBundle envelopes; //!< the envelopes
};

/**
 * \ingroup waku
 * \brief Envelopes of a mail server.
 */
struct WhisperP2pMessage
{
    WhisperBundle envelopes; //!< the envelopes
};

/**
 * \ingroup waku
 * \brief Question to a mail server; the request is in the envelope's data.
 */
struct WhisperP2pRequest
{
    Ptr<const WhisperEnvelope> envelope; //!< the request
};

/**
 * \ingroup waku
 * \brief A mail server has sent all that was asked for.
 */
struct WhisperRequestComplete
{
    WhisperHash requestId{};          //!< hash of the request's envelope
    WhisperHash lastEnvelopeHash{};   //!< last envelope that was sent; zeros if none was
    std::vector<uint8_t> cursor;      //!< where to go on; empty at the end
    std::optional<std::string> error; //!< what was wrong with the request
};

/**
 * \ingroup waku
 * \brief A bundle has arrived.
 */
struct WhisperBatchAcknowledged
{
    WhisperHash batch{}; //!< HashWhisperBatch()
};

/**
 * \ingroup waku
 * \brief What was wrong with an envelope of a bundle.
 */
struct WhisperEnvelopeError
{
    static constexpr uint64_t TIME_NOT_SYNCED = 1; //!< too old, or from the future
    static constexpr uint64_t OTHER = 2;           //!< any other error

    WhisperHash hash{};      //!< the envelope
    uint64_t code{OTHER};    //!< TIME_NOT_SYNCED or OTHER
    std::string description; //!< in words
};

/**
 * \ingroup waku
 * \brief What became of a bundle.
 */
struct WhisperMessageResponse
{
    uint64_t version{1};                      //!< of this packet; others than 1 are ignored
    WhisperHash batch{};                      //!< HashWhisperBatch()
    std::vector<WhisperEnvelopeError> errors; //!< envelopes that were not accepted
};

/**
 * \ingroup waku
 * \brief Any message.
 */
using WhisperMessage = std::variant<WhisperStatus,
                                    WhisperStatusUpdate,
                                    WhisperMessages,
                                    WhisperP2pMessage,
                                    WhisperP2pRequest,
                                    WhisperRequestComplete,
                                    WhisperBatchAcknowledged,
                                    WhisperMessageResponse>;

} // namespace ns3

#endif /* WAKU_WHISPER_MESSAGE_H */
