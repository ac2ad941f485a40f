/* SPDX-License-Identifier: GPL-2.0-only */
#include "replay-adversary.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(ReplayAdversary);

TypeId
ReplayAdversary::GetTypeId()
{
    static TypeId tid = TypeId("ns3::ReplayAdversary")
                            .SetParent<FloodAdversary>()
                            .SetGroupName("Waku")
                            .AddConstructor<ReplayAdversary>()
                            .AddAttribute("Age",
                                          "How long after it has got a message it sends it again; "
                                          "above the peers' SeenTtl to be noticed.",
                                          TimeValue(Seconds(121)),
                                          MakeTimeAccessor(&ReplayAdversary::m_age),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

ReplayAdversary::ReplayAdversary() = default;

ReplayAdversary::~ReplayAdversary() = default;

void
ReplayAdversary::Deliver(Ptr<const PubsubMessage> message)
{
    m_known.emplace_back(GetNow(), message);
}

void
ReplayAdversary::Prepare(Time now)
{
    m_round.clear();
    while (!m_known.empty() && m_known.front().first + m_age <= now)
    {
        m_round.push_back(m_known.front().second);
        m_known.pop_front();
    }
}

void
ReplayAdversary::Flood(Time, PeerId peer)
{
    for (const Ptr<const PubsubMessage>& message : m_round)
    {
        SendHostile(peer, message->GetFrame());
    }
}

} // namespace ns3
