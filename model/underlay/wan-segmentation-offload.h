/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_SEGMENTATION_OFFLOAD_H
#define WAKU_WAN_SEGMENTATION_OFFLOAD_H

#include "ns3/packet.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief Compute the bytes on the wire of a packet that a network card would cut.
 *
 * A TCP packet is cut into segments, each with the IP and TCP headers and their options. Any other
 * packet is cut into fragments of its payload, each with the IP header.
 *
 * \param packet an IP packet
 * \param wireMtu size of the largest packet on the wire, in bytes; 0 if packets are never cut
 * \return the sum of the sizes of the pieces, in bytes; the size of the packet if it is not cut,
 *         because it is not longer than wireMtu or is not an IP packet
 */
uint32_t GetOffloadedSize(const Packet& packet, uint32_t wireMtu);

} // namespace ns3

#endif /* WAKU_WAN_SEGMENTATION_OFFLOAD_H */
