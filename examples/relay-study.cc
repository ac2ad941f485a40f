/* SPDX-License-Identifier: GPL-2.0-only */

// What does a node in a d-regular relay network receive, how fast do messages arrive, and is the
// closed form right? Simulates the load cases and the latency case of the Waku scaling analysis at
// packet level, and sets them beside the closed form.
//
//   relay-study --nodes=100,1000 --runs=3 --results=results

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <cmath>
#include <filesystem>
#include <fstream>
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

/// A way to relay, as a load case of the analysis assumes it.
struct Variant
{
    std::string name;   //!< as the report calls it
    Time forwardDelay;  //!< of StaticRouter
    Time forwardJitter; //!< of StaticRouter
    Time drain;         //!< for the last messages to arrive
};

const std::vector<Variant> VARIANTS = {
    {"immediate", Seconds(0), Seconds(0), Seconds(30)},
    {"wait", Seconds(1), Seconds(0), Seconds(60)},
    {"spread", Seconds(1), Seconds(20), Seconds(400)},
};

/// What the user asks for.
struct Options
{
    std::string nodes{"100,1000"};
    uint32_t degree{6};
    uint32_t runs{3};
    double transmissions{150000};
    uint32_t segments{1};
    uint32_t workers{0};
    std::string results{"results"};
    std::string json;
};

/// One line of the table.
struct Row
{
    uint32_t nodes;
    std::string name;
    std::string unit;
    double closedForm;
    ConfidenceInterval simulated;
    ConfidenceInterval ratio;
};

std::vector<uint32_t>
ParseNodes(const std::string& text, uint32_t degree)
{
    std::vector<uint32_t> sizes;
    std::istringstream in(text);
    std::string item;
    while (std::getline(in, item, ','))
    {
        const bool digits =
            !item.empty() && item.find_first_not_of("0123456789") == std::string::npos;
        const unsigned long value = digits && item.size() < 9 ? std::stoul(item) : 0;
        NS_ABORT_MSG_IF(value <= degree || value > 1000000,
                        "--nodes: \"" << item << "\" is not " << degree + 1 << " to 1000000");
        sizes.push_back(static_cast<uint32_t>(value));
    }
    return sizes;
}

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
    for (uint32_t nodes : ParseNodes(options.nodes, options.degree))
    {
        for (const Variant& variant : VARIANTS)
        {
            for (uint32_t run = 1; run <= options.runs; run++)
            {
                RelayScenario scenario;
                scenario.overlay = "regular:" + std::to_string(options.degree);
                scenario.nodes = nodes;
                scenario.payload = static_cast<uint32_t>(model.GetParameters().messageSize);
                scenario.messagesPerHour = model.GetParameters().messagesPerHour;
                scenario.latency = Seconds(model.GetParameters().delayPerHop);
                scenario.duration = GetDuration(model, nodes, options.transmissions);
                scenario.drain = variant.drain;
                scenario.forwardDelay = variant.forwardDelay;
                scenario.forwardJitter = variant.forwardJitter;
                scenario.segments = options.segments;
                scenario.run = run;
                runs.Add(std::to_string(nodes) + " nodes, " + variant.name + ", run " +
                             std::to_string(run),
                         scenario.duration.GetSeconds() / 3600 * nodes *
                             model.TransmissionsPerMessage(nodes),
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

template <typename Value>
ConfidenceInterval
Collect(const std::vector<Json>& runs, Value value)
{
    std::vector<double> values;
    for (const Json& run : runs)
    {
        values.push_back(value(run));
    }
    return ConfidenceInterval::Of(values);
}

/// A load in MB/hour: bytes per message really published, times the messages of an hour.
template <typename Value>
Row
LoadRow(uint32_t nodes,
        const std::string& name,
        double closedForm,
        const WakuScalingModel& model,
        const std::vector<Json>& runs,
        Value bytesPerNode)
{
    const double perHour = nodes * model.GetParameters().messagesPerHour;
    const auto load = [&](const Json& run) {
        return bytesPerNode(run) / run["published"].get<double>() * perHour / MB;
    };
    return {nodes,
            name,
            "MB/hour",
            closedForm / MB,
            Collect(runs, load),
            Collect(runs, [&](const Json& run) { return load(run) / (closedForm / MB); })};
}

Row
LatencyRow(uint32_t nodes,
           const std::string& name,
           double closedForm,
           const std::vector<Json>& runs)
{
    const auto mean = [](const Json& run) { return run["latency_s"]["mean"].get<double>(); };
    return {nodes, name, "s", closedForm, Collect(runs, mean), Collect(runs, [&](const Json& run) {
                return mean(run) / closedForm;
            })};
}

std::vector<Row>
Compare(const Options& options, const WakuScalingModel& model, const Results& results)
{
    const auto payload = [](const Json& run) {
        return run["ingress_bytes_per_node"]["payload"].get<double>();
    };
    const auto unique = [](const Json& run) { return run["unique_bytes_per_node"].get<double>(); };
    const auto ip = [](const Json& run) {
        return run["ingress_bytes_per_node"]["ip"].get<double>();
    };
    std::vector<Row> rows;
    for (const auto& [n, variants] : results)
    {
        const auto& immediate = variants.at("immediate");
        rows.push_back(
            LoadRow(n, "load case 1 (store)", model.LoadCase1(n), model, immediate, unique));
        rows.push_back(LoadRow(n,
                               "load case 2, nodes wait 1 s",
                               model.LoadCase2(n),
                               model,
                               variants.at("wait"),
                               payload));
        rows.push_back(LoadRow(n,
                               "load case 2, nodes wait 1 to 21 s",
                               model.LoadCase2(n),
                               model,
                               variants.at("spread"),
                               payload));
        rows.push_back(LoadRow(n, "load case 3", model.LoadCase3(n), model, immediate, payload));
        rows.push_back(
            LoadRow(n, "load case 3, IP packets", model.LoadCase3(n), model, immediate, ip));
        rows.push_back(LatencyRow(n, "latency case 1 (log_d n)", model.LatencyCase1(n), immediate));
        const double distance = RandomRegularDistance(n, options.degree).GetMean();
        rows.push_back(LatencyRow(n,
                                  "latency, mean distance of the graph",
                                  distance * model.GetParameters().delayPerHop,
                                  immediate));
    }
    return rows;
}

std::string
Format(double value, int digits)
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(digits) << value;
    return out.str();
}

void
WriteTable(std::ostream& out, const std::vector<Row>& rows)
{
    out << "| nodes | case | closed form | simulated | ratio |\n"
        << "| ---: | --- | ---: | ---: | ---: |\n";
    for (const Row& row : rows)
    {
        out << "| " << row.nodes << " | " << row.name << " | " << Format(row.closedForm, 3) << " "
            << row.unit << " | " << Format(row.simulated.mean, 3) << " ± "
            << Format(row.simulated.halfWidth, 3) << " " << row.unit << " | "
            << Format(row.ratio.mean, 4) << " ± " << Format(row.ratio.halfWidth, 4) << " |\n";
    }
}

void
WriteCsv(const std::string& path, const std::vector<Row>& rows)
{
    std::ofstream out(path);
    out << "nodes,case,unit,closed_form,simulated,simulated_ci95,ratio,ratio_ci95\n";
    for (const Row& row : rows)
    {
        out << row.nodes << ",\"" << row.name << "\"," << row.unit << "," << row.closedForm << ","
            << row.simulated.mean << "," << row.simulated.halfWidth << "," << row.ratio.mean << ","
            << row.ratio.halfWidth << "\n";
    }
    out.close();
    NS_ABORT_MSG_IF(!out, "can't write " << path);
}

bool
PlotLoad(const Options& options, const WakuScalingModel& model, const std::vector<Row>& rows)
{
    Gnuplot plot;
    plot.SetTitle("What a node receives, degree " + std::to_string(options.degree));
    plot.SetLegend("nodes", "MB/hour");
    plot.AppendExtra("set logscale xy\nset key bottom right\nset grid");
    const std::vector<std::pair<std::string, double (WakuScalingModel::*)(double) const>> lines = {
        {"load case 1", &WakuScalingModel::LoadCase1},
        {"load case 2", &WakuScalingModel::LoadCase2},
        {"load case 3", &WakuScalingModel::LoadCase3},
    };
    for (const auto& [name, load] : lines)
    {
        Gnuplot2dDataset line(name + ", closed form");
        line.SetStyle(Gnuplot2dDataset::LINES);
        for (double n = 50; n <= 20000; n *= 2)
        {
            line.Add(n, (model.*load)(n) / MB);
        }
        plot.AddDataset(line);
    }
    std::map<std::string, Gnuplot2dDataset> points;
    for (const Row& row : rows)
    {
        if (row.unit == "MB/hour")
        {
            auto& dataset =
                points.emplace(row.name, Gnuplot2dDataset(row.name + ", simulated")).first->second;
            dataset.SetStyle(Gnuplot2dDataset::POINTS);
            dataset.Add(row.nodes, row.simulated.mean);
        }
    }
    for (const auto& [name, dataset] : points)
    {
        plot.AddDataset(dataset);
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
                    << Format(run["transmissions_per_message"], 1) << " | " << run["duplicates"]
                    << " | " << Format(latency["p50"], 3) << " | " << Format(latency["p95"], 3)
                    << " | " << Format(latency["max"], 3) << " | " << Format(run["hops"]["mean"], 2)
                    << " |\n";
            }
        }
    }
}

void
WriteReport(const Options& options,
            const WakuScalingModel& model,
            const Results& results,
            const std::vector<Row>& rows,
            bool drawn)
{
    std::ofstream out(options.results + "/report.md");
    const WakuScalingParameters& parameters = model.GetParameters();
    out << "# Waku relay at packet level beside the closed form\n\n"
        << "Command: `relay-study --nodes=" << options.nodes << " --degree=" << options.degree
        << " --runs=" << options.runs << " --transmissions=" << options.transmissions
        << " --segments=" << options.segments << "`\n\n"
        << "Messages of " << parameters.messageSize << " bytes, " << parameters.messagesPerHour
        << " for each node and hour (Poisson), random " << options.degree << "-regular overlays, "
        << parameters.delayPerHop
        << " s between any two nodes, 100 Mbit/s up and down, TCP/IP with 1448-byte segments. "
        << options.runs << " runs; ± is the 95 % confidence interval over runs.\n\n";
    WriteTable(out, rows);
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
        << "- Latency case 1 takes log_d(n) hops (A41). The mean distance in a random regular "
           "graph "
           "is larger; the rest is the time on the access links.\n\n";
    if (drawn)
    {
        out << "![Load](load.png)\n\n![Latency](latency.png)\n\n";
    }
    else
    {
        out << "No pictures: gnuplot is missing or failed; the scripts are load.plt and "
               "latency.plt.\n\n";
    }
    out << "## Runs\n\n";
    WriteRuns(out, results);
    out.close();
    NS_ABORT_MSG_IF(!out, "can't write " << options.results << "/report.md");
}

void
WriteJson(const std::string& path, const std::vector<Row>& rows)
{
    Json json = {{"protocol", "relay-study"}, {"rows", Json::array()}};
    for (const Row& row : rows)
    {
        json["rows"].push_back({{"nodes", row.nodes},
                                {"case", row.name},
                                {"unit", row.unit},
                                {"closed_form", row.closedForm},
                                {"simulated", row.simulated.mean},
                                {"simulated_ci95", row.simulated.halfWidth},
                                {"ratio", row.ratio.mean},
                                {"ratio_ci95", row.ratio.halfWidth}});
    }
    std::ofstream out(path);
    out << json.dump(1) << "\n";
    out.close();
    NS_ABORT_MSG_IF(!out, "can't write " << path);
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    CommandLine cmd(__FILE__);
    cmd.AddValue("nodes", "Network sizes, with commas between", options.nodes);
    cmd.AddValue("degree", "Degree of the overlay", options.degree);
    cmd.AddValue("runs", "Runs of each case", options.runs);
    cmd.AddValue("transmissions",
                 "Transmissions to simulate in a run; fewer shorten the traffic",
                 options.transmissions);
    cmd.AddValue("segments", "TCP segments in one packet: 1, 2, 5 or 10", options.segments);
    cmd.AddValue("workers", "Runs at a time; 0 for one for each core", options.workers);
    cmd.AddValue("results", "Folder for report, tables and plots", options.results);
    cmd.AddValue("json", "Write the comparison to this file", options.json);
    cmd.Parse(argc, argv);
    NS_ABORT_MSG_IF(options.runs < 1, "--runs is 0, not at least 1");

    WakuScalingParameters parameters;
    parameters.degree = options.degree;
    const WakuScalingModel model(parameters);
    std::filesystem::create_directories(options.results);

    const Results results = SimulateAll(options, model);
    const std::vector<Row> rows = Compare(options, model, results);
    WriteCsv(options.results + "/relay-study.csv", rows);
    const bool loadDrawn = PlotLoad(options, model, rows);
    const bool latencyDrawn = PlotLatency(options, model, results);
    WriteReport(options, model, results, rows, loadDrawn && latencyDrawn);
    if (!options.json.empty())
    {
        WriteJson(options.json, rows);
    }
    WriteTable(std::cout, rows);
    std::cout << "\n" << std::filesystem::absolute(options.results).string() << "/report.md\n";
    return 0;
}
