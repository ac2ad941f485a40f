/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_SCORE_NETWORKS_H
#define WAKU_PEER_SCORE_NETWORKS_H

#include "ns3/address.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Networks of IP addresses whose peers P6 does not count (IPColocationFactorWhitelist of
 * go-libp2p-pubsub, score_params.go).
 */
class PeerScoreNetworks
{
  public:
    /**
     * Read networks as in `10.0.0.0/8, 2001:db8::/32`. An address without prefix length is a
     * network of its own.
     * \param text the networks, separated by commas; may be empty
     * \return the first part of the text that is not a network; empty if there is none
     */
    std::string Read(const std::string& text);

    /**
     * \param host an IP address
     * \return whether the address is in one of the networks
     */
    bool Contains(const Address& host) const;

  private:
    /** Bytes of an IP address; those of an IPv4 address are the first four. */
    using Bytes = std::array<uint8_t, 16>;

    /** A network. */
    struct Network
    {
        bool isIpv6;     //!< whether it is one of IPv6
        Bytes base;      //!< its first address
        uint32_t prefix; //!< length of its prefix, bits
    };

    std::vector<Network> m_networks; //!< the networks
};

} // namespace ns3

#endif /* WAKU_PEER_SCORE_NETWORKS_H */
