/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PEERS_H
#define WAKU_GOSSIPSUB_PEERS_H

#include "peer-score.h"
#include "pubsub-peer-set.h"

#include "ns3/address.h"
#include "ns3/peer-info.h"
#include "ns3/random-variable-stream.h"

#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief What a gossipsub router knows of a connected peer, its score apart.
 */
struct GossipSubPeer
{
    Address host;                  //!< IP address
    bool outbound{false};          //!< whether this node dialled
    bool direct{false};            //!< explicit peering agreement
    uint32_t subscriptions{0};     //!< topics
    uint32_t heartbeat{0};         //!< the one in which the counters below count
    uint32_t iHaveMessages{0};     //!< RPCs with IHAVE
    uint32_t asked{0};             //!< ids asked for by IWANT
    uint32_t iDontWantMessages{0}; //!< RPCs with IDONTWANT
};

/**
 * \ingroup waku
 * \brief The connected peers of a gossipsub router, what it thinks of them, and its choices among
 * them, at random or by score.
 */
class GossipSubPeers
{
  public:
    /** Peers in an order that matters, or at random. */
    using PeerList = std::vector<PeerId>;

    /** \param value whether a peer is eligible */
    using Filter = std::function<bool(PeerId, const GossipSubPeer&)>;

    GossipSubPeers();
    ~GossipSubPeers();

    /** \return where all random choices come from */
    Ptr<UniformRandomVariable> GetRandom() const
    {
        return m_random;
    }

    /** \param address of a host with which there is a peering agreement, with or without port */
    void AddDirect(const Address& address);

    /** \return whether there is any peering agreement */
    bool HasDirect() const
    {
        return !m_direct.empty();
    }

    /** \param peer has connected */
    void Add(const PeerInfo& peer);

    /** \param now the present \param peer has gone */
    void Remove(Time now, PeerId peer);

    /** All peers have gone; their scores are forgotten. */
    void Clear();

    /** \param peer a peer \return whether it is connected */
    bool Contains(PeerId peer) const
    {
        return m_peers.count(peer) > 0;
    }

    /** \param peer a connected peer \return what is known of it */
    GossipSubPeer& At(PeerId peer)
    {
        return m_peers.at(peer);
    }

    /** \return the connected peers in the order of their ids */
    const std::map<PeerId, GossipSubPeer>& Get() const
    {
        return m_peers;
    }

    /** \return the scores */
    PeerScore& GetScores()
    {
        return m_scores;
    }

    /** \param peer a peer \return its score; 0 if unknown or without scoring */
    double GetScore(PeerId peer)
    {
        return m_scores.GetScore(peer);
    }

    /**
     * \param parameters how to score from now on; null for no scores
     * \param recordTtl how long it is known that a message was invalid
     */
    void SetScoring(Ptr<const PeerScoreParameters> parameters, Time recordTtl);

    /** \param peer a peer \return whether gossip goes to it and is taken from it */
    bool MayGossip(PeerId peer);

    /** \param peer a peer \return whether own messages go to it */
    bool MayPublish(PeerId peer);

    /** \param peer a connected peer \return whether nothing of it is read; never if it is direct */
    bool IsGraylisted(PeerId peer);

    /** \param peers connected peers \param filter who is eligible \return those that are, in order
     */
    PeerList Select(const PeerSet& peers, const Filter& filter);

    /** Parameters as Select. \param count how many at most \return in random order */
    PeerList SelectRandom(const PeerSet& peers, std::size_t count, const Filter& filter);

    /** \param items to bring into random order */
    template <typename T>
    void Shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; i--)
        {
            std::swap(items[i - 1], items[m_random->GetInteger(0, i - 1)]);
        }
    }

  private:
    Ptr<UniformRandomVariable> m_random;     //!< who is chosen
    PeerScore m_scores;                      //!< what this node thinks of its peers
    std::map<PeerId, GossipSubPeer> m_peers; //!< connected peers
    std::set<Address> m_direct;              //!< by IP address
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PEERS_H */
