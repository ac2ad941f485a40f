/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-part.h"

#include "gather-numbers.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/gossipsub-preset.h"
#include "ns3/gossipsub-router.h"
#include "ns3/object-factory.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/peer-score-parameters.h"
#include "ns3/pointer.h"
#include "ns3/pubsub-router.h"
#include "ns3/relay-metrics.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/topic-score-parameters.h"
#include "ns3/uinteger.h"
#include "ns3/waku-relay.h"

#include <cstdlib>
#include <utility>

namespace ns3
{

namespace
{

const ScenarioProtocol::Registration g_relay("waku-relay",
                                             [] { return std::make_unique<RelayPart>(); });

/// First stream numbers of the parts, far enough apart for any size.
constexpr int64_t RELAY_STREAM = 10000000;
constexpr int64_t SHARD_STREAM = 1000000000;

StringValue
MakeConstant(double value)
{
    return StringValue("ns3::ConstantRandomVariable[Constant=" + std::to_string(value) + "]");
}

std::string
GetShardTopic(uint32_t shard)
{
    return "/waku/2/rs/0/" + std::to_string(shard);
}

std::vector<std::string>
ListPresets()
{
    std::vector<std::string> names = GossipSubPreset::GetNames();
    names.insert(names.begin(), RelayPart::NONE);
    return names;
}

std::string
CheckMode(const std::string& mode)
{
    TypeId type;
    const bool isRouter = TypeId::LookupByNameFailSafe("ns3::" + mode + "Router", &type) &&
                          type.IsChildOf(PubsubRouter::GetTypeId()) && type.HasConstructor();
    return isRouter ? "" : "Static, GossipSub or another X of a router ns3::XRouter";
}

} // namespace

const std::string RelayPart::NONE = "none";

std::vector<ScenarioKey>
RelayPart::GetKeys()
{
    using namespace ScenarioKeys;
    return {
        MakeText("mode",
                 mode,
                 "Static: the overlay is the mesh; GossipSub: it has one",
                 CheckMode,
                 "ns3::WakuRelay::Mode"),
        MakeChoice("preset",
                   preset,
                   "settings of an implementation or a deployed network, for mode GossipSub",
                   ListPresets()),
        Make("shards", shards, "pubsub topics; every node is part of all", "", 1, 1024),
        Make("divide_nodes",
             divideNodes,
             "whether the shards divide the nodes: of a network of `nodes`, one shard's are "
             "simulated, each part of all shards"),
        Make("proof_delay", proofDelay, "time to make an RLN proof", "ns3::WakuRelay::ProofDelay"),
        Make("verify_delay",
             verifyDelay,
             "time to verify an RLN proof",
             "ns3::WakuRelay::ValidationDelay"),
        Make("secure_channel",
             secureChannel,
             "whether connections have the bytes of Noise and yamux",
             "ns3::PeerConnectionManager::SecureChannelOverhead"),
    };
}

std::unique_ptr<ScenarioProtocol>
RelayPart::Copy() const
{
    auto copy = std::make_unique<RelayPart>();
    copy->CopyKeys(*this);
    return copy;
}

void
RelayPart::CopyKeys(const RelayPart& other)
{
    mode = other.mode;
    preset = other.preset;
    shards = other.shards;
    divideNodes = other.divideNodes;
    proofDelay = other.proofDelay;
    verifyDelay = other.verifyDelay;
    secureChannel = other.secureChannel;
}

void
RelayPart::CheckRouter(const ScenarioAttributes& attributes) const
{
    const GossipSubPreset values = GetPreset();
    const auto create = [&attributes](TypeId type, const GossipSubPreset::Attributes& ofPreset) {
        ObjectFactory factory;
        factory.SetTypeId(type);
        for (const auto& [name, value] : ofPreset)
        {
            factory.Set(name, StringValue(value));
        }
        attributes.Apply(type, [&factory](const std::string& name, const std::string& value) {
            factory.Set(name, StringValue(value));
        });
        return factory.Create<Object>();
    };
    const auto router =
        DynamicCast<GossipSubRouter>(create(GossipSubRouter::GetTypeId(), values.router));
    std::string fault = router->FindFault();
    if (fault.empty() && preset != NONE)
    {
        const auto scoring = DynamicCast<PeerScoreParameters>(
            create(PeerScoreParameters::GetTypeId(), values.peerScore));
        scoring->SetAttribute(
            "DefaultTopic",
            PointerValue(create(TopicScoreParameters::GetTypeId(), values.topicScore)));
        fault = scoring->FindFault();
    }
    if (!fault.empty())
    {
        // The place of an attribute that the sentence begins with, if it is set.
        const std::string name = fault.substr(0, fault.find(' '));
        std::string key = "ns3::GossipSubRouter::" + name;
        for (const auto& [path, value] : attributes.GetValues())
        {
            key = path.substr(path.rfind(':') + 1) == name ? path : key;
        }
        throw ScenarioError(key, fault);
    }
}

void
RelayPart::Check(const OverlayPart&,
                 const TrafficPart& traffic,
                 const ScenarioAttributes& attributes) const
{
    if (mode == "GossipSub")
    {
        CheckRouter(attributes);
    }
    if (preset != NONE && mode != "GossipSub")
    {
        throw ScenarioError("preset",
                            "preset is " + preset + ", which mode GossipSub has and mode " + mode +
                                " has not");
    }
    constexpr double HEADERS = 1024;
    double most = 0;
    TypeId::AttributeInformation limit;
    WakuRelay::GetTypeId().LookupAttributeByName("MaxMessageSize", &limit);
    most = std::atof(limit.initialValue->SerializeToString(limit.checker).c_str());
    for (const auto& [name, value] : GetPreset().relay)
    {
        most = name == "MaxMessageSize" ? std::atof(value.c_str()) : most;
    }
    attributes.Apply(WakuRelay::GetTypeId(),
                     [&most](const std::string& name, const std::string& value) {
                         most = name == "MaxMessageSize" ? std::atof(value.c_str()) : most;
                     });
    if (traffic.payload > most - HEADERS)
    {
        throw ScenarioError("traffic.payload",
                            "traffic.payload is " + std::to_string(traffic.payload) +
                                ", not at most " +
                                std::to_string(static_cast<int64_t>(most - HEADERS)) +
                                ", as ns3::WakuRelay::MaxMessageSize allows");
    }
}

GossipSubPreset
RelayPart::GetPreset() const
{
    return preset == NONE ? GossipSubPreset() : GossipSubPreset::Get(preset);
}

void
RelayPart::SetUp(WakuRelayHelper& relay, const Setting& setting) const
{
    if (preset != NONE)
    {
        relay.SetPreset(preset);
        const auto of = [&setting](TypeId type, auto set) {
            setting.attributes.Apply(type, [set](const auto& name, const std::string& value) {
                set(name, StringValue(value));
            });
        };
        of(GossipSubRouter::GetTypeId(), [&relay](const auto& name, const StringValue& value) {
            relay.SetRouterAttribute(name, value);
        });
        of(PeerScoreParameters::GetTypeId(), [&relay](const auto& name, const StringValue& value) {
            relay.SetPeerScoreAttribute(name, value);
        });
        of(TopicScoreParameters::GetTypeId(), [&relay](const auto& name, const StringValue& value) {
            relay.SetTopicScoreAttribute(name, value);
        });
        of(WakuRelay::GetTypeId(), [&relay](const auto& name, const StringValue& value) {
            relay.SetAttribute(name, value);
        });
        of(PeerConnectionManager::GetTypeId(),
           [&relay](const auto& name, const StringValue& value) {
               relay.SetConnectionAttribute(name, value);
           });
    }
    if (!proofDelay.IsZero())
    {
        relay.SetAttribute("ProofDelay", MakeConstant(proofDelay.GetSeconds()));
    }
    if (!verifyDelay.IsZero())
    {
        relay.SetAttribute("ValidationDelay", MakeConstant(verifyDelay.GetSeconds()));
    }
    if (secureChannel)
    {
        relay.SetConnectionAttribute("SecureChannel", StringValue("Noise"));
    }
}

void
RelayPart::SetTraffic(WakuRelayHelper& relay, const TrafficPart& traffic) const
{
    if (traffic.IsPoisson())
    {
        relay.SetTrafficAttribute("MessagesPerHour", DoubleValue(traffic.messagesPerHour));
        relay.SetTrafficAttribute("Size", MakeConstant(traffic.payload));
        relay.SetTrafficAttribute("Start", TimeValue(traffic.warmup));
        relay.SetTrafficAttribute("Stop", TimeValue(traffic.warmup + traffic.duration));
    }
}

ApplicationContainer
RelayPart::Install(const Setting& setting)
{
    WakuRelayHelper relay(mode);
    SetUp(relay, setting);
    SetTraffic(relay, setting.traffic);
    const ApplicationContainer applications = InstallNodes(relay, setting);
    relay.Connect(applications, setting.graph, setting.network.addresses);
    relay.AssignStreams(setting.network.hosts, RELAY_STREAM);
    ApplicationContainer relays;
    for (auto app = applications.Begin(); app != applications.End(); ++app)
    {
        if (DynamicCast<WakuRelay>(*app))
        {
            relays.Add(*app);
        }
    }
    for (uint32_t shard = 1; shard < shards; shard++)
    {
        AddShard(relays, shard, setting.traffic);
    }
    m_gossip = mode == "GossipSub" ? std::make_unique<GossipSubMetrics>(relays) : nullptr;
    for (uint32_t i = 0; i < relays.GetN() && m_validationWorkers == 0; i++)
    {
        UintegerValue workers;
        relays.Get(i)->GetAttribute("ValidationWorkers", workers);
        m_validationWorkers = static_cast<uint32_t>(workers.Get());
    }
    return applications;
}

ApplicationContainer
RelayPart::InstallNodes(const WakuRelayHelper& relay, const Setting& setting)
{
    return relay.Install(setting.network.hosts);
}

void
RelayPart::AddShard(const ApplicationContainer& relays, uint32_t shard, const TrafficPart& traffic)
{
    const std::string topic = GetShardTopic(shard);
    int64_t stream = SHARD_STREAM * shard;
    for (auto app = relays.Begin(); app != relays.End(); ++app)
    {
        Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(*app);
        // After the application has started, which is at 0 s.
        Simulator::Schedule(NanoSeconds(1), [relay, topic] { relay->Subscribe(topic); });
        if (!traffic.IsPoisson())
        {
            continue;
        }
        Ptr<WakuTrafficGenerator> generator = CreateObjectWithAttributes<WakuTrafficGenerator>(
            "MessagesPerHour",
            DoubleValue(traffic.messagesPerHour),
            "Size",
            MakeConstant(traffic.payload),
            "Start",
            TimeValue(traffic.warmup),
            "Stop",
            TimeValue(traffic.warmup + traffic.duration));
        stream += generator->AssignStreams(stream);
        generator->Start([relay, topic](uint32_t size) { relay->Publish(topic, size); });
        m_generators.push_back(generator);
    }
}

std::unique_ptr<MessageTracker>
RelayPart::Measure(const ApplicationContainer& applications, const NetDeviceContainer& devices)
{
    return std::make_unique<RelayMetrics>(applications, devices);
}

void
RelayPart::Publish(Ptr<Application> application, uint32_t number, uint32_t size) const
{
    Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(application);
    if (shards == 1)
    {
        relay->Publish(size);
        return;
    }
    relay->Publish(GetShardTopic(number % shards), size);
}

void
RelayPart::BeginTraffic()
{
    if (m_gossip)
    {
        m_gossip->Reset();
    }
}

void
RelayPart::AddResults(const MessageTracker& tracker,
                      const ApplicationContainer&,
                      RunSummary& summary,
                      std::map<std::string, double>& metrics) const
{
    const auto& relay = dynamic_cast<const RelayMetrics&>(tracker);
    metrics["send_queue.dropped"] = static_cast<double>(relay.GetNDropped());
    if (m_gossip)
    {
        summary.control = m_gossip->GetCounts();
        std::vector<double> counts;
        for (const auto& [name, count] : summary.control)
        {
            counts.push_back(static_cast<double>(count));
        }
        counts = AddOverRanks(counts);
        for (std::size_t i = 0; i < counts.size(); i++)
        {
            summary.control[i].second = static_cast<uint64_t>(counts[i]);
        }
    }
}

Time
RelayPart::GetWarmup() const
{
    return mode == "Static" ? Seconds(10) : Seconds(60);
}

Time
RelayPart::GetDrain() const
{
    return Seconds(30);
}

double
RelayPart::GetMeshDegree(const OverlayPart& overlay, const ScenarioAttributes& attributes) const
{
    const double neighbours = overlay.GetMeanDegree();
    if (mode != "GossipSub")
    {
        return neighbours;
    }
    double degree = 6;
    for (const auto& [name, value] : GetPreset().router)
    {
        degree = name == "D" ? std::atof(value.c_str()) : degree;
    }
    attributes.Apply(GossipSubRouter::GetTypeId(),
                     [&degree](const std::string& name, const std::string& value) {
                         degree = name == "D" ? std::atof(value.c_str()) : degree;
                     });
    return std::min(neighbours, degree);
}

uint32_t
RelayPart::ChooseNodes(uint32_t nodes)
{
    const bool divides = std::exchange(divideNodes, false);
    return divides ? nodes / shards : nodes;
}

uint32_t
RelayPart::GetNShards() const
{
    return shards;
}

std::pair<Time, uint32_t>
RelayPart::GetValidation() const
{
    return {verifyDelay, m_validationWorkers};
}

} // namespace ns3
