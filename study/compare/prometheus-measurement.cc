/* SPDX-License-Identifier: GPL-2.0-only */
#include "prometheus-measurement.h"

#include "json-file.h"

#include "ns3/program-option-value.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace ns3
{

namespace
{

/// Into how many values the latencies of a bucket are spread.
constexpr int BUCKET_PARTS = 20;

/// How much a counter rose, and in which time.
struct CounterIncrease
{
    double increase{0};
    double seconds{0};
};

/// Reads a number that Prometheus writes as text: +Inf and NaN are among them.
bool
ReadPrometheusNumber(const std::string& text, double& value)
{
    if (text == "+Inf")
    {
        value = std::numeric_limits<double>::infinity();
        return true;
    }
    return OptionValue::Read(text, value).empty();
}

/// The values of a series.
CounterIncrease
ReadValues(const JsonPlace& values)
{
    CounterIncrease result;
    double last = 0;
    double lastTime = 0;
    for (std::size_t i = 0; i < values.GetSize(); i++)
    {
        const JsonPlace pair = values.At(i);
        if (pair.GetSize() != 2)
        {
            pair.Fail("is no pair of time and value");
        }
        const double time = pair.At(std::size_t{0}).GetNumber();
        const JsonPlace text = pair.At(std::size_t{1});
        double value = 0;
        if (!ReadPrometheusNumber(text.GetText(), value) || !std::isfinite(value) || value < 0)
        {
            text.Fail("is \"" + text.GetText() + "\", not the value of a counter");
        }
        if (i > 0 && !(time > lastTime))
        {
            pair.Fail("is not later than the value before it");
        }
        result.increase += i == 0 ? 0 : value >= last ? value - last : value;
        result.seconds += i == 0 ? 0 : time - lastTime;
        last = value;
        lastTime = time;
    }
    return result;
}

std::string
GetLabel(const PrometheusRange::Series& series, const std::string& name)
{
    const auto label = series.labels.find(name);
    return label == series.labels.end() ? "" : label->second;
}

/// Sums by instance.
std::map<std::string, CounterIncrease>
SumByInstance(const PrometheusRange& range)
{
    std::map<std::string, CounterIncrease> sums;
    for (const PrometheusRange::Series& series : range.series)
    {
        CounterIncrease& sum = sums[GetLabel(series, "instance")];
        sum.increase += series.increase;
        sum.seconds = std::max(sum.seconds, series.seconds);
    }
    return sums;
}

/// Spreads the counts of a histogram's buckets, by upper bound.
std::vector<SampleDistribution::Entry>
SpreadBuckets(const std::string& path,
              const std::string& instance,
              const std::map<double, double>& cumulative,
              double unit)
{
    const auto refuse = [&](const std::string& what) {
        throw MeasurementError(path, "the histogram of instance \"" + instance + "\" " + what);
    };
    if (!std::isinf(cumulative.rbegin()->first) || cumulative.size() < 2)
    {
        refuse("has no bucket le=\"+Inf\" or no other one");
    }
    std::vector<SampleDistribution::Entry> entries;
    double lower = 0;
    double below = 0;
    for (const auto& [bound, count] : cumulative)
    {
        // Buckets of one histogram are not read at the very same moment.
        if (count < below - 0.01 * (1 + below))
        {
            refuse("has fewer values up to " + OptionValue::Write(bound) +
                   " than up to the bound before it");
        }
        const double added = std::max(0.0, count - below);
        const double upper = std::isinf(bound) ? lower : bound;
        if (upper < 0)
        {
            refuse("has a bucket below 0");
        }
        for (int i = 0; added > 0 && i < BUCKET_PARTS; i++)
        {
            const double value = lower + (upper - lower) * (i + 0.5) / BUCKET_PARTS;
            entries.emplace_back(unit * value, added / BUCKET_PARTS);
        }
        lower = upper;
        below = std::max(below, count);
    }
    return entries;
}

} // namespace

PrometheusRange
PrometheusRange::Read(const std::string& path)
{
    const JsonFile file(path);
    const JsonPlace root = file.GetRoot();
    if (root.Has("status") && root.At("status").GetText() != "success")
    {
        root.At("status").Fail("is \"" + root.At("status").GetText() + "\", not \"success\"" +
                               (root.Has("error") ? ": " + root.At("error").GetText() : ""));
    }
    const JsonPlace type = root.At("data").At("resultType");
    if (type.GetText() != "matrix")
    {
        type.Fail("is \"" + type.GetText() +
                  "\", not \"matrix\", which is what /api/v1/query_range answers");
    }
    PrometheusRange range;
    range.source = path;
    const JsonPlace results = root.At("data").At("result");
    for (std::size_t i = 0; i < results.GetSize(); i++)
    {
        Series series;
        series.labels = results.At(i).At("metric").GetTexts();
        const CounterIncrease rise = ReadValues(results.At(i).At("values"));
        series.increase = rise.increase;
        series.seconds = rise.seconds;
        range.series.push_back(series);
    }
    if (range.series.empty())
    {
        results.Fail("is empty: no series matches the query");
    }
    return range;
}

bool
PrometheusRange::IsHistogram() const
{
    return std::all_of(series.begin(), series.end(), [](const Series& one) {
        return one.labels.count("le") > 0;
    });
}

Measurement
PrometheusRange::GetLatency(double unit) const
{
    std::map<std::string, std::map<double, double>> histograms;
    for (const Series& bucket : series)
    {
        double bound = 0;
        const std::string text = GetLabel(bucket, "le");
        if (!ReadPrometheusNumber(text, bound))
        {
            throw MeasurementError(source,
                                   "label le=\"" + text + "\" of a series is no bound of a bucket");
        }
        histograms[GetLabel(bucket, "instance")][bound] += bucket.increase;
    }
    Measurement measurement;
    measurement.source = source;
    measurement.groupedBy = histograms.size() > 1 ? "node" : "";
    for (const auto& [instance, buckets] : histograms)
    {
        const auto entries = SpreadBuckets(source, instance, buckets, unit);
        if (!entries.empty())
        {
            measurement.groups.push_back({instance, entries, {}});
        }
    }
    if (measurement.groups.empty())
    {
        throw MeasurementError(source, "no bucket counts anything in this range of time");
    }
    return measurement;
}

Measurement
PrometheusRange::GetCounter(const std::string& metric, const PrometheusRange& baseline) const
{
    const auto idle = SumByInstance(baseline);
    double idleIncrease = 0;
    double idleSeconds = 0;
    for (const auto& [instance, sum] : idle)
    {
        idleIncrease += sum.increase;
        idleSeconds += sum.seconds;
    }
    if (!idle.empty() && idleSeconds <= 0)
    {
        throw MeasurementError(baseline.source, "has one value of each series, which is no rate");
    }
    Measurement measurement;
    measurement.source = source;
    measurement.groupedBy = "node";
    for (const auto& [instance, sum] : SumByInstance(*this))
    {
        const auto same = idle.find(instance);
        const bool hasRate = same != idle.end() && same->second.seconds > 0;
        // The ratio of the times first, so that equal counts differ by exactly 0.
        const double withoutLoad =
            idle.empty() ? 0
            : hasRate    ? same->second.increase * (sum.seconds / same->second.seconds)
                         : idleIncrease * (sum.seconds / idleSeconds);
        measurement.metrics[metric].push_back(sum.increase - withoutLoad);
    }
    return measurement;
}

} // namespace ns3
