/* SPDX-License-Identifier: GPL-2.0-only */
#include "graft-flood-adversary.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(GraftFloodAdversary);

TypeId
GraftFloodAdversary::GetTypeId()
{
    static TypeId tid = TypeId("ns3::GraftFloodAdversary")
                            .SetParent<FloodAdversary>()
                            .SetGroupName("Waku")
                            .AddConstructor<GraftFloodAdversary>();
    return tid;
}

GraftFloodAdversary::GraftFloodAdversary() = default;

GraftFloodAdversary::~GraftFloodAdversary() = default;

void
GraftFloodAdversary::Flood(Time, PeerId peer)
{
    PubsubRpc rpc;
    for (const std::string& topic : GetRouter()->GetTopics())
    {
        rpc.graft.push_back(topic);
    }
    SendHostile(peer, rpc);
}

} // namespace ns3
