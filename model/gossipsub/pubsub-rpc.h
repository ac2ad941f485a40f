/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_H
#define WAKU_PUBSUB_RPC_H

#include "pubsub-extension-rpc.h"
#include "pubsub-message-id.h"
#include "pubsub-message.h"

#include "ns3/ptr.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Errors of bytes that should be RPCs.
 */
enum class RpcError
{
    BAD_DELIMITER, //!< the length is not a varint; the stream ends
    OVERSIZED,     //!< the length is above the limit; the stream ends
    MALFORMED,     //!< the frame is not a protobuf RPC; the frame is ignored
    SIGNED,        //!< a message has fields that StrictNoSign forbids; the frame is ignored
    BAD_ID,        //!< a message id has the wrong length; the frame is ignored
};

/**
 * \ingroup waku
 * \brief Number of values of RpcError.
 */
constexpr std::size_t RPC_ERRORS = 5;

/**
 * \ingroup waku
 * \brief One RPC of libp2p pubsub with the control messages of gossipsub v1.0 to v1.3, as a value.
 *
 * PubsubRpcEncoder writes it to the wire and PubsubRpcParser reads it.
 */
struct PubsubRpc
{
    /** Subscription or unsubscription (pubsub, "RPC.SubOpts"). */
    struct SubOpts
    {
        bool subscribe{true};        //!< false unsubscribes
        std::string topic;           //!< pubsub topic
        bool requestsPartial{false}; //!< the sender wants partial messages (partial messages)
        bool supportsPartial{false}; //!< the sender can send partial messages
    };

    /** Announcement of messages that the sender has (gossipsub v1.0, "IHAVE"). */
    struct IHave
    {
        std::string topic;     //!< pubsub topic
        MessageIds messageIds; //!< ids of the messages
    };

    /** The sender has removed the receiver from its mesh, or refuses a GRAFT (v1.0, "PRUNE"). */
    struct Prune
    {
        std::string topic;              //!< pubsub topic
        std::vector<std::string> peers; //!< peer exchange: an encoded PeerInfo of each peer (v1.1)
        uint64_t backoff{0};            //!< backoff in seconds (v1.1); 0 if not given
    };

    std::vector<SubOpts> subscriptions;            //!< in their order on the wire
    std::vector<Ptr<const PubsubMessage>> publish; //!< full messages
    std::vector<IHave> ihave;                      //!< messages that the sender has
    MessageIds iwant;                              //!< messages that the sender requests
    std::vector<std::string> graft;                //!< topics for which the sender grafts
    std::vector<Prune> prune;                      //!< topics for which the sender prunes
    MessageIds idontwant;                          //!< messages that the sender has (v1.2)
    /** Messages of v1.3 and its extensions; null if there are none, as in almost all RPCs. */
    std::shared_ptr<const PubsubExtensionRpc> extension;

    /** \return whether the RPC contains a control message */
    bool HasControl() const
    {
        return !ihave.empty() || !iwant.empty() || !graft.empty() || !prune.empty() ||
               !idontwant.empty();
    }

    /** \return whether the RPC is empty */
    bool IsEmpty() const
    {
        return subscriptions.empty() && publish.empty() && !HasControl() && !extension;
    }
};

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_H */
