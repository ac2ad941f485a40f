/* SPDX-License-Identifier: GPL-2.0-only */
#include "measurement.h"

#include "latency-reference.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace ns3
{

MeasurementError::MeasurementError(const std::string& path,
                                   std::size_t line,
                                   std::size_t column,
                                   const std::string& what)
    : std::runtime_error(path + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " +
                         what)
{
}

MeasurementError::MeasurementError(const std::string& path, const std::string& what)
    : std::runtime_error(path + ": " + what)
{
}

std::vector<SampleDistribution::Entry>
Measurement::Spread(const RunSummary::Quantiles& quantiles)
{
    std::vector<std::pair<double, double>> known;
    for (const LatencyReference::Row& row : LatencyReference::GetRows())
    {
        if (row.percentage >= 0)
        {
            known.emplace_back(row.percentage, quantiles.*row.member);
        }
    }
    std::vector<SampleDistribution::Entry> entries;
    for (std::size_t i = 1; i < known.size(); i++)
    {
        const auto [from, lower] = known[i - 1];
        const auto [to, upper] = known[i];
        const int parts = static_cast<int>(10 * (to - from));
        for (int k = 1; k <= parts; k++)
        {
            entries.emplace_back(lower + (upper - lower) * k / parts, 0.1);
        }
    }
    return entries;
}

void
Measurement::Merge(const Measurement& other)
{
    source += (source.empty() ? "" : ", ") + other.source;
    groupedBy = groups.empty() ? other.groupedBy : groupedBy;
    groups.insert(groups.end(), other.groups.begin(), other.groups.end());
    quantiles = quantiles ? quantiles : other.quantiles;
    for (const auto& [metric, values] : other.metrics)
    {
        auto& all = metrics[metric];
        all.insert(all.end(), values.begin(), values.end());
    }
}

std::string
Measurement::ReadFile(const std::string& path)
{
    std::error_code error;
    const bool isFile = std::filesystem::is_regular_file(path, error);
    const auto size = isFile ? std::filesystem::file_size(path, error) : 0;
    if (!isFile || error)
    {
        throw MeasurementError(path, "cannot be read");
    }
    if (size > 1000000000)
    {
        throw MeasurementError(path, "has more than 1 GB");
    }
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    // An empty file sets the failbit of the output.
    if (!in || (!text && size > 0))
    {
        throw MeasurementError(path, "cannot be read");
    }
    return text.str();
}

} // namespace ns3
