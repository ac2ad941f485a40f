/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-study-report.h"

#include "relay-comparison.h"
#include "report-document.h"
#include "report-text.h"
#include "study-plot.h"

#include "ns3/program-option-value.h"

#include <functional>

namespace ns3
{

namespace
{

/// Cases of relay-study, in the order of reports.
const std::vector<std::string> CASES =
    {"immediate", "wait", "spread", "gossip", "idontwant", "shards"};

/// A load of the closed form beside the row of the comparison that simulates it.
struct LoadCurve
{
    std::string name;                    //!< name of the case
    std::function<double(double)> model; //!< closed form by number of nodes, bytes per hour
    std::vector<std::string> rows;       //!< names of rows of the comparison
};

} // namespace

void
RelayStudyReport::Write(const std::string& folder) const
{
    PlotLoad(folder);
    PlotLatency(folder);
    DrawRatios(folder, "ratios", rows);
    ReportDocument document("Waku relay at packet level beside the closed form", folder);
    AddSettings(document);
    document.AddTable(StudyRow::MakeTable(rows));
    document.AddList(GetNotes());
    document.AddPicture("load", "Load against the number of nodes");
    document.AddPicture("latency", "Distribution of latencies");
    document.AddPicture("ratios", "Ratio of simulation to closed form");
    AddCases(document);
    AddRuns(document);
    document.Write();
}

void
RelayStudyReport::PlotLoad(const std::string& folder) const
{
    StudyPlot plot;
    plot.title = "What a node receives, degree " + std::to_string(options.degree);
    plot.x = {"nodes", true, 50, 15000};
    plot.y = {"MB/hour", true};
    const WakuScalingModel unique(model.GetParameters(), WakuScalingModel::Version::REVISION_2025);
    const std::vector<LoadCurve> cases = {
        {"load case 4, IHAVE for each copy", [&](double n) { return model.LoadCase4(n); }, {}},
        {"load case 4, IHAVE for each message",
         [&](double n) { return unique.LoadCase4(n); },
         {"load case 4, IHAVE for each message"}},
        {"load case 3", [&](double n) { return model.LoadCase3(n); }, {"load case 3"}},
        {"load case 2",
         [&](double n) { return model.LoadCase2(n); },
         {"load case 2, nodes wait 1 s", "load case 2, nodes wait 1 to 21 s"}},
        {"load case 1", [&](double n) { return model.LoadCase1(n); }, {"load case 1 (store)"}},
    };
    std::size_t colour = 0;
    for (const LoadCurve& what : cases)
    {
        PlotCurve line;
        line.title = what.name + ", closed form";
        line.style = PlotCurve::Style::LINES;
        line.isDashed = true;
        line.colour = colour;
        for (double n = 50; n <= 15000; n *= 2)
        {
            line.points.push_back({n, what.model(n) / WAKU_SCALING_MEGABYTE});
        }
        plot.curves.push_back(line);
        for (const std::string& name : what.rows)
        {
            PlotCurve points;
            points.title = name + ", simulated";
            points.style = PlotCurve::Style::POINTS;
            points.errorBars = PlotCurve::ErrorBars::Y;
            // The second simulation of a case has a colour of its own.
            points.colour = name == what.rows.front() ? colour : cases.size();
            for (const StudyRow& row : rows)
            {
                if (row.name == name)
                {
                    const double half = row.simulated.halfWidth.value_or(0);
                    points.points.push_back(
                        {static_cast<double>(row.nodes), row.simulated.mean, half, half});
                }
            }
            plot.curves.push_back(points);
        }
        colour++;
    }
    plot.Draw(folder, "load");
}

void
RelayStudyReport::PlotLatency(const std::string& folder) const
{
    StudyPlot plot;
    plot.title = "From publish to delivery, degree " + std::to_string(options.degree);
    plot.x = {"seconds", false, 0};
    plot.y = {"share of (message, receiver) pairs", false, 0, 1.02};
    std::size_t colour = 0;
    for (const auto& [n, variants] : runs)
    {
        PlotCurve cdf;
        cdf.title = std::to_string(n) + " nodes, simulated (run 1)";
        cdf.style = PlotCurve::Style::STEPS;
        cdf.colour = colour;
        for (const auto& [seconds, share] : variants.at("immediate").front().cdf)
        {
            cdf.points.push_back({seconds, share});
        }
        plot.curves.push_back(cdf);
        PlotCurve mean;
        mean.title = std::to_string(n) + " nodes, closed form";
        mean.style = PlotCurve::Style::LINES;
        mean.isDashed = true;
        mean.colour = colour++;
        mean.points = {{model.LatencyCase1(n), 0}, {model.LatencyCase1(n), 1}};
        plot.curves.push_back(mean);
    }
    plot.Draw(folder, "latency");
}

void
RelayStudyReport::AddSettings(ReportDocument& document) const
{
    const WakuScalingParameters& parameters = model.GetParameters();
    document.AddParagraph(JoinText("Command: `relay-study --nodes=",
                                   OptionValue::Write(options.nodes),
                                   " --degree=",
                                   options.degree,
                                   " --runs=",
                                   options.runs,
                                   " --precision=",
                                   options.precision,
                                   " --transmissions=",
                                   options.transmissions,
                                   " --segments=",
                                   options.segments,
                                   " --transport=",
                                   options.transport,
                                   "`"));
    document.AddParagraph(JoinText(
        "Messages of ",
        parameters.messageSize,
        " bytes, ",
        parameters.messagesPerHour,
        " for each node and hour (Poisson), random ",
        options.degree,
        "-regular overlays, ",
        parameters.delayPerHop,
        " s between any two nodes, 100 Mbit/s up and down, TCP/IP with 1448-byte segments. ",
        options.runs > 1 ? "± is the 95 % confidence interval over runs; how many runs and how "
                           "long each was, see Cases below."
                         : "One run, so there is no confidence interval."));
}

void
RelayStudyReport::AddCases(ReportDocument& document) const
{
    document.AddHeading("Cases");
    if (options.precision > 0 && options.runs > 1)
    {
        document.AddParagraph(JoinText(
            "A case was run until the 95 % confidence interval of what a node receives for a "
            "message was at most ",
            100 * options.precision,
            " % to each side, and ",
            options.runs,
            " times at most."));
    }
    ReportTable table;
    table.columns = {{"nodes"},
                     {"relaying", false},
                     {"shards"},
                     {"traffic of a run, s"},
                     {"messages of a run"},
                     {"runs"},
                     {"widest interval, %"}};
    const auto shards = static_cast<uint32_t>(model.GetParameters().shardsPerNode);
    for (const auto& [nodes, variants] : runs)
    {
        for (const std::string& name : CASES)
        {
            const auto found = variants.find(name);
            if (found == variants.end())
            {
                continue;
            }
            const std::vector<RelayRun>& known = found->second;
            double messages = 0;
            for (const RelayRun& run : known)
            {
                messages += run.published / static_cast<double>(known.size());
            }
            table.rows.push_back(
                {std::to_string(nodes),
                 name,
                 std::to_string(name == "shards" ? shards : 1),
                 JoinText(known.front().seconds),
                 FormatFixed(messages, 1),
                 std::to_string(known.size()),
                 known.size() > 1 ? FormatFixed(100 * GetWidestInterval(name, known), 2) : ""});
        }
    }
    document.AddTable(table);
}

std::vector<std::string>
RelayStudyReport::GetNotes() const
{
    const WakuScalingParameters& parameters = model.GetParameters();
    return {
        JoinText("Loads are bytes for each message really published, times the messages that ",
                 parameters.messagesPerHour,
                 " per node and hour make in an hour."),
        "Load case 3: the closed form counts n(d-1) transmissions of a message. It is n(d-1)+1, "
        "since the publisher sends to d neighbours: the ratio is 1 + 1/(n(d-1)).",
        "Load case 2 rests on assumption A05, that a message crosses an edge once. Nodes that wait "
        "equally long still send to each other when they got the message at the same time. Random "
        "waits, long against the latency, take that away, and the load falls to n*d/2.",
        "Load case 3 counts payload. IP packets add headers of WakuMessage, RPC, TCP and IP, and "
        "acknowledgements.",
        JoinText(
            "Load case 4 is simulated with gossipsub: each node dials ",
            2 * options.degree,
            " others, and its mesh has D = D_low = D_high = ",
            options.degree,
            ". The seed counts D_lazy * mcache_gossip IHAVEs for every received copy. A node "
            "gossips what its message cache holds, and that holds a message once: the reading of "
            "IHAVE for each message. What is left is that real IHAVEs are smaller than A32 "
            "(several ids share a frame), that less than A33 of them are followed by an IWANT, "
            "since the mesh is faster than a heartbeat, and that meshes which form by themselves "
            "have a little less than D neighbours (A03)."),
        "Load case 5 adds small messages, which are flooded, and big ones with IDONTWANT. Here all "
        "latencies are equal, so most copies cross on the way, and IDONTWANT comes too late for "
        "more of them than A36 says. With the simulated share in its place the closed form agrees.",
        JoinText(
            "The sharding cases: every node is part of ",
            FormatFixed(parameters.shardsPerNode, 0),
            " shards, which divide the network, and publishes in each; meshes are independent, so "
            "loads add up, and what is said of load case 4 holds in each shard. Case 2 adds load "
            "case 4 as simulated for 1:1 chat, whose shards fill up one by one (A14). Case 3 "
            "counts each message of the shards once."),
        "Latency case 1 takes log_d(n) hops (A41). The mean distance in a random regular graph is "
        "larger; the rest is the time on the access links.",
    };
}

void
RelayStudyReport::AddRuns(ReportDocument& document) const
{
    document.AddHeading("Runs");
    ReportTable table;
    table.columns = {{"nodes"},
                     {"relaying", false},
                     {"run"},
                     {"messages"},
                     {"delivery ratio"},
                     {"transmissions per message"},
                     {"duplicates"},
                     {"median s"},
                     {"95 % s"},
                     {"largest s"},
                     {"mean hops"}};
    for (const auto& [n, variants] : runs)
    {
        for (const auto& [name, ofVariant] : variants)
        {
            for (const RelayRun& run : ofVariant)
            {
                table.rows.push_back({std::to_string(n),
                                      name,
                                      std::to_string(run.run),
                                      FormatFixed(run.published, 0),
                                      FieldValue::Write(run.deliveryRatio),
                                      FormatFixed(run.transmissionsPerMessage, 1),
                                      FormatFixed(run.duplicates, 0),
                                      FormatFixed(run.p50, 3),
                                      FormatFixed(run.p95, 3),
                                      FormatFixed(run.maxLatency, 3),
                                      FormatFixed(run.meanHops, 2)});
            }
        }
    }
    document.AddTable(table);
}

} // namespace ns3
