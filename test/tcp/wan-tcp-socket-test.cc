/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/constant-wan-loss.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/wan-channel.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-tcp-socket-factory.h"
#include "ns3/wan-tcp-socket.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 4001;
constexpr uint32_t RECEIVERS = 30;
constexpr uint32_t MESSAGE = 50000;
constexpr uint32_t SMALL_MESSAGES = 30;
constexpr uint32_t SMALL = 100;

/** Host 0 sends a message to each of the other hosts at once; 30 of 50 kB take 2.4 s at 5 Mbit/s.
 */
class WanTcp : public testing::Test
{
  protected:
    WanTcp()
        : nodes(RECEIVERS + 1)
    {
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("50ms"));
        devices = wan.Install(nodes);
        devices.Get(0)->SetAttribute("UpRate", StringValue("5Mbps"));
        InternetTcpHelper().Install(nodes);
        addresses = wan.AssignIpv4Addresses(devices);
    }

    void TearDown() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    Ptr<WanNetDevice> Sender() const
    {
        return DynamicCast<WanNetDevice>(devices.Get(0));
    }

    void SendToAll(TypeId factory)
    {
        for (uint32_t i = 1; i <= RECEIVERS; i++)
        {
            Listen(nodes.Get(i), factory);
            Ptr<Socket> client = Socket::CreateSocket(nodes.Get(0), factory);
            client->TraceConnectWithoutContext("CongState",
                                               MakeCallback(&WanTcp::ChangeState, this));
            client->Bind();
            client->Connect(InetSocketAddress(addresses.GetAddress(i), PORT));
            sockets.push_back(client);
            // The first message opens the window, small ones bring the timeout down to its least
            // value, and the last one goes at once.
            SendAt(Seconds(1), client, MESSAGE);
            for (uint32_t k = 0; k < SMALL_MESSAGES; k++)
            {
                SendAt(Seconds(10) + MilliSeconds(200 * k), client, SMALL);
            }
            SendAt(Seconds(20), client, MESSAGE);
        }
        Simulator::Stop(Seconds(60));
        Simulator::Run();
    }

    Ptr<Socket> Listen(Ptr<Node> node, TypeId factory)
    {
        Ptr<Socket> listener = Socket::CreateSocket(node, factory);
        listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        listener->Listen();
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&WanTcp::Accept, this));
        return listener;
    }

    static void SendAt(Time at, Ptr<Socket> socket, uint32_t bytes)
    {
        Simulator::Schedule(at, [socket, bytes] { socket->Send(Create<Packet>(bytes)); });
    }

    void ChangeState(TcpSocketState::TcpCongState_t, TcpSocketState::TcpCongState_t state)
    {
        timeouts += state == TcpSocketState::CA_LOSS;
    }

    void Accept(Ptr<Socket> socket, const Address&)
    {
        socket->SetRecvCallback(MakeCallback(&WanTcp::Receive, this));
        sockets.push_back(socket);
    }

    void Receive(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            received += packet->GetSize();
        }
    }

    static constexpr uint64_t ALL = uint64_t(RECEIVERS) * (2 * MESSAGE + SMALL_MESSAGES * SMALL);

    NodeContainer nodes;
    NetDeviceContainer devices;
    WanHelper wan;
    Ipv4InterfaceContainer addresses;
    std::vector<Ptr<Socket>> sockets;
    uint64_t received{0};
    uint32_t timeouts{0};
};

TEST_F(WanTcp, WhatWaitsInTheHostsOwnQueueIsNotTakenForLost)
{
    SendToAll(WanTcpSocketFactory::GetTypeId());
    EXPECT_EQ(received, ALL);
    EXPECT_EQ(timeouts, 0U);
}

TEST_F(WanTcp, AStockSocketTakesForLostWhatWaitsInTheHostsOwnQueue)
{
    SendToAll(TcpSocketFactory::GetTypeId());
    EXPECT_EQ(received, ALL);
    EXPECT_GT(timeouts, 0U);
}

TEST_F(WanTcp, WhatIsLostIsSentAgain)
{
    Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
    loss->SetAttribute("Probability", DoubleValue(0.05));
    Sender()->GetChannel()->GetObject<WanChannel>()->SetLossModel(loss);
    SendToAll(WanTcpSocketFactory::GetTypeId());
    EXPECT_EQ(received, ALL);
    EXPECT_GT(timeouts, 0U);
}

TEST_F(WanTcp, AcceptedConnectionsAreOfTheSameKind)
{
    SendToAll(WanTcpSocketFactory::GetTypeId());
    ASSERT_EQ(sockets.size(), 2 * RECEIVERS);
    for (const Ptr<Socket>& socket : sockets)
    {
        EXPECT_TRUE(DynamicCast<WanTcpSocket>(socket));
    }
}

TEST_F(WanTcp, AConnectionOnThePortsOfAClosedOneGetsItsOwnSegments)
{
    const TypeId factory = WanTcpSocketFactory::GetTypeId();
    Ptr<Socket> listener = Listen(nodes.Get(1), factory);
    const auto connect = [&] {
        Ptr<Socket> client = Socket::CreateSocket(nodes.Get(0), factory);
        EXPECT_EQ(client->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT + 1)), 0);
        client->Connect(InetSocketAddress(addresses.GetAddress(1), PORT));
        client->Send(Create<Packet>(MESSAGE));
        return client;
    };
    Ptr<Socket> first = connect();
    Simulator::Schedule(Seconds(10), [&] {
        first->Close();
        sockets.front()->Close();
    });
    Ptr<Socket> second;
    const Time afterTimeWait = Minutes(10);
    Simulator::Schedule(afterTimeWait, [&] { second = connect(); });
    Simulator::Stop(afterTimeWait + Seconds(30));
    Simulator::Run();
    EXPECT_EQ(sockets.size(), 2U);
    EXPECT_EQ(received, 2U * MESSAGE);
}

TEST_F(WanTcp, TheBacklogIsTheTimeThatTheUpLinkTakesForWhatIsQueued)
{
    EXPECT_EQ(Sender()->GetTxBacklog(), Time(0));
    const Address any = Sender()->GetBroadcast();
    for (int i = 0; i < 3; i++)
    {
        Sender()->Send(Create<Packet>(1250), any, 0x0800);
    }
    EXPECT_EQ(Sender()->GetTxBacklog(), MilliSeconds(6));
}

} // namespace
