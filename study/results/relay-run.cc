/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-run.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// A count of control messages; 0 without gossipsub.
double
GetControl(const RunSummary& summary, const std::string& name)
{
    for (const auto& [key, count] : summary.control)
    {
        if (key == name)
        {
            return static_cast<double>(count);
        }
    }
    return 0;
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
    const RunSummary& summary = result.summary;
    RelayRun run;
    run.run = summary.rngRun;
    run.seconds = scenario.duration.GetSeconds();
    run.published = static_cast<double>(summary.published);
    run.duplicates = static_cast<double>(summary.duplicates);
    run.deliveryRatio = summary.deliveryRatio;
    run.transmissionsPerMessage =
        static_cast<double>(summary.transmissions) / std::max(1.0, run.published);
    run.payload = summary.ingress.payload;
    run.control = summary.ingress.control;
    run.ip = summary.ingress.ip;
    run.uniqueBytes = result.uniqueBytesPerNode;
    run.ihaveIds = GetControl(summary, "ihave_ids");
    run.iwantIds = GetControl(summary, "iwant_ids");
    run.meanLatency = summary.latency.mean;
    run.p50 = summary.latency.p50;
    run.p95 = summary.latency.p95;
    run.maxLatency = summary.latency.max;
    run.meanHops = summary.meanHops;
    run.cdf = result.latency.GetCdf();
    return run;
}

} // namespace ns3
