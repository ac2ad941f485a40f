/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-comparison.h"

#include "ns3/random-regular-distance.h"
#include "ns3/relay-load.h"

#include <algorithm>

namespace ns3
{

namespace
{

template <typename Value>
ConfidenceInterval
Collect(const std::vector<RelayRun>& runs, Value value)
{
    std::vector<double> values;
    for (const RelayRun& run : runs)
    {
        values.push_back(value(run));
    }
    return ConfidenceInterval::Of(values);
}

/// A line, of values that runs have.
template <typename Value>
StudyRow
MakeRow(uint32_t nodes,
        const std::string& name,
        const std::string& unit,
        double closedForm,
        const std::vector<RelayRun>& runs,
        Value value)
{
    const auto ratio = [&](const RelayRun& run) { return value(run) / closedForm; };
    return {nodes,
            name,
            unit,
            closedForm,
            Collect(runs, value),
            Collect(runs, ratio),
            runs.size(),
            runs.empty() ? 0 : runs.front().seconds};
}

/// A load in MB/hour: bytes per message really published, times the messages of an hour.
template <typename Value>
StudyRow
LoadRow(uint32_t nodes,
        const std::string& name,
        double closedForm,
        const WakuScalingModel& model,
        const std::vector<RelayRun>& runs,
        Value bytesPerNode)
{
    const double perHour = nodes * model.GetParameters().messagesPerHour;
    const auto load = [&](const RelayRun& run) {
        return GetMegabytesPerHour(run, bytesPerNode(run), perHour);
    };
    return MakeRow(nodes, name, "MB/hour", closedForm / WAKU_SCALING_MEGABYTE, runs, load);
}

StudyRow
LatencyRow(uint32_t nodes,
           const std::string& name,
           double closedForm,
           const std::vector<RelayRun>& runs)
{
    const auto mean = [](const RelayRun& run) { return run.meanLatency; };
    return MakeRow(nodes, name, "s", closedForm, runs, mean);
}

/// Load case 4 in both readings of its gossip, then what makes the difference.
void
AddGossipRows(std::vector<StudyRow>& rows,
              uint32_t n,
              const WakuScalingModel& model,
              const std::vector<RelayRun>& runs)
{
    const auto received = GetReceivedWithControl;
    const auto ids = [n](const RelayRun& run) { return run.ihaveIds / run.published / n; };
    const WakuScalingModel unique(model.GetParameters(), WakuScalingModel::Version::REVISION_2025);
    rows.push_back(
        LoadRow(n, "load case 4, IHAVE for each copy", model.LoadCase4(n), model, runs, received));
    rows.push_back(LoadRow(n,
                           "load case 4, IHAVE for each message",
                           unique.LoadCase4(n),
                           model,
                           runs,
                           received));
    rows.push_back(MakeRow(n,
                           "IHAVE ids a node gets of a message, for each copy",
                           "ids",
                           model.IhavesPerMessage(n) / n,
                           runs,
                           ids));
    rows.push_back(MakeRow(n,
                           "IHAVE ids a node gets of a message, for each message",
                           "ids",
                           unique.IhavesPerMessage(n) / n,
                           runs,
                           ids));
    WakuScalingParameters measured = model.GetParameters();
    const auto mean = [&](auto value) { return Collect(runs, value).mean; };
    const double idsOfRun = mean([&](const RelayRun& run) { return run.ihaveIds; });
    measured.gossipMessageSize =
        n * mean([](const RelayRun& run) { return run.control; }) / idsOfRun;
    measured.iwantRatio = mean([](const RelayRun& run) { return run.iwantIds; }) / idsOfRun;
    const WakuScalingModel adjusted(measured, WakuScalingModel::Version::REVISION_2025);
    rows.push_back(LoadRow(n,
                           "load case 4, each message, A32 and A33 as simulated",
                           adjusted.LoadCase4(n),
                           model,
                           runs,
                           received));
}

/// Load case 5, from small messages that are flooded and big ones with IDONTWANT.
void
AddIDontWantRows(std::vector<StudyRow>& rows,
                 uint32_t n,
                 const WakuScalingModel& model,
                 const std::vector<RelayRun>& small,
                 const std::vector<RelayRun>& big)
{
    const WakuScalingParameters& p = model.GetParameters();
    const double smallBytes =
        p.smallMessageSize / p.messageSize *
        Collect(small, [](const RelayRun& run) { return run.payload / run.published; }).mean;
    const auto received = [&](const RelayRun& run) {
        return p.bigMessageShare * GetReceivedWithControl(run) +
               (1 - p.bigMessageShare) * smallBytes * run.published;
    };
    const WakuScalingModel revised(p, WakuScalingModel::Version::REVISION_2025);
    rows.push_back(
        LoadRow(n, "load case 5 (IDONTWANT)", revised.LoadCase5(n), model, big, received));
    const double duplicates = model.GetParameters().degree - 2 + 2.0 / n;
    const auto late = [&](const RelayRun& run) {
        return run.duplicates / run.published / n / duplicates;
    };
    rows.push_back(MakeRow(n,
                           "duplicates too late for IDONTWANT (A36)",
                           "share",
                           p.idontwantTooLate,
                           big,
                           late));
    WakuScalingParameters measured = p;
    measured.idontwantTooLate = std::min(1.0, Collect(big, late).mean);
    const WakuScalingModel adjusted(measured, WakuScalingModel::Version::REVISION_2025);
    rows.push_back(
        LoadRow(n, "load case 5, A36 as simulated", adjusted.LoadCase5(n), model, big, received));
}

/// Sharding cases: every node is part of all shards of a network whose nodes they divide. A shard
/// for 1:1 chat is a further mesh, of all nodes: load case 4.
void
AddShardingRows(std::vector<StudyRow>& rows,
                uint32_t n,
                const WakuScalingModel& model,
                const std::vector<RelayRun>& sharded,
                const std::vector<RelayRun>& single)
{
    const auto shards = static_cast<uint32_t>(model.GetParameters().shardsPerNode);
    const uint32_t users = n / shards * shards;
    const WakuScalingModel unique(model.GetParameters(), WakuScalingModel::Version::REVISION_2025);
    const auto received = GetReceivedWithControl;
    rows.push_back(LoadRow(users,
                           "sharding case 1, IHAVE for each copy",
                           model.ShardingCase1(users),
                           model,
                           sharded,
                           received));
    rows.push_back(LoadRow(users,
                           "sharding case 1, IHAVE for each message",
                           unique.ShardingCase1(users),
                           model,
                           sharded,
                           received));
    const double chat =
        Collect(single, [&](const RelayRun& run) { return received(run) / run.published; }).mean;
    rows.push_back(
        LoadRow(users,
                "sharding case 2, IHAVE for each message",
                unique.ShardingCase2(users),
                model,
                sharded,
                [&](const RelayRun& run) { return received(run) + chat * run.published; }));
    rows.push_back(LoadRow(users,
                           "sharding case 3 (naive light node)",
                           model.ShardingCase3(users),
                           model,
                           sharded,
                           [](const RelayRun& run) { return run.uniqueBytes; }));
}

} // namespace

std::vector<StudyRow>
CompareWithClosedForm(const WakuScalingModel& model, const RelayRuns& runs)
{
    const auto payload = [](const RelayRun& run) { return run.payload; };
    const auto unique = [](const RelayRun& run) { return run.uniqueBytes; };
    const auto ip = [](const RelayRun& run) { return run.ip; };
    const auto degree = static_cast<uint32_t>(model.GetParameters().degree);
    std::vector<StudyRow> rows;
    for (const auto& [n, variants] : runs)
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
        AddGossipRows(rows, n, model, variants.at("gossip"));
        AddIDontWantRows(rows, n, model, immediate, variants.at("idontwant"));
        if (variants.count("shards") > 0)
        {
            AddShardingRows(rows, n, model, variants.at("shards"), variants.at("gossip"));
        }
        rows.push_back(LatencyRow(n, "latency case 1 (log_d n)", model.LatencyCase1(n), immediate));
        const double distance = RandomRegularDistance(n, degree).GetMean();
        rows.push_back(LatencyRow(n,
                                  "latency, mean distance of the graph",
                                  distance * model.GetParameters().delayPerHop,
                                  immediate));
    }
    return rows;
}

std::vector<double>
GetComparedFigures(const std::string& variant, const RelayRun& run)
{
    std::vector<double> figures = {GetReceivedWithControl(run) / run.published};
    if (variant == "immediate")
    {
        figures.push_back(run.ip / run.published);
        figures.push_back(run.meanLatency);
    }
    if (variant == "idontwant")
    {
        figures.push_back(run.duplicates / run.published);
    }
    if (variant == "gossip")
    {
        figures.push_back(run.ihaveIds / run.published);
    }
    return figures;
}

double
GetWidestInterval(const std::string& variant, const std::vector<RelayRun>& runs)
{
    double widest = 0;
    const std::size_t figures = GetComparedFigures(variant, runs.front()).size();
    for (std::size_t i = 0; i < figures; i++)
    {
        const ConfidenceInterval interval =
            Collect(runs, [&](const RelayRun& run) { return GetComparedFigures(variant, run)[i]; });
        if (interval.mean > 0)
        {
            widest = std::max(widest, interval.halfWidth.value_or(0) / interval.mean);
        }
    }
    return widest;
}

} // namespace ns3
