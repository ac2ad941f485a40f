/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-study.h"

#include "study-commands.h"
#include "study-plan.h"

#include "ns3/program-option-value.h"
#include "ns3/user-error.h"
#include "ns3/waku-scaling-parameters.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ns3
{

namespace
{

/// Share of a run's transmissions that a case with gossip has.
constexpr double GOSSIP_SHARE = 0.3;

const std::string STUDY = "relay-study";

std::string
Write(double value)
{
    return OptionValue::Write(value);
}

/// Parameter of a cell.
std::string
GetParameter(const StoredCell& cell, const std::string& key)
{
    for (const auto& [name, value] : cell.parameters)
    {
        if (name == key)
        {
            return value;
        }
    }
    return "";
}

/// Share of latencies up to each value.
FieldValue::Points
MakeCdf(const RunOutcome::Histogram& histogram)
{
    uint64_t all = 0;
    for (const auto& [seconds, count] : histogram)
    {
        all += count;
    }
    FieldValue::Points cdf;
    uint64_t until = 0;
    for (const auto& [seconds, count] : histogram)
    {
        until += count;
        cdf.emplace_back(seconds, static_cast<double>(until) / static_cast<double>(all));
    }
    return cdf;
}

} // namespace

StudyFile
RelayStudy::MakeFile() const
{
    const std::string d = std::to_string(degree);
    const std::string dials = "dial:" + std::to_string(2 * degree);
    const std::string ofGossip = Write(GOSSIP_SHARE * transmissions);
    std::vector<std::pair<std::string, std::string>> set = {
        {"vary.nodes", "[" + OptionValue::Write(nodes) + "]"},
        {"overlay", "regular:" + d},
        {"underlay.segments", std::to_string(segments)},
        {"underlay.transport", transport},
        {"traffic.transmissions", Write(transmissions)},
        {"vary.cases.gossip.overlay", dials},
        {"vary.cases.shards.overlay", dials},
        {"vary.cases.gossip.traffic.transmissions", ofGossip},
        {"vary.cases.idontwant.traffic.transmissions", ofGossip},
        {"vary.cases.shards.traffic.transmissions", ofGossip},
    };
    for (const char* name : {"D", "D_low", "D_high", "D_score"})
    {
        set.emplace_back(std::string("attributes.ns3::GossipSubRouter::") + name, d);
    }
    if (precision > 0 && runs > 1)
    {
        set.emplace_back("until.ci95", Write(precision));
        set.emplace_back("until.at_least", "2");
        set.emplace_back("until.at_most", std::to_string(runs));
    }
    else
    {
        set.emplace_back("until", "");
        set.emplace_back("runs", std::to_string(runs));
    }
    const auto shards = static_cast<uint32_t>(WakuScalingParameters().shardsPerNode);
    if (*std::min_element(nodes.begin(), nodes.end()) / shards <= 2 * degree)
    {
        set.emplace_back("vary.cases.shards", "");
    }
    return StudyFile::Read(STUDY, set);
}

RelayRuns
RelayStudy::Run(const std::string& database) const
{
    const StudyPlan plan(MakeFile());
    StudyRunner::Settings settings;
    settings.workers = workers;
    settings.viewFolder = view;
    const StudyRunner::Result result = RunStudy(plan, database, settings);
    if (result.GetExitStatus() != 0)
    {
        StopAtUserError(STUDY + ": not all runs ended well; waku-study status " + database +
                        " shows which");
    }
    ResultsDatabase results(database, ResultsDatabase::READ);
    const ResultsReader reader(results);
    return ReadRuns(reader, reader.FindStudy(STUDY));
}

RelayRuns
RelayStudy::ReadRuns(const ResultsReader& reader, const StoredStudy& study)
{
    const std::vector<StoredCell> cells = reader.GetCells(study);
    const std::vector<std::string> names = reader.GetMetricNames(study);
    RelayRuns runs;
    for (const StoredRun& stored : reader.ReadGoodRuns(study, names))
    {
        std::map<std::string, double> metrics;
        for (std::size_t i = 0; i < names.size(); i++)
        {
            if (!std::isnan(stored.values[i]))
            {
                metrics[names[i]] = stored.values[i];
            }
        }
        const StoredCell& cell = cells[stored.cell];
        const auto histograms = reader.ReadHistograms(stored);
        const auto latency = histograms.find("latency_s");
        const auto size = static_cast<uint32_t>(std::stoul(GetParameter(cell, "nodes")));
        runs[size][GetParameter(cell, "case")].push_back(RelayRun::Of(
            metrics,
            latency == histograms.end() ? FieldValue::Points() : MakeCdf(latency->second)));
    }
    return runs;
}

} // namespace ns3
