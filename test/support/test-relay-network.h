/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_RELAY_NETWORK_H
#define WAKU_TEST_RELAY_NETWORK_H

#include "ns3/internet-tcp-helper.h"
#include "ns3/overlay-helper.h"
#include "ns3/relay-metrics.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-relay.h"
#include "ns3/wan-helper.h"

#include <memory>
#include <string>

namespace ns3
{

/// Relays over an overlay on the WAN, for a test; destroys the simulator when it goes.
class TestRelayNetwork
{
  public:
    explicit TestRelayNetwork(uint32_t n)
        : nodes(n)
    {
        RngSeedManager::SetRun(1);
    }

    ~TestRelayNetwork()
    {
        metrics.reset();
        Simulator::Destroy();
    }

    void Build(const OverlayGraph& overlay)
    {
        graph = std::make_unique<OverlayGraph>(overlay);
        devices = wan.Install(nodes);
        wan.AssignStreams(devices, 10);
        InternetTcpHelper().Install(nodes);
        addresses = wan.AssignIpv4Addresses(devices);
        if (relays.GetN() == 0)
        {
            relays = relay.Install(nodes);
        }
        relay.Connect(relays, overlay, addresses);
        relay.AssignStreams(nodes, 1000);
        metrics = std::make_unique<RelayMetrics>(relays, devices);
    }

    void Build(const std::string& spec)
    {
        OverlayHelper overlay = OverlayHelper::FromString(spec);
        overlay.AssignStreams(0);
        Build(overlay.Create(nodes.GetN()));
    }

    Ptr<WakuRelay> Get(uint32_t i) const
    {
        return DynamicCast<WakuRelay>(relays.Get(i));
    }

    void PublishAt(Time time, uint32_t node, uint32_t size)
    {
        Simulator::Schedule(time, [this, node, size] { Get(node)->Publish(size); });
    }

    void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    const PropagationMetrics& Results() const
    {
        return metrics->GetPropagation();
    }

    NodeContainer nodes;
    WanHelper wan;
    WakuRelayHelper relay;
    std::unique_ptr<OverlayGraph> graph;
    NetDeviceContainer devices;
    Ipv4InterfaceContainer addresses;
    ApplicationContainer relays;
    std::unique_ptr<RelayMetrics> metrics;
};

} // namespace ns3

#endif /* WAKU_TEST_RELAY_NETWORK_H */
