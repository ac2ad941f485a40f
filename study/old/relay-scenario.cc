/* SPDX-License-Identifier: GPL-2.0-only */
#include "relay-scenario.h"

#include "ns3/double.h"
#include "ns3/gossipsub-metrics.h"
#include "ns3/relay-metrics.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-relay.h"

#include <memory>

namespace ns3
{

namespace
{
/// First stream numbers of the parts, far enough apart for any size.
constexpr int64_t RELAY_STREAM = 10000000;
constexpr int64_t SHARD_STREAM = 1000000000;
} // namespace

std::vector<Ptr<WakuTrafficGenerator>>
RelayScenario::AddShard(const ApplicationContainer& relays, uint32_t shard) const
{
    std::vector<Ptr<WakuTrafficGenerator>> generators;
    const std::string topic = "/waku/2/rs/0/" + std::to_string(shard);
    int64_t stream = SHARD_STREAM * shard;
    for (auto app = relays.Begin(); app != relays.End(); ++app)
    {
        Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(*app);
        Ptr<WakuTrafficGenerator> traffic = CreateObjectWithAttributes<WakuTrafficGenerator>(
            "MessagesPerHour",
            DoubleValue(messagesPerHour),
            "Size",
            StringValue("ns3::ConstantRandomVariable[Constant=" + std::to_string(payload) + "]"),
            "Start",
            TimeValue(warmup),
            "Stop",
            TimeValue(warmup + duration));
        stream += traffic->AssignStreams(stream);
        // After the application has started, which is at 0 s.
        Simulator::Schedule(NanoSeconds(1), [relay, topic] { relay->Subscribe(topic); });
        traffic->Start([relay, topic](uint32_t size) { relay->Publish(topic, size); });
        generators.push_back(traffic);
    }
    return generators;
}

RelayScenario::Result
RelayScenario::Run() const
{
    const auto [graph, hosts, devices, addresses] = MakeNetwork();

    WakuRelayHelper relay(mode);
    for (const auto& attribute : router)
    {
        relay.SetRouterAttribute(attribute.first, StringValue(attribute.second));
    }
    relay.SetTrafficAttribute("MessagesPerHour", DoubleValue(messagesPerHour));
    relay.SetTrafficAttribute(
        "Size",
        StringValue("ns3::ConstantRandomVariable[Constant=" + std::to_string(payload) + "]"));
    relay.SetTrafficAttribute("Start", TimeValue(warmup));
    relay.SetTrafficAttribute("Stop", TimeValue(warmup + duration));
    const ApplicationContainer relays = relay.Install(hosts);
    relay.Connect(relays, graph, addresses);
    relay.AssignStreams(hosts, RELAY_STREAM);
    std::vector<std::vector<Ptr<WakuTrafficGenerator>>> further;
    for (uint32_t shard = 1; shard < shards; shard++)
    {
        further.push_back(AddShard(relays, shard));
    }

    RelayMetrics metrics(relays, devices);
    std::unique_ptr<GossipSubMetrics> gossip;
    if (mode == "GossipSub")
    {
        gossip = std::make_unique<GossipSubMetrics>(relays);
        Simulator::Schedule(warmup, &GossipSubMetrics::Reset, gossip.get());
    }
    Simulator::Stop(warmup + duration + drain);
    Simulator::Run();

    Result result;
    result.summary = metrics.Summarize();
    if (gossip)
    {
        result.summary.control = gossip->GetCounts();
    }
    result.summary.protocol = "waku-relay";
    result.summary.degree = 2.0 * static_cast<double>(graph.GetNLinks()) / graph.GetNNodes();
    result.summary.messageBytes = payload;
    result.latency = metrics.GetPropagation().GetLatency();
    const uint64_t copies = result.summary.delivered + result.summary.published;
    result.uniqueBytesPerNode = static_cast<double>(copies) * payload / graph.GetNNodes();
    Simulator::Destroy();
    return result;
}

} // namespace ns3
