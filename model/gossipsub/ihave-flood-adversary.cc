/* SPDX-License-Identifier: GPL-2.0-only */
#include "ihave-flood-adversary.h"

#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(IHaveFloodAdversary);

TypeId
IHaveFloodAdversary::GetTypeId()
{
    static TypeId tid = TypeId("ns3::IHaveFloodAdversary")
                            .SetParent<FloodAdversary>()
                            .SetGroupName("Waku")
                            .AddConstructor<IHaveFloodAdversary>()
                            .AddAttribute("Ids",
                                          "Message ids in an IHAVE, one for each topic of a peer.",
                                          UintegerValue(5000),
                                          MakeUintegerAccessor(&IHaveFloodAdversary::m_nIds),
                                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

IHaveFloodAdversary::IHaveFloodAdversary() = default;

IHaveFloodAdversary::~IHaveFloodAdversary() = default;

void
IHaveFloodAdversary::Prepare(Time)
{
    m_ids = InventIds(m_nIds);
}

void
IHaveFloodAdversary::Flood(Time, PeerId peer)
{
    PubsubRpc rpc;
    for (const std::string& topic : GetRouter()->GetTopics())
    {
        rpc.ihave.push_back({topic, m_ids});
    }
    SendHostile(peer, rpc);
}

} // namespace ns3
