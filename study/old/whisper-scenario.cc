/* SPDX-License-Identifier: GPL-2.0-only */
#include "whisper-scenario.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/light-nodes.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/whisper-helper.h"
#include "ns3/whisper-metrics.h"
#include "ns3/whisper-node.h"

#include <algorithm>

namespace ns3
{

namespace
{

/// First stream numbers of the parts, far enough apart for any size.
constexpr int64_t EDGE_STREAM = 5;
constexpr int64_t NODE_STREAM = 10000000;

/// Share of deliveries of which p95 says nothing.
constexpr double LATE_SHARE = 0.05;

/// Bytes that each node has sent and received.
using LinkBytes = std::vector<std::pair<uint64_t, uint64_t>>;

LinkBytes
ReadLinks(const WhisperMetrics& metrics)
{
    LinkBytes bytes;
    for (uint32_t i = 0; i < metrics.GetNNodes(); i++)
    {
        bytes.emplace_back(metrics.GetEgress(i).ip, metrics.GetIngress(i).ip);
    }
    return bytes;
}

/// Use of a link by so many bytes.
double
GetUse(uint64_t bytes, const std::string& rate, Time duration)
{
    const auto bitRate = static_cast<double>(DataRate(rate).GetBitRate());
    return bitRate == 0 ? 0 : static_cast<double>(bytes) * 8 / bitRate / duration.GetSeconds();
}

/// Fill in the use of the busiest links in the second half of the traffic.
void
MeasureLinks(const WhisperScenario& scenario,
             const LinkBytes& before,
             const LinkBytes& after,
             WhisperScenario::Result& result)
{
    const Time half = scenario.duration - scenario.duration / 2;
    for (std::size_t i = 0; i < after.size(); i++)
    {
        const double up = GetUse(after[i].first - before[i].first, scenario.up, half);
        const double down = GetUse(after[i].second - before[i].second, scenario.down, half);
        if (up > result.uplink)
        {
            result.uplink = up;
            result.busiestNode = static_cast<uint32_t>(i);
        }
        result.downlink = std::max(result.downlink, down);
    }
}

/// Whether 95 % of the expected deliveries can't be in time any more.
bool
IsTooLate(const PropagationMetrics& propagation, Time bound)
{
    const auto expected = static_cast<double>(propagation.GetNExpectedDeliveries());
    const LatencyHistogram& latency = propagation.GetLatency();
    const auto late = static_cast<double>(latency.CountAbove(bound));
    return late > LATE_SHARE * expected;
}

} // namespace

std::set<uint32_t>
WhisperScenario::ChooseEdgeNodes(const OverlayGraph& graph, double share, const std::string& name)
{
    return ChooseLightNodes(graph, share, EDGE_STREAM, name);
}

WhisperScenario::Result
WhisperScenario::Run() const
{
    const auto [graph, hosts, devices, addresses] = MakeNetwork();

    WhisperHelper whisper;
    whisper.SetProtocolAttribute("ModelPow", BooleanValue(true));
    whisper.SetProtocolAttribute("DefaultTtl", UintegerValue(ttl));
    for (const auto& [name, value] : protocol)
    {
        whisper.SetProtocolAttribute(name, StringValue(value));
    }
    for (const auto& [name, value] : edgeProtocol)
    {
        whisper.SetEdgeProtocolAttribute(name, StringValue(value));
    }
    whisper.SetUserTopics(topicsByUser, publicTopics);
    whisper.SetEdgeNodes(ChooseEdgeNodes(graph, edgeShare));
    whisper.SetTraffic(messagesPerHour, payload, warmup, warmup + duration);
    const ApplicationContainer peers = whisper.Install(hosts);
    whisper.Connect(peers, graph, addresses);
    whisper.AssignStreams(hosts, NODE_STREAM);

    Result result;
    WhisperMetrics metrics(peers, devices);
    LinkBytes before;
    Simulator::Schedule(warmup + duration / 2, [&] { before = ReadLinks(metrics); });
    Simulator::Schedule(warmup + duration, [&] {
        MeasureLinks(*this, before, ReadLinks(metrics), result);
        if (IsTooLate(metrics.GetPropagation(), p95Bound))
        {
            Simulator::Stop();
        }
    });
    Simulator::Stop(warmup + duration + Seconds(ttl + 1));
    Simulator::Run();

    result.summary = metrics.Summarize();
    result.summary.degree = 2.0 * static_cast<double>(graph.GetNLinks()) / graph.GetNNodes();
    result.summary.messageBytes = payload;
    result.overflows = metrics.GetNOverflows();
    for (uint32_t i = 0; i < peers.GetN(); i++)
    {
        result.heldBack += DynamicCast<WhisperNode>(peers.Get(i))->GetNHeldBack();
    }
    Simulator::Destroy();
    return result;
}

} // namespace ns3
