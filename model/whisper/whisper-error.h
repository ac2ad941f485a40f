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
 * DropsWhisperPeer() says which of them end the connection, as they do in go-ethereum's whisperv6.
 */
enum class WhisperError
{
    NONE,
    // an envelope is dropped
    EXPIRED,            //!< its expiry has passed, by no more than twice the sync allowance
    VERY_OLD,           //!< its expiry passed longer ago
    FROM_FUTURE,        //!< it was sent later than the sync allowance from now
    ENVELOPE_TOO_LARGE, //!< larger than MaxMessageSize
    LOW_POW,            //!< below MinPow, and below what was announced before
    OUTSIDE_INTEREST,   //!< topic not in this node's bloom filter or topic interest
    // a packet is dropped
    UNKNOWN_CODE,             //!< packet code of another version
    UNKNOWN_RESPONSE_VERSION, //!< message response of another version
    SECOND_STATUS,            //!< a status packet after the handshake
    UNTRUSTED_P2P,            //!< P2P message of a peer of which none was asked for
    NO_MAIL_SERVER,           //!< P2P request, but this node is no mail server
    // the bytes make no sense
    BAD_FRAME,            //!< no packet in the frame
    PACKET_TOO_LARGE,     //!< frame larger than MaxPacketSize
    BAD_STATUS,           //!< status or status update is no proper RLP
    BAD_POW_REQUIREMENT,  //!< not a number, infinite or negative
    BAD_BLOOM_FILTER,     //!< not 64 bytes
    BAD_TOPIC_INTEREST,   //!< not topics, or too many
    BAD_ENVELOPES,        //!< messages or P2P messages are no proper RLP
    BAD_CONFIRMATION,     //!< batch acknowledged or message response is no proper RLP
    BAD_P2P_REQUEST,      //!< P2P request holds no request
    BAD_REQUEST_COMPLETE, //!< P2P request complete has a wrong length
    // the peer does not fit
    NO_STATUS,           //!< another packet before the status packet
    VERSION_MISMATCH,    //!< another version of Whisper
    TWO_LIGHT_NODES,     //!< both are light nodes, which is of no use
    HANDSHAKE_TIMEOUT,   //!< no status packet in time
    RATE_LIMIT_EXCEEDED, //!< more packets or bytes than this node announced to bear
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
 * \return its name in lower case, words joined by hyphens
 */
const char* GetWhisperErrorName(WhisperError error);

} // namespace ns3

#endif /* WAKU_WHISPER_ERROR_H */
