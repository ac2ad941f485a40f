/* SPDX-License-Identifier: GPL-2.0-only */
#include "scenario.h"

#include "ns3/program-option-value.h"

#include <algorithm>

namespace ns3
{

namespace
{

const std::string PROTOCOL_KEY = "protocol";

/// What tells files of one name apart; it follows from the overlay, and is not set.
const std::string CONTENT_KEY = "overlay.content";

/// Whether a key is the path of an attribute.
bool
IsPath(const std::string& key)
{
    return key.find("::") != std::string::npos;
}

/// What one node and one of its connections take, bytes, and one message in flight.
constexpr double NODE_BYTES = 13000;
constexpr double LINK_BYTES = 11000;
constexpr double BASE_BYTES = 4e7;

/// Work of a second of heartbeats, in transmissions with a static mesh.
constexpr double HEARTBEAT_COST = 0.5;
constexpr double GOSSIP_COST = 4;
constexpr double SEGMENT_BYTES = 1448;

} // namespace

Scenario::Scenario(const std::string& name)
    : m_protocolName(name)
{
    protocol = ScenarioProtocol::CreateByName(name);
    if (!protocol)
    {
        throw ScenarioError(PROTOCOL_KEY,
                            "protocol is " + name + ", not " +
                                OptionValue::JoinWithOr(ScenarioProtocol::GetNames()));
    }
}

Scenario::Scenario(const Scenario& other)
    : overlay(other.overlay),
      underlay(other.underlay),
      traffic(other.traffic),
      events(other.events),
      protocol(other.protocol->Copy()),
      attributes(other.attributes),
      seed(other.seed),
      m_protocolName(other.m_protocolName)
{
}

Scenario&
Scenario::operator=(const Scenario& other)
{
    overlay = other.overlay;
    underlay = other.underlay;
    traffic = other.traffic;
    events = other.events;
    protocol = other.protocol->Copy();
    attributes = other.attributes;
    seed = other.seed;
    m_protocolName = other.m_protocolName;
    return *this;
}

Scenario::~Scenario() = default;

Scenario
Scenario::FromValues(const ScenarioValues& values)
{
    const auto name = values.find(PROTOCOL_KEY);
    Scenario scenario = name == values.end() ? Scenario() : Scenario(name->second);
    // Other keys depend on which events there are.
    const auto events = values.find(EventsPart::LIST);
    if (events != values.end())
    {
        scenario.Set(events->first, events->second);
    }
    for (const auto& [key, value] : values)
    {
        if (key != PROTOCOL_KEY && key != CONTENT_KEY && key != EventsPart::LIST)
        {
            scenario.Set(key, value);
        }
    }
    return scenario;
}

std::vector<ScenarioKey>
Scenario::GetKeys()
{
    ScenarioKey name{PROTOCOL_KEY,
                     "protocol of the nodes: " +
                         OptionValue::JoinWithOr(ScenarioProtocol::GetNames()),
                     "",
                     nullptr,
                     [this] { return m_protocolName; }};
    name.set = [this](const std::string& text) {
        if (text == m_protocolName)
        {
            return std::string();
        }
        auto made = ScenarioProtocol::CreateByName(text);
        if (!made)
        {
            return OptionValue::JoinWithOr(ScenarioProtocol::GetNames());
        }
        m_protocolName = text;
        protocol = std::move(made);
        return std::string();
    };
    std::vector<ScenarioKey> keys = {name};
    for (ScenarioPart* part : {static_cast<ScenarioPart*>(protocol.get()),
                               static_cast<ScenarioPart*>(&overlay),
                               static_cast<ScenarioPart*>(&underlay),
                               static_cast<ScenarioPart*>(&traffic),
                               static_cast<ScenarioPart*>(&events)})
    {
        for (ScenarioKey& key : part->GetKeys())
        {
            keys.push_back(std::move(key));
        }
    }
    keys.push_back(ScenarioKeys::Make("seed", seed, "ns-3's RngSeed", "", 1));
    return keys;
}

void
Scenario::CheckEventNames()
{
    for (const EventsPart::Event& event : events.events)
    {
        uint32_t keysOfName = 0;
        for (const ScenarioKey& key : GetKeys())
        {
            keysOfName += key.name.substr(0, key.name.find('.')) == event.name ? 1 : 0;
        }
        if (keysOfName != EventsPart::GetKeyNames(event.type).size())
        {
            const std::string key = event.name + ".event";
            throw ScenarioError(key,
                                "an event cannot be called " + event.name +
                                    ", since the scenario has a key of that name");
        }
    }
}

void
Scenario::Set(const std::string& key, const std::string& value)
{
    const std::size_t dot = key.rfind(".event");
    if (dot != std::string::npos && dot + std::string(".event").size() == key.size())
    {
        return; // it only says where the event is in the file
    }
    std::vector<std::string> names;
    for (const ScenarioKey& known : GetKeys())
    {
        if (known.name == key)
        {
            const std::string allowed = known.set(value);
            if (!allowed.empty())
            {
                throw ScenarioError(key, key + " is " + value + ", not " + allowed);
            }
            if (key == EventsPart::LIST)
            {
                CheckEventNames();
            }
            return;
        }
        if (known.attribute == key)
        {
            throw ScenarioError(key, key + " is set by the key " + known.name);
        }
        names.push_back(known.name);
    }
    if (IsPath(key))
    {
        attributes.Set(key, value);
        return;
    }
    const std::string nearest = FindNearestName(key, names);
    throw ScenarioError(
        key,
        "there is no key " + key +
            (nearest.empty() ? "; `waku-study explain` lists all" : "; is " + nearest + " meant?"));
}

void
Scenario::Check()
{
    overlay.nodes = protocol->ChooseNodes(overlay.nodes);
    overlay.Check();
    underlay.Check();
    const std::vector<uint32_t> publishers = traffic.GetPublishers();
    if (!publishers.empty() &&
        *std::max_element(publishers.begin(), publishers.end()) >= overlay.nodes)
    {
        throw ScenarioError("traffic.publisher",
                            "traffic.publisher is " + traffic.publisher +
                                ", not the number of one of " + std::to_string(overlay.nodes) +
                                " nodes, from 0");
    }
    protocol->Check(overlay, traffic, attributes);
    traffic.Resolve(overlay.nodes,
                    protocol->GetMeshDegree(overlay, attributes),
                    protocol->GetWarmup(),
                    protocol->GetDrain());
    events.Check({overlay.nodes, underlay.GetRegions(), true, traffic.warmup, traffic.GetEnd(), 1});
}

ScenarioValues
Scenario::GetValues() const
{
    ScenarioValues values = attributes.GetValues();
    Scenario copy(*this);
    for (const ScenarioKey& key : copy.GetKeys())
    {
        values[key.name] = key.get();
    }
    // A run without events is known by nothing of them.
    if (events.events.empty())
    {
        values.erase(EventsPart::LIST);
    }
    if (overlay.IsFile())
    {
        values[CONTENT_KEY] = overlay.DescribeContent();
    }
    return values;
}

double
Scenario::GetCost() const
{
    const double nodes = overlay.nodes;
    const double links = protocol->GetMeshDegree(overlay, attributes);
    const double segments = 1 + traffic.payload / SEGMENT_BYTES / underlay.segments;
    const double sent = traffic.GetExpectedMessages(nodes, protocol->GetNShards()) *
                        (nodes * std::max(1.0, links - 1) + 1) * segments;
    const bool isQuiet = protocol->GetWarmup() < Seconds(60);
    return isQuiet ? sent
                   : GOSSIP_COST * sent + HEARTBEAT_COST * nodes * traffic.GetEnd().GetSeconds();
}

double
Scenario::GetMemory() const
{
    return BASE_BYTES + overlay.nodes * (NODE_BYTES + LINK_BYTES * overlay.GetMeanDegree());
}

} // namespace ns3
