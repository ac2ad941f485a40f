/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_RLPX_BYTES_H
#define WAKU_RLPX_BYTES_H

#include "hex-bytes.h"

#include "ns3/rlpx-frame.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

using Bytes = std::vector<uint8_t>;

inline Bytes
ToBytes(const RlpxFrame& frame)
{
    Bytes bytes;
    for (const VirtualBytes& piece : frame.GetPieces())
    {
        const Bytes more = piece.ToVector();
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    return bytes;
}

} // namespace ns3

#endif
