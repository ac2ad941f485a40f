/* SPDX-License-Identifier: GPL-2.0-only */
#include "latency-reference.h"

#include "ns3/program-option-value.h"
#include "ns3/user-error.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iomanip>

namespace ns3
{

namespace
{

/// A percentile: name, member, and whether an error is reported.
struct Row
{
    const char* name;
    double RunSummary::Quantiles::*member;
    bool judged;
};

const Row ROWS[] = {{"min", &RunSummary::Quantiles::min, false},
                    {"p5", &RunSummary::Quantiles::p5, true},
                    {"p25", &RunSummary::Quantiles::p25, true},
                    {"p50", &RunSummary::Quantiles::p50, true},
                    {"p75", &RunSummary::Quantiles::p75, true},
                    {"p95", &RunSummary::Quantiles::p95, true},
                    {"p99", &RunSummary::Quantiles::p99, true},
                    {"max", &RunSummary::Quantiles::max, false},
                    {"mean", &RunSummary::Quantiles::mean, true}};

/// Reads "seq,latency_ms"; \return the column of what is wrong, from 1; 0 if nothing is.
std::size_t
ParseRow(const std::string& text, uint32_t& seq, double& milliseconds)
{
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::size_t end = std::min(text.find_last_not_of(" \r"), text.size()) + 1;
    if (!OptionValue::Read(text.substr(0, comma), seq).empty())
    {
        return 1;
    }
    const std::size_t start = comma + 1;
    const bool isGood = start < end &&
                        OptionValue::Read(text.substr(start, end - start), milliseconds).empty() &&
                        milliseconds >= 0 && milliseconds <= 1e9;
    return isGood ? 0 : start + 1;
}

} // namespace

LatencyReference
LatencyReference::FromCsv(const std::string& path, uint32_t firstSeq, const std::string& option)
{
    const std::string prefix = option.empty() ? path : "--" + option + ": " + path;
    std::ifstream in(path);
    std::string line;
    if (!in || std::filesystem::is_directory(path))
    {
        StopAtUserError(prefix + ": cannot be read");
    }
    LatencyReference reference;
    reference.source = path;
    std::getline(in, line);
    if (line.rfind("seq,latency_ms", 0) != 0)
    {
        StopAtUserError(prefix + ":1:1: \"" + line + "\", not seq,latency_ms");
    }
    for (uint32_t number = 2; std::getline(in, line); number++)
    {
        uint32_t seq = 0;
        double milliseconds = 0;
        const std::size_t column = ParseRow(line, seq, milliseconds);
        if (column > 0)
        {
            StopAtUserError(prefix + ":" + std::to_string(number) + ":" + std::to_string(column) +
                            ": \"" + line + "\" is no message number and latency in ms");
        }
        if (seq >= firstSeq)
        {
            reference.histogram.Add(Seconds(milliseconds / 1000));
        }
    }
    if (reference.histogram.GetCount() == 0)
    {
        StopAtUserError(prefix + ": no latency of message " + std::to_string(firstSeq) +
                        " or later");
    }
    reference.quantiles = RunSummary::GetQuantiles(reference.histogram);
    return reference;
}

LatencyReference
LatencyReference::Published(uint32_t payload)
{
    LatencyReference reference;
    if (payload == 10000)
    {
        reference.quantiles = {0.263, 0.374, 0.458, 0.518, 0.556, 0.627, 0.642, 0.673, 0.5076};
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
    for (const Row& row : ROWS)
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
    for (const Row& row : ROWS)
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
