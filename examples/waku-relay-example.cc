/* SPDX-License-Identifier: GPL-2.0-only */

// Waku relay over a random d-regular overlay: publish messages, see how they spread.
//   waku-relay-example --nodes=1000 --degree=6 --messages=10 --json=summary.json
//   waku-relay-example --mode=GossipSub --degree=20
//   mpirun -np 2 waku-relay-example ...    over two processes, where ns-3 is built with MPI

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <cmath>
#include <iostream>

using namespace ns3;

int
main(int argc, char* argv[])
{
    DistributedHelper ranks(&argc, &argv);
    uint32_t nNodes = 100;
    uint32_t degree = 6;
    uint32_t nMessages = 10;
    uint32_t payload = 2048;
    double rate = 0;
    std::string mode = "Static";
    std::string latency = "100ms";
    std::string up = "100Mbps";
    std::string down = "100Mbps";
    std::string forwardDelay = "0s";
    uint32_t segments = 1;
    std::string transport = "packet";
    std::string overlayFile;
    std::string log;
    std::string pcap;
    std::string json;
    ViewHelper view;

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of nodes", nNodes);
    cmd.AddValue("degree", "Degree of the overlay", degree);
    cmd.AddValue("messages", "Number of messages, from random nodes", nMessages);
    cmd.AddValue("payload", "Payload of a message, bytes", payload);
    cmd.AddValue("messagesPerHour", "Messages of a node per hour, not one a second in all", rate);
    cmd.AddChoice("mode", "The overlay is the mesh, or has one", mode, {"Static", "GossipSub"});
    cmd.AddValue("latency",
                 "One-way delay of any two nodes",
                 latency,
                 "ns3::ConstantWanLatency::Delay");
    cmd.AddRate("up", "Up rate of a node", up);
    cmd.AddRate("down", "Down rate of a node", down);
    cmd.AddValue("forwardDelay",
                 "How long a node waits before it forwards, in mode Static",
                 forwardDelay,
                 "ns3::StaticRouter::ForwardDelay");
    cmd.AddChoice("segments", "TCP segments in one packet", segments, {1, 2, 5, 10});
    cmd.AddTransport(transport);
    cmd.AddValue("overlay", "Read the overlay from a file (.json, .graphml, .txt)", overlayFile);
    cmd.AddOutput("log", "Write a propagation log for whispervis to this file", log);
    cmd.AddOutput("pcap", "Capture node 0 to a file with this prefix", pcap, {"-0-0.pcap"});
    cmd.AddOutput("json", "Write the run summary to this file", json);
    view.AddOptions(cmd);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckTransport(transport, segments, pcap);
    ProgramOptions::CheckOutput("log", PropagationRecorder::GetNetworkPath(log));
    ProgramOptions::CheckRange("nodes", nNodes, 2, 1000000);
    ProgramOptions::CheckRange("degree", degree, 1, 1000000);
    ProgramOptions::CheckRange("messages", nMessages, 0, 1000000);
    ProgramOptions::CheckRange("messagesPerHour", rate, 0, 1000000);
    ProgramOptions::CheckPayload("payload", payload, "ns3::WakuRelay::MaxMessageSize");

    // Who is connected to whom.
    OverlayHelper overlay = OverlayHelper::FromString(
        overlayFile.empty() ? "regular:" + std::to_string(degree) : "file:" + overlayFile);
    overlay.SetSource(overlayFile.empty() ? "--degree" : "--overlay");
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(overlayFile.empty() ? nNodes : 0);
    nNodes = graph.GetNNodes();
    const double seconds = rate > 0 ? std::ceil(3600.0 * nMessages / (rate * nNodes)) : nMessages;
    ProgramOptions::Check("messagesPerHour",
                          rate,
                          seconds <= 1e9,
                          "enough for all messages in 1e9 s");
    const Time duration = Seconds(seconds);
    if (ranks.IsRoot() && nMessages > 0)
    {
        FlowAccuracy::Warn("waku-relay-example",
                           {transport, payload, 0, Seconds(seconds / nMessages)});
    }

    // The Internet between them.
    NodeContainer nodes = ranks.CreateNodes(nNodes);
    WanHelper wan;
    wan.SetTransport(transport);
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue(latency));
    wan.SetDeviceAttribute("UpRate", StringValue(up));
    wan.SetDeviceAttribute("DownRate", StringValue(down));
    NetDeviceContainer devices = wan.Install(nodes);
    ranks.SetLookAhead(devices);
    InternetTcpHelper tcp;
    tcp.SetSegmentsPerPacket(segments);
    tcp.Install(nodes);
    wan.AssignIpv4Addresses(devices);
    wan.AssignStreams(devices, 10);
    if (!pcap.empty() && ranks.IsRoot())
    {
        wan.EnablePcap(pcap, nodes.Get(0)->GetId(), 0);
    }

    // The relays.
    const Time start = Seconds(10);
    WakuRelayHelper relay(mode);
    if (mode == "Static")
    {
        relay.SetRouterAttribute("ForwardDelay", StringValue(forwardDelay));
    }
    if (rate > 0)
    {
        relay.SetTrafficAttribute("MessagesPerHour", DoubleValue(rate));
        const std::string constant = "ns3::ConstantRandomVariable[Constant=";
        relay.SetTrafficAttribute("Size", StringValue(constant + std::to_string(payload) + "]"));
        relay.SetTrafficAttribute("Start", TimeValue(start));
        relay.SetTrafficAttribute("Stop", TimeValue(start + duration));
    }
    ApplicationContainer relays = relay.Install(nodes);
    relay.Connect(relays, graph, WanHelper::GetIpv4Addresses(devices));
    relay.AssignStreams(nodes, 1000);

    RelayMetrics metrics(relays, devices);
    metrics.CountFrom(start);
    PropagationRecorder recorder(log, relays, graph, overlayFile);
    view.Record(relays, devices);
    Ptr<UniformRandomVariable> publisher = CreateObject<UniformRandomVariable>();
    publisher->SetStream(1);
    for (uint32_t i = 0; rate == 0 && i < nMessages; i++)
    {
        const uint32_t index = publisher->GetInteger(0, nNodes - 1);
        Ptr<WakuRelay> node = DynamicCast<WakuRelay>(relays.Get(index));
        Simulator::Schedule(start + Seconds(i), [node, payload] { node->Publish(payload); });
    }
    Simulator::Stop(start + duration + Seconds(10));
    Simulator::Run();
    metrics.Reduce();

    RunSummary summary = metrics.Summarize();
    summary.protocol = "waku-relay";
    summary.degree = 2.0 * graph.GetNLinks() / nNodes;
    summary.messageBytes = payload;
    if (ranks.IsRoot())
    {
        summary.WriteText(std::cout);
        summary.WriteJson(json);
    }
    recorder.Write(std::cout);
    view.Write(summary);
    Simulator::Destroy();
    return 0;
}
