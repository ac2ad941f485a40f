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
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t LISTEN_PORT = 4001;
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
            client->Connect(InetSocketAddress(addresses.GetAddress(i), LISTEN_PORT));
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
        listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), LISTEN_PORT));
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

    /** Let the test itself read from the connections of a listener. */
    void AcceptUnread(Socket& listener)
    {
        listener.SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                   MakeCallback(&WanTcp::Keep, this));
    }

    void Keep(Ptr<Socket> socket, const Address&)
    {
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
        EXPECT_EQ(client->Bind(InetSocketAddress(Ipv4Address::GetAny(), LISTEN_PORT + 1)), 0);
        client->Connect(InetSocketAddress(addresses.GetAddress(1), LISTEN_PORT));
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

TEST_F(WanTcp, AnApplicationThatReadsLateAndInPartGetsBytesInTheirOrder)
{
    const Ptr<Socket> listener = Listen(nodes.Get(1), WanTcpSocketFactory::GetTypeId());
    AcceptUnread(*listener);
    const Ptr<Socket> client = Socket::CreateSocket(nodes.Get(0), WanTcpSocketFactory::GetTypeId());
    client->Bind();
    client->Connect(InetSocketAddress(addresses.GetAddress(1), LISTEN_PORT));
    std::string text;
    const auto read = [&](uint32_t bytes) {
        const Ptr<Packet> packet = sockets.front()->Recv(bytes, 0);
        ASSERT_TRUE(packet);
        std::string piece(packet->GetSize(), ' ');
        packet->CopyData(reinterpret_cast<uint8_t*>(piece.data()), packet->GetSize());
        text += piece + "|";
    };
    const auto send = [&](const std::string& words) {
        client->Send(Create<Packet>(reinterpret_cast<const uint8_t*>(words.data()),
                                    static_cast<uint32_t>(words.size())));
    };
    Simulator::Schedule(Seconds(1), [&] { send("one"); });
    Simulator::Schedule(Seconds(2), [&] { send("two"); });
    Simulator::Schedule(Seconds(3), [&] { read(3); });
    Simulator::Schedule(Seconds(4), [&] { send("three"); });
    Simulator::Schedule(Seconds(5), [&] { read(100); });
    Simulator::Schedule(Seconds(6), [&] { send("four"); });
    Simulator::Schedule(Seconds(7), [&] { read(1); });
    Simulator::Schedule(Seconds(8), [&] { send("five"); });
    Simulator::Schedule(Seconds(9), [&] { read(100); });
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    EXPECT_EQ(text, "one|twothree|f|ourfive|");
}

/** How an application reads. */
struct Reader
{
    uint32_t piece;   //!< largest piece, bytes
    uint32_t every;   //!< of so many calls it looks at one
    double lossShare; //!< share of segments that are lost
};

/** Host 0 sends headers and virtual bytes in turn to host 1, which keeps what it reads. */
class WanTcpReading : public WanTcp, public testing::WithParamInterface<Reader>
{
  protected:
    /** \return bytes that tell their place, followed by virtual ones */
    static Ptr<Packet> MakeMessage(uint32_t number)
    {
        std::vector<uint8_t> header(50 + number % 100);
        for (std::size_t i = 0; i < header.size(); i++)
        {
            header[i] = static_cast<uint8_t>(number + i + 1);
        }
        Ptr<Packet> message = Create<Packet>(header.data(), static_cast<uint32_t>(header.size()));
        message->AddAtEnd(Create<Packet>(number * 37 % 4000));
        return message;
    }

    void Send(uint32_t messages)
    {
        listener = Listen(nodes.Get(1), WanTcpSocketFactory::GetTypeId());
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&WanTcpReading::AcceptReader, this));
        client = Socket::CreateSocket(nodes.Get(0), WanTcpSocketFactory::GetTypeId());
        client->Bind();
        client->Connect(InetSocketAddress(addresses.GetAddress(1), LISTEN_PORT));
        for (uint32_t i = 0; i < messages; i++)
        {
            Ptr<Packet> message = MakeMessage(i);
            std::vector<uint8_t> bytes(message->GetSize());
            message->CopyData(bytes.data(), message->GetSize());
            sent.insert(sent.end(), bytes.begin(), bytes.end());
            Simulator::Schedule(Seconds(1) + MilliSeconds(5 * i),
                                [this, message] { client->Send(message); });
        }
        Simulator::Schedule(Seconds(100), [this] { client->Close(); });
        Simulator::Stop(Seconds(200));
        Simulator::Run();
        Read();
    }

    void AcceptReader(Ptr<Socket> socket, const Address&)
    {
        server = socket;
        server->SetRecvCallback(MakeCallback(&WanTcpReading::HandleRead, this));
    }

    void HandleRead(Ptr<Socket>)
    {
        if (calls++ % GetParam().every == 0)
        {
            Read();
        }
    }

    void Read()
    {
        while (Ptr<Packet> packet = server->Recv(GetParam().piece, 0))
        {
            if (packet->GetSize() == 0)
            {
                return;
            }
            EXPECT_LE(packet->GetSize(), GetParam().piece);
            std::vector<uint8_t> bytes(packet->GetSize());
            packet->CopyData(bytes.data(), packet->GetSize());
            read.insert(read.end(), bytes.begin(), bytes.end());
            serialized += packet->GetSerializedSize();
        }
    }

    Ptr<Socket> listener;
    Ptr<Socket> client;
    Ptr<Socket> server;
    std::vector<uint8_t> sent;
    std::vector<uint8_t> read;
    uint32_t serialized{0};
    uint32_t calls{0};
};

TEST_P(WanTcpReading, BytesAreThoseThatWereSent)
{
    if (GetParam().lossShare > 0)
    {
        Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
        loss->SetAttribute("Probability", DoubleValue(GetParam().lossShare));
        Sender()->GetChannel()->GetObject<WanChannel>()->SetLossModel(loss);
        wan.AssignStreams(devices, 1);
    }
    Send(200);
    EXPECT_EQ(read, sent);
}

INSTANTIATE_TEST_SUITE_P(Readers,
                         WanTcpReading,
                         testing::Values(Reader{UINT32_MAX, 1, 0},
                                         Reader{UINT32_MAX, 1, 0.05},
                                         Reader{100, 1, 0},
                                         Reader{1000, 1, 0.05},
                                         Reader{UINT32_MAX, 3, 0},
                                         Reader{700, 3, 0.05},
                                         Reader{1448, 7, 0}));

/** Reads all that is there, on a path that loses nothing. */
class WanTcpReadingAtOnce : public WanTcpReading
{
};

TEST_P(WanTcpReadingAtOnce, VirtualBytesStayVirtual)
{
    Send(200);
    EXPECT_GT(read.size(), 300000U);
    EXPECT_LT(serialized, read.size() / 3);
}

INSTANTIATE_TEST_SUITE_P(Readers, WanTcpReadingAtOnce, testing::Values(Reader{UINT32_MAX, 1, 0}));

} // namespace
