/* SPDX-License-Identifier: GPL-2.0-only */

// Steps 4 and 5 of the tutorial: options, attributes, a summary in a file, and a mesh.

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <iostream>
#include <string>

using namespace ns3;

int
main(int argc, char* argv[])
{
    uint32_t nNodes = 100;
    uint32_t payload = 2000;
    std::string mode = "Static";
    std::string latency = "100ms";
    std::string up = "20Mbps";
    std::string json;
    ViewHelper view;

    ProgramOptions options(__FILE__);
    options.AddValue("nodes", "Number of nodes", nNodes);
    options.AddValue("payload", "Payload of a message, bytes", payload);
    options.AddChoice("mode", "The overlay is the mesh, or has one", mode, {"Static", "GossipSub"});
    options.AddValue("latency",
                     "One-way delay of any two nodes",
                     latency,
                     "ns3::ConstantWanLatency::Delay");
    options.AddRate("up", "Up rate of a node", up);
    options.AddOutput("json", "Write the run summary to this file", json);
    view.AddOptions(options);
    options.Parse(argc, argv);
    ProgramOptions::CheckRange("nodes", nNodes, 20, 10000);
    ProgramOptions::CheckPayload("payload", payload, "ns3::WakuRelay::MaxMessageSize");

    OverlayHelper overlay = OverlayHelper::FromString("regular:16");
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(nNodes);

    NodeContainer nodes(nNodes);
    WanHelper wan;
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue(latency));
    wan.SetDeviceAttribute("UpRate", StringValue(up));
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);

    WakuRelayHelper helper(mode);
    ApplicationContainer relays = helper.Install(nodes);
    helper.Connect(relays, graph, addresses);
    helper.AssignStreams(nodes, 1000);

    RelayMetrics metrics(relays, devices);
    view.Record(relays, devices);
    for (uint32_t i = 0; i < 5; i++)
    {
        Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(relays.Get(i));
        Simulator::Schedule(Seconds(10 + i), [publisher, payload] { publisher->Publish(payload); });
    }
    Simulator::Stop(Seconds(25));
    Simulator::Run();

    const RunSummary summary = metrics.Summarize();
    summary.WriteJson(json);
    view.Write(summary);
    std::cout << summary.delivered << " of " << summary.expectedDeliveries << " deliveries, "
              << summary.GetTransmissionsPerMessage() << " transmissions of a message\n"
              << "95 % of deliveries within " << summary.latency.p95 << " s\n"
              << summary.ingress.ip << " bytes received by a node, of which "
              << summary.ingress.payload << " are payload\n";
    Simulator::Destroy();
    return 0;
}
