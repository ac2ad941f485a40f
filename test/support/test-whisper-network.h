/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_WHISPER_NETWORK_H
#define WAKU_TEST_WHISPER_NETWORK_H

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/overlay-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"
#include "ns3/whisper-helper.h"
#include "ns3/whisper-metrics.h"
#include "ns3/whisper-node.h"

#include <memory>
#include <string>

namespace ns3
{

/// Whisper nodes over an overlay on the WAN, for a test; destroys the simulator when it goes. Proof
/// of work is modelled.
class TestWhisperNetwork
{
  public:
    explicit TestWhisperNetwork(uint32_t n)
        : nodes(n)
    {
        RngSeedManager::SetRun(1);
        whisper.SetProtocolAttribute("ModelPow", BooleanValue(true));
    }

    ~TestWhisperNetwork()
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
        if (peers.GetN() == 0)
        {
            peers = whisper.Install(nodes);
        }
        whisper.Connect(peers, overlay, addresses);
        whisper.AssignStreams(nodes, 1000);
        metrics = std::make_unique<WhisperMetrics>(peers, devices);
    }

    void Build(const std::string& spec)
    {
        OverlayHelper overlay = OverlayHelper::FromString(spec);
        overlay.AssignStreams(0);
        Build(overlay.Create(nodes.GetN()));
    }

    Ptr<WhisperNode> Get(uint32_t i) const
    {
        return DynamicCast<WhisperNode>(peers.Get(i));
    }

    const WhisperCounters& Count(uint32_t i) const
    {
        return Get(i)->GetProtocol()->GetCounters();
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
    WhisperHelper whisper;
    std::unique_ptr<OverlayGraph> graph;
    NetDeviceContainer devices;
    Ipv4InterfaceContainer addresses;
    ApplicationContainer peers;
    std::unique_ptr<WhisperMetrics> metrics;
};

} // namespace ns3

#endif /* WAKU_TEST_WHISPER_NETWORK_H */
