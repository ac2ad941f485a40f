/* SPDX-License-Identifier: GPL-2.0-only */
#include "loss-event.h"

#include "link-events.h"

#include "ns3/double.h"
#include "ns3/event-wan-loss.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(LossEvent);

TypeId
LossEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::LossEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<LossEvent>()
                            .AddAttribute("Probability",
                                          "Probability that a packet is lost which one of the "
                                          "nodes sends or receives, 0 to 1.",
                                          DoubleValue(0.01),
                                          MakeDoubleAccessor(&LossEvent::m_probability),
                                          MakeDoubleChecker<double>(0, 1));
    return tid;
}

ScenarioEvent::Problem
LossEvent::DoCheck(const Facts& facts) const
{
    return LinkEvents::CheckIsWan(facts);
}

void
LossEvent::Prepare()
{
    // From the beginning, since sockets ask once whether packets can be lost.
    EventWanLoss::Of(GetStage().GetChannel());
}

void
LossEvent::Begin()
{
    EventWanLoss::Of(GetStage().GetChannel())
        ->Add(this, LinkEvents::GetHosts(GetStage(), GetNodes()), m_probability);
}

void
LossEvent::End()
{
    EventWanLoss::Of(GetStage().GetChannel())->Remove(this);
}

} // namespace ns3
