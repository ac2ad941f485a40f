/* SPDX-License-Identifier: GPL-2.0-only */

// Whisper over a random d-regular overlay or that of a file: publish envelopes, see how they
// spread.
//
//   whisper-example --overlay=beta_fleet_28.json --messages=1 --log=log.json
//   mpirun -np 2 whisper-example ...    over two processes, where ns-3 is built with MPI

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

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
    std::string latency = "100ms";
    std::string up = "100Mbps";
    std::string down = "100Mbps";
    uint32_t segments = 1;
    std::string transport = "packet";
    uint32_t ttl = 50;
    double pow = 0.2;
    uint32_t bloomTopics = 0;
    Time cycle = MilliSeconds(300);
    double light = 0;
    bool devp2p = false;
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
    cmd.AddValue("latency",
                 "One-way delay of any two nodes",
                 latency,
                 "ns3::ConstantWanLatency::Delay");
    cmd.AddRate("up", "Up rate of a node", up);
    cmd.AddRate("down", "Down rate of a node", down);
    cmd.AddChoice("segments", "TCP segments in one packet", segments, {1, 2, 5, 10});
    cmd.AddTransport(transport);
    cmd.AddValue("ttl",
                 "Time to live of an envelope, seconds",
                 ttl,
                 "ns3::WhisperProtocol::DefaultTtl");
    cmd.AddValue("pow",
                 "Proof of work of an envelope, and least accepted",
                 pow,
                 "ns3::WhisperProtocol::PowTarget");
    cmd.AddValue("bloomTopics", "Topics of a user; light nodes send bloom filters", bloomTopics);
    cmd.AddValue("cycle", "Time between two bundles for a peer; 0s to forward at once", cycle);
    cmd.AddValue("light", "Share of light nodes, which forward nothing", light);
    cmd.AddValue("devp2p", "Whether nodes send go-ethereum's segments and pings", devp2p);
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
    ProgramOptions::CheckRange("bloomTopics", bloomTopics, 0, 10000);
    ProgramOptions::CheckRange("light", light, 0, 1);
    const bool hasCycle = cycle.IsZero() || cycle >= MicroSeconds(1);
    ProgramOptions::Check("cycle", cycle, hasCycle, "0s or at least 1us");
    ProgramOptions::CheckPayload("payload", payload, "ns3::WhisperProtocol::MaxMessageSize");

    // Who is connected to whom, over which Internet.
    const std::string regular = "regular:" + std::to_string(degree);
    OverlayHelper overlay =
        OverlayHelper::FromString(overlayFile.empty() ? regular : "file:" + overlayFile);
    overlay.SetSource(overlayFile.empty() ? "--degree" : "--overlay");
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(overlayFile.empty() ? nNodes : 0);
    nNodes = graph.GetNNodes();
    const double seconds = rate > 0 ? 3600.0 * nMessages / (rate * nNodes) : nMessages;
    ProgramOptions::Check("messagesPerHour",
                          rate,
                          seconds <= 1e9,
                          "enough for all messages in 1e9 s");
    if (ranks.IsRoot() && nMessages > 0)
    {
        FlowAccuracy::Warn("whisper-example",
                           {transport, payload, 0, Seconds(seconds / nMessages)});
    }
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
    if (!pcap.empty() && ranks.IsRoot())
    {
        wan.EnablePcap(pcap, nodes.Get(0)->GetId(), 0);
    }

    // The nodes.
    const Time start = Seconds(10);
    WhisperHelper whisper;
    whisper.SetProtocolAttribute("DefaultTtl", UintegerValue(ttl));
    whisper.SetProofOfWork(pow);
    whisper.SetTransmissionCycle(cycle);
    if (devp2p)
    {
        whisper.UseDevp2p();
    }
    whisper.SetEdgeNodes(ChooseLightNodes(graph, light, 2, "--light"));
    whisper.SetEdgeProtocolAttribute("LightNode", BooleanValue(true));
    if (bloomTopics > 0)
    {
        whisper.SetUserTopics(bloomTopics, 10 * bloomTopics);
        whisper.SetEdgeProtocolAttribute("FullNode", BooleanValue(false));
    }
    const Time stop = start + Seconds(seconds);
    whisper.SetTraffic(rate, payload, start, stop);
    ApplicationContainer peers = whisper.Install(nodes);
    whisper.Connect(peers, graph, WanHelper::GetIpv4Addresses(devices));
    whisper.AssignStreams(nodes, 1000);

    WhisperMetrics metrics(peers, devices);
    metrics.CountFrom(start);
    PropagationRecorder recorder(log, peers, graph, overlayFile);
    view.Record(peers, devices);
    WhisperHelper::WriteEverySecond(peers, rate > 0 ? 0 : nMessages, payload, start, 1);
    Simulator::Stop(stop + Seconds(10));
    Simulator::Run();
    metrics.Reduce();

    RunSummary summary = metrics.Summarize();
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
