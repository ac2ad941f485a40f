/* SPDX-License-Identifier: GPL-2.0-only */
#include "crash-event.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(CrashEvent);

TypeId
CrashEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::CrashEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<CrashEvent>();
    return tid;
}

void
CrashEvent::Begin()
{
    for (const uint32_t node : GetNodes())
    {
        if (const Ptr<P2pNode> peer = GetStage().GetNode(node))
        {
            GetStage().SetLinkUp(node, false);
            peer->GetPresence().Crash(this);
        }
    }
}

void
CrashEvent::End()
{
    for (const uint32_t node : GetNodes())
    {
        if (const Ptr<P2pNode> peer = GetStage().GetNode(node))
        {
            GetStage().SetLinkUp(node, true);
            peer->GetPresence().SetOffline(this, false);
        }
    }
}

} // namespace ns3
