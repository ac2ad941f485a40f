/* SPDX-License-Identifier: GPL-2.0-only */

// Simulated relays that real libp2p nodes of this machine can join, in real time.
//   sudo unshare -n waku-gateway --nodes=20 --degree=6 --messages=100
//   ... --dial=172.30.0.2:4001      relay 0 dials a real node there
// Real nodes reach relay I at /ip4/10.0.0.(I+1)/tcp/60001.

#include "gateway-lag.h"
#include "gateway-tap.h"

#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"

#include <csignal>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;

namespace
{

constexpr uint16_t PLAINTEXT_PORT = 60001;

volatile std::sig_atomic_t stopped = 0;

/// Simulator::Stop() must not be called by a signal.
void
WatchSignal(int)
{
    stopped = 1;
}

void
StopAtSignal()
{
    if (stopped)
    {
        Simulator::Stop();
        return;
    }
    Simulator::Schedule(MilliSeconds(50), &StopAtSignal);
}

std::string
ToHex(const MessageId& id)
{
    std::ostringstream text;
    for (const uint8_t byte : id.GetKey())
    {
        text << std::hex << std::setw(2) << std::setfill('0') << +byte;
    }
    return text.str();
}

/// Address and port of text such as 172.30.0.2:4001.
InetSocketAddress
ReadAddress(const std::string& text)
{
    const std::size_t colon = text.rfind(':');
    in_addr address{};
    uint32_t port = 0;
    std::istringstream portText(colon == std::string::npos ? "" : text.substr(colon + 1));
    portText >> port;
    ProgramOptions::Check("dial",
                          text,
                          port >= 1 && port <= 65535 && portText.eof() &&
                              inet_pton(AF_INET, text.substr(0, colon).c_str(), &address) == 1,
                          "IPv4 addresses with ports, separated by commas");
    return InetSocketAddress(Ipv4Address(ntohl(address.s_addr)), static_cast<uint16_t>(port));
}

/// What relays and real nodes have seen of each other.
class GatewayLog
{
  public:
    explicit GatewayLog(const std::string& path)
    {
        if (!path.empty())
        {
            m_file.open(path);
        }
    }

    void Watch(Ptr<WakuRelay> relay, uint32_t number)
    {
        const std::string context = std::to_string(number);
        m_relays[context] = relay;
        relay->TraceConnect("Deliver", context, MakeCallback(&GatewayLog::Deliver, this));
        relay->TraceConnect("PeerUp", context, MakeCallback(&GatewayLog::PeerUp, this));
    }

    void Note(const std::string& event, const std::string& node, const std::string& what)
    {
        m_file << Simulator::Now().GetSeconds() << " " << event << " " << node << " " << what
               << std::endl;
    }

    /// Note which real nodes are in the mesh of a relay.
    void NoteMeshes()
    {
        for (const auto& [node, peer] : m_realPeers)
        {
            const auto router = DynamicCast<GossipSubRouter>(m_relays.at(node)->GetRouter());
            if (router && router->GetMesh("/waku/2/rs/0/0").Contains(peer.id))
            {
                Note("mesh", node, Describe(peer));
            }
        }
    }

    uint64_t deliveries{0};

  private:
    static std::string Describe(const PeerInfo& peer)
    {
        const auto address = InetSocketAddress::ConvertFrom(peer.address);
        std::ostringstream text;
        text << address.GetIpv4() << ":" << address.GetPort();
        return text.str();
    }

    void Deliver(std::string node, Ptr<const PubsubMessage> message)
    {
        deliveries++;
        Note("deliver", node, ToHex(message->GetId()));
    }

    void PeerUp(std::string node, const PeerInfo& peer)
    {
        const auto address = InetSocketAddress::ConvertFrom(peer.address);
        if (!Ipv4Mask("255.0.0.0").IsMatch(address.GetIpv4(), Ipv4Address("10.0.0.0")))
        {
            m_realPeers.emplace_back(node, peer);
            Note("peer", node, Describe(peer));
        }
    }

    std::ofstream m_file;
    std::map<std::string, Ptr<WakuRelay>> m_relays;            ///< by their numbers
    std::vector<std::pair<std::string, PeerInfo>> m_realPeers; ///< of a relay
};

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t nNodes = 20;
    uint32_t degree = 6;
    uint32_t nMessages = 0;
    uint32_t payload = 500;
    Time interval = MilliSeconds(100);
    Time start = Seconds(5);
    Time duration = Seconds(30);
    std::string mode = "GossipSub";
    std::string latency = "50ms";
    std::string rate = "100Mbps";
    std::string tapName = "waku0";
    uint32_t largestSegment = 1460;
    std::string dial;
    std::string log;
    std::string json;
    ViewHelper view;

    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of simulated relays", nNodes);
    cmd.AddValue("degree", "Degree of their overlay", degree);
    cmd.AddChoice("mode", "What the relays are", mode, {"GossipSub", "Static"});
    cmd.AddValue("messages", "Number of messages, from the relays in turn", nMessages);
    cmd.AddValue("payload", "Payload of a message, bytes", payload);
    cmd.AddValue("interval", "Time between messages", interval);
    cmd.AddValue("start", "Time of the first message; the lag is measured from then on", start);
    cmd.AddValue("duration", "When the program ends; 0 at SIGINT or SIGTERM only", duration);
    cmd.AddValue("latency", "One-way delay of any two", latency, "ns3::ConstantWanLatency::Delay");
    cmd.AddRate("rate", "Up and down rate of a relay", rate);
    cmd.AddValue("tap", "Name of the TAP device", tapName);
    cmd.AddValue("mss", "Largest segment that real nodes may send, bytes", largestSegment);
    cmd.AddValue("dial", "Real nodes: the I-th is dialled by relay I, from 0 on", dial);
    cmd.AddOutput("log", "Write deliveries and real peers to this file", log);
    cmd.AddOutput("json", "Write the summary to this file", json);
    view.AddOptions(cmd);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("nodes", nNodes, 2, 10000);
    ProgramOptions::CheckRange("degree", degree, 1, 10000);
    ProgramOptions::CheckRange("mss", largestSegment, 64, 1460);
    ProgramOptions::Check("tap",
                          tapName,
                          !tapName.empty() && tapName.size() < IFNAMSIZ,
                          "1 to " + std::to_string(IFNAMSIZ - 1) + " characters");
    ProgramOptions::CheckPayload("payload", payload, "ns3::WakuRelay::MaxMessageSize");
    std::vector<InetSocketAddress> dialled;
    std::istringstream addresses(dial);
    for (std::string address; std::getline(addresses, address, ',');)
    {
        dialled.push_back(ReadAddress(address));
    }

    GlobalValue::Bind("SimulatorImplementationType", StringValue("ns3::RealtimeSimulatorImpl"));
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    // Ids as js-libp2p computes them, whatever the message is.
    Config::SetDefault("ns3::WakuRelay::MessageIds", StringValue("Data"));

    OverlayHelper overlay = OverlayHelper::FromString("regular:" + std::to_string(degree));
    overlay.SetSource("--degree");
    overlay.AssignStreams(0);
    const OverlayGraph graph = overlay.Create(nNodes);

    // The simulated Internet. The last host is the border.
    NodeContainer nodes;
    nodes.Create(nNodes);
    const Ptr<Node> border = CreateObject<Node>();
    NodeContainer all(nodes, border);
    WanHelper wan;
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue(latency));
    wan.SetDeviceAttribute("UpRate", StringValue(rate));
    wan.SetDeviceAttribute("DownRate", StringValue(rate));
    const NetDeviceContainer devices = wan.Install(all);
    const auto borderDevice = DynamicCast<WanNetDevice>(devices.Get(nNodes));
    borderDevice->SetAttribute("UpRate", StringValue("0bps"));
    borderDevice->SetAttribute("DownRate", StringValue("0bps"));
    InternetTcpHelper().Install(all);
    const Ipv4InterfaceContainer wanAddresses = wan.AssignIpv4Addresses(devices);
    wan.AssignStreams(devices, 10);

    // The real hosts: all addresses of the network of the TAP device are behind the border.
    const Ipv4Address outside("172.30.0.0");
    const Ipv4Mask outsideMask("255.255.255.0");
    const Ipv4Address gateway(outside.Get() + 1);
    const Ipv4Address host(outside.Get() + 2);
    const GatewayTap tap(tapName);
    const Ptr<GatewayDevice> tapDevice = CreateObject<GatewayDevice>();
    tapDevice->SetLargestSegment(static_cast<uint16_t>(largestSegment));
    tapDevice->SetAddress(Mac48Address::Allocate());
    border->AddDevice(tapDevice);
    tapDevice->SetFileDescriptor(tap.GetDescriptor());
    const Ptr<Ipv4> borderIp = border->GetObject<Ipv4>();
    const uint32_t tapInterface = borderIp->AddInterface(tapDevice);
    borderIp->AddAddress(tapInterface, Ipv4InterfaceAddress(gateway, outsideMask));
    borderIp->SetUp(tapInterface);
    const auto channel = DynamicCast<WanChannel>(borderDevice->GetChannel());
    for (uint32_t i = 2; i < 255; i++)
    {
        channel->AddAddress(Ipv4Address(outside.Get() + i), borderDevice);
    }
    for (uint32_t i = 0; i < nNodes; i++)
    {
        const Ptr<Ipv4> ip = nodes.Get(i)->GetObject<Ipv4>();
        Ipv4StaticRoutingHelper().GetStaticRouting(ip)->SetDefaultRoute(
            wanAddresses.GetAddress(nNodes),
            static_cast<uint32_t>(ip->GetInterfaceForDevice(devices.Get(i))));
    }
    tap.SetUp(host, outsideMask, Ipv4Address("10.0.0.0"), Ipv4Mask("255.0.0.0"), gateway);

    WakuRelayHelper relay(mode);
    relay.SetConnectionAttribute("PlaintextPort", UintegerValue(PLAINTEXT_PORT));
    const ApplicationContainer relays = relay.Install(nodes);
    std::vector<Ipv4Address> relayAddresses = WanHelper::GetIpv4Addresses(devices);
    relayAddresses.pop_back();
    relay.Connect(relays, graph, relayAddresses);
    relay.AssignStreams(nodes, 1000);
    GatewayLog events(log);
    NetDeviceContainer relayDevices;
    for (uint32_t i = 0; i < nNodes; i++)
    {
        events.Watch(DynamicCast<WakuRelay>(relays.Get(i)), i);
        relayDevices.Add(devices.Get(i));
        // Heartbeats at the same time would be the work of a second at once.
        relays.Get(i)->SetStartTime(Seconds(double(i) / nNodes));
    }
    std::unique_ptr<RelayMetrics> metrics;
    if (view.IsOn())
    {
        metrics = std::make_unique<RelayMetrics>(relays, relayDevices);
        metrics->AllowOutside();
        view.Record(relays, relayDevices);
    }
    for (uint32_t i = 0; i < dialled.size(); i++)
    {
        DynamicCast<WakuRelay>(relays.Get(i % nNodes))
            ->GetConnections()
            ->DialOver(dialled[i], SecureChannelKind::PLAINTEXT);
    }
    for (uint32_t i = 0; i < nMessages; i++)
    {
        const auto publisher = DynamicCast<WakuRelay>(relays.Get(i % nNodes));
        Simulator::Schedule(start + i * interval, [&events, publisher, payload, i, nNodes] {
            const auto message = publisher->Publish(payload);
            if (message)
            {
                events.Note("publish", std::to_string(i % nNodes), ToHex(message->GetId()));
            }
        });
    }

    Simulator::Schedule(start + nMessages * interval, &GatewayLog::NoteMeshes, &events);

    GatewayLag lag;
    lag.Start();
    Simulator::Schedule(start, &GatewayLag::Restart, &lag);
    std::signal(SIGINT, WatchSignal);
    std::signal(SIGTERM, WatchSignal);
    Simulator::Schedule(Time(0), &StopAtSignal);
    Simulator::Schedule(MilliSeconds(1), [&] {
        std::cout << nNodes << " relays at /ip4/" << wanAddresses.GetAddress(0) << "/tcp/"
                  << PLAINTEXT_PORT << " to /ip4/" << wanAddresses.GetAddress(nNodes - 1)
                  << "; this host is " << host << " on " << tapName << std::endl;
    });
    if (!duration.IsZero())
    {
        Simulator::Stop(duration);
    }
    Simulator::Run();
    lag.Write(std::cout);

    SecureChannelCounters counters;
    for (uint32_t i = 0; i < nNodes; i++)
    {
        const SecureChannelCounters& node =
            DynamicCast<WakuRelay>(relays.Get(i))->GetConnections()->GetSecureChannelCounters();
        counters.malformed += node.malformed;
        counters.refusedStreams += node.refusedStreams;
        counters.brokenStreams += node.brokenStreams;
    }
    std::cout << events.deliveries << " deliveries to relays; of connections with real nodes, "
              << counters.malformed << " were malformed, and of their streams "
              << counters.brokenStreams << "; " << counters.refusedStreams
              << " proposals of protocols were refused" << std::endl;
    if (!json.empty())
    {
        const nlohmann::ordered_json summary = {{"protocol", "waku-relay"},
                                                {"nodes", nNodes},
                                                {"published", nMessages},
                                                {"delivered", events.deliveries},
                                                {"malformed", counters.malformed},
                                                {"lag_s",
                                                 {{"p50", lag.GetQuantile(0.5) / 1000},
                                                  {"p99", lag.GetQuantile(0.99) / 1000},
                                                  {"max", lag.GetQuantile(1) / 1000}}},
                                                {"processor_share", lag.GetProcessorShare()}};
        std::ofstream(json) << summary.dump(2) << std::endl;
    }
    if (metrics)
    {
        view.Write(metrics->Summarize());
    }
    Simulator::Destroy();
    return 0;
}
