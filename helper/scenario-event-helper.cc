/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-event-helper.h"

#include "program-option-value.h"
#include "user-error.h"

#include "ns3/string.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-ranks.h"

namespace ns3
{

namespace
{

/// Some of the hosts.
ScenarioHosts
Slice(const ScenarioHosts& all, uint32_t first, uint32_t count)
{
    ScenarioHosts slice;
    for (uint32_t i = first; i < first + count; i++)
    {
        slice.hosts.Add(all.hosts.Get(i));
        slice.devices.Add(all.devices.Get(i));
        slice.addresses.push_back(all.addresses.at(i));
    }
    return slice;
}

} // namespace

void
ScenarioEventHelper::AddFactory(const std::string& name, const std::string& kind)
{
    TypeId type;
    if (!ScenarioEvent::FindKind(kind, type))
    {
        StopAtUserError("ScenarioEventHelper: there is no event " + kind + "; there are " +
                        OptionValue::JoinWithOr(ScenarioEvent::GetKinds()));
    }
    Entry entry;
    entry.name = name;
    entry.factory.SetTypeId(type);
    m_entries.push_back(entry);
}

void
ScenarioEventHelper::AddNamed(const std::string& name,
                              const std::string& kind,
                              const std::map<std::string, std::string>& values)
{
    AddFactory(name, kind);
    for (const auto& [attribute, value] : values)
    {
        SetLast(attribute, StringValue(value));
    }
}

uint32_t
ScenarioEventHelper::GetNExtraHosts() const
{
    uint32_t hosts = 0;
    for (const Entry& entry : m_entries)
    {
        hosts += entry.factory.Create<ScenarioEvent>()->GetNExtraHosts();
    }
    return hosts;
}

void
ScenarioEventHelper::Install(const ApplicationContainer& applications,
                             const NetDeviceContainer& devices,
                             Time start)
{
    ScenarioStage::Parts parts;
    parts.applications = applications;
    parts.devices = devices;
    parts.start = start;
    Install(parts);
}

void
ScenarioEventHelper::Install(const ScenarioStage::Parts& parts)
{
    if (parts.extra.hosts.GetN() != GetNExtraHosts())
    {
        StopAtUserError("ScenarioEventHelper: the events need " + std::to_string(GetNExtraHosts()) +
                        " hosts of their own, and got " + std::to_string(parts.extra.hosts.GetN()) +
                        " (ScenarioStage::Parts::extra)");
    }
    const auto stage = Create<ScenarioStage>(parts);
    const ScenarioEvent::Facts facts{stage->GetN(),
                                     stage->GetRegions(),
                                     stage->GetChannel() != nullptr,
                                     parts.start,
                                     parts.end,
                                     WanRanks::GetSize()};
    int64_t stream = m_stream;
    uint32_t host = 0;
    for (const Entry& entry : m_entries)
    {
        const auto event = entry.factory.Create<ScenarioEvent>();
        event->SetName(entry.name);
        const ScenarioEvent::Problem problem = event->Check(facts);
        if (!problem.text.empty())
        {
            StopAtUserError("event " + event->GetName() + ": " +
                            (problem.attribute.empty() ? "it" : problem.attribute) + " " +
                            problem.text);
        }
        if (m_stream >= 0)
        {
            stream += event->AssignStreams(stream);
        }
        const uint32_t extra = event->GetNExtraHosts();
        event->Install(stage, Slice(parts.extra, host, extra));
        host += extra;
        m_events.push_back(event);
    }
}

void
ScenarioEventHelper::AddResults(std::map<std::string, double>& metrics) const
{
    for (const Ptr<ScenarioEvent>& event : m_events)
    {
        event->AddResults(metrics);
    }
}

} // namespace ns3
