/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WAKU_FLOW_TEST_PAIR_H
#define WAKU_FLOW_TEST_PAIR_H

#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/flow-net-device.h"
#include "ns3/flow-socket-factory.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/** Hosts of the flow transport; the first dials the second, and what happens is noted. */
class FlowTestPair : public testing::Test
{
  protected:
    static constexpr uint16_t PORT = 4001; ///< where the second host listens

    /** Times, in milliseconds, at which a socket had received so many bytes. */
    using Arrivals = std::vector<std::pair<double, uint64_t>>;

    /** A socket and what it was told. */
    struct End
    {
        Ptr<Socket> socket;          ///< the socket
        Arrivals arrivals;           ///< bytes received
        uint64_t received{0};        ///< number of them
        uint64_t dataSent{0};        ///< bytes that DataSent told of
        double connected{-1};        ///< when it was connected, ms
        double failed{-1};           ///< when it could not connect, ms
        double closed{-1};           ///< when the peer closed, ms
        double broken{-1};           ///< when the connection was reset, ms
        std::vector<uint32_t> rooms; ///< what the callback of room was told
        bool reads{true};            ///< whether it reads what arrives
    };

    void TearDown() override
    {
        client = End();
        server = End();
        listener = nullptr;
        devices = NetDeviceContainer();
        Simulator::Destroy();
        Config::Reset();
    }

    /** Make hosts; rates as `8Mbps`, 0bps is unlimited. */
    void MakeHosts(const std::string& latency,
                   const std::string& up,
                   const std::string& down,
                   uint32_t hosts = 2,
                   const std::string& transport = "flow")
    {
        nodes = NodeContainer(hosts);
        wan.SetTransport(transport);
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue(latency));
        wan.SetDeviceAttribute("UpRate", StringValue(up));
        wan.SetDeviceAttribute("DownRate", StringValue(down));
        devices = wan.Install(nodes);
        wan.AssignStreams(devices, 1);
        InternetTcpHelper().Install(nodes);
        wan.AssignIpv4Addresses(devices);
    }

    /** \return address of a host with a port */
    Address AddressOf(uint32_t host, uint16_t port = PORT) const
    {
        return InetSocketAddress(WanHelper::GetIpv4Addresses(devices)[host], port);
    }

    /** Listen on the second host. */
    void Listen()
    {
        listener = Make(1);
        ASSERT_EQ(listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT)), 0);
        ASSERT_EQ(listener->Listen(), 0);
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&FlowTestPair::Accept, this));
    }

    /** Dial the second host from the first, at 0 s. */
    void Dial()
    {
        client.socket = Make(0);
        Watch(client);
        ASSERT_EQ(client.socket->Bind(), 0);
        ASSERT_EQ(client.socket->Connect(AddressOf(1)), 0);
    }

    /** Both, and what the hosts were before: connected after 1.5 round trips. */
    void Connect()
    {
        Listen();
        Dial();
    }

    /** Call something at a time, in milliseconds. */
    template <typename F>
    static void At(double ms, F call)
    {
        Simulator::Schedule(NanoSeconds(static_cast<int64_t>(ms * 1e6)) - Simulator::Now(), call);
    }

    /** Send bytes at a time, in milliseconds. */
    void SendAt(double ms, End& end, uint32_t bytes)
    {
        At(ms, [&end, bytes] {
            EXPECT_EQ(end.socket->Send(Create<Packet>(bytes)), static_cast<int>(bytes));
        });
    }

    /** Simulate until a time, in milliseconds. */
    static void RunUntil(double ms)
    {
        Simulator::Stop(NanoSeconds(static_cast<int64_t>(ms * 1e6)) - Simulator::Now());
        Simulator::Run();
    }

    /** \return the current time, in milliseconds */
    static double Now()
    {
        return Simulator::Now().GetSeconds() * 1e3;
    }

    /** \return when so many bytes had arrived, in milliseconds; -1: never */
    static double ArrivalOf(const End& end, uint64_t bytes)
    {
        for (const auto& [ms, received] : end.arrivals)
        {
            if (received >= bytes)
            {
                return ms;
            }
        }
        return -1;
    }

    /** \return the device of a host */
    Ptr<FlowNetDevice> Host(uint32_t host) const
    {
        return DynamicCast<FlowNetDevice>(devices.Get(host));
    }

    /** \return a socket of a host */
    Ptr<Socket> Make(uint32_t host) const
    {
        return Socket::CreateSocket(nodes.Get(host), FlowSocketFactory::GetTypeId());
    }

    /** Note what a socket is told. */
    void Watch(End& end)
    {
        Ptr<Socket> socket = end.socket;
        socket->SetConnectCallback(MakeCallback(&FlowTestPair::HandleConnected, this),
                                   MakeCallback(&FlowTestPair::HandleFailed, this));
        socket->SetCloseCallbacks(MakeCallback(&FlowTestPair::HandleClosed, this),
                                  MakeCallback(&FlowTestPair::HandleBroken, this));
        socket->SetRecvCallback(MakeCallback(&FlowTestPair::HandleRead, this));
        socket->SetDataSentCallback(MakeCallback(&FlowTestPair::HandleSent, this));
        socket->SetSendCallback(MakeCallback(&FlowTestPair::HandleRoom, this));
    }

    End& EndOf(const Ptr<Socket>& socket)
    {
        return socket == client.socket ? client : server;
    }

    virtual void Accept(Ptr<Socket> socket, const Address& from)
    {
        server.socket = socket;
        server.connected = Now();
        acceptedFrom = from;
        Watch(server);
    }

    void HandleConnected(Ptr<Socket> socket)
    {
        EndOf(socket).connected = Now();
    }

    void HandleFailed(Ptr<Socket> socket)
    {
        EndOf(socket).failed = Now();
    }

    void HandleClosed(Ptr<Socket> socket)
    {
        EndOf(socket).closed = Now();
    }

    void HandleBroken(Ptr<Socket> socket)
    {
        EndOf(socket).broken = Now();
    }

    void HandleSent(Ptr<Socket> socket, uint32_t bytes)
    {
        EndOf(socket).dataSent += bytes;
    }

    void HandleRoom(Ptr<Socket> socket, uint32_t room)
    {
        EndOf(socket).rooms.push_back(room);
    }

    void HandleRead(Ptr<Socket> socket)
    {
        if (EndOf(socket).reads)
        {
            Read(EndOf(socket));
        }
    }

    /** Read all that has arrived. */
    static void Read(End& end)
    {
        for (Ptr<Packet> packet = end.socket->Recv(); packet && packet->GetSize() > 0;
             packet = end.socket->Recv())
        {
            end.received += packet->GetSize();
        }
        end.arrivals.emplace_back(Now(), end.received);
    }

    NodeContainer nodes;
    WanHelper wan;
    NetDeviceContainer devices;
    Ptr<Socket> listener;
    End client;
    End server;
    Address acceptedFrom;
};

} // namespace ns3

#endif /* WAKU_FLOW_TEST_PAIR_H */
