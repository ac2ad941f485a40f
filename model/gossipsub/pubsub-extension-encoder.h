/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_EXTENSION_ENCODER_H
#define WAKU_PUBSUB_EXTENSION_ENCODER_H

#include "pubsub-extension-rpc.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Field numbers of gossipsub v1.3 and its extensions (libp2p specs,
 * pubsub/gossipsub/extensions/extensions.proto, and that of pull request 685; nim-libp2p,
 * rpc/messages.nim).
 *
 * No number is registered for choke, whose draft (pull request 681) used numbers that v1.3 has
 * taken since: that here is one of the experimental range.
 */
namespace rpcfield
{
/** Field numbers. */
enum ExtensionNumber : uint32_t
{
    CONTROL_EXTENSIONS = 6,       //!< ControlExtensions
    EXTENSION_PARTIAL = 10,       //!< of ControlExtensions a bool, of RPC PartialMessagesExtension
    EXTENSION_PINGPONG = 3145728, //!< a bool, and PingPongExtensionRPC
    EXTENSION_PREAMBLE = 4194304, //!< a bool, and PreambleExtensionRPC
    EXTENSION_CHOKE = 5242881,    //!< a bool, and a message with choke and unchoke
    EXTENSION_TEST = 6492434,     //!< a bool, and TestExtension
    SUBOPTS_REQUESTSPARTIAL = 3,  //!< bool
    SUBOPTS_SUPPORTSPARTIAL = 4,  //!< bool
    PARTIAL_TOPICID = 1,          //!< string
    PARTIAL_GROUPID = 2,          //!< bytes
    PARTIAL_MESSAGE = 3,          //!< bytes
    PARTIAL_METADATA = 4,         //!< bytes
    PINGPONG_PING = 1,            //!< bytes
    PINGPONG_PONG = 2,            //!< bytes
    PREAMBLES = 1,                //!< repeated Preamble
    IMRECEIVINGS = 2,             //!< repeated IMReceiving
    PREAMBLE_TOPICID = 1,         //!< string
    PREAMBLE_MESSAGEID = 2,       //!< bytes
    PREAMBLE_LENGTH = 3,          //!< uint32
    IMRECEIVING_MESSAGEID = 1,    //!< bytes
    IMRECEIVING_LENGTH = 2,       //!< uint32
    CHOKES = 1,                   //!< repeated ControlChoke
    UNCHOKES = 2,                 //!< repeated ControlUnchoke
    CHOKE_TOPICID = 1,            //!< string
};
} // namespace rpcfield

/**
 * \ingroup waku
 * \param rpc messages of extensions
 * \return encoded field `extensions` of ControlMessage; empty if the RPC has none
 */
std::vector<uint8_t> EncodeExtensionControl(const PubsubExtensionRpc& rpc);

/**
 * \ingroup waku
 * \param rpc messages of extensions
 * \return encoded fields of RPC except ControlMessage. The parts of a partial message come last, so
 *         that they can be virtual
 */
VirtualBytes EncodeExtensionFields(const PubsubExtensionRpc& rpc);

} // namespace ns3

#endif /* WAKU_PUBSUB_EXTENSION_ENCODER_H */
