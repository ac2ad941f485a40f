/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_PEERS_H
#define WAKU_GOSSIPSUB_PEERS_H

#include "peer-score.h"
#include "pubsub-peer-set.h"

#include "ns3/address.h"
#include "ns3/find-peer.h"
#include "ns3/peer-info.h"
#include "ns3/random-variable-stream.h"

#include <boost/container/flat_map.hpp>
#include <functional>
#include <set>
#include <utility>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief A connected peer of a gossipsub router, without its score.
 */
struct GossipSubPeer
{
    Address host;              //!< IP address
    bool outbound{false};      //!< whether this node dialled the peer
    bool direct{false};        //!< whether there is an explicit peering agreement
    uint32_t subscriptions{0}; //!< number of topics the peer is subscribed to
};

/**
 * \ingroup waku
 * \brief The connected peers of a gossipsub router with their scores, and choices among them at
 * random or by score.
 */
class GossipSubPeers
{
  public:
    /** Peers in the order of their ids. */
    using Peers = boost::container::flat_map<PeerId, GossipSubPeer>;

    /** Peers in a meaningful or a random order. */
    using PeerList = std::vector<PeerId>;

    /** Predicate of a peer: whether it is eligible. */
    using Filter = std::function<bool(PeerId, const GossipSubPeer&)>;

    GossipSubPeers();
    ~GossipSubPeers();

    /** \return the source of all random choices */
    Ptr<UniformRandomVariable> GetRandom() const
    {
        return m_random;
    }

    /**
     * Add a peering agreement.
     * \param address IP address of a host, with or without port
     */
    void AddDirect(const Address& address);

    /** \return whether there is a peering agreement */
    bool HasDirect() const
    {
        return !m_direct.empty();
    }

    /**
     * Add a peer that has connected.
     * \param peer the peer
     */
    void Add(const PeerInfo& peer);

    /**
     * Remove a peer that has disconnected.
     * \param now current time
     * \param peer the peer
     */
    void Remove(Time now, PeerId peer);

    /** Remove all peers and their scores. */
    void Clear();

    /**
     * \param peer a peer
     * \return whether the peer is connected
     */
    bool Contains(PeerId peer) const
    {
        return FindPeer(m_peers, peer) != m_peers.end();
    }

    /**
     * \param peer a connected peer
     * \return the state of the peer
     */
    GossipSubPeer& At(PeerId peer)
    {
        const auto found = FindPeer(m_peers, peer);
        return found == m_peers.end() ? m_peers.at(peer) : found->second;
    }

    /** \return the connected peers in the order of their ids */
    const Peers& Get() const
    {
        return m_peers;
    }

    /** \return the scores */
    PeerScore& GetScores()
    {
        return m_scores;
    }

    /**
     * \param peer a peer
     * \return score of the peer; 0 if the peer is unknown, or without scoring
     */
    double GetScore(PeerId peer)
    {
        return m_scores.GetScore(peer);
    }

    /**
     * Set how peers are scored.
     * \param parameters parameters of scoring; null for no scoring
     * \param recordTtl how long the router remembers that a message was invalid
     */
    void SetScoring(Ptr<const PeerScoreParameters> parameters, Time recordTtl);

    /**
     * \param peer a peer
     * \return whether the router gossips with the peer, in both directions
     */
    bool MayGossip(PeerId peer);

    /**
     * \param peer a peer
     * \return whether the router sends its own messages to the peer
     */
    bool MayPublish(PeerId peer);

    /**
     * \param peer a connected peer
     * \return whether all RPCs of the peer are ignored; false with a peering agreement
     */
    bool IsGraylisted(PeerId peer);

    /**
     * \param peers connected peers
     * \param filter whether a peer is eligible
     * \return the eligible peers, in the order of their ids
     */
    PeerList Select(const PeerSet& peers, const Filter& filter);

    /**
     * \param peers connected peers
     * \param count largest number of peers to select
     * \param filter whether a peer is eligible
     * \return some of the eligible peers, in random order
     */
    PeerList SelectRandom(const PeerSet& peers, std::size_t count, const Filter& filter);

    /**
     * Put items into random order.
     * \param [in,out] items the items
     */
    template <typename T>
    void Shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; i--)
        {
            std::swap(items[i - 1], items[m_random->GetInteger(0, i - 1)]);
        }
    }

  private:
    Ptr<UniformRandomVariable> m_random; //!< source of random choices
    PeerScore m_scores;                  //!< scores of peers
    Peers m_peers;                       //!< connected peers
    std::set<Address> m_direct;          //!< IP addresses with peering agreements
};

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_PEERS_H */
