/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-run.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// A metric; 0 if the run does not have it, as a run without gossipsub has no control messages.
double
GetOr0(const std::map<std::string, double>& metrics, const std::string& name)
{
    const auto found = metrics.find(name);
    return found == metrics.end() ? 0 : found->second;
}

/// The numbers of a summary by name.
std::map<std::string, double>
GetMetrics(const RunSummary& summary)
{
    std::map<std::string, double> metrics;
    for (const RunSummary::Field& field : summary.GetFields())
    {
        const auto whole = std::get_if<uint64_t>(&field.value);
        const auto real = std::get_if<double>(&field.value);
        if (whole || real)
        {
            metrics[field.GetPath()] = whole ? static_cast<double>(*whole) : *real;
        }
    }
    return metrics;
}

} // namespace

const StudyFields<RelayRun>&
RelayRun::GetFields()
{
    static const StudyFields<RelayRun> fields =
        StudyFields<RelayRun>()
            .Add("rng_run", &RelayRun::run)
            .Add("traffic_s", &RelayRun::seconds)
            .Add("published", &RelayRun::published)
            .Add("duplicates", &RelayRun::duplicates)
            .Add("delivery_ratio", &RelayRun::deliveryRatio)
            .Add("transmissions_per_message", &RelayRun::transmissionsPerMessage)
            .Add("ingress_payload_bytes", &RelayRun::payload)
            .Add("ingress_control_bytes", &RelayRun::control)
            .Add("ingress_ip_bytes", &RelayRun::ip)
            .Add("unique_bytes", &RelayRun::uniqueBytes)
            .Add("ihave_ids", &RelayRun::ihaveIds)
            .Add("iwant_ids", &RelayRun::iwantIds)
            .Add("latency_mean_s", &RelayRun::meanLatency)
            .Add("latency_p50_s", &RelayRun::p50)
            .Add("latency_p95_s", &RelayRun::p95)
            .Add("latency_max_s", &RelayRun::maxLatency)
            .Add("hops_mean", &RelayRun::meanHops)
            .Add("latency_cdf", &RelayRun::cdf);
    return fields;
}

RelayRun
RelayRun::Of(const RelayScenario& scenario)
{
    const RelayScenario::Result result = scenario.Run();
    RelayRun run = Of(GetMetrics(result.summary), result.latency.GetCdf());
    run.seconds = scenario.duration.GetSeconds();
    return run;
}

RelayRun
RelayRun::Of(const std::map<std::string, double>& metrics, const FieldValue::Points& cdf)
{
    const auto get = [&metrics](const std::string& name) { return GetOr0(metrics, name); };
    RelayRun run;
    run.run = static_cast<uint64_t>(get("rng_run"));
    run.published = get("published");
    run.duplicates = get("duplicates");
    run.deliveryRatio = get("delivery_ratio");
    run.transmissionsPerMessage = get("transmissions") / std::max(1.0, run.published);
    run.payload = get("ingress_bytes_per_node.payload");
    run.control = get("ingress_bytes_per_node.control");
    run.ip = get("ingress_bytes_per_node.ip");
    const double copies = get("delivered") + run.published;
    run.uniqueBytes = copies * get("message_bytes") / std::max(1.0, get("nodes"));
    run.ihaveIds = get("control_messages.ihave_ids");
    run.iwantIds = get("control_messages.iwant_ids");
    run.meanLatency = get("latency_s.mean");
    run.p50 = get("latency_s.p50");
    run.p95 = get("latency_s.p95");
    run.maxLatency = get("latency_s.max");
    run.meanHops = get("hops.mean");
    run.cdf = cdf;
    return run;
}

} // namespace ns3
