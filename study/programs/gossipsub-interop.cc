/* SPDX-License-Identifier: GPL-2.0-only */

// One more implementation of libp2p/test-plans' gossipsub-interop: runs its scripts with all nodes
// in one simulation, and writes the logs that its analysis reads.
//
//   python3 run.py --dry-run True --node_count 1000 --scenario subnet-blob-msg
//   gossipsub-interop --params=params.json --shadow=shadow.yaml --graph=graph.gml --output=DIR
//   python3 analyze_message_deliveries.py DIR -o DIR/plots -s 4

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <exception>
#include <iostream>

using namespace ns3;

int
main(int argc, char* argv[])
{
    InteropExperiment::Options options;
    std::string json;
    ViewHelper view;
    std::vector<std::string> presets = GossipSubPreset::GetNames();
    presets.insert(presets.begin(), InteropExperiment::BY_PATH);

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("params", "The script (params.json)", options.params);
    cmd.AddValue("shadow", "The hosts (shadow.yaml)", options.shadow);
    cmd.AddValue("graph", "The network between them (graph.gml)", options.graph);
    cmd.AddOutputFolder("output", "Folder for the logs of nodes", options.output, {});
    cmd.AddChoice(
        "preset",
        "Settings of gossipsub that the script does not give; path: of the implementation "
        "that a host's path names",
        options.preset,
        presets);
    cmd.AddChoice("segments", "TCP segments in one packet", options.segments, {1, 2, 5, 10});
    cmd.AddTransport(options.transport);
    cmd.AddValue("congestion",
                 "Congestion control; Shadow's TCP has Reno's, without HyStart",
                 options.congestion,
                 "ns3::TcpL4Protocol::SocketType");
    cmd.AddValue("secureChannel", "Whether Noise and yamux are there", options.secureChannel);
    cmd.AddOutput("json", "Write the run summary to this file", json);
    view.AddOptions(cmd);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckTransport(options.transport, options.segments);
    ProgramOptions::Check("output", options.output, !options.output.empty(), "a folder");

    try
    {
        InteropExperiment experiment(options);
        const RunSummary summary = experiment.Run(view);
        summary.WriteText(std::cout);
        for (const std::string& note : experiment.GetNotes())
        {
            std::cerr << "gossipsub-interop: " << note << "\n";
        }
        summary.WriteJson(json);
    }
    catch (const std::exception& error)
    {
        StopAtUserError(error.what());
    }
    return 0;
}
