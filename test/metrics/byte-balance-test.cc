/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"

#include "ns3/byte-balance.h"
#include "ns3/constant-wan-loss.h"
#include "ns3/double.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-host.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

/// Relays on narrow links with loss, some of which break off while messages are on their way.
class ByteBalanceOfRelays : public testing::TestWithParam<std::string>
{
  protected:
    ByteBalanceOfRelays()
        : network(16)
    {
        network.wan.SetTransport(GetParam());
        network.wan.SetDeviceAttribute("DownRate", StringValue("2Mbps"));
        network.wan.SetDeviceAttribute("UpRate", StringValue("20Mbps"));
        if (std::string(GetParam()) == "flow")
        {
            network.wan.SetDeviceAttribute("RxQueueSize", StringValue("20kB"));
        }
        else
        {
            network.wan.SetRxQueue("ns3::DropTailQueue", "MaxSize", StringValue("20kB"));
        }
        Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
        loss->SetAttribute("Probability", DoubleValue(0.01));
        network.wan.SetLoss(loss);
        Build();
        for (uint32_t i = 0; i < 10; i++)
        {
            network.PublishAt(Seconds(5 + i), i, 20000);
        }
    }

    /** As network.Build, with addresses of either transport. */
    void Build()
    {
        OverlayHelper overlay = OverlayHelper::FromString("regular:6");
        overlay.AssignStreams(0);
        network.devices = network.wan.Install(network.nodes);
        network.wan.AssignStreams(network.devices, 10);
        InternetTcpHelper().Install(network.nodes);
        network.wan.AssignIpv4Addresses(network.devices);
        network.relays = network.relay.Install(network.nodes);
        network.relay.Connect(network.relays,
                              overlay.Create(network.nodes.GetN()),
                              WanHelper::GetIpv4Addresses(network.devices));
        network.relay.AssignStreams(network.nodes, 1000);
        network.metrics = std::make_unique<RelayMetrics>(network.relays, network.devices);
    }

    /** Break the link of a host, and mend it. */
    void BreakAt(double seconds, uint32_t host)
    {
        WanHost* broken = WanHost::Of(network.devices.Get(host));
        Simulator::Schedule(Seconds(seconds), [broken] { broken->SetLinkUp(false); });
        Simulator::Schedule(Seconds(seconds + 3), [broken] { broken->SetLinkUp(true); });
    }

    const WanLedger& GetLedger() const
    {
        return DynamicCast<WanChannel>(network.devices.Get(0)->GetChannel())->GetLedger();
    }

    TestRelayNetwork network;
};

} // namespace

TEST_P(ByteBalanceOfRelays, EveryByteOfAPacketIsReceivedLostOrUnderWay)
{
    BreakAt(6.05, 3);
    BreakAt(8.2, 4);
    bool isUnderWay = false;
    for (uint32_t ms = 1000; ms < 20000; ms += 7)
    {
        network.RunUntil(MilliSeconds(ms));
        ASSERT_EQ(GetLedger().GetMissing(), 0) << ms << " ms";
        isUnderWay = isUnderWay || GetLedger().travelling + GetLedger().waiting > 0;
        ASSERT_EQ(network.metrics->TakeFailure(), "") << ms << " ms";
    }
    EXPECT_TRUE(isUnderWay);
    EXPECT_GT(GetLedger().lost, GetLedger().sent / 200);
    EXPECT_GT(GetLedger().received, 16U * 10 * 20000 / 2);
}

INSTANTIATE_TEST_SUITE_P(Transports,
                         ByteBalanceOfRelays,
                         testing::Values("packet", "flow"),
                         [](const auto& one) { return one.param; });

TEST(ByteBalance, NamesTheLevelThatDoesNotAddUp)
{
    ByteBalance balance;
    balance.payloadSent = 100;
    balance.payloadReceived = 100;
    balance.protocolSent = 200;
    balance.protocolReceived = 190;
    balance.ip = {1000, 700, 200, 60, 40};
    EXPECT_EQ(balance.GetFailure(), "");

    ByteBalance payload = balance;
    payload.payloadReceived++;
    EXPECT_EQ(payload.GetFailure(), "nodes have received 101 bytes of payload of 100 sent");

    ByteBalance protocol = balance;
    protocol.protocolReceived = 201;
    EXPECT_EQ(protocol.GetFailure(), "nodes have received 201 bytes of their protocol of 200 sent");
    protocol.unmeasured = 1;
    EXPECT_EQ(protocol.GetFailure(), "");

    for (const int64_t wrong : {-5, 5})
    {
        ByteBalance ip = balance;
        ip.ip.waiting = static_cast<uint64_t>(40 - wrong);
        EXPECT_EQ(ip.GetFailure(),
                  "hosts have sent 1000 bytes of IP packets; 700 were received, 200 lost, " +
                      std::to_string(100 - wrong) + " are under way, and " + std::to_string(wrong) +
                      " are missing");
    }
}

TEST(ByteBalance, OfTwoRanksIsThatOfTheirSum)
{
    ByteBalance sum;
    ByteBalance ranks[2];
    // A packet of 100 bytes has gone from one rank to the other, and another one is on its way.
    ranks[0].ip = {200, 0, 0, 200, 0};
    ranks[1].ip = {0, 100, 0, 0, 0};
    ranks[1].ip.travelling -= 100;
    for (ByteBalance& rank : ranks)
    {
        for (std::size_t i = 0; i < sum.GetNumbers().size(); i++)
        {
            *sum.GetNumbers()[i] += *rank.GetNumbers()[i];
        }
    }
    EXPECT_EQ(sum.GetFailure(), "");
    EXPECT_EQ(sum.ip.travelling, 100U);
}
