/* SPDX-License-Identifier: GPL-2.0-only */

// An experiment with 1000 real nwaku nodes, simulated: does GossipSub on ns-3's TCP show the
// latencies that were measured?
//
//   nwaku-validation --payload=100000 --segments=10 --reference=d6_100kb.csv
//   mpirun -np 2 nwaku-validation ...    over two processes, where ns-3 is built with MPI

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <iostream>

using namespace ns3;

namespace
{

/// Stops at what can't be an experiment.
void
Check(const NwakuExperiment& experiment)
{
    const auto check = ProgramOptions::CheckRange<double>;
    check("nodes", experiment.nodes, 2, 1e6);
    check("dial", experiment.dial, 1, experiment.nodes - 1.0);
    check("meshDegree", experiment.meshDegree, 1, 1000);
    // The first one is left out.
    check("messages", experiment.messages, 2, 1e6);
    // In seconds.
    check("interval", experiment.interval.GetSeconds(), 0.001, 1000);
    check("latency", experiment.latency.GetSeconds(), 0, 1000);
    check("proofDelay", experiment.proofDelay.GetSeconds(), 0, 1000);
    check("verifyDelay", experiment.verifyDelay.GetSeconds(), 0, 1000);
    ProgramOptions::CheckPayload("payload", experiment.payload, "ns3::WakuRelay::MaxMessageSize");
    // What the router says of its attributes, in the words of the options.
    const NwakuExperiment::MeshBounds bounds = experiment.GetMeshBounds();
    const uint32_t degree = experiment.meshDegree;
    check("dLow", bounds.low, 1, degree);
    check("dHigh", bounds.high, degree, 1e6);
    check("dOut", bounds.out, 0, std::min(std::max(1U, bounds.low) - 1, degree / 2));
}

} // namespace

int
main(int argc, char* argv[])
{
    DistributedHelper ranks(&argc, &argv);
    NwakuExperiment experiment;
    std::string referenceFile;
    std::string plotName = "nwaku-validation";
    std::string json;
    ViewOutputs view;

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of nodes", experiment.nodes);
    cmd.AddValue("dial", "Random nodes that each node dials", experiment.dial);
    cmd.AddValue("meshDegree", "D, and with it D_score and D_lazy", experiment.meshDegree);
    cmd.AddValue("dLow", "D_low, if not 2 below D", experiment.dLow, "ns3::GossipSubRouter::D_low");
    cmd.AddValue("dHigh",
                 "D_high, if not 2 above D",
                 experiment.dHigh,
                 "ns3::GossipSubRouter::D_high");
    cmd.AddValue("dOut",
                 "D_out, if not D / 2 and below D_low",
                 experiment.dOut,
                 "ns3::GossipSubRouter::D_out");
    cmd.AddValue("payload", "Payload of a message, bytes", experiment.payload);
    cmd.AddValue("messages", "Messages; the first one is left out", experiment.messages);
    cmd.AddValue("first",
                 "Evaluate the first message alone, which opens TCP's windows",
                 experiment.first);
    cmd.AddValue("interval", "Time between messages", experiment.interval);
    cmd.AddRate("up", "Up rate of a node", experiment.up);
    cmd.AddRate("down", "Down rate of a node", experiment.down);
    cmd.AddValue("latency", "One-way delay between any two nodes", experiment.latency);
    cmd.AddValue("proofDelay", "Time to make an RLN proof", experiment.proofDelay);
    cmd.AddValue("verifyDelay", "Time to verify an RLN proof", experiment.verifyDelay);
    cmd.AddChoice("segments", "TCP segments in one packet", experiment.segments, {1, 2, 5, 10});
    cmd.AddTransport(experiment.transport);
    cmd.AddValue("sendIDontWant", "Whether nodes send IDONTWANT", experiment.sendIDontWant);
    cmd.AddValue("secureChannel", "Whether Noise and yamux are there", experiment.secureChannel);
    cmd.AddValue("congestion",
                 "Congestion control; Shadow's TCP has Reno's, without HyStart",
                 experiment.congestion,
                 "ns3::TcpL4Protocol::SocketType");
    cmd.AddValue("reference", "Measured latencies, a CSV file (seq,latency_ms)", referenceFile);
    cmd.AddOutput("plot", "Name of the plot, without ending", plotName, {".plt", ".png"});
    cmd.AddOutput("json", "Write the run summary to this file", json);
    view.AddOptions(cmd);
    cmd.Parse(argc, argv);

    ProgramOptions::CheckTransport(experiment.transport, experiment.segments);
    Check(experiment);
    if (ranks.IsRoot())
    {
        FlowAccuracy::Warn("nwaku-validation",
                           {experiment.transport, experiment.payload, 0, experiment.interval});
    }
    const bool published = experiment.IsPublished();
    LatencyReference reference;
    if (!referenceFile.empty())
    {
        reference = LatencyReference::FromCsv(referenceFile,
                                              experiment.first ? 0 : 1,
                                              "reference",
                                              experiment.first ? 1 : SIZE_MAX);
    }
    else if (published)
    {
        reference = LatencyReference::Published(experiment.payload, experiment.first);
    }

    const auto run = static_cast<uint32_t>(RngSeedManager::GetRun());
    ScenarioRun simulation(experiment.MakeScenario(), run);
    simulation.SetView(view);
    ScenarioRun::Result result = simulation.Run(ranks);
    RunSummary& summary = result.summary;
    const LatencyHistogram& latency = result.latency;
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
    std::cout << (DrawLatencies(plotName, latency, reference) ? "plot: " : "gnuplot failed on ")
              << plotName << ".png\n";
    return 0;
}
