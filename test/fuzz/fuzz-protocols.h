/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FUZZ_PROTOCOLS_H
#define WAKU_FUZZ_PROTOCOLS_H

#include "../support/silent-handler.h"

#include "ns3/stream-protocols.h"

namespace ns3
{

/// The protocols of a node that speaks three.
struct FuzzProtocols : public StreamProtocols
{
    FuzzProtocols()
    {
        for (const char* id : {"/meshsub/1.2.0", "/vac/waku/store-query/3.0.0", "/a"})
        {
            Add(id, handler);
        }
    }

    SilentHandler handler;
};

} // namespace ns3

#endif /* WAKU_FUZZ_PROTOCOLS_H */
