/* SPDX-License-Identifier: GPL-2.0-only */
#include "leave-event.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(LeaveEvent);

TypeId
LeaveEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::LeaveEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<LeaveEvent>();
    return tid;
}

void
LeaveEvent::Begin()
{
    for (const uint32_t node : GetNodes())
    {
        if (const Ptr<P2pNode> peer = GetStage().GetNode(node))
        {
            peer->GetPresence().SetOffline(this, true);
        }
    }
}

void
LeaveEvent::End()
{
    for (const uint32_t node : GetNodes())
    {
        if (const Ptr<P2pNode> peer = GetStage().GetNode(node))
        {
            peer->GetPresence().SetOffline(this, false);
        }
    }
}

} // namespace ns3
