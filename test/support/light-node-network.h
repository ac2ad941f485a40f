/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_LIGHT_NODE_NETWORK_H
#define WAKU_LIGHT_NODE_NETWORK_H

#include "ns3/boolean.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/light-node-metrics.h"
#include "ns3/overlay-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/waku-light-node-helper.h"
#include "ns3/waku-node-helper.h"
#include "ns3/wan-helper.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/// Relays on the WAN, the first of which serve, and light nodes that use them.
class LightNodeNetwork
{
  public:
    LightNodeNetwork(uint32_t nRelays, uint32_t nServices, uint32_t nLights)
        : serviceNodes(nServices),
          relayNodes(nRelays - nServices),
          lightNodes(nLights)
    {
        RngSeedManager::SetRun(1);
        services.ServeStore();
        services.ServeFilter();
        services.ServeLightpush();
    }

    ~LightNodeNetwork()
    {
        metrics.reset();
        Simulator::Destroy();
    }

    void SetConnectionAttribute(const std::string& name, const AttributeValue& value)
    {
        services.SetConnectionAttribute(name, value);
        relays.SetConnectionAttribute(name, value);
        lights.SetConnectionAttribute(name, value);
    }

    void Build()
    {
        const NodeContainer all(serviceNodes, relayNodes, lightNodes, others);
        devices = wan.Install(all);
        wan.AssignStreams(devices, 10);
        InternetTcpHelper().Install(all);
        wan.AssignIpv4Addresses(devices);
        const std::vector<Ipv4Address> addresses = WanHelper::GetIpv4Addresses(devices);
        relayApps = services.Install(serviceNodes);
        relayApps.Add(relays.Install(relayNodes));
        OverlayHelper overlay = OverlayHelper::FromString("regular:3");
        overlay.AssignStreams(0);
        relays.Connect(
            relayApps,
            overlay.Create(relayApps.GetN()),
            std::vector<Ipv4Address>(addresses.begin(), addresses.begin() + relayApps.GetN()));
        relays.AssignStreams(NodeContainer(serviceNodes, relayNodes), 1000);
        lightApps = lights.Install(lightNodes);
        ApplicationContainer serving;
        for (uint32_t i = 0; i < serviceNodes.GetN(); i++)
        {
            serving.Add(relayApps.Get(i));
        }
        const std::vector<Ipv4Address> served(addresses.begin(),
                                              addresses.begin() + serviceNodes.GetN());
        if (listsServices)
        {
            lights.UseServices(lightApps, serving, served);
        }
        if (relaysFetch)
        {
            ApplicationContainer others;
            for (uint32_t i = serviceNodes.GetN(); i < relayApps.GetN(); i++)
            {
                others.Add(relayApps.Get(i));
            }
            relays.UseStores(others, serving, served);
        }
        lights.AssignStreams(lightNodes, 5000);
        metrics = std::make_unique<LightNodeMetrics>(relayApps, lightApps);
    }

    Ptr<WakuRelay> GetRelay(uint32_t i) const
    {
        return DynamicCast<WakuRelay>(relayApps.Get(i));
    }

    Ptr<WakuLightNode> GetLight(uint32_t i) const
    {
        return DynamicCast<WakuLightNode>(lightApps.Get(i));
    }

    static void At(double seconds, std::function<void()> task)
    {
        Simulator::Schedule(Seconds(seconds), [task] { task(); });
    }

    static void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    NodeContainer serviceNodes;
    NodeContainer relayNodes;
    NodeContainer lightNodes;
    NodeContainer others;     //!< hosts on which a test installs
    bool listsServices{true}; //!< whether light nodes are told their service nodes
    bool relaysFetch{false};  //!< whether relays, which have store queries, are told the stores
    WanHelper wan;
    WakuNodeHelper services;
    WakuNodeHelper relays;
    WakuLightNodeHelper lights;
    NetDeviceContainer devices;
    ApplicationContainer relayApps;
    ApplicationContainer lightApps;
    std::unique_ptr<LightNodeMetrics> metrics;
};

} // namespace ns3

#endif /* WAKU_LIGHT_NODE_NETWORK_H */
