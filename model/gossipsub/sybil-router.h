/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_SYBIL_ROUTER_H
#define WAKU_SYBIL_ROUTER_H

#include "pubsub-peer-set.h"
#include "pubsub-router.h"

#include "ns3/lazy-uniform.h"

#include <map>
#include <string>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The router of an adversary that gets into as many meshes as it can (the "bad boy" of
 * libp2p/gossipsub-hardening, test/badboy.go).
 *
 * It subscribes to every topic that a peer announces, and sends the peer a GRAFT at once. It
 * accepts every GRAFT. After a PRUNE it waits for the peer's backoff to end and grafts again. It
 * forwards a message to every peer whose mesh it believes itself to be in. It sends no gossip and
 * answers none, scores nobody and bounds nothing.
 *
 * By itself it harms nobody. What it does with messages is up to the PubsubAdversary that it
 * serves.
 */
class SybilRouter : public PubsubRouter
{
  public:
    /** \return the TypeId */
    static TypeId GetTypeId();

    SybilRouter();
    ~SybilRouter() override;

    int64_t AssignStreams(int64_t stream) override;

    /**
     * \param topic a pubsub topic
     * \return the peers whose mesh this node believes itself to be in
     */
    const PeerSet& GetMesh(const std::string& topic) const;

    /** \return number of GRAFTs sent */
    uint64_t GetNGrafts() const
    {
        return m_grafts;
    }

    /** \return number of PRUNEs received */
    uint64_t GetNPrunes() const
    {
        return m_prunes;
    }

  protected:
    void DoStop(Time now) override;
    void DoRemovePeer(Time now, PeerId peer) override;
    void HandleSubscription(Time now, PeerId peer, const PubsubRpc::SubOpts& opts) override;
    void HandleControl(Time now, PeerId peer, const PubsubRpc& rpc) override;
    void DoPublish(Time now, Ptr<const PubsubMessage> message) override;
    void DoForward(Time now, PeerId peer, Ptr<const PubsubMessage> message) override;

  private:
    /**
     * Graft a peer again when its backoff has ended.
     * \param peer the peer
     * \param topic the pubsub topic
     */
    void RegraftLater(PeerId peer, const std::string& topic);
    /**
     * Send a message to a mesh.
     * \param message the message
     * \param except a peer that does not get it, or null
     */
    void SendToMesh(const Ptr<const PubsubMessage>& message, const PeerId* except);

    bool m_isGrafting;                     //!< attribute Graft
    Time m_regraftBackoff;                 //!< attribute RegraftBackoff
    Time m_regraftDelay;                   //!< attribute RegraftDelay
    LazyUniform m_random;                  //!< spreads further grafts
    std::map<std::string, PeerSet> m_mesh; //!< peers by topic
    uint64_t m_grafts{0};                  //!< GRAFTs sent
    uint64_t m_prunes{0};                  //!< PRUNEs received
};

} // namespace ns3

#endif /* WAKU_SYBIL_ROUTER_H */
