/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PUBSUB_RPC_H
#define WAKU_PUBSUB_RPC_H

#include "pubsub-message-id.h"
#include "pubsub-message.h"

#include "ns3/ptr.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief One RPC of libp2p pubsub with the control messages of gossipsub v1.0 to v1.2, as a value.
 *
 * PubsubRpcEncoder writes it to the wire and PubsubRpcParser reads it.
 */
struct PubsubRpc
{
    /** Subscription or unsubscription (pubsub, "RPC.SubOpts"). */
    struct SubOpts
    {
        bool subscribe{true}; //!< false unsubscribes
        std::string topic;    //!< pubsub topic
    };

    /** The sender has these messages (gossipsub v1.0, "IHAVE"). */
    struct IHave
    {
        std::string topic;     //!< pubsub topic
        MessageIds messageIds; //!< what the sender has
    };

    /** The sender left the receiver's mesh or refuses to enter it (v1.0, "PRUNE"; v1.1, PX). */
    struct Prune
    {
        std::string topic;              //!< pubsub topic
        std::vector<std::string> peers; //!< peer exchange: encoded ids of other peers
        uint64_t backoff{0};            //!< seconds until a GRAFT is welcome; 0 if not given
    };

    std::vector<SubOpts> subscriptions;            //!< in the order of the wire
    std::vector<Ptr<const PubsubMessage>> publish; //!< full messages
    std::vector<IHave> ihave;                      //!< gossip
    MessageIds iwant;                              //!< messages that the sender asks for
    std::vector<std::string> graft;                //!< topics whose mesh the sender entered
    std::vector<Prune> prune;                      //!< topics whose mesh the sender left
    MessageIds idontwant;                          //!< messages that the sender has (v1.2)

    /** \return whether there is a control message */
    bool HasControl() const
    {
        return !ihave.empty() || !iwant.empty() || !graft.empty() || !prune.empty() ||
               !idontwant.empty();
    }

    /** \return whether there is nothing to send */
    bool IsEmpty() const
    {
        return subscriptions.empty() && publish.empty() && !HasControl();
    }
};

} // namespace ns3

#endif /* WAKU_PUBSUB_RPC_H */
