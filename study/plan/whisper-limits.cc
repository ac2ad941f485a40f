/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-limits.h"

#include "ns3/data-rate.h"
#include "ns3/overlay-graph.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/study-parallel-runs.h"
#include "ns3/study-settings.h"
#include "ns3/whisper-payload.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

namespace ns3
{

namespace
{

/// Generated, it has hubs: nodes that came early have many neighbours. It is as large as Status'
/// beta fleet was, with as many neighbours in the mean.
const std::string HUB_OVERLAY = "ba:2";
constexpr uint32_t HUB_NODES = 279;

/// A search whose results are in the file; its process has no more to tell.
struct Searched
{
    uint64_t runs; //!< in the file

    static const StudyFields<Searched>& GetFields()
    {
        static const auto fields = StudyFields<Searched>().Add("runs", &Searched::runs);
        return fields;
    }
};

/// Attributes as they are set.
std::string
Describe(const WhisperScenario::Attributes& attributes)
{
    std::string text;
    for (const auto& [name, value] : attributes)
    {
        text += (text.empty() ? "" : ",") + name + "=" + value;
    }
    return text;
}

/// Everything that tells a run from others of the same settings.
std::string
Describe(const WhisperScenario& scenario)
{
    std::ostringstream out;
    out.precision(17);
    out << scenario.overlay << " nodes=" << scenario.nodes
        << " latency=" << scenario.latency.As(Time::S) << " up=" << scenario.up
        << " down=" << scenario.down << " segments=" << scenario.segments
        << " protocol=" << Describe(scenario.protocol)
        << " edge_protocol=" << Describe(scenario.edgeProtocol) << " edge=" << scenario.edgeShare
        << " payload=" << scenario.payload << " topics=" << scenario.topicsByUser << "/"
        << scenario.publicTopics << " ttl=" << scenario.ttl
        << " warmup=" << scenario.warmup.As(Time::S)
        << " duration=" << scenario.duration.As(Time::S)
        << " p95_bound=" << scenario.p95Bound.As(Time::S) << " run=" << scenario.run
        << " load=" << scenario.messagesPerHour;
    return out.str();
}

/// A file's name does not tell what is in it.
std::string
DescribeFile(const WhisperScenario& scenario)
{
    const std::string prefix = "file:";
    if (scenario.overlay.compare(0, prefix.size(), prefix) != 0)
    {
        return "";
    }
    const OverlayGraph graph = WhisperScenario::MakeOverlay(scenario.overlay, 0);
    uint64_t hash = 0xcbf29ce484222325; // FNV-1a
    for (const auto& [a, b] : graph.GetLinks())
    {
        hash = ((hash ^ a) * 0x100000001b3 ^ b) * 0x100000001b3;
    }
    return " graph=" + std::to_string(graph.GetNNodes()) + "/" + std::to_string(hash);
}

} // namespace

const std::string WhisperLimits::GENERATED = "generated";
const std::string WhisperLimits::NONE = "none";

std::vector<WhisperLimits::Variant>
WhisperLimits::GetVariants() const
{
    const std::pair<std::string, std::string> atOnce{"Immediate", "true"};
    const std::pair<std::string, std::string> notFull{"FullNode", "false"};
    return {
        {"none", {atOnce}, {}},
        {"bloom filters", {atOnce}, {notFull}},
        {"batching cycle", {{"TransmissionCycle", cycle}}, {}},
        {"light nodes", {atOnce}, {{"LightNode", "true"}}},
        {"topic interest", {atOnce, {"Waku1", "true"}}, {notFull, {"TopicInterest", "true"}}},
    };
}

WhisperLimits::Network
WhisperLimits::MakeNetwork(const std::string& name,
                           const std::string& spec,
                           uint32_t size,
                           const std::string& upRate,
                           const std::string& downRate,
                           const std::string& source) const
{
    const OverlayGraph graph = WhisperScenario::MakeOverlay(spec, size, source);
    WhisperScenario::ChooseEdgeNodes(graph, edge, "--edge");
    uint32_t maxDegree = 0;
    for (uint32_t i = 0; i < graph.GetNNodes(); i++)
    {
        maxDegree = std::max(maxDegree, graph.GetDegree(i));
    }
    return {name, spec, graph.GetNNodes(), maxDegree, upRate, downRate};
}

std::vector<WhisperLimits::Network>
WhisperLimits::GetNetworks() const
{
    const std::string d = std::to_string(degree);
    std::vector<Network> networks;
    for (uint32_t size : nodes)
    {
        networks.push_back(MakeNetwork("random " + d + "-regular, " + std::to_string(size),
                                       "regular:" + d,
                                       size,
                                       up,
                                       down,
                                       "--degree"));
    }
    if (overlay != NONE)
    {
        const bool isFile = overlay != GENERATED;
        networks.push_back(MakeNetwork(isFile ? std::filesystem::path(overlay).stem().string()
                                              : "with hubs, " + std::to_string(HUB_NODES),
                                       isFile ? "file:" + overlay : HUB_OVERLAY,
                                       isFile ? 0 : HUB_NODES,
                                       isFile ? fileUp : up,
                                       isFile ? fileDown : down,
                                       "--overlay"));
    }
    return networks;
}

/// Load at which the node with most neighbours has to send all the time.
double
WhisperLimits::EstimateLoad(const Network& network) const
{
    // RLP, RLPx, TCP and IP add about 160 bytes.
    const double size = static_cast<double>(GetWhisperDataSize(payload, {})) + 160;
    const double bytesPerHour = DataRate(network.up).GetBitRate() / 8.0 * 3600;
    return bytesPerHour / (std::max(1U, network.maxDegree - 1) * size) / network.nodes;
}

WhisperScenario
WhisperLimits::MakeScenario(const Network& network, const Variant& variant, double load) const
{
    WhisperScenario scenario;
    scenario.overlay = network.overlay;
    scenario.nodes = network.nodes;
    scenario.payload = payload;
    scenario.messagesPerHour = load;
    scenario.topicsByUser = topics;
    scenario.publicTopics = 10 * topics;
    scenario.edgeShare = edge;
    scenario.protocol = variant.protocol;
    scenario.edgeProtocol = variant.edgeProtocol;
    scenario.ttl = ttl;
    const double enough = 3600.0 * messages / (load * network.nodes);
    scenario.duration = Seconds(std::ceil(std::max(seconds, enough)));
    scenario.p95Bound = Seconds(p95);
    scenario.up = network.up;
    scenario.down = network.down;
    scenario.run = static_cast<uint32_t>(RngSeedManager::GetRun());
    return scenario;
}

WhisperLimit
WhisperLimits::Search(const Network& network,
                      const Variant& variant,
                      const std::string& settings,
                      Store& store,
                      std::map<double, WhisperLoad>& loads) const
{
    const WhisperDemand demand{deliveryRatio, Seconds(p95)};
    const uint64_t run = RngSeedManager::GetRun();
    return FindWhisperLimit(demand, EstimateLoad(network), precision, [&](double load) {
        RngSeedManager::SetRun(run);
        const WhisperScenario scenario = MakeScenario(network, variant, load);
        const std::string key = Describe(scenario) + DescribeFile(scenario) + " " + settings;
        auto result = store.Find(key);
        if (!result)
        {
            result = MeasureWhisperLoad(scenario);
            store.Add(key, *result);
        }
        return loads[load] = *result;
    });
}

WhisperLimits::Result
WhisperLimits::Find(const std::string& path) const
{
    Result result;
    result.networks = GetNetworks();
    Store{path}; // what is wrong with the file ends the program before anything runs
    // Before helpers set defaults of their own.
    const std::string settings = DescribeSettings();
    ParallelRuns<Searched> runs(workers);
    for (auto network = result.networks.rbegin(); network != result.networks.rend(); ++network)
    {
        for (const Variant& variant : GetVariants())
        {
            runs.Add(network->name + ", " + variant.name, network->nodes, [&, variant, network] {
                Store store(path);
                std::map<double, WhisperLoad> loads;
                Search(*network, variant, settings, store, loads);
                return Searched{store.GetSize()};
            });
        }
    }
    runs.Run();
    const WhisperDemand demand{deliveryRatio, Seconds(p95)};
    Store store(path);
    for (const Network& network : result.networks)
    {
        double plain = 0;
        for (const Variant& variant : GetVariants())
        {
            auto& loads = result.curves[network.name][variant.name];
            const WhisperLimit limit = Search(network, variant, settings, store, loads);
            const double load = limit.highest.messagesPerHour;
            plain = plain == 0 ? load : plain;
            result.rows.push_back({network,
                                   variant.name,
                                   limit,
                                   demand.GetCause(limit.broken),
                                   plain == 0 ? 0 : load / plain});
        }
    }
    return result;
}

} // namespace ns3
