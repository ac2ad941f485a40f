/* SPDX-License-Identifier: GPL-2.0-only */

// Swarm's pss over a Kademlia network: users write to each other by overlay address.
//
//   pss-example --nodes=300 --addressBytes=1       the less of an address, the more nodes get it
//   pss-example --snapshot=snapshot_64.json        the network of one of Swarm's own tests
//   pss-example --discovery --nodes=50             nodes find each other from one node on

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <iostream>
#include <optional>

using namespace ns3;

int
main(int argc, char* argv[])
{
    uint32_t nNodes = 100;
    uint32_t nMessages = 10;
    uint32_t payload = 2048;
    uint32_t addressBytes = 32;
    std::string recipient = "Contact";
    std::string encryption = "Asymmetric";
    std::string transport = "packet";
    std::string snapshot;
    bool discovery = false;
    std::string pcap;
    std::string json;
    ViewHelper view;

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of nodes", nNodes);
    cmd.AddValue("messages", "Number of messages, from random nodes, one a second", nMessages);
    cmd.AddValue("payload", "Payload of a message, bytes", payload);
    cmd.AddValue("addressBytes",
                 "Bytes of the recipient's address that a message has",
                 addressBytes,
                 "ns3::PssUser::AddressBytes");
    cmd.AddValue("recipient",
                 "Contact, Neighbourhood or Everyone",
                 recipient,
                 "ns3::PssUser::Recipient");
    cmd.AddValue("encryption",
                 "Raw, Symmetric or Asymmetric",
                 encryption,
                 "ns3::PssUser::Encryption");
    cmd.AddTransport(transport);
    cmd.AddValue("snapshot", "Network of Swarm's simulations to read from a file", snapshot);
    cmd.AddValue("discovery", "Whether nodes know only one node at first", discovery);
    cmd.AddOutput("pcap", "Capture node 0 to a file with this prefix", pcap, {"-0-0.pcap"});
    cmd.AddOutput("json", "Write the run summary to this file", json);
    view.AddOptions(cmd);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckTransport(transport, 1, pcap);
    ProgramOptions::CheckRange("nodes", nNodes, 2, 100000);
    ProgramOptions::CheckRange("messages", nMessages, 0, 1000000);
    ProgramOptions::CheckRange("payload", payload, 1, 1000000);

    // Overlay addresses, and who is connected to whom.
    std::optional<PssNetwork> network;
    if (!snapshot.empty())
    {
        network = PssHelper::ReadNetwork(snapshot);
        nNodes = static_cast<uint32_t>(network->GetAddresses().size());
    }
    else if (!discovery)
    {
        network = PssHelper::CreateNetwork(nNodes, PssKademliaSettings(), 5);
    }
    OverlayGraph graph(nNodes);
    for (uint32_t i = 1; i < nNodes; i++)
    {
        graph.AddLink(i, 0); // of a network that is to form itself
    }
    graph = network ? network->GetGraph() : graph;

    // The Internet between them.
    NodeContainer nodes(nNodes);
    WanHelper wan;
    wan.SetTransport(transport);
    NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    wan.AssignIpv4Addresses(devices);
    if (!pcap.empty())
    {
        wan.EnablePcap(pcap, nodes.Get(0)->GetId(), 0);
    }

    // The nodes.
    PssHelper pss;
    pss.SetAddressStream(5);
    if (network)
    {
        pss.SetNetwork(*network);
    }
    pss.SetUserAttribute("AddressBytes", UintegerValue(addressBytes));
    pss.SetUserAttribute("Recipient", StringValue(recipient));
    pss.SetUserAttribute("Encryption", StringValue(encryption));
    ApplicationContainer peers = pss.Install(nodes);
    pss.Connect(peers, graph, WanHelper::GetIpv4Addresses(devices));
    pss.AssignStreams(nodes, 1000);

    const Time start = Seconds(discovery ? 60 : 10);
    PssMetrics metrics(peers, devices);
    metrics.CountFrom(start);
    view.Record(peers, devices);
    PssHelper::WriteEverySecond(peers, nMessages, payload, start, 1);
    Simulator::Stop(start + Seconds(nMessages + 10));
    Simulator::Run();

    RunSummary summary = metrics.Summarize();
    summary.degree = 2.0 * graph.GetNLinks() / nNodes;
    summary.messageBytes = payload;
    summary.WriteText(std::cout);
    std::cout << "handled             " << metrics.GetNHandled() << " times, by any node\n";
    summary.WriteJson(json);
    view.Write(summary);
    Simulator::Destroy();
    return 0;
}
