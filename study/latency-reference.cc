/* SPDX-License-Identifier: GPL-2.0-only */
#include "latency-reference.h"

#include "ns3/abort.h"

#include <fstream>
#include <iomanip>
#include <sstream>

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

/// Reads "seq,latency_ms"; \return whether text is that and nothing more.
bool
ParseRow(const std::string& text, uint32_t& seq, double& milliseconds)
{
    std::istringstream in(text);
    char comma = 0;
    in >> seq >> comma >> milliseconds;
    return in && comma == ',' && milliseconds >= 0 && (in >> std::ws).eof();
}

} // namespace

LatencyReference
LatencyReference::FromCsv(const std::string& path, uint32_t firstSeq)
{
    std::ifstream in(path);
    NS_ABORT_MSG_IF(!in, "LatencyReference: can't read " << path);
    LatencyReference reference;
    reference.source = path;
    std::string line;
    std::getline(in, line);
    NS_ABORT_MSG_IF(line.rfind("seq,latency_ms", 0) != 0,
                    path << ":1: \"" << line << "\", not seq,latency_ms");
    for (uint32_t number = 2; std::getline(in, line); number++)
    {
        uint32_t seq = 0;
        double milliseconds = 0;
        NS_ABORT_MSG_IF(!ParseRow(line, seq, milliseconds),
                        path << ":" << number << ": \"" << line
                             << "\" is no message number and latency in ms");
        if (seq >= firstSeq)
        {
            reference.histogram.Add(Seconds(milliseconds / 1000));
        }
    }
    NS_ABORT_MSG_IF(reference.histogram.GetCount() == 0,
                    path << ": no latency of message " << firstSeq << " or later");
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
