/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PSS_FORWARDING_H
#define WAKU_PSS_FORWARDING_H

#include "pss-kademlia.h"

#include <functional>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Forward a message to peers by the address of its recipient (pss/pss.go, forward).
 *
 * Peers are taken bin by bin, from the bin nearest to the address; of a bin, first those to which
 * fewest messages were forwarded.
 *
 * - If the address is within the neighbourhood of this node, all peers whose proximity order to it
 *   is at least the depth get the message. If all bits of a partial address are those of this node,
 *   all peers that begin so get it.
 * - Otherwise one peer that is nearer to the address than this node gets it, if there is one.
 * - In both cases, if no such peer can be sent to, the next bin is tried.
 * - An empty address makes all peers get the message.
 * \param kademlia peers of this node; it counts those that were sent to
 * \param to address of the recipient
 * \param send sends the message to a peer, and returns whether that was possible
 * \return number of peers to which the message was sent
 */
uint32_t ForwardPssMessage(PssKademlia& kademlia,
                           const PssPartialAddress& to,
                           const std::function<bool(PeerId peer)>& send);

} // namespace ns3

#endif /* WAKU_PSS_FORWARDING_H */
