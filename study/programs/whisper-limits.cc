/* SPDX-License-Identifier: GPL-2.0-only */

// What load does Whisper bear, with and without its optimisations? Finds, for networks of several
// sizes and for one with hubs or the graph of a file, the number of messages at which delivery
// within the time to live or the 95th percentile of latency fails, and says what broke. It runs the
// study whisper-limits with its options; waku-study reads its results too.
//
//   whisper-limits --nodes=100,300 --results=whisper-limits-results
//
// A run that was interrupted goes on where it was when it is started again with the same results.

#include "ns3/core-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <filesystem>
#include <iostream>

using namespace ns3;

namespace
{

/// Stops at an option that no attribute checks and makes no sense.
void
Check(const WhisperLimits& limits)
{
    for (uint32_t nodes : limits.nodes)
    {
        ProgramOptions::CheckRange("nodes", nodes, 2, 100000);
    }
    ProgramOptions::CheckRange("degree", limits.degree, 1, 100000);
    ProgramOptions::CheckPayload("payload", limits.payload, "ns3::WhisperProtocol::MaxMessageSize");
    ProgramOptions::CheckRange("p95", limits.p95, 0.001, 1e6);
    ProgramOptions::CheckRange("delivery", limits.deliveryRatio, 0.001, 1);
    ProgramOptions::CheckRange("precision", limits.precision, 1.001, 2);
    ProgramOptions::CheckRange("runs", limits.runs, 1, 1000);
    ProgramOptions::CheckRange("mostRuns", limits.mostRuns, 1, 1e6);
    ProgramOptions::CheckRange("edge", limits.edge, 0, 1);
    ProgramOptions::CheckRange("topics", limits.topics, 1, 10000);
    ProgramOptions::CheckRange("seconds", limits.seconds, 0.001, 1e6);
    ProgramOptions::CheckRange("messages", limits.messages, 0, 1e6);
    ProgramOptions::CheckRange("workers", limits.workers, 0, 1000);
}

} // namespace

int
main(int argc, char* argv[])
{
    WhisperLimits limits;
    std::string results = "whisper-limits-results";
    std::string json;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Network sizes, with commas between", limits.nodes);
    cmd.AddValue("overlay",
                 "Further network: a file (.json, .graphml, .txt), generated (with hubs) or none",
                 limits.overlay);
    cmd.AddValue("degree", "Degree of the generated networks", limits.degree);
    cmd.AddValue("payload", "Payload of a message, bytes", limits.payload);
    cmd.AddValue("ttl", "Time to live, seconds", limits.ttl, "ns3::WhisperProtocol::DefaultTtl");
    cmd.AddValue("p95", "Longest 95th percentile of latency, seconds", limits.p95);
    cmd.AddValue("delivery", "Least share delivered within the time to live", limits.deliveryRatio);
    cmd.AddValue("precision",
                 "Largest ratio of an end of the limit's 95 % interval to the limit",
                 limits.precision);
    cmd.AddValue("runs", "Runs at each load; more are added near the limit", limits.runs);
    cmd.AddValue("mostRuns",
                 "From so many runs for a limit on, none are added, however wide its interval is",
                 limits.mostRuns);
    cmd.AddValue("edge", "Share of nodes that are light or selective", limits.edge);
    cmd.AddValue("topics",
                 "Topics of a user, of ten times as many",
                 limits.topics,
                 "ns3::WhisperUser::TopicsByUser");
    cmd.AddValue("cycle",
                 "Time between two bundles where they are batched",
                 limits.cycle,
                 "ns3::WhisperProtocol::TransmissionCycle");
    // A search begins at the load that keeps the up link busy.
    cmd.AddRate("up", "Up rate in generated networks", limits.up, false);
    cmd.AddRate("down", "Down rate in generated networks", limits.down);
    cmd.AddRate("fileUp", "Up rate in the network of the file", limits.fileUp, false);
    cmd.AddRate("fileDown", "Down rate in the network of the file", limits.fileDown);
    cmd.AddValue("seconds", "Traffic of a run, at least, seconds", limits.seconds);
    cmd.AddValue("messages", "Messages of a run, at least", limits.messages);
    cmd.AddTransport(limits.transport);
    cmd.AddValue("workers", "Runs at a time; 0 for one for each core", limits.workers);
    cmd.AddValue("view",
                 "Folder for a page that shows the run, for each run that is done",
                 limits.view);
    cmd.AddOutputFolder("results",
                        "Folder for runs, report and plots",
                        results,
                        {"whisper-limits.db", "report.md", "limits.plt"});
    cmd.AddOutput("json", "Write the table to this file", json);
    cmd.Parse(argc, argv);

    Check(limits);
    const WhisperLimits::Result result = limits.Find(results + "/whisper-limits.db");
    if (result.runs.stopSignal != 0)
    {
        return result.runs.GetExitStatus();
    }
    const WhisperLimitsReport report{limits, result};
    report.Write(results);
    if (!json.empty())
    {
        report.WriteJson(json);
    }
    report.WriteTable(std::cout);
    std::cout << "\n" << std::filesystem::absolute(results).string() << "/report.md\n";
    return result.runs.GetExitStatus();
}
