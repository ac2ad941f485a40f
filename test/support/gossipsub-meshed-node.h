/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_GOSSIPSUB_MESHED_NODE_H
#define WAKU_GOSSIPSUB_MESHED_NODE_H

#include "gossipsub-fake-host.h"

#include <set>
#include <vector>

namespace ns3
{

/// A node with six inbound peers in its mesh and more outside.
struct MeshedNode : FakeGossipSub
{
    void StartWith(uint32_t outside)
    {
        Set("D_out", "0");
        Start();
        inside = AddPeers(6);
        for (const PeerId peer : inside)
        {
            Graft(peer);
        }
        others = AddPeers(outside);
        sent.clear();
    }

    std::vector<PeerId> inside;
    std::vector<PeerId> others;
};

inline std::multiset<PeerId>
AsSet(const std::vector<PeerId>& peers)
{
    return std::multiset<PeerId>(peers.begin(), peers.end());
}

} // namespace ns3

#endif /* WAKU_GOSSIPSUB_MESHED_NODE_H */
