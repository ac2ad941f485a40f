/* SPDX-License-Identifier: GPL-2.0-only */
#include "nwaku-experiment.h"

#include "ns3/boolean.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/overlay-helper.h"
#include "ns3/relay-metrics.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-relay.h"
#include "ns3/wan-helper.h"

#include <algorithm>
#include <tuple>

namespace ns3
{

namespace
{

/** Meshes have formed and heartbeats settled by then. */
const Time START = Seconds(60);

/** The last message has this long to arrive, if not longer. */
const Time LAST = Seconds(10);

StringValue
Constant(Time seconds)
{
    return StringValue(
        "ns3::ConstantRandomVariable[Constant=" + std::to_string(seconds.GetSeconds()) + "]");
}

/** D and its bounds. */
void
SetMesh(WakuRelayHelper& relay, const NwakuExperiment& experiment)
{
    const NwakuExperiment::MeshBounds bounds = experiment.GetMeshBounds();
    const auto set = [&relay](const char* name, uint32_t value) {
        relay.SetRouterAttribute(name, UintegerValue(value));
    };
    set("D", experiment.meshDegree);
    set("D_low", bounds.low);
    set("D_high", bounds.high);
    set("D_out", bounds.out);
    set("D_score", experiment.meshDegree);
    set("D_lazy", experiment.meshDegree);
}

/** nwaku as it was deployed then. */
WakuRelayHelper
MakeRelayHelper(const NwakuExperiment& experiment)
{
    WakuRelayHelper relay("GossipSub");
    relay.SetPreset("nwaku");
    relay.SetAttribute("ProofDelay", Constant(experiment.proofDelay));
    relay.SetAttribute("ValidationDelay", Constant(experiment.verifyDelay));
    relay.SetRouterAttribute("NimMesh", BooleanValue(true));
    // nim-libp2p sent IDONTWANT so until June 2024, and forgot it at the next heartbeat until 2025.
    relay.SetRouterAttribute("IDontWantAfterValidation", BooleanValue(true));
    relay.SetRouterAttribute("IDontWantMessageTtl", UintegerValue(1));
    relay.SetRouterAttribute("SendIDontWant", BooleanValue(experiment.sendIDontWant));
    relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(experiment.secureChannel));
    SetMesh(relay, experiment);
    return relay;
}

} // namespace

NwakuExperiment::MeshBounds
NwakuExperiment::GetMeshBounds() const
{
    const auto choose = [](const std::string& given, uint32_t related) {
        return given.empty() ? related : static_cast<uint32_t>(std::stoul(given));
    };
    const uint32_t low = std::max(3U, meshDegree) - 2;
    return {choose(dLow, low),
            choose(dHigh, meshDegree + 2),
            choose(dOut, std::min(meshDegree / 2, low - 1))};
}

bool
NwakuExperiment::IsPublished() const
{
    const NwakuExperiment standard;
    const auto facts = [](const NwakuExperiment& e) {
        return std::tie(e.nodes,
                        e.dial,
                        e.meshDegree,
                        e.dLow,
                        e.dHigh,
                        e.dOut,
                        e.up,
                        e.down,
                        e.latency,
                        e.proofDelay,
                        e.verifyDelay);
    };
    return facts(*this) == facts(standard);
}

NwakuExperiment::Result
NwakuExperiment::Run(const DistributedHelper& ranks) const
{
    OverlayHelper overlay = OverlayHelper::FromString("dial:" + std::to_string(dial));
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(nodes);

    const NodeContainer hosts = ranks.CreateNodes(nodes);
    WanHelper wan;
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(latency));
    wan.SetDeviceAttribute("UpRate", StringValue(up));
    wan.SetDeviceAttribute("DownRate", StringValue(down));
    const NetDeviceContainer devices = wan.Install(hosts);
    ranks.SetLookAhead(devices);
    InternetTcpHelper tcp;
    tcp.SetSegmentsPerPacket(segments);
    tcp.SetCongestionControl(congestion);
    tcp.Install(hosts);
    wan.AssignIpv4Addresses(devices);

    const WakuRelayHelper relay = MakeRelayHelper(*this);
    const ApplicationContainer relays = relay.Install(hosts);
    relay.Connect(relays, graph, WanHelper::GetIpv4Addresses(devices));
    relay.AssignStreams(hosts, 1000);

    RelayMetrics metrics(relays, devices);
    metrics.CountFrom(START);
    metrics.GetPropagation().SetWarmup(1);
    Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(relays.Get(0));
    for (uint32_t i = 0; i < messages; i++)
    {
        Simulator::Schedule(START + interval * static_cast<int64_t>(i),
                            [publisher, size = payload] { publisher->Publish(size); });
    }
    const Time last = START + interval * static_cast<int64_t>(messages - 1);
    Simulator::Stop(last + std::max(interval, LAST));
    Simulator::Run();
    metrics.Reduce();

    Result result{metrics.Summarize(), metrics.GetPropagation().GetLatency()};
    result.summary.protocol = "waku-relay";
    result.summary.degree = 2.0 * graph.GetNLinks() / nodes;
    result.summary.messageBytes = payload;
    Simulator::Destroy();
    return result;
}

} // namespace ns3
