/* SPDX-License-Identifier: GPL-2.0-only */
#include "link-down-event.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(LinkDownEvent);

TypeId
LinkDownEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::LinkDownEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<LinkDownEvent>();
    return tid;
}

void
LinkDownEvent::Begin()
{
    for (const uint32_t node : GetNodes())
    {
        GetStage().SetLinkUp(node, false);
    }
}

void
LinkDownEvent::End()
{
    for (const uint32_t node : GetNodes())
    {
        GetStage().SetLinkUp(node, true);
    }
}

} // namespace ns3
