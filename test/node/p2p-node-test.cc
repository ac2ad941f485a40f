/* SPDX-License-Identifier: GPL-2.0-only */
#include "fake-peer-network.h"
#include "ping-protocol.h"
#include "trace-sink.h"

#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/object-factory.h"
#include "ns3/p2p-node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

/// Nodes on the WAN that play ping pong; the first dials the second.
class P2pNodeTest : public testing::Test
{
  public:
    P2pNodeTest()
        : hosts(2)
    {
        const NetDeviceContainer devices = wan.Install(hosts);
        InternetTcpHelper().Install(hosts);
        addresses = wan.AssignIpv4Addresses(devices);
        for (uint32_t i = 0; i < 2; i++)
        {
            nodes.push_back(CreateObject<P2pNode>());
            pings.push_back(CreateObject<PingProtocol>());
            nodes[i]->Mount(pings[i]);
            hosts.Get(i)->AddApplication(nodes[i]);
        }
        nodes[0]->Dial(InetSocketAddress(addresses.GetAddress(1), 60000));
    }

    ~P2pNodeTest() override
    {
        Simulator::Destroy();
    }

    void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    NodeContainer hosts;
    WanHelper wan;
    Ipv4InterfaceContainer addresses;
    std::vector<Ptr<P2pNode>> nodes;
    std::vector<Ptr<PingProtocol>> pings;
};

using P2pNodeDeathTest = P2pNodeTest;

} // namespace

TEST_F(P2pNodeTest, ASmallProtocolWorksOverTheWan)
{
    RunUntil(10.25);
    EXPECT_EQ(pings[0]->ups, 1);
    EXPECT_EQ(pings[1]->ups, 1);
    // TCP is there after 0.2 s at the one, and 0.3 s at the other.
    EXPECT_EQ(pings[0]->pings, 11);
    EXPECT_EQ(pings[1]->pings, 10);
    EXPECT_EQ(pings[1]->pongs, 10);
    EXPECT_NEAR(pings[0]->roundTrip.GetSeconds(), 0.2, 0.001);
    EXPECT_EQ(nodes[0]->GetConnections()->GetNPeers(), 1U);
}

TEST(PeerHostTest, TheSameProtocolWorksWithoutANetwork)
{
    FakePeerNetwork network;
    const Ptr<PingProtocol> first = CreateObject<PingProtocol>();
    const Ptr<PingProtocol> second = CreateObject<PingProtocol>();
    FakePeerNetwork::Host& a = network.Add(first);
    FakePeerNetwork::Host& b = network.Add(second);
    a.Start();
    b.Start();
    network.Connect(a, b);
    network.RunUntil(Seconds(9.5));
    EXPECT_EQ(first->pings, 10);
    EXPECT_EQ(first->pongs, 10);
    EXPECT_EQ(second->pongs, 10);
    EXPECT_EQ(first->roundTrip, MilliSeconds(200));
    a.Hear(0, {7, 1, 1});
    EXPECT_EQ(first->errors, 1);
    b.Stop();
    network.RunUntil(Seconds(20));
    EXPECT_EQ(first->downs, 1);
    EXPECT_EQ(second->downs, 1);
    EXPECT_EQ(first->pings, 10);
}

TEST_F(P2pNodeTest, EachTraceFiresOnceForWhatItTells)
{
    std::vector<bool> online;
    int ups = 0;
    int downs = 0;
    uint32_t txBytes = 0;
    uint32_t rxBytes = 0;
    const Ptr<P2pNode> node = nodes[0];
    node->TraceConnectWithoutContext("Online", MakeTraceSink<bool>([&](bool isOnline) {
                                         online.push_back(isOnline);
                                     }));
    node->TraceConnectWithoutContext("PeerUp", MakeTraceSink<const PeerInfo&>([&](const PeerInfo&) {
                                         ups++;
                                         // the protocol is told after the node
                                         EXPECT_EQ(pings[0]->ups, ups - 1);
                                     }));
    node->TraceConnectWithoutContext(
        "PeerDown",
        MakeTraceSink<const PeerInfo&>([&](const PeerInfo&) { downs++; }));
    node->TraceConnectWithoutContext("Tx",
                                     MakeTraceSink<uint32_t>([&](uint32_t n) { txBytes += n; }));
    node->TraceConnectWithoutContext("Rx",
                                     MakeTraceSink<uint32_t>([&](uint32_t n) { rxBytes += n; }));
    Simulator::Schedule(Seconds(5), &P2pNode::GoOffline, node);
    Simulator::Schedule(Seconds(6), &P2pNode::GoOnline, node);
    RunUntil(10);
    EXPECT_EQ(online, (std::vector<bool>{true, false, true}));
    EXPECT_EQ(ups, 2);
    EXPECT_EQ(downs, 1);
    EXPECT_EQ(pings[0]->ups, 2);
    EXPECT_EQ(pings[0]->downs, 1);
    // Each frame is a byte.
    EXPECT_EQ(txBytes, static_cast<uint32_t>(pings[0]->sent));
    EXPECT_GT(pings[0]->pongs, 5);
    EXPECT_GE(rxBytes, static_cast<uint32_t>(pings[0]->pongs));
    EXPECT_LE(rxBytes, static_cast<uint32_t>(pings[1]->sent));
}

TEST_F(P2pNodeTest, WhatWasToBeDoneLaterIsForgottenOffline)
{
    Simulator::Schedule(Seconds(5), [this] {
        nodes[0]->GoOffline();
        nodes[0]->GoOnline();
    });
    RunUntil(5.9);
    const int before = pings[0]->pings;
    RunUntil(15.9);
    EXPECT_EQ(pings[0]->pings, before + 10);
}

TEST_F(P2pNodeTest, AScriptThatSaysOfflineBeforeTheStartIsHeard)
{
    nodes[0]->SetStartTime(Seconds(5));
    Simulator::Schedule(Seconds(1), &P2pNode::GoOffline, nodes[0]);
    Simulator::Schedule(Seconds(8), &P2pNode::GoOnline, nodes[0]);
    RunUntil(7);
    EXPECT_FALSE(nodes[0]->IsOnline());
    EXPECT_EQ(pings[0]->ups, 0);
    RunUntil(9);
    EXPECT_TRUE(nodes[0]->IsOnline());
    EXPECT_EQ(pings[0]->ups, 1);
}

TEST_F(P2pNodeTest, OthersMayKeepANodeOffline)
{
    const int churn = 0;
    Simulator::Schedule(Seconds(1), [&] { nodes[0]->GetPresence().SetOffline(&churn, true); });
    Simulator::Schedule(Seconds(2), &P2pNode::GoOffline, nodes[0]);
    Simulator::Schedule(Seconds(3), &P2pNode::GoOnline, nodes[0]);
    Simulator::Schedule(Seconds(5), [&] { nodes[0]->GetPresence().SetOffline(&churn, false); });
    RunUntil(4);
    EXPECT_FALSE(nodes[0]->IsOnline());
    RunUntil(6);
    EXPECT_TRUE(nodes[0]->IsOnline());
}

TEST_F(P2pNodeTest, AStoppedApplicationIsOfflineWhateverIsSaid)
{
    nodes[0]->SetStopTime(Seconds(5));
    Simulator::Schedule(Seconds(6), [this] {
        nodes[0]->GoOffline();
        nodes[0]->GoOnline();
    });
    RunUntil(10);
    EXPECT_FALSE(nodes[0]->IsOnline());
    EXPECT_FALSE(pings[0]->IsStarted());
    EXPECT_EQ(pings[0]->downs, 1);
    EXPECT_EQ(nodes[1]->GetConnections()->GetNPeers(), 0U);
}

TEST_F(P2pNodeTest, ProtocolsAreFoundByIdAndByClass)
{
    EXPECT_EQ(nodes[0]->FindProtocol("/ping/1.0.0"), pings[0]);
    EXPECT_EQ(nodes[0]->FindProtocol("/ping/2.0.0"), nullptr);
    EXPECT_EQ(nodes[0]->FindProtocol<PingProtocol>(), pings[0]);
    EXPECT_EQ(CreateObject<P2pNode>()->FindProtocol<PingProtocol>(), nullptr);
}

TEST_F(P2pNodeDeathTest, ProtocolsAreMountedBeforeTheStartUnderIdsOfTheirOwn)
{
    EXPECT_DEATH(
        {
            nodes[0]->Mount(CreateObject<PingProtocol>());
            RunUntil(1);
        },
        "P2pNode: two protocols are mounted as \"/ping/1.0.0\"");
    RunUntil(1);
    EXPECT_DEATH(nodes[0]->Mount(CreateObject<PingProtocol>("/ping/2.0.0")),
                 "P2pNode: protocol \"/ping/2.0.0\" can't be mounted any more");
    EXPECT_DEATH(nodes[0]->SetConnections(CreateObject<PeerConnectionManager>()),
                 "P2pNode: Connections can't be changed any more");
}
