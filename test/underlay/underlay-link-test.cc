/* SPDX-License-Identifier: GPL-2.0-only */
#include "underlay-test-network.h"

#include "ns3/coordinate-wan-latency.h"
#include "ns3/drop-tail-queue.h"
#include "ns3/point-to-point-channel.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/queue.h"
#include "ns3/tcp-header.h"
#include "ns3/tcp-option-rfc793.h"
#include "ns3/tcp-option-ts.h"
#include "ns3/uinteger.h"
#include "ns3/wan-segmentation-offload.h"

using namespace ns3;

namespace
{

using Times = std::vector<Time>;

class UnderlayLink : public UnderlayNetwork
{
};

} // namespace

TEST_F(UnderlayLink, PacketIsSerialisedAtBothEndsAndDelayedBetween)
{
    SetRates("8Mbps", "4Mbps");
    Build(2);
    SendAt(Seconds(0), 0, 1, 1000);
    Simulator::Run();
    EXPECT_EQ(arrivals, (Times{MilliSeconds(1 + 100 + 2)}));
    EXPECT_EQ(receivers, (std::vector<uint32_t>{1}));
    EXPECT_EQ(protocols, (std::vector<uint16_t>{0x0800}));
    EXPECT_EQ(senders, (std::vector<Address>{Host(0)->GetAddress()}));
}

TEST_F(UnderlayLink, RateZeroIsUnlimited)
{
    SetRates("0bps", "0bps");
    Build(2);
    SendAt(Seconds(0), 0, 1, 1000);
    SendAt(Seconds(0), 0, 1, 1500);
    Simulator::Run();
    EXPECT_EQ(arrivals, (Times{MilliSeconds(100), MilliSeconds(100)}));
    EXPECT_EQ(sizes, (std::vector<uint32_t>{1000, 1500}));
}

TEST_F(UnderlayLink, BackToBackPacketsFollowAtTheUpRate)
{
    SetRates("8Mbps", "0bps");
    Build(2);
    for (uint32_t bytes : {1000, 500, 1500})
    {
        SendAt(Seconds(0), 0, 1, bytes);
    }
    Simulator::Run();
    EXPECT_EQ(arrivals, (Times{MicroSeconds(101000), MicroSeconds(101500), MicroSeconds(103000)}));
}

TEST_F(UnderlayLink, SlowerDownRateSpacesDeliveries)
{
    SetRates("8Mbps", "4Mbps");
    Build(2);
    for (int i = 0; i < 3; i++)
    {
        SendAt(Seconds(0), 0, 1, 1000);
    }
    Simulator::Run();
    EXPECT_EQ(arrivals, (Times{MilliSeconds(103), MilliSeconds(105), MilliSeconds(107)}));
}

TEST_F(UnderlayLink, SendersConvergingOnOneReceiverShareItsDownRate)
{
    SetRates("8Mbps", "4Mbps");
    Build(4);
    SendAt(MicroSeconds(500), 1, 0, 1000);
    SendAt(MicroSeconds(0), 2, 0, 500);
    SendAt(MilliSeconds(10), 3, 0, 1000);
    Simulator::Run();
    // 2: 0.5 up, 100, 1.0 down. 1: 0.5 + 1.0 up, 100, at 101.5 the down link is just free.
    EXPECT_EQ(arrivals, (Times{MicroSeconds(101500), MicroSeconds(103500), MicroSeconds(113000)}));
    EXPECT_EQ(sizes, (std::vector<uint32_t>{500, 1000, 1000}));
}

TEST_F(UnderlayLink, NearerSenderIsServedFirstAlthoughItSentLater)
{
    Ptr<CoordinateWanLatency> latency = CreateObject<CoordinateWanLatency>();
    latency->SetAttribute("Base", TimeValue(MilliSeconds(0)));
    latency->SetPositions({Vector(0, 0, 0), Vector(50, 0, 0), Vector(20, 0, 0)});
    wan.SetLatency(latency);
    SetRates("0bps", "1Mbps");
    Build(3);
    SendAt(MilliSeconds(0), 1, 0, 500);
    SendAt(MilliSeconds(29), 2, 0, 1000);
    Simulator::Run();
    // 2 arrives at 49 and takes 8 ms; 1 arrives at 50, waits until 57 and takes 4 ms.
    EXPECT_EQ(arrivals, (Times{MilliSeconds(57), MilliSeconds(61)}));
    EXPECT_EQ(sizes, (std::vector<uint32_t>{1000, 500}));
}

TEST_F(UnderlayLink, DirectionsDoNotShareTheirRates)
{
    SetRates("8Mbps", "8Mbps");
    Build(2);
    SendAt(MilliSeconds(0), 0, 1, 1000);
    SendAt(MilliSeconds(101), 1, 0, 1000);
    Simulator::Run();
    EXPECT_EQ(arrivals, (Times{MilliSeconds(102), MilliSeconds(203)}));
}

TEST_F(UnderlayLink, FullTransmitQueueDropsAndTracesIt)
{
    SetRates("8Mbps", "0bps");
    wan.SetTxQueue("ns3::DropTailQueue", "MaxSize", StringValue("3p"));
    Build(2);
    PacketTrace tx;
    PacketTrace txDrop;
    PacketTrace enqueued;
    PacketTrace dequeued;
    PacketTrace queueDrop;
    tx.Connect(Host(0), "MacTx");
    txDrop.Connect(Host(0), "MacTxDrop");
    enqueued.Connect(Host(0)->GetTxQueue(), "Enqueue");
    dequeued.Connect(Host(0)->GetTxQueue(), "Dequeue");
    queueDrop.Connect(Host(0)->GetTxQueue(), "Drop");
    for (int i = 0; i < 6; i++)
    {
        SendAt(Seconds(0), 0, 1, 1000);
    }
    // one has left the queue at 1 ms, so that one more finds room
    SendAt(MicroSeconds(1500), 0, 1, 1000);
    SendAt(MicroSeconds(1600), 0, 1, 1000);
    Simulator::Run();
    EXPECT_EQ(tx.times.size(), 8u);
    EXPECT_EQ(txDrop.times, (Times{Seconds(0), Seconds(0), MicroSeconds(1600)}));
    EXPECT_EQ(queueDrop.times, txDrop.times);
    EXPECT_EQ(enqueued.times.size(), 5u);
    EXPECT_EQ(dequeued.times,
              (Times{MilliSeconds(0),
                     MilliSeconds(1),
                     MilliSeconds(2),
                     MilliSeconds(3),
                     MilliSeconds(4)}));
    EXPECT_EQ(arrivals.size(), 5u);
    EXPECT_EQ(arrivals.back(), MilliSeconds(105));
}

TEST_F(UnderlayLink, QueueLimitInBytesCountsWaitingBytes)
{
    SetRates("8Mbps", "0bps");
    wan.SetTxQueue("ns3::DropTailQueue", "MaxSize", StringValue("2500B"));
    Build(2);
    for (uint32_t bytes : {1500, 1500, 1000, 28})
    {
        SendAt(Seconds(0), 0, 1, bytes);
    }
    Simulator::Run();
    EXPECT_EQ(sizes, (std::vector<uint32_t>{1500, 1500, 1000}));
}

TEST_F(UnderlayLink, FullReceiveQueueDropsAndTracesIt)
{
    SetRates("0bps", "8Mbps");
    wan.SetRxQueue("ns3::DropTailQueue", "MaxSize", StringValue("2p"));
    Build(6);
    PacketTrace rxDrop;
    PacketTrace rxEnd;
    PacketTrace rx;
    PacketTrace queueDrop;
    rxDrop.Connect(Host(0), "PhyRxDrop");
    rxEnd.Connect(Host(0), "PhyRxEnd");
    rx.Connect(Host(0), "MacRx");
    queueDrop.Connect(Host(0)->GetRxQueue(), "Drop");
    for (uint32_t sender = 1; sender < 6; sender++)
    {
        SendAt(Seconds(0), sender, 0, 1000);
    }
    Simulator::Run();
    EXPECT_EQ(rxDrop.times, (Times{MilliSeconds(100), MilliSeconds(100)}));
    EXPECT_EQ(queueDrop.times, rxDrop.times);
    EXPECT_EQ(arrivals, (Times{MilliSeconds(101), MilliSeconds(102), MilliSeconds(103)}));
    EXPECT_EQ(rxEnd.times, arrivals);
    EXPECT_EQ(rx.times, arrivals);
}

TEST_F(UnderlayLink, TracesFireAtTheirTimes)
{
    SetRates("8Mbps", "4Mbps");
    Build(2);
    PacketTrace txBegin;
    PacketTrace txEnd;
    PacketTrace txSniffer;
    PacketTrace rxBegin;
    PacketTrace rxSniffer;
    PacketTrace rxPromiscSniffer;
    txBegin.Connect(Host(0), "PhyTxBegin");
    txEnd.Connect(Host(0), "PhyTxEnd");
    txSniffer.Connect(Host(0), "PromiscSniffer");
    rxBegin.Connect(Host(1), "PhyRxBegin");
    rxSniffer.Connect(Host(1), "Sniffer");
    rxPromiscSniffer.Connect(Host(1), "PromiscSniffer");
    SendAt(Seconds(0), 0, 1, 1000);
    SendAt(Seconds(0), 0, 1, 1000);
    Simulator::Run();
    EXPECT_EQ(txBegin.times, (Times{MilliSeconds(0), MilliSeconds(1)}));
    EXPECT_EQ(txEnd.times, (Times{MilliSeconds(1), MilliSeconds(2)}));
    EXPECT_EQ(txSniffer.times, txBegin.times);
    EXPECT_EQ(rxBegin.times, (Times{MilliSeconds(101), MilliSeconds(103)}));
    EXPECT_EQ(rxSniffer.times, (Times{MilliSeconds(103), MilliSeconds(105)}));
    EXPECT_EQ(rxPromiscSniffer.times, rxSniffer.times);
    EXPECT_EQ(arrivals, rxSniffer.times);
}

TEST_F(UnderlayLink, PacketTakesTwoEventsAndAThirdIfItWaitsToBeSent)
{
    SetRates("8Mbps", "4Mbps");
    Build(2);
    const auto eventsOf = [this](uint32_t packets, Time gap) {
        const uint64_t before = Simulator::GetEventCount();
        for (uint32_t i = 0; i < packets; i++)
        {
            SendAt(gap * i, 0, 1, 1000);
        }
        Simulator::Run();
        return Simulator::GetEventCount() - before - packets;
    };
    eventsOf(0, Seconds(0));
    EXPECT_EQ(eventsOf(10, MilliSeconds(10)), 20u);
    EXPECT_EQ(eventsOf(10, MilliSeconds(0)), 29u);
}

TEST_F(UnderlayLink, PacketsOfNoLengthInTimeStayInOrder)
{
    // 1500 bytes take 12 ns, and 28 bytes less than half of one
    SetRates("0bps", "1000Gbps");
    Build(2);
    for (uint32_t bytes : {1500, 30, 29, 1000, 28})
    {
        SendAt(Seconds(0), 0, 1, bytes);
    }
    Simulator::Run();
    EXPECT_EQ(sizes, (std::vector<uint32_t>{1500, 30, 29, 1000, 28}));
    EXPECT_EQ(arrivals.back(), MilliSeconds(100) + NanoSeconds(20));
}

TEST_F(UnderlayLink, RatesMayChangeWhilePacketsWait)
{
    SetRates("8Mbps", "4Mbps");
    Build(2);
    for (uint32_t i = 0; i < 4; i++)
    {
        SendAt(Seconds(0), 0, 1, 1000 + i);
    }
    Simulator::Schedule(MicroSeconds(1500), [this] {
        Host(0)->SetAttribute("UpRate", StringValue("0bps"));
        Host(1)->SetAttribute("DownRate", StringValue("0bps"));
    });
    Simulator::Run();
    // the second is on its way out as the rates change, and the others wait for it
    const Time second = MilliSeconds(102) + MicroSeconds(1);
    EXPECT_EQ(arrivals, (Times{MilliSeconds(101), second, second, second}));
    EXPECT_EQ(sizes, (std::vector<uint32_t>{1000, 1001, 1002, 1003}));
}

TEST_F(UnderlayLink, CountersHoldPacketsAndBytes)
{
    Build(2);
    SendAt(Seconds(0), 0, 1, 1000);
    SendAt(Seconds(0), 0, 1, 500);
    Simulator::Run();
    EXPECT_EQ(Host(0)->GetTxPackets(), 2u);
    EXPECT_EQ(Host(0)->GetTxBytes(), 1500u);
    EXPECT_EQ(Host(0)->GetRxPackets(), 0u);
    EXPECT_EQ(Host(1)->GetRxPackets(), 2u);
    EXPECT_EQ(Host(1)->GetRxBytes(), 1500u);
}

TEST_F(UnderlayLink, MtuGoesTo65535)
{
    wan.SetDeviceAttribute("Mtu", UintegerValue(65535));
    SetRates("8Mbps", "0bps");
    Build(2);
    SendAt(Seconds(0), 0, 1, 65535);
    Simulator::Run();
    EXPECT_EQ(arrivals, (Times{MilliSeconds(100) + MicroSeconds(65535)}));
}

TEST_F(UnderlayLink, PacketLongerThanTheMtuIsDropped)
{
    Build(2);
    PacketTrace txDrop;
    txDrop.Connect(Host(0), "MacTxDrop");
    EXPECT_TRUE(SendPacket(0, MakePacket(0, 1, 1500)));
    EXPECT_FALSE(SendPacket(0, MakePacket(0, 1, 1501)));
    Simulator::Run();
    EXPECT_EQ(sizes, (std::vector<uint32_t>{1500}));
    EXPECT_EQ(txDrop.bytes, 1501u);
    EXPECT_FALSE(Host(0)->SetMtu(67));
    EXPECT_EQ(Host(0)->GetMtu(), 1500);
}

TEST_F(UnderlayLink, OtherProtocolsAreRefused)
{
    Build(2);
    PacketTrace txDrop;
    txDrop.Connect(Host(0), "MacTxDrop");
    EXPECT_FALSE(Host(0)->Send(MakePacket(0, 1, 100), Address(), 0x0806));
    EXPECT_EQ(txDrop.times.size(), 1u);
}

TEST_F(UnderlayLink, LinkThatIsDownNeitherSendsNorReceives)
{
    SetRates("8Mbps", "8Mbps");
    Build(3);
    PacketTrace txDrop;
    PacketTrace rxDrop;
    PacketTrace flushed;
    txDrop.Connect(Host(0), "MacTxDrop");
    rxDrop.Connect(Host(0), "PhyRxDrop");
    flushed.Connect(Host(0)->GetTxQueue(), "Drop");
    SendAt(Seconds(0), 0, 1, 1000);
    SendAt(Seconds(0), 0, 1, 1000);
    SendAt(Seconds(0), 2, 0, 1000);
    Simulator::Schedule(MicroSeconds(500), [this] { Host(0)->SetLinkUp(false); });
    SendAt(MicroSeconds(600), 0, 1, 1000);
    Simulator::Schedule(MilliSeconds(200), [this] { Host(0)->SetLinkUp(true); });
    SendAt(MilliSeconds(300), 2, 0, 1000);
    SendAt(MilliSeconds(300), 0, 1, 1000);
    Simulator::Run();
    EXPECT_EQ(arrivals, (Times{MilliSeconds(102), MilliSeconds(402), MilliSeconds(402)}));
    EXPECT_EQ(flushed.times, (Times{MicroSeconds(500)}));
    EXPECT_EQ(txDrop.times, (Times{MicroSeconds(600)}));
    EXPECT_EQ(rxDrop.times, (Times{MilliSeconds(101)}));
}

/**
 * A point-to-point device of ns-3 has the same queue and serialises the same way, with a header of
 * two bytes more; so both must send the same stream at the same times.
 */
TEST_F(UnderlayLink, SendsWhenAPointToPointDeviceWould)
{
    constexpr uint32_t PPP_HEADER = 2;
    SetRates("7777777bps", "0bps");
    wan.SetTxQueue("ns3::DropTailQueue", "MaxSize", StringValue("5p"));
    wan.SetLatency("ns3::ConstantWanLatency", "Delay", TimeValue(MilliSeconds(20)));
    Build(2);

    NodeContainer ends(2);
    NetDeviceContainer links;
    Ptr<PointToPointChannel> cable = CreateObject<PointToPointChannel>();
    cable->SetAttribute("Delay", TimeValue(MilliSeconds(20)));
    for (uint32_t i = 0; i < 2; i++)
    {
        Ptr<PointToPointNetDevice> link = CreateObject<PointToPointNetDevice>();
        link->SetDataRate(DataRate("7777777bps"));
        Ptr<DropTailQueue<Packet>> queue = CreateObject<DropTailQueue<Packet>>();
        queue->SetMaxSize(QueueSize("5p"));
        link->SetQueue(queue);
        ends.Get(i)->AddDevice(link);
        link->Attach(cable);
        links.Add(link);
    }
    PacketTrace expected;
    PacketTrace expectedDrops;
    PacketTrace drops;
    expected.Connect(links.Get(1), "PhyRxEnd");
    expectedDrops.Connect(links.Get(0), "MacTxDrop");
    drops.Connect(Host(0), "MacTxDrop");

    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    Time when;
    for (int i = 0; i < 2000; i++)
    {
        when += MicroSeconds(random->GetInteger(0, 1700));
        const uint32_t bytes = random->GetInteger(100, 1500);
        SendAt(when, 0, 1, bytes);
        Simulator::Schedule(when, [=] {
            links.Get(0)->Send(MakePacket(0, 1, bytes - PPP_HEADER),
                               Mac48Address::GetBroadcast(),
                               0x0800);
        });
    }
    Simulator::Run();
    EXPECT_GT(drops.times.size(), 50u);
    EXPECT_GT(arrivals.size(), 1000u);
    EXPECT_EQ(drops.times, expectedDrops.times);
    ASSERT_EQ(arrivals.size(), expected.times.size());
    for (std::size_t i = 0; i < arrivals.size(); i++)
    {
        // ns-3.35 rounds the time of each packet down to a nanosecond, later releases and we do
        // not.
        EXPECT_NEAR(arrivals[i].GetNanoSeconds(), expected.times[i].GetNanoSeconds(), 1000);
    }
}

TEST(UnderlaySegmentationOffload, RepeatsTheHeadersOfEachSegment)
{
    TcpHeader tcp;
    tcp.AppendOption(CreateObject<TcpOptionTS>());
    tcp.AppendOption(CreateObject<TcpOptionNOP>());
    tcp.AppendOption(CreateObject<TcpOptionNOP>());
    const uint32_t tcpBytes = tcp.GetSerializedSize();
    ASSERT_EQ(tcpBytes, 32u);
    const auto sizeOf = [&tcp](uint32_t payload, bool ipv6) {
        Ptr<Packet> packet = Create<Packet>(payload);
        packet->AddHeader(tcp);
        if (ipv6)
        {
            Ipv6Header ip;
            ip.SetNextHeader(6);
            ip.SetPayloadLength(static_cast<uint16_t>(packet->GetSize()));
            packet->AddHeader(ip);
        }
        else
        {
            Ipv4Header ip;
            ip.SetProtocol(6);
            ip.SetPayloadSize(static_cast<uint16_t>(packet->GetSize()));
            packet->AddHeader(ip);
        }
        return GetOffloadedSize(*packet, 1500);
    };
    EXPECT_EQ(sizeOf(1448, false), 1500u);
    EXPECT_EQ(sizeOf(1449, false), 1500u + 53);
    EXPECT_EQ(sizeOf(14480, false), 15000u);
    EXPECT_EQ(sizeOf(14481, false), 15000u + 53);
    EXPECT_EQ(sizeOf(1428, true), 1500u);
    EXPECT_EQ(sizeOf(14280, true), 15000u);
    EXPECT_EQ(sizeOf(14281, true), 15000u + 73);
}

TEST(UnderlaySegmentationOffload, RepeatsTheIpHeaderOfFragments)
{
    // bytes that would be a long TCP header
    const std::vector<uint8_t> payload(4000, 0xff);
    Ptr<Packet> packet = Create<Packet>(payload.data(), payload.size());
    Ipv4Header ip;
    ip.SetProtocol(17);
    ip.SetPayloadSize(4000);
    packet->AddHeader(ip);
    EXPECT_EQ(GetOffloadedSize(*packet, 1500), 4000u + 3 * 20);
    EXPECT_EQ(GetOffloadedSize(*packet, 0), 4020u);
    EXPECT_EQ(GetOffloadedSize(*packet, 4020), 4020u);
}

TEST(UnderlaySegmentationOffload, LeavesAloneWhatItCannotCut)
{
    EXPECT_EQ(GetOffloadedSize(*Create<Packet>(4000), 1500), 4000u);
    // a TCP header that claims to be longer than what the wire carries
    std::vector<uint8_t> bytes(200, 0xff);
    bytes[0] = 0x4f;
    bytes[9] = 6;
    EXPECT_EQ(GetOffloadedSize(*Create<Packet>(bytes.data(), bytes.size()), 100), 200u);
}

TEST_F(UnderlayLink, LargePacketIsSerialisedAsItsSegments)
{
    wan.SetDeviceAttribute("Mtu", UintegerValue(65535));
    wan.SetDeviceAttribute("WireMtu", UintegerValue(1500));
    SetRates("8Mbps", "4Mbps");
    Build(2);
    // UDP: fragments of 1480 bytes that repeat the IP header of 20
    SendAt(Seconds(0), 0, 1, 20 + 3 * 1480 + 1);
    Simulator::Run();
    const uint32_t wire = 3 * 1500 + 21;
    EXPECT_EQ(arrivals, (Times{MilliSeconds(100) + MicroSeconds(wire + 2 * wire)}));
    EXPECT_EQ(Host(0)->GetTxBytes(), wire);
    EXPECT_EQ(Host(1)->GetRxBytes(), wire);
}

TEST_F(UnderlayLink, ConfigurationMistakesStopTheProgram)
{
    wan.SetDeviceAttribute("Mtu", UintegerValue(1500));
    Build(2);
    EXPECT_DEATH(Host(0)->Attach(channel), "host 0 is attached");
    EXPECT_DEATH(channel->GetHost(2), "no host 2; the channel has 2");
    EXPECT_DEATH(Host(0)->SetAttribute("Mtu", UintegerValue(67)), "Mtu");
    EXPECT_DEATH(
        {
            channel->SetLatencyModel(nullptr);
            SendPacket(0, MakePacket(0, 1, 100));
        },
        "WanChannel::Latency is not set");
    EXPECT_DEATH(
        {
            Ptr<WanNetDevice> loose = CreateObject<WanNetDevice>();
            nodes.Get(0)->AddDevice(loose);
            Simulator::Run();
        },
        "Attach the device to a WanChannel");
}

TEST_F(UnderlayLink, DeviceAttributesThatInstallSetsAreRefused)
{
    const auto set = [this](const std::string& name) {
        wan.SetDeviceAttribute(name, StringValue(""));
    };
    EXPECT_DEATH(set("TxQueue"),
                 "ns3::WanNetDevice: TxQueue can't be set by SetDeviceAttribute; use SetTxQueue");
    EXPECT_DEATH(set("RxQueue"),
                 "ns3::WanNetDevice: RxQueue can't be set by SetDeviceAttribute; use SetRxQueue");
    EXPECT_DEATH(set("Address"),
                 "ns3::WanNetDevice: Address can't be set by SetDeviceAttribute; use SetAddress");
}

TEST_F(UnderlayLink, ValuesThatAreNotAllowedStopTheProgramWithTheRange)
{
    // nothing comes before the sentence
    EXPECT_DEATH(wan.SetDeviceAttribute("UpRate", StringValue("fast")),
                 "^ns3::WanNetDevice: UpRate is fast, not a data rate such as 100Mbps");
    EXPECT_DEATH(wan.SetDeviceAttribute("DownRate", StringValue("-1Mbps")),
                 "ns3::WanNetDevice: DownRate is -1Mbps, not a data rate such as ");
    EXPECT_DEATH(wan.SetDeviceAttribute("Mtu", UintegerValue(67)),
                 "ns3::WanNetDevice: Mtu is 67, not 68 to 65535");
    EXPECT_DEATH(wan.SetDeviceAttribute("Mtu", StringValue("1500x")),
                 "ns3::WanNetDevice: Mtu is 1500x, not 68 to 65535");
    EXPECT_DEATH(wan.SetLatency("ns3::ConstantWanLatency", "Delay", StringValue("long")),
                 "ns3::ConstantWanLatency: Delay is long, not a time such as 100ms");
    EXPECT_DEATH(wan.SetChannelAttribute("Latency", StringValue("ns3::ConstantWanLoss")),
                 "ns3::WanChannel: Latency is ns3::ConstantWanLoss, not .*ns3::WanLatencyModel");
    EXPECT_DEATH(wan.SetTxQueue("ns3::DropTailQueue", "MaxSize", StringValue("many")),
                 "ns3::DropTailQueue<Packet>: MaxSize is many, not QueueSize, such as ");
    EXPECT_DEATH(wan.SetRxQueue("ns3::DropTailQueue", "MaxSize", StringValue("-1p")),
                 "ns3::DropTailQueue<Packet>: MaxSize is -1p, not QueueSize, such as ");
}
