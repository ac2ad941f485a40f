/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_MESSAGE_H
#define WAKU_WHISPER_MESSAGE_H

#include "whisper-envelope.h"
#include "whisper-mail-request.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The protocol that a node speaks.
 */
enum class WhisperDialect
{
    WHISPER_6, //!< EIP-627, "shh/6"
    WAKU_1,    //!< 6/WAKU1, "waku/1"
};

/**
 * \ingroup waku
 * \brief Packet codes (EIP-627, "Packet Codes"; 6/WAKU1, "Packet Codes"; status-im/whisper,
 *        whisperv6/doc.go).
 */
enum class WhisperCode : uint8_t
{
    STATUS = 0,                 //!< handshake
    MESSAGES = 1,               //!< envelopes
    POW_REQUIREMENT = 2,        //!< changed PoW requirement; Whisper 6 only
    BLOOM_FILTER = 3,           //!< changed bloom filter; Whisper 6 only
    BATCH_ACKNOWLEDGED = 11,    //!< hash of a received bundle
    MESSAGE_RESPONSE = 12,      //!< hash of a received bundle and errors of its envelopes
    STATUS_UPDATE = 22,         //!< changed settings; Waku 1 only
    SYNC_REQUEST = 123,         //!< request between mail servers; status-im/whisper only
    SYNC_RESPONSE = 124,        //!< envelopes for a mail server; status-im/whisper only
    P2P_REQUEST_COMPLETE = 125, //!< end of a mail server's response
    P2P_REQUEST = 126,          //!< request to a mail server
    P2P_MESSAGE = 127,          //!< envelopes that the receiver does not forward
};

/**
 * \ingroup waku
 * \brief The envelopes of one packet.
 */
using WhisperBundle = std::vector<Ptr<const WhisperEnvelope>>;

/**
 * \ingroup waku
 * \brief Limits in packets or bytes per second (6/WAKU1, "Rate Limits Field"); 0: no limit.
 */
struct WhisperRateLimits
{
    uint64_t ip{0};     //!< limit for each IP address
    uint64_t peerId{0}; //!< limit for each peer
    uint64_t topic{0};  //!< limit for each topic
};

/**
 * \ingroup waku
 * \brief Settings that a node announces to its peers (6/WAKU1, "Status").
 *
 * A setting without a value is not announced, or has not changed.
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
 * \brief Largest number of topics in a topic interest (6/WAKU1, "Topic Interest Field").
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
    WhisperOptions options; //!< the settings that have changed
};

/**
 * \ingroup waku
 * \brief Envelopes that the receiver delivers and forwards.
 */
struct WhisperMessages
{
    WhisperBundle envelopes; //!< the envelopes
};

/**
 * \ingroup waku
 * \brief Envelopes from a mail server.
 */
struct WhisperP2pMessage
{
    WhisperBundle envelopes; //!< the envelopes
};

/**
 * \ingroup waku
 * \brief Request to a mail server. The data of the envelope contains a WhisperMailRequest.
 */
struct WhisperP2pRequest
{
    Ptr<const WhisperEnvelope> envelope; //!< envelope with the request
};

/**
 * \ingroup waku
 * \brief Message of a mail server that it has sent all envelopes of a page.
 */
struct WhisperRequestComplete
{
    WhisperHash requestId{};          //!< hash of the envelope with the request
    WhisperHash lastEnvelopeHash{};   //!< hash of the last envelope sent; zeros if none was sent
    std::vector<uint8_t> cursor;      //!< cursor for the next page; empty on the last page
    std::optional<std::string> error; //!< what was wrong with the request
};

/**
 * \ingroup waku
 * \brief Confirmation that a bundle has arrived.
 */
struct WhisperBatchAcknowledged
{
    WhisperHash batch{}; //!< hash of the bundle (HashWhisperBatch())
};

/**
 * \ingroup waku
 * \brief What was wrong with an envelope of a bundle.
 */
struct WhisperEnvelopeError
{
    static constexpr uint64_t TIME_NOT_SYNCED = 1; //!< too old, or from the future
    static constexpr uint64_t OTHER = 2;           //!< any other error

    WhisperHash hash{};      //!< hash of the envelope
    uint64_t code{OTHER};    //!< TIME_NOT_SYNCED or OTHER
    std::string description; //!< description of the error
};

/**
 * \ingroup waku
 * \brief Confirmation of a bundle with errors.
 */
struct WhisperMessageResponse
{
    uint64_t version{1};                      //!< version of the packet; only 1 is understood
    WhisperHash batch{};                      //!< hash of the bundle (HashWhisperBatch())
    std::vector<WhisperEnvelopeError> errors; //!< envelopes that were not accepted
};

/**
 * \ingroup waku
 * \brief Request of a mail server for envelopes that another one has archived (status-im/whisper,
 *        SyncMailRequest). The request has no list of topics.
 */
struct WhisperSyncRequest
{
    static constexpr uint32_t MAX_LIMIT = 1000; //!< largest limit

    WhisperMailRequest request; //!< what is asked for; its limit is 1 to MAX_LIMIT
};

/**
 * \ingroup waku
 * \brief Archived envelopes for another mail server (status-im/whisper, SyncResponse).
 */
struct WhisperSyncResponse
{
    WhisperBundle envelopes;     //!< the envelopes
    std::vector<uint8_t> cursor; //!< cursor for the next request; empty if nothing is left
    bool isFinal{false};         //!< whether it is the last response to the request
    std::string error;           //!< what was wrong with the request, or empty
};

/**
 * \ingroup waku
 * \brief A ping of devp2p, or the answer to one.
 */
struct WhisperPing
{
    static constexpr uint8_t PING_ID = 2; //!< packet id of a ping (devp2p, "Ping (0x02)")
    static constexpr uint8_t PONG_ID = 3; //!< packet id of the answer (devp2p, "Pong (0x03)")

    bool isAnswer{false}; //!< whether it is the answer
};

/**
 * \ingroup waku
 * \brief A decoded packet of any kind.
 */
using WhisperMessage = std::variant<WhisperStatus,
                                    WhisperStatusUpdate,
                                    WhisperMessages,
                                    WhisperP2pMessage,
                                    WhisperP2pRequest,
                                    WhisperRequestComplete,
                                    WhisperBatchAcknowledged,
                                    WhisperMessageResponse,
                                    WhisperSyncRequest,
                                    WhisperSyncResponse,
                                    WhisperPing>;

} // namespace ns3

#endif /* WAKU_WHISPER_MESSAGE_H */
