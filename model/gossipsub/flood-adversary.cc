/* SPDX-License-Identifier: GPL-2.0-only */
#include "flood-adversary.h"

#include <vector>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(FloodAdversary);

TypeId
FloodAdversary::GetTypeId()
{
    static TypeId tid = TypeId("ns3::FloodAdversary")
                            .SetParent<PubsubAdversary>()
                            .SetGroupName("Waku")
                            .AddAttribute("Interval",
                                          "Time between two rounds, in each of which every peer "
                                          "gets something hostile.",
                                          TimeValue(Seconds(1)),
                                          MakeTimeAccessor(&FloodAdversary::m_interval),
                                          MakeTimeChecker(MicroSeconds(1)));
    return tid;
}

FloodAdversary::FloodAdversary() = default;

FloodAdversary::~FloodAdversary() = default;

void
FloodAdversary::BeginAttack(Time)
{
    GetHost().After(m_interval, [this](Time now) {
        if (!IsAttacking())
        {
            return;
        }
        Prepare(now);
        std::vector<PeerId> peers;
        for (const auto& peer : GetRouter()->GetPeers())
        {
            peers.push_back(peer.first);
        }
        for (const PeerId peer : peers)
        {
            Flood(now, peer);
        }
        BeginAttack(now);
    });
}

void
FloodAdversary::Prepare(Time)
{
}

} // namespace ns3
