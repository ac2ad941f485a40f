/* SPDX-License-Identifier: GPL-2.0-only */
#include "../support/flow-test-pair.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

using FlowSocketTest = FlowTestPair;

constexpr uint32_t FLOW_SEGMENT = 1448;
constexpr uint32_t FLOW_INITIAL = 10 * FLOW_SEGMENT;

} // namespace

TEST_F(FlowSocketTest, ConnectsInOneRoundTripAndIsAcceptedHalfALater)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    RunUntil(1000);
    EXPECT_DOUBLE_EQ(client.connected, 200);
    EXPECT_DOUBLE_EQ(server.connected, 300);
    Address name;
    ASSERT_EQ(client.socket->GetSockName(name), 0);
    EXPECT_EQ(acceptedFrom, name);
    ASSERT_EQ(client.socket->GetPeerName(name), 0);
    EXPECT_EQ(name, AddressOf(1));
}

TEST_F(FlowSocketTest, OneSegmentTakesUpLinkDelayAndDownLink)
{
    // 1500 bytes with headers: 12 ms at 1 Mbit/s up, 6 ms at 2 Mbit/s down; sent after 1 ns.
    MakeHosts("50ms", "1Mbps", "2Mbps");
    Connect();
    SendAt(1000, client, FLOW_SEGMENT);
    RunUntil(2000);
    EXPECT_NEAR(ArrivalOf(server, FLOW_SEGMENT), 1000 + 12 + 50 + 6, 1e-4);
}

TEST_F(FlowSocketTest, SlowStartTakesRoundsOfTenTwentyAndFortySegments)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    SendAt(1000, client, 70 * FLOW_SEGMENT);
    RunUntil(3000);
    EXPECT_NEAR(ArrivalOf(server, FLOW_INITIAL), 1100, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, FLOW_INITIAL + 1), 1300, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, 30 * FLOW_SEGMENT), 1300, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, 30 * FLOW_SEGMENT + 1), 1500, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, 70 * FLOW_SEGMENT), 1500, 1e-3);
    EXPECT_EQ(client.dataSent, 70 * FLOW_SEGMENT);
}

TEST_F(FlowSocketTest, TheWindowIsHalvedOnceHoweverManyTimesTheApplicationSends)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    // The window grows to 286 segments; the last flight leaves at 1800 ms.
    SendAt(1000, client, 400'000);
    // 1.55 s without data are three timeouts of 405 ms after the first, which leave 35 segments.
    SendAt(3350, client, 1);
    SendAt(3350, client, 35 * FLOW_SEGMENT - 1);
    SendAt(3350, client, FLOW_SEGMENT);
    RunUntil(5000);
    EXPECT_NEAR(ArrivalOf(server, 400'000 + 35 * FLOW_SEGMENT), 3450, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, 400'000 + 36 * FLOW_SEGMENT), 3650, 1e-3);
}

TEST_F(FlowSocketTest, CongestionAvoidanceAddsASegmentEachRoundTrip)
{
    Config::SetDefault("ns3::TcpSocket::InitialSlowStartThreshold",
                       UintegerValue(20 * FLOW_SEGMENT));
    Config::SetDefault("ns3::TcpL4Protocol::SocketType", StringValue("ns3::TcpLinuxReno"));
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    // Flights of 10, 20, 21, 22 and 23 segments. The last acknowledgement of one of 21 waits 40 ms.
    SendAt(1000, client, 96 * FLOW_SEGMENT);
    RunUntil(3000);
    EXPECT_NEAR(ArrivalOf(server, 30 * FLOW_SEGMENT), 1300, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, 51 * FLOW_SEGMENT), 1500, 1e-3);
    EXPECT_NEAR(ArrivalOf(server, 96 * FLOW_SEGMENT), 1940, 1e-3);
}

TEST_F(FlowSocketTest, ASlowDownLinkKeepsTheOrderOfPieces)
{
    // A full segment is on the down link for 120 ms, a short one for 5; the short one must not
    // overtake it.
    MakeHosts("10ms", "100Mbps", "100kbps");
    Connect();
    SendAt(1000, client, FLOW_SEGMENT);
    SendAt(1001, client, 10);
    RunUntil(3000);
    ASSERT_EQ(server.arrivals.size(), 2U);
    EXPECT_EQ(server.arrivals[0].second, FLOW_SEGMENT);
    EXPECT_GE(server.arrivals[1].first, server.arrivals[0].first);
    EXPECT_NEAR(server.arrivals[0].first, 1000 + 0.12 + 10 + 120, 1e-3);
    EXPECT_NEAR(server.arrivals[1].first, 1000 + 0.12 + 10 + 120 + 4.96, 1e-3);
}

TEST_F(FlowSocketTest, ARefusedConnectionFailsAfterARoundTrip)
{
    MakeHosts("100ms", "0bps", "0bps");
    Dial();
    RunUntil(1000);
    EXPECT_DOUBLE_EQ(client.failed, 200);
    EXPECT_EQ(client.connected, -1);
}

TEST_F(FlowSocketTest, HalfACloseLeavesTheOtherDirectionOpen)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    SendAt(1000, client, 5000);
    At(1000, [this] { client.socket->ShutdownSend(); });
    SendAt(2000, server, 7000);
    At(2500, [this] { server.socket->Close(); });
    RunUntil(5000);
    EXPECT_EQ(server.received, 5000U);
    EXPECT_NEAR(server.closed, 1100, 1e-3);
    EXPECT_EQ(client.received, 7000U);
    EXPECT_NEAR(client.closed, 2600, 1e-3);
    EXPECT_EQ(client.broken, -1);
    EXPECT_EQ(client.socket->Send(Create<Packet>(1)), -1);
}

TEST_F(FlowSocketTest, CloseSendsWhatWaitsFirst)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    At(1000, [this] {
        client.socket->Send(Create<Packet>(50 * FLOW_SEGMENT));
        client.socket->Close();
    });
    RunUntil(5000);
    EXPECT_EQ(server.received, 50 * FLOW_SEGMENT);
    EXPECT_NEAR(server.closed, 1500, 1e-3);
}

TEST_F(FlowSocketTest, CloseWithUnreadDataResetsTheConnection)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    At(500, [this] { server.reads = false; });
    SendAt(1000, client, 5000);
    At(1500, [this] { server.socket->Close(); });
    RunUntil(3000);
    EXPECT_NEAR(client.broken, 1600, 1e-3);
    EXPECT_EQ(client.socket->Send(Create<Packet>(1)), -1);
}

TEST_F(FlowSocketTest, AFullSendBufferRefusesUntilThereIsRoom)
{
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(20000));
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    At(1000, [this] {
        EXPECT_EQ(client.socket->GetTxAvailable(), 20000U);
        EXPECT_EQ(client.socket->Send(Create<Packet>(20001)), -1);
        EXPECT_EQ(client.socket->GetErrno(), Socket::ERROR_MSGSIZE);
        EXPECT_EQ(client.socket->Send(Create<Packet>(20000)), 20000);
        EXPECT_EQ(client.socket->GetTxAvailable(), 0U);
        client.rooms.clear();
    });
    At(1150, [this] { EXPECT_TRUE(client.rooms.empty()); });
    RunUntil(1250);
    EXPECT_FALSE(client.rooms.empty());
    RunUntil(3000);
    EXPECT_EQ(server.received, 20000U);
    EXPECT_EQ(client.socket->GetTxAvailable(), 20000U);
}

TEST_F(FlowSocketTest, AReaderThatDoesNotReadStopsTheSender)
{
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(10 * FLOW_SEGMENT));
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    At(500, [this] { server.reads = false; });
    SendAt(1000, client, 100 * FLOW_SEGMENT);
    RunUntil(5000);
    const uint32_t held = server.socket->GetRxAvailable();
    EXPECT_GE(held, 10 * FLOW_SEGMENT);
    EXPECT_LE(held, 20 * FLOW_SEGMENT);
    At(5001, [this] {
        server.reads = true;
        Read(server);
    });
    RunUntil(60000);
    EXPECT_EQ(server.received, 100 * FLOW_SEGMENT);
}

TEST_F(FlowSocketTest, AnUnknownAddressFailsAfterAllSyns)
{
    MakeHosts("100ms", "0bps", "0bps");
    client.socket = Make(0);
    Watch(client);
    client.socket->Bind();
    client.socket->Connect(InetSocketAddress(Ipv4Address("10.99.0.1"), PORT));
    RunUntil(200000);
    // 1 + 2 + 4 + 8 + 16 + 32 s.
    EXPECT_DOUBLE_EQ(client.failed, 63000);
}

TEST_F(FlowSocketTest, SeveralListenersShareAHost)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    const Ptr<Socket> other = Make(1);
    EXPECT_EQ(other->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT)), -1);
    EXPECT_EQ(other->GetErrno(), Socket::ERROR_ADDRINUSE);
    EXPECT_EQ(other->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT + 1)), 0);
    other->Listen();
    const Ptr<Socket> second = Make(0);
    second->Bind();
    EXPECT_EQ(second->Connect(AddressOf(1, PORT + 1)), 0);
    RunUntil(1000);
    EXPECT_EQ(second->Send(Create<Packet>(1)), 1);
}

TEST_F(FlowSocketTest, BytesOfHeadersAndAcknowledgementsAreCounted)
{
    MakeHosts("100ms", "0bps", "0bps");
    Connect();
    RunUntil(900);
    const uint64_t before = Host(0)->GetTxBytes();
    const uint64_t back = Host(1)->GetTxBytes();
    // SYN with 56 bytes, the end of the handshake with 52.
    EXPECT_EQ(before, 56U + 52U);
    EXPECT_EQ(back, 56U);
    SendAt(1000, client, 4 * FLOW_SEGMENT);
    RunUntil(2000);
    EXPECT_EQ(Host(0)->GetTxBytes() - before, 4U * 1500U);
    EXPECT_EQ(Host(1)->GetRxBytes() - before, 4U * 1500U);
    // A new connection acknowledges each segment.
    EXPECT_EQ(Host(1)->GetTxBytes() - back, 4U * 52U);
    EXPECT_EQ(Host(0)->GetRxBytes() - back, 4U * 52U);
}

TEST_F(FlowSocketTest, IdealConnectionsHaveNoWindows)
{
    MakeHosts("100ms", "0bps", "0bps", 2, "ideal");
    Connect();
    SendAt(1000, client, 700 * FLOW_SEGMENT);
    RunUntil(3000);
    EXPECT_NEAR(ArrivalOf(server, 700 * FLOW_SEGMENT), 1100, 1e-3);
}
