/* SPDX-License-Identifier: GPL-2.0-only */

// Steps 9 and 10 of the tutorial: the epidemic of epidemic.h, measured, alone or beside relays.

#include "epidemic.h"

#include "ns3/network-module.h"

#include <algorithm>
#include <cmath>
#include <iostream>

using namespace ns3;

namespace
{

/// Share of the nodes that an epidemic reaches in a large random graph where all have one degree.
double
GetReach(double fanout, uint32_t degree)
{
    const double chosen = std::min(1.0, fanout / (degree - 1)); // a certain peer, not the sender
    double neighbour = 1; // probability that a neighbour has the message from its other peers
    for (int i = 0; i < 1000; i++)
    {
        neighbour = 1 - std::pow(1 - chosen * neighbour, degree - 1);
    }
    return 1 - std::pow(1 - chosen * neighbour, degree);
}

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t fanout = 3;
    bool relay = false;
    ProgramOptions options(__FILE__);
    options.AddValue("fanout",
                     "Number of peers to which a node passes a message",
                     fanout,
                     "ns3::EpidemicProtocol::Fanout");
    options.AddValue("relay", "Mount the protocol on Waku relays, which publish too", relay);
    options.Parse(argc, argv);

    OverlayHelper overlay = OverlayHelper::FromString("regular:12");
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(200);
    NodeContainer nodes(200);
    WanHelper wan;
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);

    EpidemicHelper epidemic(fanout);
    WakuRelayHelper relays;
    relays.Mount("ns3::EpidemicProtocol", "Fanout", UintegerValue(fanout));
    P2pNodeHelper& helper = relay ? static_cast<P2pNodeHelper&>(relays) : epidemic;
    ApplicationContainer applications = helper.Install(nodes);
    helper.Connect(applications, graph, addresses);
    helper.AssignStreams(nodes, 1000);

    MessageTracker metrics(applications,
                           devices,
                           {MakeBroadcastProbe<EpidemicProtocol, DescribeRumour>});
    for (uint32_t i = 0; i < 30; i++)
    {
        Ptr<P2pNode> node = DynamicCast<P2pNode>(applications.Get(i));
        Simulator::Schedule(Seconds(10 + i), [node] {
            node->FindProtocol<EpidemicProtocol>()->PublishTraffic(1000);
        });
        if (Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(node))
        {
            Simulator::Schedule(Seconds(10 + i), [publisher] { publisher->Publish(1000); });
        }
    }
    Simulator::Stop(Seconds(50));
    Simulator::Run();

    const RunSummary summary = metrics.Summarize();
    std::cout << "share of nodes reached: " << summary.deliveryRatio << ", closed form "
              << GetReach(fanout, 12) << "\n"
              << "transmissions of a message: " << summary.GetTransmissionsPerMessage() << "\n"
              << "95 % of deliveries within " << summary.latency.p95 << " s\n";
    Simulator::Destroy();
    return 0;
}
