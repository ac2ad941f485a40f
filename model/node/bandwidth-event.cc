/* SPDX-License-Identifier: GPL-2.0-only */
#include "bandwidth-event.h"

#include "link-events.h"

#include "ns3/net-device.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(BandwidthEvent);

TypeId
BandwidthEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::BandwidthEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<BandwidthEvent>()
                            .AddAttribute("Up",
                                          "Up rate while it lasts; 0bps for no change.",
                                          DataRateValue(DataRate(0)),
                                          MakeDataRateAccessor(&BandwidthEvent::m_up),
                                          MakeDataRateChecker())
                            .AddAttribute("Down",
                                          "Down rate while it lasts; 0bps for no change.",
                                          DataRateValue(DataRate(0)),
                                          MakeDataRateAccessor(&BandwidthEvent::m_down),
                                          MakeDataRateChecker());
    return tid;
}

ScenarioEvent::Problem
BandwidthEvent::DoCheck(const Facts& facts) const
{
    if (m_up.GetBitRate() == 0 && m_down.GetBitRate() == 0)
    {
        return {"Up", "and down are 0bps, and one of them has to be a rate such as 1Mbps"};
    }
    return LinkEvents::CheckIsWan(facts);
}

void
BandwidthEvent::Begin()
{
    for (const uint32_t node : GetNodes())
    {
        const Ptr<NetDevice> device = GetStage().GetParts().devices.Get(node);
        DataRateValue up;
        DataRateValue down;
        device->GetAttribute("UpRate", up);
        device->GetAttribute("DownRate", down);
        m_before.push_back({node, up.Get(), down.Get()});
        if (m_up.GetBitRate() > 0)
        {
            device->SetAttribute("UpRate", DataRateValue(m_up));
        }
        if (m_down.GetBitRate() > 0)
        {
            device->SetAttribute("DownRate", DataRateValue(m_down));
        }
    }
}

void
BandwidthEvent::End()
{
    for (const Before& before : m_before)
    {
        const Ptr<NetDevice> device = GetStage().GetParts().devices.Get(before.node);
        device->SetAttribute("UpRate", DataRateValue(before.up));
        device->SetAttribute("DownRate", DataRateValue(before.down));
    }
    m_before.clear();
}

} // namespace ns3
