/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-part.h"

#include "gather-numbers.h"

#include "ns3/boolean.h"
#include "ns3/light-nodes.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/whisper-helper.h"
#include "ns3/whisper-metrics.h"
#include "ns3/whisper-node.h"
#include "ns3/whisper-protocol.h"

#include <cstdlib>

namespace ns3
{

namespace
{

const ScenarioProtocol::Registration g_whisper("whisper",
                                               [] { return std::make_unique<WhisperPart>(); });

/// First stream numbers of the parts, far enough apart for any size.
constexpr int64_t EDGE_STREAM = 5;
constexpr int64_t NODE_STREAM = 10000000;

/// Share of deliveries of which p95 says nothing.
constexpr double LATE_SHARE = 0.05;

/// Bytes of a message beside its payload: headers, padding, encryption.
constexpr uint32_t HEADER_BYTES = 1024;

} // namespace

std::vector<ScenarioKey>
WhisperPart::GetKeys()
{
    using namespace ScenarioKeys;
    return {
        Make("ttl",
             ttl,
             "time to live of envelopes, seconds",
             "ns3::WhisperProtocol::DefaultTtl",
             1,
             86400),
        Make("topics_by_user",
             topicsByUser,
             "public topics of a user",
             "ns3::WhisperUser::TopicsByUser",
             0,
             10000),
        Make("public_topics",
             publicTopics,
             "public topics of all users",
             "ns3::WhisperUser::PublicTopics"),
        Make("edge.share", edgeShare, "share of nodes that are edge nodes", "", 0, 1),
        Make("edge.light", edgeLight, "whether edge nodes are light nodes, which do not forward"),
        Make("edge.selective",
             edgeSelective,
             "whether edge nodes ask for their topics only, by bloom filters"),
        Make("edge.topic_interest",
             edgeInterest,
             "whether edge nodes tell their neighbours their topics, as Waku 1 does"),
        Make("p95_bound",
             p95Bound,
             "a run whose 95th percentile of latency must exceed it ends with its traffic; 0s for "
             "none"),
    };
}

std::unique_ptr<ScenarioProtocol>
WhisperPart::Copy() const
{
    return std::make_unique<WhisperPart>(*this);
}

void
WhisperPart::Check(const OverlayPart&,
                   const TrafficPart& traffic,
                   const ScenarioAttributes& attributes) const
{
    if (topicsByUser > publicTopics)
    {
        throw ScenarioError("topics_by_user",
                            "topics_by_user is " + std::to_string(topicsByUser) +
                                ", not at most public_topics, which is " +
                                std::to_string(publicTopics));
    }
    TypeId::AttributeInformation limit;
    const TypeId type = WhisperProtocol::GetTypeId();
    type.LookupAttributeByName("MaxMessageSize", &limit);
    double most = std::atof(limit.initialValue->SerializeToString(limit.checker).c_str());
    attributes.Apply(type, [&most](const std::string& name, const std::string& value) {
        most = name == "MaxMessageSize" ? std::atof(value.c_str()) : most;
    });
    if (traffic.payload + HEADER_BYTES > most)
    {
        throw ScenarioError("traffic.payload",
                            "traffic.payload is " + std::to_string(traffic.payload) +
                                ", not at most " +
                                std::to_string(static_cast<int64_t>(most - HEADER_BYTES)) +
                                ", as ns3::WhisperProtocol::MaxMessageSize allows");
    }
}

std::set<uint32_t>
WhisperPart::ChooseEdgeNodes(const OverlayGraph& graph, double share, const std::string& name)
{
    return ChooseLightNodes(graph, share, EDGE_STREAM, name);
}

ApplicationContainer
WhisperPart::Install(const Setting& setting)
{
    WhisperHelper whisper;
    whisper.SetProtocolAttribute("ModelPow", BooleanValue(true));
    whisper.SetProtocolAttribute("DefaultTtl", UintegerValue(ttl));
    setting.attributes.Apply(WhisperProtocol::GetTypeId(),
                             [&whisper](const std::string& name, const std::string& value) {
                                 whisper.SetProtocolAttribute(name, StringValue(value));
                             });
    const std::vector<std::pair<bool, std::pair<std::string, bool>>> edge = {
        {edgeLight, {"LightNode", true}},
        {edgeSelective || edgeInterest, {"FullNode", false}},
        {edgeInterest, {"TopicInterest", true}},
    };
    for (const auto& [isSet, attribute] : edge)
    {
        if (isSet)
        {
            whisper.SetEdgeProtocolAttribute(attribute.first, BooleanValue(attribute.second));
        }
    }
    whisper.SetUserTopics(topicsByUser, publicTopics);
    whisper.SetEdgeNodes(ChooseEdgeNodes(setting.graph, edgeShare));
    const TrafficPart& traffic = setting.traffic;
    whisper.SetTraffic(traffic.messagesPerHour,
                       traffic.payload,
                       traffic.warmup,
                       traffic.warmup + traffic.duration);
    const ApplicationContainer peers = whisper.Install(setting.network.hosts);
    whisper.Connect(peers, setting.graph, setting.network.addresses);
    whisper.AssignStreams(setting.network.hosts, NODE_STREAM);
    return peers;
}

std::unique_ptr<MessageTracker>
WhisperPart::Measure(const ApplicationContainer& applications, const NetDeviceContainer& devices)
{
    return std::make_unique<WhisperMetrics>(applications, devices);
}

void
WhisperPart::Publish(Ptr<Application> application, uint32_t, uint32_t size) const
{
    DynamicCast<WhisperNode>(application)->Publish(size);
}

void
WhisperPart::AddResults(const MessageTracker& tracker,
                        const ApplicationContainer& applications,
                        RunSummary& summary,
                        std::map<std::string, double>& metrics) const
{
    double heldBack = 0;
    for (uint32_t i = 0; i < applications.GetN(); i++)
    {
        heldBack +=
            static_cast<double>(DynamicCast<WhisperNode>(applications.Get(i))->GetNHeldBack());
    }
    heldBack = AddOverRanks({heldBack}).front();
    const double sent = std::max(1.0, static_cast<double>(summary.transmissions));
    metrics["send_queue.waits"] = heldBack / sent;
    metrics["send_queue.overflows"] =
        static_cast<double>(dynamic_cast<const WhisperMetrics&>(tracker).GetNOverflows());
}

bool
WhisperPart::IsHopeless(const MessageTracker& tracker) const
{
    const PropagationMetrics& propagation = tracker.GetPropagation();
    const auto expected = static_cast<double>(propagation.GetNExpectedDeliveries());
    const auto late = static_cast<double>(propagation.GetLatency().CountAbove(p95Bound));
    return !p95Bound.IsZero() && late > LATE_SHARE * expected;
}

Time
WhisperPart::GetWarmup() const
{
    return Seconds(10);
}

Time
WhisperPart::GetDrain() const
{
    return Seconds(ttl + 1);
}

double
WhisperPart::GetMeshDegree(const OverlayPart& overlay, const ScenarioAttributes&) const
{
    return overlay.GetMeanDegree();
}

} // namespace ns3
