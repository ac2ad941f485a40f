/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/internet-tcp-helper.h"
#include "ns3/overlay-helper.h"
#include "ns3/path-delay-probe.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/relay-metrics.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/transit-stub-helper.h"
#include "ns3/waku-relay-helper.h"
#include "ns3/waku-relay.h"
#include "ns3/wan-helper.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/** Hosts behind routers, with links of known rates and delays. */
class UnderlayRouters : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }

    void Build(uint32_t count, const std::string& transitDelay)
    {
        hosts = NodeContainer();
        hosts.Create(count);
        InternetTcpHelper().Install(hosts);
        routers = TransitStubHelper();
        routers.SetTransit(2, DataRate("1Gbps"), transitDelay);
        routers.SetStub(2, DataRate("1Gbps"), "ns3::ConstantRandomVariable[Constant=5]");
        routers.SetAccess(DataRate("10Mbps"),
                          DataRate("20Mbps"),
                          "ns3::ConstantRandomVariable[Constant=2]");
        routers.AssignStreams(10);
        routers.Install(hosts);
    }

    /** \return latencies of messages among relays on nodes */
    RunSummary::Quantiles RunRelays(const NodeContainer& nodes,
                                    const std::vector<Ipv4Address>& addresses)
    {
        OverlayHelper overlay = OverlayHelper::FromString("regular:4");
        overlay.AssignStreams(1);
        WakuRelayHelper relay;
        const ApplicationContainer relays = relay.Install(nodes);
        relay.Connect(relays, overlay.Create(nodes.GetN()), addresses);
        relay.AssignStreams(nodes, 1000);
        RelayMetrics metrics(relays, NetDeviceContainer());
        for (uint32_t i = 0; i < 4; i++)
        {
            Ptr<WakuRelay> publisher = DynamicCast<WakuRelay>(relays.Get(i));
            Simulator::Schedule(Seconds(10 + 2 * i), [publisher] { publisher->Publish(20000); });
        }
        Simulator::Stop(Seconds(30));
        Simulator::Run();
        const RunSummary summary = metrics.Summarize();
        EXPECT_EQ(summary.deliveryRatio, 1);
        return summary.latency;
    }

    NodeContainer hosts;
    TransitStubHelper routers;
};

TEST_F(UnderlayRouters, DelaysAreThoseOfTheLinksOnThePath)
{
    Build(8, "ns3::ConstantRandomVariable[Constant=30]");
    PathDelayProbe probe(hosts, routers.GetAddresses());
    probe.Measure();
    // A probe has 1500 bytes, and 2 of the point-to-point protocol on each link.
    const double bits = 1502 * 8;
    const double access = bits / 10e6 + bits / 20e6;
    const double core = bits / 1e9;
    // Hosts 0 and 4 have the same stub router; 0 and 2 the same transit router; 0 and 1 none.
    EXPECT_NEAR(probe.GetDelay(0, 4).GetSeconds(), 0.004 + access, 1e-6);
    EXPECT_NEAR(probe.GetDelay(0, 2).GetSeconds(), 0.014 + access + 2 * core, 1e-6);
    EXPECT_NEAR(probe.GetDelay(0, 1).GetSeconds(), 0.044 + access + 3 * core, 1e-6);
    EXPECT_EQ(routers.GetRegion(0), routers.GetRegion(2));
    EXPECT_NE(routers.GetRegion(0), routers.GetRegion(1));
    const Ptr<WanLatencyModel> latency = probe.MakeLatency(Seconds(access));
    EXPECT_NEAR(latency->GetDelay(0, 1).GetSeconds(), 0.044 + 3 * core, 1e-6);
}

TEST_F(UnderlayRouters, RelaysHaveTheLatenciesThatTheyHaveOnAWanWithMeasuredDelays)
{
    Build(40, "ns3::UniformRandomVariable[Min=10|Max=60]");
    PathDelayProbe probe(hosts, routers.GetAddresses());
    probe.Measure();
    Simulator::Destroy();
    Build(40, "ns3::UniformRandomVariable[Min=10|Max=60]");
    const RunSummary::Quantiles onRouters = RunRelays(hosts, routers.GetAddresses());
    Simulator::Destroy();

    NodeContainer nodes(40);
    WanHelper wan;
    wan.SetLatency(probe.MakeLatency(Seconds(1500 * 8 / 10e6 + 1500 * 8 / 20e6)));
    wan.SetDeviceAttribute("UpRate", StringValue("10Mbps"));
    wan.SetDeviceAttribute("DownRate", StringValue("20Mbps"));
    const NetDeviceContainer devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    wan.AssignIpv4Addresses(devices);
    const RunSummary::Quantiles onWan = RunRelays(nodes, WanHelper::GetIpv4Addresses(devices));
    EXPECT_NEAR(onWan.p5 / onRouters.p5, 1, 0.01);
    EXPECT_NEAR(onWan.p50 / onRouters.p50, 1, 0.01);
    EXPECT_NEAR(onWan.p95 / onRouters.p95, 1, 0.01);
    EXPECT_NEAR(onWan.mean / onRouters.mean, 1, 0.01);
}

TEST_F(UnderlayRouters, WrongSettingsStopTheProgram)
{
    EXPECT_DEATH(routers.SetTransit(0, DataRate("1Gbps"), "ns3::ConstantRandomVariable"),
                 "TransitStubHelper::SetTransit: 0 routers");
    EXPECT_DEATH(routers.SetStub(1, DataRate("1Gbps"), "ns3::Node"), "is no ns3::RandomVariable");
    NodeContainer bare(1);
    EXPECT_DEATH(routers.Install(bare), "has no IPv4 stack");
}

} // namespace
