/* SPDX-License-Identifier: GPL-2.0-only */
#include "run-summary.h"

#include "propagation-metrics.h"

#include "ns3/abort.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <cmath>
#include <fstream>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sys/resource.h>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

/// When the program was loaded.
const auto g_start = std::chrono::steady_clock::now();

Json
ToJson(const RunSummary::Quantiles& quantiles)
{
    return {{"min", quantiles.min},
            {"p5", quantiles.p5},
            {"p25", quantiles.p25},
            {"p50", quantiles.p50},
            {"p75", quantiles.p75},
            {"p95", quantiles.p95},
            {"p99", quantiles.p99},
            {"max", quantiles.max},
            {"mean", quantiles.mean}};
}

Json
ToJson(const RunSummary::Bytes& bytes)
{
    return {{"payload", bytes.payload},
            {"protocol", bytes.protocol},
            {"ip", bytes.ip},
            {"control", bytes.control}};
}

/// A whole number without a decimal point.
Json
ToJson(double value)
{
    return value == std::floor(value) ? Json(static_cast<int64_t>(value)) : Json(value);
}

} // namespace

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

void
RunSummary::WriteJson(std::ostream& out) const
{
    const double perMessage =
        counted == 0 ? 0 : static_cast<double>(transmissions) / static_cast<double>(counted);
    Json json = {
        {"protocol", protocol},
        {"nodes", nodes},
        {"degree", ToJson(degree)},
        {"message_bytes", messageBytes},
        {"rng_run", rngRun},
        {"published", published},
        {"expected_deliveries", expectedDeliveries},
        {"delivered", delivered},
        {"delivery_ratio", deliveryRatio},
        {"transmissions", transmissions},
        {"transmissions_per_message", perMessage},
        {"duplicates", duplicates},
        {"latency_s", ToJson(latency)},
        {"ingress_bytes_per_node", ToJson(ingress)},
        {"egress_bytes_per_node", ToJson(egress)},
        {"simulated_s", simulatedSeconds},
        {"events", events},
        {"wall_s", wallSeconds},
        {"peak_rss_bytes", peakRssBytes},
        {"hops", {{"mean", meanHops}, {"histogram", hops}}},
        {"time_to_reach_s", {{"p50", timeToHalf}, {"p95", timeTo95}, {"all", timeToAll}}},
    };
    for (const auto& count : control)
    {
        json["control_messages"][count.first] = count.second;
    }
    for (const auto& count : counts)
    {
        json[count.first] = count.second;
    }
    for (const auto& error : errors)
    {
        json["latency_relative_error"][error.first] = error.second;
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
