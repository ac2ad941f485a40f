/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_PACKET_BYTES_H
#define WAKU_PACKET_BYTES_H

#include "ns3/packet.h"

#include <cstdint>
#include <vector>

namespace ns3
{

inline std::vector<uint8_t>
BytesOf(Ptr<const Packet> packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    return bytes;
}

} // namespace ns3

#endif
