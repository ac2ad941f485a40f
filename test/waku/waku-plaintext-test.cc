/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"

#include "ns3/boolean.h"
#include "ns3/inet-socket-address.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <string>

using namespace ns3;

namespace
{

uint64_t
CountMalformed(const TestRelayNetwork& network)
{
    uint64_t malformed = 0;
    for (uint32_t i = 0; i < network.relays.GetN(); i++)
    {
        malformed += network.Get(i)->GetConnections()->GetSecureChannelCounters().malformed;
    }
    return malformed;
}

} // namespace

/// By transport.
class PlaintextRelays : public testing::TestWithParam<std::string>
{
};

TEST_P(PlaintextRelays, ReachEachOtherThroughAMesh)
{
    TestRelayNetwork network(12);
    network.wan.SetTransport(GetParam());
    network.relay = WakuRelayHelper("GossipSub");
    network.relay.SetConnectionAttribute("SecureChannel", StringValue("Plaintext"));
    network.devices = network.wan.Install(network.nodes);
    InternetTcpHelper().Install(network.nodes);
    network.wan.AssignIpv4Addresses(network.devices);
    network.relays = network.relay.Install(network.nodes);
    network.relay.Connect(network.relays,
                          OverlayHelper::FromString("regular:6").Create(12),
                          WanHelper::GetIpv4Addresses(network.devices));
    network.relay.AssignStreams(network.nodes, 1000);
    network.metrics = std::make_unique<RelayMetrics>(network.relays, network.devices);
    for (uint32_t i = 0; i < 5; i++)
    {
        network.PublishAt(Seconds(5 + i), i, i == 4 ? 140000 : 2000);
    }
    network.RunUntil(Seconds(15));
    EXPECT_EQ(network.metrics->Summarize().delivered, 5U * 11);
    EXPECT_EQ(CountMalformed(network), 0U);
    EXPECT_GT(network.Get(0)->GetConnections()->GetSecureChannelCounters().sentBytes, 1000U);
}

INSTANTIATE_TEST_SUITE_P(Transports, PlaintextRelays, testing::Values("packet", "flow"));

TEST(PlaintextRelay, NodesOfDifferentChannelsLiveInOneNetwork)
{
    TestRelayNetwork network(4);
    network.relay.SetConnectionAttribute("PlaintextPort", UintegerValue(60001));
    network.Build(OverlayGraph(4));
    const auto address = [&](uint32_t node, uint16_t port) {
        return InetSocketAddress(network.addresses.GetAddress(node), port);
    };
    // 0 and 1 have nothing between frames and TCP, the others Plaintext.
    network.Get(0)->Dial(address(1, 60000));
    network.Get(1)->GetConnections()->DialOver(address(2, 60001), SecureChannelKind::PLAINTEXT);
    network.Get(3)->GetConnections()->DialOver(address(2, 60001), SecureChannelKind::PLAINTEXT);
    network.PublishAt(Seconds(3), 0, 1000);
    network.PublishAt(Seconds(4), 3, 1000);
    network.RunUntil(Seconds(8));
    EXPECT_EQ(network.metrics->Summarize().delivered, 6U);
    EXPECT_EQ(network.Get(0)->GetConnections()->GetSecureChannelCounters().sentBytes, 0U);
    EXPECT_EQ(CountMalformed(network), 0U);
}

TEST(PlaintextRelay, OldNameOfNoiseIsNoise)
{
    uint64_t sent[2] = {};
    for (const bool isOld : {false, true})
    {
        TestRelayNetwork network(2);
        isOld ? network.relay.SetConnectionAttribute("SecureChannelOverhead", BooleanValue(true))
              : network.relay.SetConnectionAttribute("SecureChannel", StringValue("Noise"));
        network.Build("regular:1");
        network.RunUntil(Seconds(3));
        sent[isOld] = network.Get(0)->GetConnections()->GetSecureChannelCounters().sentBytes;
    }
    EXPECT_GT(sent[0], 500U);
    EXPECT_EQ(sent[0], sent[1]);
}
