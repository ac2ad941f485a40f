/* SPDX-License-Identifier: GPL-2.0-only */
#include "report-quantity.h"

#include "metric-label.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3
{

namespace
{

/// A metric as it is.
TheoryReading
ReadMetric(const std::string& metric)
{
    const MetricLabel label = MetricLabel::OfMetric(metric);
    return {label.name, label.unit, {metric}, [metric](const TheoryScenario& run) {
                return run.GetMetric(metric);
            }};
}

/// The metrics of one of the runs; those that it does not have are left out.
RunMetrics
GetMetricsOf(const ReportData::Cell& cell, std::size_t run, const std::vector<std::string>& metrics)
{
    RunMetrics values;
    for (const std::string& metric : metrics)
    {
        const auto known = cell.metrics.find(metric);
        if (known != cell.metrics.end() && !std::isnan(known->second.at(run)))
        {
            values[metric] = known->second[run];
        }
    }
    return values;
}

/// The ratios of runs to a closed form.
struct Ratios
{
    std::vector<double> closedForms; //!< value for each run
    std::vector<double> ratios;      //!< ratio for each run
    std::string refusal;             //!< why the case does not apply
};

void
AddRatio(const TheoryCase& theory,
         const TheoryScenario& run,
         std::optional<double> value,
         Ratios& ratios)
{
    try
    {
        const double closedForm = theory.closedForm(run);
        ratios.closedForms.push_back(closedForm);
        if (value && closedForm != 0)
        {
            ratios.ratios.push_back(*value / closedForm);
        }
    }
    catch (const std::domain_error& error)
    {
        ratios.refusal = error.what();
    }
}

} // namespace

bool
IsMadeOf(const TheoryReading& reading, const std::string& metric)
{
    const auto& metrics = reading.metrics;
    return std::find(metrics.begin(), metrics.end(), metric) != metrics.end();
}

bool
IsBesideTheory(const std::string& metric, const TheoryCase& theory)
{
    const std::string unit = MetricLabel::OfMetric(metric).unit;
    return unit == theory.reading.unit && (!unit.empty() || IsMadeOf(theory.reading, metric));
}

std::vector<ReportQuantity>
ReportQuantity::Of(const ReportItem& item)
{
    std::vector<ReportQuantity> quantities;
    if (!item.metric.empty())
    {
        quantities.push_back({ReadMetric(item.metric), {}});
    }
    bool isConverted = false;
    for (const std::string& name : item.theory)
    {
        const TheoryCase& theory = TheoryCase::Find(name);
        if (!item.metric.empty() && IsBesideTheory(item.metric, theory))
        {
            quantities.front().theories.push_back(&theory);
            continue;
        }
        isConverted = true;
        auto known = std::find_if(quantities.begin(), quantities.end(), [&](const auto& quantity) {
            return quantity.reading.name == theory.reading.name;
        });
        if (known == quantities.end())
        {
            quantities.push_back({theory.reading, {}});
            known = std::prev(quantities.end());
        }
        known->theories.push_back(&theory);
    }
    // The metric is shown as the theory reads it, not twice.
    if (!item.metric.empty() && isConverted && quantities.front().theories.empty())
    {
        quantities.erase(quantities.begin());
    }
    return quantities;
}

std::vector<std::string>
ReportQuantity::GetMetrics() const
{
    std::vector<std::string> metrics = reading.metrics;
    for (const TheoryCase* theory : theories)
    {
        // What a closed form asks of the run is among the metrics of its own reading.
        metrics.insert(metrics.end(),
                       theory->reading.metrics.begin(),
                       theory->reading.metrics.end());
    }
    if (!theories.empty())
    {
        metrics.emplace_back("nodes");
    }
    std::sort(metrics.begin(), metrics.end());
    metrics.erase(std::unique(metrics.begin(), metrics.end()), metrics.end());
    return metrics;
}

ReportValue
ReportQuantity::Evaluate(const ReportData::Cell& cell) const
{
    const std::vector<std::string> metrics = GetMetrics();
    std::vector<double> values;
    std::string refusal;
    std::vector<Ratios> ratios(theories.size());
    for (std::size_t i = 0; i < cell.rngRuns.size(); i++)
    {
        const RunMetrics ofRun = GetMetricsOf(cell, i, metrics);
        const TheoryScenario run(cell.scenario, ofRun);
        std::optional<double> value;
        try
        {
            value = reading.measure(run);
            values.push_back(*value);
        }
        catch (const std::domain_error& error)
        {
            refusal = error.what();
        }
        for (std::size_t j = 0; j < theories.size(); j++)
        {
            AddRatio(*theories[j], run, value, ratios[j]);
        }
    }
    ReportValue result;
    result.runs = values.size();
    result.value = ConfidenceInterval::Of(values);
    for (Ratios& of : ratios)
    {
        ReportTheory theory;
        theory.hasClosedForm = !of.closedForms.empty();
        theory.closedForm = ConfidenceInterval::Of(of.closedForms).mean;
        theory.hasRatio = !of.ratios.empty();
        theory.ratio = ConfidenceInterval::Of(of.ratios);
        theory.refusal = of.refusal.empty() && !theory.hasRatio ? refusal : of.refusal;
        result.theories.push_back(theory);
    }
    return result;
}

} // namespace ns3
