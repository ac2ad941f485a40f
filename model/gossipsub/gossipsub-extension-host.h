/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_EXTENSION_HOST_H
#define WAKU_GOSSIPSUB_EXTENSION_HOST_H

#include "gossipsub-peers.h"
#include "pubsub-message.h"
#include "pubsub-peer-set.h"
#include "pubsub-rpc.h"

#include "ns3/nstime.h"

#include <functional>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What the extensions of gossipsub need from the router.
 */
class GossipSubExtensionHost
{
  public:
    virtual ~GossipSubExtensionHost() = default;

    /**
     * Send an RPC without full messages.
     * \param peer the receiving peer
     * \param rpc the RPC
     */
    virtual void SendExtensionRpc(PeerId peer, const PubsubRpc& rpc) = 0;

    /**
     * Send a full message that was held back.
     * \param peer the receiving peer
     * \param message the message
     */
    virtual void SendHeldBack(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /**
     * A message is held back from a peer that is receiving it.
     * \param peer the peer
     * \param message the message
     */
    virtual void HasHeldBack(PeerId peer, Ptr<const PubsubMessage> message) = 0;

    /**
     * A peer has announced a message by PREAMBLE, and the message has not come in time.
     * \param peer the peer
     */
    virtual void HasExpired(PeerId peer) = 0;

    /**
     * A pong has come in.
     * \param peer the sending peer
     * \param bytes its bytes
     */
    virtual void HasPong(PeerId peer, const std::string& bytes) = 0;

    /**
     * A peer has violated the protocol.
     * \param peer the peer
     */
    virtual void PenaliseOnce(PeerId peer) = 0;

    /**
     * \param id id of a message
     * \param now current time
     * \return whether this node has seen the message
     */
    virtual bool HasSeenId(const MessageId& id, Time now) = 0;

    /**
     * \param id id of a message
     * \param peer a peer
     * \return whether the peer has announced by IDONTWANT that it does not want the message
     */
    virtual bool IsUnwantedBy(const MessageId& id, PeerId peer) const = 0;

    /**
     * Score a peer as if it had sent a copy of a message.
     * \param now current time
     * \param peer the peer
     * \param id id of the message
     */
    virtual void CountAsDuplicate(Time now, PeerId peer, const MessageId& id) = 0;

    /**
     * \param topic a pubsub topic
     * \return the peers to which this node sends full messages: those of its mesh or, if it is not
     *         subscribed, of its fanout
     */
    virtual const PeerSet& GetForwardPeers(const std::string& topic) const = 0;

    /** \return the connected peers */
    virtual GossipSubPeers& GetAllPeers() = 0;

    /**
     * Call a function later, unless the router stops before.
     * \param delay time until the call
     * \param task the function, which gets the current time
     */
    virtual void DoLater(Time delay, std::function<void(Time now)> task) = 0;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_EXTENSION_HOST_H */
