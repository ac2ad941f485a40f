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
 * the mesh of every topic, and gets every message; there are no control messages.
 *
 * It is floodsub but for its subscriptions: floodsub sends to the peers that have announced theirs,
 * here the overlay says who takes part. It keeps the name of WakuRelay's mode `Static`.
 *
 * A valid message goes to every neighbour except the one from which it first came: load case 3 of
 * the Waku scaling analysis (assumption A06). With ForwardDelay the node waits before it forwards,
 * and leaves out every neighbour that sent it the message meanwhile: load case 2 (A05).
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
    /** \param message what to forward now, after the wait */
    void ForwardWaiting(Ptr<const PubsubMessage> message);

    /** \return how long to wait before forwarding */
    Time DrawDelay();

    Time m_forwardDelay;                 //!< attribute ForwardDelay
    Time m_forwardJitter;                //!< attribute ForwardJitter
    Ptr<UniformRandomVariable> m_jitter; //!< share of ForwardJitter; made when needed
    int64_t m_jitterStream{-1};          //!< its stream

    /** Who sent a message that is not forwarded yet; never iterated. */
    std::unordered_map<const PubsubMessage*, std::vector<PeerId>> m_waiting;
};

} // namespace ns3

#endif /* WAKU_STATIC_ROUTER_H */
