/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-study-report.h"

#include "study-plot.h"

#include "ns3/gnuplot.h"
#include "ns3/program-option-value.h"
#include "ns3/user-error.h"

#include <fstream>
#include <functional>
#include <utility>

namespace ns3
{

namespace
{

constexpr double BYTES_PER_MB = 1e6;

} // namespace

void
RelayStudyReport::Write(const std::string& folder) const
{
    const bool loadDrawn = PlotLoad(folder);
    const bool latencyDrawn = PlotLatency(folder);
    const bool ratiosDrawn = DrawRatios(folder, "ratios", rows);
    const std::string path = folder + "/report.md";
    std::ofstream out(path);
    WriteHeading(out);
    StudyRow::WriteTable(out, rows);
    out << "\n";
    WriteNotes(out);
    if (loadDrawn && latencyDrawn && ratiosDrawn)
    {
        out << "![Load](load.png)\n\n![Latency](latency.png)\n\n![Ratios](ratios.png)\n\n";
    }
    else
    {
        out << "No pictures: gnuplot is missing or failed; the scripts are load.plt, "
               "latency.plt and ratios.plt.\n\n";
    }
    WriteCases(out);
    WriteRuns(out);
    out.close();
    if (!out)
    {
        StopAtUserError("can't write " + path);
    }
}

bool
RelayStudyReport::PlotLoad(const std::string& folder) const
{
    Gnuplot plot;
    plot.SetTitle("What a node receives, degree " + std::to_string(sweep.degree));
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
            line.Add(n, load(n) / BYTES_PER_MB);
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
    return DrawPlot(folder, "load", plot);
}

bool
RelayStudyReport::PlotLatency(const std::string& folder) const
{
    Gnuplot plot;
    plot.SetTitle("From publish to delivery, degree " + std::to_string(sweep.degree));
    plot.SetLegend("seconds", "share of (message, receiver) pairs");
    plot.AppendExtra("set key bottom right\nset grid\nset xrange [0:]\nset yrange [0:1.02]");
    for (const auto& [n, variants] : runs)
    {
        Gnuplot2dDataset cdf(std::to_string(n) + " nodes, simulated (run 1)");
        cdf.SetStyle(Gnuplot2dDataset::STEPS);
        for (const auto& [seconds, share] : variants.at("immediate").front().cdf)
        {
            cdf.Add(seconds, share);
        }
        plot.AddDataset(cdf);
        Gnuplot2dDataset mean(std::to_string(n) + " nodes, closed form");
        mean.SetStyle(Gnuplot2dDataset::LINES);
        mean.Add(model.LatencyCase1(n), 0);
        mean.Add(model.LatencyCase1(n), 1);
        plot.AddDataset(mean);
    }
    return DrawPlot(folder, "latency", plot);
}

void
RelayStudyReport::WriteHeading(std::ostream& out) const
{
    const WakuScalingParameters& parameters = model.GetParameters();
    out << "# Waku relay at packet level beside the closed form\n\n"
        << "Command: `relay-study --nodes=" << OptionValue::Write(sweep.nodes)
        << " --degree=" << sweep.degree << " --runs=" << sweep.runs
        << " --precision=" << sweep.precision << " --transmissions=" << sweep.transmissions
        << " --segments=" << sweep.segments << "`\n\n"
        << "Messages of " << parameters.messageSize << " bytes, " << parameters.messagesPerHour
        << " for each node and hour (Poisson), random " << sweep.degree << "-regular overlays, "
        << parameters.delayPerHop
        << " s between any two nodes, 100 Mbit/s up and down, TCP/IP with 1448-byte segments. "
        << (sweep.runs > 1
                ? "± is the 95 % confidence interval over runs; how many runs and how long each "
                  "was, see Cases below.\n\n"
                : "One run, so there is no confidence interval.\n\n");
}

void
RelayStudyReport::WriteCases(std::ostream& out) const
{
    out << "## Cases\n\n";
    if (sweep.precision > 0 && sweep.runs > 1)
    {
        out << "A case was run until the 95 % confidence interval of each of its figures was at "
               "most "
            << 100 * sweep.precision << " % to each side, and " << sweep.runs
            << " times at most.\n\n";
    }
    out << "| nodes | relaying | shards | traffic of a run, s | messages of a run | runs | widest "
           "interval, % |\n"
        << "| ---: | --- | ---: | ---: | ---: | ---: | ---: |\n";
    for (const RelaySweep::Case& what : sweep.GetCases(model))
    {
        const std::vector<RelayRun>& known = runs.at(what.nodes).at(what.variant.name);
        double messages = 0;
        for (const RelayRun& run : known)
        {
            messages += run.published / static_cast<double>(known.size());
        }
        out << "| " << what.nodes << " | " << what.variant.name << " | " << what.variant.shards
            << " | " << what.scenario.duration.GetSeconds() << " | " << FormatFixed(messages, 1)
            << " | " << known.size() << " | "
            << (known.size() > 1
                    ? FormatFixed(100 * RelaySweep::GetWidestInterval(what.variant.name, known), 2)
                    : "")
            << " |\n";
    }
    out << "\n";
}

void
RelayStudyReport::WriteNotes(std::ostream& out) const
{
    const WakuScalingParameters& parameters = model.GetParameters();
    out << "- Loads are bytes for each message really published, times the messages that "
        << parameters.messagesPerHour << " per node and hour make in an hour.\n"
        << "- Load case 3: the closed form counts n(d-1) transmissions of a message. It is "
           "n(d-1)+1, since the publisher sends to d neighbours: the ratio is 1 + 1/(n(d-1)).\n"
        << "- Load case 2 rests on assumption A05, that a message crosses an edge once. Nodes that "
           "wait equally long still send to each other when they got the message at the same time. "
           "Random waits, long against the latency, take that away, and the load falls to n*d/2.\n"
        << "- Load case 3 counts payload. IP packets add headers of WakuMessage, RPC, TCP and IP, "
           "and acknowledgements.\n"
        << "- Load case 4 is simulated with gossipsub: each node dials " << 2 * sweep.degree
        << " others, and its mesh has D = D_low = D_high = " << sweep.degree
        << ". The seed counts D_lazy * mcache_gossip IHAVEs for every received copy. A node "
           "gossips what its message cache holds, and that holds a message once: the reading of "
           "IHAVE for "
           "each message. What is left is that real IHAVEs are smaller than A32 (several ids share "
           "a frame), that less than A33 of them are followed by an IWANT, since the mesh is "
           "faster than a heartbeat, and that meshes which form by themselves have a little less "
           "than D "
           "neighbours (A03).\n"
        << "- Load case 5 adds small messages, which are flooded, and big ones with IDONTWANT. "
           "Here all latencies are equal, so most copies cross on the way, and IDONTWANT comes too "
           "late "
           "for more of them than A36 says. With the simulated share in its place the closed form "
           "agrees.\n"
        << "- The sharding cases: every node is part of "
        << FormatFixed(parameters.shardsPerNode, 0)
        << " shards, which divide the network, and publishes in each; meshes are independent, so "
           "loads add up, and what is said of load case 4 holds in each shard. Case 2 adds load "
           "case 4 as simulated for 1:1 chat, whose shards fill up one by one (A14). Case 3 counts "
           "each message of the shards once.\n"
        << "- Latency case 1 takes log_d(n) hops (A41). The mean distance in a random regular "
           "graph is larger; the rest is the time on the access links.\n\n";
}

void
RelayStudyReport::WriteRuns(std::ostream& out) const
{
    out << "## Runs\n\n"
        << "| nodes | relaying | run | messages | delivery ratio | transmissions per message | "
           "duplicates | median s | 95 % s | largest s | mean hops |\n"
        << "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";
    for (const auto& [n, variants] : runs)
    {
        for (const auto& [name, ofVariant] : variants)
        {
            for (const RelayRun& run : ofVariant)
            {
                out << "| " << n << " | " << name << " | " << run.run << " | "
                    << FormatFixed(run.published, 0) << " | "
                    << FieldValue::Write(run.deliveryRatio) << " | "
                    << FormatFixed(run.transmissionsPerMessage, 1) << " | "
                    << FormatFixed(run.duplicates, 0) << " | " << FormatFixed(run.p50, 3) << " | "
                    << FormatFixed(run.p95, 3) << " | " << FormatFixed(run.maxLatency, 3) << " | "
                    << FormatFixed(run.meanHops, 2) << " |\n";
            }
        }
    }
}

} // namespace ns3
