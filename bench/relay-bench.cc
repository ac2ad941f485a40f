/* SPDX-License-Identifier: GPL-2.0-only */

// What WakuRelay costs in time and memory, beside a bare TCP flood: no protocol, the same overlay,
// the same sockets and underlay, the same bytes; and what gossipsub costs beside the static mesh,
// when its mesh is the same overlay. Then what it costs to connect a node to many others, and an
// idle heartbeat. Runs alternate, each in a process of its own.
//
//   relay-bench --nodes=1000 --messages=20 --rounds=5
//
// A profiler wants one run in one process:
//
//   valgrind --tool=callgrind relay-bench --only=static

#include "bench-flood.h"
#include "bench-world.h"

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace ns3;
using Json = nlohmann::json;

namespace
{

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

/// Processor time of this process in seconds: others on the machine do not lengthen it.
double
Now()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Without the pages of files, which are those of libraries.
double
ResidentBytes()
{
    std::ifstream statm("/proc/self/statm");
    uint64_t size = 0;
    uint64_t resident = 0;
    uint64_t ofFiles = 0;
    statm >> size >> resident >> ofFiles;
    return static_cast<double>(resident - ofFiles) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// Ten seconds to connect, then a message a second.
void
Simulate(const BenchLoad& load, double before, Cost& cost)
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
RunFlood(const BenchLoad& load, uint32_t frameSize)
{
    Cost cost;
    uint32_t current = 0;
    const double before = ResidentBytes();
    World world(load);
    const std::vector<Ptr<FloodNode>> floods = world.InstallFlood(frameSize, current);
    ScheduleFlood(floods, load.messages, current);
    Simulate(load, before, cost);
    for (const auto& flood : floods)
    {
        cost.deliveries += flood->GetNDeliveries();
    }
    Simulator::Destroy();
    return cost;
}

Cost
RunRelay(const BenchLoad& load, const std::string& mode)
{
    Cost cost;
    const double before = ResidentBytes();
    World world(load);
    const WakuRelayHelper helper = MakeHelper(mode, load.degree);
    ApplicationContainer relays = helper.Install(world.nodes);
    helper.Connect(relays, world.graph, world.addresses);
    SchedulePublications(relays, load);
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
    World world(nodes, "dial:" + std::to_string(dial));
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
MeasureFrame(const BenchLoad& load)
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

/// One run, for a profiler.
void
PrintOne(const Cost& cost)
{
    std::printf("%.2f s to connect, %.2f s for %llu deliveries, %.2f kB per node\n",
                cost.connectSeconds,
                cost.floodSeconds,
                static_cast<unsigned long long>(cost.deliveries),
                cost.bytesPerNode / 1000);
}

/// Print what it costs to connect, and return it.
Json
DescribeConnect(const Cost& connect, uint32_t nodes, uint32_t dial)
{
    const Json json = {{"dial", dial},
                       {"install_s", connect.installSeconds},
                       {"connect_s", connect.connectSeconds},
                       {"megabytes", connect.bytesPerNode * nodes / 1e6},
                       {"us_per_idle_heartbeat",
                        1e6 * connect.floodSeconds / static_cast<double>(connect.deliveries)}};
    std::printf("%u nodes that dial %u: installed in %.1f s, connected in %.1f s, %.0f MB, "
                "%.1f us per idle heartbeat\n",
                nodes,
                dial,
                connect.installSeconds,
                connect.connectSeconds,
                json["megabytes"].get<double>(),
                json["us_per_idle_heartbeat"].get<double>());
    return json;
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
    BenchLoad load;
    load.messages = 20;
    uint32_t rounds = 5;
    uint32_t dial = 25;
    std::string only = "all";
    std::string jsonPath;
    ProgramOptions cmd(__FILE__);
    load.AddTo(cmd);
    cmd.AddChoice("segments", "TCP segments in one packet", load.segments, {1, 2, 5, 10});
    cmd.AddValue("rounds", "Runs of each of the three, alternating", rounds);
    cmd.AddValue("dial",
                 "Nodes that each node dials in the run that counts connections; 0: no such run",
                 dial);
    cmd.AddChoice("only",
                  "What is run; one of the three is run once, in this process",
                  only,
                  {"all", "flood", "static", "gossipsub"});
    cmd.AddOutput("json", "Write the figures to this file", jsonPath);
    cmd.Parse(argc, argv);
    load.Check();
    ProgramOptions::CheckRange("rounds", rounds, 1, 1000);
    ProgramOptions::CheckRange("dial", dial, 0, load.nodes - 1.0);

    if (only != "all")
    {
        PrintOne(only == "flood"    ? RunFlood(load, MeasureFrame(load).frameSize)
                 : only == "static" ? RunRelay(load, "Static")
                                    : RunRelay(load, "GossipSub"));
        return 0;
    }

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
    if (dial > 0)
    {
        runs.Add("connect", 5, [load, dial] { return RunConnect(load.nodes, dial); });
    }
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
    if (dial > 0)
    {
        json["connect"] = DescribeConnect(costs.back(), load.nodes, dial);
    }
    if (!jsonPath.empty())
    {
        std::ofstream(jsonPath) << json.dump(1) << "\n";
    }
    return 0;
}
