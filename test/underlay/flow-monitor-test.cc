/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"

#include "ns3/wan-host.h"

#include <gtest/gtest.h>

#ifdef WAKU_FLOW_MONITOR
#include "ns3/flow-monitor-helper.h"

using namespace ns3;

TEST(UnderlayFlowMonitor, BytesOfNs3sFlowMonitorAreThoseOfTheDevices)
{
    TestRelayNetwork network(10);
    network.Build("regular:4");
    FlowMonitorHelper helper;
    const Ptr<FlowMonitor> monitor = helper.Install(network.nodes);
    network.PublishAt(Seconds(5), 3, 20000);
    network.PublishAt(Seconds(6), 4, 500);
    network.RunUntil(Seconds(20));
    uint64_t sent = 0;
    uint64_t received = 0;
    uint64_t lost = 0;
    for (const auto& [flow, statistics] : monitor->GetFlowStats())
    {
        sent += statistics.txBytes;
        received += statistics.rxBytes;
        lost += statistics.lostPackets;
    }
    uint64_t deviceSent = 0;
    uint64_t deviceReceived = 0;
    for (uint32_t i = 0; i < network.devices.GetN(); i++)
    {
        deviceSent += WanHost::Of(network.devices.Get(i))->GetTxBytes();
        deviceReceived += WanHost::Of(network.devices.Get(i))->GetRxBytes();
    }
    EXPECT_GT(sent, 20000U * 9);
    EXPECT_EQ(sent, deviceSent);
    EXPECT_EQ(received, deviceReceived);
    EXPECT_EQ(lost, 0U);
}
#endif
