/* SPDX-License-Identifier: GPL-2.0-only */

// Relays on routers and on a WanChannel. First the same relays on a transit-stub topology and on a
// WAN with the delays that were measured on it, with an idle core: how far are the latencies apart?
// Then with background traffic on a bottleneck between two regions, which the WAN cannot have: how
// much does it change?
//
//   wan-against-routers --nodes=100 --payload=2000
//   wan-against-routers --loads=0.5,0.9,1 --bottleneck=100Mbps

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/waku-module.h"
#include "ns3/waku-study-module.h"

#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t BACKGROUND_PORT = 9;    ///< port of the discard service (RFC 863)
constexpr uint32_t BACKGROUND = 1500 - 28; ///< payload of a background packet, bytes
constexpr int64_t OVERLAY_STREAM = 1;
constexpr int64_t ROUTER_STREAM = 10;
constexpr int64_t BACKGROUND_STREAM = 20;
constexpr int64_t RELAY_STREAM = 1000;

/// The experiment.
struct Experiment
{
    uint32_t nodes{100};
    uint32_t regions{4};
    uint32_t payload{2000};
    uint32_t messages{20};
    std::string mode{"Static"};
    std::string rate{"100Mbps"};
    std::string core{"10Gbps"};
    std::string bottleneck{"100Mbps"};
    std::string loads{"0.5,0.9,1"};
};

/// Hosts with a stack, and their addresses.
struct Hosts
{
    NodeContainer nodes;
    std::vector<Ipv4Address> addresses;
};

/// A network of routers.
Hosts
BuildRouters(const Experiment& experiment, TransitStubHelper& routers)
{
    Hosts hosts;
    hosts.nodes.Create(experiment.nodes);
    InternetTcpHelper().Install(hosts.nodes);
    routers.SetTransit(experiment.regions,
                       DataRate(experiment.core),
                       "ns3::UniformRandomVariable[Min=10|Max=60]");
    routers.SetStub(2, DataRate(experiment.core), "ns3::UniformRandomVariable[Min=1|Max=5]");
    routers.SetAccess(DataRate(experiment.rate),
                      DataRate(experiment.rate),
                      "ns3::UniformRandomVariable[Min=1|Max=5]");
    routers.AssignStreams(ROUTER_STREAM);
    routers.Install(hosts.nodes);
    hosts.addresses = routers.GetAddresses();
    return hosts;
}

/// A WAN with given delays.
Hosts
BuildWan(const Experiment& experiment, Ptr<WanLatencyModel> latency)
{
    Hosts hosts;
    hosts.nodes.Create(experiment.nodes);
    WanHelper wan;
    wan.SetLatency(latency);
    wan.SetDeviceAttribute("UpRate", StringValue(experiment.rate));
    wan.SetDeviceAttribute("DownRate", StringValue(experiment.rate));
    const NetDeviceContainer devices = wan.Install(hosts.nodes);
    InternetTcpHelper().Install(hosts.nodes);
    wan.AssignIpv4Addresses(devices);
    hosts.addresses = WanHelper::GetIpv4Addresses(devices);
    return hosts;
}

/// The latencies of relays on hosts. Messages are 2 s apart.
RunSummary
RunRelays(const Experiment& experiment, const Hosts& hosts)
{
    OverlayHelper overlay = OverlayHelper::FromString("regular:6");
    overlay.AssignStreams(OVERLAY_STREAM);
    const OverlayGraph graph = overlay.Create(experiment.nodes);
    WakuRelayHelper relay(experiment.mode);
    const ApplicationContainer relays = relay.Install(hosts.nodes);
    relay.Connect(relays, graph, hosts.addresses);
    relay.AssignStreams(hosts.nodes, RELAY_STREAM);
    RelayMetrics metrics(relays, NetDeviceContainer());
    for (uint32_t i = 0; i < experiment.messages; i++)
    {
        Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(relays.Get(i % experiment.nodes));
        Simulator::Schedule(Seconds(10 + 2 * i),
                            [publisher, &experiment] { publisher->Publish(experiment.payload); });
    }
    Simulator::Stop(Seconds(20 + 2 * experiment.messages));
    Simulator::Run();
    return metrics.Summarize();
}

/// Packets of 1500 bytes from a router to the next one, at random moments.
class BackgroundTraffic
{
  public:
    BackgroundTraffic(Ptr<Node> from, Ipv4Address to, DataRate rate, double load, int64_t stream)
        : m_socket(Socket::CreateSocket(from, UdpSocketFactory::GetTypeId())),
          m_gap(CreateObject<ExponentialRandomVariable>())
    {
        m_socket->Connect(InetSocketAddress(to, BACKGROUND_PORT));
        m_gap->SetAttribute("Mean", DoubleValue(1500 * 8.0 / rate.GetBitRate() / load));
        m_gap->SetStream(stream);
        Simulator::ScheduleNow(&BackgroundTraffic::Send, this);
    }

  private:
    void Send()
    {
        m_socket->Send(Create<Packet>(BACKGROUND));
        Simulator::Schedule(Seconds(m_gap->GetValue()), &BackgroundTraffic::Send, this);
    }

    Ptr<Socket> m_socket;
    Ptr<ExponentialRandomVariable> m_gap;
};

/// The latencies of relays with a bottleneck between the regions 0 and 1.
RunSummary
RunWithLoad(const Experiment& experiment, double load)
{
    TransitStubHelper routers;
    const Hosts hosts = BuildRouters(experiment, routers);
    const DataRate rate(experiment.bottleneck);
    std::vector<std::unique_ptr<BackgroundTraffic>> traffic;
    for (const uint32_t from : {0U, 1U})
    {
        const uint32_t to = 1 - from;
        routers.GetTransitDevice(from, to)->SetAttribute("DataRate", DataRateValue(rate));
        if (load > 0)
        {
            traffic.push_back(
                std::make_unique<BackgroundTraffic>(routers.GetTransitRouters().Get(from),
                                                    routers.GetTransitAddress(from, to),
                                                    rate,
                                                    load,
                                                    BACKGROUND_STREAM + from));
        }
    }
    const RunSummary summary = RunRelays(experiment, hosts);
    Simulator::Destroy();
    return summary;
}

/// A row of the table.
void
Write(const std::string& name, const RunSummary& summary, const RunSummary& reference)
{
    const auto percent = [](double ours, double theirs) { return 100 * (ours / theirs - 1); };
    const RunSummary::Quantiles& ours = summary.latency;
    const RunSummary::Quantiles& theirs = reference.latency;
    std::cout << std::left << std::setw(22) << name << std::right << std::fixed
              << std::setprecision(1);
    for (const double seconds : {ours.p5, ours.p50, ours.p95, ours.p99, ours.mean})
    {
        std::cout << std::setw(9) << 1000 * seconds;
    }
    std::cout << std::showpos << std::setprecision(2);
    for (const double error : {percent(ours.p50, theirs.p50),
                               percent(ours.p95, theirs.p95),
                               percent(ours.mean, theirs.mean)})
    {
        std::cout << std::setw(9) << error;
    }
    std::cout << std::noshowpos << std::setw(9) << std::setprecision(4) << summary.deliveryRatio
              << "\n";
}

/// \return the shares in a text such as 0.5,0.9
std::vector<double>
ReadLoads(const std::string& text)
{
    std::vector<double> loads;
    std::istringstream in(text);
    for (std::string load; std::getline(in, load, ',');)
    {
        std::istringstream number(load);
        double value = -1;
        number >> value;
        ProgramOptions::Check("loads",
                              text,
                              value >= 0 && value <= 2 && number.eof(),
                              "shares of the bottleneck's rate from 0 to 2, with commas between");
        loads.push_back(value);
    }
    return loads;
}

} // namespace

int
main(int argc, char* argv[])
{
    Experiment experiment;
    ProgramOptions cmd(__FILE__);
    cmd.AddValue("nodes", "Number of hosts", experiment.nodes);
    cmd.AddValue("regions", "Transit routers", experiment.regions);
    cmd.AddValue("payload", "Payload of a message, bytes", experiment.payload);
    cmd.AddValue("messages", "Number of messages, 2 s apart", experiment.messages);
    cmd.AddValue("mode", "Mode of the relays", experiment.mode, "ns3::WakuRelay::Mode");
    cmd.AddRate("rate", "Up and down rate of a host", experiment.rate);
    cmd.AddRate("core", "Rate of links between routers", experiment.core);
    cmd.AddRate("bottleneck", "Rate of the link between regions 0 and 1", experiment.bottleneck);
    cmd.AddValue("loads", "Background traffic, shares of that rate", experiment.loads);
    cmd.Parse(argc, argv);
    ProgramOptions::CheckRange("nodes", experiment.nodes, 8, 1000);
    ProgramOptions::CheckRange("regions", experiment.regions, 2, 100);
    ProgramOptions::CheckRange("messages", experiment.messages, 1, 10000);
    const std::vector<double> loads = ReadLoads(experiment.loads);

    TransitStubHelper measured;
    const Hosts probed = BuildRouters(experiment, measured);
    PathDelayProbe probe(probed.nodes, probed.addresses);
    probe.Measure();
    Simulator::Destroy();
    const Time access = 2 * DataRate(experiment.rate).CalculateBytesTxTime(1500);
    const Hosts wan = BuildWan(experiment, probe.MakeLatency(access));
    const RunSummary onWan = RunRelays(experiment, wan);
    Simulator::Destroy();

    std::cout << "latency, ms                 p5      p50      p95      p99     mean"
              << "   p50, %   p95, %  mean, %  delivered\n";
    Write("WAN", onWan, onWan);
    TransitStubHelper routers;
    const Hosts idle = BuildRouters(experiment, routers);
    const RunSummary onRouters = RunRelays(experiment, idle);
    Simulator::Destroy();
    Write("routers, idle core", onRouters, onWan);
    for (const double load : loads)
    {
        std::ostringstream name;
        name << "bottleneck, load " << load;
        Write(name.str(), RunWithLoad(experiment, load), onWan);
    }
    return 0;
}
