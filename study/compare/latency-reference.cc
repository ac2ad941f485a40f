/* SPDX-License-Identifier: GPL-2.0-only */
#include "latency-reference.h"

#include "csv-measurement.h"

#include "ns3/user-error.h"

#include <algorithm>
#include <iomanip>

namespace ns3
{

const std::vector<LatencyReference::Row>&
LatencyReference::GetRows()
{
    using Quantiles = RunSummary::Quantiles;
    static const std::vector<Row> rows = {{"min", &Quantiles::min, false, 0},
                                          {"p5", &Quantiles::p5, true, 5},
                                          {"p25", &Quantiles::p25, true, 25},
                                          {"p50", &Quantiles::p50, true, 50},
                                          {"p75", &Quantiles::p75, true, 75},
                                          {"p95", &Quantiles::p95, true, 95},
                                          {"p99", &Quantiles::p99, true, 99},
                                          {"max", &Quantiles::max, false, 100},
                                          {"mean", &Quantiles::mean, true, -1}};
    return rows;
}

LatencyReference
LatencyReference::FromCsv(const std::string& path,
                          uint32_t firstSeq,
                          const std::string& option,
                          std::size_t messages)
{
    LatencyReference reference;
    try
    {
        const Measurement measurement =
            ReadCsvMeasurement(path, CsvColumns::Parse("seq,latency=latency_ms:ms"), firstSeq);
        const std::size_t count = std::min(messages, measurement.groups.size());
        for (std::size_t i = 0; i < count; i++)
        {
            for (const auto& latency : measurement.groups[i].latency)
            {
                reference.histogram.Add(Seconds(latency.first));
            }
        }
    }
    catch (const MeasurementError& error)
    {
        StopAtUserError((option.empty() ? "" : "--" + option + ": ") + error.what());
    }
    reference.source = path;
    reference.quantiles = RunSummary::GetQuantiles(reference.histogram);
    return reference;
}

LatencyReference
LatencyReference::Published(uint32_t payload, bool first)
{
    LatencyReference reference;
    if (payload == 10000)
    {
        reference.quantiles = {0.263, 0.374, 0.458, 0.518, 0.556, 0.627, 0.642, 0.673, 0.5076};
    }
    else if (payload == 100000 && first)
    {
        reference.quantiles = {0.667, 1.258, 1.606, 1.805, 1.984, 2.270, 2.382, 2.643, 1.7839};
    }
    else if (payload == 100000)
    {
        reference.quantiles = {0.282, 0.571, 0.747, 0.835, 0.922, 1.029, 1.076, 1.413, 0.8292};
    }
    else
    {
        return reference;
    }
    reference.source = "waku-org/research, rln-delay-simulations: 1000 nwaku nodes under Shadow";
    return reference;
}

LatencyReference::Errors
LatencyReference::GetErrors(const RunSummary::Quantiles& measured) const
{
    Errors errors;
    for (const Row& row : GetRows())
    {
        if (row.judged)
        {
            errors.emplace_back(row.name, measured.*row.member / (quantiles.*row.member) - 1);
        }
    }
    return errors;
}

void
LatencyReference::WriteComparison(std::ostream& out, const LatencyHistogram& measured) const
{
    const RunSummary::Quantiles simulated = RunSummary::GetQuantiles(measured);
    out << std::fixed << std::setprecision(1) << "reference: " << source << "\n"
        << "latency, ms  simulation  reference   error\n";
    for (const Row& row : GetRows())
    {
        const double ours = simulated.*row.member;
        const double theirs = quantiles.*row.member;
        out << std::left << std::setw(11) << row.name << std::right << std::setw(12) << 1000 * ours
            << std::setw(11) << 1000 * theirs << std::setw(7) << std::showpos
            << 100 * (ours / theirs - 1) << std::noshowpos << " %\n";
    }
    if (histogram.GetCount() > 0)
    {
        out << "Kolmogorov-Smirnov distance  " << std::setprecision(4)
            << measured.GetKolmogorovSmirnovDistance(histogram) << "\n";
    }
    out << std::defaultfloat;
}

} // namespace ns3
