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

} // namespace

RelayRun
RelayRun::Of(const std::map<std::string, double>& metrics, const FieldValue::Points& cdf)
{
    const auto get = [&metrics](const std::string& name) { return GetOr0(metrics, name); };
    RelayRun run;
    run.run = static_cast<uint64_t>(get("rng_run"));
    run.seconds = get("traffic_s");
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
