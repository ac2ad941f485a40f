/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_BENCH_WORLD_H
#define WAKU_BENCH_WORLD_H

#include "bench-flood.h"
#include "bench-load.h"

#include "ns3/internet-tcp-helper.h"
#include "ns3/node-container.h"
#include "ns3/overlay-helper.h"
#include "ns3/simulator.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/wan-helper.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ns3
{

/// Nodes, WAN and TCP/IP, the same for everything that is compared.
struct World
{
    /// What a World is built of, in this order.
    enum Part
    {
        OVERLAY,
        NODES,
        DEVICES,
        STACK,
        ADDRESSES,
    };

    /// Called with each part when it is there.
    using Built = std::function<void(Part part)>;

    explicit World(
        const BenchLoad& load,
        const Built& built = [](Part) {})
        : World(load.nodes, load.GetOverlay(), load.segments, built, load.transport)
    {
    }

    World(
        uint32_t n,
        const std::string& overlay,
        uint32_t segments = 1,
        const Built& built = [](Part) {},
        const std::string& transport = "packet")
        : graph(MakeGraph(n, overlay))
    {
        built(OVERLAY);
        nodes.Create(n);
        built(NODES);
        wan.SetTransport(transport);
        devices = wan.Install(nodes);
        built(DEVICES);
        InternetTcpHelper tcp;
        tcp.SetSegmentsPerPacket(segments);
        tcp.Install(nodes);
        built(STACK);
        wan.AssignIpv4Addresses(devices);
        addresses = WanHelper::GetIpv4Addresses(devices);
        built(ADDRESSES);
    }

    static OverlayGraph MakeGraph(uint32_t n, const std::string& spec)
    {
        OverlayHelper overlay = OverlayHelper::FromString(spec);
        overlay.AssignStreams(0);
        return overlay.Create(n);
    }

    /// A bare flood of messages over the links of the overlay.
    std::vector<Ptr<FloodNode>> InstallFlood(uint32_t messageSize, const uint32_t& current) const
    {
        const Ptr<const Packet> message = Create<Packet>(messageSize);
        std::vector<Ptr<FloodNode>> floods;
        for (uint32_t i = 0; i < nodes.GetN(); i++)
        {
            floods.push_back(CreateObject<FloodNode>());
            floods.back()->SetMessage(message);
            floods.back()->SetCurrent(current);
            nodes.Get(i)->AddApplication(floods.back());
        }
        for (const auto& link : graph.GetLinks())
        {
            floods[link.first]->AddTarget(
                InetSocketAddress(addresses[link.second], FloodNode::PORT));
        }
        return floods;
    }

    OverlayGraph graph;
    NodeContainer nodes;
    WanHelper wan;
    NetDeviceContainer devices;
    std::vector<Ipv4Address> addresses;
};

/// When the messages of a load are published: one a second, after ten seconds to connect.
inline Time
GetPublishTime(uint32_t message)
{
    return Seconds(11 + message);
}

/// Let the nodes of a flood publish in turn; `current` is the number of the message.
inline void
ScheduleFlood(const std::vector<Ptr<FloodNode>>& floods, uint32_t messages, uint32_t& current)
{
    for (uint32_t i = 0; i < messages; i++)
    {
        Simulator::Schedule(GetPublishTime(i), [node = floods[i % floods.size()], i, &current] {
            current = i + 1;
            node->Publish(current);
        });
    }
}

/// Let the relays publish in turn.
inline void
SchedulePublications(const ApplicationContainer& relays, const BenchLoad& load)
{
    for (uint32_t i = 0; i < load.messages; i++)
    {
        Ptr<WakuRelay> relay = DynamicCast<WakuRelay>(relays.Get(i % relays.GetN()));
        Simulator::Schedule(GetPublishTime(i),
                            [relay, size = load.payload] { relay->Publish(size); });
    }
}

/// Gossipsub with every neighbour in the mesh, and nothing sent but messages.
inline WakuRelayHelper
MakeHelper(const std::string& mode, uint32_t degree)
{
    WakuRelayHelper helper(mode);
    if (mode == "GossipSub")
    {
        for (const char* name : {"D", "D_low", "D_high", "D_score"})
        {
            helper.SetRouterAttribute(name, UintegerValue(degree));
        }
        helper.SetRouterAttribute("D_out", UintegerValue(0));
        helper.SetRouterAttribute("SendIDontWant", BooleanValue(false));
    }
    return helper;
}

} // namespace ns3

#endif /* WAKU_BENCH_WORLD_H */
