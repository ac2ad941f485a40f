/* SPDX-License-Identifier: GPL-2.0-only */

// Light nodes beside a Waku relay network: they get messages by filter, publish by lightpush, and
// one of them, which is away for a while, asks a store for what it has missed.
//   waku-light-example --relays=100 --services=3 --lights=20
//   waku-light-example --transport=flow --lights=1000

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <iostream>

using namespace ns3;

int
main(int argc, char* argv[])
{
    uint32_t nRelays = 50;
    uint32_t nServices = 3;
    uint32_t nLights = 10;
    uint32_t nMessages = 20;
    uint32_t payload = 2048;
    std::string mode = "GossipSub";
    std::string transport = "packet";
    std::string pcap;
    ViewHelper view;

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("relays", "Number of relays, service nodes included", nRelays);
    cmd.AddValue("services", "Number of service nodes", nServices);
    cmd.AddValue("lights", "Number of light nodes", nLights);
    cmd.AddValue("messages", "Number of messages, one a second, from light nodes", nMessages);
    cmd.AddValue("payload", "Payload of a message, bytes", payload);
    cmd.AddChoice("mode", "How relays spread messages", mode, {"Static", "GossipSub"});
    cmd.AddTransport(transport);
    cmd.AddOutput("pcap", "Capture light node 0 to a file with this prefix", pcap);
    view.AddOptions(cmd);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckTransport(transport, 1, pcap);
    ProgramOptions::CheckRange("relays", nRelays, 8, 100000);
    ProgramOptions::CheckRange("services", nServices, 1, nRelays);
    ProgramOptions::CheckRange("lights", nLights, 2, 100000);
    ProgramOptions::CheckPayload("payload", payload, "ns3::WakuRelay::MaxMessageSize");

    // Hosts on the Internet: service nodes, other relays, light nodes.
    NodeContainer services(nServices);
    NodeContainer others(nRelays - nServices);
    NodeContainer lightNodes(nLights);
    const NodeContainer relayNodes(services, others);
    const NodeContainer all(relayNodes, lightNodes);
    WanHelper wan;
    wan.SetTransport(transport);
    const NetDeviceContainer devices = wan.Install(all);
    InternetTcpHelper().Install(all);
    wan.AssignIpv4Addresses(devices);
    wan.AssignStreams(devices, 10);
    const std::vector<Ipv4Address> addresses = WanHelper::GetIpv4Addresses(devices);
    const std::vector<Ipv4Address> relayAddresses(addresses.begin(), addresses.begin() + nRelays);
    const std::vector<Ipv4Address> serving(addresses.begin(), addresses.begin() + nServices);
    if (!pcap.empty())
    {
        wan.EnablePcap(pcap, lightNodes.Get(0)->GetId(), 0);
    }

    // Relays, some of which serve.
    WakuNodeHelper full(mode);
    full.ServeStore();
    full.ServeFilter();
    full.ServeLightpush();
    full.SetFilterAttribute("MaxPeers", UintegerValue(nLights));
    ApplicationContainer serviceApps = full.Install(services);
    WakuRelayHelper relay(mode);
    ApplicationContainer relays = serviceApps;
    relays.Add(relay.Install(others));
    OverlayHelper overlay = OverlayHelper::FromString("regular:6");
    overlay.AssignStreams(0);
    relay.Connect(relays, overlay.Create(nRelays), relayAddresses);
    relay.AssignStreams(relayNodes, 1000);

    // Light nodes want one content topic.
    const std::string shard = "/waku/2/rs/0/0";
    WakuLightNodeHelper light;
    light.Subscribe(shard, {"/ns-3/1/traffic/proto"});
    const ApplicationContainer lights = light.Install(lightNodes);
    light.UseServices(lights, serviceApps, serving);
    light.AssignStreams(lightNodes, 100000);

    // One light node publishes; the last one is away for the second half.
    LightNodeMetrics metrics(relays, lights);
    ApplicationContainer everyone = relays;
    everyone.Add(lights);
    RelayMetrics network(everyone, devices);
    view.Record(everyone, devices);
    const auto publisher = DynamicCast<WakuLightNode>(lights.Get(0));
    const auto away = DynamicCast<WakuLightNode>(lights.Get(nLights - 1));
    for (uint32_t i = 0; i < nMessages; i++)
    {
        Simulator::Schedule(Seconds(10 + i), [=] { publisher->Publish(payload); });
    }
    Simulator::Schedule(Seconds(10 + nMessages / 2), [away] { away->GoOffline(); });
    Simulator::Schedule(Seconds(20 + nMessages), [away] { away->GoOnline(); });
    Simulator::Stop(Seconds(60 + nMessages));
    Simulator::Run();

    metrics.WriteText(std::cout);
    RunSummary summary = network.Summarize();
    summary.protocol = "waku";
    summary.messageBytes = payload;
    view.Write(summary);
    std::cout << "back online         " << away->GetPush()->GetNDelivered() << " of " << nMessages
              << " messages\n";
    Simulator::Destroy();
    return 0;
}
