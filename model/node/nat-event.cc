/* SPDX-License-Identifier: GPL-2.0-only */
#include "nat-event.h"

#include "link-events.h"

#include "ns3/boolean.h"
#include "ns3/inet-socket-address.h"
#include "ns3/overlay-graph.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-path-filter.h"

namespace ns3
{

/// Stop packets that ask for a connection to some hosts.
class NatEvent::Translators : public WanPathFilter
{
  public:
    bool Passes(const WanPassage& passage) override
    {
        return !passage.isOpening || !LinkEvents::IsIn(hosts, passage.to);
    }

    std::vector<bool> hosts; //!< by host: whether it is behind one
};

NS_OBJECT_ENSURE_REGISTERED(NatEvent);

TypeId
NatEvent::GetTypeId()
{
    static TypeId tid = TypeId("ns3::NatEvent")
                            .SetParent<ScenarioEvent>()
                            .SetGroupName("Waku")
                            .AddConstructor<NatEvent>()
                            .AddAttribute("Refuses",
                                          "Whether who dials a node is refused at once (with a "
                                          "reset), and not left without an answer.",
                                          BooleanValue(false),
                                          MakeBooleanAccessor(&NatEvent::m_refuses),
                                          MakeBooleanChecker());
    return tid;
}

ScenarioEvent::Problem
NatEvent::DoCheck(const Facts& facts) const
{
    if (!GetAt().IsZero() || !GetDuration().IsZero())
    {
        return {GetAt().IsZero() ? "For" : "At",
                "cannot be set, since nat holds for the whole run"};
    }
    return m_refuses ? Problem{} : LinkEvents::CheckIsWan(facts);
}

void
NatEvent::Prepare()
{
    if (m_refuses)
    {
        for (const uint32_t node : GetNodes())
        {
            if (const Ptr<P2pNode> peer = GetStage().GetNode(node))
            {
                peer->GetConnections()->SetAttribute("Listens", BooleanValue(false));
            }
        }
    }
    else
    {
        const auto translators = Create<Translators>();
        translators->hosts = LinkEvents::MakeSet(LinkEvents::GetHosts(GetStage(), GetNodes()));
        GetStage().GetChannel()->AddFilter(translators);
    }
    TurnDialsRound();
}

void
NatEvent::TurnDialsRound() const
{
    const ScenarioStage::Parts& parts = GetStage().GetParts();
    if (!parts.overlay || parts.addresses.empty())
    {
        return;
    }
    const std::vector<bool> hidden = LinkEvents::MakeSet(GetNodes());
    for (const auto& [dialler, dialled] : parts.overlay->GetLinks())
    {
        const Ptr<P2pNode> node = GetStage().GetNode(dialled);
        const auto other = DynamicCast<P2pNode>(parts.applications.Get(dialler));
        if (node && LinkEvents::IsIn(hidden, dialled) && !LinkEvents::IsIn(hidden, dialler) &&
            node->GetInstanceTypeId() == other->GetInstanceTypeId())
        {
            node->Dial(
                InetSocketAddress(parts.addresses[dialler], other->GetConnections()->GetPort()));
        }
    }
}

void
NatEvent::Begin()
{
}

} // namespace ns3
