/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/sequence-number.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t WINDOW_PORT = 4001;
constexpr uint32_t SEGMENT_BYTES = 1448;
constexpr uint32_t INITIAL = 10 * SEGMENT_BYTES;

/**
 * Two hosts with links of no limit, 100 ms apart: a round trip takes 200 ms, and a retransmission
 * timeout 400 ms, as in Linux.
 */
class WanTcpWindow : public testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    void Connect(uint32_t segments = 1, const std::string& congestion = "ns3::TcpCubic")
    {
        NodeContainer nodes(2);
        WanHelper wan;
        wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("100ms"));
        wan.SetDeviceAttribute("UpRate", StringValue("0bps"));
        wan.SetDeviceAttribute("DownRate", StringValue("0bps"));
        devices = wan.Install(nodes);
        InternetTcpHelper tcp;
        tcp.SetSegmentsPerPacket(segments);
        tcp.SetCongestionControl(congestion);
        tcp.Install(nodes);
        const Ipv4InterfaceContainer addresses = wan.AssignIpv4Addresses(devices);
        const TypeId factory = WanTcpSocketFactory::GetTypeId();
        listener = Socket::CreateSocket(nodes.Get(1), factory);
        listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), WINDOW_PORT));
        listener->Listen();
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&WanTcpWindow::Accept, this));
        client = Socket::CreateSocket(nodes.Get(0), factory);
        client->SetRecvCallback(MakeCallback(&WanTcpWindow::Receive, this));
        Watch(client);
        client->Bind();
        client->Connect(InetSocketAddress(addresses.GetAddress(1), WINDOW_PORT));
    }

    void Watch(Ptr<Socket> socket)
    {
        socket->TraceConnectWithoutContext("CongestionWindow",
                                           MakeCallback(&WanTcpWindow::ChangeWindow, this));
        socket->TraceConnectWithoutContext("RTO", MakeCallback(&WanTcpWindow::ChangeRto, this));
    }

    void Accept(Ptr<Socket> socket, const Address&)
    {
        server = socket;
        server->SetRecvCallback(MakeCallback(&WanTcpWindow::Receive, this));
    }

    void Receive(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            received += packet->GetSize();
            lastReceived = Simulator::Now();
        }
    }

    void ChangeWindow(uint32_t, uint32_t now)
    {
        window = now;
    }

    void ChangeRto(Time, Time now)
    {
        rto = now;
    }

    void SendAt(double seconds, uint32_t bytes)
    {
        Simulator::Schedule(Seconds(seconds),
                            [this, bytes] { client->Send(Create<Packet>(bytes)); });
    }

    /** Note the window at a time. */
    void NoteAt(double seconds)
    {
        Simulator::Schedule(Seconds(seconds), [this] { windows.push_back(window); });
    }

    void Run(double seconds)
    {
        Simulator::Stop(Seconds(seconds));
        Simulator::Run();
    }

    NetDeviceContainer devices;
    Ptr<Socket> listener;
    Ptr<Socket> client;
    Ptr<Socket> server;
    uint64_t received{0};
    Time lastReceived;
    uint32_t window{0};
    Time rto;
    std::vector<uint32_t> windows;
};

/** Flights of a message of 400 kB leave at 1.0, 1.2, ..., 1.8 s; each segment adds one to ten. */
constexpr uint32_t LARGE = 400000;
constexpr uint32_t WIDE = (10 + LARGE / SEGMENT_BYTES) * SEGMENT_BYTES;

TEST_F(WanTcpWindow, TimeoutIsTheRoundTripAnd200Milliseconds)
{
    Connect();
    SendAt(1, LARGE);
    Run(3);
    // The last segment's acknowledgement is delayed by 40 ms, an eighth of which counts.
    EXPECT_EQ(rto, MilliSeconds(405));
}

TEST_F(WanTcpWindow, TimeoutIsTheSameIfThePeerSends)
{
    Connect();
    for (int i = 0; i < 200; i++)
    {
        SendAt(1 + 0.02 * i, 1);
        Simulator::Schedule(Seconds(1.01 + 0.02 * i), [this] { server->Send(Create<Packet>(1)); });
    }
    Run(10);
    // An acknowledgement goes with data after 10 ms, the last one alone after 40 ms.
    EXPECT_GE(rto, MilliSeconds(410));
    EXPECT_LT(rto, MilliSeconds(420));
}

TEST_F(WanTcpWindow, IsHalvedForEachTimeoutWithoutData)
{
    Connect();
    SendAt(1, LARGE);
    NoteAt(3);
    // 1.55 s without data are three timeouts after the first.
    SendAt(3.35, 1);
    NoteAt(3.4);
    Run(4);
    EXPECT_EQ(windows, (std::vector<uint32_t>{WIDE, WIDE / 8 / SEGMENT_BYTES * SEGMENT_BYTES}));
}

TEST_F(WanTcpWindow, IsHalvedOnceHoweverManyTimesTheApplicationSends)
{
    Connect();
    SendAt(1, LARGE);
    // A frame is two Sends, of its header and of its payload.
    SendAt(3.35, 1);
    SendAt(3.35, 10);
    SendAt(3.35, 20);
    NoteAt(3.4);
    Run(4);
    EXPECT_EQ(windows, (std::vector<uint32_t>{WIDE / 8 / SEGMENT_BYTES * SEGMENT_BYTES}));
}

TEST_F(WanTcpWindow, IsTheInitialOneAfterALongTimeAndDoublesAgain)
{
    Connect();
    SendAt(1, LARGE);
    SendAt(20, 70 * SEGMENT_BYTES);
    NoteAt(20.1);
    Run(22);
    EXPECT_EQ(windows, std::vector<uint32_t>{INITIAL});
    // Flights of 10, 20 and 40 segments.
    EXPECT_NEAR(lastReceived.GetSeconds(), 20.5, 0.001);
}

TEST_F(WanTcpWindow, StaysWithoutSlowStartAfterIdle)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::SlowStartAfterIdle", BooleanValue(false));
    Connect();
    SendAt(1, LARGE);
    SendAt(20, 70 * SEGMENT_BYTES);
    NoteAt(20.1);
    Run(22);
    EXPECT_EQ(windows, std::vector<uint32_t>{WIDE});
    EXPECT_NEAR(lastReceived.GetSeconds(), 20.1, 0.001);
}

TEST_F(WanTcpWindow, OfAnAcceptedConnectionRestartsToo)
{
    Connect();
    Simulator::Schedule(Seconds(1), [this] { server->Send(Create<Packet>(LARGE)); });
    Simulator::Schedule(Seconds(20), [this] { server->Send(Create<Packet>(70 * SEGMENT_BYTES)); });
    Run(22);
    EXPECT_NEAR(lastReceived.GetSeconds(), 20.5, 0.001);
}

TEST_F(WanTcpWindow, ApproachesWhatIsUsedOfIt)
{
    Connect();
    SendAt(1, LARGE);
    for (int i = 0; i < 100; i++)
    {
        SendAt(2.05 + 0.1 * i, SEGMENT_BYTES);
    }
    NoteAt(2.1);
    NoteAt(12);
    Run(13);
    ASSERT_EQ(windows.size(), 2U);
    EXPECT_EQ(windows[0], WIDE);
    EXPECT_EQ(windows[1], INITIAL);
}

TEST_F(WanTcpWindow, DoublesWhateverThePeerSends)
{
    Connect();
    // A segment takes 6 ms, so acknowledgements come one by one.
    devices.Get(0)->SetAttribute("UpRate", StringValue("2Mbps"));
    SendAt(1, 70 * SEGMENT_BYTES);
    // These repeat acknowledgements.
    for (int i = 0; i < 1000; i++)
    {
        Simulator::Schedule(Seconds(1 + 0.001 * i), [this] { server->Send(Create<Packet>(1)); });
    }
    NoteAt(3);
    Run(4);
    EXPECT_EQ(windows, std::vector<uint32_t>{80 * SEGMENT_BYTES});
}

/** Whatever moves the window. */
class WanTcpWindowGrowth : public WanTcpWindow, public testing::WithParamInterface<const char*>
{
  protected:
    /** Half of the initial window, every 250 ms. */
    void SendLittle()
    {
        Connect(1, GetParam());
        for (int i = 0; i < 40; i++)
        {
            SendAt(1 + 0.25 * i, INITIAL / 2);
        }
        Run(12);
        EXPECT_EQ(received, 20U * INITIAL);
    }
};

TEST_P(WanTcpWindowGrowth, NeedsAWindowThatIsFilled)
{
    SendLittle();
    EXPECT_EQ(window, INITIAL);
}

TEST_P(WanTcpWindowGrowth, NeedsAcknowledgementsOnlyWithoutValidation)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::WindowValidation", BooleanValue(false));
    Config::SetDefault("ns3::WanTcpSocketFactory::SlowStartAfterIdle", BooleanValue(false));
    SendLittle();
    EXPECT_GT(window, 10U * INITIAL);
}

INSTANTIATE_TEST_SUITE_P(Algorithms,
                         WanTcpWindowGrowth,
                         testing::Values("ns3::TcpCubic", "ns3::TcpNewReno", "ns3::TcpLinuxReno"));

/** Congestion avoidance from 20 segments on. */
class WanTcpAvoidance : public WanTcpWindow, public testing::WithParamInterface<uint32_t>
{
};

TEST_P(WanTcpAvoidance, AddsASegmentEachRoundTrip)
{
    Config::SetDefault("ns3::TcpSocket::InitialSlowStartThreshold",
                       UintegerValue(20 * SEGMENT_BYTES));
    Connect(GetParam(), "ns3::TcpLinuxReno");
    // Flights of 10, 20, 21, 22 and 23 segments.
    SendAt(1, 96 * SEGMENT_BYTES);
    for (const double flight : {1.3, 1.5, 1.7, 1.9})
    {
        NoteAt(flight);
    }
    Run(4);
    EXPECT_EQ(windows,
              (std::vector<uint32_t>{20 * SEGMENT_BYTES,
                                     21 * SEGMENT_BYTES,
                                     22 * SEGMENT_BYTES,
                                     23 * SEGMENT_BYTES}));
    // The last acknowledgement of a flight of 21 waits for 40 ms.
    EXPECT_NEAR(lastReceived.GetSeconds(), 1.94, 0.002);
}

INSTANTIATE_TEST_SUITE_P(SegmentsInOnePacket, WanTcpAvoidance, testing::Values(1));

/** Segments in one packet. */
class WanTcpAcks : public WanTcpWindow, public testing::WithParamInterface<uint32_t>
{
  protected:
    /** \return packets without data that 100 segments take */
    uint64_t CountAcknowledgements()
    {
        Connect(GetParam());
        SendAt(1, 100 * SEGMENT_BYTES);
        Run(5);
        EXPECT_EQ(received, 100U * SEGMENT_BYTES);
        const uint64_t handshake = 1;
        return DynamicCast<WanNetDevice>(devices.Get(1))->GetTxPackets() - handshake;
    }
};

TEST_P(WanTcpAcks, AreOneForEachOfSixteenSegmentsAndForEachSecondOneAfterThem)
{
    EXPECT_EQ(CountAcknowledgements(), 16U + (100 - 16) / 2);
}

TEST_P(WanTcpAcks, AreOneForEachSecondSegmentWithoutQuickOnes)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::QuickAcks", UintegerValue(0));
    EXPECT_EQ(CountAcknowledgements(), 50U);
}

INSTANTIATE_TEST_SUITE_P(SegmentsInOnePacket, WanTcpAcks, testing::Values(1, 2, 5, 10));

/** When the client gets acknowledgements. */
class WanTcpDelays : public WanTcpWindow
{
  protected:
    void Connect()
    {
        WanTcpWindow::Connect();
        client->TraceConnectWithoutContext("HighestRxAck",
                                           MakeCallback(&WanTcpDelays::Acknowledge, this));
    }

    void Acknowledge(SequenceNumber32, SequenceNumber32)
    {
        acknowledged = Simulator::Now();
    }

    /** Send a short message, and expect the acknowledgement after some time. */
    void Expect(double at, double after)
    {
        SendAt(at, 100);
        Simulator::Schedule(Seconds(at + 0.4), [this, at, after] {
            EXPECT_NEAR(acknowledged.GetSeconds(), at + after, 0.001);
        });
    }

    Time acknowledged;
};

TEST_F(WanTcpDelays, AreNoneWhileQuickAcknowledgementsAreLeft)
{
    Connect();
    Expect(1, 0.2);
    Expect(1.5, 0.2);
    Run(3);
}

TEST_F(WanTcpDelays, Are40MillisecondsOnceTheReceiverHasAnswered)
{
    Connect();
    Expect(1, 0.2);
    Simulator::Schedule(Seconds(1.11), [this] { server->Send(Create<Packet>(100)); });
    Expect(2, 0.24);
    Expect(3, 0.24);
    Run(4);
}

TEST_F(WanTcpDelays, AreAllThoseOfDelAckTimeoutWithoutQuickAcks)
{
    Config::SetDefault("ns3::WanTcpSocketFactory::QuickAcks", UintegerValue(0));
    Connect();
    Expect(1, 0.24);
    Expect(2, 0.24);
    Run(3);
}

} // namespace
