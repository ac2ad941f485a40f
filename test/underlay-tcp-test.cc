/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/config.h"
#include "ns3/data-rate.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 4001;

/** Two hosts, and a TCP transfer from host 0 to host 1. */
class UnderlayTcp : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    void Build(bool ipv6 = false, uint32_t segments = 1, const std::string& rate = "100Mbps")
    {
        nodes.Create(2);
        wan.SetDeviceAttribute("UpRate", StringValue(rate));
        wan.SetDeviceAttribute("DownRate", StringValue(rate));
        devices = wan.Install(nodes);
        tcp.SetIpv4StackInstall(!ipv6);
        tcp.SetIpv6StackInstall(ipv6);
        tcp.SetSegmentsPerPacket(segments);
        tcp.Install(nodes);
        if (ipv6)
        {
            const Ipv6InterfaceContainer interfaces = wan.AssignIpv6Addresses(devices);
            local = Inet6SocketAddress(Ipv6Address::GetAny(), PORT);
            remote = Inet6SocketAddress(interfaces.GetAddress(1, 1), PORT);
        }
        else
        {
            const Ipv4InterfaceContainer interfaces = wan.AssignIpv4Addresses(devices);
            local = InetSocketAddress(Ipv4Address::GetAny(), PORT);
            remote = InetSocketAddress(interfaces.GetAddress(1), PORT);
        }
        devices.Get(0)->TraceConnectWithoutContext("PhyTxBegin",
                                                   MakeCallback(&UnderlayTcp::Sent, this));
    }

    void Transfer(uint32_t bytes)
    {
        toSend = bytes;
        listener = Socket::CreateSocket(nodes.Get(1), TcpSocketFactory::GetTypeId());
        listener->Bind(local);
        listener->Listen();
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&UnderlayTcp::Accepted, this));
        client = Socket::CreateSocket(nodes.Get(0), TcpSocketFactory::GetTypeId());
        client->TraceConnectWithoutContext("RWND", MakeCallback(&UnderlayTcp::RemoteWindow, this));
        client->SetConnectCallback(MakeCallback(&UnderlayTcp::Connected, this),
                                   MakeNullCallback<void, Ptr<Socket>>());
        Simulator::Schedule(Seconds(1), [this] { client->Connect(remote); });
        Simulator::Stop(Seconds(100));
        Simulator::Run();
    }

    void Connected(Ptr<Socket> socket)
    {
        connected = Simulator::Now();
        EXPECT_EQ(socket->Send(Create<Packet>(toSend)), int(toSend));
    }

    void Accepted(Ptr<Socket> socket, const Address&)
    {
        server = socket;
        server->SetRecvCallback(MakeCallback(&UnderlayTcp::Received, this));
    }

    void Received(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            received += packet->GetSize();
            lastReceived = Simulator::Now();
        }
    }

    void Sent(Ptr<const Packet> packet)
    {
        largest = std::max(largest, packet->GetSize());
        if (!connected.IsZero() && Simulator::Now() < connected + MilliSeconds(200))
        {
            firstFlight += packet->GetSize();
        }
    }

    void RemoteWindow(uint32_t, uint32_t window)
    {
        remoteWindow = std::max(remoteWindow, window);
    }

    NodeContainer nodes;
    NetDeviceContainer devices;
    WanHelper wan;
    InternetTcpHelper tcp;
    Address local;
    Address remote;
    Ptr<Socket> listener;
    Ptr<Socket> client;
    Ptr<Socket> server;
    uint32_t toSend{0};
    uint32_t received{0};
    uint32_t largest{0};
    uint32_t firstFlight{0};
    uint32_t remoteWindow{0};
    Time connected;
    Time lastReceived;
};

} // namespace

TEST_F(UnderlayTcp, Ipv4TransferArrivesWhole)
{
    Build();
    Transfer(1000000);
    EXPECT_EQ(received, 1000000u);
    EXPECT_EQ(largest, 1500u);
}

TEST_F(UnderlayTcp, Ipv6TransferArrivesWhole)
{
    Build(true);
    Transfer(1000000);
    EXPECT_EQ(received, 1000000u);
    EXPECT_EQ(largest, 1500u);
}
