/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-sweep.h"

#include "ns3/relay-comparison.h"
#include "ns3/study-confidence-interval.h"
#include "ns3/study-parallel-runs.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace ns3
{

namespace
{

/// Messages of a run that a short one expects at least.
constexpr double LEAST_MESSAGES = 10;

/// What a run of the variant takes beside one with a static mesh that sends as much: the control
/// messages of gossipsub, and heartbeats.
constexpr double GOSSIP_WORK = 4;
constexpr double SECOND_WORK = 0.5;

/// Traffic for so long that a run has about as many transmissions as asked for, at most an hour.
Time
GetDuration(const WakuScalingModel& model, uint32_t nodes, double transmissions)
{
    const double perHour =
        nodes * model.GetParameters().messagesPerHour * model.TransmissionsPerMessage(nodes);
    const double least = LEAST_MESSAGES / (nodes * model.GetParameters().messagesPerHour);
    return Seconds(std::ceil(3600 * std::min(1.0, std::max(least, transmissions / perHour))));
}

/// How long a run takes, in transmissions with a static mesh.
double
EstimateWork(const RelayScenario& scenario, const WakuScalingModel& model)
{
    const double hours = scenario.duration.GetSeconds() / 3600;
    const double sent = hours * scenario.messagesPerHour * scenario.nodes * scenario.shards *
                        model.TransmissionsPerMessage(scenario.nodes);
    if (scenario.mode != "GossipSub")
    {
        return sent;
    }
    const Time all = scenario.warmup + scenario.duration + scenario.drain;
    return GOSSIP_WORK * sent + SECOND_WORK * all.GetSeconds() * scenario.nodes;
}

/// A relay run of a case, when it is done.
struct Started
{
    std::size_t caseNumber; //!< of the case
    uint32_t run;           //!< number of the run
};

} // namespace

std::vector<RelaySweep::Case>
RelaySweep::GetCases(const WakuScalingModel& model) const
{
    const WakuScalingParameters& parameters = model.GetParameters();
    std::vector<Case> cases;
    for (uint32_t size : nodes)
    {
        for (const RelayVariant& variant : GetRelayVariants(degree, parameters))
        {
            const uint32_t ofShard = size / variant.shards;
            if (variant.shards > 1 && ofShard <= 2 * degree)
            {
                continue;
            }
            RelayScenario scenario;
            scenario.overlay = variant.overlay;
            scenario.mode = variant.mode;
            scenario.router = variant.router;
            scenario.nodes = ofShard;
            scenario.shards = variant.shards;
            scenario.payload = static_cast<uint32_t>(variant.payload);
            scenario.messagesPerHour = parameters.messagesPerHour;
            scenario.latency = Seconds(parameters.delayPerHop);
            scenario.duration = GetDuration(model, ofShard, variant.share * transmissions);
            scenario.warmup = variant.warmup;
            scenario.drain = variant.drain;
            scenario.segments = segments;
            cases.push_back({size, variant, scenario, EstimateWork(scenario, model)});
        }
    }
    return cases;
}

RelayRuns
RelaySweep::Run(const WakuScalingModel& model) const
{
    std::vector<Case> cases = GetCases(model);
    // Long runs first, so that no core waits for one at the end.
    std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
        return a.work > b.work;
    });
    ParallelRuns<RelayRun> parallel(workers);
    std::vector<Started> started;
    const auto add = [&](std::size_t caseNumber, uint32_t run, bool isNext) {
        const Case& what = cases[caseNumber];
        RelayScenario scenario = what.scenario;
        scenario.run = run;
        started.push_back({caseNumber, run});
        parallel.Add(
            std::to_string(what.nodes) + " nodes, " + what.variant.name + ", run " +
                std::to_string(run),
            what.work,
            [scenario] { return RelayRun::Of(scenario); },
            isNext);
    };
    const uint32_t first = precision > 0 ? std::min(2U, runs) : runs;
    for (std::size_t i = 0; i < cases.size(); i++)
    {
        for (uint32_t run = 1; run <= first; run++)
        {
            add(i, run, false);
        }
    }
    // Whether a case gets a further run depends on all those before it, not on which ends first.
    std::vector<std::vector<RelayRun>> done(cases.size());
    parallel.Run([&](std::size_t number, const RelayRun& row) {
        const std::size_t caseNumber = started[number].caseNumber;
        std::vector<RelayRun>& known = done[caseNumber];
        const auto place =
            std::upper_bound(known.begin(),
                             known.end(),
                             row,
                             [](const RelayRun& a, const RelayRun& b) { return a.run < b.run; });
        known.insert(place, row);
        if (known.size() >= first && !HasEnough(cases[caseNumber].variant.name, known))
        {
            add(caseNumber, static_cast<uint32_t>(known.size()) + 1, true);
        }
    });
    RelayRuns results;
    for (std::size_t i = 0; i < cases.size(); i++)
    {
        results[cases[i].nodes][cases[i].variant.name] = std::move(done[i]);
    }
    return results;
}

bool
RelaySweep::HasEnough(const std::string& variant, const std::vector<RelayRun>& known) const
{
    return known.size() >= runs ||
           (known.size() >= 2 && GetWidestInterval(variant, known) <= precision);
}

double
RelaySweep::GetWidestInterval(const std::string& variant, const std::vector<RelayRun>& runs)
{
    double widest = 0;
    const std::size_t figures = GetComparedFigures(variant, runs.front()).size();
    for (std::size_t i = 0; i < figures; i++)
    {
        std::vector<double> values;
        for (const RelayRun& run : runs)
        {
            values.push_back(GetComparedFigures(variant, run)[i]);
        }
        const ConfidenceInterval interval = ConfidenceInterval::Of(values);
        if (interval.mean > 0)
        {
            widest = std::max(widest, interval.halfWidth.value_or(0) / interval.mean);
        }
    }
    return widest;
}

} // namespace ns3
