/* SPDX-License-Identifier: GPL-2.0-only */
#include "idontwant-flood-adversary.h"

#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(IDontWantFloodAdversary);

TypeId
IDontWantFloodAdversary::GetTypeId()
{
    static TypeId tid = TypeId("ns3::IDontWantFloodAdversary")
                            .SetParent<FloodAdversary>()
                            .SetGroupName("Waku")
                            .AddConstructor<IDontWantFloodAdversary>()
                            .AddAttribute("Ids",
                                          "Message ids in an IDONTWANT.",
                                          UintegerValue(5000),
                                          MakeUintegerAccessor(&IDontWantFloodAdversary::m_nIds),
                                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

IDontWantFloodAdversary::IDontWantFloodAdversary() = default;

IDontWantFloodAdversary::~IDontWantFloodAdversary() = default;

void
IDontWantFloodAdversary::Prepare(Time)
{
    m_ids = InventIds(m_nIds);
}

void
IDontWantFloodAdversary::Flood(Time, PeerId peer)
{
    PubsubRpc rpc;
    rpc.idontwant = m_ids;
    SendHostile(peer, rpc);
}

} // namespace ns3
