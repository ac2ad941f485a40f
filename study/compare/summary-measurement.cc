/* SPDX-License-Identifier: GPL-2.0-only */
#include "summary-measurement.h"

#include "json-file.h"
#include "latency-reference.h"

namespace ns3
{

Measurement
ReadSummaryMeasurement(const std::string& path)
{
    const JsonFile file(path);
    const JsonPlace root = file.GetRoot();
    Measurement measurement;
    measurement.source = path;
    measurement.groupedBy = "run";
    const JsonPlace latency = root.At("latency_s");
    RunSummary::Quantiles quantiles;
    for (const LatencyReference::Row& row : LatencyReference::GetRows())
    {
        const JsonPlace value = latency.At(row.name);
        quantiles.*row.member = value.GetNumber();
        if (value.GetNumber() < 0)
        {
            value.Fail("is negative");
        }
    }
    measurement.quantiles = quantiles;
    for (const auto& [name, value] : root.GetNumbers())
    {
        measurement.metrics[name] = {value};
    }
    Measurement::Group group;
    group.latency = Measurement::Spread(quantiles);
    if (root.Has("hops") && root.At("hops").Has("histogram"))
    {
        const JsonPlace histogram = root.At("hops").At("histogram");
        for (std::size_t hops = 0; hops < histogram.GetSize(); hops++)
        {
            const double count = histogram.At(hops).GetNumber();
            if (count < 0)
            {
                histogram.At(hops).Fail("is negative");
            }
            group.hops.emplace_back(static_cast<double>(hops), count);
        }
    }
    measurement.groups.push_back(group);
    return measurement;
}

} // namespace ns3
