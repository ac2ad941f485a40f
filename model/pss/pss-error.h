/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_ERROR_H
#define WAKU_PSS_ERROR_H

#include <cstddef>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Why a message, a packet or a peer was not accepted.
 *
 * The errors for which DropsPssPeer() is true end the connection.
 */
enum class PssError
{
    NONE,
    // a message is neither handled nor forwarded
    EXPIRED,        //!< its time to live is over
    NO_RAW_HANDLER, //!< it is not encrypted, and no handler of its topic takes such messages
    // a record of another node is not used
    OWN_ADDRESS,    //!< it has the overlay address of this node
    ADDRESS_TAKEN,  //!< a connected peer has the same overlay address
    TOO_MANY_KNOWN, //!< this node knows MaxKnown nodes
    // the bytes are malformed
    BAD_FRAME,        //!< no packet in the frame
    PACKET_TOO_LARGE, //!< larger than MaxMessageSize or MaxControlSize
    UNKNOWN_CODE,     //!< code of no packet of Swarm
    BAD_HANDSHAKE,    //!< handshake of bzz is malformed
    BAD_PEERS,        //!< list of peers is malformed
    BAD_DEPTH,        //!< announcement of a depth is malformed
    BAD_MESSAGE,      //!< message is malformed, or its address has too many bytes
    // the peer is not accepted
    NO_HANDSHAKE,      //!< more packets before the handshake than can be kept
    SECOND_HANDSHAKE,  //!< a handshake after the first
    HANDSHAKE_TIMEOUT, //!< no handshake in time
    NETWORK_MISMATCH,  //!< handshake of another network
    VERSION_MISMATCH,  //!< handshake of another version of bzz
    BAD_CAPABILITIES,  //!< neither a full nor a light node
};

/**
 * \ingroup waku
 * \brief Number of values of PssError.
 */
constexpr std::size_t PSS_ERRORS = static_cast<std::size_t>(PssError::BAD_CAPABILITIES) + 1;

/**
 * \ingroup waku
 * \param error an error
 * \return whether the peer that caused it is disconnected
 */
bool DropsPssPeer(PssError error);

/**
 * \ingroup waku
 * \param error an error
 * \return name of the error in lower case, with hyphens between words
 */
const char* GetPssErrorName(PssError error);

} // namespace ns3

#endif /* WAKU_PSS_ERROR_H */
