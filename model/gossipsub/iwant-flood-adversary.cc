/* SPDX-License-Identifier: GPL-2.0-only */
#include "iwant-flood-adversary.h"

#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(IWantFloodAdversary);

TypeId
IWantFloodAdversary::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::IWantFloodAdversary")
            .SetParent<FloodAdversary>()
            .SetGroupName("Waku")
            .AddConstructor<IWantFloodAdversary>()
            .AddAttribute("Ids",
                          "Number of latest messages for which it asks in each round.",
                          UintegerValue(100),
                          MakeUintegerAccessor(&IWantFloodAdversary::m_nIds),
                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

IWantFloodAdversary::IWantFloodAdversary() = default;

IWantFloodAdversary::~IWantFloodAdversary() = default;

void
IWantFloodAdversary::Deliver(Ptr<const PubsubMessage> message)
{
    m_ids.push_back(message->GetId());
    if (m_ids.size() > m_nIds)
    {
        m_ids.pop_front();
    }
}

void
IWantFloodAdversary::Flood(Time, PeerId peer)
{
    PubsubRpc rpc;
    rpc.iwant.assign(m_ids.begin(), m_ids.end());
    if (!rpc.iwant.empty())
    {
        SendHostile(peer, rpc);
    }
}

} // namespace ns3
