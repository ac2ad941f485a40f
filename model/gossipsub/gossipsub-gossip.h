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

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The gossip of a gossipsub router: what it offers by IHAVE and serves on IWANT, what it
 * asks for and was promised, and who wants no copy of what (gossipsub v1.0, "Gossip"; v1.1,
 * "Adaptive Gossip Dissemination" and "Spam Protection Measures"; v1.2, "IDONTWANT").
 *
 * It sends nothing: its methods say what is to be sent.
 */
class GossipSubGossip
{
  public:
    /** What is to be sent to each peer at the end of a heartbeat. */
    using Outbox = std::map<PeerId, PubsubRpc>;

    /** Whether a message that is offered is of interest: (topic, id). */
    using Interest = std::function<bool(const std::string&, const MessageId&)>;

    /**
     * Both must outlive the object.
     * \param parameters of the router
     * \param peers of the router
     */
    GossipSubGossip(const GossipSubParameters& parameters, GossipSubPeers& peers);
    ~GossipSubGossip();

    /** Begin with empty caches, as long as the parameters say. */
    void Start();

    /** Forget everything. */
    void Clear();

    /** \param message a valid message that can be offered and served from now on */
    void Keep(Ptr<const PubsubMessage> message);

    /**
     * Offer the messages of a topic.
     * \param topic the pubsub topic
     * \param subscribers connected peers that are subscribed
     * \param exclude who gets all messages anyhow
     * \param outbox gets IHAVE
     */
    void Emit(const std::string& topic,
              const PeerSet& subscribers,
              const PeerSet& exclude,
              Outbox& outbox);

    /** A heartbeat begins: what limits the RPCs of peers counts anew. */
    void BeginHeartbeat()
    {
        m_heartbeat++;
    }

    /** A heartbeat is over: windows shift. */
    void EndHeartbeat();

    /**
     * \param now the present
     * \param peer from whom
     * \param offers its IHAVEs
     * \param interest whether this node subscribes to the topic and has not seen the message
     * \return what to ask for by IWANT
     */
    MessageIds HandleIHave(Time now,
                           PeerId peer,
                           const std::vector<PubsubRpc::IHave>& offers,
                           const Interest& interest);

    /**
     * \param peer from whom
     * \param ids its IWANT
     * \param pool the messages of the run
     * \return what to send to it
     */
    std::vector<Ptr<const PubsubMessage>> HandleIWant(PeerId peer,
                                                      MessageIds ids,
                                                      const MessagePool& pool);

    /** \param peer from whom \param ids its IDONTWANT \return those that were noted */
    MessageIds HandleIDontWant(PeerId peer, const MessageIds& ids);

    /** \param message a message \return whether it is so large that IDONTWANT is sent for it */
    bool DeservesIDontWant(const PubsubMessage& message) const;

    /** \param message a message \param peer a peer \return whether the peer wants no copy */
    bool IsUnwanted(const PubsubMessage& message, PeerId peer) const
    {
        return m_dontWant.Contains(message.GetId(), peer);
    }

    /** \param message has come, as somebody may have promised */
    void Fulfil(const PubsubMessage& message)
    {
        m_promises.Fulfil(message.GetId());
    }

    /** \param now the present \return who broke how many promises */
    GossipPromises::Broken TakeBroken(Time now);

    /** \param peer has gone */
    void RemovePeer(PeerId peer)
    {
        m_promises.RemovePeer(peer);
    }

    /** \return how many valid messages can be had by IWANT */
    std::size_t GetNCached() const
    {
        return m_cache.GetSize();
    }

    /** \return of how many messages somebody wants no copy */
    std::size_t GetNDontWant() const
    {
        return m_dontWant.GetSize();
    }

  private:
    /** \param peer whose counters of this heartbeat \return them */
    GossipSubPeer& CountersOf(PeerId peer);
    /** \param offers IHAVEs \param interest in which message \return ids in their order, once each
     */
    MessageIds FindInteresting(const std::vector<PubsubRpc::IHave>& offers,
                               const Interest& interest) const;

    const GossipSubParameters& m_parameters; //!< of the router
    GossipSubPeers& m_peers;                 //!< of the router
    MessageCache m_cache;                    //!< valid messages
    DontWantCache m_dontWant;                //!< who wants no copy
    GossipPromises m_promises;               //!< what was asked for
    uint32_t m_heartbeat{0};                 //!< in which the peers' counters count
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_GOSSIP_H */
