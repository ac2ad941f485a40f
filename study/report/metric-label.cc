/* SPDX-License-Identifier: GPL-2.0-only */
#include "metric-label.h"

#include <cmath>
#include <map>

namespace ns3
{

namespace
{

using Labels = std::map<std::string, MetricLabel>;

/// Metrics with names of their own.
const Labels&
GetMetricLabels()
{
    static const Labels labels = {
        {"nodes", {"nodes", ""}},
        {"degree", {"mean degree of the overlay", ""}},
        {"message_bytes", {"payload of a message", "bytes"}},
        {"published", {"messages published", ""}},
        {"expected_deliveries", {"expected deliveries", ""}},
        {"delivered", {"deliveries", ""}},
        {"delivery_ratio", {"delivery ratio", ""}},
        {"transmissions", {"transmissions", ""}},
        {"transmissions_per_message", {"transmissions per message", ""}},
        {"duplicates", {"duplicates", ""}},
        {"hops.mean", {"hops, mean", ""}},
        {"simulated_s", {"simulated time", "s"}},
        {"events", {"events of the simulator", ""}},
        {"wall_s", {"run time", "s"}},
        {"peak_rss_bytes", {"peak memory", "bytes"}},
        {"wall_us_per_transmission", {"run time for a transmission", "us"}},
        {"peak_bytes_per_node", {"peak memory for a node", "bytes"}},
        {"false_positives", {"false positives of bloom filters", ""}},
        {"history_envelopes", {"envelopes from mail servers", ""}},
        {"rejected_envelopes", {"rejected envelopes", ""}},
        {"send_queue_overflows", {"peers lost to full send queues", ""}},
        {"send_queue.waits", {"waits for TCP, per message sent", ""}},
        {"send_queue.overflows", {"peers lost to full send queues", ""}},
        {"utilisation.uplink", {"use of the busiest up link", ""}},
        {"utilisation.downlink", {"use of the busiest down link", ""}},
        {"utilisation.validation", {"use of the busiest validator", ""}},
        {"utilisation.busiest_node", {"node with the busiest up link", ""}},
        {"send_queue.dropped", {"messages dropped from send queues", ""}},
        {"traffic_s", {"duration of the traffic", "s"}},
        {"per_message.duplicates", {"duplicates of a message at a node", ""}},
        {"per_message.ingress_payload", {"received by a node for a message, payload", "bytes"}},
        {"per_message.ingress_protocol",
         {"received by a node for a message, protocol with headers", "bytes"}},
        {"per_message.ingress_control",
         {"received by a node for a message, control messages", "bytes"}},
        {"per_message.ingress_ip", {"received by a node for a message, IP packets", "bytes"}},
        {"per_message.egress_ip", {"sent by a node for a message, IP packets", "bytes"}},
        {"come_back.missed", {"messages that a user missed", ""}},
        {"come_back.fetched", {"messages that a user fetched", ""}},
        {"come_back.lost_ratio", {"share of missed messages that no store sent", ""}},
        {"come_back.time_s", {"time until a user had them", "s"}},
        {"come_back.longest_time_s", {"time until the last user had them", "s"}},
        {"come_back.bytes", {"received by a user who came back, IP packets", "bytes"}},
        {"stores.most_lacking", {"messages that a store lacks at most", ""}},
        {"stores.largest_share", {"largest share of a store in what was fetched", ""}},
        {"stores.reconciliation_bytes", {"sent by all stores for reconciliation", "bytes"}},
        {"stores.transfer_bytes", {"sent by all stores for transfer", "bytes"}},
        {"received_to_sent", {"bytes received for a byte sent, IP packets", ""}},
        {"time_to_reach_s.all", {"time until all nodes have a message", "s"}},
        {"people.seen_ratio", {"share of messages for users that they see", ""}},
        {"people.missed", {"messages for users that they do not see", ""}},
        {"services.clients", {"clients of a service node", ""}},
        {"services.pushed_bytes_per_client_and_day", {"pushed to a client in a day", "bytes"}},
        {"services.request_bytes_per_client_and_day",
         {"requests of a client in a day and their answers", "bytes"}},
    };
    return labels;
}

/// Groups of metrics of the users of communities, by the kind of their nodes.
Labels
MakeKindLabels()
{
    Labels labels = {{"people.latency_s.", {"latency", "s"}}};
    const std::map<std::string, std::string> kinds = {{"relays", "a relay"},
                                                      {"services", "a service node"},
                                                      {"naive", "a naive light node"},
                                                      {"selective", "a selective light node"}};
    for (const auto& [kind, name] : kinds)
    {
        labels[kind + ".ingress_bytes_per_day."] = {"received by " + name + " in a day", "bytes"};
        labels[kind + ".egress_bytes_per_day."] = {"sent by " + name + " in a day", "bytes"};
        labels[kind + ".latency_s."] = {"latency of " + name, "s"};
    }
    return labels;
}

/// Groups of metrics: what their names begin with.
const Labels&
GetGroupLabels()
{
    static const Labels labels = [] {
        Labels all = MakeKindLabels();
        all.insert({
            {"latency_s.", {"latency", "s"}},
            {"time_to_reach_s.", {"time to reach nodes", "s"}},
            {"ingress_bytes_per_node.", {"received by a node", "bytes"}},
            {"egress_bytes_per_node.", {"sent by a node", "bytes"}},
            {"control_messages.", {"control messages", ""}},
            {"latency_relative_error.", {"relative error of the latency", ""}},
        });
        return all;
    }();
    return labels;
}

/// What of a group a metric is.
std::string
DescribeMember(const std::string& member)
{
    static const std::map<std::string, std::string> words = {
        {"min", "smallest"},
        {"max", "largest"},
        {"p50", "median"},
        {"ip", "IP packets"},
        {"protocol", "protocol with headers"},
        {"control", "control messages"},
    };
    const auto known = words.find(member);
    if (known != words.end())
    {
        return known->second;
    }
    const bool isPercentile = member.size() > 1 && member[0] == 'p' &&
                              member.find_first_not_of("0123456789", 1) == std::string::npos;
    return isPercentile ? member.substr(1) + "th percentile" : member;
}

/// Keys of a scenario with names of their own.
const Labels&
GetKeyLabels()
{
    static const Labels labels = {
        {"nodes", {"nodes", ""}},
        {"degree", {"degree", ""}},
        {"shards", {"shards of a node", ""}},
        {"underlay.latency", {"one-way latency between nodes", "s"}},
        {"underlay.up", {"up rate of a node", "bit/s"}},
        {"underlay.down", {"down rate of a node", "bit/s"}},
        {"underlay.loss", {"share of packets lost", ""}},
        {"underlay.jitter", {"spread of the latency between nodes", "s"}},
        {"proof_delay", {"time to make an RLN proof", "s"}},
        {"verify_delay", {"time to verify an RLN proof", "s"}},
        {"ttl", {"time to live", "s"}},
        {"topics_by_user", {"public topics of a user", ""}},
        {"edge.share", {"share of edge nodes", ""}},
        {"underlay.segments", {"TCP segments in one packet", ""}},
        {"traffic.payload", {"payload of a message", "bytes"}},
        {"traffic.messages_per_hour", {"messages for each node and hour", ""}},
        {"traffic.duration", {"duration of the traffic", "s"}},
        {"traffic.messages", {"messages", ""}},
        {"traffic.interval", {"time between messages", "s"}},
    };
    return labels;
}

} // namespace

std::string
MetricLabel::GetText() const
{
    return unit.empty() ? name : name + " (" + unit + ")";
}

MetricLabel
MetricLabel::OfMetric(const std::string& metric)
{
    const auto known = GetMetricLabels().find(metric);
    if (known != GetMetricLabels().end())
    {
        return known->second;
    }
    for (const auto& [prefix, label] : GetGroupLabels())
    {
        if (metric.compare(0, prefix.size(), prefix) == 0)
        {
            return {label.name + ", " + DescribeMember(metric.substr(prefix.size())), label.unit};
        }
    }
    return {metric, ""};
}

MetricLabel
MetricLabel::OfKey(const std::string& key)
{
    const auto known = GetKeyLabels().find(key);
    if (known != GetKeyLabels().end())
    {
        return known->second;
    }
    const std::size_t place = key.rfind("::");
    return {place == std::string::npos ? key : key.substr(place + 2), ""};
}

ScaledUnit
ScaledUnit::Of(const std::string& unit, double largest)
{
    const bool isBytes = unit == "bytes";
    if (!isBytes && unit != "bit/s")
    {
        return {1, unit};
    }
    const double size = std::abs(largest);
    const std::string base = isBytes ? "B" : "bit/s";
    if (size >= 1e9)
    {
        return {1e-9, "G" + base};
    }
    if (size >= 1e6)
    {
        return {1e-6, "M" + base};
    }
    return size >= 1e4 ? ScaledUnit{1e-3, "k" + base} : ScaledUnit{1, unit};
}

} // namespace ns3
