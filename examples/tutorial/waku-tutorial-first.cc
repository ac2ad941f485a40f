/* SPDX-License-Identifier: GPL-2.0-only */

// Step 1 of the tutorial: a hundred relays, a message, and how it spread.

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <iostream>

using namespace ns3;

int
main(int argc, char* argv[])
{
    CommandLine cmd(__FILE__);
    cmd.Parse(argc, argv);

    // Who is connected to whom: each of 100 nodes with 6 others.
    OverlayHelper overlay = OverlayHelper::FromString("regular:6");
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(100);

    // Hosts, the Internet between them, and TCP/IP on each.
    NodeContainer nodes(100);
    WanHelper wan;
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("100ms"));
    wan.SetDeviceAttribute("UpRate", StringValue("20Mbps"));
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);

    // A relay on each, which dials along the overlay.
    WakuRelayHelper helper;
    ApplicationContainer relays = helper.Install(nodes);
    helper.Connect(relays, graph, addresses);
    helper.AssignStreams(nodes, 1000);

    // After ten seconds all are connected, and node 0 publishes 2 kB.
    RelayMetrics metrics(relays, devices);
    Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(relays.Get(0));
    Simulator::Schedule(Seconds(10), [publisher] { publisher->Publish(2000); });
    Simulator::Stop(Seconds(20));
    Simulator::Run();

    const RunSummary summary = metrics.Summarize();
    std::cout << summary.delivered << " of " << summary.expectedDeliveries << " deliveries\n"
              << summary.transmissions << " transmissions, " << summary.duplicates
              << " of them duplicates\n"
              << summary.latency.p50 << " s until a node has it (median), " << summary.latency.max
              << " s until all do\n";
    Simulator::Destroy();
    return 0;
}
