/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_STATIC_ROUTER_H
#define WAKU_STATIC_ROUTER_H

#include "pubsub-router.h"

#include "ns3/random-variable-stream.h"

#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Floodsub on a fixed mesh (libp2p pubsub, floodsub): every connected peer is a neighbour in
 * the mesh of every topic and gets every message. There are no control messages.
 *
 * It differs from floodsub in one way: floodsub sends a message only to peers that have announced a
 * subscription to its topic, StaticRouter to all neighbours in the overlay. The name is that of
 * WakuRelay's mode `Static`.
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

  protected:
    void DoStop(Time now) override;
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

    Time m_forwardDelay;                 //!< attribute ForwardDelay
    Time m_forwardJitter;                //!< attribute ForwardJitter
    Ptr<UniformRandomVariable> m_jitter; //!< draws the jitter; created when first needed
    int64_t m_jitterStream{-1};          //!< stream of m_jitter; -1: automatic

    /** Senders of each message that waits to be forwarded; for look-up only. */
    std::unordered_map<const PubsubMessage*, std::vector<PeerId>> m_waiting;
};

} // namespace ns3

#endif /* WAKU_STATIC_ROUTER_H */
