/* SPDX-License-Identifier: GPL-2.0-only */
#include "wan-scenario.h"

#include "ns3/internet-tcp-helper.h"
#include "ns3/overlay-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/wan-helper.h"

namespace ns3
{

namespace
{
/// First stream numbers of the parts, far enough apart for any size.
constexpr int64_t OVERLAY_STREAM = 0;
constexpr int64_t WAN_STREAM = 10;
} // namespace

OverlayGraph
WanScenario::MakeOverlay(const std::string& overlay, uint32_t nodes, const std::string& source)
{
    OverlayHelper helper = OverlayHelper::FromString(overlay);
    helper.SetSource(source);
    helper.AssignStreams(OVERLAY_STREAM);
    return helper.Create(helper.IsFile() ? 0 : nodes);
}

WanScenario::Network
WanScenario::MakeNetwork() const
{
    RngSeedManager::SetRun(run);
    Network network{MakeOverlay(overlay, nodes), {}, {}, {}};
    network.hosts.Create(network.graph.GetNNodes());
    WanHelper wan;
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(latency));
    wan.SetDeviceAttribute("UpRate", StringValue(up));
    wan.SetDeviceAttribute("DownRate", StringValue(down));
    network.devices = wan.Install(network.hosts);
    wan.AssignStreams(network.devices, WAN_STREAM);
    InternetTcpHelper tcp;
    tcp.SetSegmentsPerPacket(segments);
    tcp.Install(network.hosts);
    network.addresses = wan.AssignIpv4Addresses(network.devices);
    return network;
}

} // namespace ns3
