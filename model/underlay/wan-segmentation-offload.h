/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_WAN_SEGMENTATION_OFFLOAD_H
#define WAKU_WAN_SEGMENTATION_OFFLOAD_H

#include "ns3/packet.h"

#include <cstdint>

namespace ns3
{

/**
 * \ingroup waku
 * \brief The bytes on the wire of a packet that a network card would cut.
 *
 * A TCP packet is cut into segments that each repeat the IP and TCP headers with their options; any
 * other packet into fragments of its payload that repeat the IP header.
 *
 * \param packet an IP packet
 * \param wireMtu the largest packet on the wire, in bytes; 0 cuts nothing
 * \return its size if it is no longer than wireMtu or no IP packet; else the sum of what it is cut
 * into
 */
uint32_t GetOffloadedSize(const Packet& packet, uint32_t wireMtu);

} // namespace ns3

#endif /* WAKU_WAN_SEGMENTATION_OFFLOAD_H */
