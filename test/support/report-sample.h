/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_REPORT_SAMPLE_H
#define WAKU_TEST_REPORT_SAMPLE_H

#include "ns3/report-data.h"
#include "ns3/report-item.h"

#include <cmath>
#include <string>
#include <vector>

namespace ns3
{

/// A small study with made-up results, for tests of reports.
namespace ReportSample
{

/// A relay scenario with the metrics of runs near what the closed forms say.
inline ReportData::Cell
MakeCell(int nodes, const std::string& mode, const std::vector<double>& noise)
{
    ReportData::Cell cell;
    cell.parameters = {{"nodes", std::to_string(nodes)}, {"mode", mode}};
    cell.scenario = {{"protocol", "waku-relay"},
                     {"mode", mode},
                     {"nodes", std::to_string(nodes)},
                     {"overlay", "regular:6"},
                     {"underlay.latency", "0.1s"},
                     {"underlay.segments", mode == "Static" ? "1" : "10"},
                     {"traffic.payload", "2000"},
                     {"traffic.messages_per_hour", "5"},
                     {"traffic.warmup", "10s"}};
    const double latency = 0.1 * std::log(nodes) / std::log(6) + (mode == "Static" ? 0.02 : 0.05);
    for (std::size_t i = 0; i < noise.size(); i++)
    {
        const double factor = 1 + noise[i];
        const double transmissions = (mode == "Static" ? 5.0 : 4.8) * nodes + 1;
        cell.rngRuns.push_back(static_cast<uint32_t>(i + 1));
        cell.metrics["nodes"].push_back(nodes);
        cell.metrics["degree"].push_back(6);
        cell.metrics["published"].push_back(10);
        cell.metrics["delivery_ratio"].push_back(mode == "Static" ? 1 : 0.998);
        cell.metrics["transmissions_per_message"].push_back(transmissions);
        cell.metrics["hops.mean"].push_back(2.5);
        cell.metrics["latency_s.mean"].push_back(latency * factor);
        cell.metrics["ingress_bytes_per_node.payload"].push_back(20000 * transmissions / nodes *
                                                                 factor);
        cell.metrics["ingress_bytes_per_node.control"].push_back(mode == "Static" ? 0 : 4000);
    }
    for (int hop = 1; hop <= 5; hop++)
    {
        cell.histograms["latency_s"].emplace_back(0.1 * hop * latency / 0.3,
                                                  static_cast<uint64_t>(nodes * hop));
    }
    return cell;
}

/// A study of two modes at three sizes, in which some runs failed.
inline ReportData
MakeData()
{
    ReportData data;
    data.study = "sample-study";
    data.command = "waku-study run sample-study.yaml --db=sample.db";
    data.file = "study: sample-study\nvary: {nodes: [100, 300, 1000], mode: [Static, GossipSub]}\n";
    data.provenance = {{"version of the results", "3"},
                       {"module waku", "abc1234"},
                       {"ns-3", "3.37"},
                       {"compiler", "GCC 12.2.0"},
                       {"seed (RngSeed)", "1"},
                       {"host", "laboratory"}};
    data.versions = {3};
    for (int nodes : {100, 300, 1000})
    {
        data.cells.push_back(MakeCell(nodes, "Static", {-0.02, 0, 0.02}));
        data.cells.push_back(MakeCell(nodes, "GossipSub", {-0.08, 0, 0.08}));
    }
    // A run that is left out would be far off.
    data.cells[3].rngRuns.pop_back();
    for (auto& metric : data.cells[3].metrics)
    {
        metric.second.pop_back();
    }
    data.cells[3].failures = {
        {3, "failed", "a delivery of a message that was never | published <once>"}};
    data.cells[4].missing = 2;
    for (int nodes : {100, 300, 1000})
    {
        const double limit = 200000.0 / nodes;
        ReportLimit found;
        found.parameters = {{"nodes", std::to_string(nodes)}};
        found.scenario = {{"nodes", std::to_string(nodes)}};
        found.axis = "traffic.messages_per_hour";
        found.limit = limit;
        found.lower = 0.95 * limit;
        found.upper = 1.1 * limit;
        found.cause = "uplink";
        found.runs = 40;
        data.limits.push_back(found);
    }
    data.limits.back().problem = "run 7 crashed";
    return data;
}

/// An entry of each kind.
inline std::vector<ReportItem>
MakeItems()
{
    std::vector<ReportItem> items(6);
    items[0].metric = "latency_s.mean";
    items[0].against = "nodes";
    items[0].theory = {"latency-case-1", "random-regular-latency"};
    items[1].against = "nodes";
    items[1].series = "mode";
    items[1].theory = {"load-case-3", "load-case-4"};
    items[2].title = "Payload that a node receives";
    items[2].metric = "ingress_bytes_per_node.payload";
    items[3].metric = "transmissions_per_message";
    items[3].against = "mode";
    items[3].theory = {"flooding"};
    items[4].distribution = "latency_s";
    items[5].limits = true;
    items[5].against = "nodes";
    return items;
}

} // namespace ReportSample

} // namespace ns3

#endif /* WAKU_TEST_REPORT_SAMPLE_H */
