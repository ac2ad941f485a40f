/* SPDX-License-Identifier: GPL-2.0-only */

// An experiment with 1000 real nwaku nodes, simulated: does GossipSub on ns-3's TCP show the
// latencies that were measured?
//
//   nwaku-validation --payload=100000 --segments=10 --reference=d6_100kb.csv
//   mpirun -np 2 nwaku-validation ...    over two processes, where ns-3 is built with MPI

#include "ns3/core-module.h"
#include "ns3/gnuplot.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <tuple>

using namespace ns3;

namespace
{

/** The experiment; the defaults are those of the published cases, but for the payload. */
struct Experiment
{
    uint32_t nodes = 1000;
    uint32_t dial = 25;
    uint32_t meshDegree = 6;
    std::string dLow;
    std::string dHigh;
    std::string dOut;
    uint32_t payload = 10000;
    uint32_t messages = 10;
    Time interval = Seconds(10);
    std::string up = "38Mbps";
    std::string down = "83Mbps";
    Time latency = MilliSeconds(100);
    Time proofDelay = MilliSeconds(150);
    Time verifyDelay = MilliSeconds(12);
    uint32_t segments = 1;
    bool sendIDontWant = true;
    bool secureChannel = false;
    std::string congestion = "ns3::TcpLinuxReno";
};

/** Meshes have formed and heartbeats settled by then. */
const Time START = Seconds(60);

/** The last message has this long to arrive, if not longer. */
const Time LAST = Seconds(10);

StringValue
Constant(Time seconds)
{
    return StringValue(
        "ns3::ConstantRandomVariable[Constant=" + std::to_string(seconds.GetSeconds()) + "]");
}

/** Stops at what can't be an experiment; times are in seconds. */
void
Check(const Experiment& experiment)
{
    const auto check = [](const char* option, double value, double least, double most) {
        ProgramOptions::Check(option,
                              value,
                              value >= least && value <= most,
                              OptionValue::Write(least) + " to " + OptionValue::Write(most));
    };
    check("nodes", experiment.nodes, 2, 1e6);
    check("dial", experiment.dial, 1, experiment.nodes - 1.0);
    check("meshDegree", experiment.meshDegree, 1, 1000);
    check("payload", experiment.payload, 0, 1e6);
    // The first one is left out.
    check("messages", experiment.messages, 2, 1e6);
    check("interval", experiment.interval.GetSeconds(), 0.001, 1e6);
    check("latency", experiment.latency.GetSeconds(), 0, 1000);
    check("proofDelay", experiment.proofDelay.GetSeconds(), 0, 1000);
    check("verifyDelay", experiment.verifyDelay.GetSeconds(), 0, 1000);
}

/** \return whether it is one of which percentiles are published, for some payloads */
bool
IsPublished(const Experiment& experiment)
{
    const Experiment standard;
    const auto facts = [](const Experiment& e) {
        return std::tie(e.nodes,
                        e.dial,
                        e.meshDegree,
                        e.dLow,
                        e.dHigh,
                        e.dOut,
                        e.up,
                        e.down,
                        e.latency,
                        e.proofDelay,
                        e.verifyDelay);
    };
    return facts(experiment) == facts(standard);
}

/** D, and bounds as far from it as nwaku's are from 6 unless they are given. */
void
SetMesh(WakuRelayHelper& relay, const Experiment& experiment)
{
    const uint32_t d = experiment.meshDegree;
    const uint32_t low = std::max(3U, d) - 2;
    const auto set = [&relay](const char* name, uint32_t related, const std::string& given = "") {
        const std::string value = given.empty() ? std::to_string(related) : given;
        relay.SetRouterAttribute(name, StringValue(value));
    };
    set("D", d);
    set("D_low", low, experiment.dLow);
    set("D_high", d + 2, experiment.dHigh);
    set("D_out", std::min(d / 2, low - 1), experiment.dOut);
    set("D_score", d);
    set("D_lazy", d);
}

/** nwaku as it was deployed then. */
WakuRelayHelper
MakeRelayHelper(const Experiment& experiment)
{
    WakuRelayHelper relay("GossipSub");
    relay.SetPreset("nwaku");
    relay.SetAttribute("ProofDelay", Constant(experiment.proofDelay));
    relay.SetAttribute("ValidationDelay", Constant(experiment.verifyDelay));
    relay.SetRouterAttribute("NimMesh", BooleanValue(true));
    // nim-libp2p sent IDONTWANT so until June 2024, and forgot it at the next heartbeat until 2025.
    relay.SetRouterAttribute("IDontWantAfterValidation", BooleanValue(true));
    relay.SetRouterAttribute("IDontWantMessageTtl", UintegerValue(1));
    relay.SetRouterAttribute("SendIDontWant", BooleanValue(experiment.sendIDontWant));
    relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(experiment.secureChannel));
    SetMesh(relay, experiment);
    return relay;
}

/** \return what the experiment shows on rank 0; message 0 is left out */
RunSummary
Run(const DistributedHelper& ranks, const Experiment& experiment, LatencyHistogram& latency)
{
    OverlayHelper overlay = OverlayHelper::FromString("dial:" + std::to_string(experiment.dial));
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(experiment.nodes);

    const NodeContainer nodes = ranks.CreateNodes(experiment.nodes);
    WanHelper wan;
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(experiment.latency));
    wan.SetDeviceAttribute("UpRate", StringValue(experiment.up));
    wan.SetDeviceAttribute("DownRate", StringValue(experiment.down));
    const NetDeviceContainer devices = wan.Install(nodes);
    ranks.SetLookAhead(devices);
    InternetTcpHelper tcp;
    tcp.SetSegmentsPerPacket(experiment.segments);
    tcp.SetCongestionControl(experiment.congestion);
    tcp.Install(nodes);
    wan.AssignIpv4Addresses(devices);

    const WakuRelayHelper relay = MakeRelayHelper(experiment);
    const ApplicationContainer relays = relay.Install(nodes);
    relay.Connect(relays, graph, WanHelper::GetIpv4Addresses(devices));
    relay.AssignStreams(nodes, 1000);

    RelayMetrics metrics(relays, devices);
    metrics.CountFrom(START);
    metrics.GetPropagation().SetWarmup(1);
    Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(relays.Get(0));
    for (uint32_t i = 0; i < experiment.messages; i++)
    {
        Simulator::Schedule(START + experiment.interval * static_cast<int64_t>(i),
                            [publisher, size = experiment.payload] { publisher->Publish(size); });
    }
    const Time last = START + experiment.interval * static_cast<int64_t>(experiment.messages - 1);
    Simulator::Stop(last + std::max(experiment.interval, LAST));
    Simulator::Run();
    metrics.Reduce();

    RunSummary summary = metrics.Summarize();
    summary.protocol = "waku-relay";
    summary.degree = 2.0 * graph.GetNLinks() / experiment.nodes;
    summary.messageBytes = experiment.payload;
    latency = metrics.GetPropagation().GetLatency();
    Simulator::Destroy();
    return summary;
}

void
AddCurve(Gnuplot& plot, const LatencyHistogram& latency, const std::string& title)
{
    Gnuplot2dDataset curve(title);
    curve.SetStyle(Gnuplot2dDataset::STEPS);
    for (const auto& point : latency.GetCdf())
    {
        curve.Add(1000 * point.first, point.second);
    }
    plot.AddDataset(curve);
}

void
AddPercentiles(Gnuplot& plot, const RunSummary::Quantiles& known, const std::string& title)
{
    Gnuplot2dDataset points(title);
    points.SetStyle(Gnuplot2dDataset::POINTS);
    const std::pair<double, double> percentiles[] = {{known.p5, 0.05},
                                                     {known.p25, 0.25},
                                                     {known.p50, 0.5},
                                                     {known.p75, 0.75},
                                                     {known.p95, 0.95},
                                                     {known.p99, 0.99}};
    for (const auto& point : percentiles)
    {
        points.Add(1000 * point.first, point.second);
    }
    plot.AddDataset(points);
}

bool
Plot(const std::string& name, const LatencyHistogram& ours, const LatencyReference& reference)
{
    Gnuplot plot;
    plot.SetTitle("Publish to delivery, all (message, receiver) pairs");
    plot.SetLegend("latency, ms", "share");
    plot.SetExtra("set grid\nset key bottom right");
    AddCurve(plot, ours, "simulation");
    if (reference.histogram.GetCount() > 0)
    {
        AddCurve(plot, reference.histogram, "nwaku under Shadow");
    }
    else if (reference)
    {
        AddPercentiles(plot, reference.quantiles, "nwaku under Shadow, percentiles");
    }
    const std::filesystem::path path(name);
    const std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
    return DrawPlot(folder, path.filename().string(), plot);
}

} // namespace

int
main(int argc, char* argv[])
{
    DistributedHelper ranks(&argc, &argv);
    Experiment experiment;
    std::string referenceFile;
    std::string plotName = "nwaku-validation";
    std::string json;

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of nodes", experiment.nodes);
    cmd.AddValue("dial", "Random nodes that each node dials", experiment.dial);
    cmd.AddValue("meshDegree", "D, and with it D_score and D_lazy", experiment.meshDegree);
    cmd.AddValue("dLow", "D_low, if not 2 below D", experiment.dLow);
    cmd.AddValue("dHigh", "D_high, if not 2 above D", experiment.dHigh);
    cmd.AddValue("dOut", "D_out, if not D / 2 and below D_low", experiment.dOut);
    cmd.AddValue("payload", "Payload of a message, bytes", experiment.payload);
    cmd.AddValue("messages", "Messages; the first one is left out", experiment.messages);
    cmd.AddValue("interval", "Time between messages", experiment.interval);
    cmd.AddValue("up", "Up rate of a node", experiment.up, "ns3::WanNetDevice::UpRate");
    cmd.AddValue("down", "Down rate of a node", experiment.down, "ns3::WanNetDevice::DownRate");
    cmd.AddValue("latency", "One-way delay between any two nodes", experiment.latency);
    cmd.AddValue("proofDelay", "Time to make an RLN proof", experiment.proofDelay);
    cmd.AddValue("verifyDelay", "Time to verify an RLN proof", experiment.verifyDelay);
    cmd.AddChoice("segments", "TCP segments in one packet", experiment.segments, {1, 2, 5, 10});
    cmd.AddValue("sendIDontWant", "Whether nodes send IDONTWANT", experiment.sendIDontWant);
    cmd.AddValue("secureChannel", "Whether Noise and yamux are there", experiment.secureChannel);
    cmd.AddValue("congestion",
                 "Congestion control; Shadow's TCP has Reno's, without HyStart",
                 experiment.congestion,
                 "ns3::TcpL4Protocol::SocketType");
    cmd.AddValue("reference", "Measured latencies, a CSV file (seq,latency_ms)", referenceFile);
    cmd.AddOutput("plot", "Name of the plot, without ending", plotName, {".plt", ".png"});
    cmd.AddOutput("json", "Write the run summary to this file", json);
    cmd.Parse(argc, argv);

    Check(experiment);
    const bool published = IsPublished(experiment);
    LatencyReference reference;
    if (!referenceFile.empty())
    {
        reference = LatencyReference::FromCsv(referenceFile, 1);
    }
    else if (published)
    {
        reference = LatencyReference::Published(experiment.payload);
    }

    LatencyHistogram latency;
    RunSummary summary = Run(ranks, experiment, latency);
    if (!ranks.IsRoot())
    {
        return 0;
    }
    summary.WriteText(std::cout);
    if (summary.deliveryRatio < 1)
    {
        std::cout << "not all arrived, so the latencies are those of the fast: see --interval\n";
    }
    if (reference)
    {
        reference.WriteComparison(std::cout, latency);
        summary.errors = reference.GetErrors(summary.latency);
    }
    if (!json.empty())
    {
        summary.WriteJson(json);
    }
    std::cout << (Plot(plotName, latency, reference) ? "plot: " : "gnuplot failed on ") << plotName
              << ".png\n";
    return 0;
}
