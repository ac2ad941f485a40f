/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WHISPER_ERROR_H
#define WAKU_WHISPER_ERROR_H

#include <cstddef>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Why an envelope, a packet or a peer was not accepted.
 *
 * The errors for which DropsWhisperPeer() is true end the connection, as in go-ethereum's
 * whisperv6.
 */
enum class WhisperError
{
    NONE,
    // an envelope is dropped
    EXPIRED,            //!< expired, by no more than twice the sync allowance
    VERY_OLD,           //!< expired longer ago
    FROM_FUTURE,        //!< creation time is ahead by more than the sync allowance
    ENVELOPE_TOO_LARGE, //!< larger than MaxMessageSize
    LOW_POW,            //!< proof of work below MinPow, also below the values before a change
    OUTSIDE_INTEREST,   //!< topic does not match this node's bloom filter or topic interest
    // a packet is dropped
    UNKNOWN_CODE,             //!< packet code of another version
    UNKNOWN_RESPONSE_VERSION, //!< message response of another version
    SECOND_STATUS,            //!< a status packet after the handshake
    UNTRUSTED_P2P,            //!< P2P message or sync response that this node did not ask for
    NO_MAIL_SERVER,           //!< P2P or sync request to a node that is not a mail server
    // the bytes are malformed
    BAD_FRAME,            //!< no packet in the frame
    PACKET_TOO_LARGE,     //!< frame larger than MaxPacketSize
    BAD_STATUS,           //!< status or status update is malformed
    BAD_POW_REQUIREMENT,  //!< PoW requirement is not a number, infinite or negative
    BAD_BLOOM_FILTER,     //!< bloom filter does not have 64 bytes
    BAD_TOPIC_INTEREST,   //!< topic interest is malformed or has too many topics
    BAD_ENVELOPES,        //!< messages or P2P messages are malformed
    BAD_CONFIRMATION,     //!< batch acknowledged or message response is malformed
    BAD_P2P_REQUEST,      //!< P2P request contains no request
    BAD_REQUEST_COMPLETE, //!< P2P request complete has a wrong length
    BAD_SYNC,             //!< sync request or response is malformed, or asks for nothing
    // the peer is not accepted
    NO_STATUS,           //!< a packet before the status packet
    VERSION_MISMATCH,    //!< peer has another version of Whisper
    TWO_LIGHT_NODES,     //!< both nodes are light nodes, so neither would forward envelopes
    HANDSHAKE_TIMEOUT,   //!< no status packet in time
    RATE_LIMIT_EXCEEDED, //!< more packets or bytes than the rate limits that this node announced
};

/**
 * \ingroup waku
 * \brief Number of values of WhisperError.
 */
constexpr std::size_t WHISPER_ERRORS =
    static_cast<std::size_t>(WhisperError::RATE_LIMIT_EXCEEDED) + 1;

/**
 * \ingroup waku
 * \param error an error
 * \return whether the peer that caused it is disconnected
 */
bool DropsWhisperPeer(WhisperError error);

/**
 * \ingroup waku
 * \param error an error
 * \return name of the error in lower case, with hyphens between words
 */
const char* GetWhisperErrorName(WhisperError error);

} // namespace ns3

#endif /* WAKU_WHISPER_ERROR_H */
