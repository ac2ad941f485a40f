/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STATIC_ROUTER_H
#define WAKU_STATIC_ROUTER_H

#include "pubsub-peer-set.h"
#include "pubsub-router.h"

#include "ns3/random-variable-stream.h"

#include <boost/container/flat_map.hpp>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Floodsub on a fixed mesh (libp2p pubsub, floodsub): the overlay is the mesh of every
 * topic, and there are no control messages. The name is that of WakuRelay's mode `Static`.
 *
 * With AnnounceSubscriptions it is floodsub as specified: nodes announce their subscriptions to
 * each peer, and a message is sent only to peers that have announced its topic. Without it, which
 * is for networks in which all nodes have the same topics, nothing is announced and every connected
 * peer gets every message. All nodes of a network have to agree on it.
 *
 * The router sends a valid message to every neighbour except the one from which it first received
 * the message: load case 3 of the Waku scaling analysis (assumption A06). With ForwardDelay it
 * waits before it forwards, and also leaves out neighbours that sent the message in the meantime:
 * load case 2 (A05).
 */
class StaticRouter : public PubsubRouter
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    StaticRouter();
    ~StaticRouter() override;

    int64_t AssignStreams(int64_t stream) override;

    /** \return number of subscriptions of peers beyond MaxSubscriptions or MaxTopicLength */
    uint64_t GetNRefusedSubscriptions() const
    {
        return m_refusedSubscriptions;
    }

  protected:
    void DoStart(Time now) override;
    void DoStop(Time now) override;
    void DoAddPeer(Time now, const PeerInfo& peer) override;
    void DoRemovePeer(Time now, PeerId peer) override;
    void DoSubscribe(Time now, const std::string& topic) override;
    void DoUnsubscribe(Time now, const std::string& topic) override;
    void HandleSubscription(Time now, PeerId peer, const PubsubRpc::SubOpts& opts) override;
    void DoPublish(Time now, Ptr<const PubsubMessage> message) override;
    void DoForward(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;
    void HandleFirst(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;
    void HandleDuplicate(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;
    void HandleInvalid(Time now,
                       PeerId peer,
                       Ptr<const PubsubMessage> message,
                       ValidationResult result) override;

  private:
    /**
     * Forward a message after the delay.
     * \param message the message
     */
    void ForwardWaiting(Ptr<const PubsubMessage> message);

    /** \return how long to wait before a message is forwarded */
    Time DrawDelay();

    /** What peers have announced. */
    struct Announced
    {
        boost::container::flat_map<std::string, PeerSet> topics; //!< subscribers of each topic
        boost::container::flat_map<PeerId, uint32_t> nTopics;    //!< number of topics of a peer
    };

    /**
     * Call a function for each neighbour that gets messages of a topic, in the order of their ids.
     * \param topic the pubsub topic
     * \param function the function
     */
    template <typename F>
    void ForEachNeighbour(const std::string& topic, F function);

    /**
     * Announce a change of the subscriptions to all peers, if subscriptions are announced.
     * \param topic the pubsub topic
     * \param subscribe whether this node is subscribed from now on
     */
    void Announce(const std::string& topic, bool subscribe);

    bool m_announces;                       //!< attribute AnnounceSubscriptions
    uint32_t m_maxSubscriptions;            //!< attribute MaxSubscriptions
    uint32_t m_maxTopicLength;              //!< attribute MaxTopicLength
    Time m_forwardDelay;                    //!< attribute ForwardDelay
    Time m_forwardJitter;                   //!< attribute ForwardJitter
    Ptr<UniformRandomVariable> m_jitter;    //!< draws the jitter; created when first needed
    int64_t m_jitterStream{-1};             //!< stream of m_jitter; -1: automatic
    std::unique_ptr<Announced> m_announced; //!< of the peers; null if nothing is announced
    uint64_t m_refusedSubscriptions{0};     //!< subscriptions not noted

    /** Senders of each message that waits to be forwarded; for look-up only. */
    std::unordered_map<const PubsubMessage*, std::vector<PeerId>> m_waiting;
};

} // namespace ns3

#endif /* WAKU_STATIC_ROUTER_H */
