/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_INFO_H
#define WAKU_PEER_INFO_H

#include "ns3/address.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The number by which a node knows one of its peers.
 *
 * Numbers start at 0 in every node, and grow in the order in which peers appear; a peer that comes
 * back gets a new one.
 */
using PeerId = uint32_t;

/**
 * \ingroup waku
 * \brief A connected peer.
 */
struct PeerInfo
{
    PeerId id{0};         //!< the number of this peer at this node
    Address address;      //!< the remote IP address and port of the connection
    bool outbound{false}; //!< whether this node dialled
};

} // namespace ns3

#endif /* WAKU_PEER_INFO_H */
