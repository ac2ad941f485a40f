/* SPDX-License-Identifier: GPL-2.0-only */
#include "underlay-test-network.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/internet-tcp-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-static-routing.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/simple-net-device.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <chrono>

using namespace ns3;

namespace
{

class UnderlayAddress : public UnderlayNetwork
{
  public:
    /** Send a datagram with sockets, and count what comes. */
    void SendDatagram(uint32_t from, uint32_t to, const Address& local, const Address& remote)
    {
        Ptr<Socket> receiver = Socket::CreateSocket(nodes.Get(to), UdpSocketFactory::GetTypeId());
        ASSERT_EQ(receiver->Bind(local), 0);
        receiver->SetRecvCallback(MakeCallback(&UnderlayAddress::DatagramReceived, this));
        Ptr<Socket> sender = Socket::CreateSocket(nodes.Get(from), UdpSocketFactory::GetTypeId());
        Simulator::Schedule(Seconds(5), [=] { sender->SendTo(Create<Packet>(100), 0, remote); });
        Simulator::Stop(Seconds(10));
        Simulator::Run();
    }

    void DatagramReceived(Ptr<Socket> socket)
    {
        while (Ptr<Packet> packet = socket->Recv())
        {
            datagrams++;
        }
    }

    void Dropped(Ptr<const Packet> packet,
                 Ptr<const WanNetDevice> sender,
                 WanChannel::DropReason reason)
    {
        EXPECT_EQ(reason, WanChannel::UNKNOWN_DESTINATION);
        dropped.emplace_back(sender->GetHostIndex(), packet->GetSize());
    }

    uint32_t datagrams{0};
    std::vector<std::pair<uint32_t, uint32_t>> dropped;
};

} // namespace

TEST_F(UnderlayAddress, EveryOneOfManyIsFound)
{
    constexpr uint32_t hosts = 20000;
    SetRates("0bps", "0bps");
    Build(hosts);
    for (uint32_t i = 0; i < hosts; i++)
    {
        ASSERT_EQ(channel->FindDevice(AddressOf(i)), Host(i));
        SendPacket(i, MakePacket(i, (i * 7919 + 1) % hosts, 100));
    }
    Simulator::Run();
    ASSERT_EQ(receivers.size(), hosts);
    for (uint32_t i = 0; i < hosts; i++)
    {
        ASSERT_EQ(receivers[i], (i * 7919 + 1) % hosts);
        ASSERT_EQ(senders[i], Host(i)->GetAddress());
    }
}

TEST_F(UnderlayAddress, UnknownDestinationIsDroppedCountedAndTraced)
{
    Build(2);
    channel->TraceConnectWithoutContext("Drop", MakeCallback(&UnderlayAddress::Dropped, this));
    PacketTrace txDrop;
    txDrop.Connect(Host(1), "PhyTxDrop");
    SendAt(Seconds(0), 1, 2, 100);
    Simulator::Run();
    Host(1)->Send(Create<Packet>(19), Address(), 0x0800);
    Host(1)->Send(Create<Packet>(), Address(), 0x86DD);
    const uint8_t shortIpv6[39] = {0x60};
    Host(1)->Send(Create<Packet>(shortIpv6, sizeof(shortIpv6)), Address(), 0x86DD);
    SendAt(Seconds(0), 1, 0, 100);
    Simulator::Run();
    EXPECT_EQ(dropped,
              (std::vector<std::pair<uint32_t, uint32_t>>{{1, 100}, {1, 19}, {1, 0}, {1, 39}}));
    EXPECT_EQ(channel->GetNUnknownDestinations(), 4u);
    EXPECT_EQ(txDrop.times.size(), 4u);
    EXPECT_EQ(arrivals.size(), 1u);
}

TEST(UnderlayAddressPeek, PacketShorterThanItsHeaderIsOfNoVersion)
{
    for (const auto& [version, headerBytes] : {std::pair<uint8_t, uint32_t>{4, 20}, {6, 40}})
    {
        std::vector<uint8_t> bytes(headerBytes, 1);
        bytes[0] = static_cast<uint8_t>(version << 4);
        const Ptr<Packet> whole = Create<Packet>(bytes.data(), headerBytes);
        const Ptr<Packet> cut = Create<Packet>(bytes.data(), headerBytes - 1);
        EXPECT_EQ(IpAddressPeek(*whole).GetVersion(), version);
        EXPECT_EQ(IpAddressPeek(*cut).GetVersion(), 0);
        EXPECT_EQ(IpAddressPeek(*cut).GetProtocolNumber(), 0);
    }
    EXPECT_EQ(IpAddressPeek(*Create<Packet>(100)).GetVersion(), 0);
}

TEST(UnderlayAddressPeek, AddressesAreThoseOfTheHeader)
{
    Ptr<Packet> packet = Create<Packet>(1);
    Ipv6Header ip;
    ip.SetSource("2001:db8::1:2");
    ip.SetDestination("fe80::5");
    packet->AddHeader(ip);
    const IpAddressPeek peek(*packet);
    EXPECT_EQ(peek.GetProtocolNumber(), 0x86DD);
    EXPECT_EQ(peek.GetIpv6Source(), Ipv6Address("2001:db8::1:2"));
    EXPECT_EQ(peek.GetIpv6Destination(), Ipv6Address("fe80::5"));
}

TEST_F(UnderlayAddress, UnknownSourceIsDelivered)
{
    Build(2);
    SendPacket(0, MakePacket(77, 1, 100));
    Simulator::Run();
    EXPECT_EQ(senders, (std::vector<Address>{Mac48Address()}));
}

TEST_F(UnderlayAddress, AddressesCanMove)
{
    Build(3);
    channel->AddAddress(AddressOf(1), Host(1));
    EXPECT_DEATH(channel->AddAddress(AddressOf(1), Host(2)),
                 "address 10.0.0.2 is already that of host 1; host 2 cannot have it too");
    channel->RemoveAddress(AddressOf(1));
    EXPECT_EQ(channel->FindDevice(AddressOf(1)), nullptr);
    channel->AddAddress(AddressOf(1), Host(2));
    SendPacket(0, MakePacket(0, 1, 100));
    Simulator::Run();
    EXPECT_EQ(receivers, (std::vector<uint32_t>{2}));
    const Ipv6Address ipv6("2001:db8::77");
    channel->AddAddress(ipv6, Host(0));
    EXPECT_EQ(channel->FindDevice(ipv6), Host(0));
    channel->RemoveAddress(ipv6);
    EXPECT_EQ(channel->FindDevice(ipv6), nullptr);
}

TEST_F(UnderlayAddress, HelperAddressesFollowTheHostIndex)
{
    nodes.Create(300);
    devices = wan.Install(nodes);
    InternetTcpHelper stack;
    stack.SetIpv6StackInstall(true);
    stack.Install(nodes);
    const Ipv4InterfaceContainer ipv4 = wan.AssignIpv4Addresses(devices);
    const Ipv6InterfaceContainer ipv6 = wan.AssignIpv6Addresses(devices);
    EXPECT_EQ(ipv4.GetAddress(0), Ipv4Address("10.0.0.1"));
    EXPECT_EQ(ipv4.GetAddress(299), Ipv4Address("10.0.1.44"));
    EXPECT_EQ(ipv6.GetAddress(0, 1), Ipv6Address("2001:db8::1"));
    EXPECT_EQ(ipv6.GetAddress(299, 1), Ipv6Address("2001:db8::12c"));
    EXPECT_EQ(WanHelper::GetIpv4Addresses(devices).at(299), ipv4.GetAddress(299));
    EXPECT_EQ(WanHelper::GetIpv6Addresses(devices).at(299), ipv6.GetAddress(299, 1));
    channel = DynamicCast<WanChannel>(devices.Get(0)->GetChannel());
    EXPECT_EQ(channel->FindDevice(ipv4.GetAddress(299)), Host(299));
    EXPECT_EQ(channel->FindDevice(ipv6.GetAddress(299, 1)), Host(299));
    SendDatagram(0,
                 299,
                 InetSocketAddress(Ipv4Address::GetAny(), 9),
                 InetSocketAddress(ipv4.GetAddress(299), 9));
    EXPECT_EQ(datagrams, 1u);
}

TEST_F(UnderlayAddress, TenThousandNodesAreInstalledInSeconds)
{
    constexpr uint32_t hosts = 10000;
    const auto start = std::chrono::steady_clock::now();
    nodes.Create(hosts);
    devices = wan.Install(nodes);
    InternetTcpHelper().Install(nodes);
    const Ipv4InterfaceContainer ipv4 = wan.AssignIpv4Addresses(devices);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    // half a second on one core of 2022; anything quadratic takes minutes
    EXPECT_LT(seconds.count(), 20);
    EXPECT_EQ(ipv4.GetAddress(hosts - 1), Ipv4Address("10.0.39.16"));
    SendDatagram(hosts - 1,
                 hosts / 2,
                 InetSocketAddress(Ipv4Address::GetAny(), 9),
                 InetSocketAddress(ipv4.GetAddress(hosts / 2), 9));
    EXPECT_EQ(datagrams, 1u);
}

TEST_F(UnderlayAddress, Ipv6SendsNothingOfItsOwn)
{
    nodes.Create(3);
    devices = wan.Install(nodes);
    InternetTcpHelper stack;
    stack.SetIpv6StackInstall(true);
    stack.Install(nodes);
    const Ipv6InterfaceContainer ipv6 = wan.AssignIpv6Addresses(devices);
    PacketTrace tx;
    for (uint32_t i = 0; i < 3; i++)
    {
        tx.Connect(devices.Get(i), "MacTx");
    }
    SendDatagram(0,
                 2,
                 Inet6SocketAddress(Ipv6Address::GetAny(), 9),
                 Inet6SocketAddress(ipv6.GetAddress(2, 1), 9));
    EXPECT_EQ(datagrams, 1u);
    EXPECT_EQ(tx.times, (std::vector<Time>{Seconds(5)}));
}

TEST_F(UnderlayAddress, StockStackAndAddressHelperWorkToo)
{
    nodes.Create(3);
    InternetStackHelper().Install(nodes);
    devices = wan.Install(nodes);
    Ipv4AddressHelper addresses("192.168.7.0", "255.255.255.0");
    const Ipv4InterfaceContainer interfaces = addresses.Assign(devices);
    SendDatagram(2,
                 0,
                 InetSocketAddress(Ipv4Address::GetAny(), 9),
                 InetSocketAddress(interfaces.GetAddress(0), 9));
    EXPECT_EQ(datagrams, 1u);
}

TEST_F(UnderlayAddress, SecondInstallOnAChannelContinuesItsHosts)
{
    Build(2);
    NodeContainer more(2);
    wan.SetDeviceAttribute("UpRate", StringValue("1Mbps"));
    const NetDeviceContainer added = wan.Install(more, channel);
    EXPECT_EQ(DynamicCast<WanNetDevice>(added.Get(0))->GetHostIndex(), 2u);
    EXPECT_EQ(channel->GetNDevices(), 4u);
    EXPECT_EQ(channel->GetDevice(3), added.Get(1));
}

TEST_F(UnderlayAddress, MistakesStopTheProgram)
{
    nodes.Create(3);
    devices = wan.Install(nodes);
    EXPECT_DEATH(wan.AssignIpv4Addresses(devices), "node [0-9]+ has no IPv4 stack");
    EXPECT_DEATH(wan.AssignIpv6Addresses(devices), "node [0-9]+ has no IPv6 stack");
    InternetTcpHelper stack;
    stack.Install(nodes);
    EXPECT_DEATH(stack.Install(nodes), "has an IP stack already");
    EXPECT_DEATH(wan.AssignIpv4Addresses(devices, "10.0.0.0", "255.255.255.252"),
                 "10.0.0.0/30 has no address for host 2");
    EXPECT_DEATH(wan.AssignIpv4Addresses(devices, "10.0.0.1", "255.0.0.0"),
                 "10.0.0.1 is not a network of mask 255.0.0.0");
    EXPECT_DEATH(wan.AssignIpv6Addresses(devices, Ipv6Address("2001:db8::"), Ipv6Prefix(112)),
                 "at most 96 bits");
    NetDeviceContainer other;
    Ptr<SimpleNetDevice> simple = CreateObject<SimpleNetDevice>();
    nodes.Get(0)->AddDevice(simple);
    other.Add(simple);
    EXPECT_DEATH(wan.AssignIpv4Addresses(other), "ns3::SimpleNetDevice, not a ns3::WanNetDevice");
    EXPECT_DEATH(wan.SetLatency("ns3::Magic"),
                 "SetLatency: 'ns3::Magic' is not the name of a ns3::WanLatencyModel");
    EXPECT_DEATH(wan.SetLoss("ns3::ConstantWanLatency"), "SetLoss: 'ns3::ConstantWanLatency'");
    EXPECT_DEATH(wan.SetTxQueue("ns3::Line"), "SetTxQueue: 'ns3::Line<Packet>' is not the name");
}
