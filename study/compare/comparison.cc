/* SPDX-License-Identifier: GPL-2.0-only */
#include "comparison.h"

#include "latency-reference.h"

#include "ns3/study-confidence-interval.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3
{

namespace
{

using EntryGroups = std::vector<std::vector<SampleDistribution::Entry>>;

/// Names of the figures of latencies, but minimum and maximum.
std::vector<LatencyReference::Row>
GetJudgedRows()
{
    std::vector<LatencyReference::Row> rows;
    for (const LatencyReference::Row& row : LatencyReference::GetRows())
    {
        if (row.judged)
        {
            rows.push_back(row);
        }
    }
    return rows;
}

double
GetFigure(const SampleDistribution& distribution, const LatencyReference::Row& row)
{
    return row.percentage < 0 ? distribution.GetMean() : distribution.GetPercentile(row.percentage);
}

/// Values in which all have a share, in the order of the statistics of two distributions.
std::vector<double>
ComputeStatistics(const SampleDistribution& measured, const SampleDistribution& simulated)
{
    std::vector<double> values = {Comparison::GetAgreement(measured, simulated),
                                  measured.GetWassersteinDistance(simulated),
                                  measured.GetKolmogorovSmirnovDistance(simulated)};
    for (const LatencyReference::Row& row : GetJudgedRows())
    {
        const double ours = GetFigure(measured, row);
        const double theirs = GetFigure(simulated, row);
        values.insert(values.end(), {ours, theirs, theirs / ours - 1});
    }
    return values;
}

/// Two distributions beside each other.
struct ComparedDistributions
{
    SampleDistribution measured;
    SampleDistribution simulated;
    Comparison::Scores scores;
    std::vector<Comparison::Figure> figures;
};

ComparedDistributions
CompareDistributions(const EntryGroups& measured,
                     const EntryGroups& simulated,
                     const Bootstrap& bootstrap)
{
    const GroupedSamples ours(measured);
    const GroupedSamples theirs(simulated);
    ComparedDistributions result;
    result.measured = ours.GetAll();
    result.simulated = theirs.GetAll();
    const std::vector<double> values = ComputeStatistics(result.measured, result.simulated);
    std::vector<Bootstrap::Interval> ranges;
    if (measured.size() > 1 || simulated.size() > 1)
    {
        ranges = bootstrap.GetIntervals({measured.size(), simulated.size()},
                                        [&](const std::vector<Bootstrap::Counts>& counts) {
                                            return ComputeStatistics(ours.Weigh(counts[0]),
                                                                     theirs.Weigh(counts[1]));
                                        });
    }
    const auto getRange = [&](std::size_t i, bool isDrawn) {
        return ranges.empty() || !isDrawn ? std::nullopt : std::make_optional(ranges[i]);
    };
    Comparison::Score* const scores[] = {&result.scores.agreement,
                                         &result.scores.wasserstein,
                                         &result.scores.kolmogorov};
    for (std::size_t i = 0; i < 3; i++)
    {
        scores[i]->value = values[i];
        scores[i]->range = getRange(i, true);
        if (scores[i]->range)
        {
            scores[i]->range->lower = std::min(scores[i]->range->lower, values[i]);
            scores[i]->range->upper = std::max(scores[i]->range->upper, values[i]);
        }
    }
    std::size_t i = 3;
    for (const LatencyReference::Row& row : GetJudgedRows())
    {
        Comparison::Figure figure;
        figure.name = row.name;
        figure.measured = values[i];
        figure.measuredRange = getRange(i++, measured.size() > 1);
        figure.simulated = values[i];
        figure.simulatedRange = getRange(i++, simulated.size() > 1);
        figure.error = values[i];
        figure.errorRange = getRange(i++, true);
        result.figures.push_back(figure);
    }
    return result;
}

/// The mean of values with the interval of Student's t.
std::optional<Bootstrap::Interval>
GetRange(const ConfidenceInterval& interval)
{
    if (!interval.halfWidth)
    {
        return std::nullopt;
    }
    return Bootstrap::Interval{interval.mean - *interval.halfWidth,
                               interval.mean + *interval.halfWidth};
}

std::vector<Comparison::Figure>
CompareMetrics(const Measurement& measurement, const SimulatedRuns& simulation)
{
    std::vector<Comparison::Figure> figures;
    for (const auto& [name, values] : measurement.metrics)
    {
        std::vector<double> simulated;
        for (const SimulatedRuns::Run& run : simulation.runs)
        {
            const auto value = run.metrics.find(name);
            if (value != run.metrics.end() && std::isfinite(value->second))
            {
                simulated.push_back(value->second);
            }
        }
        if (simulated.empty() || values.empty())
        {
            continue;
        }
        const ConfidenceInterval ours = ConfidenceInterval::Of(values);
        const ConfidenceInterval theirs = ConfidenceInterval::Of(simulated);
        Comparison::Figure figure;
        figure.name = name;
        figure.measured = ours.mean;
        figure.measuredRange = GetRange(ours);
        figure.simulated = theirs.mean;
        figure.simulatedRange = GetRange(theirs);
        figure.error = theirs.mean / ours.mean - 1;
        figures.push_back(figure);
    }
    return figures;
}

/// The groups that have entries.
template <typename List, typename Member>
EntryGroups
CollectGroups(const List& list, Member member)
{
    EntryGroups groups;
    for (const auto& one : list)
    {
        if (!(one.*member).empty())
        {
            groups.push_back(one.*member);
        }
    }
    return groups;
}

} // namespace

SimulatedRuns::Run
SimulatedRuns::Run::Of(const std::map<std::string, RunOutcome::Histogram>& histograms)
{
    const auto read = [&histograms](const char* name, std::vector<SampleDistribution::Entry>& to) {
        const auto found = histograms.find(name);
        if (found != histograms.end())
        {
            to.assign(found->second.begin(), found->second.end());
        }
    };
    Run run;
    read("latency_s", run.latency);
    read("hops", run.hops);
    return run;
}

double
Comparison::GetAgreement(const SampleDistribution& measured, const SampleDistribution& simulated)
{
    const double distance = measured.GetWassersteinDistance(simulated);
    if (std::isnan(distance))
    {
        return distance;
    }
    const double mean = measured.GetMean();
    return distance == 0 ? 1 : mean > 0 ? std::max(0.0, 1 - distance / mean) : 0;
}

Comparison
Comparison::Of(const Measurement& measurement,
               const SimulatedRuns& simulation,
               const Bootstrap& bootstrap)
{
    Comparison comparison;
    comparison.source = measurement.source;
    comparison.name = simulation.name;
    comparison.runs = simulation.runs.size();
    comparison.fromPercentiles = measurement.quantiles.has_value();
    const EntryGroups latency = CollectGroups(measurement.groups, &Measurement::Group::latency);
    const EntryGroups simulated = CollectGroups(simulation.runs, &SimulatedRuns::Run::latency);
    if (!latency.empty() && !simulated.empty())
    {
        ComparedDistributions compared = CompareDistributions(latency, simulated, bootstrap);
        comparison.measured = compared.measured;
        comparison.simulated = compared.simulated;
        comparison.scores = compared.scores;
        comparison.latency = compared.figures;
        if (measurement.quantiles && latency.size() == 1)
        {
            Comparison::Figure& mean = comparison.latency.back();
            mean.measured = measurement.quantiles->mean;
            mean.error = mean.simulated / mean.measured - 1;
            mean.errorRange.reset();
        }
        comparison.groups = latency.size();
        comparison.groupedBy = latency.size() > 1 ? measurement.groupedBy : "";
    }
    const EntryGroups hops = CollectGroups(measurement.groups, &Measurement::Group::hops);
    const EntryGroups simulatedHops = CollectGroups(simulation.runs, &SimulatedRuns::Run::hops);
    if (!hops.empty() && !simulatedHops.empty())
    {
        const ComparedDistributions compared = CompareDistributions(hops, simulatedHops, bootstrap);
        comparison.measuredHops = compared.measured;
        comparison.simulatedHops = compared.simulated;
        comparison.hopScores = compared.scores;
    }
    comparison.metrics = CompareMetrics(measurement, simulation);
    if (!comparison.scores && !comparison.hopScores && comparison.metrics.empty())
    {
        throw std::invalid_argument(measurement.source + " and the runs \"" + simulation.name +
                                    "\" have neither latencies, hops nor a metric in common");
    }
    return comparison;
}

} // namespace ns3
