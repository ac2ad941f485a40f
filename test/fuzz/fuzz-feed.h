/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FUZZ_FEED_H
#define WAKU_FUZZ_FEED_H

#include "fuzz-target.h"

#include "ns3/stream-parser.h"

#include <algorithm>

namespace ns3
{

/// \return the size of pieces that a byte of an input stands for
inline uint32_t
FuzzPieceSize(uint8_t choice)
{
    static constexpr uint32_t sizes[] = {1, 2, 3, 5, 13, 40, 300, 65536};
    return sizes[choice % 8];
}

/// Feed bytes in pieces as a MessageStream does, and check what a StreamParser promises.
inline void
FuzzFeed(StreamParser& parser, const FuzzBytes& bytes, uint32_t piece)
{
    for (std::size_t at = 0; at < bytes.size() && !parser.HasFailed();)
    {
        const auto left = static_cast<uint32_t>(std::min<std::size_t>(piece, bytes.size() - at));
        const uint64_t skippable = std::min<uint64_t>(parser.GetSkippable(), left);
        if (skippable > 0)
        {
            parser.Skip(skippable);
            at += skippable;
            continue;
        }
        const uint32_t read = parser.Read(bytes.data() + at, left);
        FUZZ_CHECK(read >= 1 && read <= left);
        at += read;
    }
}

} // namespace ns3

#endif /* WAKU_FUZZ_FEED_H */
