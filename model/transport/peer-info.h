/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PEER_INFO_H
#define WAKU_PEER_INFO_H

#include "ns3/address.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The number by which a node identifies a peer.
 *
 * Each node numbers its peers from 0 in the order in which they connect. A peer that connects again
 * gets a new number.
 */
using PeerId = uint32_t;

/**
 * \ingroup waku
 * \brief A connected peer.
 */
struct PeerInfo
{
    PeerId id{0};         //!< number of the peer at this node
    Address address;      //!< remote IP address and port of the connection
    bool outbound{false}; //!< whether this node dialled the peer
};

} // namespace ns3

#endif /* WAKU_PEER_INFO_H */
