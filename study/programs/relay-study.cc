/* SPDX-License-Identifier: GPL-2.0-only */

// What does a node in a d-regular relay network receive, how fast do messages arrive, and is the
// closed form right? Simulates the load cases and the latency case of the Waku scaling analysis at
// packet level, and sets them beside the closed form.
//
//   relay-study --nodes=100,1000 --runs=3 --results=results

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;
using Json = nlohmann::json;

namespace
{

constexpr double MB = 1e6;

/// What the user asks for.
struct Options
{
    std::vector<uint32_t> nodes{100, 1000};
    uint32_t degree{6};
    uint32_t runs{3};
    double transmissions{150000};
    uint32_t segments{1};
    uint32_t workers{0};
    std::string results{"results"};
    std::string json;
};

/// Traffic for so long that a run has about as many transmissions as asked for, at most an hour.
Time
GetDuration(const WakuScalingModel& model, uint32_t nodes, double transmissions)
{
    const double perHour =
        nodes * model.GetParameters().messagesPerHour * model.TransmissionsPerMessage(nodes);
    const double least = 10 / (nodes * model.GetParameters().messagesPerHour);
    return Seconds(std::ceil(3600 * std::min(1.0, std::max(least, transmissions / perHour))));
}

std::string
SimulateOne(const RelayScenario& scenario)
{
    const RelayScenario::Result result = scenario.Run();
    std::ostringstream summary;
    result.summary.WriteJson(summary);
    Json json = Json::parse(summary.str());
    json["unique_bytes_per_node"] = result.uniqueBytesPerNode;
    json["cdf"] = result.latency.GetCdf();
    return json.dump();
}

/// Results of all runs: [nodes][variant] -> one for each run.
using Results = std::map<uint32_t, std::map<std::string, std::vector<Json>>>;

Results
SimulateAll(const Options& options, const WakuScalingModel& model)
{
    ParallelRuns runs(options.workers);
    std::vector<std::pair<uint32_t, std::string>> what;
    for (uint32_t nodes : options.nodes)
    {
        for (const RelayVariant& variant : GetRelayVariants(options.degree, model.GetParameters()))
        {
            const uint32_t ofShard = nodes / variant.shards;
            if (variant.shards > 1 && ofShard <= 2 * options.degree)
            {
                continue;
            }
            for (uint32_t run = 1; run <= options.runs; run++)
            {
                RelayScenario scenario;
                scenario.overlay = variant.overlay;
                scenario.mode = variant.mode;
                scenario.router = variant.router;
                scenario.nodes = ofShard;
                scenario.shards = variant.shards;
                scenario.payload = static_cast<uint32_t>(variant.payload);
                scenario.messagesPerHour = model.GetParameters().messagesPerHour;
                scenario.latency = Seconds(model.GetParameters().delayPerHop);
                scenario.duration =
                    GetDuration(model, ofShard, variant.share * options.transmissions);
                scenario.warmup = variant.warmup;
                scenario.drain = variant.drain;
                scenario.segments = options.segments;
                scenario.run = run;
                runs.Add(std::to_string(nodes) + " nodes, " + variant.name + ", run " +
                             std::to_string(run),
                         scenario.duration.GetSeconds() / 3600 * nodes *
                             model.TransmissionsPerMessage(ofShard),
                         [scenario] { return SimulateOne(scenario); });
                what.emplace_back(nodes, variant.name);
            }
        }
    }
    const std::vector<std::string> texts = runs.Run();
    Results results;
    for (std::size_t i = 0; i < texts.size(); i++)
    {
        results[what[i].first][what[i].second].push_back(Json::parse(texts[i]));
    }
    return results;
}

/// What the closed form is compared with.
RelayRuns
GetRelayRuns(const Results& results)
{
    RelayRuns all;
    for (const auto& [n, variants] : results)
    {
        for (const auto& [name, runs] : variants)
        {
            for (const Json& run : runs)
            {
                const Json& received = run["ingress_bytes_per_node"];
                const Json control = run.value("control_messages", Json::object());
                RelayRun relayRun;
                relayRun.published = run["published"];
                relayRun.duplicates = run["duplicates"];
                relayRun.payload = received["payload"];
                relayRun.control = received["control"];
                relayRun.ip = received["ip"];
                relayRun.uniqueBytes = run["unique_bytes_per_node"];
                relayRun.ihaveIds = control.value("ihave_ids", 0.0);
                relayRun.iwantIds = control.value("iwant_ids", 0.0);
                relayRun.meanLatency = run["latency_s"]["mean"];
                all[n][name].push_back(relayRun);
            }
        }
    }
    return all;
}

bool
PlotLoad(const Options& options, const WakuScalingModel& model, const std::vector<StudyRow>& rows)
{
    Gnuplot plot;
    plot.SetTitle("What a node receives, degree " + std::to_string(options.degree));
    plot.SetLegend("nodes", "MB/hour");
    plot.AppendExtra("set logscale xy\nset xrange [50:20000]\nset key top left\nset grid\n"
                     "set pointsize 1.6");
    const WakuScalingModel unique(model.GetParameters(), WakuScalingModel::Version::REVISION_2025);
    const std::vector<std::pair<std::string, std::function<double(double)>>> lines = {
        {"load case 4, IHAVE for each copy", [&](double n) { return model.LoadCase4(n); }},
        {"load case 4, IHAVE for each message", [&](double n) { return unique.LoadCase4(n); }},
        {"load case 3", [&](double n) { return model.LoadCase3(n); }},
        {"load case 2", [&](double n) { return model.LoadCase2(n); }},
        {"load case 1", [&](double n) { return model.LoadCase1(n); }},
    };
    for (const auto& [name, load] : lines)
    {
        Gnuplot2dDataset line(name + ", closed form");
        line.SetStyle(Gnuplot2dDataset::LINES);
        for (double n = 50; n <= 20000; n *= 2)
        {
            line.Add(n, load(n) / MB);
        }
        plot.AddDataset(line);
    }
    for (const std::string name : {"load case 4, IHAVE for each message",
                                   "load case 3",
                                   "load case 2, nodes wait 1 s",
                                   "load case 2, nodes wait 1 to 21 s",
                                   "load case 1 (store)"})
    {
        Gnuplot2dDataset points(name.substr(0, name.find(", IHAVE")) + ", simulated");
        points.SetStyle(Gnuplot2dDataset::POINTS);
        for (const StudyRow& row : rows)
        {
            if (row.name == name)
            {
                points.Add(row.nodes, row.simulated.mean);
            }
        }
        plot.AddDataset(points);
    }
    return DrawPlot(options.results, "load", plot);
}

bool
PlotLatency(const Options& options, const WakuScalingModel& model, const Results& results)
{
    Gnuplot plot;
    plot.SetTitle("From publish to delivery, degree " + std::to_string(options.degree));
    plot.SetLegend("seconds", "share of (message, receiver) pairs");
    plot.AppendExtra("set key bottom right\nset grid\nset xrange [0:]\nset yrange [0:1.02]");
    for (const auto& [n, variants] : results)
    {
        Gnuplot2dDataset cdf(std::to_string(n) + " nodes, simulated (run 1)");
        cdf.SetStyle(Gnuplot2dDataset::STEPS);
        for (const auto& point : variants.at("immediate").front()["cdf"])
        {
            cdf.Add(point[0].get<double>(), point[1].get<double>());
        }
        plot.AddDataset(cdf);
        Gnuplot2dDataset mean(std::to_string(n) + " nodes, closed form");
        mean.SetStyle(Gnuplot2dDataset::LINES);
        mean.Add(model.LatencyCase1(n), 0);
        mean.Add(model.LatencyCase1(n), 1);
        plot.AddDataset(mean);
    }
    return DrawPlot(options.results, "latency", plot);
}

void
WriteRuns(std::ostream& out, const Results& results)
{
    out << "| nodes | relaying | run | messages | delivery ratio | transmissions per message | "
           "duplicates | median s | 95 % s | largest s | mean hops |\n"
        << "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";
    for (const auto& [n, variants] : results)
    {
        for (const auto& [name, runs] : variants)
        {
            for (const Json& run : runs)
            {
                const Json& latency = run["latency_s"];
                out << "| " << n << " | " << name << " | " << run["rng_run"] << " | "
                    << run["published"] << " | " << run["delivery_ratio"] << " | "
                    << FormatFixed(run["transmissions_per_message"], 1) << " | "
                    << run["duplicates"] << " | " << FormatFixed(latency["p50"], 3) << " | "
                    << FormatFixed(latency["p95"], 3) << " | " << FormatFixed(latency["max"], 3)
                    << " | " << FormatFixed(run["hops"]["mean"], 2) << " |\n";
            }
        }
    }
}

void
WriteReport(const Options& options,
            const WakuScalingModel& model,
            const Results& results,
            const std::vector<StudyRow>& rows,
            bool drawn)
{
    std::ofstream out(options.results + "/report.md");
    const WakuScalingParameters& parameters = model.GetParameters();
    out << "# Waku relay at packet level beside the closed form\n\n"
        << "Command: `relay-study --nodes=" << OptionValue::Write(options.nodes)
        << " --degree=" << options.degree << " --runs=" << options.runs
        << " --transmissions=" << options.transmissions << " --segments=" << options.segments
        << "`\n\n"
        << "Messages of " << parameters.messageSize << " bytes, " << parameters.messagesPerHour
        << " for each node and hour (Poisson), random " << options.degree << "-regular overlays, "
        << parameters.delayPerHop
        << " s between any two nodes, 100 Mbit/s up and down, TCP/IP with 1448-byte segments. "
        << (options.runs > 1 ? std::to_string(options.runs) +
                                   " runs; ± is the 95 % confidence interval over runs.\n\n"
                             : "One run, so there is no confidence interval.\n\n");
    StudyRow::WriteTable(out, rows);
    out << "\n";
    for (const auto& [n, variants] : results)
    {
        const double seconds = GetDuration(model, n, options.transmissions).GetSeconds();
        out << "- n = " << n << ": " << seconds << " s of traffic were simulated in each run";
        out << (seconds < 3600 ? ", and loads scaled to an hour" : "")
            << ": bytes per message really published, times the messages that "
            << parameters.messagesPerHour << " per node and hour make.\n";
    }
    out << "- Load case 3: the closed form counts n(d-1) transmissions of a message. It is "
           "n(d-1)+1, since the publisher sends to d neighbours: the ratio is 1 + 1/(n(d-1)).\n"
        << "- Load case 2 rests on assumption A05, that a message crosses an edge once. Nodes that "
           "wait equally long still send to each other when they got the message at the same time. "
           "Random waits, long against the latency, take that away, and the load falls to n*d/2.\n"
        << "- Load case 3 counts payload. IP packets add headers of WakuMessage, RPC, TCP and IP, "
           "and acknowledgements.\n"
        << "- Load case 4 is simulated with gossipsub: each node dials " << 2 * options.degree
        << " others, and its mesh has D = D_low = D_high = " << options.degree
        << ". The seed counts D_lazy * mcache_gossip IHAVEs for every received copy. A node "
           "gossips "
           "what its message cache holds, and that holds a message once: the reading of IHAVE for "
           "each message. What is left is that real IHAVEs are smaller than A32 (several ids share "
           "a frame), that less than A33 of them are followed by an IWANT, since the mesh is "
           "faster "
           "than a heartbeat, and that meshes which form by themselves have a little less than D "
           "neighbours (A03).\n"
        << "- Load case 5 adds small messages, which are flooded, and big ones with IDONTWANT. "
           "Here "
           "all latencies are equal, so most copies cross on the way, and IDONTWANT comes too late "
           "for more of them than A36 says. With the simulated share in its place the closed form "
           "agrees.\n"
        << "- The sharding cases: every node is part of "
        << FormatFixed(parameters.shardsPerNode, 0)
        << " shards, which divide the network, and publishes in each; meshes are independent, so "
           "loads add up, and what is said of load case 4 holds in each shard. Case 2 adds load "
           "case 4 as simulated for 1:1 chat, whose shards fill up one by one (A14). Case 3 counts "
           "each message of the shards once.\n"
        << "- Latency case 1 takes log_d(n) hops (A41). The mean distance in a random regular "
           "graph "
           "is larger; the rest is the time on the access links.\n\n";
    if (drawn)
    {
        out << "![Load](load.png)\n\n![Latency](latency.png)\n\n![Ratios](ratios.png)\n\n";
    }
    else
    {
        out << "No pictures: gnuplot is missing or failed; the scripts are load.plt, "
               "latency.plt and ratios.plt.\n\n";
    }
    out << "## Runs\n\n";
    WriteRuns(out, results);
    out.close();
    NS_ABORT_MSG_IF(!out, "can't write " << options.results << "/report.md");
}

int
Study(int argc, char* argv[])
{
    Options options;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Network sizes, with commas between", options.nodes);
    cmd.AddValue("degree", "Degree of the overlay", options.degree);
    cmd.AddValue("runs",
                 "Runs of each case; from two on there are confidence intervals",
                 options.runs);
    cmd.AddValue("transmissions",
                 "Transmissions to simulate in a run; fewer shorten the traffic",
                 options.transmissions);
    cmd.AddChoice("segments", "TCP segments in one packet", options.segments, {1, 2, 5, 10});
    cmd.AddValue("workers", "Runs at a time; 0 for one for each core", options.workers);
    cmd.AddOutputFolder("results",
                        "Folder for report, tables and plots",
                        options.results,
                        {"report.md", "relay-study.csv", "load.plt", "latency.plt", "ratios.plt"});
    cmd.AddOutput("json", "Write the comparison to this file", options.json);
    cmd.Parse(argc, argv);
    // In the variants with gossip each node dials twice the degree.
    const uint64_t least = 2 * uint64_t(options.degree) + 1;
    for (uint32_t nodes : options.nodes)
    {
        ProgramOptions::Check("nodes",
                              nodes,
                              nodes >= least && nodes <= 1000000,
                              std::to_string(least) + " to 1000000");
    }
    ProgramOptions::Check("runs", options.runs, options.runs >= 1, "at least 1");
    ProgramOptions::Check("transmissions",
                          options.transmissions,
                          options.transmissions > 0,
                          "above 0");

    WakuScalingParameters parameters;
    parameters.degree = options.degree;
    const WakuScalingModel model(parameters);
    const Results results = SimulateAll(options, model);
    const std::vector<StudyRow> rows = CompareWithClosedForm(model, GetRelayRuns(results));
    StudyRow::WriteCsv(options.results + "/relay-study.csv", rows);
    const bool loadDrawn = PlotLoad(options, model, rows);
    const bool latencyDrawn = PlotLatency(options, model, results);
    const bool ratiosDrawn = DrawRatios(options.results, "ratios", rows);
    WriteReport(options, model, results, rows, loadDrawn && latencyDrawn && ratiosDrawn);
    if (!options.json.empty())
    {
        StudyRow::WriteJson(options.json, "relay-study", rows);
    }
    StudyRow::WriteTable(std::cout, rows);
    std::cout << "\n" << std::filesystem::absolute(options.results).string() << "/report.md\n";
    return 0;
}

} // namespace

int
main(int argc, char* argv[])
{
    try
    {
        return Study(argc, argv);
    }
    catch (const std::exception& error)
    {
        std::cerr << "relay-study: " << error.what() << "\n";
        return 1;
    }
}
