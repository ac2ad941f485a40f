/* SPDX-License-Identifier: GPL-2.0-only */

// Steps 2 and 3 of the tutorial: trace sources of relays, and a node that leaves.

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <iostream>
#include <string>

using namespace ns3;

namespace
{

void
Delivered(std::string path, Ptr<const PubsubMessage> message)
{
    std::cout << Simulator::Now().GetSeconds() << " s " << path << " delivers "
              << message->GetPayloadSize() << " bytes\n";
}

void
Sent(Ptr<const PubsubMessage>, const PeerInfo& peer)
{
    std::cout << Simulator::Now().GetSeconds() << " s node 0 sends it to "
              << InetSocketAddress::ConvertFrom(peer.address).GetIpv4() << "\n";
}

void
Online(bool isOnline)
{
    std::cout << Simulator::Now().GetSeconds() << " s node 3 is " << (isOnline ? "back" : "gone")
              << "\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    bool leaves = false;
    CommandLine cmd(__FILE__);
    cmd.AddValue("leaves", "Node 3 is offline from 15 s to 25 s", leaves);
    cmd.Parse(argc, argv);

    // A ring of five nodes.
    const OverlayGraph graph = OverlayHelper::FromString("ring:2").Create(5);
    NodeContainer nodes(5);
    WanHelper wan;
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);
    WakuRelayHelper helper;
    ApplicationContainer relays = helper.Install(nodes);
    helper.Connect(relays, graph, addresses);

    Config::Connect("/NodeList/*/ApplicationList/*/$ns3::WakuRelay/Deliver",
                    MakeCallback(&Delivered));
    relays.Get(0)->TraceConnectWithoutContext("Send", MakeCallback(&Sent));
    relays.Get(3)->TraceConnectWithoutContext("Online", MakeCallback(&Online));

    RelayMetrics metrics(relays, devices);
    Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(relays.Get(0));
    Simulator::Schedule(Seconds(10), [publisher] { publisher->Publish(500); });
    if (leaves)
    {
        Ptr<WakuRelay> leaver = DynamicCast<WakuRelay>(relays.Get(3));
        Simulator::Schedule(Seconds(15), [leaver] { leaver->GoOffline(); });
        Simulator::Schedule(Seconds(20), [publisher] { publisher->Publish(500); });
        Simulator::Schedule(Seconds(25), [leaver] { leaver->GoOnline(); });
        Simulator::Schedule(Seconds(35), [publisher] { publisher->Publish(500); });
    }
    Simulator::Stop(Seconds(40));
    Simulator::Run();

    const RunSummary summary = metrics.Summarize();
    std::cout << summary.delivered << " of " << summary.expectedDeliveries << " deliveries\n";
    Simulator::Destroy();
    return 0;
}
