/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_GOSSIP_H
#define WAKU_GOSSIPSUB_GOSSIP_H

#include "gossipsub-dont-want-cache.h"
#include "gossipsub-message-cache.h"
#include "gossipsub-parameters.h"
#include "gossipsub-peers.h"
#include "gossipsub-promises.h"
#include "pubsub-message-pool.h"
#include "pubsub-rpc.h"

#include "ns3/nstime.h"

#include <boost/container/flat_map.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The gossip of a gossipsub router (gossipsub v1.0, "Gossip"; v1.1, "Adaptive Gossip
 * Dissemination" and "Spam Protection Measures"; v1.2, "IDONTWANT").
 *
 * It keeps the messages that this node offers by IHAVE and sends on IWANT, the messages that this
 * node has requested and peers have promised, and the messages that peers do not want. It sends
 * nothing: its methods return what the router has to send.
 */
class GossipSubGossip
{
  public:
    /** An IHAVE and the peers that receive it. */
    struct Offer
    {
        PubsubRpc::IHave ihave;         //!< the IHAVE
        GossipSubPeers::PeerList peers; //!< the receiving peers
    };

    /** Offers in the order in which a peer receives them. */
    using Offers = std::vector<Offer>;

    /** Predicate of a topic and a message id: whether this node wants the message. */
    using Interest = std::function<bool(const std::string&, const MessageId&)>;

    /**
     * Both arguments must outlive the object.
     * \param parameters parameters of the router
     * \param peers peers of the router
     */
    GossipSubGossip(const GossipSubParameters& parameters, GossipSubPeers& peers);
    ~GossipSubGossip();

    /** Begin with empty caches, with the lengths in the parameters. */
    void Start();

    /** Remove everything. */
    void Clear();

    /**
     * Keep a valid message, to offer it and send it on IWANT.
     * \param message the message
     */
    void Keep(Ptr<const PubsubMessage> message);

    /**
     * Offer the messages of a topic to peers.
     * \param topic the pubsub topic
     * \param subscribers connected peers that are subscribed to the topic
     * \param exclude peers that receive all messages anyway
     * \param [in,out] offers offers, to which those of the topic are added
     */
    void Emit(const std::string& topic,
              const PeerSet& subscribers,
              const PeerSet& exclude,
              Offers& offers);

    /** Begin a heartbeat: the RPCs of peers are counted anew. */
    void BeginHeartbeat()
    {
        m_counters.clear();
    }

    /** End a heartbeat: the windows of the caches shift. */
    void EndHeartbeat();

    /**
     * Handle the IHAVEs of a peer.
     * \param now current time
     * \param peer the sending peer
     * \param offers the IHAVEs
     * \param interest whether this node is subscribed to a topic and has not seen a message
     * \return ids to request by IWANT
     */
    MessageIds HandleIHave(Time now,
                           PeerId peer,
                           const std::vector<PubsubRpc::IHave>& offers,
                           const Interest& interest);

    /**
     * Handle an IWANT.
     * \param peer the sending peer
     * \param ids ids in the IWANT
     * \param pool the messages of the run
     * \return the messages to send to the peer
     */
    std::vector<Ptr<const PubsubMessage>> HandleIWant(PeerId peer,
                                                      MessageIds ids,
                                                      const MessagePool& pool);

    /**
     * Handle an IDONTWANT.
     * \param peer the sending peer
     * \param ids ids in the IDONTWANT
     * \return the ids that were noted
     */
    MessageIds HandleIDontWant(PeerId peer, const MessageIds& ids);

    /**
     * \param message a message
     * \return whether the message is so large that IDONTWANT is sent for it
     */
    bool DeservesIDontWant(const PubsubMessage& message) const;

    /**
     * \param message a message
     * \param peer a peer
     * \return whether the peer has announced that it does not want the message
     */
    bool IsUnwanted(const PubsubMessage& message, PeerId peer) const
    {
        return m_dontWant.Contains(message.GetId(), peer);
    }

    /**
     * Remove the promises of a message that has arrived.
     * \param message the message
     */
    void Fulfil(const PubsubMessage& message)
    {
        m_promises.Fulfil(message.GetId());
    }

    /**
     * \param message a message
     * \return the connected peers that have promised the message, in the order of their promises
     */
    std::vector<PeerId> GetAsked(const PubsubMessage& message) const
    {
        return m_promises.GetPeers(message.GetId());
    }

    /**
     * Remove broken promises and return them.
     * \param now current time
     * \return the number of broken promises of each peer
     */
    GossipPromises::Broken TakeBroken(Time now);

    /**
     * Remove a peer that has disconnected.
     * \param peer the peer
     */
    void RemovePeer(PeerId peer)
    {
        m_promises.RemovePeer(peer);
        m_counters.erase(peer);
    }

    /** \return the number of valid messages that can be sent on IWANT */
    std::size_t GetNCached() const
    {
        return m_cache.GetSize();
    }

    /** \return the number of messages that at least one peer does not want */
    std::size_t GetNDontWant() const
    {
        return m_dontWant.GetSize();
    }

  private:
    /** What a peer has sent in this heartbeat. */
    struct Counters
    {
        uint32_t iHaveMessages{0};     //!< number of RPCs with IHAVE
        uint32_t asked{0};             //!< number of ids requested by IWANT
        uint32_t iWantMessages{0};     //!< number of RPCs with IWANT
        uint32_t iDontWantMessages{0}; //!< number of RPCs with IDONTWANT
        uint32_t iDontWantIds{0};      //!< number of ids in them that were read
    };

    /**
     * \param offers IHAVEs
     * \param interest whether this node wants a message
     * \return ids of messages that this node wants, in their order, without repetitions
     */
    MessageIds FindInteresting(const std::vector<PubsubRpc::IHave>& offers,
                               const Interest& interest) const;

    const GossipSubParameters& m_parameters; //!< parameters of the router
    GossipSubPeers& m_peers;                 //!< peers of the router
    MessageCache m_cache;                    //!< valid messages
    DontWantCache m_dontWant;                //!< messages that peers do not want
    GossipPromises m_promises;               //!< promises of peers
    /** Of the peers that have sent such RPCs in this heartbeat. */
    boost::container::flat_map<PeerId, Counters> m_counters;
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_GOSSIP_H */
