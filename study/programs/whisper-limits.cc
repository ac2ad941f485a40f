/* SPDX-License-Identifier: GPL-2.0-only */

// What load does Whisper bear, with and without its optimisations? Finds, for networks of several
// sizes and for one with hubs or the graph of a file, the number of messages at which delivery
// within the time to live or the 95th percentile of latency fails, and says what broke.
//
//   whisper-limits --nodes=100,300 --results=whisper-limits-results
//
// A run that was interrupted goes on where it was when it is started again with the same results.

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;
using Json = nlohmann::ordered_json;

namespace
{

/// Words for the further network that are no files.
const std::string GENERATED = "generated";
const std::string NONE = "none";

/// Generated, it has hubs: nodes that came early have many neighbours. It is as large as Status'
/// beta fleet was, with as many neighbours in the mean.
const std::string HUB_OVERLAY = "ba:2";
constexpr uint32_t HUB_NODES = 279;

/// What the user asks for.
struct Options
{
    std::vector<uint32_t> nodes{100, 300};
    std::string overlay{GENERATED};
    uint32_t degree{6};
    uint32_t payload{1024};
    uint32_t ttl{50};
    double p95{5};
    double deliveryRatio{0.99};
    double precision{1.1};
    double edge{0.5};
    uint32_t topics{100};
    std::string cycle{"300ms"};
    std::string up{"256kbps"};
    std::string down{"1Mbps"};
    std::string fileUp{"2Mbps"};
    std::string fileDown{"8Mbps"};
    double seconds{60};
    uint32_t messages{60};
    uint32_t workers{0};
    std::string results{"whisper-limits-results"};
    std::string json;
};

/// Who is connected to whom, over which access links.
struct Network
{
    std::string name;
    std::string overlay;
    uint32_t nodes;
    uint32_t maxDegree;
    std::string up;
    std::string down;
};

/// A set of optimisations.
struct Variant
{
    std::string name;
    WhisperScenario::Attributes protocol;
    WhisperScenario::Attributes edgeProtocol;
};

/// One line of the table.
struct Row
{
    Network network;
    std::string variant;
    WhisperLimit limit;
    std::string cause;
    double gain;
};

/// Loads that were simulated, by network and variant.
using Curves = std::map<std::string, std::map<std::string, std::map<double, WhisperLoad>>>;

/// Stop if an option that no attribute checks makes no sense.
void
CheckOptions(const Options& options)
{
    const auto check = [](const char* name, double value, bool isGood, const char* range) {
        ProgramOptions::Check(name, value, isGood, range);
    };
    check("payload", options.payload, options.payload <= 1000000, "0 to 1000000");
    check("p95", options.p95, options.p95 > 0, "above 0");
    check("delivery",
          options.deliveryRatio,
          options.deliveryRatio > 0 && options.deliveryRatio <= 1,
          "above 0 to 1");
    check("precision", options.precision, options.precision > 1, "above 1");
    check("edge", options.edge, options.edge >= 0 && options.edge <= 1, "0 to 1");
    check("seconds", options.seconds, options.seconds > 0, "above 0");
    for (const auto& [name, rate] :
         {std::make_pair("up", options.up), std::make_pair("fileUp", options.fileUp)})
    {
        ProgramOptions::Check(name, rate, DataRate(rate).GetBitRate() > 0, "above 0bps");
    }
    for (uint32_t nodes : options.nodes)
    {
        ProgramOptions::Check("nodes",
                              nodes,
                              nodes > options.degree && nodes <= 100000,
                              std::to_string(options.degree + 1) + " to 100000");
    }
    ProgramOptions::Check("overlay",
                          options.overlay,
                          options.overlay == GENERATED || options.overlay == NONE ||
                              std::filesystem::is_regular_file(options.overlay),
                          "a file that is there, " + GENERATED + " or " + NONE);
}

std::vector<Variant>
GetVariants(const Options& options)
{
    const std::pair<std::string, std::string> atOnce{"Immediate", "true"};
    const std::pair<std::string, std::string> notFull{"FullNode", "false"};
    return {
        {"none", {atOnce}, {}},
        {"bloom filters", {atOnce}, {notFull}},
        {"batching cycle", {{"TransmissionCycle", options.cycle}}, {}},
        {"light nodes", {atOnce}, {{"LightNode", "true"}}},
        {"topic interest", {atOnce, {"Waku1", "true"}}, {notFull, {"TopicInterest", "true"}}},
    };
}

/// Look at the overlay that runs will have. Stops if it can't be, or its edge nodes.
Network
MakeNetwork(const std::string& name,
            const std::string& overlay,
            uint32_t nodes,
            const std::string& up,
            const std::string& down,
            const Options& options)
{
    const OverlayGraph graph = WhisperScenario::MakeOverlay(overlay, nodes);
    WhisperScenario::ChooseEdgeNodes(graph, options.edge);
    uint32_t maxDegree = 0;
    for (uint32_t i = 0; i < graph.GetNNodes(); i++)
    {
        maxDegree = std::max(maxDegree, graph.GetDegree(i));
    }
    return {name, overlay, graph.GetNNodes(), maxDegree, up, down};
}

std::vector<Network>
GetNetworks(const Options& options)
{
    const std::string degree = std::to_string(options.degree);
    std::vector<Network> networks;
    for (uint32_t nodes : options.nodes)
    {
        networks.push_back(MakeNetwork("random " + degree + "-regular, " + std::to_string(nodes),
                                       "regular:" + degree,
                                       nodes,
                                       options.up,
                                       options.down,
                                       options));
    }
    if (options.overlay != NONE)
    {
        const bool isFile = options.overlay != GENERATED;
        networks.push_back(MakeNetwork(isFile
                                           ? std::filesystem::path(options.overlay).stem().string()
                                           : "with hubs, " + std::to_string(HUB_NODES),
                                       isFile ? "file:" + options.overlay : HUB_OVERLAY,
                                       isFile ? 0 : HUB_NODES,
                                       isFile ? options.fileUp : options.up,
                                       isFile ? options.fileDown : options.down,
                                       options));
    }
    return networks;
}

/// Load at which the node with most neighbours has to send all the time, in messages for each node
/// and hour.
double
EstimateLoad(const Network& network, const Options& options)
{
    // RLP, RLPx, TCP and IP add about 160 bytes.
    const double size = static_cast<double>(GetWhisperDataSize(options.payload, {})) + 160;
    const double bytesPerHour = DataRate(network.up).GetBitRate() / 8.0 * 3600;
    return bytesPerHour / (std::max(1U, network.maxDegree - 1) * size) / network.nodes;
}

WhisperScenario
MakeScenario(const Options& options, const Network& network, const Variant& variant, double load)
{
    WhisperScenario scenario;
    scenario.overlay = network.overlay;
    scenario.nodes = network.nodes;
    scenario.payload = options.payload;
    scenario.messagesPerHour = load;
    scenario.topicsByUser = options.topics;
    scenario.publicTopics = 10 * options.topics;
    scenario.edgeShare = options.edge;
    scenario.protocol = variant.protocol;
    scenario.edgeProtocol = variant.edgeProtocol;
    scenario.ttl = options.ttl;
    const double enough = 3600.0 * options.messages / (load * network.nodes);
    scenario.duration = Seconds(std::ceil(std::max(options.seconds, enough)));
    scenario.p95Bound = Seconds(options.p95);
    scenario.up = network.up;
    scenario.down = network.down;
    scenario.run = static_cast<uint32_t>(RngSeedManager::GetRun());
    return scenario;
}

/// Everything that tells a run from others.
std::string
Describe(const Options& options, const WhisperScenario& scenario, const Variant& variant)
{
    std::ostringstream out;
    out << scenario.overlay << " nodes=" << scenario.nodes << " variant=" << variant.name
        << " cycle=" << options.cycle << " payload=" << scenario.payload
        << " topics=" << scenario.topicsByUser << " edge=" << scenario.edgeShare
        << " ttl=" << scenario.ttl << " p95=" << options.p95 << " up=" << scenario.up
        << " down=" << scenario.down << " seconds=" << scenario.duration.GetSeconds()
        << " run=" << scenario.run << " load=" << scenario.messagesPerHour;
    return out.str();
}

/// Find a limit; loads whose results are in the store are not simulated again.
WhisperLimit
Search(const Options& options,
       const Network& network,
       const Variant& variant,
       ResultStore& store,
       std::map<double, WhisperLoad>& loads)
{
    const WhisperDemand demand{options.deliveryRatio, Seconds(options.p95)};
    const uint64_t run = RngSeedManager::GetRun();
    return FindWhisperLimit(demand,
                            EstimateLoad(network, options),
                            options.precision,
                            [&](double load) {
                                RngSeedManager::SetRun(run);
                                const WhisperScenario scenario =
                                    MakeScenario(options, network, variant, load);
                                const std::string settings = Describe(options, scenario, variant);
                                auto results = store.Find(settings);
                                if (!results)
                                {
                                    results = MeasureWhisperLoad(scenario).ToText();
                                    store.Add(settings, *results);
                                }
                                return loads[load] = WhisperLoad::FromText(*results);
                            });
}

/// Simulate what is missing in the store, each limit in a process of its own.
void
Simulate(const Options& options, const std::vector<Network>& networks, const std::string& path)
{
    ParallelRuns runs(options.workers);
    for (auto network = networks.rbegin(); network != networks.rend(); ++network)
    {
        for (const Variant& variant : GetVariants(options))
        {
            runs.Add(network->name + ", " + variant.name,
                     network->nodes,
                     [&options, network = *network, variant, path] {
                         ResultStore store(path, WhisperLoad::GetNames());
                         std::map<double, WhisperLoad> loads;
                         Search(options, network, variant, store, loads);
                         return std::string();
                     });
        }
    }
    runs.Run();
}

std::vector<Row>
Collect(const Options& options,
        const std::vector<Network>& networks,
        const std::string& path,
        Curves& curves)
{
    const WhisperDemand demand{options.deliveryRatio, Seconds(options.p95)};
    ResultStore store(path, WhisperLoad::GetNames());
    std::vector<Row> rows;
    for (const Network& network : networks)
    {
        double plain = 0;
        for (const Variant& variant : GetVariants(options))
        {
            const WhisperLimit limit =
                Search(options, network, variant, store, curves[network.name][variant.name]);
            const double load = limit.highest.messagesPerHour;
            plain = plain == 0 ? load : plain;
            rows.push_back({network,
                            variant.name,
                            limit,
                            demand.GetCause(limit.broken),
                            plain == 0 ? 0 : load / plain});
        }
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
    out << "| network | optimisation | limit, messages/node/hour | all nodes, messages/s | "
           "gain | what broke | p95 s | up link | down link | transmissions/message | "
           "kB/node/message |\n"
        << "| --- | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |\n";
    for (const Row& row : rows)
    {
        const WhisperLoad& load = row.limit.highest;
        out << "| " << row.network.name << " | " << row.variant << " | "
            << Format(load.messagesPerHour, 1) << " | "
            << Format(load.messagesPerHour * row.network.nodes / 3600, 2) << " | "
            << Format(row.gain, 2) << " | " << row.cause << " | " << Format(load.p95, 2) << " | "
            << Format(100 * load.uplink, 0) << " % | " << Format(100 * load.downlink, 0) << " % | "
            << Format(load.transmissionsPerMessage, 0) << " | "
            << Format(load.bytesPerMessage / 1000, 2) << " |\n";
    }
}

bool
PlotCurves(const Options& options,
           const std::string& network,
           std::size_t number,
           const Curves& curves)
{
    Gnuplot plot;
    plot.SetTitle("Latency against load: " + network);
    plot.SetLegend("messages for each node and hour", "95th percentile of latency, s");
    plot.AppendExtra("set termoption noenhanced\nset key top left\nset grid\nset yrange [0:" +
                     std::to_string(4 * options.p95) + "]");
    for (const auto& [variant, loads] : curves.at(network))
    {
        Gnuplot2dDataset line(variant);
        line.SetStyle(Gnuplot2dDataset::LINES_POINTS);
        for (const auto& [load, result] : loads)
        {
            line.Add(load, result.p95);
        }
        plot.AddDataset(line);
    }
    return DrawPlot(options.results, "latency-" + std::to_string(number), plot);
}

bool
PlotLimits(const Options& options, const std::vector<Row>& rows)
{
    Gnuplot plot;
    plot.SetTitle("Highest load that Whisper bears");
    plot.SetLegend("", "messages/s in all");
    std::map<std::string, Gnuplot2dDataset> networks;
    std::map<std::string, double> places;
    std::string tics;
    for (const Row& row : rows)
    {
        auto& bars =
            networks.emplace(row.network.name, Gnuplot2dDataset(row.network.name)).first->second;
        bars.SetStyle(Gnuplot2dDataset::POINTS);
        const auto place = places.emplace(row.variant, places.size()).first;
        bars.Add(place->second, row.limit.highest.messagesPerHour * row.network.nodes / 3600);
    }
    for (const auto& [variant, place] : places)
    {
        tics += (tics.empty() ? "" : ", ") + ("\"" + variant + "\" ") + Format(place, 0);
    }
    plot.AppendExtra(
        "set xtics (" + tics + ")\nset grid\nset yrange [0:]\nset xrange [-0.5:" +
        Format(static_cast<double>(places.size()) - 0.5, 1) +
        "]\nset pointsize 2\nset termoption noenhanced\nset key outside bottom center horizontal");
    for (const auto& [name, bars] : networks)
    {
        plot.AddDataset(bars);
    }
    return DrawPlot(options.results, "limits", plot);
}

void
WriteReport(const Options& options,
            const std::vector<Network>& networks,
            const std::vector<Row>& rows,
            bool isDrawn)
{
    const std::string path = options.results + "/report.md";
    std::ofstream out(path);
    out << "# What load Whisper bears\n\n"
        << "Command: `whisper-limits --nodes=" << OptionValue::Write(options.nodes)
        << " --overlay=" << options.overlay << " --payload=" << options.payload
        << " --ttl=" << options.ttl << " --p95=" << options.p95 << " --edge=" << options.edge
        << " --topics=" << options.topics << " --cycle=" << options.cycle << " --up=" << options.up
        << " --down=" << options.down << " --fileUp=" << options.fileUp
        << " --fileDown=" << options.fileDown << " --seconds=" << options.seconds
        << " --messages=" << options.messages << " --degree=" << options.degree
        << " --delivery=" << options.deliveryRatio << " --precision=" << options.precision
        << " --RngRun=" << RngSeedManager::GetRun() << "`\n\n"
        << "Every node publishes at random times. The limit is the highest load with "
        << 100 * options.deliveryRatio << " % of deliveries within " << options.ttl
        << " s and a 95th percentile of latency of at most " << options.p95
        << " s; the next load that was tried, at most " << Format(options.precision, 2)
        << " times as high, broke.\n\n";
    WriteTable(out, rows);
    out << "\n- Without optimisation every node takes everything and forwards at once.\n"
        << "- Bloom filters: " << 100 * options.edge << " % of the nodes ask for their "
        << options.topics << " topics of " << 10 * options.topics
        << " by bloom filter. Topic interest: the same nodes name them.\n"
        << "- Batching cycle: bundles go out every " << options.cycle << ".\n"
        << "- Light nodes: the same nodes take everything and forward nothing.\n"
        << "- What broke is what is short at the first load beyond the limit. Up and down link "
           "are those of the busiest node, at the limit.\n"
        << "- Access links:";
    for (const Network& network : networks)
    {
        out << " " << network.name << " " << network.up << " up, " << network.down << " down;";
    }
    out << " 0.1 s between any two nodes. Where a link is what breaks, the limit grows with its "
           "rate.\n\n";
    if (isDrawn)
    {
        out << "![Limits](limits.png)\n";
        for (std::size_t i = 0; i < networks.size(); i++)
        {
            out << "\n![Latency](latency-" << i << ".png)\n";
        }
    }
    else
    {
        out << "No pictures: gnuplot is missing or failed; the scripts are the .plt files.\n";
    }
    out.close();
    NS_ABORT_MSG_IF(!out, "can't write " << path);
}

void
WriteJson(const std::string& path, const std::vector<Row>& rows)
{
    Json json = {{"protocol", "whisper"}, {"rows", Json::array()}};
    for (const Row& row : rows)
    {
        const WhisperLoad& load = row.limit.highest;
        json["rows"].push_back({{"network", row.network.name},
                                {"nodes", row.network.nodes},
                                {"optimisation", row.variant},
                                {"limit_messages_per_node_hour", load.messagesPerHour},
                                {"broken_messages_per_node_hour", row.limit.broken.messagesPerHour},
                                {"gain", row.gain},
                                {"cause", row.cause},
                                {"p95_s", load.p95},
                                {"delivery_ratio", load.deliveryRatio},
                                {"uplink", load.uplink},
                                {"downlink", load.downlink}});
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
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Network sizes, with commas between", options.nodes);
    cmd.AddValue("overlay",
                 "Further network: a file (.json, .graphml, .txt), generated (with hubs) or none",
                 options.overlay);
    cmd.AddValue("degree", "Degree of the generated networks", options.degree);
    cmd.AddValue("payload", "Payload of a message, bytes", options.payload);
    cmd.AddValue("ttl", "Time to live, seconds", options.ttl, "ns3::WhisperProtocol::DefaultTtl");
    cmd.AddValue("p95", "Longest 95th percentile of latency, seconds", options.p95);
    cmd.AddValue("delivery",
                 "Least share delivered within the time to live",
                 options.deliveryRatio);
    cmd.AddValue("precision", "Ratio of the load that breaks to the limit", options.precision);
    cmd.AddValue("edge", "Share of nodes that are light or selective", options.edge);
    cmd.AddValue("topics",
                 "Topics of a user, of ten times as many",
                 options.topics,
                 "ns3::WhisperUser::TopicsByUser");
    cmd.AddValue("cycle",
                 "Time between two bundles where they are batched",
                 options.cycle,
                 "ns3::WhisperProtocol::TransmissionCycle");
    cmd.AddValue("up", "Up rate in generated networks", options.up, "ns3::WanNetDevice::UpRate");
    cmd.AddValue("down",
                 "Down rate in generated networks",
                 options.down,
                 "ns3::WanNetDevice::DownRate");
    cmd.AddValue("fileUp",
                 "Up rate in the network of the file",
                 options.fileUp,
                 "ns3::WanNetDevice::UpRate");
    cmd.AddValue("fileDown",
                 "Down rate in the network of the file",
                 options.fileDown,
                 "ns3::WanNetDevice::DownRate");
    cmd.AddValue("seconds", "Traffic of a run, at least, seconds", options.seconds);
    cmd.AddValue("messages", "Messages of a run, at least", options.messages);
    cmd.AddValue("workers", "Runs at a time; 0 for one for each core", options.workers);
    cmd.AddOutputFolder("results",
                        "Folder for runs, report and plots",
                        options.results,
                        {"runs.csv", "report.md", "limits.plt"});
    cmd.AddOutput("json", "Write the table to this file", options.json);
    cmd.Parse(argc, argv);

    CheckOptions(options);
    const std::string path = options.results + "/runs.csv";
    const std::vector<Network> networks = GetNetworks(options);
    Simulate(options, networks, path);
    Curves curves;
    const std::vector<Row> rows = Collect(options, networks, path, curves);
    bool isDrawn = PlotLimits(options, rows);
    for (std::size_t i = 0; i < networks.size(); i++)
    {
        isDrawn = PlotCurves(options, networks[i].name, i, curves) && isDrawn;
    }
    WriteReport(options, networks, rows, isDrawn);
    if (!options.json.empty())
    {
        WriteJson(options.json, rows);
    }
    WriteTable(std::cout, rows);
    std::cout << "\n" << std::filesystem::absolute(options.results).string() << "/report.md\n";
    return 0;
}
