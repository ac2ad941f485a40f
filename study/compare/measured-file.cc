/* SPDX-License-Identifier: GPL-2.0-only */
#include "measured-file.h"

#include "csv-measurement.h"
#include "json-file.h"
#include "prometheus-measurement.h"
#include "summary-measurement.h"

#include <optional>
#include <stdexcept>

namespace ns3
{

namespace
{

Measurement
ReadPrometheus(const std::string& path, const MeasuredFileOptions& options)
{
    const PrometheusRange range = PrometheusRange::Read(path);
    if (range.IsHistogram())
    {
        return range.GetLatency(options.bucketUnit == "ms" ? 0.001 : 1);
    }
    if (options.metric.empty())
    {
        throw std::invalid_argument(
            path + " is a counter: --metric names the metric of the runs to compare it with, such "
                   "as ingress_bytes_per_node.protocol");
    }
    return range.GetCounter(options.metric,
                            options.baseline.empty() ? PrometheusRange()
                                                     : PrometheusRange::Read(options.baseline));
}

} // namespace

Measurement
ReadMeasuredFile(const std::string& path, const MeasuredFileOptions& options)
{
    const std::string json = ".json";
    const bool isJson = path.size() >= json.size() &&
                        path.compare(path.size() - json.size(), json.size(), json) == 0;
    if (!isJson)
    {
        return ReadCsvMeasurement(path,
                                  options.columns.empty()
                                      ? std::nullopt
                                      : std::make_optional(CsvColumns::Parse(options.columns)),
                                  options.firstMessage);
    }
    const JsonFile file(path);
    return file.GetRoot().Has("data") || file.GetRoot().Has("status")
               ? ReadPrometheus(path, options)
               : ReadSummaryMeasurement(path);
}

} // namespace ns3
