/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_CHOKE_H
#define WAKU_GOSSIPSUB_CHOKE_H

#include "gossipsub-extension-host.h"
#include "gossipsub-extension-parameters.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The choke extension of gossipsub: a node asks mesh peers whose copies come late to offer
 * messages by IHAVE in place of sending them (specs pull request 681, "Choke extensions to improve
 * network efficiency"; strategy "Choke on duplicate; Unchoke on faster messages").
 *
 * A mesh peer is choked if its copy of a message comes more than ChokeThreshold after the first
 * one, as long as another mesh peer stays unchoked. It is unchoked if a message that it sent on
 * IWANT comes UnchokeThreshold before that of any unchoked peer. CHOKE and UNCHOKE are sent with
 * the next heartbeat. Messages below ChokeMessageThreshold count for nothing and are always sent,
 * and so are a node's own.
 *
 * While choke is on, a message is asked of one peer at a time; every ChokeIWantTimeout without it,
 * twice as many peers may be asked ("Limiting Concurrent IWANTs").
 *
 * An IHAVE of a choked peer scores like a copy of the message (P3). Left out are the draft's double
 * P7 for mesh peers that do not answer IWANT, and delaying IWANT on a hint by IDONTWANT.
 */
class GossipSubChoke
{
  public:
    using PeerList = GossipSubPeers::PeerList;

    /**
     * Both arguments must outlive the object.
     * \param parameters parameters of the router
     * \param host the router
     */
    GossipSubChoke(const GossipSubExtensionParameters& parameters, GossipSubExtensionHost& host);

    /** \param peer a peer that supports the extension */
    void AddPeer(PeerId peer);

    /** \param peer a peer that has disconnected */
    void RemovePeer(PeerId peer);

    /**
     * Unchoke a peer, in both directions, since it has left a mesh.
     * \param peer the peer
     * \param topic topic of the mesh
     */
    void Leave(PeerId peer, const std::string& topic);

    /**
     * Handle CHOKE and UNCHOKE.
     * \param peer the sending peer
     * \param rpc the messages
     */
    void Handle(PeerId peer, const PubsubExtensionRpc& rpc);

    /**
     * Handle a copy of a message.
     * \param now current time
     * \param peer the sending peer
     * \param message the message
     */
    void HandleMessage(Time now, PeerId peer, const PubsubMessage& message);

    /**
     * Handle an id in an IHAVE of a message that this node has.
     * \param now current time
     * \param peer the sending peer
     * \param topic topic of the IHAVE
     * \param id the id
     */
    void HandleKnown(Time now, PeerId peer, const std::string& topic, const MessageId& id);

    /**
     * Decide whether to ask a peer for a message now.
     * \param peer the peer, which has sent an IHAVE
     * \param id id of the message
     * \return whether to ask; if not, the peer is remembered
     */
    bool MayAsk(PeerId peer, const MessageId& id);

    /**
     * Offer a relayed message to the peers that have choked this node.
     * \param [in,out] peers the receiving peers; those that get an IHAVE are removed
     * \param message the message
     */
    void OfferLazily(PeerList& peers, const PubsubMessage& message);

    /**
     * Send CHOKE and UNCHOKE.
     * \param now current time
     */
    void Heartbeat(Time now);

    /**
     * \param topic a pubsub topic
     * \return the peers that this node has choked
     */
    const PeerSet& GetChoked(const std::string& topic) const;

    /**
     * \param topic a pubsub topic
     * \return the peers that have choked this node
     */
    const PeerSet& GetChoking(const std::string& topic) const;

  private:
    /** The copies of a message. */
    struct Arrival
    {
        Time first;            //!< arrival of the first copy
        bool unchoked{false};  //!< whether an unchoked peer has sent a copy
        PeerSet chokedSenders; //!< choked peers that sent copies before any unchoked peer
    };

    /** A message that was asked for. */
    struct Request
    {
        uint32_t limit{1};           //!< how many peers may be asked
        uint32_t asked{1};           //!< how many were
        std::vector<PeerId> waiting; //!< who else offers it
    };

    using Topics = std::map<std::string, PeerSet>;

    /** Choke or unchoke a peer at the next heartbeat. */
    void SetChoked(PeerId peer, const std::string& topic, bool choked);
    /** \return whether a mesh peer other than this one is not choked */
    bool HasOtherUnchoked(PeerId peer, const std::string& topic) const;
    /** Ask again for a message that has not come. */
    void AskAgain(Time now, const MessageId& id);

    const GossipSubExtensionParameters& m_parameters; //!< parameters of the router
    GossipSubExtensionHost& m_host;                   //!< the router
    std::set<PeerId> m_peers;                         //!< peers that support the extension
    Topics m_choked;                                  //!< peers that this node has choked
    Topics m_choking;                                 //!< peers that have choked this node
    std::map<MessageId, Arrival> m_arrivals;          //!< messages of the last seconds
    std::map<MessageId, Request> m_requests;          //!< messages that were asked for
    /** What to tell each peer: by topic, whether it is choked. */
    std::map<PeerId, std::map<std::string, bool>> m_outbox;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_CHOKE_H */
