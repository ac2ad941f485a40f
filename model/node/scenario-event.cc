/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario-event.h"

#include "scenario-nodes.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <cctype>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(ScenarioEvent);

namespace
{

const std::string NAMESPACE_PREFIX = "ns3::";
const std::string EVENT_SUFFIX = "Event";

} // namespace

TypeId
ScenarioEvent::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::ScenarioEvent")
            .SetParent<Object>()
            .SetGroupName("Waku")
            .AddAttribute("At",
                          "When it begins, counted from the beginning of traffic. A time before "
                          "the run, such as -1h, is its beginning.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&ScenarioEvent::m_at),
                          MakeTimeChecker())
            .AddAttribute("For",
                          "How long it lasts; 0s until the end of the run.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&ScenarioEvent::m_for),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Nodes",
                          "To which nodes it happens: all; a number of nodes such as 20 or a share "
                          "such as 20%, drawn at random; numbers of nodes such as 0-4,9; or a "
                          "region such as region:europe.",
                          StringValue("all"),
                          MakeStringAccessor(&ScenarioEvent::m_nodesText),
                          MakeStringChecker());
    return tid;
}

ScenarioEvent::ScenarioEvent() = default;

ScenarioEvent::~ScenarioEvent() = default;

void
ScenarioEvent::DoDispose()
{
    m_stage = nullptr;
    m_extra = ScenarioHosts();
    Object::DoDispose();
}

std::string
ScenarioEvent::GetKindOf(TypeId type)
{
    const std::string name = type.GetName();
    const std::size_t length = name.size() - NAMESPACE_PREFIX.size() - EVENT_SUFFIX.size();
    std::string kind;
    for (const char letter : name.substr(NAMESPACE_PREFIX.size(), length))
    {
        const bool isCapital = std::isupper(static_cast<unsigned char>(letter));
        kind += isCapital && !kind.empty() ? "-" : "";
        kind += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return kind;
}

std::vector<std::string>
ScenarioEvent::GetKinds()
{
    std::vector<std::string> kinds;
    for (std::size_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId type = TypeId::GetRegistered(i);
        if (type != GetTypeId() && type.IsChildOf(GetTypeId()) && type.HasConstructor())
        {
            kinds.push_back(GetKindOf(type));
        }
    }
    std::sort(kinds.begin(), kinds.end());
    return kinds;
}

bool
ScenarioEvent::FindKind(const std::string& kind, TypeId& type)
{
    for (std::size_t i = 0; i < TypeId::GetRegisteredN(); i++)
    {
        const TypeId known = TypeId::GetRegistered(i);
        if (known != GetTypeId() && known.IsChildOf(GetTypeId()) && known.HasConstructor() &&
            (kind == known.GetName() || kind == GetKindOf(known)))
        {
            type = known;
            return true;
        }
    }
    return false;
}

std::string
ScenarioEvent::GetName() const
{
    return m_name.empty() ? GetKindOf(GetInstanceTypeId()) : m_name;
}

ScenarioEvent::Problem
ScenarioEvent::Check(const Facts& facts) const
{
    const std::string nodes =
        ScenarioNodes(m_nodesText).DescribeIfWrong(facts.nodes, facts.regions);
    if (!nodes.empty())
    {
        return {"Nodes", "is " + m_nodesText + ", not " + nodes};
    }
    if (facts.ranks > 1 && !WorksWithRanks())
    {
        return {"", "works in runs of one process only, not with ranks"};
    }
    return DoCheck(facts);
}

ScenarioEvent::Problem
ScenarioEvent::DoCheck(const Facts&) const
{
    return {};
}

uint32_t
ScenarioEvent::GetNExtraHosts() const
{
    return 0;
}

bool
ScenarioEvent::WorksWithRanks() const
{
    return true;
}

int64_t
ScenarioEvent::AssignStreams(int64_t stream)
{
    GetRandom().SetStream(stream);
    return 1 + AssignMoreStreams(stream + 1);
}

int64_t
ScenarioEvent::AssignMoreStreams(int64_t)
{
    return 0;
}

LazyUniform&
ScenarioEvent::GetRandom()
{
    if (!m_random)
    {
        m_random = std::make_unique<LazyUniform>();
    }
    return *m_random;
}

Time
ScenarioEvent::GetBegin() const
{
    return std::max(m_stage->GetParts().start + m_at, Time(0));
}

void
ScenarioEvent::Install(Ptr<ScenarioStage> stage, const ScenarioHosts& extra)
{
    NS_ABORT_MSG_IF(m_stage, "ScenarioEvent: " << GetName() << " was installed already");
    m_stage = stage;
    m_extra = extra;
    m_nodes = ScenarioNodes(m_nodesText).Choose(*stage, GetRandom());
    Prepare();
    const Time wait = std::max(GetBegin() - Simulator::Now(), Time(0));
    const Ptr<ScenarioEvent> self(this);
    // What an event has scheduled holds it.
    Simulator::ScheduleDestroy(&ScenarioEvent::Dispose, self);
    Simulator::Schedule(wait, [self] { self->Begin(); });
    if (!m_for.IsZero())
    {
        Simulator::Schedule(wait + m_for, [self] { self->End(); });
    }
}

void
ScenarioEvent::Prepare()
{
}

void
ScenarioEvent::End()
{
}

void
ScenarioEvent::AddResults(std::map<std::string, double>&) const
{
}

} // namespace ns3
