/* SPDX-License-Identifier: GPL-2.0-only */
#include "join-event.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(JoinEvent);

TypeId
JoinEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::JoinEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<JoinEvent>()
                            .AddAttribute("Every",
                                          "Mean time from one arrival to the next.",
                                          TimeValue(Seconds(1)),
                                          MakeTimeAccessor(&JoinEvent::m_every),
                                          MakeTimeChecker(NanoSeconds(1)));
    return tid;
}

void
JoinEvent::DoDispose()
{
    m_next = EventId();
    ScenarioEvent::DoDispose();
}

void
JoinEvent::Prepare()
{
    m_waiting = GetNodes();
    for (std::size_t i = m_waiting.size(); i > 1; i--)
    {
        const auto other =
            static_cast<std::size_t>(GetRandom().GetValue(0, static_cast<double>(i)));
        std::swap(m_waiting[i - 1], m_waiting[std::min(other, i - 1)]);
    }
    for (const uint32_t node : m_waiting)
    {
        if (const Ptr<P2pNode> peer = GetStage().GetNode(node))
        {
            peer->GetPresence().SetOffline(this, true);
        }
    }
}

void
JoinEvent::Begin()
{
    ScheduleNext();
}

void
JoinEvent::ScheduleNext()
{
    const Time wait = Seconds(GetRandom().GetExponential(m_every.GetSeconds()));
    m_next = Simulator::Schedule(wait, [this, self = Ptr<JoinEvent>(this)] {
        if (m_waiting.empty())
        {
            return;
        }
        const uint32_t node = m_waiting.back();
        m_waiting.pop_back();
        if (const Ptr<P2pNode> peer = GetStage().GetNode(node))
        {
            peer->GetPresence().SetOffline(this, false);
        }
        ScheduleNext();
    });
}

void
JoinEvent::End()
{
    m_next.Cancel();
}

} // namespace ns3
