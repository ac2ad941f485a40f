/* SPDX-License-Identifier: GPL-2.0-only */
#include "partition-event.h"

#include "link-events.h"

#include "ns3/wan-channel.h"
#include "ns3/wan-path-filter.h"

namespace ns3
{

/// Stops packets between some hosts and the others.
class PartitionEvent::Cut : public WanPathFilter
{
  public:
    bool Passes(const WanPassage& passage) override
    {
        return !isCut ||
               LinkEvents::IsIn(hosts, passage.from) == LinkEvents::IsIn(hosts, passage.to);
    }

    std::vector<bool> hosts; //!< by host: whether it is on the one side
    bool isCut{false};       //!< whether packets are stopped
};

NS_OBJECT_ENSURE_REGISTERED(PartitionEvent);

TypeId
PartitionEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::PartitionEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<PartitionEvent>();
    return tid;
}

ScenarioEvent::Problem
PartitionEvent::DoCheck(const Facts& facts) const
{
    return LinkEvents::CheckIsWan(facts);
}

void
PartitionEvent::Prepare()
{
    m_cut = Create<Cut>();
    m_cut->hosts = LinkEvents::MakeSet(LinkEvents::GetHosts(GetStage(), GetNodes()));
    GetStage().GetChannel()->AddFilter(m_cut);
}

void
PartitionEvent::Begin()
{
    m_cut->isCut = true;
}

void
PartitionEvent::End()
{
    m_cut->isCut = false;
}

} // namespace ns3
