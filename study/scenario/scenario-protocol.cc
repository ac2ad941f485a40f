/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-protocol.h"

namespace ns3
{

namespace
{

/// All protocols by name; made at the first use, since files register them in any order.
std::map<std::string, ScenarioProtocol::Create>&
GetProtocolRegister()
{
    static std::map<std::string, ScenarioProtocol::Create> protocols;
    return protocols;
}

} // namespace

ScenarioProtocol::Registration::Registration(const std::string& name, Create create)
{
    GetProtocolRegister()[name] = std::move(create);
}

std::vector<std::string>
ScenarioProtocol::GetNames()
{
    std::vector<std::string> names;
    for (const auto& [name, create] : GetProtocolRegister())
    {
        names.push_back(name);
    }
    return names;
}

std::unique_ptr<ScenarioProtocol>
ScenarioProtocol::CreateByName(const std::string& name)
{
    const auto found = GetProtocolRegister().find(name);
    return found == GetProtocolRegister().end() ? nullptr : found->second();
}

OverlayGraph
ScenarioProtocol::MakeOverlay(const OverlayPart& overlay, const TrafficPart&)
{
    return overlay.Create();
}

void
ScenarioProtocol::BeginTraffic()
{
}

void
ScenarioProtocol::AddResults(const MessageTracker&,
                             const ApplicationContainer&,
                             RunSummary&,
                             std::map<std::string, double>&) const
{
}

bool
ScenarioProtocol::HasPast() const
{
    return false;
}

bool
ScenarioProtocol::IsHopeless(const MessageTracker&) const
{
    return false;
}

uint32_t
ScenarioProtocol::ChooseNodes(uint32_t nodes)
{
    return nodes;
}

uint32_t
ScenarioProtocol::GetNShards() const
{
    return 1;
}

std::pair<Time, uint32_t>
ScenarioProtocol::GetValidation() const
{
    return {Time(0), 0};
}

} // namespace ns3
