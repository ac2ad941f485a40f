/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_ENCODER_H
#define WAKU_PUBSUB_RPC_ENCODER_H

#include "pubsub-rpc.h"

#include "ns3/stream-frame.h"

namespace ns3
{

/**
 * \ingroup waku
 * \brief Field numbers of libp2p pubsub's protobuf messages (pubsub, "The RPC"; gossipsub v1.0,
 * "Control messages"; v1.1, "Protobuf"; v1.2, "Protobuf Extension").
 */
namespace rpcfield
{
/** Field numbers. */
enum Number : uint32_t
{
    RPC_SUBSCRIPTIONS = 1,     //!< repeated SubOpts
    RPC_PUBLISH = 2,           //!< repeated Message
    RPC_CONTROL = 3,           //!< ControlMessage
    SUBOPTS_SUBSCRIBE = 1,     //!< bool
    SUBOPTS_TOPICID = 2,       //!< string
    MESSAGE_FROM = 1,          //!< absent under StrictNoSign
    MESSAGE_DATA = 2,          //!< bytes
    MESSAGE_SEQNO = 3,         //!< absent under StrictNoSign
    MESSAGE_TOPIC = 4,         //!< string
    MESSAGE_SIGNATURE = 5,     //!< absent under StrictNoSign
    MESSAGE_KEY = 6,           //!< absent under StrictNoSign
    CONTROL_IHAVE = 1,         //!< repeated ControlIHave
    CONTROL_IWANT = 2,         //!< repeated ControlIWant
    CONTROL_GRAFT = 3,         //!< repeated ControlGraft
    CONTROL_PRUNE = 4,         //!< repeated ControlPrune
    CONTROL_IDONTWANT = 5,     //!< repeated ControlIDontWant
    IHAVE_TOPICID = 1,         //!< string
    IHAVE_MESSAGEIDS = 2,      //!< repeated bytes
    IWANT_MESSAGEIDS = 1,      //!< repeated bytes
    GRAFT_TOPICID = 1,         //!< string
    PRUNE_TOPICID = 1,         //!< string
    PRUNE_PEERS = 2,           //!< repeated PeerInfo
    PRUNE_BACKOFF = 3,         //!< uint64, seconds
    PEERINFO_PEERID = 1,       //!< bytes
    PEERINFO_SIGNEDRECORD = 2, //!< bytes
    IDONTWANT_MESSAGEIDS = 1,  //!< repeated bytes
};
} // namespace rpcfield

/**
 * \ingroup waku
 * \brief Encodes RPCs as frames: a varint with the length, then the protobuf message.
 */
class PubsubRpcEncoder
{
  public:
    /**
     * \param rpc the RPC. It may contain full messages, but an RPC of one PubsubMessage need not be
     *        encoded: use PubsubMessage::GetFrame().
     * \return the frame
     */
    static Ptr<StreamFrame> Encode(const PubsubRpc& rpc);

    /**
     * \param topic the pubsub topic
     * \param data the data that the application publishes
     * \return the frame of an RPC that contains only this message; the data come before the topic,
     *         as all implementations write them
     */
    static Ptr<StreamFrame> EncodeMessage(const std::string& topic, const VirtualBytes& data);
};

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_ENCODER_H */
