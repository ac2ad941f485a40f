/* SPDX-License-Identifier: GPL-2.0-only */
#include "ns3/boolean.h"
#include "ns3/command-line.h"
#include "ns3/config.h"
#include "ns3/constant-wan-loss.h"
#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/wan-helper.h"
#include "ns3/wan-tcp-socket-factory.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

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

    /** Forget the network, so that another can be built. */
    void Renew()
    {
        TearDown();
        nodes = NodeContainer();
        connected = lastReceived = Time(0);
        received = 0;
    }

    Ptr<WanNetDevice> Sender() const
    {
        return DynamicCast<WanNetDevice>(devices.Get(0));
    }

    Ptr<WanNetDevice> Receiver() const
    {
        return DynamicCast<WanNetDevice>(devices.Get(1));
    }

    void Transfer(uint32_t bytes)
    {
        toSend = bytes;
        listener = Socket::CreateSocket(nodes.Get(1), WanTcpSocketFactory::GetTypeId());
        listener->Bind(local);
        listener->Listen();
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                    MakeCallback(&UnderlayTcp::Accepted, this));
        client = Socket::CreateSocket(nodes.Get(0), WanTcpSocketFactory::GetTypeId());
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
            firstFlight += Sender()->GetWireSize(packet);
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

TEST_F(UnderlayTcp, InitialWindowIsTenSegments)
{
    Build();
    Transfer(1000000);
    EXPECT_EQ(firstFlight, 15000u);
}

TEST_F(UnderlayTcp, WindowIsScaledToTheWholeBuffer)
{
    Build();
    Transfer(1000000);
    EXPECT_EQ(remoteWindow, 4u * 1024 * 1024);
}

TEST_F(UnderlayTcp, BuffersFillAPathOfLargeBandwidthDelayProduct)
{
    Build();
    Transfer(4000000);
    // slow start is over after some ten round trips of 200 ms; unscaled windows would take 61
    EXPECT_EQ(received, 4000000u);
    EXPECT_LT(lastReceived - connected, Seconds(2.5));
}

TEST_F(UnderlayTcp, SegmentsInOnePacketKeepBytesHeadersAndInitialWindow)
{
    Build(false, 10);
    Transfer(1000000);
    EXPECT_EQ(received, 1000000u);
    EXPECT_EQ(largest, 10 * 1448u + 52u);
    EXPECT_EQ(firstFlight, 15000u);
    // 691 segments with 52 bytes of headers; SYN, its acknowledgement, FIN is not sent
    const uint64_t segments = (1000000 + 1447) / 1448;
    EXPECT_NEAR(static_cast<double>(Sender()->GetTxBytes()), 1000000.0 + segments * 52, 52 * 3);
    EXPECT_EQ(Sender()->GetTxBytes(), Receiver()->GetRxBytes());
    EXPECT_LT(Sender()->GetTxPackets(), segments / 9);
    EXPECT_LT(Receiver()->GetTxPackets(), segments / 2 + 20);
}

TEST_F(UnderlayTcp, SegmentsInOnePacketMoveTheEndOfATransferLittle)
{
    Build(false, 5);
    Transfer(1000000);
    const double inOnePacket = (lastReceived - connected).GetSeconds();
    const uint64_t bytes = Sender()->GetTxBytes();
    Renew();
    Build(false, 1);
    Transfer(1000000);
    EXPECT_NEAR(inOnePacket / (lastReceived - connected).GetSeconds(), 1, 0.02);
    EXPECT_EQ(bytes, Sender()->GetTxBytes());
}

TEST_F(UnderlayTcp, Ipv6SegmentsInOnePacketKeepBytesAndHeaders)
{
    Build(true, 10);
    Transfer(1000000);
    EXPECT_EQ(received, 1000000u);
    const uint64_t segments = (1000000 + 1427) / 1428;
    EXPECT_NEAR(static_cast<double>(Sender()->GetTxBytes()), 1000000.0 + segments * 72, 72 * 3);
    EXPECT_LT(Sender()->GetTxPackets(), segments / 9);
}

TEST_F(UnderlayTcp, LossyPathDeliversAllTheSame)
{
    Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
    loss->SetAttribute("Probability", DoubleValue(0.02));
    wan.SetLoss(loss);
    Build();
    wan.AssignStreams(devices, 1);
    Transfer(1000000);
    EXPECT_EQ(received, 1000000u);
    EXPECT_GT(Sender()->GetTxBytes(), Receiver()->GetRxBytes());
}

TEST_F(UnderlayTcp, SameSeedGivesTheSamePackets)
{
    std::vector<std::pair<uint64_t, Time>> runs;
    for (int run = 0; run < 2; run++)
    {
        Renew();
        Ptr<ConstantWanLoss> loss = CreateObject<ConstantWanLoss>();
        loss->SetAttribute("Probability", DoubleValue(0.05));
        wan.SetLoss(loss);
        wan.SetLatency("ns3::RandomWanLatency");
        Build();
        EXPECT_EQ(wan.AssignStreams(devices, 1), 3);
        Transfer(300000);
        runs.emplace_back(Sender()->GetTxBytes(), lastReceived);
    }
    EXPECT_EQ(runs[0], runs[1]);
}

TEST_F(UnderlayTcp, ConnectionToNobodyFails)
{
    Build();
    remote = InetSocketAddress(Ipv4Address("10.7.7.7"), PORT);
    Transfer(1000);
    EXPECT_EQ(received, 0u);
    EXPECT_GT(DynamicCast<WanChannel>(Sender()->GetChannel())->GetNUnknownDestinations(), 0u);
}

TEST_F(UnderlayTcp, HelperNamesWhatIsWrong)
{
    for (const uint32_t segments : {0, 3, 11})
    {
        EXPECT_DEATH(tcp.SetSegmentsPerPacket(segments),
                     "SetSegmentsPerPacket: " + std::to_string(segments) +
                         "; allowed are 1, 2, 5 and 10");
    }
    nodes.Create(1);
    tcp.SetSegmentsPerPacket(2);
    EXPECT_DEATH(tcp.Install(nodes), "has no WanNetDevice whose MTU could grow");
    EXPECT_DEATH(tcp.SetCongestionControl("ns3::TcpPigeon"), "'ns3::TcpPigeon' is not the name");
    EXPECT_DEATH(tcp.SetCongestionControl("ns3::Node"), "'ns3::Node' is not the name");
}

namespace
{

/** What TCP sockets of new nodes have. */
class TcpDefaults : public testing::Test
{
  protected:
    TcpDefaults()
    {
        Config::Reset();
    }

    void TearDown() override
    {
        Simulator::Destroy();
        Config::Reset();
    }

    /** Install a helper on a new node. */
    void Install(const InternetTcpHelper& helper)
    {
        node = CreateObject<Node>();
        helper.Install(node);
    }

    /** \return an attribute of a new socket of the node */
    std::string Get(const std::string& attribute) const
    {
        const auto socket = Socket::CreateSocket(node, TcpSocketFactory::GetTypeId());
        return AsText(*socket, attribute);
    }

    /** \return a time that new sockets of the node have */
    Time GetTime(const std::string& attribute) const
    {
        TimeValue value;
        Socket::CreateSocket(node, TcpSocketFactory::GetTypeId())->GetAttribute(attribute, value);
        return value.Get();
    }

    /** \return the congestion control that new sockets of the node have */
    std::string GetCongestionControl() const
    {
        return AsText(*node->GetObject<TcpL4Protocol>(), "SocketType");
    }

    static std::string AsText(const ObjectBase& object, const std::string& attribute)
    {
        StringValue value;
        object.GetAttribute(attribute, value);
        return value.Get();
    }

    Ptr<Node> node;
};

} // namespace

TEST_F(TcpDefaults, AreThoseOfInternetHosts)
{
    Install(InternetTcpHelper());
    EXPECT_EQ(Get("SegmentSize"), "1448");
    EXPECT_EQ(Get("InitialCwnd"), "10");
    EXPECT_EQ(Get("InitialSlowStartThreshold"), "4294967295");
    EXPECT_EQ(Get("SndBufSize"), "4194304");
    EXPECT_EQ(Get("RcvBufSize"), "4194304");
    EXPECT_EQ(Get("DelAckCount"), "2");
    EXPECT_EQ(GetTime("DelAckTimeout"), MilliSeconds(40));
    EXPECT_EQ(GetTime("ConnTimeout"), Seconds(1));
    EXPECT_EQ(Get("DataRetries"), "15");
    EXPECT_EQ(GetTime("MinRto"), MilliSeconds(200));
    EXPECT_EQ(GetTime("ClockGranularity"), MilliSeconds(200));
    EXPECT_EQ(Get("WindowScaling"), "true");
    EXPECT_EQ(Get("Timestamp"), "true");
    EXPECT_EQ(Get("Sack"), "true");
    EXPECT_EQ(GetCongestionControl(), "ns3::TcpCubic");
}

TEST_F(TcpDefaults, OfTheUserStay)
{
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1000));
    Config::SetDefault("ns3::TcpSocketBase::Sack", BooleanValue(false));
    Config::SetDefault("ns3::TcpL4Protocol::SocketType", StringValue("ns3::TcpVegas"));
    Install(InternetTcpHelper());
    EXPECT_EQ(Get("SegmentSize"), "1000");
    EXPECT_EQ(Get("Sack"), "false");
    EXPECT_EQ(GetTime("DelAckTimeout"), MilliSeconds(40));
    EXPECT_EQ(GetCongestionControl(), "ns3::TcpVegas");
    Install(InternetTcpHelper());
    EXPECT_EQ(Get("SegmentSize"), "1000");
}

TEST_F(TcpDefaults, OfTheCommandLineStay)
{
    CommandLine cmd;
    cmd.Parse({"program",
               "--ns3::TcpSocket::DelAckTimeout=10ms",
               "--ns3::TcpSocket::SndBufSize=65536",
               "--ns3::TcpSocket::InitialCwnd=4"});
    InternetTcpHelper helper;
    helper.SetSegmentsPerPacket(1);
    Install(helper);
    EXPECT_EQ(GetTime("DelAckTimeout"), MilliSeconds(10));
    EXPECT_EQ(Get("SndBufSize"), "65536");
    EXPECT_EQ(Get("InitialCwnd"), "4");
    EXPECT_EQ(Get("RcvBufSize"), "4194304");
}

TEST_F(TcpDefaults, SetAfterInstallHold)
{
    Install(InternetTcpHelper());
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(536));
    EXPECT_EQ(Get("SegmentSize"), "536");
}

TEST_F(TcpDefaults, OfOneHelperAreReplacedByTheNext)
{
    InternetTcpHelper first;
    first.SetCongestionControl("ns3::TcpNewReno");
    Install(first);
    EXPECT_EQ(GetCongestionControl(), "ns3::TcpNewReno");
    InternetTcpHelper second;
    second.SetIpv6StackInstall(true);
    Install(second);
    EXPECT_EQ(Get("SegmentSize"), "1428");
    EXPECT_EQ(GetCongestionControl(), "ns3::TcpCubic");
}

TEST_F(TcpDefaults, CanBeSetWithoutInstallOrNotAtAll)
{
    InternetTcpHelper helper;
    helper.SetTcpDefaultsInstall(false);
    Install(helper);
    EXPECT_EQ(Get("SegmentSize"), "536");
    EXPECT_EQ(Get("RcvBufSize"), "131072");
    helper.SetTcpDefaults();
    EXPECT_EQ(Get("SegmentSize"), "1448");
    EXPECT_EQ(Get("RcvBufSize"), "4194304");
}

TEST_F(TcpDefaults, CongestionControlOfTheHelperIsStrongerThanTheDefault)
{
    Config::SetDefault("ns3::TcpL4Protocol::SocketType", StringValue("ns3::TcpVegas"));
    for (const std::string type :
         {"ns3::TcpCubic", "ns3::TcpNewReno", "ns3::TcpLinuxReno", "ns3::TcpBbr", "ns3::TcpDctcp"})
    {
        InternetTcpHelper helper;
        helper.SetCongestionControl(type);
        Install(helper);
        EXPECT_EQ(GetCongestionControl(), type);
    }
}

TEST_F(TcpDefaults, SegmentSizeAndSegmentsInOnePacketExcludeEachOther)
{
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1000));
    InternetTcpHelper helper;
    helper.SetSegmentsPerPacket(5);
    EXPECT_DEATH(helper.SetTcpDefaults(),
                 "SetSegmentsPerPacket: 5, which makes ns3::TcpSocket::SegmentSize 7240, but the "
                 "default is set to 1000");
}
