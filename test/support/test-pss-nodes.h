/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_TEST_PSS_NODES_H
#define WAKU_TEST_PSS_NODES_H

#include "ns3/boolean.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/pss-helper.h"
#include "ns3/pss-metrics.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"

#include <memory>
#include <string>

namespace ns3
{

/// Nodes of pss on the WAN, for a test; destroys the simulator when it goes.
class TestPssNodes
{
  public:
    explicit TestPssNodes(uint32_t n, const std::string& transport = "packet")
        : nodes(n)
    {
        RngSeedManager::SetRun(1);
        wan.SetTransport(transport);
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("50ms"));
        pss.SetAddressStream(5);
    }

    ~TestPssNodes()
    {
        metrics.reset();
        Simulator::Destroy();
    }

    /// Nodes of a network that there is.
    void Build(const PssNetwork& network)
    {
        pss.SetNetwork(network);
        BuildAlong(network.GetGraph());
    }

    /// Nodes that know the first one, and find the others by themselves.
    void BuildStar()
    {
        OverlayGraph star(nodes.GetN());
        for (uint32_t i = 1; i < nodes.GetN(); i++)
        {
            star.AddLink(i, 0);
        }
        BuildAlong(star);
    }

    void BuildAlong(const OverlayGraph& graph)
    {
        devices = wan.Install(nodes);
        InternetTcpHelper().Install(nodes);
        wan.AssignIpv4Addresses(devices);
        peers = pss.Install(nodes);
        pss.Connect(peers, graph, WanHelper::GetIpv4Addresses(devices));
        pss.AssignStreams(nodes, 1000);
        metrics = std::make_unique<PssMetrics>(peers, devices);
    }

    Ptr<PssNode> Get(uint32_t i) const
    {
        return DynamicCast<PssNode>(peers.Get(i));
    }

    const PssKademlia& Table(uint32_t i) const
    {
        return *Get(i)->GetProtocol()->GetKademlia();
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

    NodeContainer nodes;
    WanHelper wan;
    PssHelper pss;
    NetDeviceContainer devices;
    ApplicationContainer peers;
    std::unique_ptr<PssMetrics> metrics;
};

} // namespace ns3

#endif /* WAKU_TEST_PSS_NODES_H */
