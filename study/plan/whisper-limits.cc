/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-limits.h"

#include "study-commands.h"
#include "study-limits.h"
#include "study-plan.h"

#include "ns3/overlay-helper.h"
#include "ns3/program-option-value.h"
#include "ns3/results-database.h"
#include "ns3/results-reader.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/whisper-part.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

namespace ns3
{

namespace
{

/// Name of the study.
const std::string LIMITS_STUDY = "whisper-limits";

/// Generated, it has hubs: nodes that came early have many neighbours. It is as large as Status'
/// beta fleet was, with as many neighbours in the mean.
const std::string HUB_OVERLAY = "ba:2";
constexpr uint32_t HUB_NODES = 279;

/// Topics of all users, for each topic of a user.
constexpr uint32_t TOPICS_RATIO = 10;

using StudyParameters = std::vector<std::pair<std::string, std::string>>;

/// Describe a network. The program ends with an error if it cannot be made.
WhisperLimits::Network
MakeLimitsNetwork(const WhisperLimits::Network& network, double edge, const std::string& source)
{
    OverlayHelper helper = OverlayHelper::FromString(network.overlay);
    helper.SetSource(source);
    helper.AssignStreams(0);
    const OverlayGraph graph = helper.Create(helper.IsFile() ? 0 : network.nodes);
    WhisperPart::ChooseEdgeNodes(graph, edge, "--edge");
    WhisperLimits::Network made = network;
    made.nodes = graph.GetNNodes();
    return made;
}

/// A rate as a study writes it.
std::string
WriteStudyRate(const std::string& rate)
{
    return DataRate(rate).GetBitRate() == 0 ? "unlimited" : rate;
}

/// The networks as a zip of a study.
std::string
WriteZip(const std::vector<WhisperLimits::Network>& networks)
{
    nlohmann::ordered_json zip;
    for (const WhisperLimits::Network& network : networks)
    {
        zip["overlay"].push_back(network.overlay);
        zip["nodes"].push_back(std::to_string(network.nodes));
        zip["underlay.up"].push_back(WriteStudyRate(network.up));
        zip["underlay.down"].push_back(WriteStudyRate(network.down));
    }
    return zip.dump();
}

/// Means over the runs of each load, by the parameters of a search.
std::map<StudyParameters, WhisperLimits::Loads>
ReadMeans(const ResultsReader& reader, const StoredStudy& study)
{
    using Load = WhisperLimits::Load;
    const std::vector<std::pair<std::string, double Load::*>> fields = {
        {"delivery_ratio", &Load::deliveryRatio},
        {"latency_s.p95", &Load::p95},
        {"utilisation.uplink", &Load::uplink},
        {"utilisation.downlink", &Load::downlink},
        {"transmissions_per_message", &Load::transmissionsPerMessage},
        {"ingress_bytes_per_node.ip", &Load::bytesPerMessage},
    };
    std::vector<std::string> metrics = {"published"};
    for (const auto& [metric, field] : fields)
    {
        metrics.push_back(metric);
    }
    const std::vector<StoredCell> cells = reader.GetCells(study);
    std::map<StudyParameters, WhisperLimits::Loads> means;
    std::map<const Load*, std::size_t> counts;
    for (const StoredRun& run : reader.ReadGoodRuns(study, metrics))
    {
        StudyParameters parameters = cells[run.cell].parameters;
        const double value = std::atof(parameters.back().second.c_str());
        parameters.pop_back();
        Load& load = means[parameters][value];
        load.messagesPerHour = value;
        const auto n = static_cast<double>(++counts[&load]);
        for (std::size_t i = 0; i < fields.size(); i++)
        {
            double& mean = load.*fields[i].second;
            const bool isOfMessages = fields[i].second == &Load::bytesPerMessage;
            const double scale = isOfMessages ? 1 / std::max(1.0, run.values[0]) : 1;
            mean += (run.values[i + 1] * scale - mean) / n;
        }
    }
    return means;
}

} // namespace

const std::string WhisperLimits::GENERATED = "generated";
const std::string WhisperLimits::NONE = "none";

WhisperLimits::Load
WhisperLimits::Row::GetHighest() const
{
    const auto found = loads.find(search.highestHeld);
    return found == loads.end() ? Load() : found->second;
}

std::vector<WhisperLimits::Network>
WhisperLimits::GetNetworks() const
{
    const std::string d = std::to_string(degree);
    std::vector<Network> networks;
    for (uint32_t size : nodes)
    {
        networks.push_back(MakeLimitsNetwork(
            {"random " + d + "-regular, " + std::to_string(size), "regular:" + d, size, up, down},
            edge,
            "--degree"));
    }
    if (overlay == GENERATED)
    {
        networks.push_back(MakeLimitsNetwork(
            {"with hubs, " + std::to_string(HUB_NODES), HUB_OVERLAY, HUB_NODES, up, down},
            edge,
            "--overlay"));
    }
    else if (overlay != NONE)
    {
        Network network = MakeLimitsNetwork({std::filesystem::path(overlay).stem().string(),
                                             "file:" + overlay,
                                             0,
                                             fileUp,
                                             fileDown},
                                            edge,
                                            "--overlay");
        network.overlay = "file:" + std::filesystem::absolute(overlay).lexically_normal().string();
        networks.push_back(network);
    }
    return networks;
}

StudyFile
WhisperLimits::MakeFile(const std::vector<Network>& networks) const
{
    const std::string bound = OptionValue::Write(p95);
    const std::string least = OptionValue::Write(deliveryRatio);
    return StudyFile::Read(
        LIMITS_STUDY,
        {{"vary.zip", WriteZip(networks)},
         {"vary.cases.batching cycle.attributes.ns3::WhisperProtocol::TransmissionCycle", cycle},
         {"seed", std::to_string(RngSeedManager::GetSeed())},
         {"ttl", std::to_string(ttl)},
         {"topics_by_user", std::to_string(topics)},
         {"public_topics", std::to_string(TOPICS_RATIO * topics)},
         {"edge.share", OptionValue::Write(edge)},
         {"p95_bound", bound + "s"},
         {"underlay.transport", transport},
         {"traffic.payload", std::to_string(payload)},
         {"traffic.duration", OptionValue::Write(seconds) + "s"},
         {"traffic.least_messages", std::to_string(messages)},
         {"search.holds", "delivery_ratio >= " + least + " and latency_s.p95 <= " + bound},
         {"search.precision", OptionValue::Write(precision - 1)},
         {"search.runs", std::to_string(runs)},
         {"search.at_most", std::to_string(std::max(runs, mostRuns))}});
}

WhisperLimits::Result
WhisperLimits::Find(const std::string& database) const
{
    Result result;
    result.networks = GetNetworks();
    const StudyPlan plan(MakeFile(result.networks));
    StudyRunner::Settings settings;
    settings.workers = workers;
    settings.viewFolder = view;
    settings.seed = static_cast<uint32_t>(RngSeedManager::GetSeed());
    result.runs = RunStudy(plan, database, settings);
    if (result.runs.stopSignal != 0)
    {
        return result;
    }
    ResultsDatabase results(database, ResultsDatabase::READ);
    const ResultsReader reader(results);
    const StoredStudy study = reader.FindStudy(LIMITS_STUDY);
    const std::vector<LoadSearchResult> limits = FindStudyLimits(plan, reader, study);
    const auto means = ReadMeans(reader, study);
    const std::size_t variants = limits.size() / result.networks.size();
    for (std::size_t i = 0; i < limits.size(); i++)
    {
        const StudyPlan::Cell& cell = plan.GetCells()[i];
        const auto loads = means.find(cell.parameters);
        Row row{result.networks[i / variants],
                cell.parameters.back().second,
                limits[i],
                loads == means.end() ? Loads() : loads->second};
        const double plain =
            i % variants == 0 ? row.GetLimit() : result.rows[i - i % variants].GetLimit();
        row.gain = plain == 0 ? 0 : row.GetLimit() / plain;
        result.rows.push_back(std::move(row));
    }
    return result;
}

} // namespace ns3
