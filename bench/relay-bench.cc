/* SPDX-License-Identifier: GPL-2.0-only */

// What WakuRelay costs in time and memory, beside a bare TCP flood: no protocol, the same overlay,
// the same sockets and underlay, the same bytes; and what gossipsub costs beside the static mesh,
// when its mesh is the same overlay. Then what it costs to connect a node to many others, and an
// idle heartbeat. Runs alternate, each in a process of its own.
//
//   relay-bench --nodes=1000 --messages=20 --rounds=5

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace ns3;
using Json = nlohmann::json;

namespace
{

constexpr uint16_t PORT = 60000;

/// What is run.
struct Load
{
    uint32_t nodes{1000};
    uint32_t degree{6};
    uint32_t messages{20};
    uint32_t payload{2048};
    uint32_t segments{1};
};

/// What a run cost.
struct Cost
{
    double installSeconds{0};
    double connectSeconds{0};
    double floodSeconds{0};
    uint64_t deliveries{0};
    double bytesPerNode{0};
    uint64_t frameSize{0};

    static const StudyFields<Cost>& GetFields()
    {
        static const auto fields = StudyFields<Cost>()
                                       .Add("install_s", &Cost::installSeconds)
                                       .Add("connect_s", &Cost::connectSeconds)
                                       .Add("flood_s", &Cost::floodSeconds)
                                       .Add("deliveries", &Cost::deliveries)
                                       .Add("bytes_per_node", &Cost::bytesPerNode)
                                       .Add("frame_bytes", &Cost::frameSize);
        return fields;
    }
};

/// A node that sends what it gets first to all neighbours but the sender, and knows nothing else:
/// messages have one size, and there is one at a time.
class FloodNode : public Application
{
  public:
    void SetMessage(Ptr<const Packet> message)
    {
        m_message = message;
    }

    void AddTarget(const Address& target)
    {
        m_targets.push_back(target);
    }

    void Publish(uint32_t number)
    {
        m_number = number;
        Forward(nullptr);
    }

    void SetCurrent(const uint32_t& current)
    {
        m_current = &current;
    }

    uint64_t GetNDeliveries() const
    {
        return m_deliveries;
    }

  private:
    struct Neighbor
    {
        Ptr<Socket> socket;
        uint32_t received{0};
    };

    void StartApplication() override
    {
        m_listener = Socket::CreateSocket(GetNode(), WanTcpSocketFactory::GetTypeId());
        m_listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        m_listener->Listen();
        m_listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                      MakeCallback(&FloodNode::Accept, this));
        for (const Address& target : m_targets)
        {
            Ptr<Socket> socket = Socket::CreateSocket(GetNode(), WanTcpSocketFactory::GetTypeId());
            socket->Bind();
            socket->Connect(target);
            Add(socket);
        }
    }

    void Accept(Ptr<Socket> socket, const Address&)
    {
        Add(socket);
    }

    void Add(Ptr<Socket> socket)
    {
        m_neighbors.push_back({socket, 0});
        socket->SetRecvCallback(MakeCallback(&FloodNode::Read, this));
    }

    void Read(Ptr<Socket> socket)
    {
        auto neighbor = std::find_if(m_neighbors.begin(), m_neighbors.end(), [&](const auto& n) {
            return n.socket == socket;
        });
        while (Ptr<Packet> packet = socket->Recv())
        {
            neighbor->received += packet->GetSize();
            while (neighbor->received >= m_message->GetSize())
            {
                neighbor->received -= m_message->GetSize();
                m_deliveries++;
                if (m_number != *m_current)
                {
                    m_number = *m_current;
                    Forward(socket);
                }
            }
        }
    }

    void Forward(Ptr<Socket> from)
    {
        for (const Neighbor& neighbor : m_neighbors)
        {
            if (neighbor.socket != from)
            {
                neighbor.socket->Send(m_message->Copy());
            }
        }
    }

    Ptr<Socket> m_listener;
    std::vector<Neighbor> m_neighbors;
    std::vector<Address> m_targets;
    Ptr<const Packet> m_message;
    const uint32_t* m_current{nullptr};
    uint32_t m_number{0};
    uint64_t m_deliveries{0};
};

double
Now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double
ResidentBytes()
{
    std::ifstream statm("/proc/self/statm");
    uint64_t size = 0;
    uint64_t resident = 0;
    statm >> size >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// Nodes, WAN and TCP/IP, the same for both.
struct World
{
    explicit World(const Load& load)
        : World(load, "regular:" + std::to_string(load.degree))
    {
    }

    World(const Load& load, const std::string& overlay)
        : graph(MakeGraph(load.nodes, overlay)),
          nodes(load.nodes)
    {
        devices = wan.Install(nodes);
        InternetTcpHelper tcp;
        tcp.SetSegmentsPerPacket(load.segments);
        tcp.Install(nodes);
        addresses = wan.AssignIpv4Addresses(devices);
    }

    static OverlayGraph MakeGraph(uint32_t nodes, const std::string& spec)
    {
        OverlayHelper overlay = OverlayHelper::FromString(spec);
        overlay.AssignStreams(0);
        return overlay.Create(nodes);
    }

    OverlayGraph graph;
    NodeContainer nodes;
    WanHelper wan;
    NetDeviceContainer devices;
    Ipv4InterfaceContainer addresses;
};

/// Ten seconds to connect, then a message a second.
void
Simulate(const Load& load, double before, Cost& cost)
{
    double from = Now();
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    cost.connectSeconds = Now() - from;
    from = Now();
    Simulator::Stop(Seconds(load.messages + 10));
    Simulator::Run();
    cost.floodSeconds = Now() - from;
    cost.bytesPerNode = (ResidentBytes() - before) / load.nodes;
}

Cost
RunFlood(const Load& load, uint32_t frameSize)
{
    Cost cost;
    uint32_t current = 0;
    const double before = ResidentBytes();
    World world(load);
    const Ptr<const Packet> message = Create<Packet>(frameSize);
    std::vector<Ptr<FloodNode>> floods;
    for (uint32_t i = 0; i < load.nodes; i++)
    {
        floods.push_back(CreateObject<FloodNode>());
        floods.back()->SetMessage(message);
        floods.back()->SetCurrent(current);
        world.nodes.Get(i)->AddApplication(floods.back());
    }
    for (const auto& link : world.graph.GetLinks())
    {
        floods[link.first]->AddTarget(
            InetSocketAddress(world.addresses.GetAddress(link.second), PORT));
    }
    for (uint32_t i = 0; i < load.messages; i++)
    {
        Simulator::Schedule(Seconds(11 + i), [&, i] {
            current = i + 1;
            floods[i % load.nodes]->Publish(current);
        });
    }
    Simulate(load, before, cost);
    for (const auto& flood : floods)
    {
        cost.deliveries += flood->GetNDeliveries();
    }
    Simulator::Destroy();
    return cost;
}

/// Gossipsub with every neighbour in the mesh, and nothing sent but messages.
WakuRelayHelper
MakeHelper(const std::string& mode, uint32_t degree)
{
    WakuRelayHelper helper(mode);
    if (mode == "GossipSub")
    {
        for (const char* name : {"D", "D_low", "D_high", "D_score"})
        {
            helper.SetRouterAttribute(name, UintegerValue(degree));
        }
        helper.SetRouterAttribute("D_out", UintegerValue(0));
        helper.SetRouterAttribute("SendIDontWant", BooleanValue(false));
    }
    return helper;
}

Cost
RunRelay(const Load& load, const std::string& mode)
{
    Cost cost;
    const double before = ResidentBytes();
    World world(load);
    const WakuRelayHelper helper = MakeHelper(mode, load.degree);
    ApplicationContainer relays = helper.Install(world.nodes);
    helper.Connect(relays, world.graph, world.addresses);
    for (uint32_t i = 0; i < load.messages; i++)
    {
        Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(relays.Get(i % load.nodes));
        Simulator::Schedule(Seconds(11 + i), [relay, &load] { relay->Publish(load.payload); });
    }
    Simulate(load, before, cost);
    for (uint32_t i = 0; i < relays.GetN(); i++)
    {
        cost.deliveries += DynamicCast<WakuRelay>(relays.Get(i))->GetNReceived();
    }
    Simulator::Destroy();
    return cost;
}

/// nwaku's gossipsub on nodes that dial many others: ten seconds to connect, then idle heartbeats.
Cost
RunConnect(uint32_t nodes, uint32_t dial)
{
    constexpr uint32_t IDLE_SECONDS = 60;
    Cost cost;
    double from = Now();
    const double before = ResidentBytes();
    Load load;
    load.nodes = nodes;
    World world(load, "dial:" + std::to_string(dial));
    WakuRelayHelper helper("GossipSub");
    helper.SetPreset("nwaku");
    ApplicationContainer relays = helper.Install(world.nodes);
    helper.Connect(relays, world.graph, world.addresses);
    cost.installSeconds = Now() - from;
    from = Now();
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    cost.connectSeconds = Now() - from;
    cost.bytesPerNode = (ResidentBytes() - before) / nodes;
    // Meshes settle first.
    Simulator::Stop(Seconds(120));
    Simulator::Run();
    from = Now();
    Simulator::Stop(Seconds(IDLE_SECONDS));
    Simulator::Run();
    cost.floodSeconds = Now() - from;
    cost.deliveries = static_cast<uint64_t>(nodes) * IDLE_SECONDS;
    Simulator::Destroy();
    return cost;
}

/// Bytes of a message on the wire, so that the flood sends as many.
Cost
MeasureFrame(const Load& load)
{
    NodeContainer node(1);
    InternetTcpHelper tcp;
    tcp.Install(node);
    WakuRelayHelper helper;
    ApplicationContainer relays = helper.Install(node);
    Cost cost;
    Simulator::Schedule(Seconds(1), [&] {
        cost.frameSize = DynamicCast<WakuRelay>(relays.Get(0))->Publish(load.payload)->GetSize();
    });
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    Simulator::Destroy();
    return cost;
}

double
Median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int
main(int argc, char* argv[])
{
    Load load;
    uint32_t rounds = 5;
    uint32_t dial = 25;
    std::string jsonPath;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of nodes", load.nodes);
    cmd.AddValue("degree", "Degree of the overlay", load.degree);
    cmd.AddValue("messages", "Number of messages", load.messages);
    cmd.AddValue("payload", "Payload of a message, bytes", load.payload);
    cmd.AddChoice("segments", "TCP segments in one packet", load.segments, {1, 2, 5, 10});
    cmd.AddValue("rounds", "Runs of each of the three, alternating", rounds);
    cmd.AddValue("dial", "Nodes that each node dials in the run that counts connections", dial);
    cmd.AddOutput("json", "Write the figures to this file", jsonPath);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("nodes", load.nodes, 2, 1000000);
    ProgramOptions::CheckRange("degree", load.degree, 2, load.nodes - 1.0);
    ProgramOptions::Check("degree",
                          load.degree,
                          uint64_t(load.nodes) * load.degree % 2 == 0,
                          "even, as an odd number of nodes needs");
    ProgramOptions::CheckRange("messages", load.messages, 1, 1000000);
    ProgramOptions::CheckPayload("payload", load.payload, "ns3::WakuRelay::MaxMessageSize");
    ProgramOptions::CheckRange("rounds", rounds, 1, 1000);
    ProgramOptions::CheckRange("dial", dial, 1, load.nodes - 1.0);

    // One at a time: a second core at work would spoil the times.
    ParallelRuns<Cost> probe(1);
    probe.Add("frame size", 1, [load] { return MeasureFrame(load); });
    const auto frameSize = static_cast<uint32_t>(probe.Run().front().frameSize);
    ParallelRuns<Cost> runs(1);
    for (uint32_t i = 0; i < rounds; i++)
    {
        runs.Add("bare flood", 1, [load, frameSize] { return RunFlood(load, frameSize); });
        runs.Add("static mesh", 1, [load] { return RunRelay(load, "Static"); });
        runs.Add("gossipsub", 1, [load] { return RunRelay(load, "GossipSub"); });
    }
    runs.Add("connect", 5, [load, dial] { return RunConnect(load.nodes, dial); });
    const std::vector<Cost> costs = runs.Run();

    Json json = {{"protocol", "relay-bench"},
                 {"nodes", load.nodes},
                 {"degree", load.degree},
                 {"messages", load.messages},
                 {"frame_bytes", frameSize}};
    std::cout << "medians of " << rounds
              << " rounds      bare flood  static mesh    gossipsub  static/flood  gossip/static\n";
    const auto compare = [&](const std::string& label, const std::string& key, auto value) {
        std::vector<double> cost[3];
        std::vector<double> ratio[2];
        for (uint32_t i = 0; i < rounds; i++)
        {
            for (uint32_t kind = 0; kind < 3; kind++)
            {
                cost[kind].push_back(value(costs[3 * i + kind]));
            }
            ratio[0].push_back(cost[1].back() / cost[0].back());
            ratio[1].push_back(cost[2].back() / cost[1].back());
        }
        json[key] = {{"flood", Median(cost[0])},
                     {"static", Median(cost[1])},
                     {"gossipsub", Median(cost[2])},
                     {"static_to_flood", Median(ratio[0])},
                     {"gossipsub_to_static", Median(ratio[1])}};
        std::printf("%-26s %11.2f  %11.2f  %11.2f  %12.3f  %13.3f\n",
                    label.c_str(),
                    Median(cost[0]),
                    Median(cost[1]),
                    Median(cost[2]),
                    Median(ratio[0]),
                    Median(ratio[1]));
    };
    compare("us per delivery", "us_per_delivery", [](const Cost& run) {
        return 1e6 * run.floodSeconds / static_cast<double>(run.deliveries);
    });
    compare("us per connection", "us_per_connection", [&](const Cost& run) {
        return 1e6 * run.connectSeconds / (load.nodes * load.degree / 2.0);
    });
    compare("kB per node", "kb_per_node", [](const Cost& run) { return run.bytesPerNode / 1000; });
    compare("deliveries", "deliveries", [](const Cost& run) {
        return static_cast<double>(run.deliveries);
    });
    const Cost& connect = costs.back();
    json["connect"] = {{"dial", dial},
                       {"install_s", connect.installSeconds},
                       {"connect_s", connect.connectSeconds},
                       {"megabytes", connect.bytesPerNode * load.nodes / 1e6},
                       {"us_per_idle_heartbeat",
                        1e6 * connect.floodSeconds / static_cast<double>(connect.deliveries)}};
    std::printf("%u nodes that dial %u: installed in %.1f s, connected in %.1f s, %.0f MB, "
                "%.1f us per idle heartbeat\n",
                load.nodes,
                dial,
                connect.installSeconds,
                connect.connectSeconds,
                json["connect"]["megabytes"].get<double>(),
                json["connect"]["us_per_idle_heartbeat"].get<double>());
    if (!jsonPath.empty())
    {
        std::ofstream(jsonPath) << json.dump(1) << "\n";
    }
    return 0;
}
