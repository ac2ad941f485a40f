/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FUZZ_OUTGOING_H
#define WAKU_FUZZ_OUTGOING_H

#include "../support/packet-bytes.h"
#include "fuzz-target.h"

#include "ns3/stream-channel.h"

namespace ns3
{

/// Takes what a channel is ready to write.
inline FuzzBytes
TakeOutgoing(StreamChannel& channel)
{
    FuzzBytes bytes;
    while (channel.HasOutgoing())
    {
        const FuzzBytes more = BytesOf(channel.PeekOutgoing(1 << 20));
        channel.RemoveOutgoing(static_cast<uint32_t>(more.size()));
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    return bytes;
}

/// Takes what a channel writes of its own, such as its handshake and window updates.
inline FuzzBytes
SealAndTakeOutgoing(StreamChannel& channel)
{
    FuzzBytes bytes;
    for (channel.Seal(nullptr, 0); channel.HasOutgoing(); channel.Seal(nullptr, 0))
    {
        const FuzzBytes more = TakeOutgoing(channel);
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    return bytes;
}

} // namespace ns3

#endif /* WAKU_FUZZ_OUTGOING_H */
