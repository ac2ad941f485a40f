/* SPDX-License-Identifier: GPL-2.0-only */
#include "interop-experiment.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/gossipsub-metrics.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/measurement.h"
#include "ns3/message-tracker.h"
#include "ns3/object-factory.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/pubsub-probe.h"
#include "ns3/region-wan-latency.h"
#include "ns3/region-wan-loss.h"
#include "ns3/scenario-attributes.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>
#include <system_error>

namespace ns3
{

namespace
{

/// First stream numbers of the underlay and of the nodes.
constexpr int64_t INTEROP_WAN_STREAM = 10;
constexpr int64_t INTEROP_NODE_STREAM = 10000000;

/// Frames that wait for a peer (go-libp2p/main.go, WithPeerOutboundQueueSize).
constexpr uint32_t INTEROP_QUEUE = 600;

/// First heartbeat of an implementation, unless the script says when.
std::string
GetFirstHeartbeat(const std::string& preset)
{
    return preset == "go" ? "100ms" : preset == "rust" ? "5s" : "0s";
}

void
SetInteropAttributes(Object& object, const GossipSubPreset::Attributes& attributes)
{
    for (const auto& [name, value] : attributes)
    {
        object.SetAttribute(name, StringValue(value));
    }
}

} // namespace

const std::string InteropExperiment::BY_PATH = "path";

std::string
InteropExperiment::GetPresetOf(const std::string& path)
{
    const auto names = [&path](const char* name) { return path.find(name) != std::string::npos; };
    return names("rust-libp2p") ? "rust" : names("nim-libp2p") ? "nwaku" : "go";
}

InteropExperiment::InteropExperiment(const Options& options)
    : m_options(options),
      m_script(InteropScript::Parse(Measurement::ReadFile(options.params), options.params)),
      m_config(ShadowConfig::Parse(Measurement::ReadFile(options.shadow), options.shadow)),
      m_graph(ShadowGraph::Parse(Measurement::ReadFile(options.graph), options.graph))
{
    const auto nodes = static_cast<uint32_t>(m_config.hosts.size());
    m_programs = m_script.Divide(nodes);
    std::set<std::size_t> used;
    for (const ShadowConfig::Host& host : m_config.hosts)
    {
        const std::size_t vertex = m_graph.Find(host.vertex);
        if (vertex == m_graph.GetVertices().size())
        {
            throw std::runtime_error(host.place + ": network_node_id is " +
                                     std::to_string(host.vertex) + ", and " + options.graph +
                                     " has no such node");
        }
        const ShadowGraph::Vertex& place = m_graph.GetVertices()[vertex];
        if ((host.up == 0 && place.up == 0) || (host.down == 0 && place.down == 0))
        {
            throw std::runtime_error(host.place + ": neither the host nor its node of " +
                                     options.graph + " has rates in both directions");
        }
        m_vertices.push_back(vertex);
        used.insert(vertex);
    }
    m_paths = m_graph.FindPaths({used.begin(), used.end()}, m_config.shortestPaths);
    for (uint32_t node = 0; node < nodes; node++)
    {
        // Throws if parameters contradict each other, before anything is written.
        CreateApplication(node);
    }
}

InteropExperiment::~InteropExperiment() = default;

void
InteropExperiment::CreateHosts()
{
    const std::vector<ShadowGraph::Vertex>& vertices = m_graph.GetVertices();
    const auto nodes = static_cast<uint32_t>(m_vertices.size());
    const auto regions = CreateObject<WanRegions>();
    const auto latency = CreateObject<RegionWanLatency>();
    const auto loss = CreateObject<RegionWanLoss>();
    std::map<std::string, uint32_t> labels;
    for (const ShadowGraph::Vertex& vertex : vertices)
    {
        labels[vertex.label]++;
    }
    // Labels need not differ; ids do.
    const auto name = [&](std::size_t index) {
        const ShadowGraph::Vertex& vertex = vertices[index];
        return labels[vertex.label] == 1 ? vertex.label
                                         : vertex.label + " " + std::to_string(vertex.id);
    };
    for (const std::size_t vertex : std::set<std::size_t>(m_vertices.begin(), m_vertices.end()))
    {
        regions->AddRegion(name(vertex));
    }
    for (uint32_t node = 0; node < nodes; node++)
    {
        regions->SetRegion(node, name(m_vertices[node]));
    }
    latency->SetRegions(regions);
    loss->SetRegions(regions);
    WanHelper wan;
    wan.SetTransport(m_options.transport);
    for (const auto& [ends, path] : m_paths)
    {
        latency->SetOneWayDelay(name(ends.first), name(ends.second), path.latency);
        if (path.loss > 0)
        {
            loss->SetOneWayLoss(name(ends.first), name(ends.second), path.loss);
            wan.SetLoss(loss);
        }
    }
    wan.SetLatency(latency);
    m_hosts.Create(nodes);
    m_devices = wan.Install(m_hosts);
    for (uint32_t node = 0; node < nodes; node++)
    {
        const ShadowConfig::Host& host = m_config.hosts[node];
        const ShadowGraph::Vertex& place = vertices[m_vertices[node]];
        const auto set = [this, node](const char* attribute, uint64_t own, uint64_t ofPlace) {
            m_devices.Get(node)->SetAttribute(attribute,
                                              DataRateValue(DataRate(own > 0 ? own : ofPlace)));
        };
        set("UpRate", host.up, place.up);
        set("DownRate", host.down, place.down);
    }
    wan.AssignStreams(m_devices, INTEROP_WAN_STREAM);
    InternetTcpHelper tcp;
    tcp.SetSegmentsPerPacket(m_options.segments);
    tcp.SetCongestionControl(m_options.congestion);
    tcp.Install(m_hosts);
    wan.AssignIpv4Addresses(m_devices);
    m_world.addresses = WanHelper::GetIpv4Addresses(m_devices);
}

Ptr<P2pNode>
InteropExperiment::CreateApplication(uint32_t node) const
{
    const std::string preset =
        m_options.preset == BY_PATH ? GetPresetOf(m_config.hosts[node].path) : m_options.preset;
    const GossipSubPreset settings = GossipSubPreset::Get(preset);
    const auto router = CreateObject<GossipSubRouter>();
    SetInteropAttributes(*router, settings.router);
    router->SetAttribute("HeartbeatInitialDelay", StringValue(GetFirstHeartbeat(preset)));
    router->SetAttribute("PartialMessages", BooleanValue(true));
    const InteropInstruction& init = *m_programs[node].front();
    for (const InteropInstruction::Attribute& attribute : init.attributes)
    {
        router->SetAttribute(attribute.name, StringValue(attribute.value));
    }
    const std::string fault = router->FindFault();
    if (!fault.empty())
    {
        throw std::runtime_error(init.place + ".gossipSubParams: " + fault);
    }
    const auto pubsub = CreateObject<PubsubProtocol>();
    pubsub->SetAttribute("MessageIds", StringValue("FirstBytes"));
    pubsub->SetAttribute("MaxMessageSize", UintegerValue(InteropScript::MAX_MESSAGE_SIZE));
    pubsub->SetRouter(router);
    const auto connections = CreateObject<PeerConnectionManager>();
    SetInteropAttributes(*connections, settings.connection);
    if (preset == "go")
    {
        connections->SetAttribute("SendQueueFrames", UintegerValue(INTEROP_QUEUE));
    }
    connections->SetAttribute("SecureChannelOverhead", BooleanValue(m_options.secureChannel));
    const auto application = CreateObject<P2pNode>();
    application->SetConnections(connections);
    application->Mount(pubsub);
    application->SetStartTime(m_config.hosts[node].start);
    return application;
}

void
InteropExperiment::CreateNodes()
{
    const auto nodes = static_cast<uint32_t>(m_vertices.size());
    int64_t stream = INTEROP_NODE_STREAM;
    for (uint32_t node = 0; node < nodes; node++)
    {
        const Ptr<P2pNode> application = CreateApplication(node);
        m_hosts.Get(node)->AddApplication(application);
        stream += application->AssignStreams(stream);
        m_applications.Add(application);
        m_world.nodeOf[m_world.addresses[node]] = node;
        m_world.peerIds.push_back("\"" + InteropWorld::MakePeerId(node) + "\"");
        const std::string& path = m_config.hosts[node].path;
        const bool isRust = m_options.preset == "rust" ||
                            (m_options.preset == BY_PATH && GetPresetOf(path) == "rust");
        m_nodes.push_back(
            std::make_unique<InteropNode>(m_world, node, m_programs[node], application, !isRust));
        // After the application has started.
        Simulator::Schedule(m_config.hosts[node].start + NanoSeconds(1),
                            &InteropNode::Start,
                            m_nodes.back().get());
    }
    m_world.hasEnded = [this](uint32_t node) {
        if (++m_ended == m_nodes.size())
        {
            Simulator::Stop();
            return;
        }
        const auto application = DynamicCast<P2pNode>(m_applications.Get(node));
        Simulator::Schedule(NanoSeconds(1), [application] { application->GoOffline(); });
    };
}

void
InteropExperiment::CopyFiles() const
{
    namespace fs = std::filesystem;
    const std::pair<std::string, const char*> files[] = {{m_options.params, "params.json"},
                                                         {m_options.shadow, "shadow.yaml"},
                                                         {m_options.graph, "graph.gml"}};
    for (const auto& [from, name] : files)
    {
        const fs::path to = fs::path(m_options.output) / name;
        std::error_code error;
        if (fs::exists(to, error) && fs::equivalent(from, to, error))
        {
            continue;
        }
        fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
        if (error)
        {
            throw std::runtime_error("can't write " + to.string() + ": " + error.message());
        }
    }
}

RunSummary
InteropExperiment::Summarize(const MessageTracker& tracker) const
{
    RunSummary summary = tracker.Summarize();
    summary.protocol = "gossipsub";
    uint64_t published = 0;
    for (const InteropInstruction& instruction : m_script.instructions)
    {
        if (instruction.type == InteropInstruction::PUBLISH)
        {
            summary.messageBytes += instruction.size;
            published++;
        }
    }
    summary.messageBytes /= std::max<double>(1, static_cast<double>(published));
    uint64_t complete = 0;
    for (const auto& node : m_nodes)
    {
        summary.degree += static_cast<double>(node->GetNPeers());
        complete += node->GetNComplete();
    }
    summary.degree /= static_cast<double>(m_nodes.size());
    summary.counts = {{"received", m_world.received}, {"partial_messages_complete", complete}};
    return summary;
}

RunSummary
InteropExperiment::Run(ViewHelper& view)
{
    // The helper of TCP sets defaults of the whole process.
    const ScenarioAttributes changed = ScenarioAttributes::GetChanged();
    m_world.log = std::make_unique<InteropLog>(m_options.output, m_vertices.size());
    CopyFiles();
    CreateHosts();
    CreateNodes();
    MessageTracker tracker(m_applications, m_devices, {PubsubProbe::MakeProtocol()});
    const GossipSubMetrics control(m_applications);
    const std::vector<InteropInstruction>& all = m_script.instructions;
    if (std::none_of(all.begin(), all.end(), [](const InteropInstruction& instruction) {
            return instruction.type == InteropInstruction::PUBLISH;
        }))
    {
        tracker.CountFrom(Time(0));
    }
    view.Record(m_applications, m_devices);
    Simulator::Stop(m_config.stop);
    Simulator::Run();
    if (m_ended < m_nodes.size())
    {
        m_notes.push_back("the scripts of " + std::to_string(m_nodes.size() - m_ended) + " of " +
                          std::to_string(m_nodes.size()) + " nodes go on beyond stop_time of " +
                          m_options.shadow);
    }
    RunSummary summary = Summarize(tracker);
    summary.control = control.GetCounts();
    m_world.log->Flush();
    view.Write(summary);
    m_nodes.clear();
    Simulator::Destroy();
    changed.UndoLaterChanges();
    return summary;
}

} // namespace ns3
