/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FIND_PEER_H
#define WAKU_FIND_PEER_H

#include "peer-info.h"

#include <algorithm>
#include <cstddef>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Find a peer as the map's find() does, and faster. A node numbers its peers in the order in
 * which they connect, so the place of a peer is known unless earlier ones have gone.
 * \tparam Peers a boost::container::flat_map by PeerId
 * \param peers the map
 * \param peer the peer
 * \return iterator to the peer, or the end
 */
template <typename Peers>
auto
FindPeer(Peers& peers, PeerId peer) -> decltype(peers.begin())
{
    const auto first = peers.begin();
    if (first == peers.end() || peer < first->first)
    {
        return peers.end();
    }
    const std::size_t most = peers.size() - 1;
    const auto likely = first + std::min<std::size_t>(peer - first->first, most);
    return likely->first == peer ? likely : peers.find(peer);
}

} // namespace ns3

#endif /* WAKU_FIND_PEER_H */
