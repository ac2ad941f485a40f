/* SPDX-License-Identifier: GPL-2.0-only */
#include "test-relay-network.h"
#include "trace-sink.h"

#include "ns3/config.h"
#include "ns3/inet-socket-address.h"
#include "ns3/message-stream.h"
#include "ns3/object-vector.h"
#include "ns3/peer-connection-manager.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/waku-protobuf.h"
#include "ns3/wan-net-device.h"

#include <gtest/gtest.h>
#include <map>

using namespace ns3;

namespace
{

/// Frames for tests: a length of 4 bytes, a number, then zeros.
Ptr<StreamFrame>
MakeNumberedFrame(uint8_t number, uint32_t size, bool isControl = false)
{
    const uint32_t rest = size - 5;
    std::vector<uint8_t> head = {static_cast<uint8_t>(rest >> 16),
                                 static_cast<uint8_t>(rest >> 8),
                                 static_cast<uint8_t>(rest),
                                 0x55,
                                 number};
    return Create<StreamFrame>(VirtualBytes(head, rest).ToPacket(), isControl);
}

/// Reads such frames, skips their zeros.
class TestParser : public StreamParser
{
  public:
    explicit TestParser(std::vector<uint8_t>& numbers)
        : m_numbers(numbers)
    {
    }

    uint32_t Read(const uint8_t* bytes, uint32_t size) override
    {
        uint32_t taken = 0;
        while (taken < size && m_skip == 0 && !m_failed)
        {
            m_head.push_back(bytes[taken++]);
            m_failed = m_head.size() == 4 && m_head[3] != 0x55;
            if (m_head.size() == 5)
            {
                m_skip = m_head[0] << 16 | m_head[1] << 8 | m_head[2];
                if (m_skip == 0)
                {
                    End();
                }
            }
        }
        return taken;
    }

    uint64_t GetSkippable() const override
    {
        return m_skip;
    }

    void Skip(uint64_t size) override
    {
        m_skip -= size;
        if (m_skip == 0)
        {
            End();
        }
    }

    bool HasFailed() const override
    {
        return m_failed;
    }

  private:
    void End()
    {
        m_numbers.push_back(m_head[4]);
        m_head.clear();
    }

    std::vector<uint8_t>& m_numbers;
    std::vector<uint8_t> m_head;
    uint64_t m_skip{0};
    bool m_failed{false};
};

/// A node that counts what happens to its connections.
class TestHost : public StreamHandler
{
  public:
    TestHost()
    {
        connections->AddProtocol("/test/1.0.0", *this);
    }

    std::unique_ptr<StreamParser> CreateParser(PeerId) override
    {
        return std::make_unique<TestParser>(numbers);
    }

    void PeerUp(const PeerInfo& peer) override
    {
        peers[peer.id] = peer;
        ups++;
    }

    void PeerDown(const PeerInfo& peer) override
    {
        peers.erase(peer.id);
        downs++;
    }

    void FrameSent(const PeerInfo&, Ptr<const StreamFrame>) override
    {
        sent++;
    }

    void FrameDropped(const PeerInfo&, Ptr<const StreamFrame>) override
    {
        dropped++;
    }

    /// Counts what the connections read.
    struct Observer : public ConnectionObserver
    {
        void BytesReceived(const PeerInfo&, uint32_t count) override
        {
            bytes += count;
        }

        uint64_t bytes{0};
    };

    Ptr<PeerConnectionManager> connections{CreateObject<PeerConnectionManager>()};
    std::vector<uint8_t> numbers;
    std::map<PeerId, PeerInfo> peers;
    int ups{0};
    int downs{0};
    int sent{0};
    int dropped{0};
    Observer observer;
};

/// Two or more hosts on the WAN.
class Transport : public testing::Test
{
  protected:
    ~Transport() override
    {
        for (auto& host : hosts)
        {
            host.connections->Dispose();
        }
        Simulator::Destroy();
        Config::Reset();
    }

    void Build(uint32_t n = 2)
    {
        nodes.Create(n);
        hosts = std::vector<TestHost>(n);
        devices = wan.Install(nodes);
        InternetTcpHelper().Install(nodes);
        addresses = wan.AssignIpv4Addresses(devices);
    }

    void SetBuffers(uint32_t bytes)
    {
        Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(bytes));
        Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(bytes));
    }

    void Start(uint32_t i)
    {
        Simulator::Schedule(Seconds(0), [this, i] {
            hosts[i].connections->Start(nodes.Get(i), hosts[i].observer);
        });
    }

    InetSocketAddress AddressOf(uint32_t i)
    {
        return InetSocketAddress(addresses.GetAddress(i), 60000);
    }

    void RunUntil(double seconds)
    {
        Simulator::Stop(Seconds(seconds) - Simulator::Now());
        Simulator::Run();
    }

    Ptr<WanNetDevice> Device(uint32_t i)
    {
        return DynamicCast<WanNetDevice>(devices.Get(i));
    }

    NodeContainer nodes;
    WanHelper wan;
    NetDeviceContainer devices;
    Ipv4InterfaceContainer addresses;
    std::vector<TestHost> hosts;
};

} // namespace

TEST_F(Transport, StreamKeepsBoundariesAndOrderOfFramesOfAnySize)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(2);
    uint64_t total = 0;
    std::vector<uint8_t> expected;
    for (uint8_t i = 0; i < 40; i++)
    {
        const uint32_t size = 5 + (i * 977 * i) % 9000;
        hosts[0].connections->Send(0, MakeNumberedFrame(i, size));
        total += size;
        expected.push_back(i);
    }
    RunUntil(20);
    EXPECT_EQ(hosts[1].numbers, expected);
    EXPECT_EQ(hosts[1].observer.bytes, total);
    EXPECT_EQ(hosts[0].sent, 40);
}

TEST_F(Transport, StreamSendsFramesFarLargerThanTheSocketBuffers)
{
    Build();
    // A window that is filled to its last byte before the first ACK fails an assert of ns-3's TCP,
    // whose highest ACK is then one behind.
    SetBuffers(4000);
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(8000));
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(2);
    hosts[0].connections->Send(0, MakeNumberedFrame(1, 100000));
    hosts[0].connections->Send(0, MakeNumberedFrame(2, 7));
    hosts[1].connections->Send(0, MakeNumberedFrame(3, 50000));
    RunUntil(60);
    EXPECT_EQ(hosts[1].numbers, (std::vector<uint8_t>{1, 2}));
    EXPECT_EQ(hosts[0].numbers, (std::vector<uint8_t>{3}));
}

TEST_F(Transport, StreamTakesBackAFrameThatWaitsButNotOneOnItsWay)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(2);
    const Ptr<StreamFrame> large = MakeNumberedFrame(1, 500000);
    const Ptr<StreamFrame> waiting = MakeNumberedFrame(2, 500);
    hosts[0].connections->Send(0, large);
    hosts[0].connections->Send(0, waiting);
    hosts[0].connections->Send(0, MakeNumberedFrame(3, 500));
    EXPECT_FALSE(hosts[0].connections->Cancel(0, PeekPointer(large)));
    EXPECT_TRUE(hosts[0].connections->Cancel(0, PeekPointer(waiting)));
    EXPECT_FALSE(hosts[0].connections->Cancel(0, PeekPointer(waiting)));
    RunUntil(30);
    EXPECT_EQ(hosts[1].numbers, (std::vector<uint8_t>{1, 3}));
}

TEST_F(Transport, StreamQueueDropsTheNewestTheOldestOrThePeer)
{
    const std::map<std::string, std::vector<uint8_t>> expected = {
        {"DropNewest", {0, 1, 2}},
        {"DropOldest", {0, 4, 5}},
        {"Disconnect", {}},
    };
    Build(4);
    uint32_t sender = 1;
    Start(0);
    for (const auto& policy : expected)
    {
        hosts[sender].connections->SetAttribute("SendQueuePolicy", StringValue(policy.first));
        hosts[sender].connections->SetAttribute("SendQueueBytes", UintegerValue(2000));
        Start(sender);
        hosts[sender].connections->Dial(AddressOf(0));
        RunUntil(5 * sender);
        hosts[0].numbers.clear();
        // The first is at TCP, two find room.
        hosts[sender].connections->Send(0, MakeNumberedFrame(0, 200000));
        for (uint8_t i = 1; i < 6; i++)
        {
            hosts[sender].connections->Send(0, MakeNumberedFrame(i, 1000));
        }
        const int dropped = hosts[sender].dropped;
        Simulator::Stop(Seconds(0.9));
        Simulator::Run();
        if (policy.first == "Disconnect")
        {
            EXPECT_EQ(hosts[sender].downs, 1);
        }
        else
        {
            Simulator::Stop(Seconds(3));
            Simulator::Run();
            EXPECT_EQ(hosts[0].numbers, policy.second) << policy.first;
            EXPECT_EQ(dropped, 3) << policy.first;
            EXPECT_EQ(hosts[sender].downs, 0) << policy.first;
        }
        sender++;
    }
}

TEST_F(Transport, FramesBeyondTheirNumberAreDroppedAndAheadOnesGoFirst)
{
    Build();
    hosts[0].connections->SetAttribute("SendQueueAheadFrames", UintegerValue(1));
    hosts[0].connections->SetAttribute("SendQueueRestFrames", UintegerValue(2));
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(1);
    // TCP has the first.
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(0, 200000)));
    for (uint8_t i = 1; i < 4; i++)
    {
        EXPECT_EQ(hosts[0].connections->Send(0, MakeNumberedFrame(i, 1000)), i < 3);
    }
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(4, 1000), 0, true));
    EXPECT_FALSE(hosts[0].connections->Send(0, MakeNumberedFrame(5, 1000), 0, true));
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(6, 1000, true)));
    EXPECT_EQ(hosts[0].dropped, 2);
    RunUntil(20);
    EXPECT_EQ(hosts[1].numbers, (std::vector<uint8_t>{0, 6, 4, 1, 2}));
}

TEST_F(Transport, FramesOfAllKindsTogetherAreBoundedAndTooManyControlFramesDisconnect)
{
    Build();
    hosts[0].connections->SetAttribute("SendQueueFrames", UintegerValue(3));
    hosts[0].connections->SetAttribute("SendQueueControlFrames", UintegerValue(4));
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(1);
    hosts[0].connections->Send(0, MakeNumberedFrame(0, 200000));
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(1, 1000)));
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(2, 1000, true)));
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(3, 1000, true)));
    EXPECT_FALSE(hosts[0].connections->Send(0, MakeNumberedFrame(4, 1000)));
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(5, 1000, true)));
    EXPECT_TRUE(hosts[0].connections->Send(0, MakeNumberedFrame(6, 1000, true)));
    EXPECT_EQ(hosts[0].downs, 0);
    EXPECT_FALSE(hosts[0].connections->Send(0, MakeNumberedFrame(7, 1000, true)));
    Simulator::Stop(Seconds(0.1));
    Simulator::Run();
    EXPECT_EQ(hosts[0].downs, 1);
}

TEST_F(Transport, FrameForWhichDroppingAllOthersMakesNoRoomDropsNoneOfThem)
{
    Build();
    hosts[0].connections->SetAttribute("SendQueuePolicy", StringValue("DropOldest"));
    hosts[0].connections->SetAttribute("SendQueueBytes", UintegerValue(300000));
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(1);
    // TCP has the first; the second is control.
    const uint32_t sizes[] = {200000, 60000, 40000, 50000, 300001, 250000, 160000};
    for (uint8_t i = 0; i < 7; i++)
    {
        hosts[0].connections->Send(0, MakeNumberedFrame(i, sizes[i], i == 1));
    }
    EXPECT_EQ(hosts[0].dropped, 2 + 1);
    RunUntil(20);
    EXPECT_EQ(hosts[1].numbers, (std::vector<uint8_t>{0, 1, 3, 6}));
}

TEST_F(Transport, ControlFramesAreNotDroppedWhenTheQueueIsFull)
{
    Build(4);
    uint32_t sender = 1;
    Start(0);
    const std::map<std::string, std::vector<uint8_t>> expected = {
        {"DropNewest", {0, 2, 3, 1}},
        {"DropOldest", {0, 2, 3, 4}},
    };
    for (const auto& policy : expected)
    {
        hosts[sender].connections->SetAttribute("SendQueuePolicy", StringValue(policy.first));
        hosts[sender].connections->SetAttribute("SendQueueBytes", UintegerValue(2000));
        Start(sender);
        hosts[sender].connections->Dial(AddressOf(0));
        RunUntil(5 * sender);
        hosts[0].numbers.clear();
        hosts[sender].connections->Send(0, MakeNumberedFrame(0, 200000));
        hosts[sender].connections->Send(0, MakeNumberedFrame(1, 1900));
        EXPECT_TRUE(hosts[sender].connections->Send(0, MakeNumberedFrame(2, 100, true)));
        EXPECT_TRUE(hosts[sender].connections->Send(0, MakeNumberedFrame(3, 1000, true)));
        hosts[sender].connections->Send(0, MakeNumberedFrame(4, 500));
        Simulator::Stop(Seconds(3));
        Simulator::Run();
        EXPECT_EQ(hosts[0].numbers, policy.second) << policy.first;
        EXPECT_EQ(hosts[sender].dropped, 1) << policy.first;
        sender++;
    }
}

TEST_F(Transport, ControlFramesGoAheadOfMessagesOfWhichNothingHasGone)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(2);
    const std::vector<Ptr<StreamFrame>> frames = {
        MakeNumberedFrame(0, 200000),
        MakeNumberedFrame(1, 500),
        MakeNumberedFrame(2, 100000),
        MakeNumberedFrame(3, 100, true),
        MakeNumberedFrame(4, 500),
        // Too large to go while TCP has bytes of another.
        MakeNumberedFrame(5, 20000, true),
        MakeNumberedFrame(6, 100, true),
    };
    for (const auto& frame : frames)
    {
        hosts[0].connections->Send(0, frame);
    }
    RunUntil(30);
    EXPECT_EQ(hosts[1].numbers, (std::vector<uint8_t>{0, 3, 5, 6, 1, 2, 4}));
    EXPECT_EQ(hosts[0].sent, 7);
}

TEST_F(Transport, ControlFramesAheadOfMessagesLeaveVirtualBytesVirtual)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(2);
    uint32_t large = 0;
    uint32_t real = 0;
    Device(0)->TraceConnectWithoutContext(
        "PhyTxBegin",
        MakeTraceSink<Ptr<const Packet>>([&large, &real](Ptr<const Packet> packet) {
            // ns-3 serialises virtual bytes as their number.
            large += packet->GetSize() > 1000 ? 1 : 0;
            real += packet->GetSerializedSize() > 1000 ? 1 : 0;
        }));
    for (uint8_t i = 0; i < 10; i++)
    {
        hosts[0].connections->Send(0, MakeNumberedFrame(i, 100000));
        hosts[0].connections->Send(0, MakeNumberedFrame(100 + i, 60, true));
    }
    RunUntil(30);
    EXPECT_EQ(hosts[1].numbers.size(), 20U);
    EXPECT_GT(large, 600U);
    // The end of a message and the control frame behind it may share a segment.
    EXPECT_LE(real, 10U);
}

TEST_F(Transport, ControlFramesThatComeWhileAMessageGoesOutWaitForItsEnd)
{
    Build();
    // A message goes to TCP in many parts.
    SetBuffers(20000);
    Config::SetDefault("ns3::TcpSocket::SndBufSize", UintegerValue(40000));
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(2);
    hosts[0].connections->Send(0, MakeNumberedFrame(0, 300000));
    hosts[0].connections->Send(0, MakeNumberedFrame(1, 300000));
    for (uint8_t i = 2; i < 8; i++)
    {
        Simulator::Schedule(MilliSeconds(20 * i), [this, i] {
            hosts[0].connections->Send(0, MakeNumberedFrame(i, 60, true));
        });
    }
    RunUntil(60);
    ASSERT_EQ(hosts[1].numbers.size(), 8U);
    EXPECT_EQ(hosts[1].numbers, (std::vector<uint8_t>{0, 2, 3, 4, 5, 6, 7, 1}));
}

TEST_F(Transport, APeerForWhomControlFramesPileUpIsDisconnected)
{
    Build();
    hosts[0].connections->SetAttribute("SendQueueBytes", UintegerValue(2000));
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(5);
    for (uint32_t i = 0; i < 20; i++)
    {
        hosts[0].connections->Send(0, MakeNumberedFrame(static_cast<uint8_t>(i), 100000, true));
    }
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    EXPECT_EQ(hosts[0].downs, 1);
}

TEST_F(Transport, OfSuggestedNodesOnlySoManyAreDialledAtATimeAndOnce)
{
    Build();
    hosts[0].connections->SetAttribute("MaxSuggestedDials", UintegerValue(5));
    Start(0);
    Start(1);
    const auto suggest = [this](uint32_t host) {
        return hosts[0].connections->DialSuggested(
            InetSocketAddress(Ipv4Address(0x0a000000 + host), 60000));
    };
    RunUntil(1);
    for (uint32_t i = 100; i < 105; i++)
    {
        EXPECT_TRUE(suggest(i));
    }
    EXPECT_FALSE(suggest(105));
    EXPECT_FALSE(suggest(100));
    RunUntil(60);
    EXPECT_EQ(hosts[0].connections->GetNFailures(), 5U);
    EXPECT_TRUE(suggest(2));
    RunUntil(61);
    EXPECT_EQ(hosts[0].ups, 1);
    EXPECT_FALSE(suggest(2));
    hosts[1].connections->Stop();
    RunUntil(100);
    EXPECT_EQ(hosts[0].ups, 1);
    EXPECT_EQ(hosts[0].connections->GetNFailures(), 6U);
}

TEST_F(Transport, ANodeThatStartsDialsItsPeersOverDialSpread)
{
    Build(21);
    hosts[0].connections->AssignStreams(1);
    hosts[0].connections->SetAttribute("DialSpread", TimeValue(Seconds(8)));
    for (uint32_t i = 1; i < 21; i++)
    {
        hosts[0].connections->Dial(AddressOf(i));
        Start(i);
    }
    Start(0);
    RunUntil(2);
    EXPECT_GT(hosts[0].ups, 0);
    EXPECT_LT(hosts[0].ups, 10);
    RunUntil(6);
    EXPECT_GT(hosts[0].ups, 10);
    EXPECT_LT(hosts[0].ups, 20);
    RunUntil(9);
    EXPECT_EQ(hosts[0].ups, 20);
}

TEST_F(Transport, ConnectionIsRetriedUntilTheOtherSideListens)
{
    Build();
    hosts[0].connections->SetAttribute("DialTimeout", StringValue("2s"));
    Start(0);
    hosts[0].connections->Dial(AddressOf(1));
    Simulator::Schedule(Seconds(20),
                        [this] { hosts[1].connections->Start(nodes.Get(1), hosts[1].observer); });
    RunUntil(19);
    EXPECT_EQ(hosts[0].ups, 0);
    EXPECT_GE(hosts[0].connections->GetNFailures(), 3U);
    RunUntil(60);
    EXPECT_EQ(hosts[0].ups, 1);
    EXPECT_EQ(hosts[1].ups, 1);
}

TEST_F(Transport, ConnectionAttemptsEndAtTheLimit)
{
    Build();
    hosts[0].connections->SetAttribute("MaxAttempts", UintegerValue(3));
    Start(0);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(500);
    EXPECT_EQ(hosts[0].connections->GetNFailures(), 3U);
}

TEST_F(Transport, SocketsThatCantConnectAreClosed)
{
    Build();
    Start(0);
    // There is no way to this host.
    hosts[0].connections->Dial(InetSocketAddress(Ipv4Address("192.168.1.1"), 60000));
    RunUntil(60);
    EXPECT_GE(hosts[0].connections->GetNFailures(), 4U);
    ObjectVectorValue sockets;
    nodes.Get(0)->GetObject<TcpL4Protocol>()->GetAttribute("SocketList", sockets);
    // The one that listens.
    EXPECT_EQ(sockets.GetN(), 1U);
}

TEST_F(Transport, ConnectionIsMadeAgainWhenTheOtherSideRestarts)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    Simulator::Schedule(Seconds(5), [this] { hosts[1].connections->Stop(); });
    Simulator::Schedule(Seconds(6),
                        [this] { hosts[1].connections->Start(nodes.Get(1), hosts[1].observer); });
    RunUntil(5.5);
    EXPECT_EQ(hosts[0].downs, 1);
    EXPECT_EQ(hosts[1].downs, 1);
    RunUntil(30);
    EXPECT_EQ(hosts[0].ups, 2);
    EXPECT_EQ(hosts[0].peers.size(), 1U);
    EXPECT_EQ(hosts[1].peers.size(), 1U);
}

TEST_F(Transport, ConnectionThatIsDisconnectedIsNotDialledAgain)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    Simulator::Schedule(Seconds(5), [this] { hosts[0].connections->Disconnect(0); });
    RunUntil(100);
    EXPECT_EQ(hosts[0].ups, 1);
    EXPECT_EQ(hosts[0].downs, 1);
    EXPECT_EQ(hosts[1].downs, 1);
}

TEST_F(Transport, SimultaneousDialsOfAPairAreOnePeerAndLoseNothing)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    hosts[1].connections->Dial(AddressOf(0));
    // From the first moment on, and through the change of connection.
    for (uint8_t i = 0; i < 50; i++)
    {
        Simulator::Schedule(MilliSeconds(195 + 5 * i), [this, i] {
            for (uint32_t h : {0, 1})
            {
                if (!hosts[h].peers.empty())
                {
                    hosts[h].connections->Send(0, MakeNumberedFrame(i, 3000));
                }
            }
        });
    }
    RunUntil(30);
    for (uint32_t h : {0, 1})
    {
        EXPECT_EQ(hosts[h].ups, 1);
        EXPECT_EQ(hosts[h].downs, 0);
        EXPECT_EQ(hosts[h].peers.size(), 1U);
        std::vector<uint8_t> sorted = hosts[h].numbers;
        std::sort(sorted.begin(), sorted.end());
        EXPECT_EQ(sorted.size(), static_cast<std::size_t>(hosts[1 - h].sent));
        EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
    }
}

TEST_F(Transport, BrokenBytesCloseTheConnectionOnBothSides)
{
    Build();
    Start(0);
    Start(1);
    hosts[0].connections->Dial(AddressOf(1));
    RunUntil(2);
    const std::vector<uint8_t> bad = {0, 0, 9, 0, 0, 0};
    hosts[0].connections->Send(0, Create<StreamFrame>(VirtualBytes(bad).ToPacket()));
    RunUntil(2.5);
    EXPECT_EQ(hosts[1].downs, 1);
    EXPECT_EQ(hosts[0].downs, 1);
    EXPECT_EQ(hosts[1].connections->GetNFailures(), 1U);
}

TEST(Protobuf, VarintsRoundTripAndRejectWhatIsTooLong)
{
    for (uint64_t value : std::vector<uint64_t>{0, 1, 127, 128, 300, 1ULL << 35, UINT64_MAX})
    {
        std::vector<uint8_t> bytes;
        protobuf::AppendVarint(bytes, value);
        EXPECT_EQ(bytes.size(), protobuf::GetVarintSize(value));
        const uint8_t* cursor = bytes.data();
        uint64_t read = 0;
        EXPECT_EQ(protobuf::ReadVarint(cursor, bytes.data() + bytes.size() - 1, read),
                  protobuf::ReadResult::TRUNCATED);
        EXPECT_EQ(protobuf::ReadVarint(cursor, bytes.data() + bytes.size(), read),
                  protobuf::ReadResult::OK);
        EXPECT_EQ(read, value);
    }
    const std::vector<uint8_t> tooLong(11, 0x80);
    const uint8_t* cursor = tooLong.data();
    uint64_t read = 0;
    EXPECT_EQ(protobuf::ReadVarint(cursor, tooLong.data() + tooLong.size(), read),
              protobuf::ReadResult::MALFORMED);
}

TEST(Protobuf, ZigZagIsThatOfTheSpecification)
{
    EXPECT_EQ(protobuf::ZigZag(0), 0U);
    EXPECT_EQ(protobuf::ZigZag(-1), 1U);
    EXPECT_EQ(protobuf::ZigZag(1), 2U);
    EXPECT_EQ(protobuf::ZigZag(-2), 3U);
    EXPECT_EQ(protobuf::ZigZag(INT64_MIN), UINT64_MAX);
    EXPECT_EQ(protobuf::UnZigZag(UINT64_MAX), INT64_MIN);
}
