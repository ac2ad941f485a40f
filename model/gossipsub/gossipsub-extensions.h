/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_EXTENSIONS_H
#define WAKU_GOSSIPSUB_EXTENSIONS_H

#include "gossipsub-choke.h"
#include "gossipsub-extension-host.h"
#include "gossipsub-extension-parameters.h"
#include "gossipsub-partial-messages.h"
#include "gossipsub-ping-pong.h"
#include "gossipsub-preamble.h"

#include <map>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The extensions of a gossipsub router, and which of them each peer supports (gossipsub
 * v1.3, "The Extensions Control Message"; go-libp2p-pubsub, extensions.go).
 *
 * A node that supports an extension says so in the first RPC to each peer, and an extension is used
 * with the peers that support it too. A peer that says so later than in its first RPC, or again, is
 * penalised. Extensions that this node does not know or support are ignored.
 */
class GossipSubExtensions
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /**
     * Both arguments must outlive the object.
     * \param parameters parameters of the router, which do not change
     * \param host the router
     */
    GossipSubExtensions(const GossipSubExtensionParameters& parameters,
                        GossipSubExtensionHost& host);

    /**
     * Add what this node supports to the first RPC to a peer.
     * \param [in,out] hello the RPC
     */
    void AddTo(PubsubRpc& hello) const;

    /** \param peer a peer that has disconnected */
    void RemovePeer(PeerId peer);

    /**
     * Handle the part of an RPC that belongs to extensions, before its other parts.
     * \param now current time
     * \param peer the sending peer
     * \param rpc any RPC
     */
    void HandleRpc(Time now, PeerId peer, const PubsubRpc& rpc);

    /**
     * Handle a copy of a message, whether the first or not.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    void HandleMessage(Time now, PeerId peer, const PubsubMessage& message);

    /**
     * Decide whether to ask for a message that a peer has offered and this node wants.
     * \param peer the peer
     * \param id id of the message
     * \return whether to ask for it
     */
    bool MayAsk(PeerId peer, const MessageId& id);

    /**
     * Choose among the receivers of a message, and send what goes before it.
     * \param [in,out] peers the receiving peers; those that do not get the message now are removed
     * \param message the message
     * \param isOwn whether this node publishes it
     */
    void PrepareSending(PeerList& peers, Ptr<const PubsubMessage> message, bool isOwn);

    /**
     * Do what belongs to a heartbeat, at its end.
     * \param now current time
     */
    void Heartbeat(Time now);

    /**
     * \param peer a peer
     * \return the extensions that both sides support; none until the peer's first RPC
     */
    PubsubExtensionSet GetCommon(PeerId peer) const;

    GossipSubPingPong pingPong;        //!< ping-pong
    GossipSubPreamble preamble;        //!< preamble
    GossipSubPartialMessages partials; //!< partial messages
    GossipSubChoke choke;              //!< choke

  private:
    /**
     * Begin to use the extensions that a peer and this node support.
     * \param peer the peer
     * \param common the extensions
     */
    void Begin(PeerId peer, const PubsubExtensionSet& common);

    const GossipSubExtensionParameters& m_parameters; //!< parameters of the router
    GossipSubExtensionHost& m_host;                   //!< the router
    std::map<PeerId, PubsubExtensionSet> m_common;    //!< of the peers that have sent an RPC
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_EXTENSIONS_H */
