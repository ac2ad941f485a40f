/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-summary.h"

#include "propagation-metrics.h"

#include "ns3/abort.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/resource.h>

namespace ns3
{

namespace
{

/// Time at which the program was loaded.
const auto g_start = std::chrono::steady_clock::now();

/// A whole number, or one with a decimal point.
RunSummary::Value
ToValue(double value)
{
    return value == std::floor(value) ? RunSummary::Value(static_cast<uint64_t>(value)) : value;
}

/// A field of each entry of a list.
template <typename List>
void
Append(std::vector<RunSummary::Field>& fields, const std::string& group, const List& list)
{
    for (const auto& [name, value] : list)
    {
        fields.push_back({group, name, value});
    }
}

void
Append(std::vector<RunSummary::Field>& fields,
       const std::string& group,
       const RunSummary::Bytes& bytes)
{
    fields.push_back({group, "payload", bytes.payload});
    fields.push_back({group, "protocol", bytes.protocol});
    fields.push_back({group, "ip", bytes.ip});
    fields.push_back({group, "control", bytes.control});
}

} // namespace

std::string
RunSummary::Field::GetPath() const
{
    return group.empty() ? name : group + "." + name;
}

RunSummary::Quantiles
RunSummary::GetQuantiles(const LatencyHistogram& latency)
{
    return {latency.GetMin(),
            latency.GetPercentile(5),
            latency.GetPercentile(25),
            latency.GetPercentile(50),
            latency.GetPercentile(75),
            latency.GetPercentile(95),
            latency.GetPercentile(99),
            latency.GetMax(),
            latency.GetMean()};
}

void
RunSummary::AddPropagation(const PropagationMetrics& propagation)
{
    published = propagation.GetNPublished();
    counted = propagation.GetNCounted();
    expectedDeliveries = propagation.GetNExpectedDeliveries();
    delivered = propagation.GetNDelivered();
    deliveryRatio = propagation.GetDeliveryRatio();
    for (const auto& [key, time, node] : propagation.GetMissing())
    {
        std::ostringstream digits;
        for (std::size_t i = 0; i < 4; i++)
        {
            digits << std::hex << std::setw(2) << std::setfill('0') << uint32_t{key[i]};
        }
        missing.push_back({digits.str(), time.GetSeconds(), node});
    }
    transmissions = propagation.GetNTransmissions();
    duplicates = propagation.GetNDuplicates();
    latency = GetQuantiles(propagation.GetLatency());
    hops = propagation.GetHops();
    meanHops = propagation.GetMeanHops();
    timeToHalf = propagation.GetTimeToHalf().GetMean();
    timeTo95 = propagation.GetTimeTo95().GetMean();
    timeToAll = propagation.GetTimeToAll().GetMean();
}

void
RunSummary::AddSimulator()
{
    rngRun = RngSeedManager::GetRun();
    simulatedSeconds = Simulator::Now().GetSeconds();
    events = Simulator::GetEventCount();
    wallSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - g_start).count();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    peakRssBytes = static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

double
RunSummary::GetTransmissionsPerMessage() const
{
    return counted == 0 ? 0 : static_cast<double>(transmissions) / static_cast<double>(counted);
}

std::string
RunSummary::DescribeMissing() const
{
    std::ostringstream text;
    for (const Missing& one : missing)
    {
        text << (text.tellp() > 0 ? ", " : "of message ") << one.message << " (published at "
             << one.published << " s) at node " << one.node;
    }
    const uint64_t all = expectedDeliveries - delivered;
    if (all > missing.size())
    {
        text << (missing.empty() ? "" : ", ...");
    }
    return missing.empty() ? "" : std::to_string(all) + ": " + text.str();
}

std::vector<RunSummary::Field>
RunSummary::GetFields() const
{
    std::vector<Field> fields = {
        {"", "protocol", protocol},
        {"", "nodes", uint64_t{nodes}},
        {"", "degree", ToValue(degree)},
        {"", "message_bytes", messageBytes},
        {"", "rng_run", rngRun},
        {"", "published", published},
        {"", "expected_deliveries", expectedDeliveries},
        {"", "delivered", delivered},
        {"", "delivery_ratio", deliveryRatio},
        {"", "transmissions", transmissions},
        {"", "transmissions_per_message", GetTransmissionsPerMessage()},
        {"", "duplicates", duplicates},
        {"latency_s", "min", latency.min},
        {"latency_s", "p5", latency.p5},
        {"latency_s", "p25", latency.p25},
        {"latency_s", "p50", latency.p50},
        {"latency_s", "p75", latency.p75},
        {"latency_s", "p95", latency.p95},
        {"latency_s", "p99", latency.p99},
        {"latency_s", "max", latency.max},
        {"latency_s", "mean", latency.mean},
    };
    Append(fields, "ingress_bytes_per_node", ingress);
    Append(fields, "egress_bytes_per_node", egress);
    const std::vector<Field> rest = {
        {"", "simulated_s", simulatedSeconds},
        {"", "events", events},
        {"", "wall_s", wallSeconds},
        {"", "peak_rss_bytes", peakRssBytes},
        {"hops", "mean", meanHops},
        {"hops", "histogram", hops},
        {"time_to_reach_s", "p50", timeToHalf},
        {"time_to_reach_s", "p95", timeTo95},
        {"time_to_reach_s", "all", timeToAll},
    };
    fields.insert(fields.end(), rest.begin(), rest.end());
    Append(fields, "control_messages", control);
    Append(fields, "", counts);
    Append(fields, "latency_relative_error", errors);
    return fields;
}

std::optional<double>
RunSummary::GetNumber(const std::string& path) const
{
    for (const Field& field : GetFields())
    {
        if (field.GetPath() == path)
        {
            const auto whole = std::get_if<uint64_t>(&field.value);
            const auto real = std::get_if<double>(&field.value);
            return whole  ? std::make_optional(static_cast<double>(*whole))
                   : real ? std::make_optional(*real)
                          : std::nullopt;
        }
    }
    return std::nullopt;
}

void
RunSummary::WriteJson(std::ostream& out) const
{
    nlohmann::ordered_json json;
    for (const Field& field : GetFields())
    {
        auto& group = field.group.empty() ? json : json[field.group];
        std::visit([&](const auto& value) { group[field.name] = value; }, field.value);
    }
    for (const Missing& one : missing)
    {
        json["missing_deliveries"].push_back(
            {{"message", one.message}, {"published_s", one.published}, {"node", one.node}});
    }
    out << json.dump(1) << "\n";
}

void
RunSummary::WriteJson(const std::string& path) const
{
    if (path.empty())
    {
        return;
    }
    std::ofstream out(path);
    WriteJson(out);
    out.close();
    NS_ABORT_MSG_IF(!out, "RunSummary: can't write " << path);
}

void
RunSummary::WriteText(std::ostream& out) const
{
    out << std::setprecision(6) << nodes << " nodes";
    if (degree > 0)
    {
        out << " of degree " << degree;
    }
    out << ", " << published << " messages";
    if (messageBytes > 0)
    {
        out << " of " << messageBytes << " bytes";
    }
    out << "\n"
        << "delivery ratio      " << deliveryRatio << " (" << delivered << " of "
        << expectedDeliveries << ")\n"
        << (missing.empty() ? "" : "missing deliveries  " + DescribeMissing() + "\n")
        << "transmissions       " << transmissions << ", of them duplicates " << duplicates << "\n"
        << "latency             median " << latency.p50 << " s, 95 % " << latency.p95
        << " s, largest " << latency.max << " s\n"
        << "hops                mean " << meanHops << "\n"
        << "received per node   payload " << ingress.payload << ", protocol " << ingress.protocol
        << ", IP " << ingress.ip << " bytes\n"
        << "run                 " << simulatedSeconds << " s simulated, " << events << " events, "
        << wallSeconds << " s, " << peakRssBytes / 1000000 << " MB\n";
}

} // namespace ns3
