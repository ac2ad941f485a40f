/* SPDX-License-Identifier: GPL-2.0-only */
#include "jitter-event.h"

#include "link-events.h"

#include "ns3/event-wan-latency.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(JitterEvent);

TypeId
JitterEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::JitterEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<JitterEvent>()
                            .AddAttribute("Packet",
                                          "Each packet's delay differs by at most this, drawn for "
                                          "each packet; packets of a pair stay in order.",
                                          TimeValue(Time(0)),
                                          MakeTimeAccessor(&JitterEvent::m_packet),
                                          MakeTimeChecker(Time(0)))
                            .AddAttribute("Pair",
                                          "The delay of a pair of hosts differs by at most this, "
                                          "drawn for each pair and Period.",
                                          TimeValue(Time(0)),
                                          MakeTimeAccessor(&JitterEvent::m_pair),
                                          MakeTimeChecker(Time(0)))
                            .AddAttribute("Period",
                                          "How long what is drawn for a pair stays.",
                                          TimeValue(Seconds(10)),
                                          MakeTimeAccessor(&JitterEvent::m_period),
                                          MakeTimeChecker(MilliSeconds(1)));
    return tid;
}

bool
JitterEvent::WorksWithRanks() const
{
    return false; // the look-ahead is the least delay
}

ScenarioEvent::Problem
JitterEvent::DoCheck(const Facts& facts) const
{
    if (m_packet.IsZero() && m_pair.IsZero())
    {
        return {"Packet", "and pair are 0s, and one of them has to be a time such as 5ms"};
    }
    return LinkEvents::CheckIsWan(facts);
}

void
JitterEvent::Prepare()
{
    m_jitterSeed = static_cast<uint64_t>(GetRandom().GetValue(0, 0x1.0p53));
    EventWanLatency::Of(GetStage().GetChannel());
}

void
JitterEvent::Begin()
{
    EventWanLatency::Of(GetStage().GetChannel())
        ->Add(this,
              LinkEvents::GetHosts(GetStage(), GetNodes()),
              {m_packet, m_pair, m_period, m_jitterSeed});
}

void
JitterEvent::End()
{
    EventWanLatency::Of(GetStage().GetChannel())->Remove(this);
}

} // namespace ns3
