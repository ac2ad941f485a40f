/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_SCORE_HOSTS_H
#define WAKU_PEER_SCORE_HOSTS_H

#include "peer-score-networks.h"
#include "peer-score-parameters.h"

#include "ns3/address.h"

#include <boost/container/flat_map.hpp>
#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief How many peers have one IP address (gossipsub v1.1, "P6: IP Colocation Factor").
 *
 * What the specification leaves open is as the attributes IPColocation... of PeerScoreParameters
 * say: whitelist, prefixes of IPv6 addresses, and whether peers that have gone count
 * (go-libp2p-pubsub, score.go).
 */
class PeerScoreHosts
{
  public:
    /**
     * Forget all peers, and count as parameters say.
     * \param parameters parameters of scoring
     */
    void Configure(const PeerScoreParameters& parameters);

    /** Forget all peers. */
    void Clear();

    /**
     * Count a peer.
     * \param host IP address of the peer
     */
    void Add(const Address& host);

    /**
     * Count a peer no more.
     * \param host IP address of the peer, which is counted
     */
    void Remove(const Address& host);

    /** \return whether peers that have gone count while their scores are kept */
    bool CountsRetained() const
    {
        return m_countsRetained;
    }

    /**
     * \param a an IP address
     * \param b an IP address
     * \return whether two peers with these addresses are counted together
     */
    bool AreTogether(const Address& a, const Address& b) const;

    /**
     * \param host IP address of a peer
     * \return whether only one peer with the address, or its prefix, is counted
     */
    bool IsAlone(const Address& host) const;

    /**
     * \param host IP address of a peer
     * \param threshold peers with one address above this are a surplus
     * \return P6 of the peer
     */
    double GetFactor(const Address& host, double threshold) const;

  private:
    /**
     * \param host an IP address
     * \return the prefix of an IPv6 address that counts; else the address
     */
    Address GetNetwork(const Address& host) const;
    /**
     * \param key an IP address or a prefix
     * \param threshold peers above this are a surplus
     * \return the square of the surplus of peers that have it
     */
    double GetSurplusSquare(const Address& key, double threshold) const;
    /**
     * \param key an IP address or a prefix
     * \return the number of peers that have it
     */
    uint32_t GetCount(const Address& key) const;
    /**
     * Subtract one peer.
     * \param key an IP address or a prefix
     */
    void Subtract(const Address& key);

    /** Number of peers by IP address or prefix. */
    boost::container::flat_map<Address, uint32_t> m_peers;
    PeerScoreNetworks m_whitelist; //!< networks that don't count
    uint32_t m_ipv6Prefix{128};    //!< length of the prefix that counts, bits
    bool m_countsRetained{false};  //!< whether peers that have gone count
    bool m_isByPort{false};        //!< whether no two peers are counted together
};

} // namespace ns3

#endif /* WAKU_PEER_SCORE_HOSTS_H */
